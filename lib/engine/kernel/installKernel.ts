import { homedir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";
import { KERNELSPEC } from "../notebook/cleanNotebook.js";

/**
 * Writes a kernelspec under the name that chapters have.
 * @param where A folder that Jupyter looks for kernels in; default the user's own.
 * @returns Its folder.
 */
export function installKernel(where = dataFolder()): string {
  const folder = join(where, "kernels", KERNELSPEC.name);
  const notat = join(projectRoot, "lib", "bin", "notat.js");
  const spec = {
    argv: [process.execPath, notat, "kernel", "--config-path", "{connection_file}"],
    display_name: KERNELSPEC.display_name,
    language: KERNELSPEC.language,
    interrupt_mode: "message",
  };
  writeWhole(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return folder;
}

/** As jupyter_core's jupyter_data_dir finds it. */
function dataFolder(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32")
    return APPDATA ? join(APPDATA, "jupyter") : join(homedir(), ".jupyter", "data");
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
