import { ContentError } from "../ground/errors.js";

/** Statistics of amounts, in the amounts' own unit. */
export const AMOUNTS = ["sum", "mean", "lowest", "q1", "median", "q3", "highest"] as const;

/**
 * What can be asked of a cell. `share` is n / base. Of a crossing, `rowshare` is the share of those in every part but the
 * last, `columnshare` of those in every part but the first. `least` and `most` are the smallest and the largest share
 * of those asked that the missing answers leave possible. `unknown` is how many rows may or may not belong to the
 * subset. `sum` to `highest` are of the amounts given in rows that may be published, `withheld` is how many others gave one.
 * `unweighted` is the count of rows where `count` and `base` are sums of weights. The others are counts; the last four
 * count the form itself (the subset `skjema`).
 */
export const STATISTICS = [
  "count",
  "share",
  "rowshare",
  "columnshare",
  "least",
  "most",
  "base",
  "asked",
  "answered",
  "unweighted",
  "unknown",
  "withheld",
  ...AMOUNTS,
  "distinct",
  "rank",
  "items",
  "max",
  "options",
  "named",
] as const;
export type Statistic = (typeof STATISTICS)[number];

/** Statistics that are fractions, printed as per cent. */
export const SHARES: ReadonlySet<Statistic> = new Set(["share", "rowshare", "columnshare", "least", "most"]);

/** For each item: the options of which any will do (a net), a kind of missing, or `*` for no restriction. */
export type CellParts = readonly (readonly string[] | "*")[];

/** Who is in a base: those whom routing led to every item, those of them who answered, or every row. */
export type BaseKind = "asked" | "answered" | "all";

/** A number with what it was counted from. */
export interface Measured {
  /** Rows in the cell; for `base`, `asked`, `answered` and `distinct` that count itself. Never more than the base of a share. */
  readonly n: number;
  /** Rows counted in the denominator. */
  readonly base: number;
  /** Which rule gave the base. */
  readonly rule: BaseKind;
  /** The number that the statistic asks for: n, n / base, or a rank. Null when the base is empty. */
  readonly value: number | null;
  /** Where rows have weights, `n` and `base` are sums of them; these are how many rows they are. */
  readonly rows?: { readonly n: number; readonly base: number };
}

/** @throws {ContentError} Always: with the statistics that there are. */
export function refuseStatistic(what: Statistic, known: readonly Statistic[]): never {
  throw new ContentError(`There is no "${what}" here, only ${known.join(", ")}.`);
}
