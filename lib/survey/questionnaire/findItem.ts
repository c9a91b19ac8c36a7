import type { ItemDefinition, Questionnaire } from "./types.js";

/** The item or recode called `key`, or undefined. */
export function findItem(questionnaire: Questionnaire, key: string): ItemDefinition | undefined {
  return questionnaire.items[key] ?? questionnaire.recodes[key];
}
