import { createRequire } from "node:module";
import { textWidth } from "notat/dist/lib/chapter/figures/textWidth.js";
import { describe, expect, test } from "vitest";

const require = createRequire(new URL("../../../lib/package.json", import.meta.url));
const { openSync } = require("fontkit") as {
  openSync: (file: string) => {
    unitsPerEm: number;
    layout: (text: string) => { advanceWidth: number };
    hasGlyphForCodePoint: (code: number) => boolean;
  };
};
const font = (weight: number) =>
  openSync(require.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff2`));
const fonts = { 400: font(400), 600: font(600) };

describe("the width of a text", () => {
  const texts = [
    "Økt kvalitet og bedre tjenester",
    "AV To. Te «Vi»  LT’s 1 234 – 64 %",
    "offentlig flis, effekter; fjord",
    " foran og bak ",
  ];
  for (const weight of [400, 600] as const)
    test.each(texts)(`is what the font makes of it in weight ${weight}: %s`, (text) => {
      const { layout, unitsPerEm } = fonts[weight];
      const own = layout.call(fonts[weight], text).advanceWidth / unitsPerEm;
      expect(textWidth(text, 1000, weight)).toBeCloseTo(own * 1000, 6);
    });
  test("moves letters together that stand so: AV is narrower than A and V", () => {
    expect(textWidth("AV", 15)).toBeLessThan(textWidth("A", 15) + textWidth("V", 15));
  });
  test("with a letter that nobody measured is asked of the font", () => {
    const { layout, unitsPerEm } = fonts[400];
    expect(textWidth("Ñandú på tur", 1000)).toBeCloseTo(
      (layout.call(fonts[400], "Ñandú på tur").advanceWidth / unitsPerEm) * 1000,
      6,
    );
  });
  test("with a letter that the font lacks counts 0,6 em for it", () => {
    expect(textWidth("中", 10)).toBeCloseTo(6, 6);
    expect(textWidth("中a", 10)).toBeCloseTo(6 + textWidth("a", 10), 6);
  });
});
