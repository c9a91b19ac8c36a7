import { ContentError } from "../../ground/errors.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import type { Statistic } from "../../transforms/measured.js";
import { type Address, printAddress } from "../address/parseAddress.js";
import type { World } from "./world.js";

/**
 * The form itself: how many items it has, how many options an item has, how many of them are named (those without a
 * text beside the tick), and how many may be ticked.
 */
export const form: World = {
  keyIn: () => "skjema",
  statistics: ["items", "options", "named", "max"],
  evaluate(address, { questionnaire }) {
    const n = countIn(questionnaire, address);
    return { n, base: n, rule: "asked", value: n };
  },
  question: (item) => (item === "*" ? "Spørreskjemaet" : undefined),
  all: ({ statistic }) => COUNTED[statistic] ?? "",
  base: ({ year }) => `spørreskjemaet for ${year}`,
  filter: () => "spørreskjemaet",
  one: () => "ett",
  hasBase: false,
  countsUnits: false,
  // The form is as it was, also where the answers are made up.
  needsPublication: false,
  baseOf: () => null,
  follows: () => null,
};

const COUNTED: Partial<Record<Statistic, string>> = {
  items: "spørsmål",
  options: "svaralternativer",
  named: "svaralternativer uten fritekst",
  max: "svar som kan velges",
};

function countIn(questionnaire: Questionnaire, address: Address): number {
  if (address.statistic === "items") return Object.keys(questionnaire.items).length;
  const key = address.items[0] as string;
  const item = findItem(questionnaire, key);
  if (!item)
    throw new ContentError(
      `The form of ${questionnaire.year} has no item "${key}" (${printAddress(address)}).`,
    );
  if (address.statistic === "options") return item.options.length;
  if (address.statistic === "named") return item.options.filter((option) => !option.specify).length;
  if (Number.isFinite(item.max)) return item.max;
  throw new ContentError(
    `The form has items, options, named and max (where there is one), but ${printAddress(address)} was asked for.`,
  );
}
