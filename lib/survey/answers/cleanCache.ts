import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { readKept, writeKept } from "../../ground/files/kept.js";
import { projectRoot } from "../../ground/project.js";

/** What makes clean rows of raw ones: parts of the built library, and the lockfile for what it depends on. */
const MAKERS = ["lib/dist/lib/survey", "lib/dist/lib/ground", "package-lock.json"];

const folderOf = (root: string) => join(root, ".notat", "survey");

/** What was made of the answers is made anew by whoever reads them next. */
export function forgetAnswers(root: string): void {
  rmSync(folderOf(root), { recursive: true, force: true });
}

/**
 * Keeps what was made of a year's answers in `.notat/survey/`, by the content of everything that it was made from:
 * the input files (by their hashes) and the built library.
 * @param hashes Of the input files.
 */
export function openCleanCache<T>(
  root: string,
  year: number,
  hashes: readonly string[],
): { read(): T | null; write(made: T): void } {
  const folder = folderOf(root);
  const key = hashFiles(projectRoot, MAKERS, (file) => /\.js(?:on)?$/.test(file), [
    ...hashes,
    process.version,
  ]);
  const path = join(folder, `${year}-${key}.json`);
  return {
    read: () => readKept<T>(path, key),
    write(made) {
      writeKept(path, key, made);
      for (const name of existsSync(path) ? readdirSync(folder) : []) {
        if (name.startsWith(`${year}-`) && join(folder, name) !== path)
          rmSync(join(folder, name), { force: true });
      }
    },
  };
}
