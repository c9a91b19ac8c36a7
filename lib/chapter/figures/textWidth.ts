import { readFileSync } from "node:fs";
import { type Advances, fontOf, type Weight, WIDTHS_FILE } from "./fonts.js";

let measured: Readonly<Partial<Record<Weight, Advances>>> | undefined;

/**
 * Width of a line of text in Source Sans 3, in px.
 * Characters that the font lacks count as wide as an average capital, since another font will draw them.
 * @example textWidth("Økt kvalitet", 15) // 77.4
 */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  measured ??= readMeasured();
  const advances = measured[weight];
  return ((advances && sumOf(text, advances)) ?? laidOut(text, weight)) * size;
}

/** In em, from letters and pairs; null when one of them was not measured. */
function sumOf(text: string, { unitsPerEm, letters, pairs }: Advances): number | null {
  let units = 0;
  let before = "";
  for (const letter of text) {
    const own = letters[letter];
    if (own === undefined) return null;
    units += own + (pairs[before + letter] ?? 0);
    before = letter;
  }
  return units / unitsPerEm;
}

/** In em, by the font itself. */
function laidOut(text: string, weight: Weight): number {
  const font = fontOf(weight);
  const characters = [...text];
  const known = characters.filter((c) => font.hasGlyphForCodePoint(c.codePointAt(0)!));
  const missing = characters.length - known.length;
  return font.layout(known.join("")).advanceWidth / font.unitsPerEm + 0.6 * missing;
}

/** Nothing where the build has measured none: the font is asked for each text. */
function readMeasured(): NonNullable<typeof measured> {
  try {
    return JSON.parse(readFileSync(WIDTHS_FILE, "utf8")) as NonNullable<typeof measured>;
  } catch {
    return {};
  }
}
