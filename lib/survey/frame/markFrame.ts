import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { FOLLOW_UP } from "./readFrame.js";

/** What is noted of a body: days, ISO. */
export interface FrameMark {
  readonly sendt?: string;
  /** One more day on which it was reminded. */
  readonly purret?: string;
  readonly svar?: string;
}

/**
 * Notes in `frame.csv` what has happened to bodies: when the form was sent, when they were reminded, when they
 * answered. What stands there already stays; a second reminder is added to the first. Everything else of the file is
 * as it was. A frame gets the columns of the follow-up when it has none.
 * @param marks By organisation number.
 * @returns Whether anything was written.
 * @example markFrame("data/2020/frame.csv", new Map([["889640782", { svar: "2020-08-29" }]]))
 */
export function markFrame(path: string, marks: ReadonlyMap<string, FrameMark>): boolean {
  const [header = [], ...lines] = parse(readFileSync(path), { bom: true }) as string[][];
  const missing = FOLLOW_UP.filter(
    (column) => !header.includes(column) && [...marks.values()].some((mark) => mark[column] !== undefined),
  );
  const before = header.indexOf("svar");
  const columns = [...header.slice(0, before), ...missing, ...header.slice(before)];
  let changed = false;
  const records = lines.map((line) => {
    const record: Record<string, string> = Object.fromEntries(
      columns.map((column) => [column, line[header.indexOf(column)] ?? ""]),
    );
    const mark = marks.get(record.organisasjonsnummer ?? "") ?? {};
    for (const [column, day] of Object.entries(mark) as [keyof FrameMark, string][]) {
      const known = record[column] ?? "";
      const now = column === "purret" ? addDay(known, day) : known || day;
      changed ||= now !== known;
      record[column] = now;
    }
    return columns.map((column) => record[column] ?? "");
  });
  if (changed) writeWhole(path, stringify([columns, ...records]));
  return changed;
}

function addDay(known: string, day: string): string {
  const days = known.split(" ").filter((text) => text !== "");
  return [...new Set([...days, day])].sort().join(" ");
}
