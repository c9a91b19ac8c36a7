import { basename, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ColumnTable } from "arquero";
import { stringify } from "csv-stringify/sync";
import { noteOf, titleOf } from "../../chapter/show/showCounted.js";
import { type Counted, rowsToLookAt, type TableOptions } from "../../chapter/tables/countedRows.js";
import { UsageError } from "../../ground/errors.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { chosenYear, projectRoot } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { harmless } from "./writeCsv.js";

type Plain = string | number | boolean | null;

/** What stands in the file, and what a workbook says of it on a sheet of its own. */
interface Content {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Plain[])[];
  readonly about: readonly string[];
}

/**
 * Writes a table to take away: `.csv` (UTF-8, comma, point) or `.xlsx`. Missing is an empty cell, and no text is run as
 * a formula. When the answers are synthetic, each row of a CSV and the second sheet of a workbook say so; of what is counted
 * that sheet has question, base and source too. Numbers stay numbers; per cents are such, not fractions.
 *
 * It may hold what can't be published: nothing looks through it. What is published is made by `notat build`.
 * @param of Any Arquero table (`labels(table)` for labels instead of codes), or what is counted: a tabulation, a crosstab,
 *  a three-way table, a summary, a trend.
 * @param file A name, which goes to `out/utforsk/`, or a path. Within the project only `out/`, which git ignores.
 * @param options.per Of a crosstab: per cent of the `"row"`, the `"column"` or the `"total"` instead of counts.
 * @param options.missing Of a crosstab: a row and a column of those who did not answer, also where they are outside the base.
 * @returns Where it is.
 * @throws When the ending is another, or when git would see the file.
 * @example await save(effekter, "effekter.xlsx") // out/utforsk/effekter.xlsx
 */
export async function save(
  of: ColumnTable | Counted,
  file: string,
  options: TableOptions = {},
): Promise<string> {
  const ending = extname(file).toLowerCase();
  if (ending !== ".csv" && ending !== ".xlsx")
    throw new UsageError(`save() must have a file that ends on .csv or .xlsx, but has "${file}".`);
  const path = file === basename(file) ? join(projectRoot, "out", "utforsk", file) : resolve(file);
  const inside = relative(projectRoot, path);
  if (!inside.startsWith("..") && !isAbsolute(inside) && inside.split(sep)[0] !== "out")
    throw new UsageError(
      `save() must write where git does not look, since the table may hold what can't be published, but ${inside} is in the project. Give a name alone, which goes to out/utforsk/, or a path outside.`,
    );
  const content = "columnNames" in of ? ofTable(of) : ofCounted(of, options);
  const { syntheticMark } = openEdition(chosenYear()).edition;
  writeWhole(path, ending === ".csv" ? toCsv(content, syntheticMark) : await toWorkbook(content, path));
  return relative(process.cwd(), path);
}

function ofTable(table: ColumnTable): Content {
  const names = table.columnNames();
  const columns = names.map((name) => Array.from(table.array(name) as ArrayLike<unknown>, plain));
  const rows = Array.from({ length: table.numRows() }, (_, i) => columns.map((column) => column[i] as Plain));
  return { names, rows, about: [] };
}

function ofCounted(counted: Counted, options: TableOptions): Content {
  const { columns, rows } = rowsToLookAt(counted, options);
  const { citation } = openEdition(chosenYear()).edition;
  return {
    names: columns.map(({ label }) => label),
    rows,
    about: [titleOf(counted), noteOf(counted), `Kilde: ${citation}`],
  };
}

function plain(value: unknown): Plain {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value)))
    return null;
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function toCsv({ names, rows }: Content, mark: string | undefined): string {
  const added = mark ? [mark] : [];
  const print = (cell: Plain): string => (typeof cell === "string" ? harmless(cell) : String(cell ?? ""));
  return stringify(
    [
      [...names.map(harmless), ...(mark ? ["merke"] : [])],
      ...rows.map((row) => [...row.map(print), ...added]),
    ],
    { record_delimiter: "\r\n" },
  );
}

async function toWorkbook({ names, rows, about }: Content, path: string): Promise<Uint8Array> {
  // Most notebooks save none, and it takes long to load.
  const { writeXlsx } = await import("hucre");
  const { syntheticMark, disclaimer, title, date } = openEdition(chosenYear()).edition;
  const made = new Date(`${date}T00:00:00Z`);
  const mark = syntheticMark ? [`${syntheticMark}. ${disclaimer ?? ""}`.trim()] : [];
  const said = about.length > 0 ? [...about, ...mark] : [title, ...mark];
  return writeXlsx({
    properties: { title: basename(path, extname(path)), created: made, modified: made },
    sheets: [
      {
        name: "Tabell",
        columns: names.map((name, i) => ({
          width: about.length > 0 && i === 0 ? 40 : Math.min(40, Math.max(12, name.length + 2)),
        })),
        rows: [[...names], ...rows.map((row) => [...row])],
        freezePane: { rows: 1 },
      },
      { name: "Om tabellen", columns: [{ width: 90 }], rows: said.map((line) => [line]) },
    ],
  });
}
