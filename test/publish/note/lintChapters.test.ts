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
