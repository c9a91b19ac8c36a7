import type { Notebook } from "../../engine/notebook/notebook.js";
import { answersOf } from "../../survey/answers/answers.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { readChoice, writeChoice } from "./chosen.js";
import { Attack } from "./findDisclosures.js";
import { leastLoss } from "./leastLoss.js";
import { protect, together } from "./protect.js";
import type { KeptBack } from "./publicAnswers.js";
import { publicationIn } from "./publication.js";

/**
 * Looks for a choice with less loss than what stands, and writes it for the builds to come.
 * @param chapters Executed.
 * @returns Where it lies, null where none was found; how many answers are kept back as it stands, and with it.
 */
export async function chooseLeast(
  year: number,
  chapters: readonly { readonly notebook: Notebook }[],
  tell: (line: string) => void,
): Promise<{ readonly path: string | null; readonly before: number; readonly after: number }> {
  const answers = answersOf((await openAnswers(year)).tiltak);
  const publication = publicationIn(chapters, year);
  const attack = new Attack(answers, publication);
  const stands = protect(answers, publication, readChoice(year));
  const before = sizeOf(stands);
  // Where what stands is few, the worlds of a build's own exchanges may still help to make it fewer.
  const found =
    (await leastLoss(attack, stands, tell)) ??
    (await leastLoss(attack, together(protect(answers, publication), stands), tell));
  const after = found ? sizeOf(protect(answers, publication, found)) : before;
  return found && after < before
    ? { path: writeChoice(year, found), before, after }
    : { path: null, before, after: before };
}

const sizeOf = (kept: KeptBack): number => [...kept.values()].reduce((sum, { size }) => sum + size, 0);
