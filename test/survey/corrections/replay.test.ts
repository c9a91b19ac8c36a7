import fc from "fast-check";
import type { Correction } from "notat/dist/lib/survey/corrections/readCorrections.js";
import { replay } from "notat/dist/lib/survey/corrections/replay.js";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import type { RawSheet } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { describe, expect, test } from "vitest";

/** A sheet of texts; empty ones are no cells. */
function sheetOf(rows: string[][]): RawSheet {
  return {
    name: "Svar",
    rows: rows.map((row, r) => ({
      number: r + 1,
      cells: row.map((text, c) =>
        text === "" ? undefined : { at: `${"ABCDEFGH"[c]}${r + 1}`, type: "text" as const, text },
      ),
    })),
  };
}

function textsOf(sheet: RawSheet): string[][] {
  return sheet.rows.map((row) => Array.from(row.cells, (cell) => cell?.text ?? ""));
}

function entry(line: number, id: string, field: string, before: string, after: string): Correction {
  return { line, id, field, before, after, rule: "regel", reason: "grunn", by: "AN", date: "2019-11-04" };
}

const sheet = sheetOf([
  ["id", "fase", "budsjett"],
  ["T-1", "Utredning", "12000"],
  ["T-2", "", "5"],
]);

describe("replay(sheet, log)", () => {
  test("changes, fills and empties cells, one row after the other", () => {
    const replayed = replay(sheet, [
      entry(2, "T-1", "fase", "Utredning", "Idé"),
      entry(3, "T-1", "fase", "Idé", "Konsept"),
      entry(4, "T-2", "fase", "", "Idé"),
      entry(5, "T-2", "budsjett", "5", ""),
    ]);
    expect(replayed.problems).toEqual([]);
    expect(textsOf(replayed.sheet)).toEqual([
      ["id", "fase", "budsjett"],
      ["T-1", "Konsept", "12000"],
      ["T-2", "Idé", ""],
    ]);
    expect(replayed.sheet.rows[1]?.cells[1]).toEqual({
      at: "B2",
      type: "text",
      text: "Konsept",
      corrected: true,
    });
  });

  test("leaves the sheet that it was given as it is", () => {
    const before = structuredClone(sheet);
    replay(sheet, [entry(2, "T-1", "fase", "Utredning", "Idé")]);
    expect(sheet).toEqual(before);
  });

  test.each<[string, Correction, string]>([
    [
      "another value than the log says",
      entry(7, "T-1", "budsjett", "1200", "1200000"),
      "corrections.csv linje 7, Svar!C2, id T-1, kolonnen budsjett: «before» må være det som står i cellen, eller det en tidligere rad i loggen har satt der. Det kom: «1200», mens cellen har «12000». Rett raden i loggen, eller før en ny rad som går ut fra det som står.",
    ],
    [
      "a value where the log says none",
      entry(7, "T-1", "budsjett", "", "1200000"),
      "corrections.csv linje 7, Svar!C2, id T-1, kolonnen budsjett: «before» må være det som står i cellen, eller det en tidligere rad i loggen har satt der. Det kom: en tom celle, mens cellen har «12000». Rett raden i loggen, eller før en ny rad som går ut fra det som står.",
    ],
    [
      "an unknown id",
      entry(7, "T-11", "fase", "Utredning", "Idé"),
      "corrections.csv linje 7, id T-11, kolonnen fase: Loggen må gjelde en rad som finnes i svarene. Det kom: id-en «T-11», som ikke finnes. Er det «T-1»?",
    ],
    [
      "an unknown column",
      entry(7, "T-1", "faser", "Utredning", "Idé"),
      "corrections.csv linje 7, id T-1, kolonnen faser: Loggen må gjelde en kolonne som finnes i svarene. Det kom: kolonnen «faser», som ikke finnes. Er det «fase»?",
    ],
    [
      "a new id",
      entry(7, "T-1", "id", "T-1", "T-9"),
      "corrections.csv linje 7, id T-1, kolonnen id: En rad må beholde id-en sin. Det kom: en rettelse av id-en. Ta raden ut av loggen.",
    ],
  ])("refuses %s, and says which row", (_, wrong, words) => {
    const replayed = replay(sheet, [wrong]);
    expect(replayed.problems.map(printProblem)).toEqual([words]);
    expect(textsOf(replayed.sheet)).toEqual(textsOf(sheet));
  });

  test("refuses a record that is there twice", () => {
    const twice = sheetOf([
      ["id", "fase"],
      ["T-1", "Idé"],
      ["T-1", "Idé"],
    ]);
    expect(
      replay(twice, [entry(2, "T-1", "fase", "Idé", "Konsept")]).problems.map(({ came }) => came),
    ).toEqual(["id-en «T-1», som står på flere rader"]);
  });

  const texts = fc.constantFrom("", "Ja", "Nei", "12000", "æøå, «x»");
  const rows = fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 5 });
  const changes = fc.array(fc.tuple(fc.nat(4), fc.nat(2), texts), { maxLength: 20 });

  /** A log that fits the sheet: each row goes out from what the rows before it left. */
  function logOf(given: RawSheet, wanted: readonly [number, number, string][]): Correction[] {
    const now = textsOf(given);
    return wanted.map(([r, c, after], i) => {
      const row = now[1 + (r % (now.length - 1))] as string[];
      const before = row[c + 1] ?? "";
      row[c + 1] = after;
      return entry(i + 2, row[0] as string, `felt${c}`, before, after);
    });
  }
  const build = (cells: [string, string, string][]): RawSheet =>
    sheetOf([["id", "felt0", "felt1", "felt2"], ...cells.map((row, i) => [`T-${i}`, ...row])]);

  test("then the log backwards gives the sheet as it came", () => {
    fc.assert(
      fc.property(rows, changes, (cells, wanted) => {
        const raw = build(cells);
        const log = logOf(raw, wanted);
        const inverse = log
          .toReversed()
          .map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }));
        const there = replay(raw, log);
        const back = replay(there.sheet, inverse);
        expect([...there.problems, ...back.problems]).toEqual([]);
        expect(textsOf(back.sheet)).toEqual(textsOf(raw));
      }),
    );
  });

  test("in two parts gives what it gives in one", () => {
    fc.assert(
      fc.property(rows, changes, fc.nat(20), (cells, wanted, at) => {
        const raw = build(cells);
        const log = logOf(raw, wanted);
        const whole = replay(raw, log);
        const parts = replay(replay(raw, log.slice(0, at)).sheet, log.slice(at));
        expect(parts.sheet).toEqual(whole.sheet);
      }),
    );
  });
});
