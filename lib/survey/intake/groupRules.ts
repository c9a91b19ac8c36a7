import { formatNumber } from "../../ground/text/format.js";
import type { GroupRule, GroupStatement, Questionnaire } from "../questionnaire/types.js";
import { judge, type Outcome } from "./editRules.js";
import { type Problem, problem, quote } from "./problem.js";
import type { CleanRow, FieldValue } from "./row.js";

type Given = Readonly<Record<string, FieldValue>>;

/**
 * What a rule about several tiltak comes to. What a missing answer leaves open, leaves the rule open only where it could
 * turn it: three of three known amounts that are too small break it, whatever the fourth is.
 * @example outcomeOfGroup({ share: { item: "kostnadsramme", below: 100_000 }, to: 0.5 }, rows) // "broken"
 */
export function outcomeOfGroup(must: GroupStatement, rows: readonly Given[]): Outcome {
  const [low, high] = rangeOf(must, rows);
  const { above = Number.NEGATIVE_INFINITY, from = Number.NEGATIVE_INFINITY } = must;
  const { to = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = must;
  const keeps = (value: number): boolean => value >= from && value <= to && value > above && value < below;
  // A share of nobody is no number: nobody breaks the rule.
  if (Number.isNaN(low) || (keeps(low) && keepsOrOpen(high, must))) return "holds";
  const never = high < from || low > to || high <= above || low >= below;
  return never ? "broken" : "undecided";
}

/** An end that is not known is beyond every limit; without a limit on that side nothing can be broken there. */
function keepsOrOpen(high: number, { to, below }: GroupStatement): boolean {
  return (to === undefined || high <= to) && (below === undefined || high < below);
}

/** The least and the most that what a rule is about can come to. */
function rangeOf(must: GroupStatement, rows: readonly Given[]): readonly [number, number] {
  if ("sum" in must) {
    const known = rows.flatMap((row) => (typeof row[must.sum] === "number" ? (row[must.sum] as number) : []));
    const low = known.reduce((total, amount) => total + amount, 0);
    return [low, known.length < rows.length ? Number.POSITIVE_INFINITY : low];
  }
  const about = "count" in must ? must.count : must.share;
  const held = about === "all" ? rows.map(() => true) : rows.map((row) => judge(about, row));
  const sure = held.filter((one) => one === true).length;
  const open = held.filter((one) => one === null).length;
  const of = "count" in must ? 1 : rows.length === 0 ? Number.NaN : rows.length;
  return [sure / of, (sure + open) / of];
}

/** The tiltak that a rule is about together: those of each body, or all that a file has. */
export function groupsOf<T>(
  rows: readonly T[],
  level: GroupRule["level"],
  bodyOf: (row: T) => FieldValue,
): readonly (readonly T[])[] {
  if (level === "file") return [rows];
  const groups = new Map<FieldValue, T[]>();
  for (const row of rows) {
    const body = bodyOf(row);
    if (body === null) continue;
    const own = groups.get(body);
    if (own) own.push(row);
    else groups.set(body, [row]);
  }
  return [...groups.values()];
}

/** The rules about several tiltak that the rows of a file break, each as what is asked about it. */
export function checkGroups(
  rows: readonly CleanRow[],
  { spec, body, unit }: Questionnaire,
  sheet: string,
  nameOf: (key: string) => string,
): Problem[] {
  const bodyOf = (row: CleanRow): FieldValue => row.value(body?.key ?? "");
  return (spec.groupRules ?? []).flatMap((rule) =>
    groupsOf(rows, rule.level, bodyOf)
      .filter(
        (group) =>
          outcomeOfGroup(
            rule.must,
            group.map(({ values }) => values),
          ) === "broken",
      )
      .map((group) => {
        const listed = rule.severity === "information" || rule.severity === "warning";
        const owner = group[0] ? bodyOf(group[0]) : null;
        const whose = rule.level === "body" && owner !== null ? ` fra ${quote(nameOf(String(owner)))}` : "";
        return problem({
          // What breaks a grave one is no answer that single rows could be taken from.
          kind: listed ? "rule" : "file",
          severity: listed ? "listed" : "fails",
          sheet,
          rule: rule.key,
          expected: rule.message,
          came: `${formatNumber(group.length)} ${group.length === 1 ? unit.one : unit.many}${whose}`,
          wayOut: rule.wayOut,
        });
      }),
  );
}
