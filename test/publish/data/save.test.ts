import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aq from "arquero";
import { crosstab, q, save, summarise, tabulate } from "notat";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { smallSurvey } from "../../support/smallSurvey.js";

const table = aq.table({ navn: ["a,b", "=1+1", null], belop: [1.5, null, -2], ja: [true, false, null] });
const folder = mkdtempSync(join(tmpdir(), "notat lagre "));

describe("save(table, file)", () => {
  test("writes CSV: missing is empty, no text is a formula, each row says that the data are synthetic", async () => {
    const path = join(folder, "en.csv");
    await save(table, path);
    expect(readFileSync(path, "utf8")).toBe(
      "navn,belop,ja,merke\r\n" +
        '"a,b",1.5,true,Syntetiske data\r\n' +
        "'=1+1,,false,Syntetiske data\r\n" +
        ",-2,,Syntetiske data\r\n",
    );
  });
  test("writes a workbook in which text stays text, with a sheet that says that the data are synthetic", async () => {
    const path = join(folder, "en.XLSX");
    await save(table, path);
    const book = XLSX.read(readFileSync(path));
    expect(
      XLSX.utils.sheet_to_json(book.Sheets.Tabell as XLSX.WorkSheet, { header: 1, defval: null }),
    ).toEqual([
      ["navn", "belop", "ja"],
      ["a,b", 1.5, true],
      ["=1+1", null, false],
      [null, -2, null],
    ]);
    expect((book.Sheets.Tabell as XLSX.WorkSheet).A3.f).toBeUndefined();
    expect(XLSX.utils.sheet_to_csv(book.Sheets["Om tabellen"] as XLSX.WorkSheet)).toContain(
      "Syntetiske data.",
    );
  });
  test("refuses other endings, and places that git sees", async () => {
    await expect(save(table, "tabell.txt")).rejects.toThrow(
      'save() must have a file that ends on .csv or .xlsx, but has "tabell.txt".',
    );
    const root = new URL("../../../", import.meta.url).pathname;
    await expect(save(table, join(root, "data", "tabell.csv"))).rejects.toThrow(
      "save() must write where git does not look",
    );
  });
});

describe("save(counted, file)", () => {
  const { tiltak } = smallSurvey([
    { fase: "ide", finansiering: "ja", kostnadsramme: 5_000_000, publiseres: "nei" },
    { fase: "ide", finansiering: "nei" },
    { fase: "drift", finansiering: "ja" },
    { fase: "drift" },
  ]);
  const rowsOf = (book: XLSX.WorkBook, sheet: string) =>
    XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[sheet] as XLSX.WorkSheet, { header: 1 });

  test("makes a worksheet of numbers, with question, base, source and mark on a sheet of their own", async () => {
    const path = join(folder, "ny", "krysstabell.xlsx");
    await save(crosstab(tiltak, q.faser, q.finansiering), path, { missing: true });
    const book = XLSX.read(readFileSync(path));
    expect(book.SheetNames).toEqual(["Tabell", "Om tabellen"]);
    const [header, ide, , , drift] = rowsOf(book, "Tabell");
    expect(header?.slice(1)).toEqual(["Ja", "Nei", "Delvis", "Ikke svart", "I alt, antall"]);
    expect(ide?.slice(1)).toEqual([1, 1, 0, 0, 2]);
    // One did not answer, and is outside the base of financing.
    expect(drift?.slice(1)).toEqual([1, 0, 0, 1, 1]);
    const about = rowsOf(book, "Om tabellen").flat();
    expect(about.at(-2)).toMatch(/^Kilde: /);
    expect(about.at(-1)).toMatch(/^Syntetiske data\. /);
  });
  test("makes CSV like that of any table", async () => {
    const path = join(folder, "finansiering.csv");
    await save(tabulate(tiltak, q.finansiering), path);
    // 2 of 3 who answered: 66.66… per cent.
    expect(readFileSync(path, "utf8").split("\r\n").slice(0, 2)).toEqual([
      expect.stringMatching(/,Antall,Andel,merke$/),
      "Ja,2,66.7,Syntetiske data",
    ]);
  });
  test("takes what may only be looked at, since it is to look at", async () => {
    const path = join(folder, "belop.csv");
    await save(summarise(tiltak, q.kostnadsramme, { withheld: "included" }), path);
    expect(readFileSync(path, "utf8")).toContain("5000000");
  });
});
