// Build step: measures the letters of the page's font, alone and two by two, unless that has been done.
import { existsSync, readFileSync } from "node:fs";
import { hashTexts } from "../../ground/files/keep.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { type Advances, fontFile, fontOf, type Weight, WIDTHS_FILE } from "./fonts.js";

/** What Norwegian text is written with; any other letter has its text measured by the font when it comes. */
const LETTERS = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ..."æøåÆØÅéèêóòôüöäÉÖÄ§°×–—−…«»“”’\u00a0",
];
const WEIGHTS: readonly Weight[] = [400, 600];

const key = hashTexts(
  readFileSync(new URL(import.meta.url), "utf8"),
  ...WEIGHTS.map((weight) => readFileSync(fontFile(weight), "latin1")),
);
const known = existsSync(WIDTHS_FILE)
  ? (JSON.parse(readFileSync(WIDTHS_FILE, "utf8")) as { key?: string }).key
  : null;
if (known !== key) {
  const widths = Object.fromEntries(WEIGHTS.map((weight) => [weight, measure(weight)]));
  writeWhole(WIDTHS_FILE, JSON.stringify({ key, ...widths }));
}

function measure(weight: Weight): Advances {
  const font = fontOf(weight);
  const drawn = LETTERS.filter((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0)!));
  const letters = Object.fromEntries(drawn.map((letter) => [letter, font.layout(letter).advanceWidth]));
  const pairs: Record<string, number> = {};
  const add = (left: string, right: string, width: number): void => {
    const nearer = width - (letters[left] as number) - (letters[right] as number);
    if (nearer !== 0) pairs[left + right] = nearer;
  };
  drawn.forEach((left, i) => {
    // Each pair in both orders, in one text: `aa ab ba ac ca …` as aabaca…
    const text = drawn.slice(i).flatMap((right) => [left, right]);
    const { positions } = font.layout(text.join(""));
    text.slice(1).forEach((right, at) => {
      const before = text[at] as string;
      // Where letters are drawn as one, the positions are not theirs.
      const width =
        positions.length === text.length
          ? (positions[at] as { xAdvance: number }).xAdvance + (letters[right] as number)
          : font.layout(before + right).advanceWidth;
      add(before, right, width);
    });
  });
  return { unitsPerEm: font.unitsPerEm, letters, pairs };
}
