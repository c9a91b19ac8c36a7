import type { UnitSpec } from "./types.js";

/** The words that go with a unit, by its gender. */
export interface UnitWords {
  /** `hvert` tiltak, `hver` sak. */
  readonly each: "hvert" | "hver";
  /** `et` tiltak, `en` sak. */
  readonly a: "et" | "en";
}

/** @example unitWords({ one: "sak", many: "saker", all: "sakene", article: "én" }).each // "hver" */
export function unitWords({ article }: UnitSpec): UnitWords {
  return article === "ett" ? { each: "hvert", a: "et" } : { each: "hver", a: "en" };
}
