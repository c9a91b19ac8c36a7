import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Body } from "notat/dist/lib/survey/frame/readFrame.js";
import { expectedColumns } from "notat/dist/lib/survey/intake/matchColumns.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import * as XLSX from "xlsx";

export const questionnaire = loadQuestionnaire(2019);
export const fields = expectedColumns(questionnaire).map(({ field }) => field);

/** A cell as the survey tool writes it, or a SheetJS cell for what it would not write. */
export type Cell = string | number | boolean | null | XLSX.CellObject;
export type Answers = Record<string, Cell>;

/** Two invented bodies that answered and one that did not. */
export const frame: Body[] = [
  ["211111111", "Oppdiktet etat A", "OEA", "HOD", "2019-09-20"],
  ["222222222", "Oppdiktet etat B", "OEB", "KD", "2019-09-25"],
  ["233333333", "Oppdiktet etat C", "OEC", "KD", null],
].map(([organisasjonsnummer, virksomhet, kortnavn, departement, svar]) => ({
  organisasjonsnummer: organisasjonsnummer as string,
  virksomhet: virksomhet as string,
  kortnavn: kortnavn as string,
  departement: departement as string,
  skate: kortnavn === "OEA",
  opphav: "oppdiktet" as const,
  bruttobudsjettert: true,
  svar: svar as string | null,
}));

/** One complete, valid measure, with what a test wants otherwise. */
export function answer(id: string, changes: Answers = {}): Answers {
  return {
    id,
    mottatt: "2019-09-20",
    virksomhet: "Oppdiktet etat A",
    departement: "Helse- og omsorgsdepartementet",
    navn: `Tiltak ${id}`,
    publiseres: "Ja",
    finansiering: "Ja",
    kostnadsramme: 12_000_000,
    budsjett: 2_000_000,
    fase: "Konsept",
    involverer: "Nei",
    effekter__kvalitet: 1,
    effekter__effektivisering: 1,
    brukergrupper__innbyggere: 1,
    utvikle: "Ja",
    gjenbruke: "Nei",
    teknologi__sky: 1,
    innovasjon: "I noen grad",
    ...changes,
  };
}

/** The sheet `Svar` of some measures. `header` renames, drops or adds columns. */
export function toSheet(answers: Answers[], header: string[] = fields): XLSX.WorkSheet {
  const sheet = XLSX.utils.aoa_to_sheet([header]);
  answers.forEach((row, r) => {
    header.forEach((field, c) => {
      const cell = row[field] ?? null;
      if (cell === null) return;
      const object =
        typeof cell === "object"
          ? cell
          : { t: typeof cell === "number" ? "n" : typeof cell === "boolean" ? "b" : "s", v: cell };
      sheet[XLSX.utils.encode_cell({ r: r + 1, c })] = object;
    });
  });
  sheet["!ref"] = XLSX.utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: answers.length, c: header.length - 1 },
  });
  return sheet;
}

/** A folder of its own under the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "notat test æøå "));
}

/** Writes a workbook with the sheet `Svar`, and returns its path. */
export function writeAnswers(answers: Answers[], header?: string[], folder = temporaryFolder()): string {
  const book = XLSX.utils.book_new(toSheet(answers, header), "Svar");
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["Svarene er syntetiske."]]), "Om datasettet");
  const path = join(folder, "svar.xlsx");
  writeFileSync(
    path,
    XLSX.write(book, { type: "buffer", bookType: "xlsx", compression: true, bookSST: true }),
  );
  return path;
}

/** A project's folder with the data of 2019: answers, the frame above, and a log. */
export function writeProject(answers: Answers[], log: string[] = []): string {
  const root = temporaryFolder();
  const folder = join(root, "data", "2019");
  mkdirSync(join(folder, "raw"), { recursive: true });
  writeAnswers(answers, fields, join(folder, "raw"));
  writeFileSync(
    join(folder, "corrections.csv"),
    ["id,field,before,after,rule,reason,by,date", ...log, ""].join("\n"),
  );
  const columns = [
    "organisasjonsnummer",
    "virksomhet",
    "kortnavn",
    "departement",
    "skate",
    "opphav",
    "bruttobudsjettert",
    "svar",
  ] as const;
  const lines = frame.map((body) => columns.map((column) => body[column] ?? "").join());
  writeFileSync(join(folder, "frame.csv"), [columns.join(), ...lines, ""].join("\n"));
  return root;
}
