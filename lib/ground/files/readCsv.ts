import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parse } from "csv-parse/sync";
import * as v from "valibot";
import { ContentError } from "../errors.js";
import { projectRoot } from "../project.js";
import { hashTexts, kept } from "./keep.js";
import { isUtf16, isZip, notUtf8 } from "./notUtf8.js";

/** What a line holds: for each column of the file, what its text must be and what it becomes. */
export type CsvSchema = v.ObjectSchema<
  Readonly<Record<string, v.GenericSchema<string, unknown>>>,
  v.ErrorMessage<v.ObjectIssue> | undefined
>;

/** A line of a CSV file, and where it begins. */
export interface CsvLine<T> {
  readonly line: number;
  readonly record: T;
}

/**
 * Reads a CSV file of the project: UTF-8, commas, one header row whose columns are the schema's, in any order.
 *
 * This is the one way in which the project reads CSV. Blank lines are passed over; a byte order mark and CRLF are
 * taken. A cell's text is as it stands, quotation marks undone; nothing is trimmed.
 * @param schema From text to values, a key for each column. Its messages follow the column's name: `must be …`.
 * @param check Finds what is wrong between lines that are right in themselves, or with one in all its columns.
 * @param optional Columns that need not be there: their cells are then empty.
 * @throws {ContentError} With all that is wrong, line by line; or why nothing can be read: no such file, another
 *  separator, another encoding, other columns, quotation marks astray.
 * @example readCsv("data/2018/figures.csv", v.object({ address: v.string(), value: wholeNumber, source: v.string() }))
 */
export function readCsv<Schema extends CsvSchema>(
  path: string,
  schema: Schema,
  check: (
    lines: readonly CsvLine<v.InferOutput<Schema>>[],
    complain: (line: number, what: string) => void,
  ) => void = () => {},
  optional: readonly string[] = [],
): CsvLine<v.InferOutput<Schema>>[] {
  const columns = Object.keys(schema.entries);
  const raw = parseLines(path, columns, optional);
  const problems: { line: number; what: string }[] = [];
  const complain = (line: number, what: string): void => void problems.push({ line, what });
  const lines = raw.flatMap(({ line, record }) => {
    const read = v.safeParse(schema, record);
    if (read.success) return [{ line, record: read.output }];
    for (const issue of read.issues) {
      const column = v.getDotPath(issue) ?? "";
      complain(line, `${column} ${issue.message}${came(issue.message, record[column] ?? "")}`);
    }
    return [];
  });
  check(lines, complain);
  if (problems.length > 0) {
    const told = problems.toSorted((a, b) => a.line - b.line);
    throw new ContentError(
      `${path} can't be used:\n${told.map(({ line, what }) => `  line ${line}: ${what}`).join("\n")}`,
    );
  }
  return lines;
}

/** What came, where the message leaves it open: one that is a whole sentence has said it, or need not. */
function came(message: string, text: string): string {
  return message.endsWith(".") ? "" : `, but is ${JSON.stringify(text)}.`;
}

/** Text that must not be blank. */
export const filled = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== "", "must not be empty."),
);

function parseLines(
  path: string,
  columns: readonly string[],
  optional: readonly string[],
): CsvLine<Record<string, string>>[] {
  const named = columns.filter((column) => !optional.includes(column)).join(", ");
  if (!existsSync(path)) {
    throw new ContentError(`There must be a file ${path} with the columns ${named}, but there is none.`);
  }
  const file = readFileSync(path);
  const bytes = file.subarray(file.indexOf("\uFEFF") === 0 ? 3 : 0);
  const text = decode(path, bytes);
  refuseOtherSeparators(path, text, columns);
  const records = recordsOf(path, bytes, text);
  const header = records[0]?.cells ?? [];
  const left = optional.filter((column) => !header.includes(column));
  if ([...header, ...left].sort().join("\0") !== [...columns].sort().join("\0")) {
    throw new ContentError(`${path} must have the columns ${named}, but has ${header.join(", ") || "none"}.`);
  }
  const lineAt = lineCounter(bytes);
  return records.slice(1).map(({ cells }, i) => ({
    line: lineAt(records[i]?.end ?? 0),
    record: {
      ...Object.fromEntries(left.map((column) => [column, ""])),
      ...Object.fromEntries(header.map((column, c) => [column, cells[c] ?? ""])),
    },
  }));
}

