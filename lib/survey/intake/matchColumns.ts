import { nearest } from "../../ground/text/nearest.js";
import type { ItemDefinition, Option, Questionnaire } from "../questionnaire/types.js";
import { type Problem, problem, quote } from "./problem.js";
import { cellName, type RawRow, type RawSheet } from "./workbook/rawWorkbook.js";

/** A column of the answers: outside the questionnaire, an item's answer, an option's tick, or the text beside it. */
export interface Column {
  /** The header. */
  readonly field: string;
  readonly item: ItemDefinition | null;
  readonly option: Option | null;
  readonly role: "id" | "mottatt" | "utgår" | "answer" | "tick" | "specify";
}

/** The columns that answers to a questionnaire have, in order. */
export function expectedColumns(questionnaire: Questionnaire): Column[] {
  const outside = (["id", "mottatt", "utgår"] as const).map(
    (role): Column => ({ field: role, item: null, option: null, role }),
  );
  const inside = Object.values(questionnaire.items).flatMap((item): Column[] => {
    if (item.kind !== "multiple")
      return [{ field: item.key, item, option: null, role: "answer" }, ...specifyColumns(item)];
    return item.options.flatMap((option): Column[] => {
      const field = `${item.key}__${option.key}`;
      const tick: Column = { field, item, option, role: "tick" };
      return option.specify ? [tick, { field: `${field}__tekst`, item, option, role: "specify" }] : [tick];
    });
  });
  return [...outside, ...inside];
}

function specifyColumns(item: ItemDefinition): Column[] {
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
): { columns: { column: Column; at: number }[]; problems: Problem[] } {
  const expected = expectedColumns(questionnaire);
  const problems: Problem[] = [];
  const first = sheet.rows[0];
  const codes = new Set(expected.map(({ field }) => field));
  const isHeader = (row: RawRow): boolean => row.cells.some((cell) => cell && codes.has(cell.text.trim()));
  if (first?.number !== 1 || !isHeader(first)) {
    const below = sheet.rows.find(isHeader);
    const refused = problem({
      kind: "column",
      sheet: sheet.name,
      expected: "Første rad må ha kolonnenes koder.",
      came: below ? `koder i rad ${below.number}` : first ? "et ark uten kodene" : "et tomt ark",
      wayOut: below ? "Slett radene over." : "Bruk skjemaet som ble sendt ut, og la første rad stå.",
    });
    return { columns: [], problems: [refused] };
  }
  const headers = first.cells.map((cell) => cell?.text.trim() ?? "");
  const width = Math.max(...sheet.rows.map((row) => row.cells.length));
  const columns: { column: Column; at: number }[] = [];
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
        near
          ? `Er det ${quote(near)}? Skriv koden slik.`
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
