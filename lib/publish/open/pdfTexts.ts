import { inflateSync } from "node:zlib";
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from "@cantoo/pdf-lib";
import { readingsOfBytes } from "./readings.js";

/** What a PDF holds: texts, and the files within it. */
export interface PdfContent {
  readonly texts: readonly string[];
  readonly files: readonly Buffer[];
}

/**
 * What a PDF holds, for looking through: each page's words, and every text beside them (bookmarks, alt texts,
 * properties, addresses of links, metadata).
 *
 * Reads what Chromium writes, glyphs' numbers in hexadecimal and for each font a table of what its glyphs mean, and what
 * programs write in the fonts that every reader has: letters as they are. A line
 * ends without a sign, and so does a piece in another font: a page is given twice, with spaces between these and without.
 */
export async function pdfTexts(pdf: Uint8Array): Promise<PdfContent> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const pages = document.getPages().flatMap(({ node }) => {
    const pieces = piecesOf(node.Contents(), node.Resources(), new Set());
    return [pieces.join(" "), pieces.join("")];
  });
  const beside: string[] = [];
  const files: Buffer[] = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    collect(object, beside);
    if (object instanceof PDFRawStream && typeOf(object) === "/EmbeddedFile") files.push(unpacked(object));
  }
  return { texts: [...pages, beside.join("\n")], files };
}

/** What a page, or a drawing within it, shows, piece by piece. */
function piecesOf(
  contents: PDFObject | undefined,
  resources: PDFDict | undefined,
  seen: Set<PDFObject>,
): string[] {
  if (contents === undefined || seen.has(contents)) return [];
  seen.add(contents);
  const streams =
    contents instanceof PDFArray
      ? Array.from({ length: contents.size() }, (_, i) => contents.lookup(i))
      : [contents];
  const text = streams.map((stream) => unpacked(stream).toString("latin1")).join("\n");
  const fonts = resources?.lookupMaybe(PDFName.of("Font"), PDFDict);
  const drawings = resources?.lookupMaybe(PDFName.of("XObject"), PDFDict);
  const pieces: string[] = [];
  let glyphs = new Map<string, string>();
  for (const [, font, shown, drawn] of text.matchAll(
    /\bBT\b|\/(\S+)\s+[\d.]+\s+Tf\b|(\[(?:\((?:\\[\s\S]|[^\\()])*\)|[^\]()])*\]|<[0-9A-Fa-f\s]*>|\((?:\\[\s\S]|[^\\()])*\))\s*(?:T[Jj]|'|")(?=\s|$)|\/(\S+)\s+Do\b/g,
  )) {
    if (font !== undefined) glyphs = glyphsOf(fonts?.lookup(PDFName.of(font)));
    else if (shown !== undefined)
      pieces[Math.max(0, pieces.length - 1)] = (pieces.at(-1) ?? "").concat(
        [...shown.matchAll(/<([0-9A-Fa-f\s]*)>|\(((?:\\[\s\S]|[^\\()])*)\)/g)]
          .map(([, hex, literal = ""]) =>
            hex === undefined
              ? PDFString.of(literal).decodeText()
              : lettersIn(hex.replace(/\s/g, ""), glyphs),
          )
          .join(""),
      );
    else if (drawn === undefined) pieces.push("");
    else {
      const form = drawings?.lookup(PDFName.of(drawn));
      if (form instanceof PDFRawStream)
        pieces.push(
          ...piecesOf(form, form.dict.lookupMaybe(PDFName.of("Resources"), PDFDict) ?? resources, seen),
        );
    }
  }
  return pieces;
}

/** What glyphs mean; where the font says nothing, they are letters of Windows. */
function lettersIn(hex: string, glyphs: ReadonlyMap<string, string>): string {
  if (glyphs.size === 0) return new TextDecoder("windows-1252").decode(Buffer.from(hex, "hex"));
  const codes = hex.toLowerCase().match(/.{4}/g) ?? [];
  return codes.map((glyph) => glyphs.get(glyph) ?? "").join("");
}

/** What the glyphs of a font mean: `<0003> <0020>` and `<0003> <0007> <0041>` of its table. */
function glyphsOf(font: PDFObject | undefined): Map<string, string> {
  const glyphs = new Map<string, string>();
  if (!(font instanceof PDFDict)) return glyphs;
  const table = unpacked(font.lookup(PDFName.of("ToUnicode"))).toString("latin1");
  for (const [, kind, lines = ""] of table.matchAll(/beginbf(char|range)([\s\S]*?)endbf/g))
    for (const line of lines.split("\n")) {
      const [from = "", second = "", third] = [...line.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, hex = ""]) =>
        hex.toLowerCase(),
      );
      if (from === "") continue;
      if (kind === "char") glyphs.set(from, textOf(second));
      else if (third !== undefined)
        for (let n = 0, first = Number.parseInt(from, 16); first + n <= Number.parseInt(second, 16); n++)
          glyphs.set(
            (first + n).toString(16).padStart(4, "0"),
            textOf((Number.parseInt(third, 16) + n).toString(16).padStart(third.length, "0")),
          );
    }
  return glyphs;
}

/** UTF-16BE in hexadecimal. */
const textOf = (hex: string): string => Buffer.from(hex.padStart(4, "0"), "hex").swap16().toString("utf16le");

function unpacked(stream: PDFObject | undefined): Buffer {
  if (!(stream instanceof PDFRawStream)) return Buffer.alloc(0);
  const bytes = Buffer.from(stream.getContents());
  const filter = String(stream.dict.lookup(PDFName.of("Filter")) ?? "");
  if (filter === "") return bytes;
  try {
    if (/^(?:\[ )?\/FlateDecode(?: \])?$/.test(filter)) return inflateSync(bytes);
    return Buffer.from(decodePDFRawStream(stream).decode());
  } catch {
    // A picture, or broken.
    return bytes;
  }
}

const typeOf = ({ dict }: PDFRawStream): string => String(dict.lookup(PDFName.of("Type")) ?? "");

/** Texts and names within an object, those of metadata too. */
function collect(object: PDFObject, texts: string[]): void {
  if (object instanceof PDFString || object instanceof PDFHexString) texts.push(object.decodeText());
  else if (object instanceof PDFArray) for (const part of object.asArray()) collect(part, texts);
  else if (object instanceof PDFDict)
    for (const [key, part] of object.entries()) {
      texts.push(key.decodeText());
      collect(part, texts);
    }
  else if (object instanceof PDFName) texts.push(object.decodeText());
  else if (object instanceof PDFRawStream) {
    collect(object.dict, texts);
    if (typeOf(object) === "/Metadata") texts.push(...readingsOfBytes(unpacked(object)));
  }
}
