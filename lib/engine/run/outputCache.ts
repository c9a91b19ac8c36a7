import { join, relative } from "node:path";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { hashTexts, readKept, writeKept } from "../../ground/files/kept.js";
import { projectRoot } from "../../ground/project.js";
import { formatNotebook, type Notebook } from "../notebook/notebook.js";

/** The executed notebook of the last run of the same, in `.notat/cache/`. */
export interface OutputCache {
  read(): Notebook | null;
  write(executed: Notebook): void;
}

/**
 * A chapter's outputs hold as long as its cells, the built library, all of data/, the lockfile, Node's version and the
 * environment given are the same. Simple rather than clever: any change there runs every chapter again.
 */
export function openOutputCache(
  file: string,
  notebook: Notebook,
  env: Readonly<Record<string, string>>,
): OutputCache {
  const settings = JSON.stringify(Object.entries(env).sort());
  const place = relative(projectRoot, file);
  const path = join(projectRoot, ".notat", "cache", `${hashTexts(place, settings).slice(0, 16)}.json`);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  const key = hashTexts(formatNotebook({ ...notebook, cells }), settings, surroundings());
  return {
    read: () => readKept<Notebook>(path, key),
    write: (executed) => writeKept(path, key, executed),
  };
}

let hash: string | undefined;

/** A hash over all that chapters and the note are made from, beside the chapters themselves: data, library, Node. */
export function surroundings(): string {
  hash ??= hashFiles(
    projectRoot,
    ["data", "lib/dist/lib", "lib/dist/data", "lib/package.json", "package-lock.json"],
    () => true,
    [process.version],
  );
  return hash;
}
