// Build step: a snapshot of a process that has loaded the library. Run after writeDeclarations, by a Node with
// --experimental-import-meta-resolve.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type TS from "@tslab/typescript-for-tslab";
import { hashTexts, kept } from "../../ground/files/keep.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";
import { CELL_SNAPSHOT, CELL_SNAPSHOT_KEY, cellSnapshotKey, hasCellSnapshot } from "./cellSnapshotFile.js";

/** What the snapshot's loader needs to know of a module. */
interface PlannedModule {
  readonly kind: "es" | "commonjs" | "json";
  /** As CommonJS. */
  readonly source: string;
  /** What it asks for → the file. Built-in modules are not in it. */
  readonly needs: Readonly<Record<string, string>>;
}

export interface CellSnapshotPlan {
  readonly modules: Readonly<Record<string, PlannedModule>>;
  /** The face of the library, as cells import it. */
  readonly library: string;
  /** What is loaded by its place: the questionnaires, and what the process for cells imports. */
  readonly alsoLoaded: readonly string[];
  /** The module that runs when the snapshot starts. */
  readonly process: string;
}

const require = createRequire(import.meta.url);
const ts: typeof TS = require("@tslab/typescript-for-tslab");
const dist = join(projectRoot, "lib", "dist");
/** TypeScript checks a module's types before it writes it, which takes most of the time, unless it is the default library. */
const NOT_CHECKED = '/// <reference no-default-lib="true"/>\n';

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
    const code = readFileSync(new URL("./cellSnapshot.cjs", import.meta.url), "utf8");
    // Node gives such a script no `exports`, which compiled code begins with.
    writeFileSync(script, `const exports = {};\n${code}`);
    writeFileSync(planned, JSON.stringify(plan()));
    const args = ["--snapshot-blob", draft, "--build-snapshot", script, planned];
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
    const child = spawn(process.execPath, ["--snapshot-blob", process.argv[1]], { stdio: ["ignore", 2, 2, "pipe", "ipc"] });
    const output = 'exports.n = Object.keys(require("notat")).length; console.log(exports.n);';
    child.send({ type: "run", count: 1, source: "", converted: { meta: {}, conversion: { diagnostics: [], output, declOutput: "" } } });
    let text = "";
    child.stdio[3].on("data", (piece) => { text += piece; if (text.includes('"type":"done"')) child.kill("SIGKILL"); });
    child.on("exit", () => { console.log(text); process.exit(); });
    setTimeout(() => child.kill("SIGKILL"), 20_000);`;
  const cwd = projectRoot;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script, draft], { cwd, encoding: "utf8" });
  return /"text":"\d+\\n"/.test(stdout) && /"type":"done","count":1,"ok":true/.test(stdout)
    ? null
    : stderr || stdout || "It does not start.";
}

function plan(): CellSnapshotPlan {
  const modules: Record<string, PlannedModule> = {};
  // Most modules are of packages, and the same from build to build.
  const entry = kept<[string, string][]>("engine/snapshot/commonjs", []);
  const earlier = new Map(entry.read() ?? []);
  const compiled = new Map<string, string>();
  const add = (file: string): void => {
    if (modules[file]) return;
    const text = readFileSync(file, "utf8");
    const kind = kindOf(file);
    const key = hashTexts(file, text);
    const source = kind === "es" ? (earlier.get(key) ?? toCommonJs(text, file)) : text;
    if (kind === "es") compiled.set(key, source);
    const needs: Record<string, string> = {};
    modules[file] = { kind, source, needs };
    if (kind === "json") return;
    for (const [, id = ""] of source.matchAll(/\brequire\(\s*["']([^"'\n]+)["']\s*\)/g)) {
      if (isBuiltin(id)) continue;
      try {
        needs[id] = resolve(id, file, kind);
      } catch {
        // A package that is only used when it is there, or no call at all.
        continue;
      }
      add(needs[id]);
    }
  };
  const library = join(dist, "lib", "index.js");
  const process = fileURLToPath(new URL("./cellProcess.js", import.meta.url));
  const years = join(dist, "data");
  const questionnaires = readdirSync(years)
    .map((year) => join(years, year, "questionnaire.js"))
    .filter((file) => existsSync(file));
  for (const file of [library, ...questionnaires, process]) add(file);
  const ofProcess = Object.values(modules[process]!.needs);
  entry.write([...compiled]);
  return { modules, library, alsoLoaded: [...questionnaires, ...ofProcess], process };
}

function resolve(id: string, from: string, kind: PlannedModule["kind"]): string {
  if (kind === "commonjs") return createRequire(from).resolve(id);
  return fileURLToPath(import.meta.resolve(id, pathToFileURL(from)));
}

function kindOf(file: string): PlannedModule["kind"] {
  if (file.endsWith(".json")) return "json";
  if (/\.[cm]js$/.test(file)) return file.endsWith(".mjs") ? "es" : "commonjs";
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { type } = JSON.parse(readFileSync(manifest, "utf8")) as { type?: string };
    return type === "module" ? "es" : "commonjs";
  }
}

function toCommonJs(text: string, file: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    noEmitHelpers: true,
    skipDefaultLibCheck: true,
  };
  // A module's own `require` has its name beside that of the loader.
  const own = /^const require\b/m.test(text) ? text.replace(/\brequire(?=\(|\.|\s*=)/g, "ownRequire") : text;
  const { outputText } = ts.transpileModule(NOT_CHECKED + own, { compilerOptions, fileName: file });
  return outputText
    .replace(NOT_CHECKED, "")
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href));
}
