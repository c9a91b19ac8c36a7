import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import { visible } from "../../ground/text/visible.js";
import type { ItemDefinition, Option, Questionnaire } from "../questionnaire/types.js";
import { type Problem, problem, quote } from "./problem.js";
import { cellName, type RawRow, type RawSheet } from "./workbook/rawWorkbook.js";

/** A column of the answers: outside the questionnaire, an item's answer, an option's tick, or the text beside it. */
export interface SheetColumn {
  /** The header. */
  readonly field: string;
  readonly item: ItemDefinition | null;
  readonly option: Option | null;
  readonly role: "id" | "mottatt" | "utgår" | "answer" | "tick" | "specify";
}

const known = new WeakMap<Questionnaire, readonly SheetColumn[]>();

/** The columns that answers to a questionnaire have, in order: the same for every sheet. */
export function expectedColumns(questionnaire: Questionnaire): readonly SheetColumn[] {
  const columns = known.get(questionnaire) ?? columnsOf(questionnaire);
  known.set(questionnaire, columns);
  return columns;
}

function columnsOf(questionnaire: Questionnaire): SheetColumn[] {
  // Without a frame nobody was asked, so that nothing was received.
  const roles = questionnaire.framed ? (["id", "mottatt", "utgår"] as const) : (["id", "utgår"] as const);
  const outside = roles.map((role): SheetColumn => ({ field: role, item: null, option: null, role }));
  const inside = Object.values(questionnaire.items).flatMap((item): SheetColumn[] => {
    if (item.kind !== "multiple")
      return [{ field: item.key, item, option: null, role: "answer" }, ...specifyColumns(item)];
    return item.options.flatMap((option): SheetColumn[] => {
      const field = `${item.key}__${option.key}`;
      const tick: SheetColumn = { field, item, option, role: "tick" };
      return option.specify ? [tick, { field: `${field}__tekst`, item, option, role: "specify" }] : [tick];
    });
  });
  return [...outside, ...inside];
}

function specifyColumns(item: ItemDefinition): SheetColumn[] {
  return item.options
    .filter((option) => option.specify)
    .map((option) => ({ field: `${item.key}__${option.key}__tekst`, item, option, role: "specify" }));
}

/**
 * Finds the questionnaire's columns in a sheet by their codes in its first row, in any order.
 * @returns Where each found column is (A = 0), and a problem for every one that is missing, doubled or unknown.
 */
export function matchColumns(
  sheet: RawSheet,
  questionnaire: Questionnaire,
): { columns: { column: SheetColumn; at: number }[]; problems: Problem[] } {
  const expected = expectedColumns(questionnaire);
  const problems: Problem[] = [];
  const [first] = sheet.rows;
  const refused = first && checkHeader(sheet, first, expected);
  if (!first || refused) return { columns: [], problems: refused ?? [emptySheet(sheet)] };
  const headers = first.cells.map((cell) => cell?.text.trim() ?? "");
  const width = sheet.width ?? sheet.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns: { column: SheetColumn; at: number }[] = [];
  const missing = expected.filter(({ field }) => !headers.includes(field));
  for (let at = 0; at < width; at++) {
    const header = headers[at] ?? "";
    const cell = cellName(0, at);
    const refuse = (wrong: string, came: string, wayOut: string): void => {
      problems.push(
        problem({
          kind: "column",
          sheet: sheet.name,
          cell,
          field: header || null,
          expected: wrong,
          came,
          wayOut,
        }),
      );
    };
    if (header === "") {
      const filled = sheet.rows.find((row) => row.cells[at]);
      if (filled) {
        refuse(
          "En kolonne med innhold må ha en kode i første rad.",
          `innhold i ${filled.cells[at]?.at}, uten kode over`,
          "Skriv koden, eller tøm kolonnen.",
        );
      }
      continue;
    }
    const column = expected.find(({ field }) => field === header);
    if (!column) {
      const near = nearest(
        header,
        missing.map(({ field }) => field),
      );
      refuse(
        `Kolonnen må være en av spørreskjemaets for ${questionnaire.year}.`,
        quote(header),
        near && visible(header) === header
          ? `Er det ${quote(near)}? Skriv koden slik.`
          : near
            ? `Skriv koden ${quote(near)} på nytt, uten usynlige tegn.`
            : "Ta kolonnen ut, eller bruk skjemaet som ble sendt ut.",
      );
    } else if (headers.indexOf(header) !== at) {
      refuse(
        "Hver kolonne må stå én gang.",
        `${quote(header)} også i ${cellName(0, headers.indexOf(header))}`,
        "Ta ut den ene.",
      );
    } else columns.push({ column, at });
  }
  for (const { field, item } of missing) {
    problems.push(
      problem({
        kind: "column",
        sheet: sheet.name,
        field,
        item: item?.number ?? null,
        expected: `Kolonnen ${field} må være med.`,
        came: "et ark uten den",
        wayOut: "Bruk skjemaet som ble sendt ut, og la alle kolonner stå.",
      }),
    );
  }
  return { columns, problems };
}

