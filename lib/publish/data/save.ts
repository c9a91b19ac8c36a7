import { basename, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ColumnTable } from "arquero";
import { stringify } from "csv-stringify/sync";
import { UsageError } from "../../ground/errors.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { chosenYear, projectRoot } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { harmless } from "./writeCsv.js";

type Plain = string | number | boolean | null;

/**
 * Writes a table to take away: `.csv` (UTF-8, comma, point) or `.xlsx`. Missing is an empty cell, and no text is run as
 * a formula. When the answers are synthetic, each row of a CSV and the first sheet of a workbook say so.
 *
 * It may hold what can't be published: nothing looks through it. What is published is made by `notat build`.
 * @param of Any Arquero table; `labels(table)` for labels instead of codes.
 * @param file A name, which goes to `out/utforsk/`, or a path. Within the project only `out/`, which git ignores.
 * @returns Where it is.
 * @throws When the ending is another, or when git would see the file.
 * @example await save(labels(tiltak), "tiltak.xlsx") // out/utforsk/tiltak.xlsx
 */
export async function save(of: ColumnTable, file: string): Promise<string> {
  const ending = extname(file).toLowerCase();
  if (ending !== ".csv" && ending !== ".xlsx")
    throw new UsageError(`save() must have a file that ends on .csv or .xlsx, but has "${file}".`);
  const path = file === basename(file) ? join(projectRoot, "out", "utforsk", file) : resolve(file);
  const inside = relative(projectRoot, path);
  if (!inside.startsWith("..") && !isAbsolute(inside) && inside.split(sep)[0] !== "out")
    throw new UsageError(
      `save() must write where git does not look, since the table may hold what can't be published, but ${inside} is in the project. Give a name alone, which goes to out/utforsk/, or a path outside.`,
    );
  const names = of.columnNames();
  const columns = names.map((name) => Array.from(of.array(name) as ArrayLike<unknown>, plain));
  const rows = Array.from({ length: of.numRows() }, (_, i) => columns.map((column) => column[i] as Plain));
  const { syntheticMark } = openEdition(chosenYear()).edition;
  writeWhole(
    path,
    ending === ".csv" ? toCsv(names, rows, syntheticMark) : await toWorkbook(names, rows, path),
  );
  return relative(process.cwd(), path);
}

function plain(value: unknown): Plain {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value)))
    return null;
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function toCsv(names: readonly string[], rows: readonly Plain[][], mark: string | undefined): string {
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

async function toWorkbook(
  names: readonly string[],
  rows: readonly Plain[][],
  path: string,
): Promise<Uint8Array> {
  // Most notebooks save none, and it takes long to load.
  const { writeXlsx } = await import("hucre");
  const { syntheticMark, disclaimer, title, date } = openEdition(chosenYear()).edition;
  const made = new Date(`${date}T00:00:00Z`);
  const about = [[title], ...(syntheticMark ? [[`${syntheticMark}. ${disclaimer ?? ""}`.trim()]] : [])];
  return writeXlsx({
    properties: { title: basename(path, extname(path)), created: made, modified: made },
    sheets: [
      { name: "Tabell", rows: [[...names], ...rows.map((row) => [...row])], freezePane: { rows: 1 } },
      { name: "Om tabellen", columns: [{ width: 90 }], rows: about },
    ],
  });
}
