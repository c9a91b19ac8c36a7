import type { Measured } from "../../transforms/measured.js";
import type { Place } from "../address/parseAddress.js";
import type { ValueRecord } from "./valueRecord.js";

/** What a value is, and so how it may be printed and compared. */
export type ValueKind = "share" | "count" | "amount" | "difference-of-shares" | "difference-of-counts";

// Keeps the constructor of Value to this module.
const MAKE = Symbol("make");

/**
 * A number of the note with its way back to the data. Made only from a tabulation or an address; there is no way to
 * make one from a bare number.
 */
export class Value {
  readonly #place: Place;
  readonly #measured: Measured;
  readonly record: ValueRecord;
  readonly kind: ValueKind;

  private constructor(place: Place, measured: Measured, record: ValueRecord, kind: ValueKind) {
    this.#place = place;
    this.#measured = measured;
    this.record = record;
    this.kind = kind;
  }

  /** For the functions of this module. */
  static [MAKE](place: Place, measured: Measured, record: ValueRecord, kind: ValueKind): Value {
    return new Value(place, measured, record, kind);
  }

  /** The place as text: `2019/alle/effekter/kvalitet/share`, `… − …`. */
  get address(): string {
    return this.record.address;
  }

  /** Where the number stands: an address, or the two that a difference is between. */
  get place(): Place {
    return this.#place;
  }

  /** Of a difference of shares, the exact fraction: n / base is how far apart they are. */
  get measured(): Measured {
    return this.#measured;
  }

  /** Shares 0–1, counts as they are, differences of shares in percentage points; what claims compare. */
  get number(): number {
    return this.#measured.value ?? Number.NaN;
  }

  get isShare(): boolean {
    return this.kind === "share";
  }

  toPart(): { readonly kind: "value"; readonly value: ValueRecord } {
    return { kind: "value", value: this.record };
  }

  toString(): string {
    return this.record.text;
  }
}

/** For the functions that count and print: there is no other way to a value. */
export function makeValue(place: Place, measured: Measured, record: ValueRecord, kind: ValueKind): Value {
  return Value[MAKE](place, measured, record, kind);
}
