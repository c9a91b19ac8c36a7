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
  return XLSX.write(workbook, {
    type: "buffer",
    bookType: "xlsx",
    compression: true,
    bookSST: true,
  }) as Buffer;
}
