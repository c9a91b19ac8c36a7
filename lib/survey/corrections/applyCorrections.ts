import type { Body } from "../frame/readFrame.js";
import { parseRows } from "../intake/parseRows.js";
import type { Problem } from "../intake/problem.js";
import type { Row } from "../intake/row.js";
import type { RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { Questionnaire } from "../questionnaire/types.js";
import type { Correction } from "./readCorrections.js";
import { type Replayed, replay, touchKey } from "./replay.js";

/** A problem in the answers as they came, and the log row after which it is gone. */
export interface Mended {
  readonly problem: Problem;
  readonly by: Correction;
}

export interface Corrected {
  /** One row per measure that is left: raw answers + log. Can be used only when nothing remains. */
  readonly rows: Row[];
  readonly mended: Mended[];
  /** What fails still, log rows that can't be carried out first. */
  readonly remaining: Problem[];
  /** What is only told of, after the log. */
  readonly listed: Problem[];
}

/**
 * Clean = raw + log: replays the log, checks the answers before and after it, and says what it mended.
 *
 * A problem that may be right after all is settled by a log row that confirms its cell (`before` = `after`).
 * @example applyCorrections(sheet, readCorrections(path), questionnaire, frame).remaining // []
 */
export function applyCorrections(
  sheet: RawSheet,
  log: readonly Correction[],
  questionnaire: Questionnaire,
  frame: readonly Body[],
): Corrected {
  const before = parseRows(sheet, questionnaire, frame);
  const replayed = replay(sheet, log);
  const after = parseRows(replayed.sheet, questionnaire, frame);
  const left = after.problems.filter((problem) => !(problem.confirmable && isConfirmed(problem, replayed)));
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
    remaining: [...replayed.problems, ...left.filter(({ severity }) => severity === "fails")],
    listed: left.filter(({ severity }) => severity === "listed"),
  };
}

function keyOf({ kind, id, item, field, rule }: Problem): string {
  return [kind, id, item ?? field, rule].join("\u0000");
}

function fieldsOf({ field, related }: Problem): string[] {
  return [...(field === null ? [] : [field]), ...related];
}

function isConfirmed(problem: Problem, { touched }: Replayed): boolean {
  return fieldsOf(problem).some((field) => {
    const last = touched.get(touchKey(problem.id ?? "", field))?.at(-1);
    return last !== undefined && last.before === last.after;
  });
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
