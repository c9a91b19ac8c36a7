import { describe, expect, test } from "vitest";
import type * as XLSX from "xlsx";
import { type FormRow, GOOD, received, returned, survey2019 } from "./bodyForms.js";

type Change = NonNullable<NonNullable<Parameters<typeof returned>[3]>["change"]>;
const ONE = "2019-211111111-01";
const TWO = "2019-211111111-02";

/** What becomes of a form with two tiltak, and what its receipt says. */
async function outcome(rows: readonly FormRow[], change?: Change) {
  const { root, edition } = survey2019();
  const [one] = await received(root, [await returned(edition, "OEA", rows, change ? { change } : {})]);
  return {
    state: one!.state,
    taken: one!.answer?.rows.map(({ id }) => id) ?? [],
    waiting: one!.answer?.waiting.map(({ id }) => id) ?? [],
    values: one!.answer?.rows[0]?.values,
    text: one!.text,
  };
}

const two: FormRow = { ...GOOD, navn: "Et tiltak til" };

function moveColumn({ sheet, at }: Parameters<Change>[0], from: string, to: string): void {
  for (let row = 1; row <= 5; row++) {
    const [a, b] = [at(from, row), at(to, row)];
    [sheet[a], sheet[b]] = [sheet[b], sheet[a]];
  }
}

