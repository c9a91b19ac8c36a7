import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aq from "arquero";
import { save } from "notat";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";

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
