/** What kind of content a cell has in the file. `formula` is one that was saved without its value. */
export type RawType = "text" | "number" | "date" | "boolean" | "error" | "formula";

/** A cell as it came. Empty cells are not there. */
export interface RawCell {
  /** As Excel has it: `H12`. */
  readonly at: string;
  readonly type: RawType;
  /** What the log compares with: text as it stands, numbers as plain digits, dates as ISO, errors as `#REF!`. */
  readonly text: string;
  /** Set by a row of the corrections log: the text is then taken at its word. */
  readonly corrected?: true;
  /** The value was computed by a formula. */
  readonly computed?: true;
  /** All or some of it is struck through. */
  readonly struck?: true;
  /** It is there, but the sheet does not show it: white letters on white, a format without a place for anything. */
  readonly unseen?: true;
  /** What is stored for a `formula` although it is not its value. */
  readonly kept?: string;
  /** The number format's code, when it says what the number counts: `0.0 "MNOK"`, `0%`. */
  readonly format?: string;
}

export interface RawRow {
  /** The row's number in the sheet, from 1. */
  readonly number: number;
  /** By column, A = 0. */
  readonly cells: readonly (RawCell | undefined)[];
}

export interface RawSheet {
  readonly name: string;
  /** Rows with something in them, in order. */
  readonly rows: readonly RawRow[];
  /** How many columns every row has, where they all have as many. */
  readonly width?: number;
  /** Ranges of merged cells: `A1:C1`. */
  readonly merged?: readonly string[];
  /** It does not say when each row came. */
  readonly undated?: true;
}

/** A workbook as it came, before anything is read into it. */
export interface RawWorkbook {
  readonly file: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  readonly sheets: readonly RawSheet[];
}

/** `cellName(11, 7)` is `H12`: both from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** `columnName(27)` is `AB`. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest >= 0 ? columnName(rest) : "") + String.fromCharCode(65 + (column % 26));
}

/** `{ row, column }` from 0, or null when the text is no cell reference. */
export function cellAt(name: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(name);
  if (!match) return null;
  const column =
    [...(match[1] as string)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}

/** A number as the log writes it: plain digits, never with an exponent. */
export function plainDigits(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}
