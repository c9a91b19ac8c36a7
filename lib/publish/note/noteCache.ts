import { basename, join } from "node:path";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { surroundings } from "../../engine/run/outputCache.js";
import { readCheckout } from "../../ground/edition/provenance.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { hashTexts, readKept, writeKept } from "../../ground/files/kept.js";
import { projectRoot } from "../../ground/project.js";
import type { AssembledNote } from "./assembleNote.js";

/**
 * The note of a year as it was last assembled, in `.notat/note/`. It holds as long as the executed chapters, what they
 * are made from, and the commit that the note names are the same.
 */
export function openNoteCache(year: number, chapters: readonly { file: string; notebook: Notebook }[]) {
  const path = join(projectRoot, ".notat", "note", `${year}.json`);
  const named = chapters.map(({ file, notebook }) => [basename(file), notebook]);
  const checkout = readCheckout(projectRoot);
  const page = hashFiles(projectRoot, ["lib/ground/page/assets"]);
  const key = hashTexts(JSON.stringify([year, named, checkout]), surroundings(), page);
  return {
    read: () => readKept<AssembledNote>(path, key),
    write: (note: AssembledNote) => writeKept(path, key, note),
  };
}
