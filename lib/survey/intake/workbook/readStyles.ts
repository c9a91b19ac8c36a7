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
  /** Whether the sheet does not show it: letters of the cell's own colour, or a format with a place for nothing. */
  readonly unseen: boolean;
  /** The same of a number: a format may show texts, and no numbers. */
  readonly unseenNumber: boolean;
}

const GENERAL: CellFormat = { date: false, unit: null, struck: false, unseen: false, unseenNumber: false };

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
 * The number formats of a workbook's cells, whether they are struck through, and whether they show, by the style that a cell names.
 * @returns The format of a style; that of unformatted cells for a style that is not there.
 */
export function readStyles(parts: Parts, name: string | null): (style: string | undefined) => CellFormat {
  const codes = new Map<number, string>();
  const fonts: { struck: boolean; colour: string }[] = [];
  const fills: { patterned: boolean; colour: string }[] = [];
  const ofStyle: { readonly format: number; readonly font: number; readonly fill: number }[] = [];
  /** The part of the file that is open: styles for parts of tables have fonts and fills too. */
  let within = "";
  if (name !== null) {
    inPart(parts, name, (part) =>
      walkXml(part, {
        open(tag) {
          if (!tag.own) return;
          const id = Number(tag.attribute("numFmtId") ?? 0);
          if (tag.name === "numFmt") codes.set(id, tag.attribute("formatCode") ?? "");
          else if (/^(?:cellXfs|fonts|fills)$/.test(tag.name)) within = tag.name;
          else if (within === "fonts") readFont(tag, fonts);
          else if (within === "fills") readFill(tag, fills);
          else if (tag.name === "xf" && within === "cellXfs")
            ofStyle.push({
              format: id,
              font: Number(tag.attribute("fontId") ?? 0),
              fill: Number(tag.attribute("fillId") ?? 0),
            });
        },
        close(tag) {
          if (tag.name === within) within = "";
        },
      }),
    );
  }
  const formats = ofStyle.map(({ format, font, fill }): CellFormat => {
    const code = codes.get(format) ?? BUILT_IN[format] ?? (isLocalDate(format) ? "yyyy/m/d" : "General");
    const unseen = /^;{3,}$/.test(code) || (fonts[font]?.colour ?? BLACK) === (fills[fill]?.colour ?? WHITE);
    return {
      date: XLSX.SSF.is_date(code),
      unit: formatUnit(code).kind === "none" ? null : code,
      struck: fonts[font]?.struck ?? false,
      unseen,
      unseenNumber: unseen || code.startsWith(";"),
    };
  });
  return (style) => formats[Number(style ?? 0)] ?? GENERAL;
}

const WHITE = "white";
const BLACK = "black";

function readFont(tag: XmlTag, fonts: { struck: boolean; colour: string }[]): void {
  const last = fonts.at(-1);
  if (tag.name === "font") fonts.push({ struck: false, colour: BLACK });
  else if (tag.name === "strike" && last) last.struck = isOn(tag);
  else if (tag.name === "color" && last) last.colour = colourOf(tag) ?? BLACK;
}

function readFill(tag: XmlTag, fills: { patterned: boolean; colour: string }[]): void {
  const last = fills.at(-1);
  if (tag.name === "fill") fills.push({ patterned: false, colour: WHITE });
  else if (tag.name === "patternFill" && last) last.patterned = tag.attribute("patternType") === "solid";
  else if (tag.name === "fgColor" && last?.patterned) last.colour = colourOf(tag) ?? WHITE;
}

/** A colour by one name, whichever way the file has it: by its parts, the theme or the palette; null for the sheet's own. */
function colourOf(tag: XmlTag): string | null {
  const kinds = ["rgb", "theme", "indexed"] as const;
  const kind = kinds.find((name) => tag.attribute(name) !== undefined);
  if (!kind) return null;
  const value = tag.attribute(kind)!.slice(-6).toLowerCase();
  const name = `${kind} ${value}`;
  if (Number(tag.attribute("tint") ?? 0) !== 0) return `${name} ${tag.attribute("tint")}`;
  if (["rgb ffffff", "theme 0", "indexed 1", "indexed 9", "indexed 65"].includes(name)) return WHITE;
  return ["rgb 000000", "theme 1", "indexed 0", "indexed 8", "indexed 64"].includes(name) ? BLACK : name;
}

/** Whether a property of a font is on: it is, unless it says otherwise. */
export function isOn(tag: XmlTag): boolean {
  return !/^(?:0|false)$/.test(tag.attribute("val") ?? "1");
}
