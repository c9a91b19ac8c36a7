import { basename } from "node:path";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { readCheckout } from "../../ground/edition/provenance.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { codeOf, type Kept, kept } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";
import type { AssembledNote } from "./assembleNote.js";

/**
 * The note of a year as it was last assembled, in `.notat/note/`. It holds as long as the executed chapters, what they
 * are made from, and the commit that the note names are the same.
 */
export function openNoteCache(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
): Kept<AssembledNote> {
  const named = chapters.map(({ file, notebook }) => [basename(file), notebook]);
  const checkout = readCheckout(projectRoot);
  return kept(`publish/note/${year}`, [JSON.stringify([year, named, checkout]), ...chapterInputs()]);
}

/** What chapters' outputs depend on beside their cells: the library that they import, and all data. */
export function chapterInputs(): string[] {
  return [codeOf("chapter"), hashFiles(projectRoot, ["data", "lib/dist/data"])];
}
