import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProjectCopy } from "./copyProject.js";

/** Makes the note one chapter: a cell of text, and cells of code. */
export function onlyChapter({ folder }: ProjectCopy, markdown: string, ...code: readonly string[]): void {
  const chapters = join(folder, "notebooks/2019");
  for (const name of readdirSync(chapters)) if (name.endsWith(".ipynb")) rmSync(join(chapters, name));
  const cells = [
    { cell_type: "markdown", id: "a", metadata: {}, source: [markdown] },
    ...code.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      source: [source],
      outputs: [],
      execution_count: null,
    })),
  ];
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(chapters, "1-innledning.ipynb"), JSON.stringify(notebook));
}
