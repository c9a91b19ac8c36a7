import type { Questionnaire } from "./types.js";

/** The item by which a body keeps a measure back, and its answer when it does not. */
const MAY_BE_PUBLISHED = { item: "publiseres", is: "ja" } as const;

/**
 * Whether a measure is kept back, so that nothing of it may be shown but that it is counted. One that has not said
 * that it may be published is kept back too.
 * @param read Gives the value of a column.
 */
export function isWithheld(read: (column: string) => unknown, questionnaire: Questionnaire): boolean {
  const { item, is } = MAY_BE_PUBLISHED;
  return questionnaire.items[item] !== undefined && read(item) !== is;
}
