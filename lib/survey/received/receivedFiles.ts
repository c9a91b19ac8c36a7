import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { isIsoDate } from "../../ground/text/isIsoDate.js";
import type { OpenEdition } from "../edition/openEdition.js";

/** A form that came back and is kept, as its name has it. */
export interface ReceivedFile {
  readonly path: string;
  readonly organisasjonsnummer: string;
  /** The day on which it came, ISO. */
  readonly received: string;
  /** Which of that day's: 1 unless it replaced one of the same day. */
  readonly order: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** Where forms that came back are kept: `raw/mottatt` of the edition's private files. */
export function receivedFolder(edition: OpenEdition): string {
  return join(edition.private.folder, "raw", "mottatt");
}

/** @example nameOf({ received: "2020-08-20", order: 1, organisasjonsnummer: "889640782", sha256 }) // "2020-08-20-1_889640782_….xlsx" */
export function nameOf({ received, order, organisasjonsnummer, sha256 }: Omit<ReceivedFile, "path">): string {
  return `${received}-${order}_${organisasjonsnummer}_${sha256}.xlsx`;
}

function parseName(folder: string, name: string): ReceivedFile | null {
  const [, received = "", order = "", organisasjonsnummer = "", sha256 = ""] =
    /^(\d{4}-\d{2}-\d{2})-([1-9]\d{0,2})_([0-9A-Za-z_]{1,40})_([0-9a-f]{64})\.xlsx$/.exec(name) ?? [];
  if (!isIsoDate(received)) return null;
  return { path: join(folder, name), organisasjonsnummer, received, order: Number(order), sha256 };
}

/**
 * The forms that came back, oldest first. The folder's names are all there is to know of them, so that one is there
 * whole or not at all.
 * @throws {ContentError} When something else lies there.
 */
export function receivedFiles(edition: OpenEdition): ReceivedFile[] {
  const folder = receivedFolder(edition);
  if (!existsSync(folder)) return [];
  // Drafts of files that are being written, and what file managers leave behind, begin with a dot.
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
  const files = names.map((name) => ({ name, file: parseName(folder, name) }));
  const strange = files.filter(({ file }) => file === null).map(({ name }) => name);
  if (strange.length > 0)
    throw new ContentError(
      `${relative(process.cwd(), folder)} must hold only forms that notat intake put there, but has ${strange.join(", ")}. Move them away, and take them in with notat intake.`,
    );
  return files
    .map(({ file }) => file as ReceivedFile)
    .sort((a, b) => a.received.localeCompare(b.received) || a.order - b.order);
}

/** The form of each body that counts: the last that came. By organisation number. */
export function currentFiles(files: readonly ReceivedFile[]): Map<string, ReceivedFile> {
  return new Map(files.map((file) => [file.organisasjonsnummer, file]));
}
