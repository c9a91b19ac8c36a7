import { onDisplay, prose } from "notat";
import type { Notebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { lintChapters } from "notat/dist/lib/publish/note/lintChapters.js";
import { expect, test } from "vitest";

test.each(["raises-exception", "skip-execution"])(
  "a chapter's cell that is tagged %s is refused: what it says would be missing without a word",
  (tag) => {
    const notebook: Notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        { cell_type: "markdown", id: "a", metadata: {}, source: "Tekst." },
        {
          cell_type: "code",
          id: "b",
          metadata: { tags: [tag] },
          source: "throw new Error();",
          execution_count: null,
          outputs: [],
        },
      ],
    };
    expect(lintChapters([{ file: "3.1-effekter.ipynb", notebook }])).toEqual([
      `3.1-effekter.ipynb, cell 2: every cell of a chapter must run to its end, but this one is tagged ${tag}: what it says would be missing from the note without a word.`,
    ]);
  },
);

test("a chapter shows no rows, figures or sentences of the library's types that the library did not make", () => {
  const shown: { data: object; metadata: object }[] = [];
  const off = onDisplay((data, metadata) => shown.push({ data, metadata }));
  prose`Dette er et kapittel om metode.`;
  off();
  const made = { output_type: "display_data", ...structuredClone(shown[0]!) };
  const changed = JSON.parse(JSON.stringify(made).replace("om metode", "om noe annet"));
  const rows = {
    output_type: "display_data",
    data: { "application/vnd.notat.table+json": { id: "a", rows: [["2019-067", "ide"]] } },
    metadata: {},
  };
  const faults = [made, changed, rows].map((output) => {
    const cell = {
      cell_type: "code",
      id: "b",
      metadata: {},
      source: "",
      execution_count: 1,
      outputs: [output],
    };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as unknown as Notebook;
    try {
      return lintChapters([{ file: "3.1-effekter.ipynb", notebook }]);
    } catch (error) {
      return [String(error)];
    }
  });
  const refused =
    "3.1-effekter.ipynb, cell 1: what a chapter shows must be made by prose, figure, table or their like, but here an output of their type was put together by hand, or changed. Nobody would know where its numbers and rows come from.";
  expect(faults).toEqual([[], [refused], [refused]]);
});
