import { formatNumber } from "../../../ground/text/format.js";
import { type Problem, problem, quote } from "../problem.js";
import type { Limits } from "./limits.js";
import { PlainCopy } from "./plainCopy.js";
import { cellAt, cellName, columnName, type RawCell, type RawRow } from "./rawWorkbook.js";
import { isTrue } from "./readContents.js";
import { isOn } from "./readStyles.js";
import { RichText } from "./richText.js";
import { CELL_TYPES, type CellContext, toRawCell, wrongValue, type XmlCell } from "./toRawCell.js";
import { decode, unescapeText, walkXml, XmlRefusal, type XmlTag } from "./walkXml.js";

export const SAVE_AGAIN = "Åpne filen i Excel, lagre den på nytt som .xlsx, og send den en gang til.";
/** Whoever has so many faults will send another file: no more are looked for. */
const MOST_PROBLEMS = 1000;

/** A sheet as it was read from its XML. */
export interface ReadSheet {
  readonly rows: RawRow[];
  /** The cells as they stand in the XML; of a sheet whose cells say where they are, only those with something in them. */
  readonly cells: XmlCell[];
  /** Ranges of merged cells: `A1:C1`. */
  readonly merged: string[];
  /** Rows, and columns side by side, that are hidden and have something in them: the first cell, and which they are. */
  readonly hidden: readonly { readonly cell: string; readonly which: string }[];
  readonly problems: Problem[];
  /** For the second reader. */
  readonly copy: PlainCopy;
}

/**
 * Reads a sheet's cells from its XML, and says what in it a spreadsheet library would take in silently wrong: cells
 * that come twice or out of order, cells beyond the limits (a far corner makes libraries walk billions of cells), a
 * dimension that leaves out cells, numbers that are none (`1,5` would be read as 1), references to shared strings that
 * are not there. Rows and cells that don't say where they are, stand after the one before them.
 * @param sheet The sheet's name, for the problems.
 * @throws {XmlRefusal} When the part is not plain XML, or its elements stand where they can't.
 */
