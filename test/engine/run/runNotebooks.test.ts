import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodeCell, Output } from "notat/dist/lib/engine/notebook/notebook.js";
import { type NotebookRun, type RunProgress, runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { beforeAll, describe, expect, test } from "vitest";
import { leaveNoCore } from "../../support/processes.js";
import { writeNotebook } from "../../support/writeNotebook.js";
import { readDeviations } from "./deviations.js";

const folder = fileURLToPath(new URL("../../fixtures/notebooks/", import.meta.url));
const runs = new Map<string, NotebookRun>();
const progress: RunProgress[] = [];

// Some of the notebooks here make their process crash.
leaveNoCore();
beforeAll(async () => {
  const limited = ["infinite-loop", "out-of-memory"];
  const names = readdirSync(folder).map((file) => file.replace(/\.ipynb$/, ""));
  const run = async (of: string[], options: object) => {
    const files = of.map((name) => `${folder}${name}.ipynb`);
    for (const [i, r] of (await runNotebooks(files, options)).entries()) runs.set(of[i]!, r);
  };
  await run(
    names.filter((name) => !limited.includes(name)),
    { onProgress: (event: RunProgress) => progress.push(event) },
  );
  await run(["infinite-loop"], { timeout: 2 });
  await run(["out-of-memory"], { env: { NODE_OPTIONS: "--max-old-space-size=60" } });
}, 120_000);

type Data = { data: Record<string, string> };
const codeCells = (name: string) =>
  runs.get(name)!.notebook.cells.filter((c): c is CodeCell => c.cell_type === "code");
const outputs = (name: string): Output[][] => codeCells(name).map((cell) => [...cell.outputs]);
const stdout = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const stderr = (text: string): Output => ({ output_type: "stream", name: "stderr", text });
const result = (count: number, text: string): Output => ({
  output_type: "execute_result",
  data: { "text/plain": text },
  metadata: {},
  execution_count: count,
});
const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

describe("runNotebooks(files) gives what the cells give", () => {
  test("streams in order, those of one name joined", () => {
    expect(outputs("stream-order")).toEqual([
      [stdout("one\n"), stderr("two\n"), stdout("three\nfour\n"), result(1, "true")],
      [stdout("0 { i: 0 } [ 0 ]\n1 { i: 1 } [ 1 ]\n2 { i: 2 } [ 2 ]\n")],
    ]);
  });

  test("an update in the place of what it replaces", () => {
    expect(outputs("display-update")).toEqual([[shown({ "text/plain": "after" })], [stdout("done\n")]]);
  });

  test("whole MIME bundles, JSON types as values", () => {
    expect(outputs("mime-bundle")).toEqual([
      [
        shown({
          "text/html": "<b>64</b>",
          "text/plain": "64",
          "application/vnd.notat.prose+json": { parts: [{ kind: "text", text: "64" }] },
        }),
      ],
      [
        shown({ "text/html": "<i>æ</i>" }),
        shown({ "application/json": { a: 1 } }),
        shown({ "text/markdown": "# Å" }),
      ],
    ]);
  });

  test("PNG as base64 and SVG as text", () => {
    const [[png], [svg]] = outputs("png") as Data[][] as [[Data], [Data]];
    expect(Buffer.from(png.data["image/png"]!, "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(svg.data["image/svg+xml"]).toMatch(/^<svg/);
  });

  test("the last expression as execute_result, an Arquero table as HTML and text", () => {
    const [[table], ...rest] = outputs("last-expression") as [
      [{ data: Record<string, string> }],
      ...Output[][],
    ];
    expect(table.data["text/plain"]).toBe(
      "2 rader × 2 kolonner.\nfase         n\ntekst  heltall\nplan         3\ndrift       14\n",
    );
    expect(table.data["text/html"]).toMatch(
      /<table>.*<nobr>drift<\/nobr>.*<td class="n">14<\/td>.*<\/table>$/s,
    );
    expect(rest).toEqual([[result(2, "text")], [result(3, "{ a: 1, b: [ 'c' ] }")], []]);
  });

  test("non-ASCII text, also when a character is cut in two", () => {
    expect(outputs("non-ascii")).toEqual([[stdout("æøå – «ÆØÅ» 😀 14\nø"), result(1, "true")]]);
  });

  test("10 MB and 20,000 lines in full", () => {
    const [[bytes], [lines]] = outputs("big-output") as { text: string }[][] as [
      [{ text: string }],
      [{ text: string }],
    ];
    expect(bytes.text.length).toBe(10_000_000);
    expect(lines.text.split("\n").slice(0, -1).map(Number)).toEqual(
      Array.from({ length: 20_000 }, (_, i) => i),
    );
  });

  test("output after the cell is done, in the cell that runs then", () => {
    expect(outputs("late-output")).toEqual([[stdout("first\n")], [stdout("late, from the first\nsecond\n")]]);
  });
});

describe("runNotebooks(files) mends what tslab does silently", () => {
  test("redeclared names, and a `let` that a later cell assigns", () => {
    expect(outputs("redeclaration")).toEqual([
      [result(1, "1")],
      [result(2, "one")],
      [result(3, "3")],
      [result(4, "A { n: 1 }")],
      [result(5, "A { m: 2 }")],
    ]);
  });

  test("top-level await and for await", () => {
    expect(outputs("top-level-await")).toEqual([[result(1, "4")], [stdout("1\n2\n")], [stdout("1\n2\n")]]);
  });

  test("object shorthand and destructuring of earlier cells' variables", () => {
    expect(outputs("shorthand").slice(1)).toEqual([
      [stdout("{ x: [ 'a', 'b' ], y: [ 1, 2 ], type: 'bar' }\n")],
      [stdout("8 9\n")],
      [stdout("5 { b: 6 }\n")],
      [stdout("5 6\n")],
    ]);
  });

  test("process.stdout.write(text, callback) calls back", () => {
    expect(outputs("write-callback")).toEqual([[stdout("written\ncalled back\n")]]);
  });
});

describe("runNotebooks(files) skips", () => {
  test("empty cells, raw cells and those tagged skip-execution", () => {
    expect(codeCells("empty-cells").map((c) => c.execution_count)).toEqual([null, null, 1, 2, 3]);
    expect(runs.get("raw-cells")!.ok).toBe(true);
    expect(codeCells("tags").map((c) => c.execution_count)).toEqual([null, 1, 2]);
  });

  test("nothing after a cell tagged raises-exception, whose declarations are taken back", () => {
    expect(runs.get("tags")!.ok).toBe(true);
    expect(outputs("raises-exception")[1]).toMatchObject([
      { output_type: "error", ename: "Error", evalue: "expected" },
    ]);
    expect(outputs("raises-exception")[2]).toEqual([stdout("first\n")]);
  });
});

describe("runNotebooks(files) says why a notebook failed", () => {
  const errorOf = (name: string) => {
    const run = runs.get(name)!;
    expect(run.ok).toBe(false);
    return run.error!;
  };

  test("what was thrown, with the place in the TypeScript, and keeps what came before", () => {
    const error = errorOf("error");
    expect(error).toMatchObject({
      ename: "RangeError",
      evalue: "3 must be even",
      cell: 1,
      count: 2,
      place: { cell: 0, line: 6, column: 11 },
    });
    expect(error.traceback).toEqual([
      "RangeError: 3 must be even",
      "    at half (In [1]:6:11)",
      "    at In [2]:3:32",
      "    at Array.map (<anonymous>)",
      "    at In [2]:3:6",
      "",
      "In [1], line 6, column 11:",
      "  4 | function half(row: Row): number {",
      "  5 |   if (row.n % 2 !== 0) {",
      "> 6 |     throw new RangeError(`${row.n} must be even`);",
      "    |           ^",
      "  7 |   }",
      "  8 |   return row.n / 2;",
    ]);
    const { traceback, ename, evalue } = error;
    expect(outputs("error").slice(1)).toEqual([
      [stdout("before\n"), { output_type: "error", ename, evalue, traceback }],
      [],
    ]);
  });

  test("a type error", () => {
    expect(errorOf("type-error")).toMatchObject({
      ename: "TypeScriptError",
      evalue: "3:7 - Type 'number' is not assignable to type 'string'. (TS2322)",
      place: { cell: 0, line: 3, column: 7 },
    });
  });

  test("an import of TypeScript from outside the notebook's folder, with the way out", () => {
    expect(errorOf("outside-import").evalue).toMatch(
      /^1:30 - File .* Cells can import files of their notebook's folder, and packages by name. \(TS6059\)$/,
    );
  });

  test("a rejection that nobody awaits fails its own cell", () => {
    expect(errorOf("unhandled-rejection")).toMatchObject({
      evalue: "nobody waits",
      count: 2,
      place: { line: 1 },
    });
  });

  test("a throw in a timer fails the cell that runs then, or the last", () => {
    expect(errorOf("late-rejection")).toMatchObject({
      evalue: "late",
      place: { cell: 0, line: 4, column: 9 },
    });
    expect(errorOf("timer-error-of-function")).toMatchObject({
      count: 2,
      place: { cell: 0, line: 2, column: 9 },
    });
    expect(errorOf("after-the-last-cell")).toMatchObject({ ename: "TypeError", evalue: "after everything" });
  });

  test("a thrown text", () => {
    expect(errorOf("thrown-text")).toMatchObject({ ename: "Thrown", evalue: "only a text" });
  });

  test("a cell that does not end, with what it printed", () => {
    expect(errorOf("infinite-loop")).toMatchObject({
      ename: "CellTimeout",
      evalue: "The cell must end within 2 s, but was still running. Give it longer with --timeout.",
      count: 2,
    });
    expect(outputs("infinite-loop")[1]![0]).toEqual(stdout("loops\n"));
  });

  test("a process that ends itself, is killed, or runs out of memory", () => {
    expect(errorOf("process-exit").evalue).toBe(
      "The cell's process ended itself with exit code 3 (process.exit?).",
    );
    expect(outputs("process-exit")[1]![0]).toEqual(stdout("going\n"));
    expect(errorOf("killed").evalue).toBe("The cell's process was killed from outside (SIGKILL).");
    expect(errorOf("out-of-memory").evalue).toBe("The cell's process ran out of memory.");
  });
});

describe("runNotebooks(files) gives what the real tslab kernel gives", () => {
  const recorded: Record<string, (Output[] | null)[]> = JSON.parse(
    readFileSync(new URL("../../fixtures/tslab-outputs.json", import.meta.url), "utf8"),
  );
  const deviations = readDeviations();
  const deviates = (name: string, cell: number) =>
    deviations.find((d) => d.notebook === name && d.cell === cell);

  test.each(Object.keys(recorded))("%s, but for the committed deviations", (name) => {
    const ours = outputs(name);
    for (const [i, theirs] of recorded[name]!.entries()) {
      const where = `${name}, code cell ${i + 1}`;
      const kind = deviates(name, i + 1)?.kind;
      const mine = ours[i]!;
      if (kind === "result") expect(resultAsText(mine), where).toEqual(theirs);
      else if (kind === "error") {
        expect(mine.at(-1), where).toMatchObject({ output_type: "error" });
        expect(mine.slice(0, -1), where).toEqual(
          (theirs ?? []).filter((o) => !("name" in o && o.name === "stderr")),
        );
      } else if (kind === "other") expect(mine, where).not.toEqual(theirs ?? []);
      else expect(mine, where).toEqual(theirs ?? []);
    }
  });

  test("every deviation is of a notebook and a cell that there is", () => {
    for (const { notebook, cell } of deviations)
      expect(codeCells(notebook)[cell - 1], notebook).toBeDefined();
  });

  /** As tslab shows the last expression: on stdout. */
  function resultAsText(list: readonly Output[]): Output[] {
    const out: Output[] = [];
    for (const output of list) {
      const text = output.output_type === "execute_result" ? `${output.data["text/plain"]}\n` : null;
      const last = out.at(-1);
      if (text === null) out.push(output);
      else if (last?.output_type === "stream" && last.name === "stdout")
        out[out.length - 1] = stdout(last.text + text);
      else out.push(stdout(text));
    }
    return out;
  }
});

test("runNotebooks(files, {onProgress}) tells each cell as it starts, and the end", () => {
  const events = progress.filter((e) => e.notebook.endsWith("/redeclaration.ipynb"));
  expect(events.map(({ k, n, state }) => ({ k, n, state }))).toEqual([
    ...[1, 2, 3, 4, 5].map((k) => ({ k, n: 5, state: "running" })),
    { k: 5, n: 5, state: "done" },
  ]);
});

test("runNotebooks(files) refuses what is not a notebook before anything runs", async () => {
  await expect(runNotebooks([`${folder}missing.ipynb`])).rejects.toThrow(
    /Can't read .*missing.ipynb: there is no such file/,
  );
});

test("runNotebooks(files, { allowErrors }) keeps what a failed cell imports, and tells once what can't be imported", async () => {
  const own = mkdtempSync(join(tmpdir(), "notat imports "));
  const file = join(own, "imports.ipynb");
  writeNotebook(file, [
    'import { basename } from "node:path";\nconst lost = 1;\nthrow new Error("nei");',
    'basename("a/b")',
    'import { nothing } from "not-there";',
    "lost",
  ]);
  const [run] = await runNotebooks([file], { allowErrors: true });
  rmSync(own, { recursive: true });
  expect(run!.notebook.cells.map((cell) => (cell as CodeCell).outputs.length)).toEqual([1, 1, 1, 1]);
  expect((run!.notebook.cells[1] as CodeCell).outputs[0]).toMatchObject({ data: { "text/plain": "b" } });
  expect(run!.errors.map(({ cell }) => cell)).toEqual([0, 2, 3]);
  expect(run!.errors[2]!.evalue).toContain("Cannot find name 'lost'");
});

test("runNotebooks(files, { timeout }) gives each cell its time from when it is its turn", async () => {
  const own = mkdtempSync(join(tmpdir(), "notat time "));
  const file = join(own, "time.ipynb");
  writeNotebook(file, Array(3).fill("await new Promise((resolve) => setTimeout(resolve, 900));"));
  const [run] = await runNotebooks([file], { timeout: 2 });
  rmSync(own, { recursive: true });
  expect(run!.error).toBeUndefined();
});

test("runNotebooks(files, { allowErrors }) runs what comes after a failing cell once, in its order", async () => {
  const own = mkdtempSync(join(tmpdir(), "notat after "));
  const file = join(own, "after.ipynb");
  writeNotebook(file, [
    "let list: number[] = [];",
    'await new Promise((resolve) => setTimeout(resolve, 500));\nimport { basename } from "node:path";\nthrow new Error("nei");',
    "list.push(1);",
    'list.push(2);\nif (list.length < 9) throw new Error("nei igjen");',
    "list.push(3);",
    'console.log(list.join(), basename("a/b"));',
  ]);
  const [run] = await runNotebooks([file], { allowErrors: true });
  rmSync(own, { recursive: true });
  expect(run!.errors.map(({ evalue }) => evalue)).toEqual(["nei", "nei igjen"]);
  expect(run!.notebook.cells.map((cell) => (cell as CodeCell).execution_count)).toEqual([1, 2, 3, 4, 5, 6]);
  expect((run!.notebook.cells.at(-1) as CodeCell).outputs).toEqual([stdout("1,2,3 b\n")]);
});
