// npm run bench:run [-- --rounds 3]: times ours and `jupyter nbconvert --execute --to html` on the same notebooks with
// the same tslab, alternating. nbconvert is found on the PATH (or by the variable JUPYTER), and left out otherwise.
// The light notebooks: the engine, with a page of each, as nbconvert makes them. The chapters: `notat build` in a copy of
// the project, so the whole note with its figures drawn, which nbconvert does not do.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    files: lightNotebooks(),
    keeps: root,
    ours: (mode, files) => run(process.execPath, [script, mode, join(work, "html"), ...files]),
  },
  "the chapters": {
    files: chapters(),
    keeps: project,
    ours: (mode) => run(process.execPath, [notat, "build", ...(mode === "execute" ? ["--no-cache"] : [])]),
  },
};
console.log(`Node ${process.version}, ${availableParallelism()} cores, median of ${rounds} rounds.`);
for (const [name, { files, keeps, ours }] of Object.entries(sets)) {
  const times = {};
  for (let round = 1; round <= rounds; round++) {
    const measure = (what, run) => {
      const start = performance.now();
      run();
      times[what] = [...(times[what] ?? []), performance.now() - start];
    };
    if (hasNbconvert) measure("nbconvert", () => nbconvert(files));
    forget(keeps);
    measure("empty cache", () => ours("cache", files));
    measure("conversions kept, every cell executed", () => ours("execute", files));
    measure("nothing changed", () => ours("cache", files));
    edit(files[Math.floor(files.length / 2)], round);
    measure("one cell edited", () => ours("cache", files));
  }
  const cells = files.map((file) => JSON.parse(readFileSync(file, "utf8")).cells.length);
  console.log(`\n${name} (${files.length} notebooks, ${cells.reduce((a, b) => a + b, 0)} cells)`);
  const base = times.nbconvert && median(times.nbconvert);
  for (const [what, list] of Object.entries(times)) {
    const ratio = base && what !== "nbconvert" ? `${(base / median(list)).toFixed(1)} times faster` : "";
    console.log(`  ${what.padEnd(40)}${(median(list) / 1000).toFixed(2).padStart(7)} s  ${ratio}`);
  }
}
if (!hasNbconvert) console.log("\nnbconvert is not installed: pip install nbconvert ipykernel");
if (!process.argv.includes("--keep")) rmSync(work, { recursive: true });

function lightNotebooks() {
  const folder = join(work, "light");
  mkdirSync(folder);
  return Array.from({ length: 8 }, (_, n) => {
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

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
