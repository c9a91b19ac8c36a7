import { isUtf8 } from "node:buffer";
import { closeSync, createReadStream, openSync, readFileSync, readSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { isUtf16, isZip, notUtf8 } from "../../ground/files/notUtf8.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { ColumnBuilder } from "./codedColumn.js";
import { expectedColumns, type SheetColumn } from "./matchColumns.js";
import { type Problem, problem, quote } from "./problem.js";
import { tickedIn } from "./ticked.js";
import { cellName, type RawCell, type RawRow, type RawSheet } from "./workbook/rawWorkbook.js";

/**
 * Answers that come as a table in a CSV file (`raw/svar.csv`), as a sheet like that of a workbook: UTF-8, a header line;
 * commas, semicolons or tabs. Columns are found by the questionnaire's `column` or by their codes, upper and lower case
 * and white space alike where only one fits; others are left alone. A table without ids has the rows' numbers for them,
 * one without `mottatt` does not say when a row came; rows with nothing in them are none. Ticks may be what people and
 * programs write for yes and no.
 * @returns The sheet, or null, and what is wrong with the file, in bokmål.
 */
export async function readRegister(
  path: string,
  questionnaire: Questionnaire,
): Promise<{ sheet: RawSheet | null; problems: Problem[] }> {
  const name = basename(path);
  const refuse = (expected: string, came: string, wayOut: string) => ({
    sheet: null,
    problems: [problem({ kind: "file", sheet: name, expected, came, wayOut })],
  });
  const head = firstBytes(path);
  if (isZip(head))
    return refuse(
      "Filen må være en tekstfil med skilletegn (CSV).",
      "en arbeidsbok eller en annen zip-fil",
      "Lagre den som «CSV UTF-8».",
    );
  const notUnicode = (other: string) =>
    refuse("Filen må ha tegnsettet UTF-8.", other, "Lagre den som «CSV UTF-8».");
  if (isUtf16(head)) return notUnicode("UTF-16");
  let headers: string[] | null = null;
  const rows = new Rows();
  try {
    await readLines(path, (line) => {
      if (headers === null) headers = line;
      else rows.add(line);
    });
  } catch (error) {
    const other = notUtf8(readFileSync(path));
    if (other) return notUnicode(whichEncoding(other));
    const line = (error as { lines?: number }).lines;
    return refuse(
      "Hver linje må ha like mange felt som overskriften, og anførselstegn må være to om hvert felt.",
      `${line === undefined ? "" : `linje ${line}: `}${(error as Error).message}`,
      "Rett linjen.",
    );
  }
  const names = (headers ?? []) as string[];
  if (rows.isEmpty && names.every((header) => header.trim() === ""))
    return refuse(
      "Filen må ha en linje med overskrifter og en linje for hver rad.",
      "en tom fil",
      "Legg svarene i filen.",
    );
  const columns = findColumns(
    name,
    names.map((header) => header.trim()),
    questionnaire,
  );
  if (columns.problems.length > 0) return { sheet: null, problems: columns.problems };
  const header = columns.found.map(({ field }, at) => new TextCell(1, at, field));
  const isDated = columns.found.some(({ role, at }) => role === "mottatt" && at !== null);
  const sheet: RawSheet = { name, rows: rows.below(header, columns.found), width: header.length };
  return { sheet: isDated ? sheet : { ...sheet, undated: true }, problems: [] };
}

/** A value of a table in a column that nobody asked for. */
export interface LeftAlone {
  readonly header: string;
  /** Its row, as `RawRow.number`. */
  readonly row: number;
  readonly text: string;
}

/**
 * What a table that `readRegister` can read holds in the columns that it leaves alone: the questionnaire does not know
 * them, so that nothing of them is public.
 */
export async function leftAloneIn(path: string, questionnaire: Questionnaire): Promise<LeftAlone[]> {
  const found: LeftAlone[] = [];
  let places: { readonly header: string; readonly at: number }[] = [];
  let row = 0;
  await readLines(path, (line) => {
    row += 1;
    if (row === 1) {
      const names = line.map((header) => header.trim());
      const asked = new Set(findColumns(basename(path), names, questionnaire).found.map(({ at }) => at));
      places = names.flatMap((header, at) => (asked.has(at) ? [] : [{ header, at }]));
      return;
    }
    for (const { header, at } of places) if (line[at]?.trim()) found.push({ header, row, text: line[at] });
  });
  return found;
}

/** Reads a table piece by piece and line by line, so that neither the file nor its lines are ever there as a whole. */
async function readLines(path: string, read: (line: string[]) => void): Promise<void> {
  const head = firstBytes(path);
  const start = separatorLineOf(head);
  const lines = parse({
    bom: true,
    delimiter: delimiterOf(new TextDecoder().decode(head.subarray(start))),
    skip_empty_lines: true,
  });
  // Not by `on_record`, which has a record of its own made for each line that outlives it: twice the memory.
  lines.on("data", read);
  await pipeline(createReadStream(path, { start }), checkUtf8, lines);
}

/** How long Excel's own line about the separator is, which is none of the table. */
function separatorLineOf(head: Buffer): number {
  const [line = ""] = /^(?:\xef\xbb\xbf)?sep=.\r?\n/i.exec(head.subarray(0, 16).toString("latin1")) ?? [];
  return line.length;
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(HEADER);
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER, 0));
  } finally {
    closeSync(file);
  }
}

