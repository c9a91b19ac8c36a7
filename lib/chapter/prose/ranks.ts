import type { Value } from "../../numbers/values/value.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { ClaimRecord } from "../outputs.js";

/** Which of a claim's numbers its predicate puts above which: places among its values, the greater first. */
export type Above = readonly (readonly [number, number])[];

/** The number that a comparing sentence is about, and the one that it is held against. */
export interface ComparedOrder {
  readonly subject: ValueRecord;
  readonly other: ValueRecord;
}

/** What a claim's predicate says of the order of its values. */
interface Order {
  readonly above?: Above | undefined;
  /** What it compares with what, when its own words do not say it: its sentence must. */
  readonly compared?: ComparedOrder | undefined;
}

// Beside the records and not in them: a record is what the note publishes.
const orders = new WeakMap<ClaimRecord, Order>();

/** Keeps what a claim's predicate says of the order of its values, for its sentence to be held against. */
export function keepOrder(claim: ClaimRecord, order: Order): void {
  orders.set(claim, order);
}

/** What a claim compares with what, when its own words do not say it. */
export function comparedOrderOf(claim: ClaimRecord): ComparedOrder | undefined {
  return orders.get(claim)?.compared;
}

/** What a claim's predicate says of the order of its values. */
export function ranksOf(claim: ClaimRecord): readonly (readonly [ValueRecord, ValueRecord])[] {
  return (orders.get(claim)?.above ?? []).map(
    ([i, j]) => [claim.values[i], claim.values[j]] as [ValueRecord, ValueRecord],
  );
}

/** Other numbers of the same kinds that a predicate was tried on, always the same ones, and those for which it holds. */
export function tryOut(
  values: readonly Value[],
  test: (...numbers: number[]) => boolean,
): { readonly tried: number; readonly held: readonly (readonly number[])[] } {
  const TRIALS = 400;
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const held: number[][] = [];
  for (let i = 0; i < TRIALS; i++) {
    const numbers = values.map((value) =>
      value.isShare
        ? 0.005 + 0.99 * random()
        : 1 + Math.floor(Math.max(2 * value.measured.base, 10) * random()),
    );
    if (test(...numbers)) held.push(numbers);
  }
  return { tried: TRIALS, held };
}

/** The pairs of values of which the one was greater wherever the predicate held. */
export function aboveIn(values: readonly Value[], held: readonly (readonly number[])[]): Above {
  if (held.length < 5) return [];
  return values.flatMap((a, i) =>
    values.flatMap((b, j): [number, number][] =>
      a.isShare === b.isShare && held.every((numbers) => (numbers[i] as number) > (numbers[j] as number))
        ? [[i, j]]
        : [],
    ),
  );
}
