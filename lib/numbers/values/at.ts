import { ContentError } from "../../ground/errors.js";
import { chosenYear } from "../../ground/project.js";
import { answersOfYear, numberAt } from "../address/evaluate.js";
import { type Address, parseAddress } from "../address/parseAddress.js";
import { countedValue } from "./countedValue.js";
import { type Printer, printersOf } from "./printers.js";
import type { Value } from "./value.js";

/**
 * The value at any address: crossings, other years, bodies, the form.
 *
 * @param text `alle/faser×finansiering/gjennomforing×ja/count` for the year that the note is made for; with a year
 *  before it, `2018/alle/…`, for that one.
 * @param print How it is printed; default by the statistic. Shares can be printed by `share`, `outOf` and `shareOutOf`.
 * @throws When nothing can be found at the address, or when the printer is for another statistic.
 * @example at("2018/alle/finansiering/ja/share", "shareOutOf") // → 56 prosent (232 av 412)
 */
export function at(text: string, print?: Printer): Value {
  const address = parseAddress(/^\d{4}\//.test(text) ? text : `${chosenYear()}/${text}`);
  const allowed = printersOf(address.statistic);
  if (print !== undefined && !allowed.includes(print))
    throw new ContentError(
      `at("${text}") must be printed by ${allowed.map((name) => `"${name}"`).join(" or ")}, as it asks for ${address.statistic}, but got "${print}".`,
    );
  return valueAt(address, print);
}

/** The value at an address that is read already. @param print Must fit the statistic; default by the statistic. */
export function valueAt(address: Address, print: Printer = printersOf(address.statistic)[0]): Value {
  return countedValue(address, numberAt(address), answersOfYear(address.year), print);
}
