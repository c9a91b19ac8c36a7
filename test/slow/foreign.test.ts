import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { notat } from "../cli/notat.js";
import { ownFolder } from "../support/ownFolder.js";
import { type CellOf, writeNotebook } from "../support/writeNotebook.js";

// What running notebooks of others found: each in its own file, all in one run.
const NOTEBOOKS: Record<string, CellOf[]> = {
  flood: ['while (true) console.log("x".repeat(1000));'],
  builtins: [
    'JSON.stringify = () => "broken"; console.log("one");',
    '(Object.prototype as any).toJSON = () => 5; console.log("two");',
    "({ a: 1 })",
  ],
  raw: [
    'import { execSync, spawn } from "child_process";\nimport * as fs from "fs";\nconsole.log("a");\nexecSync("echo b", { stdio: "inherit" });\nconsole.log("c");\nfs.writeSync(1, "d\\n");\nconsole.log("e");\nexecSync("echo f >&2", { stdio: "inherit" });',
    'const late = spawn(process.execPath, ["-e", "setTimeout(() => console.log(7), 200)"], { stdio: "inherit" });\nawait new Promise((resolve) => late.on("exit", resolve));\nconsole.log("end");',
  ],
  detached: [
    'import { spawn } from "child_process";\nconst child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 99999)", "notat-left-behind"], { detached: true, stdio: "inherit" });\nchild.unref();\n// Nor is it known by its environment.\nspawn(process.execPath, ["-e", "setTimeout(() => {}, 99999)", "notat-left-behind"], { detached: true, env: {}, stdio: "ignore" }).unref();\nconsole.log(child.pid! > 0);',
    "1 + 1",
  ],
  module: ['/** @module broken */\nexport const n: number = "text";', "1"],
  half: [
    '"👍".slice(0, 1)',
    'process.stdout.write("\\ud83d");\nprocess.stdout.write("\\udc4d");\nundefined;',
  ],
  bundle: ['import { display } from "tslab";\ndisplay.html(64 as any);\ndisplay.html(null as any);'],
  main: [
    'async function main() {\n  await new Promise((resolve) => setTimeout(resolve, 4600));\n  console.log("late");\n}\nmain();\nundefined;',
  ],
  endless: ["setInterval(() => {}, 1000);\nundefined;", "console.log(2);"],
  reports: ['import * as fs from "fs";\nfs.writeSync(3, "garbage\\n");'],
  closed: ['import * as fs from "fs";\nfs.closeSync(1);\nconsole.log("still");'],
  skip: [
    {
      source: "throw 1;",
      metadata: { tags: ["skip-execution"] },
      execution_count: 7,
      outputs: [{ output_type: "stream", name: "stdout", text: "old" }],
    },
    "console.log(1);",
  ],
  brackets: [
    "const seven = await (async () => 7)();\nseven",
    "for (const n of [1, 2]) await (async () => console.log(n))();",
    "const o = { await: 3 };\no.await",
  ],
  // Whoever prints an error that was caught sees what an error that was not caught says.
  printed: [
    'function fail(): never {\n  throw new TypeError("nei");\n}\ntry {\n  fail();\n} catch (e) {\n  console.error(e);\n}',
    'console.log("    at somewhere (node:internal/mine)");\nnew Error("verdi")',
  ],
  hostile: [
    {
      source: "throw new Proxy({}, { get() { throw new Error('stille') } })",
      metadata: { tags: ["raises-exception"] },
    },
    "console.log(1)",
  ],
  worker: [
    'import { Worker } from "worker_threads";\nconst code = \'for (const end = Date.now() + 5500; Date.now() < end; ); require("worker_threads").parentPort.postMessage("ferdig");\';\nnew Worker(code, { eval: true }).on("message", (text) => console.log(text));\nundefined;',
  ],
  unheard: [
    'import { Worker } from "worker_threads";\nnew Worker("setTimeout(() => console.log(5), 5500)", { eval: true });\nundefined;',
  ],
  keys: [
    'import { display } from "tslab";\n(display as any).raw("application/json", JSON.stringify({ "\\ud83d": 1 }));',
  ],
  abort: [{ source: "process.abort();", metadata: { tags: ["raises-exception"] } }],
  good: ['console.log("æøå");'],
};

const folder = ownFolder("foreign");
let result: Awaited<ReturnType<typeof notat>>;
beforeAll(async () => {
  for (const [name, cells] of Object.entries(NOTEBOOKS)) writeNotebook(join(folder, `${name}.ipynb`), cells);
  result = await notat(
    ["run", ...Object.keys(NOTEBOOKS).map((name) => `${name}.ipynb`), "--timeout", "8"],
    folder,
  );
}, 180_000);

interface OutputOnDisk {
  output_type: string;
  name?: string;
  text?: string[];
  data?: Record<string, unknown>;
  evalue?: string;
}
const cellsOf = (name: string): { execution_count: number | null; outputs: OutputOnDisk[] }[] =>
  JSON.parse(readFileSync(join(folder, "out", `${name}.ipynb`), "utf8")).cells;
