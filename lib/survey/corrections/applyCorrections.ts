import type { Body } from "../frame/readFrame.js";
import type { Known } from "../intake/checkIds.js";
import { parseRows, type Receipts } from "../intake/parseRows.js";
import { isStructural, type Problem } from "../intake/problem.js";
import type { CleanRow } from "../intake/row.js";
import { silentBodies } from "../intake/silentBodies.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { isWithheld } from "../questionnaire/withheld.js";
import { type Correction, isConfirmation } from "./readCorrections.js";
import { type Replayed, replay, touchKey } from "./replay.js";

/** A problem in the answers as they came, and the log row after which it is gone. */
export interface Mended {
  readonly problem: Problem;
  readonly by: Correction;
}

export interface Corrected {
  /** One row per tiltak that is left: raw answers + log. Can be used only when nothing remains. */
  readonly rows: CleanRow[];
  readonly mended: Mended[];
  /** What fails still: of the file and its columns, and then nothing else; of cells; log rows that can't be carried out. */
  readonly remaining: Problem[];
  /** What is only told of, after the log. */
  readonly listed: Problem[];
}

/**
 * Clean = raw + log: replays the log, checks the answers before and after it, and says what it mended.
 *
 * A problem that may be right after all is settled by a log row that confirms its cell (`before` = `after`) and names
 * its rule, when nothing that the rule looks at has been changed since. It settles that rule and no other.
 * @param receipts When answers can have come; see parseRows.
 * @param known What is known beforehand of a form's rows; see parseRows.
 * @example applyCorrections(sheet, readCorrections(path), questionnaire, frame).remaining // []
 */
export function applyCorrections(
  sheet: RawSheet,
  log: readonly Correction[],
  questionnaire: Questionnaire,
  frame: readonly Body[],
  receipts?: Receipts,
  known?: Known,
): Corrected {
  const before = parseRows(sheet, questionnaire, frame, receipts, known);
  // Without its columns the sheet says nothing of what the log is about.
  if (before.problems.some(isStructural))
    return { rows: [], mended: [], remaining: before.problems.filter(isStructural), listed: [] };
  const replayed = replay(sheet, log);
  const after = log.length === 0 ? before : parseRows(replayed.sheet, questionnaire, frame, receipts, known);
  const left = after.problems.filter((problem) => !isConfirmed(problem, replayed));
  const remains = new Set(left.map(keyOf));
  const mended = before.problems
    .filter((problem) => !remains.has(keyOf(problem)))
    .flatMap((problem) => {
      const by = lastTouch(problem, replayed);
      return by ? [{ problem, by }] : [];
    });
  return {
    rows: after.rows,
    mended,
    remaining: [
      ...left.filter(({ severity }) => severity === "fails"),
      ...replayed.problems.map((problem) => ({
        ...problem,
        secret: isSecret(problem, [...before.rows, ...after.rows], questionnaire),
      })),
    ],
    listed: [
      ...left.filter(({ severity }) => severity === "listed"),
      ...silentBodies(after.rows, frame, questionnaire),
    ],
  };
}

/** Whether what a log row says of a cell is not public: that of an item which is not, or of a tiltak kept back. */
function isSecret({ id, field }: Problem, rows: readonly CleanRow[], questionnaire: Questionnaire): boolean {
  const item = questionnaire.items[(field ?? "").split("__")[0] ?? ""];
  const about = rows.filter((row) => row.id === id);
  return item?.public === false || about.some((row) => isWithheld((name) => row.value(name), questionnaire));
}

function keyOf({ kind, id, item, field, rule }: Problem): string {
  return [kind, id, item ?? field, rule].join("\u0000");
}

function fieldsOf({ field, related }: Problem): string[] {
  return [...(field === null ? [] : [field]), ...related];
}

function isConfirmed(problem: Problem, { touched }: Replayed): boolean {
  if (!problem.confirmable || problem.rule === null) return false;
  const rows = fieldsOf(problem).flatMap((field) => touched.get(touchKey(problem.id ?? "", field)) ?? []);
  const changed = Math.max(0, ...rows.filter((row) => !isConfirmation(row)).map(({ line }) => line));
  return rows.some((row) => row.line > changed && row.rule === problem.rule);
}

function lastTouch(problem: Problem, { touched }: Replayed): Correction | undefined {
  const ids = [problem.id, problem.otherId].filter((id) => id !== null);
  return ids
    .flatMap((id) =>
      [...fieldsOf(problem), "utgår"].flatMap((field) => touched.get(touchKey(id, field)) ?? []),
    )
    .sort((a, b) => a.line - b.line)
    .at(-1);
}
