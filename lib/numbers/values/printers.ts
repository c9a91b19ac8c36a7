import { formatNumber, formatOutOf, formatShare } from "../../ground/text/format.js";
import { type Measured, SHARES, type Statistic } from "../../transforms/measured.js";

/** The ways in which a number may be printed. */
export const PRINTERS = {
  share: ({ n, base }: Measured) => formatShare(n, base),
  count: ({ n }: Measured) => formatNumber(n),
  outOf: ({ n, base }: Measured) => formatOutOf(n, base),
  shareOutOf: ({ n, base }: Measured) => `${formatShare(n, base)} (${formatOutOf(n, base)})`,
  rank: ({ value }: Measured) => formatNumber(value ?? 0),
} satisfies Record<string, (measured: Measured) => string>;

export type Printer = keyof typeof PRINTERS;

/** The printers that fit a statistic, the default first. */
export function printersOf(what: Statistic): readonly [Printer, ...Printer[]] {
  if (SHARES.has(what)) return ["share", "outOf", "shareOutOf"];
  return what === "rank" ? ["rank"] : ["count"];
}
