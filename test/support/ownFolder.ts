import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** A folder of a test file's own, with spaces and æøå in its path; gone after the file's last test. */
export function ownFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `notat ${name} æøå `)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a committed notebook. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/notebooks/${name}.ipynb`, import.meta.url));
