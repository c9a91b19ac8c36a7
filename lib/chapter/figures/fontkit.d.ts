// fontkit brings no types; these are the parts that are used here.
declare module "fontkit" {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): {
      readonly advanceWidth: number;
      readonly positions: readonly { readonly xAdvance: number }[];
    };
  }
  export function openSync(file: string): Font;
}
