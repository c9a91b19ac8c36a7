import { createRequire } from "node:module";
import { type Font, openSync } from "fontkit";

const require = createRequire(import.meta.url);
const fonts = new Map<number, Font>();
/** Widths in em, by weight and text: Plotly and the breaking of lines ask for the same ones again and again. */
const widths = new Map<string, number>();

/** Path of the font that the page embeds and the drawings are measured with. */
function fontFile(weight: 400 | 600, style: "normal" | "italic" = "normal"): string {
  return require.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-${style}.woff2`);
}

/**
 * Width of a line of text in Source Sans 3, in px.
 * Characters that the font lacks count as wide as an average capital, since another font will draw them.
 * @example textWidth("Økt kvalitet", 15) // 77.4
 */
export function textWidth(text: string, size: number, weight: 400 | 600 = 400): number {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = emWidth(text, fontOf(weight));
    widths.set(key, width);
  }
  return width * size;
}

function emWidth(text: string, font: Font): number {
  const characters = [...text];
  const known = characters.filter((c) => font.hasGlyphForCodePoint(c.codePointAt(0)!));
  const missing = characters.length - known.length;
  return font.layout(known.join("")).advanceWidth / font.unitsPerEm + 0.6 * missing;
}

function fontOf(weight: 400 | 600): Font {
  let font = fonts.get(weight);
  if (!font) {
    font = openSync(fontFile(weight));
    fonts.set(weight, font);
  }
  return font;
}
