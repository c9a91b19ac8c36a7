import type { Answers } from "../survey/answers/answers.js";
import type { Coded, Entries } from "./coded.js";

/** Rows that gave the same to some items: the entry of each item, and how many rows. */
export interface Combination {
  readonly entries: readonly number[];
  /** What the rows count for: how many they are, or the sum of their weights. */
  readonly n: number;
  /** How many they are. */
  readonly rows: number;
}

const known = new WeakMap<
  Uint32Array,
  Map<string, { coded: readonly Coded[]; found: readonly Combination[] }>
>();

/** Up to so many combinations are counted in an array; beyond that, in a map of those that there are. */
const DENSE = 1 << 22;

/**
 * How often each combination of entries is there: one pass over the rows, kept, so that every cell of a table is then
 * a sum over combinations.
 * @param rows Of the answers: those that belong, or those of which it is unknown.
 */
export function distributionOf(
  answers: Answers,
  rows: "rows" | "unsure",
  coded: readonly Coded[],
): readonly Combination[] {
  const places = answers[rows];
  const ofRows = known.get(places) ?? new Map();
  known.set(places, ofRows);
  const key = coded.map(({ item }) => item.key).join(" ");
  const earlier = ofRows.get(key);
  if (earlier?.coded.every((one: Coded, i: number) => one === coded[i])) return earlier.found;
  const found = countCombinations(places, answers, coded);
  ofRows.set(key, { coded, found });
  return found;
}

function countCombinations(
  rows: Uint32Array,
  { all, weights }: Answers,
  coded: readonly Coded[],
): Combination[] {
  const size = all.numRows();
  // Each combination is one number: the entries as digits, each to the base of its dictionary.
  const bases = coded.map(({ status }) => status.length);
  const total = bases.reduce((product, base) => product * base, 1);
  const isAll = rows.length === size;
  const [first, second] = coded.map(({ entry }) => entry);
  const rest = coded.slice(2).map(({ entry }) => entry);
  const secondBase = bases[1] ?? 1;
  const restBases = bases.slice(2);
  const numberOf = (row: number): number => {
    let number = (first as Entries)[row] as number;
    if (second) number = number * secondBase + (second[row] as number);
    for (let i = 0; i < rest.length; i += 1)
      number = number * (restBases[i] as number) + ((rest[i] as Entries)[row] as number);
    return number;
  };
  const split = (number: number): number[] => {
    const entries: number[] = [];
    let left = number;
    for (let i = bases.length - 1; i >= 0; i -= 1) {
      const base = bases[i] as number;
      entries.unshift(left % base);
      left = Math.floor(left / base);
    }
    return entries;
  };
  const found: Combination[] = [];
  const sums = weights === null ? null : sumOfWeights(rows, weights, numberOf);
  const add = (number: number, n: number): void =>
    void found.push({ entries: split(number), n: sums === null ? n : (sums.get(number) as number), rows: n });
  if (total <= DENSE) {
    const counts = new Uint32Array(total);
    if (isAll && !second) {
      const entry = first as Entries;
      for (let row = 0; row < size; row += 1) {
        const at = entry[row] as number;
        counts[at] = (counts[at] as number) + 1;
      }
    } else {
      for (let i = 0; i < rows.length; i += 1) {
        const at = numberOf(isAll ? i : (rows[i] as number));
        counts[at] = (counts[at] as number) + 1;
      }
    }
    counts.forEach((n, number) => {
      if (n > 0) add(number, n);
    });
    return found;
  }
  const counts = new Map<number, number>();
  for (let i = 0; i < rows.length; i += 1) {
    const number = numberOf(isAll ? i : (rows[i] as number));
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  for (const [number, n] of counts) add(number, n);
  return found;
}

/** The weights of the rows with each number, summed up so that small ones are not lost to large (Neumaier). */
function sumOfWeights(
  rows: Uint32Array,
  weights: Float64Array,
  numberOf: (row: number) => number,
): Map<number, number> {
  const sums = new Map<number, { sum: number; lost: number }>();
  for (const row of rows) {
    const number = numberOf(row);
    let total = sums.get(number);
    if (!total) {
      total = { sum: 0, lost: 0 };
      sums.set(number, total);
    }
    const weight = weights[row] as number;
    const next = total.sum + weight;
    total.lost += Math.abs(total.sum) >= weight ? total.sum - next + weight : weight - next + total.sum;
    total.sum = next;
  }
  return new Map([...sums].map(([number, { sum, lost }]) => [number, sum + lost]));
}
