/** The process that makes pages of notebooks: one order a line on its standard input, answered on 3. */
import { readFileSync, writeSync } from "node:fs";
import { parseNotebook } from "../../engine/notebook/notebook.js";
import { readLines } from "../../engine/process/readLines.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import type { PageAnswer, PageOrder } from "./pageMaker.js";
import { renderNotebookPage } from "./renderNotebookPage.js";

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
let last: Promise<unknown> = Promise.resolve();
readLines(process.stdin, (line) => {
  last = last.then(async () => {
    const answer = await make(JSON.parse(line) as PageOrder);
    writeSync(3, `${JSON.stringify(answer)}\n`);
  });
});
process.stdin.on("close", () => process.exit());

async function make({ notebook, target, title, folder, failure }: PageOrder): Promise<PageAnswer> {
  try {
    const executed = parseNotebook(readFileSync(notebook, "utf8"), notebook);
    const told = new Map<string, number>();
    const tell = (what: string) => void told.set(what, (told.get(what) ?? 0) + 1);
    const page = await renderNotebookPage(executed, {
      title,
      failure,
      folder,
      onNotDrawn: (what) => tell(`a figure stands as a box. ${what}`),
      onNotShown: (type) => tell(`an output stands as a box, since a page can't show ${type}.`),
      onRemoved: (what) => tell(`left out, since a page may not hold it: ${what}.`),
    });
    writeWhole(target, page);
    return { notShown: [...told].map(([what, times]) => (times === 1 ? what : `${what} (${times} times)`)) };
  } catch (e) {
    return { fault: (e as Error).message };
  }
}
