import { ContentError } from "../../ground/errors.js";
import { readCsv } from "../../ground/files/readCsv.js";
import { isIsoDate } from "../../ground/text/isIsoDate.js";

/** One row of the corrections log: who changed which cell from what to what, and why. */
export interface Correction {
  /** Line in corrections.csv. */
  readonly line: number;
  /** The record. */
  readonly id: string;
  /** The column's header; `utgår` with after = ja removes the record. */
  readonly field: string;
  /** The cell's text until then, numbers as plain digits; empty for an empty cell. */
  readonly before: string;
  /** The cell's text from then on; the same as `before` confirms it as it stands. */
  readonly after: string;
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  readonly date: string;
}

const COLUMNS = ["id", "field", "before", "after", "rule", "reason", "by", "date"] as const;

/**
 * The corrections log of a year, `data/<year>/corrections.csv`, in its order.
 * @throws {ContentError} With all that is wrong, line by line: an empty id, field, rule, reason or by; a date that is
 *  none; a CSV that can't be read.
 */
export function readCorrections(path: string): Correction[] {
  const problems: string[] = [];
  const log = readCsv(path, COLUMNS).map(({ line, record }) => {
    for (const column of ["id", "field", "rule", "reason", "by"]) {
      if ((record[column] ?? "").trim() === "") problems.push(`line ${line}: ${column} must not be empty.`);
    }
    const date = record.date ?? "";
    if (!isIsoDate(date))
      problems.push(`line ${line}: date must be a date such as 2019-11-04, but is "${date}".`);
    return { line, ...record } as unknown as Correction;
  });
  if (problems.length > 0)
    throw new ContentError(`${path} can't be used:\n${problems.map((p) => `  ${p}`).join("\n")}`);
  return log;
}
