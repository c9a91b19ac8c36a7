import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crosstab, q, tabulate, writeTable } from "notat";
import { afterAll, describe, expect, test } from "vitest";
import { read, utils } from "xlsx";
import { smallSurvey } from "../../support/smallSurvey.js";

const folder = mkdtempSync(join(tmpdir(), "tabell-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { tiltak } = smallSurvey([
  { fase: "ide", finansiering: "ja" },
  { fase: "ide", finansiering: "nei" },
  { fase: "drift", finansiering: "ja" },
  { fase: "drift" },
]);

describe("writeTable(path, counted)", () => {
  test("makes a worksheet of numbers, with question, base and source on a sheet of their own", async () => {
    const file = join(folder, "ny", "krysstabell.xlsx");
    await writeTable(file, crosstab(tiltak, q.faser, q.finansiering), { missing: true });
    const book = read(readFileSync(file));
    expect(book.SheetNames).toEqual(["Tabell", "Om tabellen"]);
    const [header, ide, , , drift] = utils.sheet_to_json<unknown[]>(book.Sheets.Tabell!, { header: 1 });
    expect(header?.slice(1)).toEqual(["Ja", "Nei", "Delvis", "Ikke svart", "I alt, antall"]);
    expect(ide?.slice(1)).toEqual([1, 1, 0, 0, 2]);
    // One did not answer, and is outside the base of financing.
    expect(drift?.slice(1)).toEqual([1, 0, 0, 1, 1]);
    const about = utils.sheet_to_json<string[]>(book.Sheets["Om tabellen"]!, { header: 1 }).flat();
    expect(about.at(-1)).toMatch(/^Kilde: .*Syntetiske data\.$/);
  });
  test("makes CSV as Norwegian spreadsheets read it", async () => {
    const file = join(folder, "finansiering.csv");
    await writeTable(file, tabulate(tiltak, q.finansiering));
    const lines = readFileSync(file, "utf8").split("\r\n");
    // 2 of 3 who answered: 66.66… per cent.
    expect(lines.slice(0, 2)).toEqual([expect.stringMatching(/^\uFEFF.*;Antall;Andel$/), "Ja;2;66,7"]);
    expect(lines.join()).toContain("Kilde: ");
  });
  test("refuses other files, and leaves nothing", async () => {
    await expect(writeTable(join(folder, "x.ods"), tabulate(tiltak, q.faser))).rejects.toThrow(
      "writeTable() must write to a file that ends in .xlsx or .csv, but got",
    );
    expect(readdirSync(folder)).not.toContain("x.ods");
  });
});
