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
    tried.slice(i + 1).flatMap((second): Clash[] => {
      if (!first.items.some((item) => second.items.includes(item))) return [];
      const cases = answersTo([first, second], items);
      const applying = cases.filter((values) => [first, second].every((rule) => appliesTo(rule, values)));
      if (
        applying.length > 0 &&
        applying.every((values) => [first, second].some((rule) => isBroken(rule, values)))
      )
        return [{ kind: "contradicts", rules: [first.key, second.key] }];
      return (
        [
          [first, second],
          [second, first],
        ] as const
      )
        .filter(([one, other]) => covers(one, other, cases))
        .slice(0, 1)
        .map(([one, other]) => ({ kind: "implies", rules: [one.key, other.key] }));
    }),
  );
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

/** A rule applies where its condition holds: there its contrary is broken where it holds. */
function appliesTo(rule: EditRule, values: Given): boolean {
  return isBroken(rule, values) || isBroken({ ...rule, must: { not: rule.must } }, values);
}

function covers(one: EditRule, other: EditRule, cases: readonly Given[]): boolean {
  if (SEVERITIES.indexOf(one.severity) < SEVERITIES.indexOf(other.severity)) return false;
  const broken = cases.filter((values) => isBroken(other, values));
  return broken.length > 0 && broken.every((values) => isBroken(one, values));
}

function hasPattern(statement: Statement): boolean {
  if ("all" in statement) return statement.all.some(hasPattern);
  if ("any" in statement) return statement.any.some(hasPattern);
  if ("not" in statement) return hasPattern(statement.not);
  return "matches" in statement;
}

/** Every set of answers that rules can tell apart: all options, and amounts around every limit. */
function answersTo(rules: readonly EditRule[], items: Questionnaire["items"]): Given[] {
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
  return keys.reduce<Given[]>(
    (cases, key) => {
      const values: FieldValue[] = amounts.has(key)
        ? [...(amounts.get(key) as Set<number>)]
        : (items[key]?.options.map((option) => option.key) ?? []);
      return values.length === 0
        ? cases
        : cases.flatMap((given) => values.map((value) => ({ ...given, [key]: value })));
    },
    [{}],
  );
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
