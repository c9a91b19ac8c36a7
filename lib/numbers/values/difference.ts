import { ContentError } from "../../ground/errors.js";
import { formatNumber, formatPoints } from "../../ground/text/format.js";
import type { Measured } from "../../transforms/measured.js";
import { endsOf, isDifference, printAddress } from "../address/parseAddress.js";
import { hasPublished } from "../published/publishedAddresses.js";
import { comparisonOf } from "./compare.js";
import { makeValue, type Value } from "./value.js";

/**
 * How far apart two values are, without a sign: `16 prosentpoeng` between shares, `69` between counts.
 * @throws When one is a share and the other a count, or when they are of two years and not of one answer that
 *  `compare` has set beside each other.
 * @example difference(share(effekter, q.effekter.kvalitet), share(effekter, q.effekter.omlegging)) // → 30 prosentpoeng
 */
export function difference(a: Value, b: Value): Value {
  if (a.record.year !== b.record.year && !isCompared(a, b)) {
    throw new ContentError(
      `A difference between ${a.record.year} and ${b.record.year} must be of compare(tabulation, option), which knows whether the question is the same, but got ${a.address} and ${b.address}.`,
    );
  }
  return differenceBetween(a, b);
}

/** Whether one number came out of `compare`, and the other is of the same answer: its share, or a bound of it. */
function isCompared(a: Value, b: Value): boolean {
  const answerOf = ({ place }: Value): string =>
    endsOf(place)
      .map(({ subset, items, cell }) => JSON.stringify([subset, items, cell]))
      .join();
  return (comparisonOf(a) ?? comparisonOf(b)) !== undefined && answerOf(a) === answerOf(b);
}

/** The same for numbers of which something else has seen to it that they can be compared. */
export function differenceBetween(a: Value, b: Value): Value {
  if (isDifference(a.place) || isDifference(b.place) || a.kind !== b.kind || a.kind === "amount") {
    throw new ContentError(
      `A difference must be between two shares or two counts, but got ${a.address} and ${b.address}.`,
    );
  }
  const place = { minuend: a.place, subtrahend: b.place };
  const measured = a.isShare ? distanceOfShares(a.measured, b.measured) : distanceOfCounts(a, b);
  const { decimals: _, ...record } = a.record;
  return makeValue(
    place,
    measured,
    {
      ...record,
      address: printAddress(place),
      text: a.isShare ? formatPoints(measured) : formatNumber(measured.n),
      n: a.isShare ? null : measured.n,
      base: null,
      baseText: `${inFull(a, b)} mot ${inFull(b, a)}`,
      filter:
        a.record.filter === b.record.filter ? a.record.filter : `${a.record.filter} mot ${b.record.filter}`,
      synthetic: !hasPublished(place),
    },
    a.isShare ? "difference-of-shares" : "difference-of-counts",
  );
}

/** A number with its base, and what of its rows and its year the other number does not have. */
function inFull({ record }: Value, { record: other }: Value): string {
  const own = [
    ...(record.filter === other.filter ? [] : [record.filter]),
    ...(record.year === other.year ? [] : [String(record.year)]),
  ];
  return `${record.text} (${[record.baseText, ...own].join(", ")})`;
}

/** The exact fraction between two shares; its value in percentage points. */
function distanceOfShares(a: Measured, b: Measured): Measured {
  const n = Math.abs(a.n * b.base - b.n * a.base);
  const base = a.base * b.base;
  return { n, base, rule: a.rule, value: (100 * n) / base };
}

function distanceOfCounts(a: Value, b: Value): Measured {
  const n = Math.abs(a.number - b.number);
  return { n, base: a.measured.base, rule: a.measured.rule, value: n };
}
