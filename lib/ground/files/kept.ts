import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeWhole } from "./writeWhole.js";

/**
 * Something kept in `.notat/` by the key of all that it was made from. A spoilt entry counts as none: its checksum
 * stands on the first line. Entries are replaced whole, so that two runs at once do not spoil each other.
 * @returns null when there is none, when it is of another key, or when it is spoilt.
 */
export function readKept<T>(path: string, key: string): T | null {
  try {
    const text = readFileSync(path, "utf8");
    const at = text.indexOf("\n");
    const body = text.slice(at + 1);
    if (text.slice(0, at) !== hashTexts(body)) return null;
    const entry = JSON.parse(body) as { key: string; value: T };
    return entry.key === key ? entry.value : null;
  } catch {
    return null;
  }
}

/** Where nothing can be kept, everything is made anew each time, and is the same. */
export function writeKept<T>(path: string, key: string, value: T): void {
  const body = JSON.stringify({ key, value });
  try {
    writeWhole(path, `${hashTexts(body)}\n${body}`);
  } catch {
    // A full disk, or a folder that can't be written.
  }
}

/** SHA-256 in hexadecimal over texts, each with its length: `ab`, `c` is not `a`, `bc`. */
export function hashTexts(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex");
}