/** A record as it stands in a file. */
interface CsvRecord {
  readonly cells: readonly string[];
  /** In bytes from the beginning. */
  readonly end: number;
}

/** Records of the project's own data are kept: each command reads the same files, and a parser takes long to warm up. */
function recordsOf(path: string, bytes: Buffer, text: string): readonly CsvRecord[] {
  const own = path.startsWith(join(projectRoot, "data") + sep);
  const entry = own ? kept<readonly CsvRecord[]>(`ground/csv/${hashTexts(path).slice(0, 16)}`, [text]) : null;
  const known = entry?.read();
  if (known) return known;
  let parsed: { record: string[]; info: { bytes: number } }[];
  try {
    parsed = parse(bytes, { info: true, skip_empty_lines: true }) as unknown as typeof parsed;
  } catch (error) {
    throw new ContentError(
      `${path} must be comma-separated values, but can't be read: ${(error as Error).message}.`,
    );
  }
  const records = parsed.map(({ record, info }) => ({ cells: record, end: info.bytes }));
  entry?.write(records);
  return records;
}

const SAVE_AS = `Save it as UTF-8 (in Excel: "CSV UTF-8", in LibreOffice: character set Unicode (UTF-8)).`;

/** The text of UTF-8 and of nothing else: bytes that mean something in another encoding would become other letters. */
function decode(path: string, bytes: Buffer): string {
  const refuse = (came: string): never => {
    throw new ContentError(`${path} must be UTF-8, but ${came}. ${SAVE_AS}`);
  };
  if (isZip(bytes))
    throw new ContentError(
      `${path} must be a text file of comma-separated values, but is a workbook or another zip. Save it as CSV UTF-8.`,
    );
  if (isUtf16(bytes)) refuse("is UTF-16");
  const other = notUtf8(bytes);
  if (other) return refuse(`line ${other.line} is not; read as Windows-1252 it has "${other.word}"`);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  // What æ, ø, å, «, » and – become when UTF-8 is read as Windows-1252 and saved anew; and what is lost for good.
  const spoilt = /[^\s,;"]*(?:Ã[\u00a6\u00b8\u00a5\u2020\u02dc\u2026]|Â[«»\u00a0]|â€|\uFFFD)[^\s,;"]*/.exec(
    text,
  );
  if (spoilt) {
    const line = text.slice(0, spoilt.index).split("\n").length;
    throw new ContentError(
      `${path} must have its letters whole, but line ${line} has "${spoilt[0].slice(0, 40)}": text that was once read in another encoding and saved. Mend it, or go back to the file as it was.`,
    );
  }
  return text;
}

const SEPARATORS = { ";": "semicolons", "\t": "tabs", "|": "|" } as const;

function refuseOtherSeparators(path: string, text: string, columns: readonly string[]): void {
  const [header = ""] = text.split(/\r?\n/, 1);
  for (const [separator, name] of Object.entries(SEPARATORS)) {
    const found = header.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    if (found.length < 2 || !found.some((cell) => columns.includes(cell))) continue;
    throw new ContentError(
      `${path} must be separated by commas, but is separated by ${name}${separator === ";" ? ", as a Norwegian Excel writes it" : ""}. Save it with commas (in LibreOffice: field delimiter ","), and with decimal points.`,
    );
  }
}

/**
 * The line of what follows a byte, blank lines skipped, asked for from the first byte to the last. The parser's own
 * count takes CRLF within quotes for two.
 */
function lineCounter(text: Buffer): (after: number) => number {
  let line = 1;
  let counted = 0;
  return (after) => {
    let start = after;
    while (text[start] === 10 || text[start] === 13) start += 1;
    for (; counted < start; counted++) if (text[counted] === 10) line += 1;
    return line;
  };
}
