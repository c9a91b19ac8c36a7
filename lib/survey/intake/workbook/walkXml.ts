import { SaxesParser, type SaxesTagNS } from "saxes";

/** XML that is not what a spreadsheet program writes; the message says what came, in bokmål. */
export class XmlRefusal extends Error {}

/** An element as it opens. */
export interface XmlTag {
  /** Without prefix. */
  readonly name: string;
  /** Whether it is a spreadsheet's own element, and not one that another program has put beside them. */
  readonly own: boolean;
  /** An attribute without prefix, entities decoded; undefined when it is not there. */
  readonly attribute: (name: string) => string | undefined;
  /** The same for an attribute of relationships: `r:id`. */
  readonly relation: (name: string) => string | undefined;
}

/** What is called for each element and text, in order. Text comes decoded, possibly in several pieces. */
export interface XmlHandlers {
  readonly open?: (tag: XmlTag) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: XmlTag) => void;
}

const DEPTH = 50;
/** The namespaces of spreadsheets and their relationships, as Excel writes them by default and in its strict form. */
const OWN = new Set([
  "",
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
]);
const RELATIONS = new Set([
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
]);

/**
 * Goes through an XML part, without building anything. Comments are passed over, CDATA is text.
 *
 * Stricter than XML: only UTF-8, no DOCTYPE (with it goes every entity but the five that XML has), no processing
 * instructions, not more than 50 levels.
 * @throws {XmlRefusal} When it is not such XML.
 */
export function walkXml(part: Buffer | string, { open, text, close }: XmlHandlers): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const levels: XmlTag[] = [];
  parser.on("error", (error) => {
    throw new XmlRefusal(inWords(error.message));
  });
  parser.on("xmldecl", ({ encoding = "UTF-8", version }) => {
    if (!/^utf-?8$/i.test(encoding)) throw new XmlRefusal(`tegnsettet ${encoding}`);
    if (version !== "1.0") throw new XmlRefusal(`XML i versjon ${version}`);
  });
  parser.on("doctype", () => {
    throw new XmlRefusal("en DOCTYPE, som kan skjule innhold");
  });
  parser.on("processinginstruction", () => {
    throw new XmlRefusal("en instruksjon i XML-en");
  });
  parser.on("opentag", (node) => {
    const tag = toTag(node);
    if (levels.push(tag) > DEPTH) throw new XmlRefusal(`XML i mer enn ${DEPTH} nivåer`);
    open?.(tag);
  });
  parser.on("closetag", () => close?.(levels.pop() as XmlTag));
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.write(typeof part === "string" ? part : decode(part)).close();
}

function toTag({ local, uri, attributes }: SaxesTagNS): XmlTag {
  const find = (name: string, spaces: ReadonlySet<string>): string | undefined =>
    Object.values(attributes).find((a) => a.local === name && spaces.has(a.uri))?.value;
  return {
    name: local,
    own: OWN.has(uri),
    attribute: (name) => attributes[name]?.value,
    relation: (name) => find(name, RELATIONS),
  };
}

/** The text of a part. @throws {XmlRefusal} When it is not UTF-8. */
export function decode(part: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(part);
  } catch {
    const utf16 = /^(?:feff|fffe|003c|3c00)/.test(part.subarray(0, 2).toString("hex"));
    throw new XmlRefusal(utf16 ? "tegnsettet UTF-16" : "tegn som ikke er UTF-8");
  }
}

/** What the parser complains of, in bokmål. */
function inWords(message: string): string {
  if (/entity/.test(message)) return "en tegnkode som ikke er definert";
  if (/disallowed character|character reference|invalid character/i.test(message))
    return "tegn som XML ikke tillater";
  if (/duplicate attribute/.test(message)) return "et attributt to ganger";
  return "XML som ikke henger sammen";
}

/**
 * A text as spreadsheets store it: `_x000D_` stands for a character that XML can't hold, `_x005F_` for the underscore
 * of a text that only looks so (ECMA-376, ST_Xstring).
 */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
