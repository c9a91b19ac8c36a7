import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { formColumns } from "notat/dist/lib/survey/forms/formColumns.js";
import { fromForm } from "notat/dist/lib/survey/forms/fromForm.js";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { readWorkbook } from "notat/dist/lib/survey/intake/workbook/readWorkbook.js";
import { expect, test } from "vitest";
import * as XLSX from "xlsx";
import { ANSWERS, EXPECTED } from "./answers.js";

const edition = openEdition(2019);
const [body] = edition.frame.filter(({ kortnavn }) => kortnavn === "NAV");
const folder = mkdtempSync(join(tmpdir(), "notat skjema æøå "));

/** Fills in a blank form with another library: cells by their row (from 4) and the code of their column. */
async function fillIn(
  answers: readonly Readonly<Record<string, string | number>>[],
  change: (cell: (at: string) => { v: string }) => void = () => {},
): Promise<string> {
  const book = XLSX.read(await writeForm(edition, body!, []), { sheetStubs: true });
  const sheet = book.Sheets.Svar as XLSX.WorkSheet;
  const [header = []] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 });
  answers.forEach((row, i) => {
    for (const [field, value] of Object.entries(row)) {
      const at = XLSX.utils.encode_cell({ r: i + 3, c: header.indexOf(field) });
      sheet[at] = { t: typeof value === "number" ? "n" : "s", v: value };
    }
  });
  change((at) => sheet[at]);
  const path = join(folder, "fylt.xlsx");
  writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  return path;
}

async function read(path: string) {
  const { workbook, problems } = await readWorkbook(path);
  expect(problems.filter(({ severity }) => severity === "fails")).toEqual([]);
  return fromForm(workbook!.sheets[0]!, edition, "2019-08-20");
}

test("what a body fills in comes out: every item, æøå and all, with the body, its ministry and the day", async () => {
  const form = await read(await fillIn([ANSWERS, { navn: "Et tiltak til", publiseres: "Ja" }]));
  expect(form?.problems).toEqual([]);
  const { rows, problems } = parseRows(form!.sheet!, edition.questionnaire, edition.frame);
  expect(problems.filter(({ severity }) => severity === "fails").map(printProblem)).toEqual([]);
  expect(rows.map(({ id, number }) => [id, number])).toEqual([
    ["2019-889640782-01", 4],
    ["2019-889640782-02", 5],
  ]);
  expect(rows[0]?.values).toMatchObject(EXPECTED);
  // Nothing was left out of the test: each of the 22 items is answered.
  for (const item of Object.values(edition.questionnaire.items))
    expect([item.key, rows[0]?.values[`${item.key}__mangler`]]).toEqual([item.key, null]);
});

test("the same edition and body give the same bytes, and a form that nobody filled in has no rows", async () => {
  const [one, two] = [await writeForm(edition, body!, []), await writeForm(edition, body!, [])];
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  const path = join(folder, "tomt.xlsx");
  writeFileSync(path, one);
  expect((await read(path))?.sheet?.rows).toHaveLength(1);
});

test("a form has lists to choose from, ticks, locked structure, and cells that may be written in", async () => {
  const zip = XLSX.CFB.read(Buffer.from(await writeForm(edition, body!, [])), { type: "buffer" });
  const part = (name: string) =>
    Buffer.from(XLSX.CFB.find(zip, name)?.content as Uint8Array).toString("utf8");
  const sheet = part("/xl/worksheets/sheet2.xml");
  expect(part("/xl/workbook.xml")).toMatch(/<workbookProtection[^>]*lockStructure="1"/);
  expect(sheet).toMatch(/<sheetProtection[^>]*sheet="1"/);
  expect(part("/xl/styles.xml")).toContain('<protection locked="0"/>');
  const rules = [...sheet.matchAll(/<dataValidation [^>]*>.*?<\/dataValidation>/g)].map(([rule]) => rule);
  const ofKind = (kind: string) => rules.filter((rule) => rule.includes(`type="${kind}"`));
  const columns = formColumns(edition.questionnaire);
  // Items 5, 7, 10, 11, 12, 13, 18, 19, 21, and utgår; 11, 6 and 6 ticks; items 8 and 9.
  expect([ofKind("list").length, ofKind("whole").length, ofKind("custom").length]).toEqual([10, 23, 2]);
  expect(columns.filter(({ role }) => role === "tick")).toHaveLength(23);
  for (const rule of ofKind("list")) expect(rule).toMatch(/<formula1>Lister!\$[A-Z]+\$2:\$[A-Z]+\$\d+</);
});

test.each<[string, (cell: (at: string) => { v: string }) => void, string]>([
  [
    "another year's form",
    (cell) => {
      cell("B1").v = cell("B1").v.replace("2019", "2018");
    },
    "arket Svar: Skjemaet må være for 2019. Det kom: et skjema for 2018. Send årets skjema.",
  ],
  [
    "an earlier version of the form",
    (cell) => {
      cell("B1").v = cell("B1").v.replace(/.{8}$/, "00000000");
    },
    "arket Svar: Skjemaet må være den utgaven som sist ble sendt ut. Det kom: utgave 00000000. Be om et nytt skjema, og kopier svarene inn i det.",
  ],
  [
    "a body that was not asked",
    (cell) => {
      cell("B1").v = cell("B1").v.replace("889640782", "999999999");
    },
    "arket Svar: Skjemaet må være fra en virksomhet som er spurt. Det kom: organisasjonsnummer 999999999. Se om nummeret står i utvalget (frame.csv).",
  ],
  [
    "an answer where a header was",
    (cell) => {
      cell("D2").v = "Mitt tiltak";
    },
    "Svar!D2: Rad 2 må være skjemaets egen: «3. Navn på tiltaket». Det kom: «Mitt tiltak». La de tre første radene stå som de var, og skriv svarene under dem.",
  ],
])("%s is asked about, and nothing is taken", async (_, change, message) => {
  const form = await read(await fillIn([ANSWERS], change));
  expect(form?.sheet).toBeNull();
  expect(form?.problems.map(printProblem)).toEqual([message]);
});

test("a workbook without the form's mark is none of ours", async () => {
  const path = await fillIn([ANSWERS], (cell) => {
    cell("B1").v = "kontroll";
  });
  expect(await read(path)).toBeNull();
});

test("measures that go on stand in the form with their id and last year's answers, and are read as such", async () => {
  const path = join(folder, "kjent.xlsx");
  writeFileSync(path, await writeForm(edition, body!, [{ id: "2018-007", cells: ANSWERS }]));
  const { rows } = parseRows((await read(path))!.sheet!, edition.questionnaire, edition.frame);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.values).toMatchObject({ ...EXPECTED, id: "2018-007" });
});
