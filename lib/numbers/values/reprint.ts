import { ContentError } from "../../ground/errors.js";
import { formatPoints, formatShare } from "../../ground/text/format.js";
import { endsOf } from "../address/parseAddress.js";
import { hasPublished } from "../published/publishedAddresses.js";
import { worldOf } from "../worlds/worlds.js";
import { makeValue, type Value } from "./value.js";
import type { ValueRecord } from "./valueRecord.js";

/**
 * The same share, or difference of shares, with one decimal: `4,1 prosent`, `16,5 prosentpoeng`.
 * @throws When the value is a count.
 * @example oneDecimal(share(finansiering, mangler)) // → 3,2 prosent
 */
export function oneDecimal(value: Value): Value {
  const { measured, record, place, kind } = value;
  if (kind === "difference-of-shares")
    return reprinted(value, { ...record, text: formatPoints(measured, 1) });
  if (kind !== "share")
    throw new ContentError(`oneDecimal() must have a share, but ${value.address} is a count.`);
  return reprinted(value, {
    ...record,
    text: formatShare(measured.n, measured.base, 1),
    decimals: 1,
    synthetic: !hasPublished(place, 1),
  });
}

const WORDS = "null ett to tre fire fem seks sju åtte ni ti elleve tolv".split(" ");

/**
 * The same count in words, as running text has counts up to twelve: `ni`.
 * @throws When the value is a share or above twelve.
 * @example inWords(count(effekter, q.effekter.miljo)) // → elleve
 */
export function inWords(value: Value): Value {
  const { place, record, number } = value;
  const isCount = value.kind === "count" || value.kind === "difference-of-counts";
  const [address] = endsOf(place);
  const one = worldOf(address).one(address);
  const text = !isCount ? undefined : number === 1 ? one : WORDS[number];
  if (text === undefined)
    throw new ContentError(
      `inWords() must have a count from 0 to ${WORDS.length - 1}, but ${value.address} is ${record.text}: print the number.`,
    );
  return reprinted(value, { ...record, text });
}

function reprinted({ place, measured, kind }: Value, record: ValueRecord): Value {
  return makeValue(place, measured, record, kind);
}
