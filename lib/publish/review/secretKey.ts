import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { openEdition } from "../../survey/edition/openEdition.js";

/** In place of a field's name: everything of a record that is not public, as one digest. */
export const NOT_PUBLIC = "(ikke offentlig)";
/** The same of a tiltak that is withheld as a whole. */
export const WITHHELD = "(unntatt)";

/** The key lies with the raw answers. */
export function keyFileOf(year: number): string {
  return join(openEdition(year).private.folder, "raw", "nokkel.txt");
}

/** Says that something is the same as it was, to whoever has the key, and nothing to anyone else. */
export type Digest = (of: unknown) => string;

/**
 * Digests of what is not public, for the accepted state. They take a key, since there are so few possible answers that
 * anyone could try them all on a plain hash. The key lies with the raw answers.
 * @throws {ContentError} When the file is there and is no key.
 */
export function readKey(path: string): Digest | null {
  if (!existsSync(path)) return null;
  const key = readFileSync(path, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new ContentError(
      `${path} must be a key of 64 hexadecimal digits, but is not. Get it from where the raw answers are kept, or delete it, and notat accept makes another.`,
    );
  return (of) =>
    createHmac("sha256", Buffer.from(key, "hex")).update(JSON.stringify(of)).digest("hex").slice(0, 24);
}

/** By which the accepted state knows the key that its digests were made with: a fact of the inputs. */
export function keyFact(year: number, digest: Digest | null): [key: string, value: string] {
  return [`${openEdition(year).private.name(keyFileOf(year))}\t\t`, digest?.("nøkkelen") ?? ""];
}

/**
 * The key, where the digests of the accepted state were made with it; null without it, or with another, since nothing that
 * they stand for can then be compared. Taken for granted of a state that does not say.
 * @param inputs Of the accepted state; null when there is none.
 */
export function keyOf(year: number, inputs: ReadonlyMap<string, string> | null): Digest | null {
  const key = readKey(keyFileOf(year));
  const [name, value] = keyFact(year, key);
  const known = inputs?.get(name);
  return known === undefined || known === value ? key : null;
}

/**
 * A line of `toListed` with its digest under the key: what came in a cell may be an amount that is kept back. Without the
 * key, the line ends where its digest would stand.
 * @param isHidden That the answer is withheld or kept back: then that something is remarkable about it tells of it too,
 *  and only the digest stands.
 */
export function sealed(line: string, digest: Digest | null, isHidden = false): string {
  const said = isHidden ? HIDDEN : line.split("\t").slice(0, 3);
  return [...said, digest?.(line) ?? ""].join("\t");
}

const HIDDEN = [NOT_PUBLIC, "", ""];

/** Makes a key where there is none. */
export function makeKey(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
}
