import { ContentError } from "../../ground/errors.js";
import type { ComparabilityStatus, Option } from "../../survey/questionnaire/types.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { questionnaireOf } from "../address/evaluate.js";
import { endsOf } from "../address/parseAddress.js";
import { valueAt } from "./at.js";
import { count, type mangler, share } from "./ofTabulation.js";
import type { Value } from "./value.js";

/** The same answer in this edition and an earlier one. */
export interface Comparison {
  readonly now: Value;
  readonly then: Value;
  readonly year: number;
  readonly status: ComparabilityStatus;
  /** Why the item is not the same, in bokmål. */
  readonly reason: string;
}

const comparisons = new WeakMap<Value, Comparison>();

/** The comparison that a value came out of, so that it may be set against another year; undefined for any other. */
export function comparisonOf(value: Value): Comparison | undefined {
  return comparisons.get(value);
}

/**
 * Sets an answer beside the same answer in the earlier edition that the questionnaire compares the item with.
 *
 * @param print `"share"` (default) or `"count"`: what is compared.
 * @throws When the item is new or its comparability is broken (then there is no ground for comparing: print the
 *  earlier number with `at("2018/…")` and say what is different), or when the earlier number is not to be had.
 * @example compare(finansiering, q.finansiering.ja).then // → 56 prosent
 */
export function compare<Key extends string>(
  tabulation: Tabulation<Key>,
  option: Option<Key> | typeof mangler,
  print: "share" | "count" = "share",
): Comparison {
  const { comparability, key } = tabulation.item;
  const { status, reason, with: year } = comparability;
  if (year === tabulation.answers.year)
    throw new ContentError(
      `"${key}" can't be compared: it has one edition, that of ${year} (${reason}), and names no earlier one to be compared with (comparability: { with, status, reason }).`,
    );
  if (status === "new" || status === "broken") {
    throw new ContentError(
      `"${key}" can't be compared with ${year}: it is ${status} (${reason}). ` +
        `State the earlier number on its own with at("${year}/…"), and say what is different.`,
    );
  }
  checkOptions(tabulation, option, year);
  const now = print === "share" ? share(tabulation, option) : count(tabulation, option);
  const then = valueAt({ ...endsOf(now.place)[0], year });
  const comparison = { now, then, year, status, reason };
  comparisons.set(now, comparison);
  comparisons.set(then, comparison);
  return comparison;
}

/** An answer that was not among the options the year before can't have risen or fallen. */
function checkOptions(tabulation: Tabulation, option: Option, year: number): void {
  const questionnaire = questionnaireOf(year);
  if (questionnaire === null || option.key === "mangler") return;
  const earlier = questionnaire.items[tabulation.item.key] ?? questionnaire.recodes[tabulation.item.key];
  if (earlier?.options.some((o) => o.key === option.key)) return;
  throw new ContentError(
    `"${tabulation.item.key}.${option.key}" can't be compared with ${year}: the option was not in that questionnaire.`,
  );
}
