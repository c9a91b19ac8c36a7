import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notat } from "../cli/notat.js";
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
    'import { spawn } from "child_process";\nconst child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 99999)", "notat-left-behind"], { detached: true, stdio: "inherit" });\nchild.unref();\nconsole.log(child.pid! > 0);',
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
  good: ['console.log("æøå");'],
};

let folder: string;
let result: Awaited<ReturnType<typeof notat>>;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "notat foreign æøå ")));
  for (const [name, cells] of Object.entries(NOTEBOOKS)) writeNotebook(join(folder, `${name}.ipynb`), cells);
  result = await notat(
    ["run", ...Object.keys(NOTEBOOKS).map((name) => `${name}.ipynb`), "--timeout", "8"],
    folder,
  );
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

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
  expect(failed).toEqual(["flood", "module", "reports"]);
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

  test("keeps the outputs and the count of a cell tagged skip-execution", () => {
    expect(cellsOf("skip").map((cell) => cell.execution_count)).toEqual([7, 1]);
    expect(texts("skip")).toEqual(["old", "1\n"]);
  });
});
