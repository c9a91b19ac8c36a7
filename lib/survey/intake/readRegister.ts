import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { nearest } from "../../ground/text/nearest.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { expectedColumns } from "./matchColumns.js";
import { type Problem, problem, quote } from "./problem.js";
import { cellName, type RawCell, type RawSheet } from "./workbook/rawWorkbook.js";

/**
 * Answers that come as a table in a CSV file (`raw/svar.csv`), as a sheet like that of a workbook: UTF-8, a header line,
 * commas or semicolons. Columns are found by the questionnaire's `column` or by their codes; others are left alone. A
 * table without ids has the rows' numbers for them.
 * @returns The sheet, or null, and what is wrong with the file, in bokmål.
 */
export function readRegister(
  path: string,
  questionnaire: Questionnaire,
): { sheet: RawSheet | null; problems: Problem[] } {
  const name = basename(path);
  const refuse = (expected: string, came: string, wayOut: string) => ({
    sheet: null,
    problems: [problem({ kind: "file", sheet: name, expected, came, wayOut })],
  });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch {
    return refuse("Filen må ha tegnsettet UTF-8.", "et annet tegnsett", "Lagre den som «CSV UTF-8».");
  }
  const [first = ""] = text.split(/\r?\n/, 1);
  const bare = first.replace(/"[^"]*"/g, "");
  const delimiter = bare.split(";").length > bare.split(",").length ? ";" : ",";
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, delimiter, skip_empty_lines: true });
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return refuse(
      "Hver linje må ha like mange felt som overskriften, og anførselstegn må være to om hvert felt.",
      `${line === undefined ? "" : `linje ${line}: `}${(error as Error).message}`,
      "Rett linjen.",
    );
  }
  const [headers = [], ...rows] = lines;
  const names = headers.map((header) => header.trim());
  const problems: Problem[] = [];
  const found = expectedColumns(questionnaire).flatMap((column): { field: string; at: number | null }[] => {
    const { field, item, option, role } = column;
    const own = role === "tick" ? (option?.column ?? `${item?.column}__${option?.key}`) : item?.column;
    const header = role === "answer" || role === "tick" ? (own ?? field) : field;
    const at = names.includes(header) ? names.indexOf(header) : names.indexOf(field);
    if (at >= 0) {
      if (names.indexOf(header, at + 1) >= 0)
        problems.push(
          complaint(field, "Hver kolonne må stå én gang.", `${quote(header)} flere ganger`, "Ta ut den ene."),
        );
      return [{ field, at }];
    }
    if (item !== null && role !== "specify") {
      const near = nearest(header, names);
      problems.push(
        complaint(
          field,
          `Kolonnen ${quote(header)} må være med.`,
          "en fil uten den",
          near
            ? `Er det ${quote(near)}? Skriv det som column i spørreskjemaet.`
            : "Skriv kolonnens overskrift som column i spørreskjemaet.",
        ),
      );
    }
    // What no table has, every row lacks.
    return [{ field, at: null }];
  });
  if (problems.length > 0) return { sheet: null, problems };
  const cell = (row: number, column: number, value: string): RawCell | undefined =>
    value === "" ? undefined : { at: cellName(row, column), type: "text", text: value };
  const sheet: RawSheet = {
    name,
    rows: [names, ...rows].map((line, row) => ({
      number: row + 1,
      cells: found.map(({ field, at }, column) => {
        if (row === 0) return cell(0, column, field);
        if (at === null) return field === "id" ? cell(row, column, String(row)) : undefined;
        return cell(row, column, line[at] ?? "");
      }),
    })),
  };
  return { sheet, problems: [] };

  function complaint(field: string, expected: string, came: string, wayOut: string): Problem {
    return problem({ kind: "column", sheet: name, field, expected, came, wayOut });
  }
}
