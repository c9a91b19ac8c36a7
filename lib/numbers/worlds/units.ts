import { editionYears } from "../../ground/project.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { BODY_UNIT } from "../../survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import type { Questionnaire, UnitSpec } from "../../survey/questionnaire/types.js";
import { unitKey } from "../../survey/questionnaire/unitWords.js";
import type { Address } from "../address/parseAddress.js";

/** The first edition after a year: what a year without answers goes by. */
export function laterQuestionnaire(year: number): Questionnaire | null {
  const later = editionYears().find((edition) => edition > year);
  return later === undefined ? null : loadQuestionnaire(later);
}

/** What a year's rows and bodies are called; in a year without answers, as in the first edition after it. */
export function unitsOf(year: number): Pick<Questionnaire, "unit" | "bodyUnit" | "groupUnit"> {
  return loadedAnswers(year)?.questionnaire ?? laterQuestionnaire(year) ?? PLAIN;
}

/** What is counted at an address: rows, or bodies. */
export function unitAt(address: Pick<Address, "year" | "subset">): UnitSpec {
  const { unit, bodyUnit } = unitsOf(address.year);
  return isOfBodies(address) || address.subset === FRAME ? bodyUnit : unit;
}

/** The word of addresses for the frame: those who were asked. */
export const FRAME = "utvalg";

/** The word of a year's addresses for its bodies, by what its questionnaire calls them: `virksomheter`, `etater`. */
export function bodiesKey(year: number): string {
  return unitKey(unitsOf(year).bodyUnit);
}

export function isOfBodies({ year, subset }: Pick<Address, "year" | "subset">): boolean {
  return subset === bodiesKey(year);
}

const PLAIN: ReturnType<typeof unitsOf> = {
  unit: { one: "svar", many: "svar", all: "svarene", article: "ett" },
  bodyUnit: BODY_UNIT,
  groupUnit: null,
};
