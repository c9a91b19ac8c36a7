import { distinctTexts } from "../../ground/text/distinctTexts.js";
import { keyOf } from "../../ground/text/keyOf.js";
import { fold } from "../../ground/text/nearest.js";
import { MISSING, type Questionnaire } from "../questionnaire/types.js";
import type { Body } from "./readFrame.js";

/**
 * Where there is no frame, the bodies are those that the answers name: each with a key made of its name. All have answered.
 * @param names As they stand in the answers.
 */
export function foundBodies(names: Iterable<string>, { missingTexts }: Questionnaire): Body[] {
  const taken = new Set([...Object.keys(MISSING), "mangler"]);
  return distinctTexts(names)
    .filter((name) => !missingTexts.has(fold(name)))
    .map((name) => ({
      organisasjonsnummer: keyOf(name, taken),
      virksomhet: name,
      kortnavn: name,
      departement: "",
      svar: "",
    }));
}
