import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: readers see the old content or the new, also when two processes write at once.
 * Folders on the way are made.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  try {
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (e) {
    rmSync(draft, { force: true });
    throw e;
  }
}
