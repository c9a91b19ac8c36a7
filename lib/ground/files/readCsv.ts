import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { ContentError } from "../errors.js";

/**
 * The records of a CSV file, every cell a string, each with the line that it begins on.
 * @throws {ContentError} When there is no such file, when its columns are not exactly those, or when it is no CSV.
 */
export function readCsv(
  path: string,
  columns: readonly string[],
): { line: number; record: Record<string, string> }[] {
  const named = columns.join(", ");
  if (!existsSync(path)) {
    throw new ContentError(`There must be a file ${path} with the columns ${named}, but there is none.`);
  }
  const file = readFileSync(path);
  const text = file.subarray(file.indexOf("\uFEFF") === 0 ? 3 : 0);
  let records: { record: string[]; info: { bytes: number } }[];
  try {
    records = parse(text, { info: true, skip_empty_lines: true }) as unknown as typeof records;
  } catch (error) {
    const came = (error as Error).message;
    throw new ContentError(`${path} must be comma-separated values, but can't be read: ${came}.`);
  }
  const header = records[0]?.record ?? [];
  if (header.join() !== columns.join()) {
    throw new ContentError(`${path} must have the columns ${named}, but has ${header.join(", ") || "none"}.`);
  }
  return records.slice(1).map(({ record }, i) => ({
    line: lineAt(text, records[i]?.info.bytes ?? 0),
    record: Object.fromEntries(columns.map((column, c) => [column, record[c] ?? ""])),
  }));
}

/** The line of what follows a byte, blank lines skipped. The parser's own count takes CRLF within quotes for two. */
function lineAt(text: Buffer, after: number): number {
  let start = after;
  while (text[start] === 10 || text[start] === 13) start += 1;
  return text.subarray(0, start).toString("latin1").split("\n").length;
}
