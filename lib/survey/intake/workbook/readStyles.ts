import * as XLSX from "xlsx";
import { formatUnit } from "../formatUnit.js";
import { inPart } from "./readContents.js";
import type { Parts } from "./unpack.js";
import { walkXml, type XmlTag } from "./walkXml.js";

/** What a cell's style says of what stands in it. */
export interface CellFormat {
  /** Whether it shows the number as a date. */
  readonly date: boolean;
  /** Its code, when it says what the number counts: `#,##0 "tkr"`; null when it shows a bare number or kroner. */
  readonly unit: string | null;
  /** Whether what stands in the cell is struck through. */
  readonly struck: boolean;
}

const GENERAL: CellFormat = { date: false, unit: null, struck: false };

/** Codes of the formats that workbooks name by number only; what a locale may make of them is not in the file. */
const BUILT_IN: Readonly<Record<number, string>> = {
  9: "0%",
  10: "0.00%",
  14: "m/d/yy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yy h:mm",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
};
/** East Asian dates. */
const isLocalDate = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/**
 * The number formats of a workbook's cells, and whether they are struck through, by the style that a cell names.
 * @returns The format of a style; that of unformatted cells for a style that is not there.
 */
export function readStyles(parts: Parts, name: string | null): (style: string | undefined) => CellFormat {
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const ofStyle: { readonly format: number; readonly font: number }[] = [];
  let inCells = false;
  let inFonts = false;
  if (name !== null) {
    inPart(parts, name, (part) =>
      walkXml(part, {
        open(tag) {
          if (!tag.own) return;
          const id = Number(tag.attribute("numFmtId") ?? 0);
          if (tag.name === "numFmt") codes.set(id, tag.attribute("formatCode") ?? "");
          else if (tag.name === "cellXfs") inCells = true;
          else if (tag.name === "fonts") inFonts = true;
          else if (tag.name === "font" && inFonts) struckFonts.push(false);
          else if (tag.name === "strike" && inFonts) struckFonts[struckFonts.length - 1] = isOn(tag);
          else if (tag.name === "xf" && inCells)
            ofStyle.push({ format: id, font: Number(tag.attribute("fontId") ?? 0) });
        },
        close(tag) {
          if (tag.name === "cellXfs") inCells = false;
          else if (tag.name === "fonts") inFonts = false;
        },
      }),
    );
  }
  const formats = ofStyle.map(({ format, font }): CellFormat => {
    const code = codes.get(format) ?? BUILT_IN[format] ?? (isLocalDate(format) ? "yyyy/m/d" : "General");
    return {
      date: XLSX.SSF.is_date(code),
      unit: formatUnit(code).kind === "none" ? null : code,
      struck: struckFonts[font] ?? false,
    };
  });
  return (style) => formats[Number(style ?? 0)] ?? GENERAL;
}

/** Whether a property of a font is on: it is, unless it says otherwise. */
export function isOn(tag: XmlTag): boolean {
  return !/^(?:0|false)$/.test(tag.attribute("val") ?? "1");
}
