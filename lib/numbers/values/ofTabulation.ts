import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { type Answers, answersOf } from "../../survey/answers/answers.js";
import { wholeItem } from "../../survey/questionnaire/findItem.js";
import { type Given, MISSING, type Option } from "../../survey/questionnaire/types.js";
import { measure } from "../../transforms/measure.js";
import type { Statistic } from "../../transforms/measured.js";
import { checkTabulation } from "../../transforms/net.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { addressIn } from "../address/evaluate.js";
import type { Address } from "../address/parseAddress.js";
import { countedValue } from "./countedValue.js";
import { type Printer, printersOf } from "./printers.js";
import type { Value } from "./value.js";

/**
 * All who were asked and gave no answer: `count(kostnad, mangler)`.
 * @example count(finansiering, mangler) // → 14
 */
export const mangler: Option<never> = {
  item: "" as never,
  key: "mangler",
  label: MISSING.ikke_svart,
  aliases: [],
  specify: false,
  exclusive: false,
};

type Options<Key extends string> = readonly [
  Option<Key> | typeof mangler,
  ...(Option<Key> | typeof mangler)[],
];

/**
 * `64 prosent`: the share of the base with any of the options.
 * @example share(effekter, q.effekter.kvalitet) // → 64 prosent
 */
export function share<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "share");
}

/**
 * `276`: the number of tiltak with any of the options.
 * @example count(effekter, q.effekter.kvalitet) // → 276
 */
export function count<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "count");
}

/**
 * `276 av 432`
 * @example outOf(effekter, q.effekter.kvalitet) // → 276 av 432
 */
export function outOf<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "share", "outOf");
}

/**
 * `64 prosent (276 av 432)`
 * @example shareOutOf(effekter, q.effekter.kvalitet) // → 64 prosent (276 av 432)
 */
export function shareOutOf<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "share", "shareOutOf");
}

/**
 * `41 prosent`: the share of all who were asked, as if nobody of those who did not answer had any of the options.
 * With `upperBound` the limits of what missing answers can hide.
 * @example lowerBound(tabulate(tiltak, q.kostnadsklasse), q.kostnadsklasse.under10) // → 41 prosent
 */
export function lowerBound<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "least");
}

/**
 * `68 prosent`: the share of all who were asked, as if everyone who did not answer had one of the options.
 * @example upperBound(tabulate(tiltak, q.kostnadsklasse), q.kostnadsklasse.under10) // → 68 prosent
 */
export function upperBound<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return ofOptions(tabulation, options, "most");
}

/**
 * `432`: how many are counted in the denominator.
 * @example base(finansiering) // → 418
 */
export function base(tabulation: Tabulation): Value {
  return whole(tabulation, "base");
}

/**
 * How many were asked.
 * @example asked(finansiering) // → 432
 */
export function asked(tabulation: Tabulation): Value {
  return whole(tabulation, "asked");
}

/**
 * How many answered.
 * @example answered(finansiering) // → 418
 */
export function answered(tabulation: Tabulation): Value {
  return whole(tabulation, "answered");
}

/**
 * How many rows were counted, where shares and counts are sums of weights: `71 prosent (av 200 skoler)`. Of the options
 * when some are given, otherwise of the base. Without weights the same as `count` and `base`.
 * @example unweighted(finansiering) // → 418
 */
export function unweighted<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: readonly (Option<Given<Key>> | typeof mangler)[]
): Value {
  return options.length === 0
    ? whole(tabulation, "unweighted")
    : ofOptions(tabulation, options, "unweighted");
}

/**
 * How many different answers were given: `13` ministries.
 * @example distinct(tabulate(tiltak, q.departement)) // → 13
 */
export function distinct(tabulation: Tabulation): Value {
  return whole(tabulation, "distinct");
}

function whole(tabulation: Tabulation, what: Statistic): Value {
  checkTabulation(tabulation);
  const { answers, item } = tabulation;
  return valueIn(answers, [item.key], ["*"], what);
}

function ofOptions(
  tabulation: Tabulation,
  options: readonly Option<string>[],
  what: Statistic,
  printer?: Printer,
): Value {
  checkTabulation(tabulation);
  const { answers, item } = tabulation;
  for (const option of options) {
    if (option.item !== "" && option.item !== item.key) {
      throw new ContentError(
        `The option must belong to "${item.key}", but "${option.key}" belongs to "${option.item}".`,
      );
    }
  }
  return valueIn(answers, [item.key], [options.map((option) => option.key)], what, printer);
}

/**
 * The number of rows of a table: `73` tiltak that involve municipalities.
 * @example size(skate) // → 151
 */
export function size(table: ColumnTable): Value {
  const answers = answersOf(table);
  const item = answers.rowsAre === "bodies" ? "svar" : wholeItem(answers.questionnaire);
  return valueIn(answers, [item], ["*"], "base");
}

/**
 * The value of a cell of a table's rows, crossed or not, also where the rows are a selection of the authors' own, to
 * which no address leads back.
 * @param printer Must fit the statistic; default by the statistic.
 * @throws {ContentError} When the questionnaire has no such item or option, or nobody is counted in the base.
 * @example valueIn(crosstab.answers, ["faser", "finansiering"], [["gjennomforing"], ["ja"]], "count")
 */
export function valueIn(
  answers: Answers,
  items: Address["items"],
  cell: Address["cell"],
  what: Statistic,
  printer: Printer = printersOf(what)[0],
): Value {
  const address = addressIn(answers, items, cell, what);
  return countedValue(address, measure(answers, items, cell, what), answers, printer);
}
