// npm run bench:run [-- --rounds 3]: times ours and `jupyter nbconvert --execute --to html` on the same notebooks with
// the same tslab, alternating, and measures the peak memory of our runs; prints the tables of the README. Takes some five
// minutes on a quiet machine. nbconvert is found on the PATH (or by the variable JUPYTER), and left out otherwise.
// The light notebooks: the engine, with a page of each, as nbconvert makes them. The chapters: `notat build` in a copy of
// the project, so the whole note with its figures drawn, which nbconvert does not do.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyFiles } from "../support/copyFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const work = join(root, "out", "bench");
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 3;
const jupyter = process.env.JUPYTER ?? "jupyter";
const tslab = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin", "tslab");

rmSync(work, { recursive: true, force: true });
const kernel = join(work, "jupyter", "kernels", "tslab");
mkdirSync(kernel, { recursive: true });
const argv = [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"];
writeFileSync(
  join(kernel, "kernel.json"),
  JSON.stringify({ argv, display_name: "TypeScript", language: "typescript" }),
);
const env = {
  ...process.env,
  JUPYTER_PATH: [join(work, "jupyter"), process.env.JUPYTER_PATH ?? ""].join(delimiter),
};
const hasNbconvert = spawnSync(jupyter, ["nbconvert", "--version"], { env }).status === 0;

const project = copyOfProject();
const notat = join(project, "lib", "bin", "notat.js");
const script = fileURLToPath(new URL("./engine.js", import.meta.url));
const sets = {
  "8 notebooks of 10 light cells": {
    files: lightNotebooks(8),
    keeps: root,
    ours: (mode, files) => [script, mode, join(work, "html"), ...files],
  },
  "the chapters": {
    files: chapters(),
    keeps: project,
    ours: (mode) => [notat, "build", ...(mode === "execute" ? ["--no-cache"] : [])],
  },
};
console.log(`Node ${process.version}, ${availableParallelism()} cores, medians of ${rounds} rounds.`);
/** What was measured → a cell for each set, as the README has them. */
const table = new Map();
const tell = (what, text) => table.set(what, [...(table.get(what) ?? []), text]);
for (const [name, { files, keeps, ours }] of Object.entries(sets)) {
  const times = {};
  for (let round = 1; round <= rounds; round++) {
    const measure = (what, run) => {
      const start = performance.now();
      run();
      times[what] = [...(times[what] ?? []), performance.now() - start];
    };
    const node = (mode) => run(process.execPath, ours(mode, files));
    if (hasNbconvert) measure("nbconvert", () => nbconvert(files));
    forget(keeps);
    measure("empty cache", () => node("cache"));
    measure("conversions kept, every cell executed", () => node("execute"));
    measure("nothing changed", () => node("cache"));
    edit(files[Math.floor(files.length / 2)], round);
    measure("one cell edited", () => node("cache"));
  }
  const cells = files.map((file) => JSON.parse(readFileSync(file, "utf8")).cells.length);
  const total = cells.reduce((a, b) => a + b, 0);
  console.log(`\n${name} (${files.length} notebooks, ${total} cells), seconds of each round:`);
  const base = times.nbconvert && median(times.nbconvert);
  for (const [what, list] of Object.entries(times)) {
    console.log(`  ${what.padEnd(40)}${list.map((ms) => (ms / 1000).toFixed(2).padStart(7)).join("")}`);
    const seconds = `${(median(list) / 1000).toFixed(1)} s`;
    const ratio = base / median(list);
    const faster = `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)} ×`;
    tell(what, base && what !== "nbconvert" ? `${seconds}, ${faster}` : seconds);
  }
  forget(keeps);
  tell("peak memory, empty cache", megabytes(await peakOf(ours("cache", files))));
}
console.log(`\n| | ${Object.keys(sets).join(" | ")} |\n|---|${"--:|".repeat(Object.keys(sets).length)}`);
for (const [what, cells] of table) console.log(`| ${what} | ${cells.join(" | ")} |`);
const runCommand = [join(root, "lib", "bin", "notat.js"), "run", "--out", join(work, "many")];
const few = await peakOf([...runCommand, ...lightNotebooks(10)]);
const many = await peakOf([...runCommand, ...lightNotebooks(100)]);
console.log(`\nPeak memory of notat run: 10 light notebooks ${megabytes(few)}, 100 ${megabytes(many)}.`);
if (!hasNbconvert) console.log("\nnbconvert is not installed: pip install nbconvert ipykernel");
if (!process.argv.includes("--keep")) rmSync(work, { recursive: true });

function lightNotebooks(length) {
  const folder = join(work, `light-${length}`);
  mkdirSync(folder);
  return Array.from({ length }, (_, n) => {
    const sources = [
      `const start = ${n};\nconst numbers = Array.from({ length: 100 }, (_, i) => i + start);`,
      "const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);",
      "console.log(sum(numbers));",
      "interface Row {\n  name: string;\n  n: number;\n}\nconst rows: Row[] = numbers.map((n) => ({ name: `r${n}`, n }));",
      "rows.filter((row) => row.n % 2 === 0).length",
      'import { display } from "tslab";\ndisplay.html(`<b>${rows.length}</b>`);',
      "const byLastDigit = new Map<number, Row[]>();\nfor (const row of rows) byLastDigit.set(row.n % 10, [...(byLastDigit.get(row.n % 10) ?? []), row]);",
      "console.log([...byLastDigit].map(([digit, list]) => [digit, list.length]));",
      "const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));\nawait wait(1);",
      'console.log(rows.slice(0, 3).map((row) => row.name).join(", "));',
    ];
    const file = join(folder, `light-${n + 1}.ipynb`);
    writeNotebook(file, sources);
    return file;
  });
}

/** A built copy, whose notebooks may be edited. */
function copyOfProject() {
  const folder = join(work, "project");
  mkdirSync(folder);
  copyFiles(folder);
  const engine = join(folder, "lib", "dist", "lib", "engine");
  run(process.execPath, [join(engine, "convert", "writeSnapshot.js")]);
  run(process.execPath, ["--experimental-import-meta-resolve", join(engine, "run", "writeCellSnapshot.js")]);
  return folder;
}

function chapters() {
  const folder = join(project, "notebooks", "2019");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(folder, name));
}

