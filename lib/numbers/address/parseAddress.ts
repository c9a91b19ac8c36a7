import { ContentError } from "../../ground/errors.js";
import { type CellParts, MEASURES, type Measure } from "../../transforms/measured.js";

/** A number's place: year / subset / items / cell / measure. */
export interface Address {
  readonly year: number;
  /**
   * Keys joined by +: `alle`, `skate`, `ikke-skate`, `tverrgaende+over100`. Or `virksomheter` (bodies, by their
   * measures), `utvalg` (bodies, by the frame's own columns), `skjema` (the form itself), `logg` (the corrections).
   */
  readonly subset: string;
  /** One item or recode, or several that are crossed. */
  readonly items: readonly string[];
  /** For each item: the options of which any will do (a net), or `*` for no restriction. */
  readonly cell: CellParts;
  readonly measure: Measure;
}

/**
 * Reads an address such as `2019/alle/faser×finansiering/gjennomforing×nei|delvis/count`.
 * @throws When it has other than five parts, an unknown measure, or not one cell part per item.
 */
export function parseAddress(text: string): Address {
  const parts = text.trim().split("/");
  const [year = "", subset = "", items = "", cell = "", measure = ""] = parts;
  const fail = (what: string): never => {
    throw new ContentError(`An address must read year/subset/items/cell/measure, but "${text}" ${what}.`);
  };
  if (parts.length !== 5) fail(`has ${parts.length} parts`);
  if (!/^\d{4}$/.test(year)) fail(`has the year "${year}"`);
  if (!subset || !items || !cell) fail("has an empty part");
  if (!MEASURES.includes(measure as Measure))
    fail(`has the measure "${measure}"; there are ${MEASURES.join(", ")}`);
  const itemKeys = items.split("×");
  const cells = cell.split("×").map((part) => (part === "*" ? ("*" as const) : part.split("|")));
  if (itemKeys.length !== cells.length)
    fail(`has ${itemKeys.length} items and ${cells.length} parts in its cell`);
  return { year: Number(year), subset, items: itemKeys, cell: cells, measure: measure as Measure };
}

/** The address as text; `parseAddress(printAddress(a))` is `a`. */
export function printAddress(address: Address): string {
  const cell = address.cell.map((part) => (part === "*" ? "*" : part.join("|"))).join("×");
  return [address.year, address.subset, address.items.join("×"), cell, address.measure].join("/");
}
