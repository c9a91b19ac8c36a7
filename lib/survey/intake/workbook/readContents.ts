import { posix } from "node:path";
import { quote } from "../problem.js";
import type { Parts } from "./unpack.js";
import { walkXml, XmlRefusal, type XmlTag } from "./walkXml.js";

/** Where the parts of a workbook are, and what it says of itself. */
export interface Contents {
  readonly sheets: readonly SheetPart[];
  readonly strings: string | null;
  readonly styles: string | null;
  /** Days are counted from 1904. */
  readonly date1904: boolean;
  /** Formulas are to be computed when it is opened: what is stored for them may be nothing but a placeholder. */
  readonly uncomputed: boolean;
}

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/**
 * Finds the parts of a workbook by its relationships, whatever they are called.
 * @throws {XmlRefusal} When a part is missing, two sheets have one name, or the workbook reaches out of its file.
 */
export function readContents(parts: Parts): Contents {
  const workbook = readRelations(parts, "").find(({ type }) => type === "officeDocument")?.target;
  if (workbook === undefined) throw new XmlRefusal("en fil uten arbeidsbok");
  const relations = readRelations(parts, workbook);
  if (relations.some(({ external }) => external)) throw new XmlRefusal("en kobling ut av filen");
  const sheets: SheetPart[] = [];
  let date1904 = false;
  let uncomputed = false;
  const readSheet = (tag: XmlTag): void => {
    const name = tag.attribute("name") ?? "";
    const relation = relations.find(({ id }) => id === tag.relation("id"));
    if (relation?.type !== "worksheet") return;
    if (sheets.some((sheet) => sheet.name === name)) throw new XmlRefusal(`to ark med navnet ${quote(name)}`);
    sheets.push({ name, part: relation.target, hidden: (tag.attribute("state") ?? "visible") !== "visible" });
  };
  inPart(parts, workbook, (part) =>
    walkXml(part, {
      open(tag) {
        if (!tag.own) return;
        if (tag.name === "workbookPr") date1904 = isTrue(tag.attribute("date1904"));
        else if (tag.name === "calcPr") uncomputed = isTrue(tag.attribute("fullCalcOnLoad"));
        else if (tag.name === "sheet") readSheet(tag);
      },
    }),
  );
  const ofType = (wanted: string): string | null =>
    relations.find(({ type }) => type === wanted)?.target ?? null;
  return { sheets, strings: ofType("sharedStrings"), styles: ofType("styles"), date1904, uncomputed };
}

/** What stands beside the cells of a sheet. */
export interface Beside {
  /** Cells with a comment. */
  readonly comments: readonly string[];
  readonly textBox: boolean;
  readonly picture: boolean;
  /** Whether a page's head or foot says something of its own. */
  readonly pageText: boolean;
}

/** Looks for comments, alone or as threads, for what lies on a sheet, and in the head and foot of its pages. */
export function readBeside(parts: Parts, sheet: string): Beside {
  const comments = new Set<string>();
  let textBox = false;
  let picture = false;
  for (const { type, target, external } of readRelations(parts, sheet)) {
    if (external) continue;
    if (type === "comments" || type === "threadedComment")
      inPart(parts, target, (part) =>
        walkXml(part, {
          open(tag) {
            const cell = /^(?:comment|threadedComment)$/.test(tag.name) ? tag.attribute("ref") : undefined;
            if (cell !== undefined) comments.add(cell);
          },
        }),
      );
    const drawn = type === "drawing" || type === "vmlDrawing" ? textOf(parts, target) : "";
    // DrawingML: a text is in an `a:t`.
    if (type === "drawing" && /<(?:\w+:)?t>\s*[^<\s]/.test(drawn)) textBox = true;
    if (type === "drawing" && /<(?:\w+:)?pic[ >]/.test(drawn)) picture = true;
    // The older kind: comments are drawn so too, and are told of above.
    if (type === "vmlDrawing" && drawn.split("</v:shape>").some(hasOwnText)) textBox = true;
  }
  return { comments: [...comments], textBox, picture, pageText: hasPageText(textOf(parts, sheet)) };
}

function textOf(parts: Parts, name: string): string {
  return parts.get(name)?.toString("latin1") ?? "";
}

function hasOwnText(shape: string): boolean {
  const at = shape.indexOf("<v:textbox");
  return at >= 0 && !shape.includes('"Note"') && /\w/.test(shape.slice(at).replace(/<[^<>]*>/g, ""));
}

/** Whether a page's head or foot has other words than a page's number: names and dates are codes there (`&A`, `&D`). */
function hasPageText(xml: string): boolean {
  const from = xml.lastIndexOf("<headerFooter");
  if (from < 0) return false;
  const said = xml
    .slice(from, xml.indexOf("</headerFooter>", from))
    .replace(/<[^<>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replace(/&(?:"[^"]*"|\d+|K[\dA-F]{6}|.)/g, " ");
  return /[A-Za-z]/.test(said.replace(/\b(?:side|page|av|of)\b/gi, ""));
}

/** The relationships of a part, none when it has no list of them; those of the file itself for `""`. */
function readRelations(parts: Parts, owner: string): Relation[] {
  const folder = posix.dirname(owner);
  const name = posix.join(folder, "_rels", `${posix.basename(owner)}.rels`);
  const relations: Relation[] = [];
  if (!parts.get(name)) return relations;
  inPart(parts, name, (part) =>
    walkXml(part, {
      open(tag) {
        const id = tag.attribute("Id");
        if (!tag.own || tag.name !== "Relationship" || id === undefined) return;
        const target = (tag.attribute("Target") ?? "").replaceAll("\\", "/");
        relations.push({
          id,
          type: tag.attribute("Type")?.split("/").at(-1) ?? "",
          target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
          external: tag.attribute("TargetMode") === "External",
        });
      },
    }),
  );
  return relations;
}

/** Reads a part; what is refused in it is said with its name. */
export function inPart<T>(parts: Parts, name: string, read: (part: Buffer) => T): T {
  const part = parts.get(name);
  if (!part) throw new XmlRefusal(`en fil uten delen ${name}`);
  try {
    return read(part);
  } catch (error) {
    if (error instanceof XmlRefusal && !error.message.includes(name))
      throw new XmlRefusal(`${error.message} (${name})`);
    throw error;
  }
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
