import { type Problem, problem, quote } from "../problem.js";
import type { Limits } from "./limits.js";
import { cellAt, cellName } from "./rawWorkbook.js";
import { attribute, scanXml, type Tag } from "./scanXml.js";

const SAVE_AGAIN = "Åpne filen i Excel, lagre den på nytt som .xlsx, og send den en gang til.";
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const TYPES = new Set(["n", "s", "str", "inlineStr", "b", "e", "d"]);

/** A cell as the XML has it: its type (`n`, `s`, `b` …), and the text of its value, empty when there is none. */
export interface XmlCell {
  readonly type: string;
  readonly value: string;
}

/**
 * What is wrong with a sheet's XML that a spreadsheet library would take in silently wrong.
 *
 * Refused are cells that come twice or out of order, cells beyond the limits (a far corner makes libraries walk
 * billions of cells), a dimension that leaves out cells, merged cells, numbers that are none (`1,5` would be read
 * as 1), and references to shared strings that are not there.
 * @param strings The number of shared strings.
 * @returns The problems, and all cells that hold something: their type and their value as it stands in the XML.
 * @throws {XmlRefusal} When the part is not plain XML.
 */
export function checkSheetXml(
  part: Buffer,
  sheet: string,
  strings: number,
  limits: Limits,
): { problems: Problem[]; cells: Map<string, XmlCell> } {
  const problems: Problem[] = [];
  const cells = new Map<string, XmlCell>();
  const refuse = (cell: string | null, expected: string, came: string, wayOut = SAVE_AGAIN): void => {
    problems.push(problem({ kind: "cell", sheet, cell, expected, came, wayOut }));
  };
  let dimension = null as { row: number; column: number } | null;
  let row = -1;
  let column = -1;
  let cell = null as { at: string; type: string; value: string; values: number; content: boolean } | null;
  let before = null as Tag | null;
  let inData = false;

  scanXml(part, (tag) => {
    const previous = before;
    before = tag;
    switch (tag.name) {
      case "dimension":
        if (tag.open) dimension = cellAt(attribute(tag, "ref")?.split(":").at(-1) ?? "");
        return;
      case "mergeCell":
        if (tag.open) {
          refuse(
            attribute(tag, "ref")?.split(":")[0] ?? null,
            "Celler kan ikke være slått sammen.",
            attribute(tag, "ref") ?? "",
            "Del dem opp igjen, og fyll ut hver celle.",
          );
        }
        return;
      case "sheetData":
        inData = tag.open && !tag.close;
        return;
    }
    if (!inData) return;
    if (tag.name === "row" && tag.open) {
      const number = Number(attribute(tag, "r"));
      if (!Number.isInteger(number) || number <= row + 1) {
        refuse(
          null,
          "Hver rad må stå én gang, i rekkefølge.",
          `rad ${quote(attribute(tag, "r") ?? "")} etter rad ${row + 1}`,
        );
      }
      row = Number.isInteger(number) ? number - 1 : row;
      column = -1;
    } else if (tag.name === "c" && tag.open) {
      const at = attribute(tag, "r") ?? "";
      const place = cellAt(at);
      const type = attribute(tag, "t") ?? "n";
      if (!place) refuse(null, "Hver celle må ha en gyldig adresse.", quote(at));
      else if (place.row !== row || place.column <= column) {
        refuse(
          at,
          "Hver celle må stå én gang, i rekkefølge.",
          place.column === column && place.row === row
            ? `cellen ${at} to ganger`
            : `cellen ${at} etter ${cellName(Math.max(row, 0), Math.max(column, 0))}`,
        );
      }
      if (!TYPES.has(type)) refuse(at, "Cellen må være av en kjent type.", quote(type));
      if (place) column = place.column;
      cell = tag.close ? null : { at, type, value: "", values: 0, content: false };
    } else if (cell && tag.name === "v" && tag.close) {
      const text = tag.open || previous?.name !== "v" ? "" : tag.text;
      cell.values += 1;
      cell.value = text.trim();
      cell.content ||= text !== "" || cell.type === "str";
      const wrong = text === "" ? null : wrongValue(cell.type, text.trim(), strings);
      if (wrong) refuse(cell.at, wrong, quote(text));
      if (cell.values > 1) refuse(cell.at, "Cellen må ha én verdi.", "flere verdier i samme celle");
    } else if (cell && (tag.name === "f" || tag.name === "is") && tag.open) {
      cell.content = true;
    } else if (cell && tag.name === "c" && tag.close) {
      if (cell.content) cells.set(cell.at, { type: cell.type, value: cell.value });
      cell = null;
    }
  });

  let outside = null as string | null;
  for (const at of cells.keys()) {
    const place = cellAt(at);
    if (!place) continue;
    if (place.row >= limits.rows || place.column >= limits.columns) {
      const last = cellName(limits.rows - 1, limits.columns - 1);
      refuse(
        at,
        `Alt i arket må stå i området A1:${last}.`,
        `innhold i ${at}`,
        "Tøm cellen, og send filen på nytt.",
      );
    } else if (dimension && (place.row > dimension.row || place.column > dimension.column)) outside ??= at;
  }
  // Programs that write as they go leave A1 as a placeholder.
  if (outside && dimension && (dimension.row > 0 || dimension.column > 0)) {
    const said = cellName(dimension.row, dimension.column);
    refuse(outside, "Arket må selv si hvor stort det er.", `innhold utenfor A1:${said}, som arket oppgir`);
  }
  return { problems, cells };
}

function wrongValue(type: string, text: string, strings: number): string | null {
  if (type === "n" && !(NUMBER.test(text) && Number.isFinite(Number(text))))
    return "Tallet må være skrevet som et tall i filen.";
  if (type === "s" && !(/^\d+$/.test(text) && Number(text) < strings))
    return "Teksten som cellen viser til, må finnes i filen.";
  if (type === "b" && !/^[01]$/.test(text)) return "Verdien må være sann eller usann.";
  return null;
}
