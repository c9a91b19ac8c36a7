// Build step: a snapshot of a process that has loaded the library. Run after writeDeclarations, by a Node with
// --experimental-import-meta-resolve.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../../ground/files/writeWhole.js";
import type loadModules from "../../ground/modules/loadModules.cjs";
import { planModules } from "../../ground/modules/planModules.js";
import { projectRoot } from "../../ground/project.js";
import { SNAPSHOT_FLAGS } from "../process/nodeFlags.js";
import { CELL_SNAPSHOT, CELL_SNAPSHOT_KEY, cellSnapshotKey, hasCellSnapshot } from "./cellSnapshotFile.js";

export interface CellSnapshotPlan {
  readonly modules: Readonly<Record<string, loadModules.PlannedModule>>;
  /** The face of the library, as cells import it. */
  readonly library: string;
  /** What is loaded by its place: the questionnaires, what reads ahead, and what the process for cells imports. */
  readonly alsoLoaded: readonly string[];
  /** The module that runs when the snapshot starts. */
  readonly process: string;
}

const dist = join(projectRoot, "lib", "dist");
if (!hasCellSnapshot()) {
  rmSync(CELL_SNAPSHOT_KEY, { force: true });
  mkdirSync(dirname(CELL_SNAPSHOT), { recursive: true });
  const draft = `${CELL_SNAPSHOT}.${process.pid}`;
  const fault = makeSnapshot(draft);
  if (fault === null) {
    renameSync(draft, CELL_SNAPSHOT); // A run that is under way keeps the old one.
    writeWhole(CELL_SNAPSHOT_KEY, cellSnapshotKey());
  } else {
    rmSync(draft, { force: true });
    console.error(`notat: chapters will start without a snapshot, which takes longer:\n${fault}`);
  }
}

function makeSnapshot(draft: string): string | null {
  const script = `${draft}.cjs`;
  const planned = `${draft}.json`;
  try {
    const code = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
    // Node gives such a script no `exports`, which compiled code begins with, and no modules but its own.
    const loader = `(() => { const module = {};\n${code("../../ground/modules/loadModules.cjs")}\nreturn module.exports; })()`;
    const own = code("./cellSnapshot.cjs").replace(
      'require("../../ground/modules/loadModules.cjs")',
      () => loader,
    );
    writeFileSync(script, `const exports = {};\n${own}`);
    writeFileSync(planned, JSON.stringify(plan()));
    const args = [...SNAPSHOT_FLAGS, "--snapshot-blob", draft, "--build-snapshot", script, planned];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
    return status === 0 ? trySnapshot(draft) : stderr;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(script, { force: true });
    rmSync(planned, { force: true });
  }
}

/** A snapshot that can't start would stop every chapter. */
function trySnapshot(draft: string): string | null {
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, process.argv.slice(1), { stdio: ["ignore", 2, 2, "pipe", "ipc"] });
    const output = 'exports.n = Object.keys(require("notat")).length; console.log(exports.n);';
    child.send({ type: "run", count: 1, source: "", converted: { meta: {}, conversion: { diagnostics: [], output, declOutput: "" } } });
    let text = "";
    child.stdio[3].on("data", (piece) => { text += piece; if (text.includes('"type":"done"')) child.kill("SIGKILL"); });
    child.on("exit", () => { console.log(text); process.exit(); });
    setTimeout(() => child.kill("SIGKILL"), 20_000);`;
  const cwd = projectRoot;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["-e", script, "--", ...SNAPSHOT_FLAGS, "--snapshot-blob", draft],
    { cwd, encoding: "utf8" },
  );
  return /"text":"\d+\\n"/.test(stdout) && /"type":"done","count":1,"ok":true/.test(stdout)
    ? null
    : stderr || stdout || "It does not start.";
}

function plan(): CellSnapshotPlan {
  const library = join(dist, "lib", "index.js");
  const process = fileURLToPath(new URL("./cellProcess.js", import.meta.url));
  const years = join(dist, "data");
  const questionnaires = readdirSync(years)
    .map((year) => join(years, year, "questionnaire.js"))
    .filter((file) => existsSync(file));
  const readAhead = join(dist, "lib", "numbers", "published", "readAhead.js");
  const modules = planModules([library, ...questionnaires, readAhead, process]);
  const ofProcess = Object.values(modules[process]!.needs);
  return { modules, library, alsoLoaded: [...questionnaires, readAhead, ...ofProcess], process };
}
