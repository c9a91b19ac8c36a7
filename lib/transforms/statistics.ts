import { tidy } from "./sumOfWeights.js";

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
 * @param values Finite numbers, in any order; they are put into another.
 * @example statisticsOf(Float64Array.of(1, 2, 3, 10)) // { sum: 16, mean: 4, lowest: 1, q1: 1.75, median: 2.5, q3: 4.75, highest: 10 }
 */
export function statisticsOf(values: Float64Array): Statistics {
  if (values.length === 0) return NONE;
  const { sum, lowest, highest } = passOver(values);
  const q1 = quantile(values, 0.25, 0);
  const median = quantile(values, 0.5, 0.25);
  const q3 = quantile(values, 0.75, 0.5);
  return { sum: tidy(sum), mean: sum / values.length, lowest, q1, median, q3, highest };
}

/**
 * The same of numbers with weights: sum and mean are of the weighted numbers. Quantiles are the weighted type 7 (`hf7` of
 * R's `survey`): straight lines between the values, each at the share of the weights before it, where the last one's own
 * weight is left out of the whole. With equal weights it is type 7. What has the weight 0 counts for nothing.
 * @param weights One for each value, not negative.
 * @example weightedStatistics(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 2)).mean // 2.25
 */
export function weightedStatistics(values: Float64Array, weights: Float64Array): Statistics {
  const total = passOver(weights).sum;
  if (values.length === 0 || total === 0) return NONE;
  const { sum } = passOver(values.map((value, i) => value * (weights[i] as number)));
  const order = Uint32Array.from(values.keys())
    .filter((i) => (weights[i] as number) > 0)
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const lowest = values[order[0] as number] as number;
  const highest = values[order.at(-1) as number] as number;
  const whole = total - (weights[order.at(-1) as number] as number);
  const at = (p: number): number => {
    let before = 0;
    for (let k = 0; k + 1 < order.length; k += 1) {
      const [i, next] = [order[k] as number, order[k + 1] as number];
      const step = weights[i] as number;
      const reached = before + step;
      if (p * whole <= reached || k + 2 === order.length)
        return between(values[i] as number, values[next] as number, Math.min(1, (p * whole - before) / step));
      before = reached;
    }
    return values[order[0] as number] as number;
  };
  return {
    sum: tidy(sum),
    mean: sum / total,
    lowest,
    q1: at(0.25),
    median: at(0.5),
    q3: at(0.75),
    highest,
  };
}

/** Reckoned as R's `quantile` does: the last digit of what lies half way between two hangs on it. */
function between(low: number, high: number, part: number): number {
  return (1 - part) * low + part * high;
}

/** With Neumaier's sum: whole numbers below 2^53 are exact anyhow, fractions do not lose the small ones to the large. */
function passOver(values: Float64Array): { sum: number; lowest: number; highest: number } {
  let sum = 0;
  let lost = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { sum: sum + lost, lowest, highest };
}

/**
 * @param values At least one number; what is below the quantile comes to stand before it, what is above, after it.
 * @param earlier A smaller share, whose quantile was asked for just before; 0 where none was.
 */
function quantile(values: Float64Array, p: number, earlier: number): number {
  const placeOf = (share: number): number => (values.length - 1) * share;
  const place = placeOf(p);
  const below = Math.floor(place);
  const low = select(values, below, Math.floor(placeOf(earlier)));
  if (place === below) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i += 1)
    if ((values[i] as number) < high) high = values[i] as number;
  return between(low, high, place - below);
}

/**
 * The number that would stand at a place if all were sorted, where those before `from` are no larger, without sorting them: Floyd and Rivest's SELECT (CACM 18:3,
 * 1975, algorithm 489), which takes time in proportion to how many there are.
 */
function select(values: Float64Array, place: number, from: number): number {
  narrow(values, place, from, values.length - 1);
  return values[place] as number;
}

/** More than so many are first narrowed down by a sample of them. */
const SAMPLED = 600;

function narrow(values: Float64Array, place: number, from: number, to: number): void {
  let left = from;
  let right = to;
  while (right > left) {
    if (right - left > SAMPLED) {
      const n = right - left + 1;
      const i = place - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      narrow(
        values,
        place,
        Math.max(left, Math.floor(place - (i * s) / n + sd)),
        Math.min(right, Math.floor(place + ((n - i) * s) / n + sd)),
      );
    }
    const pivot = values[place] as number;
    let i = left;
    let j = right;
    swap(values, left, place);
    if ((values[right] as number) > pivot) swap(values, right, left);
    while (i < j) {
      swap(values, i, j);
      i += 1;
      j -= 1;
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
    }
    if (values[left] === pivot) swap(values, left, j);
    else {
      j += 1;
      swap(values, j, right);
    }
    if (j <= place) left = j + 1;
    if (place <= j) right = j - 1;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
}
