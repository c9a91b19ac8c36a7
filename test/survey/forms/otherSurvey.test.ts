import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenEdition, openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { fromForm } from "notat/dist/lib/survey/forms/fromForm.js";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import type { Body } from "notat/dist/lib/survey/frame/readFrame.js";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { readWorkbook } from "notat/dist/lib/survey/intake/workbook/readWorkbook.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { followUp, reminderList } from "notat/dist/lib/survey/received/followUp.js";
import { responseFigure } from "notat/dist/lib/survey/received/responseFigure.js";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";

// Projects of schools that have a number of their own, or none, and that are placed under nothing.

const school = (key: string, name: string, svar: string | null): Body => ({
  organisasjonsnummer: key,
  virksomhet: name,
  kortnavn: name,
  departement: "",
  svar,
});
const editionOf = (number: string | null): OpenEdition => {
  const year = 2026;
  const edition = openEdition(2019);
  const questionnaire = defineQuestionnaire({
    year,
    unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
    bodyUnit: { one: "skole", many: "skoler", all: "skolene", article: "én" },
    roles: { name: "navn", number },
    items: {
      skole: { kind: "agency", label: "Skole", required: true },
      navn: { kind: "text", label: "Navn" },
      fase: { kind: "single", label: "Fase", options: { ide: "Idé", drift: "Drift" } },
      elever: { kind: "number", label: "Elever" },
      slutt: { kind: "date", label: "Slutt" },
    },
    frame: {},
  });
  const frame = [school("A_1", "Nord", null), school("B_2", "Sør", "2026-09-01")];
  return { ...edition, year, questionnaire, frame, edition: { ...edition.edition, year, title: "Skoler" } };
};
/** What somebody reads in a workbook, sheet by sheet. */
const textsOf = (book: XLSX.WorkBook): string =>
  Object.values(book.Sheets)
    .map((sheet) => XLSX.utils.sheet_to_csv(sheet))
    .join("\n");
const OTHERS = /tiltak|virksomhet|departement|organisasjonsnummer|skate/i;

describe.each(["skolenummer", null])("schools known by %s", (number) => {
  const edition = editionOf(number);
  const [body] = edition.frame;

  test("get a form in their words, and what they fill in comes out", async () => {
    const book = XLSX.read(await writeForm(edition, body!, []), { sheetStubs: true });
    const texts = textsOf(book);
    expect(texts).not.toMatch(OTHERS);
    expect(texts.includes("Nord, skolenummer A_1") || number === null).toBe(true);
    const sheet = book.Sheets.Svar!;
    const [header = []] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 });
    expect(header.filter((code) => !code.startsWith("skjema "))).toEqual([
      "id",
      "utgår",
      "navn",
      "fase",
      "elever",
      "slutt",
    ]);
    const row = { navn: "Svømming", fase: "Idé", elever: 12, slutt: "juni 2027" };
    for (const [code, value] of Object.entries(row))
      sheet[XLSX.utils.encode_cell({ r: 3, c: header.indexOf(code) })] = {
        t: typeof value === "number" ? "n" : "s",
        v: value,
      };
    const path = join(mkdtempSync(join(tmpdir(), "notat-skole-")), "fylt.xlsx");
    writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
    const { workbook } = await readWorkbook(path);
    const form = fromForm(workbook!.sheets[0]!, edition, "2026-09-20");
    expect([form?.organisasjonsnummer, form?.problems]).toEqual(["A_1", []]);
    const bodies = edition.frame.map((one) => ({ ...one, svar: "2026-09-20" }));
    const { rows, problems } = parseRows(form!.sheet!, edition.questionnaire, bodies);
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => values)).toMatchObject([
      { id: "2026-A_1-01", skole: "A_1", navn: "Svømming", fase: "ide", elever: 12, slutt: "2027-06" },
    ]);
  });

  test("are followed up, each with a square in one row, and listed for a reminder", () => {
    const followed = followUp(edition.frame, "2026-10-01", "2026-10-05", new Map(), null);
    const svg = responseFigure(followed, edition, "2026-10-05");
    expect([...svg.matchAll(/<g><title>([^<]*)/g)].map(([, said]) => said)).toEqual([
      "Sør: svart innen fristen",
      "Nord: ikke svart, fristen er ute",
    ]);
    expect(svg).toContain(">Skoler</text>");
    const list = reminderList(followed, edition);
    expect(list.split("\n")[1]).toBe(number === null ? "Nord,,,forfalt," : "Nord,A_1,,,forfalt,");
    expect(`${svg}${list}`).not.toMatch(OTHERS);
  });
});
