import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ContentError, UsageError } from "../../ground/errors.js";
import { hashTexts } from "../../ground/files/keep.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";
import { installKernel } from "./installKernel.js";

/** A Jupyter that finds our kernel. */
export interface ReadyJupyter {
  /** Its `jupyter`. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface JupyterWish {
  /** Path or name of a `jupyter` that is there already; null for one of the project's own. */
  readonly jupyter: string | null;
  /** What the project's own is made of, as pip has it, every package with its version. */
  readonly requirements: string;
  readonly onProgress: (line: string) => void;
  /** The folder that holds `.notat/`. */
  readonly root?: string;
}

/**
 * A Jupyter with our kernel in it. The project's own lies in `.notat/jupyter`, is made at the first use, and again when
 * the requirements are others; its settings lie there too. One that is there already keeps everything of its own, and
 * finds the kernel by an environment variable.
 * @throws {UsageError} When there is no Python, or the Jupyter pointed to is none.
 * @throws {ContentError} When the environment can't be made.
 */
export async function prepareJupyter(wish: JupyterWish): Promise<ReadyJupyter> {
  const home = join(wish.root ?? projectRoot, ".notat", "jupyter");
  const paths = join(home, "kernels-of-notat");
  installKernel(paths);
  // First in Jupyter's own search, so that a plain tslab of the same name does not stand before ours.
  const env: NodeJS.ProcessEnv = { ...process.env, JUPYTER_PATH: joinPaths(paths, process.env.JUPYTER_PATH) };
  if (wish.jupyter !== null) {
    const said = spawnSync(wish.jupyter, ["lab", "--version"], { encoding: "utf8", env });
    if (said.status !== 0)
      throw new UsageError(
        `--jupyter (or NOTAT_JUPYTER) must be the path of a \`jupyter\` that has JupyterLab, but \`${wish.jupyter} lab --version\` ${said.error ? `says: ${said.error.message}` : `ended with exit code ${said.status}`}.`,
      );
    return { command: wish.jupyter, env };
  }
  const venv = join(home, "venv");
  // JupyterLab runs scripts of its own with Node, which takes them for modules if the project's package.json says so.
  writeWhole(join(home, "package.json"), asJson({ type: "commonjs" }));
  await makeEnvironment(venv, wish);
  const config = join(home, "config");
  writeWhole(join(config, "jupyter_lab_config.json"), asJson(QUIET));
  writeWhole(join(config, "labconfig", "default_setting_overrides.json"), asJson(SETTINGS));
  return {
    command: join(binOf(venv), `jupyter${EXE}`),
    env: {
      ...env,
      JUPYTER_CONFIG_DIR: config,
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      // JupyterLab starts others of its commands by name.
      PATH: joinPaths(binOf(venv), process.env.PATH),
    },
  };
}

/** JupyterLab asks the network for news and newer versions, and the reader whether it may. */
const QUIET = {
  LabApp: { news_url: null, check_for_updates_class: "jupyterlab.NeverCheckForUpdate" },
};

/** Where the analyst has chosen nothing else. Chapters have long lines, which would be cut; news would be asked about. */
const SETTINGS = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/notebook-extension:tracker": { codeCellConfig: { lineNumbers: false, lineWrap: true } },
};

const asJson = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

const WINDOWS = process.platform === "win32";
const EXE = WINDOWS ? ".exe" : "";
const binOf = (venv: string) => join(venv, WINDOWS ? "Scripts" : "bin");
const joinPaths = (first: string, rest: string | undefined) =>
  rest ? `${first}${WINDOWS ? ";" : ":"}${rest}` : first;

async function makeEnvironment(venv: string, { requirements, onProgress }: JupyterWish): Promise<void> {
  const mark = join(venv, "made-by-notat");
  const made = hashTexts(readFileSync(requirements, "utf8"), venv);
  if (existsSync(mark) && readFileSync(mark, "utf8") === made) return;
  const python = findPython();
  onProgress(`making JupyterLab's environment in ${venv}; this takes a minute or two, once …`);
  const wanted = readFileSync(requirements, "utf8").match(/^[^#\s].*==/gm)?.length ?? 0;
  rmSync(venv, { recursive: true, force: true });
  await runTold(python.command, [...python.args, "-m", "venv", venv], WITHOUT_VENV);
  const pip = [
    "-m",
    "pip",
    "install",
    "--no-input",
    "--progress-bar=off",
    "--disable-pip-version-check",
    "-r",
    requirements,
  ];
  await runTold(join(binOf(venv), `python${EXE}`), pip, WITHOUT_PYPI, tellPip(wanted, onProgress));
  writeWhole(mark, made);
}

/** Tells of every twentieth package that pip fetches, and when it begins to write them to the disk. */
function tellPip(wanted: number, onProgress: (line: string) => void): (line: string) => void {
  let fetched = 0;
  return (line) => {
    if (line.startsWith("Collecting ")) {
      if (++fetched % 20 === 0) onProgress(`  ${fetched} of ${wanted} packages fetched …`);
    } else if (line.startsWith("Installing collected packages"))
      onProgress("  all fetched, writing them to the disk …");
  };
}

const WITHOUT_VENV = "On Debian and Ubuntu, install the package python3-venv.";
const WITHOUT_PYPI =
  "It needs to reach PyPI (or the index that pip is set up with) this once. Or point to a Jupyter that is there: notat lab --jupyter PATH.";

/** Where `python3` is older, as on many a Mac or server, one of these often stands beside it. */
const NEWER = [14, 13, 12, 11];

/** Python 3.11 or newer, as JupyterLab needs. */
function findPython(): { command: string; args: readonly string[] } {
  const candidates = WINDOWS
    ? [
        { command: "py", args: ["-3"] },
        { command: "python", args: [] },
      ]
    : ["python3", "python", ...NEWER.map((minor) => `python3.${minor}`)].map((command) => ({
        command,
        args: [],
      }));
  const found: string[] = [];
  for (const { command, args } of candidates) {
    const asked = [...args, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"];
    const version = spawnSync(command, asked, { encoding: "utf8" }).stdout?.trim();
    const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
    if (major === 3 && minor >= 11) return { command, args };
    if (version) found.push(`${command} is ${version}`);
  }
  throw new UsageError(
    `JupyterLab must have Python 3.11 or newer, but ${found.length > 0 ? found.join(" and ") : "there is none on the PATH"}.
  Install it (python.org, or your system's packages), or point to a Jupyter that is there: notat lab --jupyter PATH.
  Without it: VS Code opens the notebooks (see notebooks/README.md), and npx notat run FILE.ipynb runs them.`,
  );
}

/** Runs a command, and tells what it said last when it fails. */
async function runTold(
  command: string,
  args: readonly string[],
  wayOut: string,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  const env = { ...process.env, PYTHONUNBUFFERED: "1" };
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  let said = "";
  let answered = "";
  createInterface({ input: child.stderr }).on("line", (line) => {
    said = `${said}${line}\n`.slice(-3000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    answered = `${answered}${line}\n`.slice(-3000);
    onLine(line);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", (e) => {
      said += e.message;
      resolve(1);
    });
  });
  if (code === 0) return;
  const last = (said || answered).trim().split("\n").slice(-8).join("\n  ");
  throw new ContentError(
    `JupyterLab's environment can't be made: ${command} ${args.slice(0, 3).join(" ")} says\n  ${last}\n${wayOut}`,
  );
}
