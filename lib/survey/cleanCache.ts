import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashFiles } from "../notebook/hashFiles.js";
import { writeWhole } from "../notebook/writeWhole.js";
import { projectRoot } from "../project.js";

/** What makes clean rows of raw ones: parts of the built library, and the lockfile for what it depends on. */
const MAKERS = [
  ...["intake", "corrections", "survey", "questionnaire"].map((part) => `lib/dist/lib/${part}`),
  "package-lock.json",
];

/**
 * Keeps what was made of a year's answers in `.notat/survey/`, by the content of everything that it was made from:
 * the input files (by their hashes) and the built library.
 *
 * A spoilt entry counts as none, and a folder that can't be written keeps nothing.
 * @param hashes Of the input files.
 */
export function openCleanCache<T>(
  root: string,
  year: number,
  hashes: readonly string[],
): { read(): T | null; write(made: T): void } {
  const folder = join(root, ".notat", "survey");
  const key = hashFiles(projectRoot, MAKERS, (file) => /\.js(?:on)?$/.test(file), [
    ...hashes,
    process.version,
  ]);
  const path = join(folder, `${year}-${key}.json`);
  return {
    read() {
      try {
        const text = readFileSync(path, "utf8");
        const at = text.indexOf("\n");
        const body = text.slice(at + 1);
        return text.slice(0, at) === hashOf(body) ? (JSON.parse(body) as T) : null;
      } catch {
        return null;
      }
    },
    write(made) {
      const body = JSON.stringify(made);
      try {
        writeWhole(path, `${hashOf(body)}\n${body}`);
        for (const name of readdirSync(folder)) {
          if (name.startsWith(`${year}-`) && join(folder, name) !== path)
            rmSync(join(folder, name), { force: true });
        }
      } catch {
        // Without a cache every load takes half a second more, and is the same.
      }
    },
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
