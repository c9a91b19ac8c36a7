import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { compile, copyProject, type ProjectCopy } from "../support/copyProject.js";

// A whole round of the survey: the edition is begun, forms go out with last year's answers in them, 60 come back, some
// of them spoilt, questions are settled in the log, and the note compares with 2019 from microdata.
let copy: ProjectCopy;
let refusedBefore: string;
const at = (path: string) => join(copy.folder, path);

const CHAPTER = `import { compare, decrease, prose, q, survey, tabulate } from "notat";
const { tiltak } = await survey();
const finansiert = compare(tabulate(tiltak, q.finansiering), q.finansiering.ja);
prose\`\${finansiert.now} av tiltakene er finansiert, mot \${finansiert.then} i 2019, altså \${decrease(finansiert)\`en nedgang\`}.\`;`;

beforeAll(() => {
  copy = copyProject();
  const begun = copy.run(["new", "edition", "2020"]);
  expect(begun.ok, begun.text).toBe(true);
  compile(copy);
  refusedBefore = copy.run(["build", "--year", "2020"]).text;
  const path = at("data/2020/questionnaire.ts");
  const undecided = 'status: "undecided", reason: "Ikke avgjort."';
  writeFileSync(
    path,
    readFileSync(path, "utf8").replaceAll(undecided, 'status: "same", reason: "Samme spørsmål."'),
  );
  rmSync(at("notebooks/2020"), { recursive: true });
  mkdirSync(at("notebooks/2020"));
  const cell = {
    cell_type: "code",
    id: "c",
    metadata: {},
    execution_count: null,
    outputs: [],
    source: [CHAPTER],
  };
  const head = { cell_type: "markdown", id: "m", metadata: {}, source: ["# Finansiering {#finansiering}"] };
  writeFileSync(
    at("notebooks/2020/1-finansiering.ipynb"),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [head, cell] }),
  );
  compile(copy);
});

test("an edition whose comparability is undecided does not build", () => {
  expect(refusedBefore).toContain("The comparability of every item must be decided before there is a note");
});

/** What was done to a form before it came back; those that are not named are filled in well. */
const SPOILT: Readonly<
  Record<number, (sheet: XLSX.WorkSheet, cell: (field: string, row: number) => string) => void>
> = {
  3: (sheet, cell) => void Object.assign(sheet, { [cell("kostnadsramme", 4)]: { t: "s", v: "10-12 mill" } }),
  7: (sheet) => void Object.assign(sheet, { B1: { t: "s", v: "Kontroll" } }),
  11: (sheet, cell) => void Object.assign(sheet, { [cell("fase", 1)]: { t: "s", v: "prosjektfase" } }),
  15: (sheet, cell) =>
    void Object.assign(sheet, { [cell("navn", 4)]: { t: "s", v: "Ett tiltak\nEt annet tiltak" } }),
};

test("60 forms are filled in, some are spoilt: what can be taken is taken, and the others are asked about", () => {
  const forms = copy.run(["form", "--year", "2020", "--out", "skjema"]);
  expect(forms.ok, forms.text).toBe(true);
  mkdirSync(at("innboks"));
  let filled = 0;
  let financed = 0;
  let waiting = 0;
  let sent = 0;
  for (const name of readdirSync(at("skjema")).sort()) {
    const book = XLSX.read(readFileSync(at(join("skjema", name))), { sheetStubs: true });
    const sheet = book.Sheets.Svar as XLSX.WorkSheet;
    const rows = XLSX.utils.sheet_to_json<(string | number)[]>(sheet, { header: 1 });
    const codes = rows[0] as string[];
    const cell = (field: string, row: number) =>
      XLSX.utils.encode_cell({ r: row - 1, c: codes.indexOf(field) });
    const tiltak = rows.slice(3).filter((row) => row[codes.indexOf("navn")]).length;
    if (tiltak === 0 || sent === 60) continue;
    const spoil = SPOILT[sent];
    sent += 1;
    const whole = spoil !== undefined && (sent - 1 === 7 || sent - 1 === 11);
    for (let row = 4; row < 4 + tiltak; row++) {
      // Every other tiltak has lost its financing since last year.
      const lost = row % 2 === 0;
      if (lost) sheet[cell("finansiering", row)] = { t: "s", v: "Nei" };
      if (whole || (spoil && row === 4)) continue;
      filled += 1;
      if (sheet[cell("finansiering", row)]?.v === "Ja") financed += 1;
    }
    if (spoil && !whole) waiting += 1;
    spoil?.(sheet, cell);
    writeFileSync(
      at(join("innboks", name)),
      XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer,
    );
  }
  writeFileSync(at("innboks/virus.xlsx"), "MZ");
  const taken = copy.run([
    "intake",
    "innboks",
    "--year",
    "2020",
    "--received",
    "2020-08-28",
    "--out",
    "kvittering",
  ]);
  expect(taken.ok).toBe(false);
  expect(readdirSync(at("kvittering"))).toHaveLength(61);
  expect(readdirSync(at("data/2020/raw/mottatt"))).toHaveLength(58);
  const status = copy.run(["status", "--year", "2020", "--on", "2020-09-01"]);
  expect(status.text).toContain("73 virksomheter spurt, 58 har svart, 79 prosent.");
  expect(status.text).toMatch(new RegExp(`^I alt +73 +58 +79 prosent +${filled} +${waiting} +432`, "m"));
  expect(status.text).toContain(` som ${waiting} tiltak venter på.`);
  expect(financed).toBeGreaterThan(0);

  // What waits is settled in the log.
  const open = readFileSync(at("out/2020/oppfolging/apent.csv"), "utf8").split("\n");
  const [, id = ""] = (
    open.find((line) => line.includes("kostnadsramme") && line.includes(",ja,")) ?? ""
  ).split(",");
  const corrected = copy.run([
    "correct",
    id,
    "kostnadsramme",
    "11000000",
    "--rule",
    "belop_som_intervall",
    "--reason",
    "Bekreftet.",
    "--date",
    "2020-09-02",
    "--year",
    "2020",
  ]);
  expect(corrected.ok, corrected.text).toBe(true);
  filled += 1;
  const changed = JSON.stringify(
    XLSX.utils.sheet_to_json(
      XLSX.read(readFileSync(at(join("innboks", readdirSync(at("innboks")).sort()[3] as string)))).Sheets
        .Svar as XLSX.WorkSheet,
      { header: 1 },
    ),
  );
  expect(changed).toContain("10-12 mill");

  const built = copy.run(["build", "--year", "2020", "--out", "out/2020"]);
  expect(built.ok, built.text).toBe(true);
  const html = readFileSync(at("out/2020/notat.html"), "utf8").replace(/<[^>]*>/g, "");
  expect(html).toContain("av tiltakene er finansiert, mot");
  expect(html).toContain("altså en nedgang");

  // A reviewer sees what the note rests on: forms instead of one workbook, and the row of the log.
  const reviewed = copy.run(["review", "--year", "2020"]);
  expect(reviewed.text).toContain("1 rettelse spilt av, 1 feil rettet av dem, ingen igjen");
  expect(reviewed.text).toContain("ingen publiserte tall å avstemme mot");
  expect(reviewed.text).toMatch(/Opplysninger som ikke er offentlige: \d+ opplysninger .*, 0 funnet/);
  expect(reviewed.text).toContain("Ingen tilstand er godtatt ennå: notat accept godtar denne.");
});
