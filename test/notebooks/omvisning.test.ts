import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MIME } from "notat/dist/lib/chapter/outputs.js";
import { type CodeCell, parseNotebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { beforeAll, describe, expect, test } from "vitest";

const file = fileURLToPath(new URL("../../notebooks/utforsk/omvisning.ipynb", import.meta.url));
const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
let run: Awaited<ReturnType<typeof runNotebooks>>[number];

beforeAll(async () => {
  [run] = (await runNotebooks([file])) as [typeof run];
}, 120_000);

describe("the tour", () => {
  test("has twenty tasks, numbered, each in cells of at most three lines", () => {
    const heads = cells.flatMap(({ source }) => /^## (\d+)\. /.exec(source)?.[1] ?? []);
    expect(heads.map(Number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const { cell_type, source, id } of cells)
      if (cell_type === "code") expect(source.split("\n").length, id).toBeLessThanOrEqual(3);
  });

  test("runs to its end", () => {
    expect(run.errors.map(({ evalue }) => evalue)).toEqual([]);
    expect(run.ok).toBe(true);
  });

  test("every cell but the first shows something, and no cell complains", () => {
    const code = run.notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
    for (const { id, outputs } of code.slice(1)) {
      expect(outputs.length, id).toBe(1);
      expect(
        outputs.filter((output) => "name" in output && output.name === "stderr"),
        id,
      ).toEqual([]);
    }
  });

  test.each(["histogram", "boks", "punkter", "varmekart", "mot-resten"])(
    "the figure of %s is drawn",
    (id) => {
      const cell = run.notebook.cells.find((one) => one.id === id) as CodeCell;
      const [output] = cell.outputs;
      expect(output && "data" in output && Object.keys(output.data)).toContain(MIME.figure);
    },
  );
});
