// fontkit brings no types; these are the parts that textWidth.ts uses.
declare module "fontkit" {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): { readonly advanceWidth: number };
  }
  export function openSync(path: string): Font;
}
