/** Called for each tag in order; `text` is what stood between the previous tag and this one, entities not decoded. */
export type OnTag = (tag: Tag) => void;

export interface Tag {
  /** Without namespace prefix. */
  readonly name: string;
  readonly open: boolean;
  readonly close: boolean;
  /** The attributes as they stand; read one with `attribute`. */
  readonly attributes: string;
  readonly text: string;
}

const TAG =
  /<(\/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * Goes through the tags of an XML part, without building anything.
 *
 * Stricter than XML: no DOCTYPE, entities, comments, CDATA or processing instructions after the first line, since no
 * spreadsheet program writes them in the parts that hold cells, and libraries disagree about what they mean.
 * @throws {XmlRefusal} When it is not such XML, not well nested, or not UTF-8.
 */
export function scanXml(part: Buffer, onTag: OnTag): void {
  const xml = decode(part);
  const declaration = /^\s*<\?xml\s[^?]*\?>/.exec(xml)?.[0] ?? "";
  const encoding = /encoding\s*=\s*["']([^"']+)["']/.exec(declaration)?.[1];
  if (encoding && !/^utf-?8$/i.test(encoding)) throw new XmlRefusal(`tegnsettet ${encoding}`);
  const open: string[] = [];
  let at = declaration.length;
  for (;;) {
    const start = xml.indexOf("<", at);
    if (start < 0) break;
    TAG.lastIndex = start;
    const match = TAG.exec(xml);
    if (!match) throw new XmlRefusal(describe(xml.slice(start, start + 20)));
    const [whole, slash, name = "", attributes = "", empty] = match;
    const text = xml.slice(at, start);
    at = start + whole.length;
    if (slash) {
      if (open.pop() !== name || attributes || empty) throw new XmlRefusal(`</${name}> på feil sted`);
    } else if (!empty) {
      if (open.push(name) > 50) throw new XmlRefusal("XML i mer enn 50 nivåer");
    }
    onTag({ name, open: !slash, close: Boolean(slash || empty), attributes, text });
  }
  if (open.length > 0 || xml.slice(at).trim() !== "")
    throw new XmlRefusal(`<${open.at(-1) ?? ""}> uten slutt`);
}

/** XML that is not what a spreadsheet program writes; the message says what came, in bokmål. */
export class XmlRefusal extends Error {}

/** An attribute's value, its prefix left out, entities decoded; undefined when it is not there. */
export function attribute(tag: Tag, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const match = pattern.exec(tag.attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? "") : undefined;
}

const patterns = new Map<string, RegExp>();
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name as string] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function decode(part: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(part);
  } catch {
    throw new XmlRefusal("tegn som ikke er UTF-8");
  }
}

function describe(start: string): string {
  if (/^<!DOCTYPE/i.test(start)) return "en DOCTYPE, som kan skjule innhold";
  if (/^<!ENTITY/i.test(start)) return "en ENTITY, som kan skjule innhold";
  if (start.startsWith("<!--")) return "en kommentar i XML-en";
  if (start.startsWith("<![CDATA[")) return "CDATA i XML-en";
  if (start.startsWith("<?")) return "en instruksjon i XML-en";
  return "XML som ikke henger sammen";
}
