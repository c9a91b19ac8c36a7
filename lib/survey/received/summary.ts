import { stringify } from "csv-stringify/sync";
import type { Correction } from "../corrections/readCorrections.js";
import { withoutUndone } from "../corrections/replay.js";
import { outcomeOf } from "../intake/editRules.js";
import type { FieldValue } from "../intake/row.js";
import type { Questionnaire } from "../questionnaire/types.js";

/** What one edit rule came to over the tiltak. */
export interface RuleSummary {
  readonly rule: string;
  readonly severity: string;
  readonly holds: number;
  readonly broken: number;
  /** Of those, how many a row of the log has confirmed. */
  readonly confirmed: number;
  /** An answer is missing, so that nobody can tell. */
  readonly undecided: number;
}

/** What became of the cells that were asked, as the R package validate counts them. */
export interface CellSummary {
  readonly kept: number;
  readonly changed: number;
  /** Empty when they came, and filled by the log. */
  readonly filled: number;
  /** Answered when they came, and emptied by the log. */
  readonly removed: number;
  readonly missing: number;
}

type Given = Readonly<Record<string, FieldValue>>;

/** Rules over the clean answers: how many tiltak keep each, break it, or leave it open. They add up to all tiltak. */
export function summariseRules(
  rows: readonly Given[],
  { rules }: Questionnaire,
  log: readonly Correction[],
): RuleSummary[] {
  const confirmed = new Set(
    withoutUndone(log)
      .standing.filter(({ before, after }) => before === after)
      .map(({ id, rule }) => `${id}\0${rule}`),
  );
  return rules.map((rule) => {
    const outcomes = rows.map((row) => ({ row, outcome: outcomeOf(rule, row) }));
    const broken = outcomes.filter(({ outcome }) => outcome === "broken");
    return {
      rule: rule.key,
      severity: rule.severity,
      holds: outcomes.filter(({ outcome }) => outcome === "holds").length,
      broken: broken.length,
      confirmed: broken.filter(({ row }) => confirmed.has(`${row.id}\0${rule.key}`)).length,
      undecided: outcomes.filter(({ outcome }) => outcome === "undecided").length,
    };
  });
}

/**
 * Cells of the clean answers by what the log did to them. A question of multiple response is one cell; one that routing
 * did not lead to is none.
 */
export function summariseCells(
  rows: readonly Given[],
  { items }: Questionnaire,
  log: readonly Correction[],
): CellSummary {
  const touched = new Map<string, Correction[]>();
  for (const row of withoutUndone(log).standing) {
    const key = `${row.id}\0${row.field.split("__")[0]}`;
    if (row.before !== row.after) touched.set(key, [...(touched.get(key) ?? []), row]);
  }
  const count = { kept: 0, changed: 0, filled: 0, removed: 0, missing: 0 };
  for (const row of rows)
    for (const { key, kind } of Object.values(items)) {
      const state = row[`${key}__mangler`];
      if (state === "ikke_spurt") continue;
      const done = touched.get(`${row.id}\0${key}`);
      const there = state !== "ikke_svart";
      // Of ticks one may be taken and another given: only a cell of its own was empty before.
      const wasEmpty = kind !== "multiple" && done?.[0]?.before.trim() === "";
      if (!done) count[there ? "kept" : "missing"] += 1;
      else count[there ? (wasEmpty ? "filled" : "changed") : "removed"] += 1;
    }
  return count;
}

/** The summary of rules as a table for a spreadsheet. */
export function rulesTable(rules: readonly RuleSummary[]): string {
  return stringify([
    ["regel", "alvor", "holder", "brutt", "av dem bekreftet", "kan ikke avgjøres"],
    ...rules.map(({ rule, severity, holds, broken, confirmed, undecided }) => [
      rule,
      severity,
      holds,
      broken,
      confirmed,
      undecided,
    ]),
  ]);
}
