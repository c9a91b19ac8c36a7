import { sourceOf } from "../../numbers/address/evaluate.js";
import { parseAddress } from "../../numbers/address/parseAddress.js";
import { at, difference, inWords, oneDecimal, type Value } from "../../numbers/values/value.js";
import type { StatedValue } from "../note/collectState.js";
import type { Check } from "./renderReview.js";

/**
 * Makes every number of the note again from its address alone: n, base and the words or digits that were printed.
 *
 * What can't be made again are numbers from selections that the authors made themselves, whose keys no questionnaire
 * has; they are counted. Every other address must give a number.
 */
export function checkValues(values: ReadonlyMap<string, StatedValue>): Check {
  const own: string[] = [];
  const findings: string[] = [];
  for (const stated of values.values()) {
    if (stated.address.split(" − ").some(isOwnSelection)) {
      own.push(stated.address);
      continue;
    }
    try {
      findings.push(...compare(stated));
    } catch (error) {
      findings.push(`${stated.address}: adressen gir ikke noe tall (${(error as Error).message})`);
    }
  }
  const summary = `${values.size} tall, ${own.length} av dem fra forfatternes egne utvalg og derfor ikke regnet på nytt, ${findings.length} avviker`;
  return { title: "Tallene regnet på nytt fra adressen", ok: findings.length === 0, summary, findings };
}

const UNIVERSES = new Set(["alle", "virksomheter", "utvalg", "skjema", "logg"]);

function isOwnSelection(text: string): boolean {
  const { year, subset } = parseAddress(text);
  const source = sourceOf(year);
  if (UNIVERSES.has(subset) || source.kind !== "answers") return false;
  const { subsets } = source.universe.questionnaire;
  return subset.split("+").some((key) => !Object.hasOwn(subsets, key.replace(/^ikke-/, "")));
}

function compare({ address, n, base, texts }: StatedValue): string[] {
  const prints = printsOf(address);
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
function printsOf(address: string): Value[] {
  const [first = "", second] = address.split(" − ");
  const value = second === undefined ? at(first) : difference(at(first), at(second));
  if (value.kind === "share") return [value, oneDecimal(value), at(first, "outOf"), at(first, "shareOutOf")];
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
