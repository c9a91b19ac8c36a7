import { ContentError } from "../../ground/errors.js";
import { findItem } from "../../survey/questionnaire/defineQuestionnaire.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import type { Measured } from "../../transforms/measured.js";
import { type Address, printAddress } from "./parseAddress.js";

/**
 * A number about the form itself: how many items it has, how many options an item has, how many of them are named
 * (those without a text beside the tick), and how many may be ticked.
 *
 * @throws When the item does not exist, when any number may be ticked, or when the measure is not one of these.
 */
export function formNumber(questionnaire: Questionnaire, address: Address): Measured {
  const n = formCount(questionnaire, address);
  return { n, base: n, rule: "asked", value: n };
}

function formCount(questionnaire: Questionnaire, address: Address): number {
  if (address.measure === "items") return Object.keys(questionnaire.items).length;
  const key = address.items[0] as string;
  const item = findItem(questionnaire, key);
  if (!item)
    throw new ContentError(
      `The form of ${questionnaire.year} has no item "${key}" (${printAddress(address)}).`,
    );
  if (address.measure === "options") return item.options.length;
  if (address.measure === "named") return item.options.filter((option) => !option.specify).length;
  if (address.measure === "max" && Number.isFinite(item.max)) return item.max;
  throw new ContentError(
    `The form has items, options, named and max (where there is one), but ${printAddress(address)} was asked for.`,
  );
}
