import { ContentError } from "../../ground/errors.js";
import { chosenYear } from "../../ground/project.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import { Piece } from "./piece.js";

/** Names of products and documents that hold words which running text may not say on its own. */
export function editionNames(): readonly string[] {
  return openEdition(chosenYear()).edition.names;
}

/** What the survey's rows and bodies are called, in each form. */
export function editionUnits(): readonly string[] {
  const { unit, bodyUnit } = loadedAnswers(chosenYear())?.questionnaire ?? loadQuestionnaire(chosenYear());
  return [unit, bodyUnit].flatMap(({ many, all }) => [many, all]);
}

/**
 * A fact of the edition, as `data/<year>/edition.json` has it under `facts`.
 * @throws When the edition has no such fact; the message lists those it has.
 * @example fact("svarfrist")
 */
export function fact(key: string): Piece {
  const { facts } = openEdition(chosenYear()).edition;
  const found = facts[key];
  if (!found)
    throw new ContentError(
      `data/${chosenYear()}/edition.json must have the fact "${key}", but has ${Object.keys(facts).join(", ") || "none"}.`,
    );
  return new Piece([{ kind: "label", text: found.text }]);
}
