import type { Answers } from "../survey/answers/answers.js";
import { ANSWERED, type Coded, codesIn, NOT_ASKED, PERHAPS_ASKED } from "./coded.js";
import { type Statistics, statisticsOf, weightedStatistics } from "./statistics.js";
import { withheldRows } from "./withheldRows.js";

/** The amounts of one item in some rows. */
export interface Amounts extends Statistics {
  /** Amounts counted: given, and of rows that may be published unless all are asked for. */
  readonly n: number;
  /** Amounts given that are left out, since their rows may not be published. */
  readonly withheld: number;
  /** Rows by how they stand to the item; see `Coded`. */
  readonly byStatus: Uint32Array;
}

/** The amounts of all rows, and of the parts that the answers to another item divide them into. */
interface DividedAmounts {
  readonly all: Amounts;
  /** By the place of the option. */
  readonly options: readonly Amounts[];
  /** Of rows that were asked and did not answer. */
  readonly missing: Amounts;
  readonly notAsked: Amounts;
}

const known = new WeakMap<
  Uint32Array,
  Map<string, { coded: Coded; by: Coded | null; found: DividedAmounts }>
>();

/**
 * The amounts of an item in a table's rows, divided by the answers to another: two passes over the rows, kept.
 * @param by Null divides nothing.
 * @param all Whether amounts of rows that may not be published are counted too.
 */
export function amountsBy(answers: Answers, coded: Coded, by: Coded | null, all: boolean): DividedAmounts {
  const ofRows = known.get(answers.rows) ?? new Map();
  known.set(answers.rows, ofRows);
  const key = [coded.item.key, by?.item.key ?? "", all].join(" ");
  const earlier = ofRows.get(key);
  if (earlier?.coded === coded && earlier.by === by) return earlier.found;
  const found = divide(answers, coded, by, all);
  ofRows.set(key, { coded, by, found });
  return found;
}

function divide(answers: Answers, coded: Coded, by: Coded | null, all: boolean): DividedAmounts {
  const [MISSING, OUTSIDE, FIRST] = [0, 1, 2];
  const parts = FIRST + (by?.options.length ?? 0);
  // The entries of `by` whose rows each part has: one only, where answers are single.
  const entriesOf = Array.from({ length: parts }, (): number[] => []);
  by?.status.forEach((status, entry) => {
    const into =
      status === ANSWERED
        ? (by.chosen[entry] as readonly number[]).map((place) => FIRST + place)
        : [status === NOT_ASKED || status === PERHAPS_ASKED ? OUTSIDE : MISSING];
    for (const part of into) (entriesOf[part] as number[]).push(entry);
  });
  const entries = by?.status.length ?? 1;
  const codes = codesIn(coded.item);
  const withheld = all ? null : withheldRows(answers);
  const { counts, held } = countRows(answers, coded, by, withheld, codes);
  const given = Uint32Array.from(held, (n, entry) => (counts[entry * codes + ANSWERED] as number) - n);
  const { ends, values, weights } = groupAmounts(answers, coded, by, withheld, given);
  const pick = (from: Float64Array, list: readonly number[]): Float64Array => {
    const groups = list.map((entry) => {
      const end = ends[entry] as number;
      return from.subarray(end - (given[entry] as number), end);
    });
    return groups.length === 1 ? (groups[0] as Float64Array) : concat(groups);
  };
  const whole = Array.from({ length: entries }, (_, entry) => entry);

  const amountsOf = (list: readonly number[]): Amounts => {
    const byStatus = new Uint32Array(codes);
    let withheldHere = 0;
    for (const entry of list) {
      for (let code = 0; code < codes; code += 1)
        byStatus[code] = (byStatus[code] as number) + (counts[entry * codes + code] as number);
      withheldHere += held[entry] as number;
    }
    const own = list === whole ? values : pick(values, list);
    return {
      n: own.length,
      withheld: withheldHere,
      byStatus,
      ...(weights
        ? weightedStatistics(own, list === whole ? weights : pick(weights, list))
        : statisticsOf(own)),
    };
  };
  // Quantiles put the amounts of an entry into another order, and at last those of all entries.
  const [missing, notAsked, ...options] = entriesOf.map(amountsOf) as [Amounts, Amounts, ...Amounts[]];
  return { missing, notAsked, options, all: amountsOf(whole) };
}

/** How many rows each entry of `by` has: by how they stand to the amount, and with an amount that is withheld. */
function countRows(
  { rows }: Answers,
  { entry, status }: Coded,
  by: Coded | null,
  withheld: Uint8Array | null,
  codes: number,
): { counts: Uint32Array; held: Uint32Array } {
  const entries = by?.status.length ?? 1;
  const entryOf = by?.entry ?? null;
  const statusOf = Uint8Array.from(status);
  const counts = new Uint32Array(entries * codes);
  const held = new Uint32Array(entries);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    const part = entryOf === null ? 0 : (entryOf[row] as number);
    const code = statusOf[entry[row] as number] as number;
    const at = part * codes + code;
    counts[at] = (counts[at] as number) + 1;
    if (code === ANSWERED && withheld !== null)
      held[part] = (held[part] as number) + (withheld[row] as number);
  }
  return { counts, held };
}

/** The amounts, and the weights where rows have them, those of an entry of `by` beside each other; where each ends. */
function groupAmounts(
  { rows, weights }: Answers,
  coded: Coded,
  by: Coded | null,
  withheld: Uint8Array | null,
  given: Uint32Array,
): { ends: Uint32Array; values: Float64Array; weights: Float64Array | null } {
  const ends = new Uint32Array(given.length);
  let total = 0;
  given.forEach((n, entry) => {
    ends[entry] = total;
    total += n;
  });
  // Nobody keeps the amounts, so all that are summed up stand in the same room: what is thrown away makes V8 look through all.
  const values = roomFor(VALUES, total);
  const ofValues = weights && roomFor(WEIGHTS, total);
  const entryOf = by?.entry ?? null;
  const { entry, status } = coded;
  const amounts = coded.amounts as ArrayLike<unknown>;
  const statusOf = Uint8Array.from(status);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    if (statusOf[entry[row] as number] !== ANSWERED || (withheld !== null && withheld[row] === 1)) continue;
    const part = entryOf === null ? 0 : (entryOf[row] as number);
    const at = ends[part] as number;
    const amount = amounts[row];
    values[at] = typeof amount === "number" ? amount : Number.NaN;
    if (ofValues) ofValues[at] = (weights as Float64Array)[row] as number;
    ends[part] = at + 1;
  }
  return { ends, values, weights: ofValues };
}

const rooms: Float64Array[] = [];
const [VALUES, WEIGHTS] = [0, 1] as const;

function roomFor(which: typeof VALUES | typeof WEIGHTS, length: number): Float64Array {
  const known = rooms[which];
  if (known && known.length >= length) return known.subarray(0, length);
  const made = new Float64Array(length);
  rooms[which] = made;
  return made;
}

function concat(lists: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    whole.set(list, at);
    at += list.length;
  }
  return whole;
}
