import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { ContentError, UsageError } from "../ground/errors.js";
import { chaptersFolder } from "../ground/project.js";
import { nearest } from "../ground/text/nearest.js";

/**
 * The chapters' files of a year, in the order of the note: by name, the numbers in it as numbers, so that 3.10 stands
 * after 3.9.
 * @throws {ContentError} When there is none.
 */
export function chapterNames(year: number): string[] {
  const folder = chaptersFolder(year);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
  if (names.length === 0)
    throw new ContentError(
      `notebooks/${year}/ must hold the chapters of ${year}, but there is no .ipynb in it.`,
    );
  return names.sort((a, b) => compareNumbers(numbersOf(a), numbersOf(b)) || (a < b ? -1 : 1));
}

/** The numbers that a chapter's name begins with: `3.10-effekter.ipynb` → 3, 10. */
function numbersOf(name: string): number[] {
  return (/^\d+(?:\.\d+)*/.exec(name)?.[0] ?? "").split(".").map(Number);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i] !== b[i]) return (a[i] ?? -1) - (b[i] ?? -1);
  return 0;
}

/**
 * The chapter that somebody means: by its number (`3.1`), its name or its path.
 * @returns Its file's name.
 * @throws {UsageError} When there is none, or more than one, of that number.
 */
export function findChapter(year: number, wanted: string): string {
  const names = chapterNames(year);
  const name = basename(wanted).replace(/\.ipynb$/, "");
  const stems = names.map((file) => file.replace(/\.ipynb$/, ""));
  const found = stems.filter((stem) => stem === name || stem.startsWith(`${name}-`));
  const exact = found.find((stem) => stem === name) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return `${exact}.ipynb`;
  const near = nearest(name, stems);
  throw new UsageError(
    found.length > 1
      ? `"${wanted}" must be one chapter of ${year}, but is the beginning of ${found.join(", ")}.`
      : `There must be a chapter "${wanted}" in notebooks/${year}/, but there is none.${near ? ` Is it "${near}"?` : ""} There are: ${stems.join(", ")}.`,
  );
}
