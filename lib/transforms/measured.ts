import { ContentError } from "../ground/errors.js";

/**
 * What can be asked of a cell. `share` is n / base. `least` and `most` are the shares of those asked if none, or all, of
 * the missing answers had been in the cell: the bounds of what is unknown. The others are counts; the last four
 * count the form itself (the subset `skjema`).
 */
export const STATISTICS = [
  "count",
  "share",
  "least",
  "most",
  "base",
  "asked",
  "answered",
  "distinct",
  "rank",
  "items",
  "max",
  "options",
  "named",
] as const;
export type Statistic = (typeof STATISTICS)[number];

/** Measures that are fractions, printed as per cent. */
export const SHARES: ReadonlySet<Statistic> = new Set(["share", "least", "most"]);

/** For each item: the options of which any will do (a net), a kind of missing, or `*` for no restriction. */
export type CellParts = readonly (readonly string[] | "*")[];

/** A number with what it was counted from. */
export interface Measured {
  /** Rows in the cell; for `base`, `asked`, `answered` and `distinct` that count itself. */
  readonly n: number;
  /** Rows counted in the denominator. */
  readonly base: number;
  /** `asked` or `answered`: which rule gave the base. */
  readonly rule: "asked" | "answered";
  /** The number that the statistic asks for: n, n / base, or a rank. Null when the base is empty. */
  readonly value: number | null;
}

/** @throws {ContentError} Always: with the statistics that there are. */
export function refuseStatistic(what: Statistic, known: readonly Statistic[]): never {
  throw new ContentError(`There is no "${what}" here, only ${known.join(", ")}.`);
}
