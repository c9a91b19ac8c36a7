import * as XLSX from "xlsx";
import type { PlainCopy } from "./plainCopy.js";
import type { ReadSheet } from "./readSheet.js";
import type { XmlCell } from "./toRawCell.js";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * Has a spreadsheet library read the plain copies of sheets, as a second reader: what it does not find in the same
 * cells can be read in two ways. It never sees the file, nor a text of it.
 * @param strings The shared texts, and the copy of their part.
 * @param maxRows Where it stops.
 * @returns For each sheet the cells that the two read differently.
 */
export function readWithLibrary(
  sheets: readonly Pick<ReadSheet, "cells" | "copy">[],
  { strings, copy }: { strings: readonly string[]; copy: PlainCopy },
  maxRows: number,
): string[][] {
  const book = XLSX.read(
    makeArchive(
      sheets.map((sheet) => String(sheet.copy)),
      String(copy),
    ),
    {
      type: "buffer",
      WTF: true,
      nodim: true,
      sheetStubs: true,
      cellHTML: false,
      cellText: false,
      sheetRows: maxRows,
    },
  );
  return sheets.map((sheet, i) => {
    const read = (book.Sheets[`s${i + 1}`] ?? {}) as Record<string, XLSX.CellObject | undefined>;
    const differing = sheet.cells.filter((cell) => {
      const found = read[cell.at];
      const tokens = String(found?.v ?? "");
      const text = cell.type === "s" ? copy.resolve(tokens) : sheet.copy.resolve(tokens);
      return !agrees(cell, found, text, strings);
    });
    return differing.map(({ at }) => at);
  });
}

function agrees(
  { type, value, inline }: XmlCell,
  read: XLSX.CellObject | undefined,
  text: string,
  strings: readonly string[],
): boolean {
  if (type === "str") return text === (value ?? "");
  if (type === "inlineStr") return text === (inline ?? "");
  const stored = value?.trim() ?? "";
  // Of a truth or an error without a value the library makes false or nothing.
  if (!read || stored === "") return stored === "" && (!read || "zbe".includes(read.t));
  switch (type) {
    case "n":
      return read.t === "n" && read.v === Number(stored);
    case "s":
      return read.t === "s" && text === strings[Number(stored)];
    case "b":
      return read.t === "b" && read.v === /^(?:1|true)$/.test(stored);
    case "e":
      return read.t === "e";
    default:
      return read.t === "n" || read.t === "d";
  }
}

/** A new workbook with nothing in it but the copies. */
function makeArchive(sheets: readonly string[], strings: string): Buffer {
  const inside = sheets.map((content, i) => ({
    name: `worksheets/sheet${i + 1}.xml`,
    type: "worksheet",
    content,
  }));
  if (strings !== "") inside.push({ name: "sharedStrings.xml", type: "sharedStrings", content: strings });
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (list: string[]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`;
  const override = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${CONTENT}.${type}+xml"/>`;
  const types = inside.map(({ name, type }) => override(name, type)).join("");
  const named = sheets.map((_, i) => `<sheet name="s${i + 1}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const archive = XLSX.CFB.utils.cfb_new();
  const add = (name: string, content: string): void => {
    XLSX.CFB.utils.cfb_add(archive, `/${name}`, Buffer.from(`${HEAD}${content}`));
  };
  add(
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types">${override("workbook.xml", "sheet.main")}${types}</Types>`,
  );
  add("_rels/.rels", relations([relation(1, "officeDocument", "xl/workbook.xml")]));
  add(
    "xl/_rels/workbook.xml.rels",
    relations(inside.map(({ name, type }, i) => relation(i + 1, type, name))),
  );
  add(
    "xl/workbook.xml",
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join("")}</sheets></workbook>`,
  );
  for (const { name, content } of inside) add(`xl/${name}`, content);
  return XLSX.CFB.write(archive, { fileType: "zip", type: "buffer" }) as Buffer;
}