/** Passes a file on. @throws When it is not UTF-8. */
async function* checkUtf8(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const isAscii = (byte: number): boolean => byte < 0x80;
  // A letter of several bytes may begin in one piece and end in the next.
  let begun = Buffer.alloc(0);
  const check = (bytes: Buffer): void => {
    if (!isUtf8(bytes)) throw new Error("The file must be UTF-8.");
  };
  for await (const piece of pieces) {
    const first = piece.findIndex(isAscii);
    if (first < 0) begun = Buffer.concat([begun, piece]);
    else {
      const end = piece.findLastIndex(isAscii) + 1;
      check(Buffer.concat([begun, piece.subarray(0, first)]));
      check(piece.subarray(first, end));
      begun = Buffer.from(piece.subarray(end));
    }
    yield piece;
  }
  check(begun);
}

/** The lines of a table that have something in them, by columns: there may be a million. */
class Rows {
  readonly #numbers = new ColumnBuilder<number>();
  #columns: readonly ColumnBuilder<string>[] = [];
  #seen = 0;
  get isEmpty(): boolean {
    return this.#numbers.length === 0;
  }
  add(line: readonly string[]): void {
    this.#seen += 1;
    if (line.every((value) => value.trim() === "")) return;
    this.#numbers.add(this.#seen);
    if (this.#columns.length === 0) this.#columns = line.map(() => new ColumnBuilder<string>());
    for (const [at, column] of this.#columns.entries()) column.add(line[at] ?? "");
  }
  /** The header with the rows below it. */
  below(header: readonly RawCell[], found: readonly FoundColumn[]): RawRow[] {
    const table: Table = { numbers: this.#numbers, columns: this.#columns, found };
    return Array.from({ length: this.#numbers.length + 1 }, (_, row) =>
      row === 0 ? { number: 1, cells: header } : new TableRow(row - 1, table),
    );
  }
}

interface Table {
  /** Of each row its place among the lines below the header, from 1. */
  readonly numbers: ColumnBuilder<number>;
  readonly columns: readonly ColumnBuilder<string>[];
  readonly found: readonly FoundColumn[];
}

/** A row of a table, which makes its cells for whoever asks. */
class TableRow implements RawRow {
  constructor(
    private readonly row: number,
    private readonly table: Table,
  ) {}
  get number(): number {
    return this.table.numbers.at(this.row) + 1;
  }
  get cells(): readonly (RawCell | undefined)[] {
    const { numbers, columns, found } = this.table;
    const place = numbers.at(this.row);
    return found.map(({ field, at, role }, column) => {
      const { number } = this;
      if (at === null) return field === "id" ? new TextCell(number, column, String(place)) : undefined;
      const value = columns[at]?.at(this.row) ?? "";
      if (role === "tick") return tickCell(number, column, value);
      return value === "" ? undefined : new TextCell(number, column, value);
    });
  }
}

/** A cell of a table, which knows its place without carrying its name. */
class TextCell implements RawCell {
  readonly type = "text";
  constructor(
    private readonly row: number,
    private readonly column: number,
    readonly text: string,
  ) {}
  get at(): string {
    return cellName(this.row - 1, this.column);
  }
}

/** Empty where it says no; what says neither is left for whoever reads the answers to refuse. */
function tickCell(row: number, column: number, value: string): TextCell | undefined {
  const ticked = tickedIn(value);
  return ticked === false ? undefined : new TextCell(row, column, ticked === true ? "1" : value);
}

interface FoundColumn extends Pick<SheetColumn, "field" | "role"> {
  /** Its place in the file; null for one that no table has, which every row lacks. */
  readonly at: number | null;
}

function findColumns(
  sheet: string,
  names: readonly string[],
  questionnaire: Questionnaire,
): { found: readonly FoundColumn[]; problems: Problem[] } {
  const folded = names.map(fold);
  const problems: Problem[] = [];
  const complain = (field: string, expected: string, came: string, wayOut: string): void =>
    void problems.push(problem({ kind: "column", sheet, field, expected, came, wayOut }));
  const placesOf = (header: string): number[] => {
    const exact = names.flatMap((name, at) => (name === header ? [at] : []));
    return exact.length > 0 ? exact : folded.flatMap((name, at) => (name === fold(header) ? [at] : []));
  };
  const found = expectedColumns(questionnaire).map(({ field, item, option, role }): FoundColumn => {
    const own = role === "tick" ? (option?.column ?? `${item?.column}__${option?.key}`) : item?.column;
    const header = role === "answer" || role === "tick" ? (own ?? field) : field;
    const [places = []] = [placesOf(header), placesOf(field)].filter((list) => list.length > 0);
    if (places.length > 1)
      complain(
        field,
        "Hver kolonne må stå én gang.",
        `${quote(names[places[0] as number] as string)} flere ganger`,
        "Ta ut den ene.",
      );
    if (places.length === 0 && item !== null && role !== "specify") {
      const near = nearest(header, names);
      complain(
        field,
        `Kolonnen ${quote(header)} må være med.`,
        "en fil uten den",
        near
          ? `Er det ${quote(near)}? Skriv det som column i spørreskjemaet.`
          : "Skriv kolonnens overskrift som column i spørreskjemaet.",
      );
    }
    return { field, role, at: places[0] ?? null };
  });
  return { found, problems };
}

/** No header line is longer, in bytes. */
const HEADER = 100_000;

/** The separator that stands most often in the header line, outside quotation marks. */
function delimiterOf(text: string): string {
  const [first = ""] = text.replace(/"(?:[^"]|"")*"/g, "").split(/\r?\n/, 1);
  const [most] = [",", ";", "\t"].toSorted((a, b) => first.split(b).length - first.split(a).length);
  return most as string;
}

function whichEncoding({ line, word }: { readonly line: number; readonly word: string }): string {
  return `et annet tegnsett: lest som Windows-1252 har linje ${line} ${quote(word)}`;
}
