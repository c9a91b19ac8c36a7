import * as XLSX from "xlsx";
import { plainDigits, type RawCell } from "./rawWorkbook.js";
import type { CellFormat } from "./readStyles.js";

/** A cell as its XML has it. */
export interface XmlCell {
  /** As Excel has it: `H12`. */
  readonly at: string;
  readonly type: string;
  readonly style: string | undefined;
  /** The formula's text, empty when another cell has it; null when there is no formula. */
  readonly formula: string | null;
  /** The stored value, null when there is none. */
  readonly value: string | null;
  /** The text of an `is`, null when there is none. */
  readonly inline: string | null;
  /** Whether some of that text is struck through. */
  readonly inlineStruck: boolean;
}

/** What a workbook says that is needed to understand its cells. */
export interface CellContext {
  readonly strings: readonly string[];
  /** The numbers of those of which some is struck through. */
  readonly struck: ReadonlySet<number>;
  readonly formatOf: (style: string | undefined) => CellFormat;
  readonly date1904: boolean;
  readonly uncomputed: boolean;
}

/** The types that a cell can have. */
export const CELL_TYPES: ReadonlySet<string> = new Set(["n", "s", "str", "inlineStr", "b", "e", "d"]);
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}(?=$|T)/;

/** What must be true of a cell's stored value and is not, in bokmål; null when all is well. */
export function wrongValue({ type, value }: XmlCell, strings: number): string | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  if (type === "n" && !(NUMBER.test(text) && Number.isFinite(Number(text))))
    return "Tallet må være skrevet som et tall i filen.";
  if (type === "s" && !(/^\d+$/.test(text) && Number(text) < strings))
    return "Teksten som cellen viser til, må finnes i filen.";
  if (type === "b" && !/^(?:[01]|true|false)$/.test(text)) return "Verdien må være sann eller usann.";
  if (type === "d" && !DAY.test(text)) return "Datoen må være skrevet som år-måned-dag i filen.";
  return null;
}

/** A checked cell as the intake knows it; null when it is empty. */
export function toRawCell(cell: XmlCell, context: CellContext): RawCell | null {
  const { at, formula } = cell;
  if (formula !== null && (!isComputed(cell, context.uncomputed) || isPassing(formula))) {
    const kept = cell.value?.trim() ? { kept: cell.value.trim() } : {};
    return { at, type: "formula", text: `=${formula || "…"}`, ...kept };
  }
  const raw = readValue(cell, context);
  if (!raw) return null;
  return {
    ...raw,
    ...(formula === null ? {} : { computed: true }),
    ...(isStruck(cell, context) ? { struck: true } : {}),
    ...(isUnseen(raw, context.formatOf(cell.style)) ? { unseen: true } : {}),
  };
}

const isUnseen = ({ type }: RawCell, { unseen, unseenNumber }: CellFormat): boolean =>
  type === "number" || type === "date" ? unseenNumber : unseen;

function isStruck({ type, value, style, inlineStruck }: XmlCell, { formatOf, struck }: CellContext): boolean {
  return inlineStruck || formatOf(style).struck || (type === "s" && struck.has(Number(value)));
}

/**
 * Whether a formula's value is good only for the moment: it is another whenever it is computed, or comes out of another
 * file.
 */
export function isPassing(formula: string): boolean {
  return /\b(?:RAND|RANDBETWEEN|RANDARRAY|NOW|TODAY)\(|\[[^\]]+\][^!\]]*!/i.test(formula);
}

/**
 * Whether what is stored for a formula is its result. Programs that don't compute leave it out, or write 0 or nothing
 * and ask for the computing when the workbook is opened; Excel stores an empty text for a formula that gives one.
 */
function isComputed({ type, value }: XmlCell, uncomputed: boolean): boolean {
  if (value === null || (value.trim() === "" && type !== "str")) return false;
  return !uncomputed || !(value === "" || (type === "n" && Number(value) === 0));
}

function readValue(cell: XmlCell, { strings, formatOf, date1904 }: CellContext): RawCell | null {
  const { at, type } = cell;
  const value = cell.value?.trim() ?? "";
  const text = (whole: string): RawCell | null => (whole === "" ? null : { at, type: "text", text: whole });
  if (type === "inlineStr") return text(cell.inline ?? "");
  if (type === "str") return text(cell.value ?? "");
  if (value === "") return null;
  if (type === "s") return text(strings[Number(value)] ?? "");
  if (type === "e") return { at, type: "error", text: value };
  if (type === "b") return { at, type: "boolean", text: /^(?:1|true)$/.test(value) ? "TRUE" : "FALSE" };
  if (type === "d") return { at, type: "date", text: value.slice(0, 10) };
  // Excel shows 15 digits; the 16th and 17th are noise of its arithmetic.
  const number = Number(Number(value).toPrecision(15));
  const format = formatOf(cell.style);
  const date = format.date ? isoDate(number, date1904) : null;
  if (date !== null) return { at, type: "date", text: date };
  return {
    at,
    type: "number",
    text: plainDigits(number),
    ...(format.unit === null ? {} : { format: format.unit }),
  };
}

interface Moment {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
}

function isoDate(serial: number, date1904: boolean): string | null {
  const date = XLSX.SSF.parse_date_code(serial, { date1904 }) as Moment | null;
  if (!date || date.y < 1900) return null;
  // A time of the day, of no day.
  if (serial < 1) return `${String(date.H).padStart(2, "0")}:${String(date.M).padStart(2, "0")}`;
  return `${date.y}-${String(date.m).padStart(2, "0")}-${String(date.d).padStart(2, "0")}`;
}
