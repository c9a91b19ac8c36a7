import { editionYears } from "../../ground/project.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import type { Questionnaire, UnitSpec } from "../../survey/questionnaire/types.js";
import type { Address } from "../address/parseAddress.js";

/** The first edition after a year: what a year without answers goes by. */
export function laterQuestionnaire(year: number): Questionnaire | null {
  const later = editionYears().find((edition) => edition > year);
  return later === undefined ? null : loadQuestionnaire(later);
}

/** What a year's rows and bodies are called; in a year without answers, as in the first edition after it. */
export function unitsOf(year: number): { readonly unit: UnitSpec; readonly bodyUnit: UnitSpec } {
  return loadedAnswers(year)?.questionnaire ?? laterQuestionnaire(year) ?? PLAIN;
}

/** What is counted at an address: rows, or bodies. */
export function unitAt({ year, subset }: Pick<Address, "year" | "subset">): UnitSpec {
  const { unit, bodyUnit } = unitsOf(year);
  return subset === "virksomheter" || subset === "utvalg" ? bodyUnit : unit;
}

const PLAIN: { readonly unit: UnitSpec; readonly bodyUnit: UnitSpec } = {
  unit: { one: "svar", many: "svar", all: "svarene", article: "ett" },
  bodyUnit: { one: "virksomhet", many: "virksomheter", all: "virksomhetene", article: "én" },
};
