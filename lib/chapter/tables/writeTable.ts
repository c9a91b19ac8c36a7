import { extname, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { UsageError } from "../../ground/errors.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { noteOf, titleOf } from "../show/showCounted.js";
import { type Counted, countedRows, type TableOptions } from "./countedRows.js";

/**
 * Writes what is counted into a file: a worksheet (`.xlsx`), or CSV for Norwegian spreadsheets (semicolons, comma, UTF-8
 * with a byte-order mark). Question, base and source go with it: on a sheet of their own, or below the table.
 *
 * Numbers stay numbers; per cents are such, not fractions. A text that a spreadsheet would take for a formula stays text.
 * @param path Where to; its folder is made. Ends in `.xlsx` or `.csv`.
 * @param options.per Of a crosstab: per cent of the `"row"`, the `"column"` or the `"total"` instead of counts.
 * @param options.missing Of a crosstab: a row and a column of those who did not answer, also where they are outside the base.
 * @throws {UsageError} When the path ends in something else.
 * @example await writeTable("../out/effekter.xlsx", effekter)
 */
export async function writeTable(path: string, counted: Counted, options: TableOptions = {}): Promise<void> {
  const { columns, rows } = countedRows(counted, options);
  const { citation } = openEdition(chosenYear()).edition;
  const about = [titleOf(counted), noteOf(counted), `Kilde: ${citation}`];
  const header = columns.map(({ label }) => label);
  const file = resolve(path);
  const kind = extname(file).toLowerCase();
  if (kind !== ".xlsx" && kind !== ".csv")
    throw new UsageError(`writeTable() must write to a file that ends in .xlsx or .csv, but got "${path}".`);
  if (kind === ".csv") {
    const text = stringify([header, ...rows, [], ...about.map((line) => [line])], {
      bom: true,
      delimiter: ";",
      record_delimiter: "windows",
      escape_formulas: true,
      cast: { number: (number) => String(number).replace(".", ",") },
    });
    return writeWhole(file, text);
  }
  // Only who writes a worksheet waits for its library.
  const { writeXlsx } = await import("hucre");
  const workbook = await writeXlsx({
    properties: { created: new Date(0), modified: new Date(0) },
    sheets: [
      {
        name: "Tabell",
        columns: columns.map(({ label }, i) => ({
          width: i === 0 ? 40 : Math.min(40, Math.max(12, label.length + 2)),
        })),
        rows: [header, ...rows.map((row) => [...row])],
        freezePane: { rows: 1 },
      },
      { name: "Om tabellen", columns: [{ width: 100 }], rows: about.map((line) => [line]) },
    ],
  });
  writeWhole(file, workbook);
}