describe("a form that comes back changed has one outcome, and never a guess:", () => {
  test("moved columns are read by their codes", async () => {
    let cells: [string, string] = ["", ""];
    const { taken, values } = await outcome([GOOD, two], (book) => {
      cells = [book.at("finansiering", 4), book.at("fase", 4)];
      moveColumn(book, "finansiering", "fase");
    });
    expect(cells[0]).not.toBe(cells[1]);
    expect([taken, values?.finansiering, values?.fase]).toEqual([[ONE, TWO], "ja", "konsept"]);
  });

  test("a renamed column is asked about, and nothing is taken", async () => {
    const { state, text } = await outcome([GOOD], ({ sheet, at }) => {
      sheet[at("kostnadsramme", 1)] = { t: "s", v: "kostnadsrammen" };
    });
    expect(state).toBe("refused");
    expect(text).toContain(
      "Kolonnen må være en av spørreskjemaets for 2019. Det kom: «kostnadsrammen». Er det «kostnadsramme»? Skriv koden slik.",
    );
  });

  test("an added column is left out, and told of", async () => {
    const { taken, text } = await outcome([GOOD], ({ sheet }) => {
      sheet.BZ1 = { t: "s", v: "Våre notater" };
      sheet.BZ4 = { t: "s", v: "egentlig 15 mill" };
      sheet["!ref"] = "A1:BZ60";
    });
    expect(taken).toEqual([ONE]);
    expect(text).toContain("En kolonne som ikke hører til skjemaet, er ikke lest. Det kom: «Våre notater».");
  });

  test("merged cells let their rows wait, and no others", async () => {
    const { taken, waiting, text } = await outcome(
      [GOOD, two, { ...GOOD, navn: "Det tredje" }],
      ({ sheet }) => {
        sheet["!merges"] = [{ s: { r: 3, c: 7 }, e: { r: 4, c: 7 } }];
      },
    );
    expect([taken, waiting]).toEqual([["2019-211111111-03"], [ONE, TWO]]);
    expect(text).toContain("Celler kan ikke være slått sammen.");
  });

  test("hidden rows and sheets are read or left alone, and told of", async () => {
    const { taken, text } = await outcome([GOOD, two], ({ sheet, book }) => {
      sheet["!rows"] = [];
      (sheet["!rows"] as XLSX.RowInfo[])[4] = { hidden: true };
      book.Workbook = {
        ...book.Workbook,
        Sheets: book.SheetNames.map((name) => ({
          name,
          Hidden: name === "Lister" ? 1 : 0,
        })) as XLSX.SheetProps[],
      };
    });
    expect(taken).toEqual([ONE, TWO]);
    expect(text).toContain("En skjult rad eller kolonne er lest som de andre.");
    expect(text).toContain("Et skjult ark kan ha svar som ingen ser.");
  });

  test("a comment is not read, and told of with its cell", async () => {
    const { taken, text } = await outcome([GOOD], ({ sheet, at }) => {
      (sheet[at("kostnadsramme", 4)] as XLSX.CellObject).c = [{ a: "Kari", t: "egentlig 15 mill" }];
    });
    expect(taken).toEqual([ONE]);
    expect(text).toContain("Merknader i cellene er ikke lest.");
    expect(text).not.toContain("egentlig");
  });

  test("numbers as text are values, where they can be only one", async () => {
    const { values, waiting } = await outcome([
      { ...GOOD, kostnadsramme: "12 500 000", budsjett: "2,25 mill. kr" },
      { ...two, kostnadsramme: "12.500" },
    ]);
    expect([values?.kostnadsramme, values?.budsjett, waiting]).toEqual([12_500_000, 2_250_000, [TWO]]);
  });

  test("thousands are asked about by this year's budget, by the body's other amounts, and by last year's", async () => {
    const byBudget = await outcome([{ ...GOOD, kostnadsramme: 12_500, budsjett: 2_250_000 }]);
    expect(byBudget.waiting).toEqual([ONE]);
    expect(byBudget.text).toContain(
      "Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen.",
    );
    const others = [1, 2, 3].map((k) => ({
      ...GOOD,
      navn: `Tiltak ${k}`,
      kostnadsramme: 20_000_000 * k,
      budsjett: null,
    }));
    const byOthers = await outcome([...others, { ...two, kostnadsramme: 250_000, budsjett: null }]);
    expect(byOthers.text).toContain(
      "Beløpet er langt fra de andre som virksomheten har oppgitt: står det i en annen enhet?",
    );
    const { root, edition } = survey2019();
    const known = [{ id: "2018-007", cells: {} }];
    const file = await returned(edition, "OEA", [{ ...GOOD, kostnadsramme: 125_000, budsjett: null }], {
      known,
    });
    const last = {
      year: 2018,
      amounts: new Map([["2018-007", { kostnadsramme: 125_000_000 }]]),
      tiltak: new Map(),
    };
    const [byLast] = await received(root, [file], { last });
    expect(byLast!.text).toContain(
      "Beløpet er langt fra det som ble oppgitt for tiltaket forrige gang: står det i en annen enhet? Det kom: 125 000 kroner, omtrent 1 000 ganger mindre enn forrige gang.",
    );
  });

  test("other spellings of an answer are asked about, unless they are the questionnaire's own", async () => {
    const { taken, waiting, text } = await outcome([
      { ...GOOD, fase: " konsept " },
      { ...two, fase: "Konseptfase" },
    ]);
    expect([taken, waiting]).toEqual([[ONE], [TWO]]);
    expect(text).toContain("Det kom: «Konseptfase».");
  });

  test.each(["Ny portal\nNytt arkiv", "Ny portal; nytt arkiv", "1) Ny portal 2) Nytt arkiv"])(
    "several tiltak in one cell are asked about: %j",
    async (navn) => {
      const { waiting, text } = await outcome([{ ...GOOD, navn }]);
      expect(waiting).toEqual([ONE]);
      expect(text).toContain("En rad er ett tiltak.");
      expect(text).toContain("Skriv hvert tiltak på en egen rad, eller bekreft i loggen at det er ett.");
    },
  );

  test("an amount that is a date, also counted from 1904, is asked about", async () => {
    const { waiting, text } = await outcome([GOOD], ({ sheet, book, at }) => {
      book.Workbook = { ...book.Workbook, WBProps: { date1904: true } };
      sheet[at("kostnadsramme", 4)] = { t: "n", v: 42_000, z: "yyyy-mm-dd" };
    });
    expect(waiting).toEqual([ONE]);
    expect(text).toContain("Beløpet må være et beløp, ikke en dato.");
  });

  test("an amount that is not known is a kind of missing", async () => {
    const { values } = await outcome([{ ...GOOD, kostnadsramme: "Ikke avklart", budsjett: null }]);
    expect([values?.kostnadsramme__mangler, values?.budsjett__mangler]).toEqual([
      "ikke_avklart",
      "ikke_svart",
    ]);
  });
});
