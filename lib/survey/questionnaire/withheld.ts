import { holds, type Row } from "./conditions.js";
import type { Questionnaire } from "./types.js";

/**
 * Whether a tiltak is kept back, so that nothing of it may be shown but that it is counted. One that has not said
 * that it may be published is kept back too.
 */
export function isWithheld(row: Row, questionnaire: Questionnaire): boolean {
  return !holds(questionnaire.mayBePublished, row, questionnaire);
}
