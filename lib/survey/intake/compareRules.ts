import { ContentError } from "../../ground/errors.js";
import { outcomeOf } from "../intake/editRules.js";
import type { FieldValue } from "../intake/row.js";
import {
  type EditRule,
  type Limit,
  type Questionnaire,
  SEVERITIES,
  type Statement,
} from "../questionnaire/types.js";

/** Two rules that do not go together. */
export interface Clash {
  /** `contradicts`: no answers to which both apply keep both. `implies`: where the second is broken, the first is too. */
  readonly kind: "contradicts" | "implies";
  readonly rules: readonly [string, string];
}

/**
 * Finds rules that contradict each other, and rules that say nothing which another, as grave or graver, does not say.
 *
 * Tried are all options, and of amounts the numbers at, just below and just above every limit, alone and times what
 * they are compared with: between these a rule does not change. Rules with patterns of text are left out, since no
 * list of texts is all of them.
 * @example clashesOf(questionnaire) // [] for the rules of 2019
 */
export function clashesOf({ rules, items }: Questionnaire): Clash[] {
  const tried = rules.filter((rule) => ![rule.must, ...(rule.when ? [rule.when] : [])].some(hasPattern));
  return tried.flatMap((first, i) =>
    tried
      .slice(i + 1)
      .filter((second) => first.items.some((item) => second.items.includes(item)))
      .flatMap((second) => compare(first, second, items) ?? []),
  );
}

/** Looks only until every clash has its counterexample, which most pairs have among the first answers tried. */
function compare(first: EditRule, second: EditRule, items: Questionnaire["items"]): Clash | null {
  const contrary = [first, second].map((rule) => ({ ...rule, must: { not: rule.must } }));
  const graver = (one: EditRule, other: EditRule): boolean =>
    SEVERITIES.indexOf(one.severity) > SEVERITIES.indexOf(other.severity);
  let applying = false;
  let kept = false;
  const alone = [graver(second, first), graver(first, second)];
  const broken = [false, false];
  for (const values of answersTo([first, second], items)) {
    const faults = [isBroken(first, values), isBroken(second, values)];
    if (!kept) {
      // A rule applies where its condition holds: there its contrary is broken where it holds.
      const both = faults.every((fault, k) => fault || isBroken(contrary[k] as EditRule, values));
      applying ||= both;
      kept = both && !faults[0] && !faults[1];
    }
    for (const k of [0, 1]) {
      broken[k] ||= faults[k] as boolean;
      // The k-th can't be what covers the other: that one is broken without it.
      alone[k] ||= !faults[k] && (faults[1 - k] as boolean);
    }
    if (kept && alone[0] && alone[1]) return null;
  }
  if (applying && !kept) return { kind: "contradicts", rules: [first.key, second.key] };
  if (!alone[0] && broken[1]) return { kind: "implies", rules: [first.key, second.key] };
  if (!alone[1] && broken[0]) return { kind: "implies", rules: [second.key, first.key] };
  return null;
}

/** @throws {ContentError} With every pair of rules that do not go together. */
export function refuseClashes(questionnaire: Questionnaire): void {
  const found = clashesOf(questionnaire);
  if (found.length === 0) return;
  const lines = found.map(({ kind, rules: [first, second] }) =>
    kind === "contradicts"
      ? `  ${first} and ${second}: no answers keep both. Mend one of them.`
      : `  ${second} says nothing that ${first} does not: whenever it is broken, ${first} is too. Take it out, or narrow ${first} with "when".`,
  );
  throw new ContentError(`The edit rules of ${questionnaire.year} must go together:\n${lines.join("\n")}`);
}

type Given = Readonly<Record<string, FieldValue>>;

const isBroken = (rule: EditRule, values: Given): boolean => outcomeOf(rule, values) === "broken";

function hasPattern(statement: Statement): boolean {
  if ("all" in statement) return statement.all.some(hasPattern);
  if ("any" in statement) return statement.any.some(hasPattern);
  if ("not" in statement) return hasPattern(statement.not);
  return "matches" in statement;
}

/** Every set of answers that rules can tell apart: all options, and amounts around every limit. */
function* answersTo(rules: readonly EditRule[], items: Questionnaire["items"]): Generator<Given> {
  const keys = [...new Set(rules.flatMap((rule) => rule.items))];
  const statements = rules.flatMap((rule) => [rule.must, ...(rule.when ? [rule.when] : [])]).flatMap(leaves);
  const amounts = new Map(
    keys.filter((key) => items[key]?.kind === "amount").map((key) => [key, new Set([0, 1, 1e12])]),
  );
  const around = (key: string, value: number): void => {
    for (const near of [Math.floor(value) - 1, Math.floor(value), Math.ceil(value), Math.ceil(value) + 1])
      if (near >= 0) amounts.get(key)?.add(near);
  };
  for (const { item, limit } of statements) if (typeof limit === "number") around(item, limit);
  // What is compared with another amount turns where that one does, times what it is multiplied by.
  for (const { item, limit } of statements) {
    if (typeof limit === "number") continue;
    const times = limit.times ?? 1;
    for (const value of [...(amounts.get(limit.item) ?? [])]) around(item, value * times);
    for (const value of [...(amounts.get(item) ?? [])]) around(limit.item, value / times);
  }
  const axes = keys.flatMap((key): [string, FieldValue[]][] => {
    const values = amounts.get(key) ?? items[key]?.options.map((option) => option.key) ?? [];
    return [...values].length === 0 ? [] : [[key, [...values]]];
  });
  const total = axes.reduce((product, [, values]) => product * values.length, 1);
  // Not in the order of the items: what lies close together is alike, and a counterexample would come late.
  const step = strideOf(total);
  for (let k = 0, place = 0; k < total; k++, place = (place + step) % total) {
    let rest = place;
    const given: Record<string, FieldValue> = {};
    for (const [key, values] of axes) {
      given[key] = values[rest % values.length] as FieldValue;
      rest = Math.floor(rest / values.length);
    }
    yield given;
  }
}

/** A step that reaches every place of a round once: near the golden section, with no factor in common. */
function strideOf(total: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, Math.round(total * 0.618));
  while (divisor(step, total) !== 1) step += 1;
  return step;
}

function leaves(statement: Statement): { item: string; limit: Limit }[] {
  if ("all" in statement) return statement.all.flatMap(leaves);
  if ("any" in statement) return statement.any.flatMap(leaves);
  if ("not" in statement) return leaves(statement.not);
  if ("is" in statement || "matches" in statement) return [];
  return [statement.above, statement.from, statement.to, statement.below].flatMap((limit) =>
    limit === undefined ? [] : [{ item: statement.item, limit }],
  );
}
