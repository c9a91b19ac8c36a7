import {
  formatAmount,
  formatMeasure,
  formatNumber,
  formatOutOf,
  formatShare,
} from "../../ground/text/format.js";
import type { ItemDefinition } from "../../survey/questionnaire/types.js";
import { AMOUNTS, type Measured, SHARES, type Statistic } from "../../transforms/measured.js";

/** The ways in which a number may be printed. @param item That amounts are of. */
export const PRINTERS = {
  share: ({ n, base }: Measured) => formatShare(n, base),
  count: ({ n }: Measured) => formatNumber(n),
  outOf: ({ n, base }: Measured) => formatOutOf(n, base),
  shareOutOf: ({ n, base }: Measured) => `${formatShare(n, base)} (${formatOutOf(n, base)})`,
  rank: ({ value }: Measured) => formatNumber(value ?? 0),
  amount: ({ value }: Measured, item: Measurable) =>
    item.kind === "number" ? formatMeasure(value ?? 0, item.unit) : formatAmount(value ?? 0, item.unit),
} satisfies Record<string, (measured: Measured, item: Measurable) => string>;

/** What an amount is of. */
export type Measurable = Pick<ItemDefinition, "kind" | "unit">;

export type Printer = keyof typeof PRINTERS;

/** The printers that fit a statistic, the default first. */
export function printersOf(what: Statistic): readonly [Printer, ...Printer[]] {
  if (SHARES.has(what)) return ["share", "outOf", "shareOutOf"];
  if (isAmount(what)) return ["amount"];
  return what === "rank" ? ["rank"] : ["count"];
}

/** Whether a statistic is of amounts, in their unit. */
export function isAmount(what: Statistic): boolean {
  return (AMOUNTS as readonly Statistic[]).includes(what);
}
