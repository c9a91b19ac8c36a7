import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeNotebook } from "../support/writeNotebook.js";
import { INTENTS, makeReference, PREAMBLE, readExports } from "./reference.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const entries = readExports();

test("lib/README.md is what the doc comments say: npm run reference", () => {
  expect(readFileSync(join(root, "lib", "README.md"), "utf8")).toBe(makeReference());
});

test("every export stands under one intent", () => {
  const placed = INTENTS.flatMap(({ names }) => names);
  expect([...placed].sort()).toEqual([...new Set(entries.map(({ name }) => name))].sort());
});

describe("every example runs as a cell, and gives what it says", () => {
  // A result stands behind an arrow: `share(effekter, q.effekter.kvalitet) // → 64 prosent`.
  const cells = entries.map(({ name, example }) => {
    const [, expression, result] = /^(.*?);? \/\/ → (.*)$/.exec(example.split("\n").at(-1) ?? "") ?? [];
    const before = example.split("\n").slice(0, -1);
    const source = expression === undefined ? example : [...before, `printed(${expression});`].join("\n");
    return { name, result, source: `// ${name}\n{\n${source}\n}` };
  });
  const found = new Map<string, { error: string; text: string }>();
  let folder = "";
  beforeAll(async () => {
    mkdirSync(join(root, "out"), { recursive: true });
    folder = mkdtempSync(join(root, "out", "reference-"));
    const file = join(folder, "examples.ipynb");
    const printed =
      'const printed = (value: unknown) => console.log(typeof value === "object" && value !== null && !("address" in value) ? JSON.stringify(value) : String(value));';
    const preamble = `${PREAMBLE(entries.map(({ name }) => name))}\n${printed}`;
    writeNotebook(file, [preamble, ...cells.map(({ source }) => source)]);
    const [run] = await runNotebooks([file], { allowErrors: true });
    const code = run!.notebook.cells.filter((cell) => cell.cell_type === "code");
    code.forEach((cell, i) => {
      const outputs = (
        cell as unknown as {
          outputs: { output_type: string; name?: string; text?: string; evalue?: string }[];
        }
      ).outputs;
      const name = i === 0 ? "preamble" : cells[i - 1]!.name;
      found.set(name, {
        error: outputs.flatMap((o) => (o.output_type === "error" ? [o.evalue ?? ""] : [])).join("\n"),
        text: outputs.flatMap((o) => (o.name === "stdout" ? [[o.text].flat().join("")] : [])).join(""),
      });
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(["preamble", ...cells.map(({ name }) => name)])("%s", (name) => {
    expect(found.get(name)?.error).toBe("");
    const { result } = cells.find((cell) => cell.name === name) ?? {};
    if (result !== undefined)
      expect(
        found
          .get(name)
          ?.text.trim()
          .replace(/\u00a0/g, " "),
      ).toBe(result);
  });
});
