import { distinctTexts } from "../../ground/text/distinctTexts.js";
import { fold } from "../../ground/text/nearest.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { bodyKeys } from "./bodyKeys.js";
import type { Body } from "./readFrame.js";

/**
 * Where there is no frame, the bodies are those that the answers name: each with a key made of its name. All have answered.
 * @param names As they stand in the answers.
 */
export function foundBodies(names: Iterable<string>, { missingTexts }: Questionnaire): Body[] {
  const found = distinctTexts(names).filter((name) => !missingTexts.has(fold(name)));
  const keys = bodyKeys(found);
  return found.map((name, i) => ({
    organisasjonsnummer: keys[i] as string,
    virksomhet: name,
    kortnavn: name,
    departement: "",
    svar: "",
  }));
}
