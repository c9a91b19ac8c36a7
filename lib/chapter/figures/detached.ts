import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { FigureOutput } from "../outputs.js";
import { plain } from "../prose/template.js";
import type { Caption } from "./detachSvg.js";
import type { Spec } from "./forms/form.js";
import { textWidth } from "./textWidth.js";
import { COLOURS, FONT, plotlyText, WIDTH } from "./theme.js";

/** What a figure carries with it where it stands on its own, with the edition as its source. */
export function captionOf({ title, subtitle, note }: FigureOutput): Caption {
  const { citation } = openEdition(chosenYear()).edition;
  return {
    title: oneLine(title),
    subtitle: oneLine(subtitle),
    note: plain(note),
    source: `Kilde: ${citation}`,
  };
}

/**
 * A figure for Plotly itself, as its extension in Jupyter draws it: on white, with title, base, note and source in it,
 * since whoever saves it from there takes nothing else along.
 */
export function detachedSpec(
  { data, layout, height }: Spec,
  figure: FigureOutput,
): { data: unknown; layout: object } {
  const caption = captionOf(figure);
  const { syntheticMark } = openEdition(chosenYear()).edition;
  const source = `${syntheticMark ? `${syntheticMark}. ` : ""}${caption.source}`;
  const own = smaller(layout) as {
    margin: Record<"l" | "r" | "t" | "b", number>;
    annotations?: readonly object[];
  };
  const { margin, annotations = [] } = own;
  const above = block(
    [
      { text: caption.title, size: 19, colour: COLOURS.ink, bold: true },
      { text: caption.subtitle, size: 15, colour: COLOURS.soft, bold: false },
    ],
    "top",
  );
  const below = block(
    [
      { text: caption.note, size: 13, colour: COLOURS.soft, bold: false },
      { text: source, size: 13, colour: COLOURS.soft, bold: false },
    ],
    "bottom",
  );
  return {
    data: smaller(data),
    layout: {
      ...own,
      height: height + above.height + below.height,
      margin: { ...margin, t: margin.t + above.height, b: margin.b + below.height },
      paper_bgcolor: COLOURS.paper,
      plot_bgcolor: COLOURS.paper,
      annotations: [...annotations, ...above.annotations, ...below.annotations],
    },
  };

  /** Lines from the drawing's upper edge, or from below the drawing, in px from the plot: its place is not known. */
  function block(
    paragraphs: readonly { text: string; size: number; colour: string; bold: boolean }[],
    where: "top" | "bottom",
  ): { height: number; annotations: object[] } {
    const lines = paragraphs.flatMap(({ text, ...look }) =>
      wrapWords(text, look.size, look.bold).map((line) => ({
        line,
        ...look,
        height: Math.round(look.size * 1.35),
      })),
    );
    const first = where === "top" ? BAR : 8;
    const height = lines.length === 0 ? 0 : lines.reduce((sum, line) => sum + line.height, first + 6);
    let at = first;
    const list = lines.map(({ line, size, colour, bold, height: own }) => {
      const annotation = {
        text: bold ? `<b>${plotlyText(line)}</b>` : plotlyText(line),
        width: ROOM,
        align: "left",
        showarrow: false,
        borderpad: 0,
        font: { family: FONT.family, size, color: colour },
        // From the right edge, whose margin is fixed: the left one grows with the labels.
        x: 1,
        xref: "paper",
        xanchor: "right",
        xshift: margin.r - (WIDTH - ROOM) / 2,
        y: where === "top" ? 1 : 0,
        yref: "paper",
        yanchor: "top",
        yshift: where === "top" ? margin.t + height - at : -margin.b - at,
      };
      at += own;
      return annotation;
    });
    return { height, annotations: list };
  }
}

/** In px, of a line of text. */
const ROOM = WIDTH - 20;
/** How much wider the font may be that Jupyter has instead of ours. */
const OTHER_FONT = 1.15;

/** In px, of Plotly's buttons, which would lie over the first line. */
const BAR = 28;

/** The same with every font so much smaller that a wider one takes the room that ours was measured with. */
function smaller<T>(value: T): T {
  if (Array.isArray(value)) return value.map(smaller) as T;
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => {
    if (!/font$/.test(key) || typeof part !== "object") return [key, smaller(part)];
    const { size } = part as { size?: unknown };
    return [
      key,
      typeof size === "number" ? { ...part, size: Math.round((10 * size) / OTHER_FONT) / 10 } : part,
    ];
  });
  return Object.fromEntries(parts) as T;
}

function wrapWords(text: string, size: number, bold: boolean): string[] {
  const lines: string[] = [];
  const weight = bold ? 600 : 400;
  for (const word of text.trim().split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size, weight) * OTHER_FONT <= ROOM)
      lines[lines.length - 1] = longer;
    else if (word !== "") lines.push(word);
  }
  return lines;
}

const oneLine = (parts: FigureOutput["title"]): string => plain(parts).replace(/\s+/g, " ");
