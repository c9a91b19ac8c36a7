import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { checkCondition } from "../questionnaire/checkCondition.js";
import { checkRecode } from "../questionnaire/checkRecode.js";
import { defineRecode } from "../questionnaire/defineQuestionnaire.js";
import { addOwnItem, findItem } from "../questionnaire/findItem.js";
import type { BaseRule, Condition, Given, Item, Option, RecodeSpec } from "../questionnaire/types.js";
import { recodeColumns } from "./addRecodes.js";
import { answersOf } from "./answers.js";
import { columnsOf } from "./mapAlike.js";
import { addColumn, columnOf, rowsOf } from "./rowsOf.js";

/** The smallest that was given to an item. */
function leastIn(all: ColumnTable): (item: string) => number | string | null {
  return (item) => {
    let least: number | string | null = null;
    const column = columnOf(all, item);
    for (let row = 0; row < column.length; row += 1) {
      const value = column[row];
      if (typeof value !== "number" && typeof value !== "string") continue;
      if (least === null || value < least) least = value;
    }
    return least;
  };
}

const made = new WeakMap<ColumnTable, Map<string, string>>();

/**
 * A recode of one's own: a new item made of answers, to be tabulated, crossed, selected by and addressed like those of
 * the questionnaire (`alle/storrelse/stor/share`).
 *
 * @param spec.key Its key in addresses; of `spec.of` it takes over who was asked and what is missing.
 * @param spec.options By key, each with a label and a condition (`has`, `between`, `allOf`, `anyOf`, `not`). Every set
 *  of answers must meet exactly one (of numbers and dates, from the smallest that was given); where missing answers leave it open which, the recode is missing too.
 * @param spec.otherwise The option of those for whom every condition is known not to hold.
 * @throws When a set of answers has no option or two (with an example), when a condition asks for what is not there, or
 *  when the key is taken.
 * @example recode(tiltak, { key: "storrelse", label: "Størrelse", of: q.kostnadsramme, options: {
 *   liten: { label: "Under 5 mill.", when: between(q.kostnadsramme, 0, 5e6) },
 *   stor: { label: "5 mill. eller mer", when: between(q.kostnadsramme, 5e6) } } })
 */
export function recode<const Key extends string, const Keys extends string>(
  table: ColumnTable,
  spec: {
    readonly key: Key;
    readonly label: string;
    readonly of: Item;
    readonly options: Readonly<Record<Keys, { readonly label: string; readonly when: Condition }>>;
    readonly otherwise?: Given<Keys>;
    readonly base?: BaseRule;
  },
): Item<Key> & Readonly<Record<Keys, Option<Key>>> {
  const { all, questionnaire, frame } = answersOf(table);
  const { key, label, options, otherwise, base } = spec;
  const written: RecodeSpec = {
    of: spec.of.$.key,
    label,
    question: `${spec.of.$.question} (${label}, omkodet.)`,
    options,
    ...(otherwise === undefined ? {} : { otherwise }),
    ...(base === undefined ? {} : { base }),
    comparability: { with: questionnaire.year, status: "new", reason: "Omkodet i kapittelet." },
  };
  const text = JSON.stringify(written);
  const known = made.get(all) ?? new Map<string, string>();
  made.set(all, known);
  if (!known.has(key)) {
    const bodies = rowsOf(frame).map((row) => String(row(questionnaire.bodyKey)));
    const conditions: [string, { when: Condition }][] = Object.entries(options);
    const problems = conditions.flatMap(([option, { when }]) =>
      checkCondition(questionnaire, when, `${key}.${option}`, bodies),
    );
    if (questionnaire.items[key] || questionnaire.recodes[key])
      problems.push(`"${key}" is the questionnaire's: give your own recode another key.`);
    if (!/^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$/.test(key))
      problems.push(`"${key}" can't be a key: use letters, digits and single _.`);
    if (!questionnaire.items[written.of])
      problems.push(`"${key}" must be made of an item of the form, but "${written.of}" is none.`);
    if (problems.length === 0) problems.push(...checkRecode(questionnaire, key, written, leastIn(all)));
    if (problems.length > 0)
      throw new ContentError(
        `The recode can't be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
      );
    const { option, missing } = recodeColumns(columnsOf(all), written, questionnaire);
    addColumn(all, key, option);
    addColumn(all, `${key}__mangler`, missing);
    addOwnItem(questionnaire, defineRecode(questionnaire.year, questionnaire.items, key, written));
    known.set(key, text);
  } else if (known.get(key) !== text) {
    throw new ContentError(`Two recodes must have two keys, but "${key}" is made already, in another way.`);
  }
  const definition = findItem(questionnaire, key);
  return {
    $: definition,
    ...Object.fromEntries((definition?.options ?? []).map((option) => [option.key, option])),
  } as never;
}
