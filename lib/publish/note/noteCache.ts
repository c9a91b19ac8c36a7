import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Notebook } from "../../engine/notebook/notebook.js";
import { readCheckout } from "../../ground/edition/provenance.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { type Kept, kept } from "../../ground/files/keep.js";
import { chaptersFolder, projectRoot } from "../../ground/project.js";
import { type Artefact, type PackedArtefact, packArtefact, unpackArtefact } from "../open/artefact.js";
import type { AssembledNote } from "./assembleNote.js";
import { chapterInputs } from "./chapterInputs.js";

/**
 * The note of a year as it was last assembled, in `.notat/note/`. It holds as long as the executed chapters, what they
 * are made from, and the commit that the note names are the same.
 * @param tracked What git holds: the gate looked through it too.
 */
export function openNoteCache(
  year: number,
  chapters: readonly { file: string; notebook: Notebook }[],
  tracked: readonly Artefact[],
): Kept<AssembledNote> {
  const named = chapters.map(({ file, notebook }) => [basename(file), notebook]);
  const checkout = readCheckout(projectRoot);
  const note = kept<PackedNote>(`publish/note/${year}`, [
    JSON.stringify([year, named, checkout]),
    ...chapterInputs(),
    hashOf(tracked),
    // Pictures that lie beside the chapters.
    hashFiles(chaptersFolder(year), ["."], (file) => /\.(?:png|jpe?g|gif|webp)$/i.test(file)),
  ]);
  return {
    read() {
      const there = note.read();
      return there && { ...there, beside: there.beside.map(unpackArtefact) };
    },
    write: (made) => note.write({ ...made, beside: made.beside.map(packArtefact) }),
  };
}

function hashOf(files: readonly Artefact[]): string {
  const hash = createHash("sha256");
  for (const { path, content } of files) hash.update(`${path}\0`).update(content).update("\0");
  return hash.digest("hex");
}

/** A note as JSON can hold it: bytes as base64. */
type PackedNote = Omit<AssembledNote, "beside"> & { readonly beside: readonly PackedArtefact[] };