const outputs = (name: string) => cellsOf(name).map((cell) => cell.outputs);
const stream = (name: string, ...text: string[]) => ({ output_type: "stream", name, text });
const texts = (name: string) =>
  outputs(name).map((list) =>
    list.map((o) => (o.text ?? [o.evalue ?? JSON.stringify(o.data)]).join("")).join("|"),
  );

test("every notebook is written with its page, whatever the others do, and only those fail that should", () => {
  for (const name of Object.keys(NOTEBOOKS)) {
    expect(existsSync(join(folder, "out", `${name}.ipynb`)), name).toBe(true);
    expect(existsSync(join(folder, "out", `${name}.html`)), name).toBe(true);
  }
  expect(result.code).toBe(1);
  const failed = [...result.stderr.matchAll(/^✗ (\S+)/gm)].map(([, name]) => name).sort();
  expect(failed).toEqual(["abort", "flood", "module", "reports"]);
  expect(result.stderr).not.toContain("a fault in notat itself");
  expect(texts("good")).toEqual(["æøå\n"]);
});

describe("notat run", () => {
  test("cuts endless output where a limit is, and says so", () => {
    const [first, cut, error] = outputs("flood")[0]!;
    expect(first!.text!.join("").length).toBeLessThan(20_000_000);
    expect(first!.text!.join("").length).toBeGreaterThan(15_000_000);
    expect(cut!.text!.join("")).toContain(
      "what the cell gave beyond this point is left out: a cell may give 20 MB, a notebook 100 MB.",
    );
    expect(error!.evalue).toContain("The cell must end within 8 s");
  });

  test("goes on when a cell replaces JSON.stringify or gives every object a toJSON", () => {
    expect(texts("builtins")).toEqual(["one\n", "two\n", '{"text/plain":["{ a: 1 }"]}']);
  });

  test("keeps what goes to the file descriptors, in its order", () => {
    expect(outputs("raw")).toEqual([
      [stream("stdout", "a\n", "b\n", "c\n", "d\n", "e\n"), stream("stderr", "f\n")],
      [stream("stdout", "7\n", "end\n")],
    ]);
  });

  test("does not wait for a detached child that holds its pipes, and leaves none", () => {
    expect(texts("detached")).toEqual(["true\n", '{"text/plain":["2"]}']);
    if (process.platform !== "linux") return;
    const left = execFileSync("sh", ["-c", "grep -ls notat-left-behin[d] /proc/[0-9]*/cmdline || true"]);
    expect(left.toString()).toBe("");
  });

  test("fails a module cell with a type error, at its place", () => {
    expect(texts("module")[0]).toBe("2:14 - Type 'string' is not assignable to type 'number'. (TS2322)");
    expect(result.stderr).toContain("In [1], line 2, column 14:");
  });

  test("writes no half characters, and joins those whose halves come one after the other", () => {
    expect(texts("half")).toEqual(['{"text/plain":["\ufffd"]}', "👍"]);
    expect(JSON.stringify(outputs("half"))).not.toMatch(/\\ud[89a-f]/);
  });

  test("writes text where the format asks for text", () => {
    expect(outputs("bundle")[0]!.map((o) => o.data)).toEqual([
      { "text/html": ["64"] },
      { "text/html": ["null"] },
    ]);
  });

  test("waits for what is still under way after the last cell", () => {
    expect(texts("main")).toEqual(["late\n"]);
  });

  test("ends what never ends by itself, and says so in the notebook", () => {
    expect(texts("endless")[1]).toBe(
      "2\n|notat: after the last cell something still went on that does not end by itself (Timeout), and was ended.\n",
    );
  });

  test("fails a notebook that writes into the engine's own channel", () => {
    expect(texts("reports")[0]).toContain("What a cell gives must be JSON");
    expect(texts("closed")).toEqual(["still\n"]);
  });

  test("awaits what stands in brackets", () => {
    expect(texts("brackets")).toEqual(['{"text/plain":["7"]}', "1\n2\n", '{"text/plain":["3"]}']);
  });

  test("shows of a printed stack the places in the TypeScript, and nothing from inside the engine", () => {
    expect(texts("printed")).toEqual([
      "TypeError: nei\n    at fail (In [1]:2:9)\n    at In [1]:5:3\n",
      '    at somewhere (node:internal/mine)\n|{"text/plain":["Error: verdi\\n","    at In [2]:2:1"]}',
    ]);
  });

  test("fails a cell whose error can't even be looked at", () => {
    expect(texts("hostile")).toEqual(["Something that throws itself when it is looked at: stille", "1\n"]);
  });

  test("waits for a worker that still computes, whoever listens to it", () => {
    expect(texts("worker")).toEqual(["ferdig\n"]);
    expect(texts("unheard")).toEqual(["5\n"]);
  });

  test("writes keys of JSON well-formed too", () => {
    expect(texts("keys")).toEqual(['{"application/json":{"\ufffd":1}}']);
  });

  test("says of a process that aborts that it did it itself, without Node's last words", () => {
    expect(texts("abort")).toEqual(["The cell's process ended itself (SIGABRT: process.abort?)."]);
  });

  test("keeps the outputs and the count of a cell tagged skip-execution", () => {
    expect(cellsOf("skip").map((cell) => cell.execution_count)).toEqual([7, 1]);
    expect(texts("skip")).toEqual(["old", "1\n"]);
  });
});
