import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { prepareJupyter } from "notat/dist/lib/engine/kernel/prepareJupyter.js";
import { ContentError, UsageError } from "notat/dist/lib/ground/errors.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { notat } from "./notat.js";

let folder: string;
const path = process.env.PATH;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notat lab æ "));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

/** A command that is not there on the machine, or another than the one that is. */
function script(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

const wish = () => ({
  jupyter: null,
  requirements: join(folder, "requirements.txt"),
  onProgress: () => {},
  root: folder,
});

describe.skipIf(process.platform === "win32")("notat lab", () => {
  test("starts a Jupyter that is there, which finds our kernel first, and hands on what comes after --", async () => {
    const jupyter = script("jupyter", 'echo "$@"; echo "paths: $JUPYTER_PATH"');
    const { code, stdout } = await notat(["lab", "--jupyter", jupyter, "--", "--port", "9000"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^lab --ServerApp\.root_dir=\S+ --ServerApp\.preferred_dir=\S+[\\/]notebooks[\\/]utforsk --port 9000\n/,
    );
    const [, kernels = ""] = /^paths: (.*)$/m.exec(stdout) ?? [];
    const spec = JSON.parse(
      readFileSync(join(kernels.split(delimiter)[0]!, "kernels", "tslab", "kernel.json"), "utf8"),
    );
    expect(spec.argv.slice(-3)).toEqual(["kernel", "--config-path", "{connection_file}"]);
  });

  test("refuses a Jupyter that is none, and says when JupyterLab ends in an error", async () => {
    const none = await notat(["lab", "--jupyter", join(folder, "nei")]);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(
      /^notat: --jupyter \(or NOTAT_JUPYTER\) must be the path of a `jupyter` that has JupyterLab/,
    );
    const ends = script("jupyter", '[ "$2" = --version ] || exit 3');
    const failed = await notat(["lab", "--jupyter", ends]);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toBe("notat: JupyterLab ended with exit code 3; what it said stands above.\n");
  });

  test("says what is missing when there is no Python, or one that is too old, and what can be done without", async () => {
    writeFileSync(wish().requirements, "jupyterlab\n");
    process.env.PATH = folder;
    const none = await prepareJupyter(wish()).catch((e: Error) => e);
    expect(none).toBeInstanceOf(UsageError);
    expect((none as Error).message).toMatch(
      /^JupyterLab must have Python 3\.11 or newer, but there is none on the PATH\.\n.*--jupyter PATH\.\n.*VS Code.*npx notat run/,
    );
    script("python3", "echo 3.9");
    await expect(prepareJupyter(wish())).rejects.toThrow("3.11 or newer, but python3 is 3.9.");
    script("python3.13", "if [ \"$1\" = -c ]; then echo 3.13; else echo '3.13 it is' >&2; exit 1; fi");
    await expect(prepareJupyter(wish())).rejects.toThrow("3.13 it is");
  });

  test("says what pip said when the environment can't be made, makes it once, and anew when the requirements change", async () => {
    writeFileSync(wish().requirements, "jupyterlab==1\n");
    // As `python -m venv` and `pip install` are called: the environment's own Python is a copy of this.
    const python = script(
      "python3",
      [
        'if [ "$1" = -c ]; then echo 3.12; exit; fi',
        'if [ "$2" = venv ]; then /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"; exit; fi',
        'echo "$@" >> "$0.log"',
        'for i in 1 2 3 4 5; do for j in a b c d; do echo "Collecting $j"; done; done; echo "Installing collected packages: a"',
        '[ ! -e "$(/usr/bin/dirname "$0")/../../../../broken" ] || { echo \'no network\' >&2; exit 1; }',
      ].join("\n"),
    );
    process.env.PATH = folder;
    expect(python).toContain(folder);
    writeFileSync(join(folder, "broken"), "");
    const broken = await prepareJupyter(wish()).catch((e: Error) => e);
    expect(broken).toBeInstanceOf(ContentError);
    expect((broken as Error).message).toMatch(
      /can't be made: .* says\n {2}no network\nIt needs to reach PyPI/,
    );
    rmSync(join(folder, "broken"));
    const told: string[] = [];
    writeFileSync(wish().requirements, `jupyterlab==1\n${"a==1\n".repeat(24)}`);
    const { command, env } = await prepareJupyter({ ...wish(), onProgress: (line) => told.push(line) });
    expect(told.slice(1)).toEqual([
      "  20 of 25 packages fetched …",
      "  all fetched, writing them to the disk …",
    ]);
    expect(command).toBe(join(folder, ".notat", "jupyter", "venv", "bin", "jupyter"));
    expect(env.JUPYTER_CONFIG_DIR).toBe(join(folder, ".notat", "jupyter", "config"));
    // JupyterLab would ask whether it may fetch news, and cut the long lines of chapters.
    const settings = readFileSync(
      join(folder, ".notat", "jupyter", "config", "labconfig", "default_setting_overrides.json"),
      "utf8",
    );
    expect(JSON.parse(settings)).toMatchObject({
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false" },
      "@jupyterlab/notebook-extension:tracker": { codeCellConfig: { lineWrap: true } },
    });
    const log = () =>
      readFileSync(join(folder, ".notat", "jupyter", "venv", "bin", "python.log"), "utf8")
        .trim()
        .split("\n");
    expect(log()).toEqual([expect.stringMatching(/^-m pip install .* -r .*requirements\.txt$/)]);
    await prepareJupyter(wish());
    expect(log()).toHaveLength(1);
    writeFileSync(wish().requirements, "jupyterlab==2\n");
    await prepareJupyter(wish());
    expect(log()).toHaveLength(1); // The environment was made anew, and its log with it.
  });
});
