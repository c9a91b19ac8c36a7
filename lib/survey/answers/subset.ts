import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { checkCondition } from "../questionnaire/checkCondition.js";
import { type Truth, truthOf } from "../questionnaire/conditions.js";
import { WORLDS } from "../questionnaire/defineQuestionnaire.js";
import type { Condition, Subset } from "../questionnaire/types.js";
import { unitKey } from "../questionnaire/unitWords.js";
import { type Answers, answersOf, register, type Selection, wholeAnswers } from "./answers.js";
import { columnsOf, mapAlike } from "./mapAlike.js";
import { rowsOf } from "./rowsOf.js";

/**
 * The tiltak that a selection holds for, as a table that still knows its questionnaire.
 *
 * Tiltak whose missing answers leave it open whether they belong are left out of it, and of its complement too:
 * `unknown(table)` says how many they are.
 *
 * @param table The tiltak, or a subset of them. Selections of a subset are joined by "and".
 * @param selection A named subset (`s.skate`), or one of your own with a key, a label that can follow a number
 *  (`tiltak i skyen`), and a condition made with `has`, `allOf`, `anyOf` and `not`. From then on addresses know it
 *  by its key: `at("sky/effekter/kvalitet/share")`.
 * @throws When the table is not the survey's, when the condition asks for what the questionnaire does not have, when
 *  a selection of your own takes the key of another, or when nothing is left.
 * @example subset(tiltak, s.kommunal).numRows()
 */
export function subset(table: ColumnTable, selection: Selection): ColumnTable {
  const answers = answersOf(table);
  learn(answers, selection);
  return register(narrow(answers, selection, false));
}

/**
 * The tiltak of the same survey that are known not to be in a subset: for comparing a part with the rest rather than
 * with all. The two add up to all but those of which it is unknown: `unknown(table)`.
 * @param table A table made by one `subset`.
 * @throws When the table is not a subset, or is a subset of a subset.
 * @example complement(skate).numRows() // → 281
 */
export function complement(table: ColumnTable): ColumnTable {
  const answers = answersOf(table);
  const selection = findSubset(answers, answers.key);
  if (!selection) {
    throw new ContentError(
      `complement() must have one subset, but this table is "${answers.key}". Use complement(subset(table, s.${Object.keys(answers.questionnaire.subsets)[0] ?? "…"})).`,
    );
  }
  return register(narrow(wholeOf(answers), selection, true));
}

/**
 * The subset that an address names: keys joined by +, `ikke-` before one for its complement.
 * @throws When the survey knows no subset of that name, or nothing is left.
 */
export function subsetAt(answers: Answers, key: string): Answers {
  const whole = wholeOf(answers);
  return key.split("+").reduce((narrowed, part) => {
    const name = part.replace(/^ikke-/, "");
    const selection = findSubset(answers, name);
    if (selection) return narrow(narrowed, selection, name !== part);
    const known = [...Object.keys(answers.questionnaire.subsets), ...(own.get(answers.all)?.keys() ?? [])];
    throw new ContentError(
      `The questionnaire of ${answers.year} has no subset "${name}". It has ${known.length > 0 ? known.join(", ") : "none"}.`,
    );
  }, whole);
}

function wholeOf(answers: Answers): Answers {
  return wholeAnswers({ ...answers, table: answers.all, weights: answers.weights });
}

/** The conditions of those parts of an address's subset that are selections made in a cell, by their keys. */
export function ownSelections(answers: Answers, key: string): Record<string, Condition> {
  const made = own.get(answers.all);
  const found = key.split("+").flatMap((part): [string, Condition][] => {
    const name = part.replace(/^ikke-/, "");
    const selection = made?.get(name);
    return selection ? [[name, selection.when]] : [];
  });
  return Object.fromEntries(found);
}

/** The subset of a survey called `key`: of its questionnaire, or one that a cell has made. */
function findSubset(answers: Answers, key: string): Subset | undefined {
  return answers.questionnaire.subsets[key] ?? own.get(answers.all)?.get(key);
}

/** Subsets that cells have made, by the survey's whole table. */
const own = new WeakMap<ColumnTable, Map<string, Subset>>();

/** Checks a selection, and keeps one that is not the questionnaire's, so that addresses find it. */
function learn(answers: Answers, selection: Selection): void {
  const { questionnaire } = answers;
  const named = questionnaire.subsets[selection.key];
  if (named) {
    if (same(named, selection)) return;
    throw new ContentError(
      `"${selection.key}" is a named subset of the questionnaire (s.${selection.key}): give your own selection another key.`,
    );
  }
  const known = own.get(answers.all) ?? new Map<string, Subset>();
  const earlier = known.get(selection.key);
  if (earlier) {
    if (same(earlier, selection)) return;
    throw new ContentError(
      `Two selections must have two keys, but "${selection.key}" is «${earlier.label}» already and can't be «${selection.label}» too.`,
    );
  }
  if (
    !/^[\p{L}][\p{L}\d_-]*$/u.test(selection.key) ||
    selection.key.startsWith("ikke-") ||
    ["alle", ...WORLDS].includes(selection.key) ||
    selection.key === unitKey(questionnaire.bodyUnit)
  )
    throw new ContentError(
      `"${selection.key}" can't be a selection's key, which stands in addresses: use letters, digits, - and _, and no "ikke-" in front.`,
    );
  if (typeof selection.label !== "string" || selection.label.trim() === "")
    throw new ContentError(
      `The selection "${selection.key}" must have a label that can follow a number: "${answers.questionnaire.unit.many} i skyen".`,
    );
  const bodies = rowsOf(answers.frame).map((row) => String(row(answers.questionnaire.bodyKey)));
  const problems = checkCondition(questionnaire, selection.when, selection.key, bodies);
  if (problems.length > 0)
    throw new ContentError(
      `The selection can't be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  own.set(answers.all, known);
  known.set(selection.key, selection);
}

const same = (a: Selection, b: Selection): boolean => JSON.stringify(a.when) === JSON.stringify(b.when);

/** The answers of a subset of the whole: its rows, and how it is called. */
function narrow({ questionnaire, ...answers }: Answers, selection: Subset, negated: boolean): Answers {
  const name = negated ? `ikke-${selection.key}` : selection.key;
  const words = negated ? `øvrige ${questionnaire.unit.many} (ikke ${selection.label})` : selection.label;
  const when = negated ? { not: selection.when } : selection.when;
  const isWhole = answers.key === "alle";
  const key = isWhole ? name : `${answers.key}+${name}`;
  const label = isWhole ? words : `${answers.label} og ${words}`;
  const { all } = answers;
  const { made, place } = mapAlike(columnsOf(all), [when], questionnaire, (row) =>
    truthOf(when, row, questionnaire),
  );
  const truth = (row: number): Truth => made[place[row] as number] as Truth;
  const kept: number[] = [];
  const unsure: number[] = [];
  for (const row of answers.rows) {
    const belongs = truth(row);
    if (belongs === true) kept.push(row);
    else if (belongs !== false) unsure.push(row);
  }
  for (const row of answers.unsure) if (truth(row) !== false) unsure.push(row);
  if (kept.length === 0)
    throw new ContentError(`No ${questionnaire.unit.one} is left in "${label}" (${answers.key} → ${name}).`);
  const rows = Uint32Array.from(kept);
  const places = all.indices();
  const table = all.reify(Array.from(rows, (row) => places[row] as number));
  return { ...answers, questionnaire, key, label, rows, unsure: Uint32Array.from(unsure), table };
}