const EXPECTED_HEADER = "Første rad må ha kolonnenes koder.";

function emptySheet({ name }: RawSheet): Problem {
  return problem({
    kind: "column",
    sheet: name,
    expected: EXPECTED_HEADER,
    came: "et tomt ark",
    wayOut: "Bruk skjemaet som ble sendt ut, og la første rad stå.",
  });
}

/** What is wrong with the header as a whole, so that nothing can be said of its columns; null when it is one line. */
function checkHeader(sheet: RawSheet, first: RawRow, expected: readonly SheetColumn[]): Problem[] | null {
  const codes = new Set(expected.map(({ field }) => field));
  const isHeader = (row: RawRow): boolean => row.cells.some((cell) => cell && codes.has(cell.text.trim()));
  const refuse = (came: string, wayOut: string): Problem[] => [
    problem({ kind: "column", sheet: sheet.name, expected: EXPECTED_HEADER, came, wayOut }),
  ];
  if (first.number !== 1 || !isHeader(first)) {
    const below = sheet.rows.find(isHeader);
    if (!below) return refuse("et ark uten kodene", "Bruk skjemaet som ble sendt ut, og la første rad stå.");
    const above = sheet.rows.filter(({ number }) => number < below.number);
    const wide = above.some(({ cells }) => cells.filter((cell) => cell?.text.trim()).length > 1);
    return refuse(
      wide
        ? `en overskrift på ${below.number} rader, med kodene i rad ${below.number}`
        : `koder i rad ${below.number}`,
      "Slett radene over.",
    );
  }
  const second = sheet.rows[1];
  if (second && isSecondHeader(first, second, expected)) {
    return refuse(
      `en overskrift på to rader: også rad ${second.number} har overskrifter`,
      "Skriv hver kode i én celle i første rad, og slett den andre overskriften.",
    );
  }
  if (sheet.merged && sheet.merged.length > 0) {
    return sheet.merged.map((range) =>
      problem({
        kind: "sheet",
        sheet: sheet.name,
        cell: range.split(":")[0] ?? null,
        expected: "Celler kan ikke være slått sammen.",
        came: range,
        wayOut: "Del dem opp igjen, og fyll ut hver celle.",
      }),
    );
  }
  return null;
}

/** How many cells must be headings for a row to be one: answers may be worded like a heading here and there. */
const HEADINGS = 3;

/** Whether the row below the codes has headings too: the form's own words, or the second halves of codes. */
function isSecondHeader(first: RawRow, second: RawRow, expected: readonly SheetColumn[]): boolean {
  const byField = new Map(expected.map((column) => [column.field, column]));
  let group = "";
  let headings = 0;
  for (let at = 0; at < second.cells.length; at++) {
    const above = first.cells[at]?.text.trim() ?? "";
    const below = second.cells[at]?.text.trim() ?? "";
    group = above || group;
    if (below === "") continue;
    const column = byField.get(above);
    if (column?.field === "mottatt" && isIsoDate(below)) return false;
    if ((column && wordsOf(column).has(fold(below))) || byField.has(`${group}__${below}`)) headings += 1;
  }
  return headings >= HEADINGS;
}

const words = new WeakMap<SheetColumn, ReadonlySet<string>>();

/** What else may stand over a column. A single choice's own labels are answers. */
function wordsOf(column: SheetColumn): ReadonlySet<string> {
  const found = words.get(column) ?? foldedWords(column);
  words.set(column, found);
  return found;
}

function foldedWords({ field, item, option, role }: SheetColumn): ReadonlySet<string> {
  const all = [field, item?.label, item?.question, item?.section, String(item?.number ?? field)];
  if (role !== "answer") all.push(option?.label, option?.key);
  return new Set(all.filter((word) => word !== undefined).map(fold));
}
