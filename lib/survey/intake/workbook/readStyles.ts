import * as XLSX from "xlsx";
import { formatUnit } from "../formatUnit.js";
import { inPart } from "./readContents.js";
import type { Parts } from "./unpack.js";
import { walkXml } from "./walkXml.js";

/** What a cell's number format says of its number. */
export interface NumberFormat {
  /** Whether it shows the number as a date. */
  readonly date: boolean;
  /** Its code, when it says what the number counts: `#,##0 "tkr"`; null when it shows a bare number or kroner. */
  readonly unit: string | null;
}

const GENERAL: NumberFormat = { date: false, unit: null };

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
 * The number formats of a workbook's cells, by the style that a cell names.
 * @returns The format of a style; that of unformatted cells for a style that is not there.
 */
export function readStyles(parts: Parts, name: string | null): (style: string | undefined) => NumberFormat {
  const codes = new Map<number, string>();
  const ofStyle: number[] = [];
  let inCells = false;
  if (name !== null) {
    inPart(parts, name, (part) =>
      walkXml(part, {
        open(tag) {
          if (!tag.own) return;
          const id = Number(tag.attribute("numFmtId") ?? 0);
          if (tag.name === "numFmt") codes.set(id, tag.attribute("formatCode") ?? "");
          else if (tag.name === "cellXfs") inCells = true;
          else if (tag.name === "xf" && inCells) ofStyle.push(id);
        },
        close(tag) {
          if (tag.name === "cellXfs") inCells = false;
        },
      }),
    );
  }
  const formats = ofStyle.map((id): NumberFormat => {
    const code = codes.get(id) ?? BUILT_IN[id] ?? (isLocalDate(id) ? "yyyy/m/d" : "General");
    return { date: XLSX.SSF.is_date(code), unit: formatUnit(code).kind === "none" ? null : code };
  });
  return (style) => formats[Number(style ?? 0)] ?? GENERAL;
}
