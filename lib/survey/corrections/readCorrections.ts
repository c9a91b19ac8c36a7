import * as v from "valibot";
import { readCsv } from "../../ground/files/readCsv.js";
import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { nearest } from "../../ground/text/nearest.js";
import type { Questionnaire } from "../questionnaire/types.js";

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

/** Whether a row leaves its cell as it is and says that it is right. */
export function isConfirmation({ before, after }: Correction): boolean {
  return before === after;
}

const text = v.pipe(
  v.string(),
  v.check(
    (given) => !given.includes("\0"),
    "must not have the character NUL. Type the line anew, or save the file as UTF-8.",
  ),
);
const said = v.pipe(
  text,
  v.check((given) => given.trim() !== "", "must not be empty."),
);

/**
 * The corrections log of a year, `data/<year>/corrections.csv`, in its order.
 * @param last The day of the edition: a correction can't be younger. Null or left out when it is not known.
 * @throws {ContentError} With all that is wrong, line by line: an empty id, field, rule, reason or by; a date that is
 *  none, or in the future; a rule that the edition does not know; a NUL; a CSV that can't be read.
 */
export function readCorrections(
  path: string,
  { logRules }: Questionnaire,
  last: string | null = null,
): Correction[] {
  const schema = v.object({
    id: said,
    field: said,
    before: text,
    after: text,
    rule: said,
    reason: said,
    by: said,
    date: v.pipe(
      v.string(),
      v.check(
        (date) => wrongDate(date, last) === null,
        ({ input }) => wrongDate(input, last) ?? "",
      ),
    ),
  });
  return readCsv(path, schema, (lines, complain) => {
    for (const { line, record } of lines) {
      if (Object.hasOwn(logRules, record.rule)) continue;
      const near = nearest(record.rule, Object.keys(logRules));
      complain(
        line,
        `rule must be one of the edition's (${Object.keys(logRules).join(", ")}), but is "${record.rule}".${near ? ` Is it "${near}"?` : ""}`,
      );
    }
  }).map(({ line, record }) => ({ line, ...record }));
}

function wrongDate(date: string, last: string | null): string | null {
  if (isIsoDate(date)) {
    if (last === null || date <= last) return null;
    return `must not be after ${last}, the day of the edition, but is ${date}. Mend it, or the date in edition.json.`;
  }
  const found = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(date.trim());
  const [, day = "", month = "", year = ""] = found ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const wayOut = isIsoDate(iso) ? ` Write it as ${iso}.` : "";
  return `must be a date such as 2026-06-30, but is ${JSON.stringify(date)}.${wayOut}`;
}
