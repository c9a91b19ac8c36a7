import type { Universe } from "./universe.js";

const loaded = new Map<number, Universe>();

/** Makes a year's answers known to addresses. A later call for the same year replaces the earlier one. */
export function addLoaded(universe: Universe): void {
  loaded.set(universe.year, universe);
}

/** The answers of a year; undefined when they have not been loaded. */
export function loadedAnswers(year: number): Universe | undefined {
  return loaded.get(year);
}
