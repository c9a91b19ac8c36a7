import { ContentError } from "../../ground/errors.js";
import type { Answers } from "../../survey/answers/answers.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Given, ItemDefinition, Option } from "../../survey/questionnaire/types.js";
import { checkMade, made } from "../../transforms/made.js";
import { isNet } from "../../transforms/net.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { questionnaireOf } from "../address/evaluate.js";
import { valueAt } from "./at.js";
import { type Comparison, compare } from "./compare.js";
import { share } from "./ofTabulation.js";
import type { Value } from "./value.js";

/** One edition of a trend. */
interface TrendPoint {
  readonly year: number;
  /** The share of each option, which knows its count and its base. */
  readonly values: readonly Value[];
  /** How the item stands to the edition before it in the trend; null for the first. */
  readonly comparison: Pick<Comparison, "year" | "status" | "reason"> | null;
}

/** Answers to one item through the editions that can be compared. */
export interface Trend {
  readonly item: ItemDefinition;
  readonly answers: Answers;
  readonly options: readonly Option[];
  /** The earliest edition first. */
  readonly points: readonly TrendPoint[];
  /** Why it does not go further back, in bokmål. */
  readonly begins: string;
}

/**
 * Answers to an item through all editions that there are, back to where it can't be compared further.
 *
 * Each step back is made as `compare` makes it, and by what the questionnaire of that edition says of the one before: same,
 * narrower and wider questions go on with the break told; a new or broken one ends the trend. An edition of which only
 * numbers were published is its last.
 * @param options The answers to follow.
 * @throws When not even the step to the edition before can be made, as `compare` does.
 * @example trend(finansiering, q.finansiering.ja).points.map(({ year }) => year) // → [2018,2019]
 */
export function trend<Key extends string>(
  tabulation: Tabulation<Key>,
  first: Option<Key>,
  ...more: readonly Option<Given<Key>>[]
): Trend {
  const { item, answers, cells } = tabulation;
  if (cells.some(isNet))
    throw new ContentError(
      `trend() must have the answers as they were given, but this tabulation of "${item.key}" has a net. Give it tabulate(table, q.${item.key}).`,
    );
  const options: readonly Option<Key>[] = [first, ...more];
  const comparisons = options.map((option) => compare(tabulation, option));
  const [{ year, status, reason }] = comparisons as [Comparison];
  const points: TrendPoint[] = [
    {
      year: answers.year,
      values: options.map((option) => share(tabulation, option as never)),
      comparison: { year, status, reason },
    },
  ];
  let values = comparisons.map(({ then }) => then);
  let at = year;
  for (;;) {
    const earlier = before(at, item, values);
    points.unshift({ year: at, values, comparison: "begins" in earlier ? null : earlier.comparison });
    if ("begins" in earlier) return made({ item, answers, options, points, begins: earlier.begins });
    values = earlier.values;
    at = earlier.comparison.year;
  }
}

/** The edition before one, or why a trend begins with it. */
function before(
  year: number,
  { key }: ItemDefinition,
  values: readonly Value[],
): { comparison: NonNullable<TrendPoint["comparison"]>; values: Value[] } | { begins: string } {
  const questionnaire = questionnaireOf(year);
  if (questionnaire === null) return { begins: `Fra ${year} er bare tallene publisert.` };
  const item = findItem(questionnaire, key);
  if (item === undefined) return { begins: `Spørsmålet er ikke i skjemaet fra ${year}.` };
  const { status, reason, with: earlier } = item.comparability;
  if (status === "new" || status === "broken")
    return { begins: `Kan ikke sammenliknes lenger tilbake: ${reason}` };
  try {
    const found = values.map(({ place }) => {
      if ("minuend" in place) throw new Error("A trend is of shares.");
      return valueAt({ ...place, year: earlier });
    });
    return { comparison: { year: earlier, status, reason }, values: found };
  } catch (error) {
    if (error instanceof ContentError) return { begins: `Det finnes ikke tall for ${earlier}.` };
    throw error;
  }
}

/** Refuses a trend that is not as the library made it. @throws {ContentError} */
export function checkTrend(trend: Trend): void {
  checkMade(
    trend,
    `trend of "${trend.item.key}"`,
    "trend()",
    "Give trend() the answers that it is to follow.",
  );
}
