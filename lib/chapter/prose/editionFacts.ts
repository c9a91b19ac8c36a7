import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import { chosenYear, projectRoot } from "../../ground/project.js";
import { Piece } from "./piece.js";

/** A fact about the edition that is no answer to the survey: a date, an amount of the state budget. */
export interface EditionFact {
  /** What it is: «Svarfrist». */
  readonly label: string;
  readonly text: string;
  readonly source: string;
}

interface EditionFile {
  readonly names?: readonly string[];
  readonly facts?: Readonly<Record<string, EditionFact>>;
}

let edition: { year: number; file: EditionFile } | undefined;

export function readEditionFile(): EditionFile {
  const year = chosenYear();
  if (edition?.year !== year) {
    const path = join(projectRoot, "data", String(year), "edition.json");
    edition = { year, file: existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as EditionFile) : {} };
  }
  return edition.file;
}

/** Names of products and documents that hold words which running text may not say on its own. */
export function editionNames(): readonly string[] {
  return readEditionFile().names ?? [];
}

/**
 * A fact of the edition, as `data/<year>/edition.json` has it under `facts`.
 * @example fact("svarfrist") // 30. august 2019
 * @throws When the edition has no such fact; the message lists those it has.
 */
export function fact(key: string): Piece {
  const facts = readEditionFile().facts ?? {};
  const found = facts[key];
  if (!found)
    throw new ContentError(
      `data/${chosenYear()}/edition.json must have the fact "${key}", but has ${Object.keys(facts).join(", ") || "none"}.`,
    );
  return new Piece([{ kind: "label", text: found.text }]);
}
