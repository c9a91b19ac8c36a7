import { questionnaireOf } from "../../numbers/address/evaluate.js";
import {
  type Address,
  endsOf,
  isDifference,
  type Place,
  parsePlace,
} from "../../numbers/address/parseAddress.js";
import { valueAt } from "../../numbers/values/at.js";
import { differenceBetween } from "../../numbers/values/difference.js";
import { inWords, oneDecimal } from "../../numbers/values/reprint.js";
import type { Value } from "../../numbers/values/value.js";
import { isWorld } from "../../numbers/worlds/worlds.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { StatedValue } from "../note/collectState.js";
import type { Check } from "./review.js";

/**
 * Makes every number of the note again from its address alone: n, base and the words or digits that were printed.
 *
 * What can't be made again are numbers from selections and recodes that the authors made themselves, whose keys no
 * questionnaire has; they are counted. Every other address must give a number.
 */
export function checkValues(values: ReadonlyMap<string, StatedValue>): Check {
  const own: string[] = [];
  const findings: string[] = [];
  for (const stated of values.values()) {
    try {
      const place = parsePlace(stated.address);
      if (endsOf(place).some(isOwnSelection)) own.push(stated.address);
      else findings.push(...compare(stated, place));
    } catch (error) {
      findings.push(`${stated.address}: adressen gir ikke noe tall (${(error as Error).message})`);
    }
  }
  const summary = `${values.size} tall, ${own.length} av dem fra forfatternes egne utvalg og derfor ikke regnet på nytt, ${findings.length} avviker`;
  return { title: "Tallene regnet på nytt fra adressen", ok: findings.length === 0, summary, findings };
}

function isOwnSelection(address: Address): boolean {
  const { year, subset, items } = address;
  const questionnaire = questionnaireOf(year);
  if (questionnaire === null) return false;
  const { subsets } = questionnaire;
  if ((subset === "alle" || !isWorld(address)) && items.some((key) => !findItem(questionnaire, key)))
    return true;
  if (isWorld(address)) return false;
  return subset.split("+").some((key) => !Object.hasOwn(subsets, key.replace(/^ikke-/, "")));
}

function compare({ address, n, base, texts }: StatedValue, place: Place): string[] {
  const prints = printsOf(place);
  const [{ record }] = prints as [Value];
  if (record.n !== n || record.base !== base)
    return [`${address}: notatet har ${n} av ${base}, adressen gir ${record.n} av ${record.base}`];
  const known = new Set(prints.map((value) => lower(String(value))));
  return texts
    .filter((text) => !known.has(lower(text)))
    .map(
      (text) =>
        `${address}: notatet skriver «${text}», adressen gir ${[...known].map((k) => `«${k}»`).join(" eller ")}`,
    );
}

/** Every way in which the number at an address may stand in the note. */
function printsOf(place: Place): Value[] {
  const value = isDifference(place)
    ? differenceBetween(valueAt(place.minuend), valueAt(place.subtrahend))
    : valueAt(place);
  if (!isDifference(place) && value.isShare)
    return [value, oneDecimal(value), valueAt(place, "outOf"), valueAt(place, "shareOutOf")];
  if (value.kind === "difference-of-shares") return [value, oneDecimal(value)];
  try {
    return [value, inWords(value)];
  } catch {
    // Counts above twelve have no words.
    return [value];
  }
}

/** A number in words that begins a sentence begins with a capital. */
function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