function writeNotebook(file, sources) {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `c${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
}

/** Edits a cell in the middle of a notebook. */
function edit(file, round) {
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const cell = code[Math.floor(code.length / 2)];
  cell.source = `${[cell.source].flat().join("")}\nconsole.log("edited ${round}");`;
  writeFileSync(file, JSON.stringify(notebook));
}

/** As before the first run after `npm run build`. */
function forget(folder) {
  rmSync(join(folder, ".notat"), { recursive: true, force: true });
}

function nbconvert(files) {
  const options = [
    "--to",
    "html",
    "--execute",
    "--output-dir",
    join(work, "nbconvert"),
    "--log-level",
    "ERROR",
  ];
  run(jupyter, ["nbconvert", ...options, ...files]);
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stderr}`);
}

/**
 * The most memory that a run of ours and all its processes have at the same time, shared pages counted once, in bytes.
 * Null where the system does not tell.
 */
async function peakOf(args) {
  const child = spawn(process.execPath, args, { env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", resolve));
  if (!existsSync("/proc/self/smaps_rollup")) {
    await ended;
    return null;
  }
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid));
  }, 50);
  const status = await ended;
  clearInterval(look);
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return peak;
}

/** Of a process and those that it has started. */
function memoryOf(root) {
  const parents = new Map();
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = readProc(`/proc/${pid}/stat`);
    parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]));
  }
  const isOurs = (pid) => pid === root || (parents.has(pid) && isOurs(parents.get(pid)));
  return [...parents.keys()]
    .filter(isOurs)
    .map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(readProc(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024)
    .reduce((a, b) => a + b, 0);
}

/** Empty of a process that has just ended. */
function readProc(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function megabytes(bytes) {
  return bytes === null ? "–" : `${Math.round(bytes / 1e6)} MB`;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
