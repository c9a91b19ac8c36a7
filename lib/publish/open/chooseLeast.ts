import type { Notebook } from "../../engine/notebook/notebook.js";
import { answersOf } from "../../survey/answers/answers.js";
import { openAnswers } from "../../survey/answers/survey.js";
import { keyFileOf, readKey } from "../review/secretKey.js";
import { chosenFor, writeChosen } from "./chosen.js";
import { Attack } from "./findDisclosures.js";
import { leastLoss } from "./leastLoss.js";
import { protect } from "./protect.js";
import type { KeptBack } from "./publicAnswers.js";
import { publicationIn } from "./publication.js";

/**
 * Looks for the choice with the least loss and writes it for the builds to come.
 * @param chapters Executed.
 * @returns Where it lies, null where there is no key to say of which answers it is; how many answers `protect` keeps back,
 *  and how many it does.
 */
export async function chooseLeast(
  year: number,
  chapters: readonly { readonly notebook: Notebook }[],
  tell: (line: string) => void,
): Promise<{ readonly path: string | null; readonly before: number; readonly after: number }> {
  const answers = answersOf((await openAnswers(year)).tiltak);
  const publication = publicationIn(chapters, year);
  const digest = readKey(keyFileOf(year));
  const quick = protect(answers, publication);
  if (digest === null) return { path: null, before: sizeOf(quick), after: sizeOf(quick) };
  const last = chosenFor(answers, publication, digest);
  const attack = new Attack(answers, publication);
  const found =
    (last && (await leastLoss(attack, last, tell))) ??
    (await leastLoss(attack, last ? together(quick, last) : quick, tell));
  const best = found && sizeOf(found) < sizeOf(quick) ? found : quick;
  return {
    path: writeChosen(answers, publication, digest, best),
    before: sizeOf(quick),
    after: sizeOf(best),
  };
}

const sizeOf = (kept: KeptBack): number => [...kept.values()].reduce((sum, { size }) => sum + size, 0);

const together = (...kept: readonly KeptBack[]): KeptBack => {
  const all = new Map<string, Set<string>>();
  for (const [id, keys] of kept.flatMap((one) => [...one]))
    all.set(id, new Set([...(all.get(id) ?? []), ...keys]));
  return all;
};
