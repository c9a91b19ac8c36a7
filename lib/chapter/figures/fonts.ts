import { createRequire } from "node:module";
import { join } from "node:path";
import type { Font } from "fontkit";
import { projectRoot } from "../../ground/project.js";

export type Weight = 400 | 600;

/** Widths of a font's letters, in its units. */
export interface Advances {
  readonly unitsPerEm: number;
  /** By letter. */
  readonly letters: Readonly<Record<string, number>>;
  /** By two letters: how much nearer, or further off, they stand than alone. */
  readonly pairs: Readonly<Record<string, number>>;
}

/** What the build has measured of the fonts, by weight: a font takes longer to open than a figure to lay out. */
export const WIDTHS_FILE = join(projectRoot, "lib", "dist", "widths.json");

const require = createRequire(import.meta.url);
const fonts = new Map<Weight, Font>();

/** Path of the font that the page embeds and the drawings are measured with. */
export function fontFile(weight: Weight): string {
  return require.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff2`);
}

export function fontOf(weight: Weight): Font {
  let font = fonts.get(weight);
  if (!font) {
    const { openSync } = require("fontkit") as typeof import("fontkit");
    font = openSync(fontFile(weight));
    fonts.set(weight, font);
  }
  return font;
}
