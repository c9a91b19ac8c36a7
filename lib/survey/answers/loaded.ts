import type { Answers } from "./answers.js";

const loaded = new Map<number, Answers>();

/** Makes a year's answers known to addresses. A later call for the same year replaces the earlier one. */
export function addLoaded(answers: Answers): void {
  loaded.set(answers.year, answers);
}

/** The answers of a year; undefined when they have not been loaded. */
export function loadedAnswers(year: number): Answers | undefined {
  return loaded.get(year);
}
