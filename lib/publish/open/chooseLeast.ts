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
 * Looks for the choice with the least loss and writes it for the builds to come.
 * @param chapters Executed.
 * @returns Where it lies, null where nothing better was found than what stands; how many answers a build keeps back
 *  without it, and with it.
 */
export async function chooseLeast(
  year: number,
  chapters: readonly { readonly notebook: Notebook }[],
  tell: (line: string) => void,
): Promise<{ readonly path: string | null; readonly before: number; readonly after: number }> {
  const answers = answersOf((await openAnswers(year)).tiltak);
  const publication = publicationIn(chapters, year);
  const quick = protect(answers, publication);
  const attack = new Attack(answers, publication);
  const before = sizeOf(quick);
  const last = readChoice(year);
  const chosen = last && new Map(Object.entries(last.keptBack).map(([id, keys]) => [id, new Set(keys)]));
  const found =
    (chosen && (await leastLoss(attack, chosen, tell))) ??
    (await leastLoss(attack, chosen ? together(quick, chosen) : quick, tell));
  if (!found) return { path: null, before, after: before };
  const after = sizeOf(protect(answers, publication, found));
  return after < before
    ? { path: writeChoice(year, found), before, after }
    : { path: null, before, after: before };
}

const sizeOf = (kept: KeptBack): number => [...kept.values()].reduce((sum, { size }) => sum + size, 0);
