import { ContentError } from "../../ground/errors.js";
import type { Questionnaire } from "./types.js";

/**
 * No note is built of an edition that has not decided how its items compare with the last.
 * @throws {ContentError} With every item and recode that is undecided.
 */
export function refuseUndecided({ year, items, recodes }: Questionnaire): void {
  const open = [...Object.values(items), ...Object.values(recodes)].filter(
    ({ comparability }) => comparability.status === "undecided",
  );
  if (open.length === 0) return;
  const named = open.map(({ key, number, recode }) => (recode ? key : `${number} ${key}`));
  throw new ContentError(
    `The comparability of every item must be decided before there is a note, but is undecided in data/${year}/questionnaire.ts for ${open.length}: ${named.join(", ")}. Say of each whether it is same, narrower, wider, new or broken, and why.`,
  );
}
