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
import { ANSWERED, byMissing, codedOf, codesIn, optionsOf } from "./coded.js";
import { distributionOf } from "./distribution.js";
import { made } from "./made.js";
import { tidy } from "./sumOfWeights.js";

/** How many rows gave an answer. */
export interface OptionCount {
  /** The option's key, or the kind of missing. */
  readonly key: string;
  readonly label: string;
  /** How many rows; where they have weights, the sum of these. */
  readonly n: number;
  readonly missing: boolean;
  /** How many rows, where they have weights. */
  readonly unweighted?: number;
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
  readonly cells: readonly OptionCount[];
  /** How many rows there are of each, where rows have weights and the other numbers are sums of them. */
  readonly unweighted?: { readonly asked: number; readonly answered: number; readonly base: number };
  /** Ticks in all: equals `answered` for single choice, more for multiple response. */
  readonly responses: number;
}

/**
 * Counts the answers to an item.
 *
 * A row with several ticks counts once in each of its cells, so with multiple response the
 * cells add up to more than the base. Percentages are made from the counts only when printed.
 * Where rows have weights (`surveyOf`), counts are sums of them, with the number of rows beside (`unweighted`).
 * @param table The answers, or a `subset` of them.
 *  A date is counted by its year.
 * @param item An item or a recode of the questionnaire: `q.effekter`.
 * @throws When the table has lost its questionnaire, or when the item has nothing to count (text, amounts: use
 *  the recode that has classes).
 * @example tabulate(tiltak, q.effekter).cells[0]?.n // → 276
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
  const { weights } = answers;
  const counted = countAll(answers, definition, "n");
  const rows = weights === null ? null : countAll(answers, definition, "rows");
  const { counts, asked, answered } = counted;
  const cells: OptionCount[] = optionsOf(answers, definition).map(({ key, label }, place) => ({
    key,
    label,
    n: counts[place] as number,
    missing: false,
    ...(rows ? { unweighted: rows.counts[place] as number } : {}),
  }));
  if (definition.showMissing)
    cells.push({
      key: "mangler",
      label: MISSING.ikke_svart,
      n: tidy(asked - answered),
      missing: true,
      ...(rows ? { unweighted: rows.asked - rows.answered } : {}),
    });
  const baseOf = (of: { asked: number; answered: number }): number =>
    definition.base === "asked" ? of.asked : of.answered;
  return made({
    item: definition,
    answers,
    asked,
    answered,
    missing: counted.missing,
    base: baseOf(counted),
    cells,
    responses: cells.filter((cell) => !cell.missing).reduce((sum, cell) => sum + cell.n, 0),
    ...(rows ? { unweighted: { asked: rows.asked, answered: rows.answered, base: baseOf(rows) } } : {}),
  });
}

/** One pass over an item's rows: how many have each option, and how many are missing in each way. */
function countAll(
  answers: Answers,
  item: ItemDefinition,
  what: "n" | "rows",
): { counts: Float64Array; missing: ByMissing<number>; asked: number; answered: number } {
  const coded = codedOf(answers, item);
  const counts = new Float64Array(coded.options.length);
  const byStatus = new Float64Array(codesIn(item));
  for (const combination of distributionOf(answers, "rows", [coded])) {
    const entry = combination.entries[0] as number;
    const n = combination[what];
    const status = coded.status[entry] as number;
    byStatus[status] = (byStatus[status] as number) + n;
    for (const place of coded.chosen[entry] as readonly number[])
      counts[place] = (counts[place] as number) + n;
  }
  counts.forEach((n, place) => {
    counts[place] = tidy(n);
  });
  byStatus.forEach((n, status) => {
    byStatus[status] = tidy(n);
  });
  const missing = byMissing(item, byStatus);
  const answered = byStatus[ANSWERED] as number;
  const blank = Object.entries(missing).reduce(
    (sum, [kind, n]) => (kind === "ikke_spurt" ? sum : sum + n),
    0,
  );
  return { counts, missing, asked: tidy(answered + blank), answered };
}
