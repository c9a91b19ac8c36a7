import type { ColumnTable } from "arquero";
import { ContentError } from "../ground/errors.js";
import { type Answers, answersOf } from "../survey/answers/answers.js";
import { type ByMissing, type Item, type ItemDefinition, MISSING } from "../survey/questionnaire/types.js";
import { type Amounts, amountsBy } from "./amountsBy.js";
import { byMissing, codedOf } from "./coded.js";
import { checkMade, made } from "./made.js";
import type { Statistics } from "./statistics.js";

/** What the amounts of some rows come to. */
export interface SummaryRow extends Statistics {
  /**
   * The option that the rows have; null for all rows, `mangler` for those that did not answer what they are divided by,
   * `ikke_spurt` for those that were not asked it.
   */
  readonly key: string | null;
  readonly label: string;
  /** Rows that were asked for the amount. */
  readonly asked: number;
  /** Amounts counted: given, and of rows that may be published unless all were asked for. */
  readonly n: number;
  /** Rows without an amount, by kind. */
  readonly missing: ByMissing<number>;
  /** Amounts given that are left out, since their rows may not be published. */
  readonly withheld: number;
}

/** Amounts of one item, of all rows and of the rows with each answer to another. */
export interface Summary<Key extends string = string, By extends string = string> {
  readonly item: ItemDefinition<Key>;
  readonly by: ItemDefinition<By> | null;
  readonly answers: Answers;
  /** Whether amounts of rows that may not be published are in it: then nothing of it can stand in a chapter. */
  readonly withheldIncluded: boolean;
  readonly total: SummaryRow;
  /** One for each option of `by`, in the questionnaire's order, then the rows without an answer to it, where there are any. */
  readonly rows: readonly SummaryRow[];
}

/**
 * Sums up the amounts of an item: how many there are, what is missing, sum, mean, median, quartiles (R's type 7),
 * smallest and largest.
 *
 * Amounts of rows that may not be published are left out, with their number beside (`withheld`). Where rows have weights
 * (`surveyOf`), sum and mean are weighted and quantiles are the weighted type 7 (`hf7` of R's `survey`); `n`, `asked` and
 * `missing` are numbers of rows. No standard errors and no tests: they need a sample's design, which is not known here.
 * @param options.by Divides the rows by the answers to another item; with multiple response a row is in each of its.
 * @param options.withheld `"included"` takes all amounts, to look at: such numbers can't stand in a chapter.
 * @throws When the table has lost its questionnaire, or when the item is no amount.
 * @example summarise(tiltak, q.kostnadsramme, { by: q.faser }).total.median // → 8000000
 */
export function summarise<Key extends string, By extends string = string>(
  table: ColumnTable,
  item: Item<Key>,
  options: { readonly by?: Item<By>; readonly withheld?: "left out" | "included" } = {},
): Summary<Key, By> {
  const answers = answersOf(table);
  const coded = codedOf(answers, item.$);
  if (coded.amounts === null)
    throw new ContentError(
      `summarise() must have an amount, but "${item.$.key}" is ${item.$.kind}. Count its answers with tabulate(table, q.${item.$.key}).`,
    );
  const included = options.withheld === "included";
  const by = options.by ? codedOf(answers, options.by.$) : null;
  const found = amountsBy(answers, coded, by, included);
  const rows = (by?.options ?? []).map(({ key, label }, place) =>
    rowOf(item.$, key, label, found.options[place] as Amounts),
  );
  const without = [
    rowOf(item.$, "mangler", MISSING.ikke_svart, found.missing),
    rowOf(item.$, "ikke_spurt", MISSING.ikke_spurt, found.notAsked),
  ].filter(({ asked, missing }) => asked + missing.ikke_spurt > 0);
  return made({
    item: item.$,
    by: options.by?.$ ?? null,
    answers,
    withheldIncluded: included,
    total: rowOf(item.$, null, "I alt", found.all),
    rows: [...rows, ...without],
  });
}

/** Refuses a summary that is not as the library made it. @throws {ContentError} */
export function checkSummary(summary: Summary): void {
  checkMade(
    summary,
    `summary of "${summary.item.key}"`,
    "summarise()",
    "Choose rows with subset(), or make the groups that you want with recode().",
  );
}

function rowOf(
  item: ItemDefinition,
  key: string | null,
  label: string,
  { byStatus, ...amounts }: Amounts,
): SummaryRow {
  const missing = byMissing(item, byStatus);
  const all = byStatus.reduce((sum, n) => sum + n, 0);
  return { key, label, asked: all - missing.ikke_spurt, missing, ...amounts };
}
