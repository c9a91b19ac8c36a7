import { ContentError } from "../ground/errors.js";

/**
 * What an address measures. `share` is n / base. `least` and `most` are the shares of those asked if none, or all, of
 * the missing answers had been in the cell: the bounds of what is unknown. The others are counts; the last four
 * count the form itself (the subset `skjema`).
 */
export const MEASURES = [
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
export type Measure = (typeof MEASURES)[number];

/** Measures that are fractions, printed as per cent. */
export const SHARES: ReadonlySet<Measure> = new Set(["share", "least", "most"]);

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
  /** The number that the measure asks for: n, n / base, or a rank. Null when the base is empty. */
  readonly value: number | null;
}

const FORM_MEASURES: ReadonlySet<Measure> = new Set(["items", "max", "options", "named"] as const);

/** @throws Always: with the measures that there are. */
export function refuseMeasure(what: Measure, measures: readonly Measure[]): never {
  throw new ContentError(
    FORM_MEASURES.has(what)
      ? `"${what}" counts the form, not answers: it goes with the subset "skjema". Here there are ${measures.join(", ")}.`
      : `There is no "${what}" here, only ${measures.join(", ")}.`,
  );
}
