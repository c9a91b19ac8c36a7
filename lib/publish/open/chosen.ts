import { join } from "node:path";
import * as v from "valibot";
import { readJson } from "../../ground/files/readJson.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";
import type { Answers } from "../../survey/answers/answers.js";
import type { Digest } from "../review/secretKey.js";
import type { KeptBack } from "./publicAnswers.js";
import type { Publication } from "./publication.js";

const CHOSEN = v.strictObject({
  /** Of all answers and the frame, under the key: the choice is of these answers. */
  answers: v.string(),
  /** What was published when it was made. */
  addresses: v.array(v.string()),
  selections: v.string(),
  keptBack: v.record(v.string(), v.array(v.string())),
});
type Chosen = v.InferOutput<typeof CHOSEN>;

const nameOf = (year: number): string => `data/${year}/skjermet.json`;

/**
 * The answers that `notat protect` chose to keep back; null when it has chosen none, or for other answers or fewer
 * numbers. Numbers that have been taken out since tell nothing more.
 * @param digest Null where there is no key: then nobody can say of which answers the choice is.
 * @throws {ContentError} When the file is there and is not what `notat protect` writes.
 */
export function chosenFor(
  answers: Answers,
  publication: Publication,
  digest: Digest | null,
  root: string = projectRoot,
): KeptBack | null {
  const chosen = digest && readJson(root, nameOf(answers.year), CHOSEN);
  if (!digest || !chosen) return null;
  const known = new Set(chosen.addresses);
  if (
    chosen.answers !== digest(contentOf(answers)) ||
    chosen.selections !== JSON.stringify(publication.selections) ||
    publication.addresses.some((address) => !known.has(address))
  )
    return null;
  return new Map(Object.entries(chosen.keptBack).map(([record, items]) => [record, new Set(items)]));
}

/** Writes what was chosen, for the builds to come. Returns where. */
export function writeChosen(
  answers: Answers,
  publication: Publication,
  digest: Digest,
  keptBack: KeptBack,
  root: string = projectRoot,
): string {
  const chosen: Chosen = {
    answers: digest(contentOf(answers)),
    addresses: [...publication.addresses].sort(),
    selections: JSON.stringify(publication.selections),
    keptBack: Object.fromEntries(
      [...keptBack]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([record, items]) => [record, [...items].sort()]),
    ),
  };
  const path = join(root, nameOf(answers.year));
  writeWhole(path, `${JSON.stringify(chosen, null, 2)}\n`);
  return path;
}

const contentOf = ({ all, frame }: Answers): unknown => [all.objects(), frame.objects()];
