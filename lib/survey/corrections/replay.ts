import { fold, nearest } from "../../ground/text/nearest.js";
import { type Problem, problem, quote } from "../intake/problem.js";
import { cellName, type RawCell, type RawSheet } from "../intake/workbook/rawWorkbook.js";
import type { CheckRule } from "../questionnaire/checkRules.js";
import { type Correction, isConfirmation } from "./readCorrections.js";

/** A sheet after the log: cells that a row of it changed are marked. */
export interface Replayed {
  readonly sheet: RawSheet;
  /** Log rows that can't be carried out. */
  readonly problems: Problem[];
  /** Log rows by `touchKey(id, field)`, in the log's order. */
  readonly touched: ReadonlyMap<string, readonly Correction[]>;
}

/** The rule of a row that takes back an earlier one. */
export const UNDONE = "angret" satisfies CheckRule;

/**
 * The log without what was taken back. A row with the rule `angret` takes back the last row before it on the same cell
 * whose `after` it has for `before`, and whose `before` it has for `after`; neither of the two is carried out. Also a row
 * that no longer fits the answers is taken back so: the log only ever grows.
 * @returns The rows that stand, and the `angret` rows that take nothing back.
 */
export function withoutUndone(log: readonly Correction[]): {
  standing: readonly Correction[];
  idle: readonly Correction[];
} {
  const standing: Correction[] = [];
  const idle: Correction[] = [];
  for (const row of log) {
    if (row.rule !== UNDONE) {
      standing.push(row);
      continue;
    }
    const at = standing.findLastIndex(
      ({ id, field, before, after }) =>
        id === row.id && field === row.field && after === row.before && before === row.after,
    );
    if (at >= 0) standing.splice(at, 1);
    else idle.push(row);
  }
  return { standing, idle };
}

/** Key of a cell by its record and column. */
export function touchKey(id: string, field: string): string {
  return `${id}\u0000${field}`;
}

/**
 * Replays the corrections log on raw cells: the same sheet and log give the same result, always.
 *
 * `before` must be the cell's text, or what an earlier row of the log left there. A row that does not match is not
 * carried out, and is a problem; so are rows about records or columns that are not there, or that are there twice, and
 * rows that take back what nobody did. Rows that were taken back are left out.
 * @param sheet As it came, with ids and column headers; it is left as it is.
 */
export function replay(sheet: RawSheet, log: readonly Correction[]): Replayed {
  if (log.length === 0) return { sheet, problems: [], touched: new Map() };
  const problems: Problem[] = [];
  const touched = new Map<string, Correction[]>();
  const columns = indexOf((sheet.rows[0]?.cells ?? []).map((cell, i) => [cell?.text.trim() ?? "", i]));
  const idColumn = columns.get("id")?.[0];
  const rows = indexOf(
    sheet.rows
      .slice(1)
      .map((row, i) => [idColumn === undefined ? "" : (row.cells[idColumn]?.text.trim() ?? ""), i + 1]),
  );
  const changed = new Map<number, (RawCell | undefined)[]>();

  const { standing, idle } = withoutUndone(log);
  for (const { line, id, field, before, after } of idle)
    problems.push(
      problem({
        kind: "corrections",
        line,
        id,
        field,
        expected: `En rad med regelen ${UNDONE} må ta tilbake en tidligere rad for samme felt.`,
        came: `ingen rad fra ${quote(after)} til ${quote(before)}`,
        wayOut: "Ta ut raden, eller rett «before» og «after».",
      }),
    );

  for (const entry of standing) {
    const refuse = (expected: string, came: string, wayOut: string, place: Partial<Problem> = {}): void => {
      const { line, id, field } = entry;
      problems.push(problem({ kind: "corrections", line, id, field, expected, came, wayOut, ...place }));
    };
    const row = only(rows, entry.id);
    const column = only(columns, entry.field);
    if (row === null) {
      const near = nearest(entry.id, [...rows.keys()]);
      refuse(
        "Loggen må gjelde en rad som finnes i svarene.",
        rows.has(entry.id)
          ? `id-en ${quote(entry.id)}, som står på flere rader`
          : `id-en ${quote(entry.id)}, som ikke finnes`,
        rows.has(entry.id)
          ? "Gi hver rad sin id i svarene."
          : near
            ? `Er det ${quote(near)}?`
            : "Rett id-en i loggen.",
      );
    }
    if (column === null) {
      const near = nearest(entry.field, [...columns.keys()]);
      refuse(
        "Loggen må gjelde en kolonne som finnes i svarene.",
        columns.has(entry.field)
          ? `kolonnen ${quote(entry.field)}, som finnes flere ganger`
          : `kolonnen ${quote(entry.field)}, som ikke finnes`,
        columns.has(entry.field)
          ? "Ta ut den ene kolonnen i svarene."
          : near
            ? `Er det ${quote(near)}?`
            : "Rett feltet i loggen.",
      );
    }
    if (row === null || column === null) continue;
    if (fold(entry.field) === "id") {
      refuse("En rad må beholde id-en sin.", "en rettelse av id-en", "Ta raden ut av loggen.");
      continue;
    }
    const raw = sheet.rows[row] as RawSheet["rows"][number];
    const cells = changed.get(row) ?? [...raw.cells];
    const cell = cells[column];
    const at = cellName(raw.number - 1, column);
    const text = cell?.text ?? "";
    if (text !== entry.before) {
      refuse(
        "«before» må være det som står i cellen, eller det en tidligere rad i loggen har satt der.",
        `${quote(entry.before)}, mens cellen har ${quote(text)}`,
        "Rett raden i loggen, eller før en ny rad som går ut fra det som står.",
        { sheet: sheet.name, cell: at },
      );
      continue;
    }
    // A row that confirms leaves the cell as it came, with what is known of it.
    if (!isConfirmation(entry)) {
      cells[column] =
        entry.after === "" ? undefined : { at, type: "text", text: entry.after, corrected: true };
      changed.set(row, cells);
    }
    const key = touchKey(entry.id, entry.field);
    touched.set(key, [...(touched.get(key) ?? []), entry]);
  }
  return {
    sheet: {
      ...sheet,
      rows: sheet.rows.map((row, i) => {
        const cells = changed.get(i);
        return cells ? { number: row.number, cells } : row;
      }),
    },
    problems,
    touched,
  };
}

function indexOf(entries: readonly (readonly [string, number])[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [key, i] of entries) if (key !== "") index.set(key, [...(index.get(key) ?? []), i]);
  return index;
}

function only(index: ReadonlyMap<string, readonly number[]>, key: string): number | null {
  const found = index.get(key);
  return found?.length === 1 ? (found[0] as number) : null;
}
