import { stringify } from "csv-stringify/sync";
import { capitalise } from "../../ground/text/capitalise.js";
import { formatNumber } from "../../ground/text/format.js";
import { plainTable } from "../../ground/text/plainTable.js";
import type { Correction } from "../corrections/readCorrections.js";
import { withoutUndone } from "../corrections/replay.js";
import { type Outcome, outcomeOf } from "../intake/editRules.js";
import { groupsOf, outcomeOfGroup } from "../intake/groupRules.js";
import type { FieldValue } from "../intake/row.js";
import { allRules, SEVERITY_LABELS } from "../questionnaire/allRules.js";
import type { GroupRule, Questionnaire, Severity } from "../questionnaire/types.js";

/** What one edit rule came to: over the tiltak, over the bodies, or over the files, by its level. */
export interface RuleSummary {
  readonly rule: string;
  /** What it is about: each tiltak, the tiltak of each body, or those of each file. */
  readonly level: "row" | GroupRule["level"];
  readonly severity: Severity;
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

/**
 * Rules over the clean answers: how many tiltak keep each, break it, or leave it open, and of rules of a body or a file
 * how many bodies do (a body sends one file). They add up to all of them.
 */
export function summariseRules(
  rows: readonly Given[],
  { rules, spec, body }: Questionnaire,
  log: readonly Correction[],
): RuleSummary[] {
  const confirmed = new Set(
    withoutUndone(log)
      .standing.filter(({ before, after }) => before === after)
      .map(({ id, rule }) => `${id}\0${rule}`),
  );
  const single = rules.map((rule): RuleSummary => {
    const outcomes = rows.map((row) => ({ row, outcome: outcomeOf(rule, row) }));
    const broken = outcomes.filter(({ outcome }) => outcome === "broken");
    return {
      rule: rule.key,
      level: "row",
      severity: rule.severity,
      holds: outcomes.filter(({ outcome }) => outcome === "holds").length,
      broken: broken.length,
      confirmed: broken.filter(({ row }) => confirmed.has(`${row.id}\0${rule.key}`)).length,
      undecided: outcomes.filter(({ outcome }) => outcome === "undecided").length,
    };
  });
  const groups = groupsOf(rows, "body", (row) => row[body?.key ?? ""] ?? null);
  const together = (spec.groupRules ?? []).map(({ key, level, severity, must }): RuleSummary => {
    const outcomes = groups.map((group) => outcomeOfGroup(must, group));
    const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
    return {
      rule: key,
      level,
      severity,
      holds: count("holds"),
      broken: count("broken"),
      confirmed: 0,
      undecided: count("undecided"),
    };
  });
  return [...single, ...together];
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

/** The summary of rules as a table: for a screen, and for a spreadsheet with the keys that the log has. */
function tableOf(
  rules: readonly RuleSummary[],
  questionnaire: Questionnaire,
): readonly (readonly [key: string, label: string, ...rest: string[]])[] {
  const { unit, bodyUnit } = questionnaire;
  const known = new Map(allRules(questionnaire).map((rule) => [rule.key, rule]));
  return rules.map(({ rule, level, severity, holds, broken, confirmed, undecided }) => [
    rule,
    known.get(rule)?.label ?? rule,
    level === "row" ? unit.many : bodyUnit.many,
    SEVERITY_LABELS[severity].toLowerCase(),
    ...[holds, broken - confirmed, confirmed, undecided].map(String),
  ]);
}

const COUNTED = ["prøvd på", "alvor", "holder", "brutt", "brutt, men bekreftet", "kan ikke avgjøres"];

/** The summary of rules for a spreadsheet. */
export function rulesTable(rules: readonly RuleSummary[], questionnaire: Questionnaire): string {
  return stringify([["regel", "hva den sier", ...COUNTED], ...tableOf(rules, questionnaire)]);
}

/** The summaries of cells and rules as the owner sees them on the screen. */
export function printSummary(
  cells: CellSummary,
  rules: readonly RuleSummary[],
  questionnaire: Questionnaire,
): string[] {
  const n = formatNumber;
  return [
    `Svar: ${n(cells.kept)} som de kom, ${n(cells.changed)} rettet, ${n(cells.filled)} fylt inn, ${n(cells.removed)} tatt ut, ${n(cells.missing)} mangler.`,
    "",
    ...plainTable([
      ["Regel", ...COUNTED.map(capitalise)],
      ...tableOf(rules, questionnaire).map(([, ...shown]) => shown),
    ]),
  ];
}
