import * as XLSX from "xlsx";
import type { Cells } from "./toCells.js";

const ABOUT: readonly (readonly [string, string])[] = [
  [
    "Syntetiske data",
    "Svarene i denne arbeidsboken er syntetiske. De er laget slik at de bærer de publiserte tallene i Difi-notat 2019:10, og er ikke svar fra noen virksomhet.",
  ],
  ["Virksomheter", "15 virksomheter er navngitt i åpne kilder. De andre 58 er oppdiktet og merket slik."],
  [
    "Radene",
    "Én rad for hvert innmeldt tiltak, slik svarene kom inn, med feil og dobbeltregistreringer. Rettelsene står i corrections.csv.",
  ],
  [
    "Kolonnene",
    "item eller item__svaralternativ; 1 er et kryss, tom celle er ikke besvart. Beløp er i kroner når ikke annet er skrevet.",
  ],
  ["Frist", "30. august 2019. Tallene i notatet er per 25. september 2019."],
];

/**
 * The workbook as bytes, the same every time: sheet "Svar" with one header row, and sheet "Om datasettet".
 */
export function writeWorkbook(headers: readonly string[], rows: readonly Cells[]): Buffer {
  const workbook = XLSX.utils.book_new();
  const answers = XLSX.utils.aoa_to_sheet([
    [...headers],
    ...rows.map((row) => headers.map((header) => row[header] ?? null)),
  ]);
  const about = XLSX.utils.aoa_to_sheet(ABOUT.map((line) => [...line]));
  about["!cols"] = [{ wch: 18 }, { wch: 120 }];
  answers["!cols"] = headers.map((header) => ({
    wch: header === "navn" || header === "hovedleveranse" ? 50 : 16,
  }));
  XLSX.utils.book_append_sheet(workbook, answers, "Svar");
  XLSX.utils.book_append_sheet(workbook, about, "Om datasettet");
  workbook.Props = {
    Title: "Digitaliseringstiltak 2019 (syntetiske svar)",
    CreatedDate: new Date(Date.UTC(2019, 8, 25)),
    ModifiedDate: new Date(Date.UTC(2019, 8, 25)),
  };
  return dateParts(
    XLSX.write(workbook, {
      type: "buffer",
      bookType: "xlsx",
      compression: true,
      bookSST: true,
    }) as Buffer,
  );
}

/**
 * Dates every part of a zip archive 1 January 1980, the first day that the format has. SheetJS writes month 0 and
 * day 0, which strict readers refuse.
 */
function dateParts(zip: Buffer): Buffer {
  const dated = Buffer.from(zip);
  const end = dated.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  let at = dated.readUInt32LE(end + 16);
  for (let part = dated.readUInt16LE(end + 10); part > 0; part--) {
    dated.writeUInt16LE(0x0021, at + 14);
    dated.writeUInt16LE(0x0021, dated.readUInt32LE(at + 42) + 12);
    at += 46 + dated.readUInt16LE(at + 28) + dated.readUInt16LE(at + 30) + dated.readUInt16LE(at + 32);
  }
  return dated;
}