export function readSheet(part: Buffer, sheet: string, context: CellContext, limits: Limits): ReadSheet {
  const xml = decode(part);
  const placed = !UNPLACED.test(xml);
  const reader = new SheetReader(sheet, context, limits, placed);
  const lean = xml.includes("<!")
    ? xml
    : withoutLists(withoutLongFormulas(withoutEmptyEnd(withoutEmpty(xml, placed))));
  try {
    walkXml(lean, {
      open: (tag) => reader.open(tag),
      text: (text) => reader.text(text),
      close: (tag) => reader.close(tag),
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return reader.end();
}

/** A row or a cell that does not say where it is. */
const UNPLACED = /<(?:\w+:)?(?:row|c)(?:\/?>|\s(?![^<>]*\br=))/;

/** Enough is known to refuse a sheet: the rest of it need not be read. */
class Enough extends Error {}

/**
 * Most cells of a form are empty and have a colour at most: where every cell says where it is, and stands once and in
 * its order, they need not be parsed. The same holds of comments and CDATA as below.
 */
function withoutEmpty(xml: string, placed: boolean): string {
  if (!placed) return xml;
  let [inOrder, column, row] = [true, "", 0];
  const lean = xml.replace(CELL, (whole, letters: string, digits: string, isEmpty: string | undefined) => {
    const number = Number(digits);
    inOrder &&= number > row || (number === row && isBefore(column, letters));
    [column, row] = [letters, number];
    return isEmpty ? "" : whole;
  });
  return inOrder ? lean : xml;
}

/** A cell's beginning, or all of it when it is empty. */
const CELL = /<c r="([A-Z]{1,3})(\d{1,7})"((?: s="\d+")? ?(?:\/>|><\/c>))?/g;

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

/**
 * Two thirds of a form are its own formulas, of which nothing is asked but whether they are of the moment (see
 * isPassing): what can't be one need not be parsed. Not where there are comments or CDATA, in which something only looks
 * like a formula.
 */
function withoutLongFormulas(xml: string): string {
  return xml.replace(/<f>([^<]{100,})<\/f>/g, (whole, text: string) =>
    /\[|RAND|NOW|TODAY|&#/i.test(text) ? whole : "<f>…</f>",
  );
}

/** Without the lists and checks of a form, half of what is left: they say what may be answered, not what was. */
function withoutLists(xml: string): string {
  const end = xml.lastIndexOf("</sheetData>");
  const from = end < 0 ? -1 : xml.indexOf("<dataValidations", end);
  const close = "</dataValidations>";
  const to = from < 0 ? -1 : xml.indexOf(close, from);
  return to < 0 ? xml : xml.slice(0, from) + xml.slice(to + close.length);
}

/**
 * Without the rows after the last that has anything: spreadsheets keep a hundred thousand of them when a whole column was
 * formatted once. The same holds of comments and CDATA.
 */
function withoutEmptyEnd(xml: string): string {
  const end = xml.lastIndexOf("</sheetData>");
  const filled = Math.max(
    ...["</v>", "</is>", "</f>", "<sheetData>"].map((tag) => xml.lastIndexOf(tag, end)),
  );
  const from = xml.startsWith("<sheetData>", filled)
    ? filled + "<sheetData>".length
    : xml.indexOf("</row>", filled) + "</row>".length;
  if (end < 0 || filled < 0 || from < filled || from >= end) return xml;
  const left = xml
    .slice(from, end)
    .replace(/<c [^<>]*\/>/g, "")
    .replace(/<row [^<>]*(?:\/>|>\s*<\/row>)/g, "");
  return left.trim() === "" ? xml.slice(0, from) + xml.slice(end) : xml;
}

/** A cell on its way from tags to values. */
interface OpenCell extends XmlCell {
  readonly row: number;
  readonly column: number;
  /** As the second reader gets it, once there is something to read. */
  readonly said: string | undefined;
  readonly typeSaid: string | undefined;
  copied: boolean;
  value: string | null;
  values: number;
  formula: string | null;
  inline: string | null;
  inlineStruck: boolean;
}

/** The elements between the cells, and what each stands in. */
const INSIDE: Readonly<Record<string, string>> = {
  row: "sheetData",
  c: "row",
  v: "c",
  f: "c",
  is: "c",
};
/** So many cells beyond the limits are counted. */
const MOST_OUTSIDE = 10_000;
/** Excel takes no longer text. */
const LONGEST_TEXT = 32_767;
/** No form has so many; each is held against every row. */
const MOST_MERGED = 1000;

/** Rows and columns are hidden by saying so, or by having no size. */
function isHidden(tag: XmlTag, size: "ht" | "width"): boolean {
  return isTrue(tag.attribute("hidden")) || Number(tag.attribute(size) ?? 1) === 0;
}

const RICH: ReadonlySet<string> = new Set(["t", "r", "rPh"]);

class SheetReader {
  private readonly problems: Problem[] = [];
  private readonly rows = new Map<number, RawCell[]>();
  private readonly cells: XmlCell[] = [];
  private readonly merged: string[] = [];
  private readonly hidden = { rows: new Set<number>(), columns: new Set<number>() };
  private readonly copy = new PlainCopy("t");
  private readonly rich = new RichText(this.copy);
  private readonly path: string[] = [];
  private dimension: { row: number; column: number } | null = null;
  private row = -1;
  private rowSaid: string | undefined;
  /** The row that is open in the copy. */
  private openInCopy: number | null = null;
  private column = -1;
  private cell: OpenCell | null = null;
  /** Text of the `v` or `f` that is open. */
  private gathered: string | null = null;
  private outside: { first: string; count: number } | null = null;
  /** The first cell that the sheet's own dimension leaves out. */
  private unsaid: string | null = null;
  private extensions = 0;
  private readonly formulas = new Map<string, string>();
  private sharedBy: string | null = null;

  constructor(
    private readonly sheet: string,
    private readonly context: CellContext,
    private readonly limits: Limits,
    /** Whether every row and cell says where it is: then the second reader needs none that is empty. */
    private readonly placed: boolean,
  ) {}

  open(tag: XmlTag): void {
    const parent = this.path.at(-1) ?? "";
    this.path.push(tag.own ? tag.name : "");
    if (tag.name === "extLst") this.extensions += 1;
    if (this.extensions > 0) return;
    const between = this.path.includes("sheetData");
    if (!tag.own) {
      if (between) throw new XmlRefusal(`<${tag.name}> mellom cellene, fra et annet program`);
      return;
    }
    if (between) this.openBetween(tag, parent);
    else this.openAround(tag);
  }

  text(text: string): void {
    if (this.gathered !== null) this.gathered += text;
    else this.rich.text(text);
  }

  close(tag: XmlTag): void {
    this.path.pop();
    if (tag.name === "extLst") this.extensions -= 1;
    else if (tag.own && this.extensions === 0) this.closeOwn(tag.name);
  }

  end(): ReadSheet {
    this.checkSize();
    const rows = [...this.rows].map(([row, cells]): RawRow => {
      const byColumn: (RawCell | undefined)[] = [];
      for (const cell of cells) byColumn[cellAt(cell.at)?.column ?? 0] = cell;
      return { number: row + 1, cells: Array.from(byColumn) };
    });
    const { cells, merged, problems, copy } = this;
    return { rows, cells, merged, hidden: this.hiddenContent(rows), problems, copy };
  }

  private openAround(tag: XmlTag): void {
    if (tag.name === "worksheet") this.copy.open("worksheet");
    else if (tag.name === "dimension") this.dimension = cellAt(tag.attribute("ref")?.split(":").at(-1) ?? "");
    else if (tag.name === "mergeCell") this.merge(tag.attribute("ref") ?? "");
    else if (tag.name === "col" && isHidden(tag, "width")) this.hideColumns(tag);
  }

  private merge(range: string): void {
    if (this.merged.push(range) > MOST_MERGED)
      throw new XmlRefusal(`mer enn ${MOST_MERGED} områder med celler som er slått sammen`);
  }

  private hideColumns(tag: XmlTag): void {
    const first = Math.max(0, Number(tag.attribute("min")) - 1);
    const last = Math.min(Number(tag.attribute("max")) - 1, this.limits.columns - 1);
    for (let column = first; column <= last; column++) this.hidden.columns.add(column);
  }

  private hiddenContent(rows: readonly RawRow[]): ReadSheet["hidden"] {
    const { columns, rows: numbers } = this.hidden;
    const filled = [...columns]
      .sort((a, b) => a - b)
      .filter((column) => rows.some(({ cells }) => cells[column]));
    const first = filled.filter((column) => !filled.includes(column - 1));
    return [
      ...first.map((column) => {
        let last = column;
        while (filled.includes(last + 1)) last += 1;
        const [from, to] = [columnName(column), columnName(last)];
        return {
          cell: cellName(0, column),
          which: from === to ? `kolonnen ${from}` : `kolonnene ${from}–${to}`,
        };
      }),
      ...[...numbers]
        .filter((row) => this.rows.has(row))
        .map((row) => ({ cell: cellName(row, 0), which: `rad ${row + 1}` })),
    ];
  }

  private openBetween(tag: XmlTag, parent: string): void {
    const { name } = tag;
    if (name === "sheetData") {
      // Not in the alternatives that another program may choose from.
      if (this.path.join() !== "worksheet,sheetData") throw new XmlRefusal("<sheetData> på feil sted");
      this.copy.open(name);
      return;
    }
    if (RICH.has(name) && this.path.includes("is")) this.rich.open(name);
    if (name === "strike" && this.path.includes("is") && isOn(tag)) this.rich.strike();
    if ((INSIDE[name] ?? parent) !== parent) throw new XmlRefusal(`<${name}> på feil sted`);
    if (name === "row") this.openRow(tag);
    else if (name === "c") this.openCell(tag);
    else if (name === "f") this.openFormula(tag);
    else if (name === "v") this.gathered = "";
    else if (name === "is" && this.cell) {
      this.copyCell(this.cell);
      this.copy.open(name);
    }
  }

  private openRow(tag: XmlTag): void {
    const said = tag.attribute("r");
    const number = said === undefined ? this.row + 2 : Number(said);
    if (!Number.isInteger(number) || number <= this.row + 1) {
      this.refuse(
        null,
        "Hver rad må stå én gang, i rekkefølge.",
        `rad ${quote(said ?? "")} etter rad ${this.row + 1}`,
      );
    }
    if (Number.isInteger(number)) this.row = number - 1;
    this.column = -1;
    if (isHidden(tag, "ht")) this.hidden.rows.add(this.row);
    this.openInCopy = null;
    this.rowSaid = said;
    if (!this.placed) this.copyRow();
  }

  private copyRow(): void {
    if (this.openInCopy === this.row) return;
    this.copy.open("row", this.rowSaid);
    this.openInCopy = this.row;
  }

  private copyCell(cell: OpenCell): void {
    if (cell.copied) return;
    this.copyRow();
    this.copy.open("c", cell.said, cell.typeSaid);
    cell.copied = true;
  }

  private openCell(tag: XmlTag): void {
    const said = tag.attribute("r");
    const type = tag.attribute("t") ?? "n";
    const place = said === undefined ? { row: this.row, column: this.column + 1 } : cellAt(said);
    const at = said ?? cellName(this.row, this.column + 1);
    if (!place) this.refuse(null, "Hver celle må ha en gyldig adresse.", quote(at));
    else if (place.row !== this.row || place.column <= this.column) {
      this.refuse(
        at,
        "Hver celle må stå én gang, i rekkefølge.",
        place.column === this.column && place.row === this.row
          ? `cellen ${at} to ganger`
          : `cellen ${at} etter ${cellName(Math.max(this.row, 0), Math.max(this.column, 0))}`,
      );
    }
    if (!CELL_TYPES.has(type)) this.refuse(at, "Cellen må være av en kjent type.", quote(type));
    if (place) this.column = place.column;
    const { row, column } = place ?? { row: this.row, column: this.column };
    this.cell = {
      at,
      type,
      style: tag.attribute("s"),
      row,
      column,
      said,
      typeSaid: tag.attribute("t"),
      copied: false,
      value: null,
      values: 0,
      formula: null,
      inline: null,
      inlineStruck: false,
    };
    if (!this.placed) this.copyCell(this.cell);
  }

  private closeOwn(name: string): void {
    const { cell } = this;
    if (RICH.has(name) && this.path.includes("is")) this.rich.close(name);
    else if (name === "v" && cell) this.closeValue(cell);
    else if (name === "f" && cell) this.closeFormula(cell);
    else if (name === "is" && cell) {
      const { text, struck } = this.rich.take();
      cell.inline = text;
      cell.inlineStruck = struck;
      cell.values += 1;
      this.copy.close(name);
    } else if (name === "c" && cell) this.closeCell(cell);
    if (name === "row") this.closeRow();
    if (name === "sheetData" || name === "worksheet") this.copy.close(name);
  }

  private closeRow(): void {
    if (this.openInCopy !== null) this.copy.close("row");
    this.openInCopy = null;
  }

  private openFormula(tag: XmlTag): void {
    this.gathered = "";
    this.sharedBy = tag.attribute("t") === "shared" ? (tag.attribute("si") ?? null) : null;
  }

  /** A formula that several cells share stands in the first of them. */
  private closeFormula(cell: OpenCell): void {
    const text = this.gathered ?? "";
    this.gathered = null;
    if (this.sharedBy !== null && text !== "") this.formulas.set(this.sharedBy, text);
    cell.formula = text || (this.formulas.get(this.sharedBy ?? "") ?? "");
  }

  private closeValue(cell: OpenCell): void {
    const text = this.gathered ?? "";
    this.gathered = null;
    cell.values += 1;
    this.copyCell(cell);
    if (cell.type === "str") {
      cell.value = unescapeText(text);
      this.copy.text("v", cell.value);
    } else {
      cell.value = text;
      this.copy.value("v", text);
    }
  }

  private closeCell(cell: OpenCell): void {
    this.cell = null;
    if (cell.copied) {
      this.cells.push(cell);
      this.copy.close("c");
    }
    const wrong = wrongValue(cell, this.context.strings.length);
    if (wrong) this.refuse(cell.at, wrong, quote(cell.value ?? ""));
    if (cell.values > 1) this.refuse(cell.at, "Cellen må ha én verdi.", "flere verdier i samme celle");
    if ((cell.inline !== null) !== (cell.type === "inlineStr") && cell.values > 0)
      this.refuse(cell.at, "Cellens verdi må være av den typen som cellen har.", quote(cell.type));
    const raw = wrong ? null : toRawCell(cell, this.context);
    if (raw) this.keep(raw, cell);
  }

  private keep(raw: RawCell, { at, row, column }: OpenCell): void {
    if (row >= this.limits.rows || column >= this.limits.columns) {
      this.outside = { first: this.outside?.first ?? at, count: (this.outside?.count ?? 0) + 1 };
      if (this.outside.count >= MOST_OUTSIDE) throw new Enough();
      return;
    }
    if (raw.text.length > LONGEST_TEXT)
      this.refuse(
        at,
        `En celle kan ha høyst ${formatNumber(LONGEST_TEXT)} tegn.`,
        `${formatNumber(raw.text.length)} tegn`,
        "Kort ned teksten, og send filen på nytt.",
      );
    if (this.dimension && (row > this.dimension.row || column > this.dimension.column)) this.unsaid ??= at;
    const cells = this.rows.get(row);
    if (cells) cells.push(raw);
    else this.rows.set(row, [raw]);
  }

  private checkSize(): void {
    const { outside, unsaid, dimension, limits } = this;
    if (outside) {
      const several = outside.count > 1;
      this.refuse(
        outside.first,
        `Et ark kan ha høyst ${formatNumber(limits.rows)} rader og ${limits.columns} kolonner: Alt må stå i området A1:${cellName(limits.rows - 1, limits.columns - 1)}.`,
        several
          ? `innhold i ${outside.count < MOST_OUTSIDE ? outside.count : `minst ${formatNumber(MOST_OUTSIDE)}`} celler utenfor, fra og med ${outside.first}`
          : `innhold i ${outside.first}`,
        several
          ? "Tøm cellene, og send filen på nytt. Svar med flere rader kan leses av en CSV-fil (raw/svar.csv)."
          : "Tøm cellen, og send filen på nytt.",
      );
    }
    // Programs that write as they go leave A1 as a placeholder.
    if (unsaid && dimension && (dimension.row > 0 || dimension.column > 0)) {
      const said = cellName(dimension.row, dimension.column);
      this.refuse(
        unsaid,
        "Arket må selv si hvor stort det er.",
        `innhold utenfor A1:${said}, som arket oppgir`,
      );
    }
  }

  private refuse(cell: string | null, expected: string, came: string, wayOut = SAVE_AGAIN): void {
    this.problems.push(problem({ kind: "cell", sheet: this.sheet, cell, expected, came, wayOut }));
    if (this.problems.length > MOST_PROBLEMS) throw new XmlRefusal(`mer enn ${MOST_PROBLEMS} feil i cellene`);
  }
}
