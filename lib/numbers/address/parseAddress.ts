import { ContentError } from "../../ground/errors.js";
import { type CellParts, STATISTICS, type Statistic } from "../../transforms/measured.js";

/** A number's place: year / subset / items / cell / statistic. */
export interface Address {
  readonly year: number;
  /**
   * Keys joined by +: `alle`, `skate`, `ikke-skate`, `tverrgaende+over100`; or one of the other worlds that can be
   * counted (`lib/numbers/worlds`): `virksomheter`, `utvalg`, `skjema`, `logg`, `kontroll`.
   */
  readonly subset: string;
  /** One item or recode, or several that are crossed. */
  readonly items: readonly string[];
  /** For each item: the options of which any will do (a net), or `*` for no restriction. */
  readonly cell: CellParts;
  readonly statistic: Statistic;
}

/** The place of a difference: how far the number at one address is above that at another. */
export interface Difference {
  readonly minuend: Address;
  readonly subtrahend: Address;
}

/** Where a number stands: what every value and every published figure has. */
export type Place = Address | Difference;

const MINUS = " − ";

/**
 * Reads an address such as `2019/alle/faser×finansiering/gjennomforing×nei|delvis/count`.
 * @throws {ContentError} When it has other than five parts, an unknown statistic, or not one cell part per item.
 */
export function parseAddress(text: string): Address {
  const parts = text.trim().split("/");
  const [year = "", subset = "", items = "", cell = "", statistic = ""] = parts;
  const fail = (what: string): never => {
    throw new ContentError(`An address must read year/subset/items/cell/statistic, but "${text}" ${what}.`);
  };
  if (parts.length !== 5) fail(`has ${parts.length} parts`);
  if (!/^\d{4}$/.test(year)) fail(`has the year "${year}"`);
  if (!subset || !items || !cell) fail("has an empty part");
  if (!STATISTICS.includes(statistic as Statistic))
    fail(`has the statistic "${statistic}"; there are ${STATISTICS.join(", ")}`);
  const itemKeys = items.split("×");
  const cells = cell.split("×").map((part) => (part === "*" ? ("*" as const) : part.split("|")));
  if (itemKeys.length !== cells.length)
    fail(`has ${itemKeys.length} items and ${cells.length} parts in its cell`);
  return { year: Number(year), subset, items: itemKeys, cell: cells, statistic: statistic as Statistic };
}

/**
 * Reads an address, or a difference of two: `A − B`.
 * @throws {ContentError} When an address can't be read, or when there are more than two.
 */
export function parsePlace(text: string): Place {
  const [minuend = "", subtrahend, ...more] = text.split(MINUS);
  if (subtrahend === undefined) return parseAddress(minuend);
  if (more.length > 0)
    throw new ContentError(`A difference must be of two addresses, but "${text}" has ${2 + more.length}.`);
  return { minuend: parseAddress(minuend), subtrahend: parseAddress(subtrahend) };
}

/** The place as text; `parsePlace(printAddress(a))` is `a`. */
export function printAddress(place: Place): string {
  if (isDifference(place)) return `${printAddress(place.minuend)}${MINUS}${printAddress(place.subtrahend)}`;
  const cell = place.cell.map((part) => (part === "*" ? "*" : part.join("|"))).join("×");
  return [place.year, place.subset, place.items.join("×"), cell, place.statistic].join("/");
}

export function isDifference(place: Place): place is Difference {
  return "minuend" in place;
}

/** The address, or both ends of the difference. */
export function endsOf(place: Place): readonly [Address, ...Address[]] {
  return isDifference(place) ? [place.minuend, place.subtrahend] : [place];
}

/** Whether an address asks for those who did not answer. */
export function asksMissing({ cell }: Address): boolean {
  return cell.some((part) => part.includes("mangler"));
}

/** The address of all who were asked, who answered, or who are the base, where the address has a cell of them. */
export function wholeOf(address: Address, statistic: "asked" | "answered" | "base"): Address {
  return { ...address, cell: address.cell.map(() => "*" as const), statistic };
}
