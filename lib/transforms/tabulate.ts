import type { ColumnTable } from "arquero";
import { ContentError } from "../ground/errors.js";
import { type Answers, answersOf } from "../survey/answers/answers.js";
import {
  type ByMissing,
  type Item,
  type ItemDefinition,
  isNumeric,
  MISSING,
} from "../survey/questionnaire/types.js";
import { byMissing, codedOf, codesIn, optionsOf } from "./coded.js";
import { distributionOf } from "./distribution.js";

/** How many rows gave an answer. */
export interface Cell {
  /** The option's key, or the kind of missing. */
  readonly key: string;
  readonly label: string;
  readonly n: number;
  readonly missing: boolean;
}

/** The answers to one item in one table, as integers. */
export interface Tabulation<Key extends string = string> {
  readonly item: ItemDefinition<Key>;
  readonly answers: Answers;
  /** Rows that routing led to the item. */
  readonly asked: number;
  /** Rows with an answer. */
  readonly answered: number;
  /** Rows without, by kind; those not asked are `ikke_spurt`. */
  readonly missing: ByMissing<number>;
  /** Rows counted in the denominator of shares: asked or answered, by the item's rule. */
  readonly base: number;
  /** In the questionnaire's order, also where nobody chose it; kinds of missing last, where the item shows them. */
  readonly cells: readonly Cell[];
  /** Ticks in all: equals `answered` for single choice, more for multiple response. */
  readonly responses: number;
}

/**
 * Counts the answers to an item.
 *
 * A row with several ticks counts once in each of its cells, so with multiple response the
 * cells add up to more than the base. Percentages are made from the integers only when printed.
 * @param table The answers, or a `subset` of them.
 *  A date is counted by its year.
 * @param item An item or a recode of the questionnaire: `q.effekter`.
 * @throws When the table has lost its questionnaire, or when the item has nothing to count (text, amounts: use
 *  the recode that has classes).
 * @example tabulate(tiltak, q.effekter).cells[0] // { key: "kvalitet", label: "Økt kvalitet …", n: 276, missing: false }
 */
export function tabulate<Key extends string>(table: ColumnTable, item: Item<Key>): Tabulation<Key> {
  const answers = answersOf(table);
  const definition = item.$;
  if (definition.kind === "text")
    throw new ContentError(`"${definition.key}" is free text and has nothing to count.`);
  if (isNumeric(definition.kind)) {
    const classes = Object.values(answers.questionnaire.recodes).filter(
      (r) => r.recode?.of === definition.key,
    );
    throw new ContentError(
      `"${definition.key}" is ${definition.kind === "amount" ? "an amount" : "a number"}: tabulate its classes instead (${classes.map((r) => `q.${r.key}`).join(", ") || `make them with recode(table, { of: q.${definition.key}, … })`}), or sum it up with summarise(table, q.${definition.key}).`,
    );
  }
  const { counts, missing } = countAll(answers, definition);
  const asked = answers.rows.length - missing.ikke_spurt;
  const answered = answers.rows.length - Object.values(missing).reduce((sum, n) => sum + n, 0);
  const cells: Cell[] = optionsOf(answers, definition).map(({ key, label }, place) => ({
    key,
    label,
    n: counts[place] as number,
    missing: false,
  }));
  if (definition.showMissing)
    cells.push({ key: "mangler", label: MISSING.ikke_svart, n: asked - answered, missing: true });
  return {
    item: definition,
    answers,
    asked,
    answered,
    missing,
    base: definition.base === "asked" ? asked : answered,
    cells,
    responses: cells.filter((cell) => !cell.missing).reduce((sum, cell) => sum + cell.n, 0),
  };
}

/** One pass over an item's rows: how many have each option, and how many are missing in each way. */
function countAll(
  answers: Answers,
  item: ItemDefinition,
): { counts: Uint32Array; missing: ByMissing<number> } {
  const coded = codedOf(answers, item);
  const counts = new Uint32Array(coded.options.length);
  const byStatus = new Uint32Array(codesIn(item));
  for (const { entries, n } of distributionOf(answers, "rows", [coded])) {
    const entry = entries[0] as number;
    const status = coded.status[entry] as number;
    byStatus[status] = (byStatus[status] as number) + n;
    for (const place of coded.chosen[entry] as readonly number[])
      counts[place] = (counts[place] as number) + n;
  }
  return { counts, missing: byMissing(item, byStatus) };
}
