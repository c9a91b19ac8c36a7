import { createRequire } from "node:module";
import { ContentError } from "../../ground/errors.js";
import { editionYears, questionnairePath } from "../../ground/project.js";
import type { Questionnaire } from "./types.js";

const require = createRequire(import.meta.url);

/**
 * The questionnaire of a year, as compiled from `data/<year>/questionnaire.ts`.
 * @throws When the year has none; the message lists the years that have.
 */
export function loadQuestionnaire(year: number): Questionnaire {
  if (!editionYears().includes(year)) {
    throw new ContentError(
      `There is no questionnaire for ${year}. There are ${editionYears().join(", ")}. Add data/${year}/questionnaire.ts and build.`,
    );
  }
  // Not import(): notebook cells are CommonJS and require() this library, which must not await at its top level.
  const module = require(questionnairePath(year)) as { questionnaire: Questionnaire };
  return module.questionnaire;
}
