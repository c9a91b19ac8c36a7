import { capitalise } from "../../ground/text/capitalise.js";
import type { Body } from "../frame/readFrame.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { unitWords } from "../questionnaire/unitWords.js";
import { type Problem, problem, quote } from "./problem.js";
import type { CleanRow } from "./row.js";

/** Bodies that answered, by the frame, but have no tiltak: their answer may have been lost. Listed. */
export function silentBodies(
  rows: readonly CleanRow[],
  frame: readonly Body[],
  { body, bodyUnit, unit }: Questionnaire,
): Problem[] {
  if (!body) return [];
  const heard = new Set(rows.map((row) => row.value(body.key)));
  return frame
    .filter(({ svar, organisasjonsnummer }) => svar !== null && !heard.has(organisasjonsnummer))
    .map(({ virksomhet, svar }) =>
      problem({
        kind: "agency",
        severity: "listed",
        expected: `${capitalise(unitWords(bodyUnit).a)} ${bodyUnit.one} som har svart, har vanligvis ${unit.many}.`,
        came: `${quote(virksomhet)}, med svardato ${svar} i utvalget (frame.csv), men ingen ${unit.many}`,
        wayOut: "Se om svaret er kommet med, eller ta ut svardatoen.",
      }),
    );
}
