import { holds, type RowReader } from "./conditions.js";
import type { Questionnaire } from "./types.js";

/**
 * Whether a row is kept back, so that nothing of it may be shown but that it is counted. One that has not said
 * that it may be published is kept back too.
 */
export function isWithheld(row: RowReader, questionnaire: Questionnaire): boolean {
  const { mayBePublished } = questionnaire;
  return mayBePublished !== null && !holds(mayBePublished, row, questionnaire);
}
