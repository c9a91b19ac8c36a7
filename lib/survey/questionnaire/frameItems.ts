import type { Questionnaire } from "./types.js";

/**
 * Columns of the frame that can be asked for as if they were items with the options ja and nei, with what a reader calls
 * them: whether the body answered, and the edition's own columns of true and false.
 * @param questionnaire Null for a year without one: then only whether a body answered.
 */
export function frameItems(questionnaire: Questionnaire | null): ReadonlyMap<string, string> {
  const own = questionnaire?.frame.filter(({ options }) => options === null) ?? [];
  return new Map([["svar", "Har svart"], ...own.map(({ key, label }): [string, string] => [key, label])]);
}
