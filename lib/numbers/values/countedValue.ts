import { ContentError } from "../../ground/errors.js";
import type { Answers } from "../../survey/answers/answers.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { AMOUNTS, type Measured, SHARES, type Statistic } from "../../transforms/measured.js";
import { type Address, printAddress } from "../address/parseAddress.js";
import { hasPublished } from "../published/publishedAddresses.js";
import { worldOf } from "../worlds/worlds.js";
import { describe } from "./describe.js";
import { isAmount, PRINTERS, type Printer } from "./printers.js";
import { makeValue, type Value } from "./value.js";
import type { ValueRecord } from "./valueRecord.js";

/** Statistics whose number is counted by itself, not as a part of a base. */
const WHOLE: ReadonlySet<Statistic> = new Set<Statistic>([
  "base",
  "asked",
  "answered",
  "unknown",
  "withheld",
  "distinct",
  "rank",
  ...AMOUNTS,
]);

/**
 * A value of what was counted at an address, as printed.
 * @param answers That it was counted in; null for a year without answers.
 * @throws {ContentError} When nobody is counted in the base.
 */
export function countedValue(
  address: Address,
  measured: Measured,
  answers: Answers | null,
  printer: Printer,
): Value {
  const text = printAddress(address);
  if (measured.value === null)
    throw new ContentError(`Nobody is counted in the base of ${text}, so there is no number to print.`);
  const whole = WHOLE.has(address.statistic);
  const last = address.items.at(-1) as string;
  const item = (answers && findItem(answers.questionnaire, last)) ?? { kind: "amount", unit: null };
  // A share on its own says less than the count that it is made of.
  const decimals = printer === "share" ? 0 : undefined;
  const record: ValueRecord = {
    address: text,
    text: PRINTERS[printer](measured, item),
    n: hundredths(whole ? measured.value : measured.n),
    base: whole || !worldOf(address).hasBase ? null : hundredths(measured.base),
    ...describe(address, measured, answers),
    year: address.year,
    synthetic: !hasPublished(address, decimals),
    ...(decimals === undefined ? {} : { decimals }),
  };
  const kind = isAmount(address.statistic) ? "amount" : "count";
  return makeValue(address, measured, record, SHARES.has(address.statistic) ? "share" : kind);
}

/** Sums of weights as readers need them; whole numbers as they are. */
function hundredths(number: number): number {
  return Number.isInteger(number) ? number : Math.round(number * 100) / 100;
}
