import { PALETTE } from "../../ground/page/palette.js";

/** Colours by what they are for, on white. */
export const COLOURS = {
  main: PALETTE.c0.light,
  muted: PALETTE.c4.light,
  grid: PALETTE.grid.light,
  axis: PALETTE.axis.light,
  ink: PALETTE.ink.light,
  soft: PALETTE.soft.light,
  paper: PALETTE.paper.light,
} as const;

/** Text on a light colour, in either of the reader's modes. */
export const ON_LIGHT = "#1a1a1a";

/** For series in a fixed order, told apart by lightness; the text that can be read on each. */
const SEQUENCE = [
  { fill: PALETTE.c0.light, text: PALETTE.paper.light },
  { fill: PALETTE.c2.light, text: ON_LIGHT },
  { fill: PALETTE.c1.light, text: ON_LIGHT },
  { fill: PALETTE.c3.light, text: ON_LIGHT },
  { fill: PALETTE.c4.light, text: ON_LIGHT },
] as const;

/** The colour of the j-th series or tone. */
export function colourOf(j: number): (typeof SEQUENCE)[number] {
  return SEQUENCE[j % SEQUENCE.length] as (typeof SEQUENCE)[number];
}

export const FONT = { family: "'Source Sans 3', 'Source Sans Pro', sans-serif", size: 15 } as const;

/** Width in px that a figure's layout is made for. */
export const WIDTH = 720;

/** Text as Plotly shows it, which reads a few HTML tags: a label never is one. */
export function plotlyText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Breaks a label into lines of at most `length` characters, at spaces and after slashes, for Plotly. */
export function wrapLabel(label: string, length = 44): string {
  const lines: string[] = [];
  for (const word of label.replaceAll("/", "/\u200b").split(/[ \u200b]/)) {
    const last = lines.at(-1);
    const glue = last?.endsWith("/") ? "" : " ";
    if (last !== undefined && (last + glue + word).length <= length)
      lines[lines.length - 1] = last + glue + word;
    else lines.push(word);
  }
  return lines.map(plotlyText).join("<br>");
}

/** What stands beside the pointer, in lines that a small screen has room for. */
export function hoverLabel(text: string): string {
  return `${wrapLabel(text, 36)}<extra></extra>`;
}

/** The label that a wrapped one was made of. */
export function unwrapLabel(wrapped: string): string {
  return wrapped
    .replaceAll("/<br>", "/")
    .replaceAll("<br>", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
