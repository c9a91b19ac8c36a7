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
  const options = by?.options.length ?? 0;
  const [ALL, MISSING, OUTSIDE, FIRST] = [0, 1, 2, 3];
  const parts = FIRST + options;
  // The parts that each entry of `by` puts its rows into.
  const partsOf = by?.status.map((status, entry): readonly number[] => {
    if (status === NOT_ASKED || status === PERHAPS_ASKED) return [ALL, OUTSIDE];
    if (status !== ANSWERED) return [ALL, MISSING];
    return [ALL, ...(by.chosen[entry] as readonly number[]).map((place) => FIRST + place)];
  }) ?? [[ALL]];
  const entryOf = by?.entry;
  const { rows, weights } = answers;
  const amounts = coded.amounts as Float64Array;
  const withheld = all ? null : withheldRows(answers);
  const byStatus = Array.from({ length: parts }, () => new Uint32Array(codesIn(coded.item)));
  const held = new Uint32Array(parts);
  const given = new Uint32Array(parts);
  const statusOf = Uint8Array.from(coded.status);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    const status = statusOf[coded.entry[row] as number] as number;
    const into = partsOf[entryOf ? (entryOf[row] as number) : 0] as readonly number[];
    for (let k = 0; k < into.length; k += 1) {
      const part = into[k] as number;
      const counts = byStatus[part] as Uint32Array;
      counts[status] = (counts[status] as number) + 1;
      if (status !== ANSWERED) continue;
      if (withheld !== null && withheld[row] === 1) held[part] = (held[part] as number) + 1;
      else given[part] = (given[part] as number) + 1;
    }
  }
  const values = Array.from(given, (n) => new Float64Array(n));
  const weightsOf = weights && Array.from(given, (n) => new Float64Array(n));
  const filled = new Uint32Array(parts);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    if (statusOf[coded.entry[row] as number] !== ANSWERED || withheld?.[row] === 1) continue;
    const into = partsOf[entryOf ? (entryOf[row] as number) : 0] as readonly number[];
    for (let k = 0; k < into.length; k += 1) {
      const part = into[k] as number;
      (values[part] as Float64Array)[filled[part] as number] = amounts[row] as number;
      if (weightsOf) (weightsOf[part] as Float64Array)[filled[part] as number] = weights[row] as number;
      filled[part] = (filled[part] as number) + 1;
    }
  }
  const [whole, missing, notAsked, ...ofOptions] = values.map(
    (list, part): Amounts => ({
      n: list.length,
      withheld: held[part] as number,
      byStatus: byStatus[part] as Uint32Array,
      ...(weightsOf ? weightedStatistics(list, weightsOf[part] as Float64Array) : statisticsOf(list)),
    }),
  ) as [Amounts, Amounts, Amounts, ...Amounts[]];
  return { all: whole, missing, notAsked, options: ofOptions };
}
