/** What amounts come to. Null where there are none. */
export interface Statistics {
  readonly sum: number | null;
  readonly mean: number | null;
  readonly lowest: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly highest: number | null;
}

const NONE: Statistics = {
  sum: null,
  mean: null,
  lowest: null,
  q1: null,
  median: null,
  q3: null,
  highest: null,
};

/**
 * Sum, mean, smallest, quartiles and largest of some numbers.
 *
 * Quantiles are R's type 7, the default of `quantile`, NumPy and spreadsheets (Hyndman & Fan 1996): between the two
 * values around place 1 + (n − 1)·p.
 * @param values Finite numbers, in any order; they are sorted in place.
 * @example statisticsOf(Float64Array.of(1, 2, 3, 10)) // { sum: 16, mean: 4, lowest: 1, q1: 1.75, median: 2.5, q3: 4.75, highest: 10 }
 */
export function statisticsOf(values: Float64Array): Statistics {
  if (values.length === 0) return NONE;
  values.sort();
  const sum = sumOf(values);
  return {
    sum,
    mean: sum / values.length,
    lowest: values[0] as number,
    q1: quantile(values, 0.25),
    median: quantile(values, 0.5),
    q3: quantile(values, 0.75),
    highest: values.at(-1) as number,
  };
}

/** Neumaier's sum: whole numbers below 2^53 are exact anyhow, fractions do not lose the small ones to the large. */
function sumOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** @param sorted At least one number, rising. */
function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}
