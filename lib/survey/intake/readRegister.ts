import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
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
export function readRegister(
  path: string,
  questionnaire: Questionnaire,
): { sheet: RawSheet | null; problems: Problem[] } {
  const name = basename(path);
  const refuse = (expected: string, came: string, wayOut: string) => ({
    sheet: null,
    problems: [problem({ kind: "file", sheet: name, expected, came, wayOut })],
  });
  const bytes = readFileSync(path);
  if (isZip(bytes))
    return refuse(
      "Filen må være en tekstfil med skilletegn (CSV).",
      "en arbeidsbok eller en annen zip-fil",
      "Lagre den som «CSV UTF-8».",
    );
  const other = isUtf16(bytes) ? "UTF-16" : otherEncoding(bytes);
  if (other !== null) return refuse("Filen må ha tegnsettet UTF-8.", other, "Lagre den som «CSV UTF-8».");
  const body = withoutSeparatorLine(bytes);
  let headers: string[] | null = null;
  const rows = new Rows();
  try {
    // Line by line, so that there are never all lines beside what is made of them.
    parse(body, {
      bom: true,
      delimiter: delimiterOf(new TextDecoder().decode(body.subarray(0, HEADER))),
      skip_empty_lines: true,
      on_record: (line: string[]) => {
        if (headers === null) headers = line;
        else rows.add(line);
        return null;
      },
    });
  } catch (error) {
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
  const header = { number: 1, cells: columns.found.map(({ field }, at) => new TextCell(1, at, field)) };
  const isDated = columns.found.some(({ role, at }) => role === "mottatt" && at !== null);
  const sheet: RawSheet = { name, rows: [header, ...rows.as(columns.found)] };
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
export function leftAloneIn(path: string, questionnaire: Questionnaire): LeftAlone[] {
  const body = withoutSeparatorLine(readFileSync(path));
  const options = {
    bom: true,
    delimiter: delimiterOf(new TextDecoder().decode(body.subarray(0, HEADER))),
    skip_empty_lines: true,
  };
  const [headers = []] = parse(body, { ...options, to: 1 }) as string[][];
  const names = headers.map((header) => header.trim());
  const asked = new Set(findColumns(basename(path), names, questionnaire).found.map(({ at }) => at));
  const places = names.flatMap((header, at) => (asked.has(at) ? [] : [{ header, at }]));
  const found: LeftAlone[] = [];
  if (places.length === 0) return found;
  let row = 0;
  parse(body, {
    ...options,
    on_record: (line: string[]) => {
      row += 1;
      if (row > 1)
        for (const { header, at } of places)
          if (line[at]?.trim()) found.push({ header, row, text: line[at] });
      return null;
    },
  });
  return found;
}

/** Without Excel's own line about the separator, which is none of the table. */
function withoutSeparatorLine(bytes: Buffer): Buffer {
  const [line = ""] = /^(?:\xef\xbb\xbf)?sep=.\r?\n/i.exec(bytes.subarray(0, 16).toString("latin1")) ?? [];
  return bytes.subarray(line.length);
}

/** The lines of a table that have something in them, by columns: there may be a million. */
class Rows {
  readonly #numbers: number[] = [];
  #columns: readonly ColumnBuilder<string>[] = [];
  #seen = 0;
  get isEmpty(): boolean {
    return this.#numbers.length === 0;
  }
  add(line: readonly string[]): void {
    this.#seen += 1;
    if (line.every((value) => value.trim() === "")) return;
    this.#numbers.push(this.#seen);
    if (this.#columns.length === 0) this.#columns = line.map(() => new ColumnBuilder<string>());
    for (const [at, column] of this.#columns.entries()) column.add(line[at] ?? "");
  }
  as(found: readonly FoundColumn[]): RawRow[] {
    const table = { columns: this.#columns, found };
    return this.#numbers.map((place, row) => new TableRow(place, row, table));
  }
}

/** A row of a table, which makes its cells for whoever asks. */
class TableRow implements RawRow {
  constructor(
    /** Its place among the lines below the header, from 1. */
    private readonly place: number,
    private readonly row: number,
    private readonly table: {
      readonly columns: readonly ColumnBuilder<string>[];
      readonly found: readonly FoundColumn[];
    },
  ) {}
  get number(): number {
    return this.place + 1;
  }
  get cells(): readonly (RawCell | undefined)[] {
    const { columns, found } = this.table;
    return found.map(({ field, at, role }, column) => {
      const { number, place } = this;
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

function otherEncoding(bytes: Buffer): string | null {
  const other = notUtf8(bytes);
  return other && `et annet tegnsett: lest som Windows-1252 har linje ${other.line} ${quote(other.word)}`;
}
