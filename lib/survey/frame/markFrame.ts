import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { writeWhole } from "../../ground/files/writeWhole.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { bodyKeys } from "./bodyKeys.js";
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
 * @param marks By the bodies' numbers, or keys.
 * @returns Whether anything was written.
 * @example markFrame("data/2020/frame.csv", new Map([["889640782", { svar: "2020-08-29" }]]), questionnaire)
 */
export function markFrame(
  path: string,
  marks: ReadonlyMap<string, FrameMark>,
  questionnaire: Questionnaire,
): boolean {
  const { header, lines } = linesOf(readFileSync(path));
  const missing = FOLLOW_UP.filter(
    (column) => !header.includes(column) && [...marks.values()].some((mark) => mark[column] !== undefined),
  );
  const before = header.indexOf("svar");
  const columns = [...header.slice(0, before), ...missing, ...header.slice(before)];
  const { numbered, bodyKey, bodyName } = questionnaire;
  const known = header.indexOf(numbered ? bodyKey : bodyName);
  const written = lines.map(({ cells }) => cells[known] ?? "");
  const keys = numbered ? written : bodyKeys(written.map((name) => name.trim()));
  let changed = false;
  const after = lines.map((line, i): Line => {
    const mark = marks.get(keys[i] as string);
    if (!mark && missing.length === 0) return line;
    const cells = columns.map((column) => line.cells[header.indexOf(column)] ?? "");
    for (const [column, day] of Object.entries(mark ?? {}) as [keyof FrameMark, string][]) {
      const at = columns.indexOf(column);
      const known = cells[at] ?? "";
      const now = column === "purret" ? addDay(known, day) : known || day;
      changed ||= now !== known;
      cells[at] = now;
    }
    return toLine(cells);
  });
  if (!changed) return false;
  const text = [toLine(columns), ...after].map((line) => line.text).join("");
  writeWhole(path, text);
  last = { bytes: Buffer.from(text), header: columns, lines: after };
  return true;
}

interface Line {
  readonly cells: readonly string[];
  readonly text: string;
}

interface Lines {
  readonly header: readonly string[];
  readonly lines: readonly Line[];
}

/** What was written last: a thousand forms that are taken in one after the other note a thousand answers. */
let last: (Lines & { readonly bytes: Buffer }) | null = null;

function linesOf(bytes: Buffer): Lines {
  if (last?.bytes.equals(bytes)) return last;
  const [header, ...lines] = parse(bytes, { bom: true, raw: true }) as unknown as Parsed[];
  return {
    header: header?.record ?? [],
    // Raw is with the first character of the line break.
    lines: lines.map(({ record, raw }) => ({ cells: record, text: `${raw.replace(/[\r\n]+$/, "")}\n` })),
  };
}

/** A line as csv-parse gives it with `raw`, which its types do not know. */
interface Parsed {
  readonly record: string[];
  readonly raw: string;
}

function toLine(cells: readonly string[]): Line {
  return { cells, text: stringify([cells]) };
}

function addDay(known: string, day: string): string {
  const days = known.split(" ").filter((text) => text !== "");
  return [...new Set([...days, day])].sort().join(" ");
}
