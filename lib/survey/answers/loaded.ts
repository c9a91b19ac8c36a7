import type { Answers } from "./answers.js";

const loaded = new Map<number, Answers>();
let together: object = {};

/** Makes a year's answers known to addresses. A later call for the same year replaces the earlier one. */
export function addLoaded(answers: Answers): void {
  if (loaded.get(answers.year) === answers) return;
  loaded.set(answers.year, answers);
  together = {};
}

/** The answers of a year; undefined when they have not been loaded. */
export function loadedAnswers(year: number): Answers | undefined {
  return loaded.get(year);
}

/** Stands for all answers that are loaded: another one as soon as some are replaced. */
export function loadedTogether(): object {
  return together;
}

/** As before any answers were loaded: test files share a process. */
export function forgetLoaded(): void {
  loaded.clear();
  together = {};
}
