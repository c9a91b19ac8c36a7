import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasCellSnapshot } from "notat/dist/lib/engine/run/cellSnapshotFile.js";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { expect, test } from "vitest";
import { copyProject, makeSnapshots } from "../support/copyProject.js";
import { leaveNoCore } from "../support/processes.js";
import { writeNotebook } from "../support/writeNotebook.js";

// A process that starts from the snapshot must be to its cells what one is that loads the library.
const CELLS = [
  'import * as aq from "arquero";\nimport { q, survey, tabulate } from "notat";\nimport * as notat from "notat";',
  "const { tiltak } = await survey();",
  "console.log(tiltak instanceof aq.ColumnTable, tiltak.numRows(), Object.keys(notat).length);",
  "console.log(tabulate(tiltak, q.effekter));",
  'console.log(require("arquero") === require("arquero"), require("notat").survey === survey);',
  'import { format } from "prettier-that-is-not-there";',
  'console.log(process.argv.length, process.argv[1]!.endsWith("cellProcess.js"), process.execArgv, typeof process.send);',
  'import { fork } from "node:child_process";\nimport { writeFileSync } from "node:fs";',
  `writeFileSync("./gren.cjs", "process.send(process.argv.length)");
   const child = fork("./gren.cjs");
   console.log(await new Promise((resolve) => child.on("message", resolve)));`,
  `import { Worker } from "node:worker_threads";
   const worker = new Worker('require("node:worker_threads").parentPort.postMessage(6 * 7)', { eval: true });
   console.log(await new Promise((resolve) => worker.on("message", resolve)));`,
  'import aqDefault from "arquero";\nconsole.log(typeof aqDefault, typeof (aqDefault as { table?: unknown } | undefined)?.table);',
  'console.log(__dirname.length > 0, typeof module, Object.prototype.toString.call(require("notat")));',
  "tabulate(tiltak, undefined as never);",
  'const { q: items } = await import("notat");\nconsole.log(items === q);',
  'const lost = tiltak.filter((d) => d.fase === "ide");\ntabulate(lost, q.fase);',
];

// Some of the processes here are made to crash.
leaveNoCore();

test("cells of the library run alike with the snapshot that the build makes and without it", async () => {
  mkdirSync(join(projectRoot, "out"), { recursive: true });
  const folder = mkdtempSync(join(projectRoot, "out", "snapshot-"));
  try {
    const file = join(folder, "a.ipynb");
    writeNotebook(file, CELLS);
    expect(hasCellSnapshot()).toBe(true);
    const outputs = async (env: Record<string, string>) => {
      const [run] = await runNotebooks([file], { env, allowErrors: true });
      return run!.notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    };
    const plain = await outputs({ NODE_OPTIONS: "--max-old-space-size=2000" });
    const warm = await outputs({});
    expect(warm).toEqual(plain);
    expect(JSON.stringify(plain)).toContain("true 432");
    expect(JSON.stringify(plain)).toContain("The table must know its questionnaire");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a figure of a file that was changed since the snapshot was made is read anew, whatever the file's time", () => {
  const copy = copyProject();
  const figures = join(copy.folder, "data", "2018", "figures.csv");
  const time = 1_500_000_000;
  utimesSync(figures, time, time);
  makeSnapshots(copy);
  mkdirSync(join(copy.folder, "out"), { recursive: true });
  const file = join(copy.folder, "out", "a.ipynb");
  const said = () => {
    writeNotebook(file, [
      'import { at } from "notat";\nconsole.log(String(at("2018/virksomheter/svar/*/base")));',
    ]);
    expect(copy.run(["run", "--in-place", file]).text).not.toContain("notat:");
    return /"(\d+)\\n"/.exec(readFileSync(file, "utf8"))?.[1];
  };
  expect(said()).toBe("87");
  writeFileSync(figures, readFileSync(figures, "utf8").replace("/base,87,", "/base,78,"));
  utimesSync(figures, time, time);
  expect(said()).toBe("78");
  rmSync(copy.folder, { recursive: true });
});

// Stands for a crash of V8's, which comes once in some thousand starts from a snapshot.
const CRASH = `import { existsSync, writeFileSync } from "node:fs";
  console.log("here");
  if (!existsSync("crashed")) {
    writeFileSync("crashed", "");
    process.kill(process.pid, "SIGSEGV");
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }`;

test("a notebook under whose cells Node crashes runs again, from its first cell and without the snapshot", async () => {
  const folder = mkdtempSync(join(projectRoot, "out", "snapshot-"));
  try {
    const file = join(folder, "a.ipynb");
    writeNotebook(file, ['import { q } from "notat";\nlet n = 1;', CRASH, "console.log(n++, typeof q);"]);
    const told: string[] = [];
    const [run] = await runNotebooks([file], { onProgress: ({ state, why }) => told.push(why ?? state) });
    expect(run!.error).toBeUndefined();
    const texts = run!.notebook.cells.map((cell) => JSON.stringify("outputs" in cell ? cell.outputs : null));
    expect(texts[1]).toMatch(/^[^}]*"here\\n"[^}]*\}\]$/);
    expect(texts[2]).toContain("1 object");
    expect(told).toEqual([
      ...["running", "running"],
      "The process crashed (SIGSEGV): in Node, or in a package with machine code.",
      ...["running", "running", "running", "done"],
    ]);
    // The second time it is no snapshot's fault.
    rmSync(join(folder, "crashed"));
    writeNotebook(file, [CRASH]);
    const [other] = await runNotebooks([file]);
    expect(other!.error!.evalue).toBe(
      "The cell's process crashed (SIGSEGV): in Node, or in a package with machine code.",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
