import type { Mended } from "../corrections/applyCorrections.js";
import type { OpenEdition } from "../edition/openEdition.js";
import type { Problem } from "../intake/problem.js";
import type { CleanRow } from "../intake/row.js";
import { silentBodies } from "../intake/silentBodies.js";
import { type EarlierAnswers, lastTime } from "./lastTime.js";
import { readReceived } from "./readReceived.js";

/**
 * The answers of an edition whose bodies sent forms: the rows that are taken, and of each that waits one problem that
 * is told of. A row that waits is not counted.
 */
export async function loadReceived(
  edition: OpenEdition,
  earlier: EarlierAnswers | null,
): Promise<{
  readonly rows: readonly CleanRow[];
  readonly mended: readonly Mended[];
  readonly listed: readonly Problem[];
  /** Log rows about tiltak that stand in no answer. */
  readonly remaining: readonly Problem[];
}> {
  const { answers, unfit } = await readReceived(edition, edition.log, lastTime(edition, earlier));
  const all = [...answers.values()];
  const rows = all.flatMap((answer) => answer.rows);
  const waiting = all.flatMap((answer) =>
    answer.waiting.map(({ id, problems }): Problem => {
      const [first] = problems as readonly [Problem, ...Problem[]];
      return {
        ...first,
        id: first.id ?? id,
        // What waits is in no number: an amount of it need not be settled before there is a note.
        field: null,
        item: null,
        severity: "listed",
        expected: `Raden venter på svar, og er ikke regnet med. ${first.expected}`,
      };
    }),
  );
  return {
    rows,
    mended: all.flatMap(({ mended }) => mended),
    listed: [
      ...all.flatMap(({ listed }) => listed),
      ...waiting,
      ...silentBodies(rows, edition.frame, edition.questionnaire),
    ],
    remaining: unfit,
  };
}
