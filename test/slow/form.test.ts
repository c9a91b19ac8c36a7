import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { fromForm } from "notat/dist/lib/survey/forms/fromForm.js";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { readWorkbook } from "notat/dist/lib/survey/intake/workbook/readWorkbook.js";
import { afterAll, describe, expect, test } from "vitest";
import { ANSWERS, EXPECTED } from "../survey/forms/answers.js";

const office = process.env.SOFFICE ?? "soffice";
const missing = spawnSync(office, ["--version"]).status !== 0;
if (missing && process.env.CI === "true")
  throw new Error("There must be a LibreOffice on the PATH (or its `soffice` in the variable SOFFICE).");

describe.skipIf(missing)("a form that LibreOffice has opened and saved", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat skjema "));
  afterAll(() => rmSync(folder, { recursive: true }));
  const edition = openEdition(2019);
  const body = edition.frame.find(({ kortnavn }) => kortnavn === "NAV")!;

  /** What the sheet's own checks said of each row, and what came back. */
  async function through(...cells: Record<string, string | number>[]) {
    const path = join(folder, "skjema.xlsx");
    const known = cells.map((row, i) => ({ id: `2018-00${i + 1}`, cells: row }));
    writeFileSync(path, await writeForm(edition, body, known));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profil"))}`;
    const args = ["--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML"];
    execFileSync(office, [profile, ...args, "--outdir", join(folder, "lagret"), path], { stdio: "pipe" });
    const { workbook, problems } = await readWorkbook(join(folder, "lagret", "skjema.xlsx"));
    expect(problems).toEqual([]);
    const [sheet] = workbook!.sheets;
    const checks = sheet!.rows.slice(3).map((row) => row.cells[1]?.text ?? "");
    return { checks, form: fromForm(sheet!, edition, "2019-08-20") };
  }

  test("has all answers, and is still our form", async () => {
    const { checks, form } = await through(ANSWERS);
    expect(checks.filter((text) => text !== "")).toEqual(["I orden"]);
    expect(form?.problems).toEqual([]);
    const { rows } = parseRows(form!.sheet!, edition.questionnaire, edition.frame);
    expect(rows[0]?.values).toMatchObject({ ...EXPECTED, id: "2018-001" });
  });

  test("says in each row what the sheet finds", async () => {
    const open = { ...ANSWERS, publiseres: "Ja", hjemmel: "" };
    const { checks } = await through(
      open,
      { ...open, navn: "" },
      { ...open, effekter__miljo: 1, effekter__omlegging: 1 },
      { ...open, involverer: "Nei", ks: "" },
      { ...open, budsjett: 12_500_001 },
      { ...open, budsjett: "Ikke avklart" },
      { ...open, teknologi__ikke_relevant: 1 },
      { ...open, kostnadsramme: 999, budsjett: "" },
      { ...open, navn: "", utgår: "ja" },
    );
    expect(checks.map((text) => text.trim())).toEqual([
      "I orden",
      "Spørsmål 3 må besvares.",
      "Høyst 3 kryss i spørsmål 16.",
      "Spørsmål 12 skal stå tomt.",
      "Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen.",
      "I orden",
      "«Ikke relevant» i spørsmål 20 kan ikke stå sammen med andre kryss.",
      "Kostnadsrammen må være minst 1 000 kroner. Et mindre beløp står trolig i tusen eller millioner.",
      "Utgår",
      ...Array.from({ length: 40 }, () => ""),
    ]);
  });
});

// A Python with openpyxl (PyPI); CI has one.
const python = process.env.PYTHON;
if (python === undefined && process.env.CI === "true")
  throw new Error("PYTHON must name a Python with openpyxl.");

test.skipIf(python === undefined)(
  "a form that openpyxl has filled in has all answers of all items",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "notat skjema "));
    const edition = openEdition(2019);
    const [empty, filled] = [join(folder, "tomt.xlsx"), join(folder, "utfylt æøå.xlsx")];
    writeFileSync(
      empty,
      await writeForm(edition, edition.frame.find(({ kortnavn }) => kortnavn === "NAV")!, []),
    );
    const code = `import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Svar"]
at = {cell.value: cell.column for cell in sheet[1]}
for field, value in json.loads(sys.argv[3]).items():
    cell = sheet.cell(4, at[field])
    cell.value = value
    if isinstance(value, str): cell.data_type = "s"
book.save(sys.argv[2])`;
    execFileSync(python!, ["-c", code, empty, filled, JSON.stringify(ANSWERS)], { stdio: "pipe" });
    const { workbook, problems } = await readWorkbook(filled);
    expect(problems).toEqual([]);
    const form = fromForm(workbook!.sheets[0]!, edition, "2019-08-20");
    expect(form?.problems).toEqual([]);
    const { rows } = parseRows(form!.sheet!, edition.questionnaire, edition.frame);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.values).toMatchObject(EXPECTED);
    const answered = new Set(Object.keys(EXPECTED).map((column) => column.split("__")[0]));
    for (const { key, number } of Object.values(edition.questionnaire.items))
      expect(answered.has(key), `${number} ${key}`).toBe(true);
    rmSync(folder, { recursive: true });
  },
);
