import { type Chart, drawnNumber, drawnText } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, colourOf, FONT, plotlyText, WIDTH } from "../theme.js";

/** What Plotly draws, and how high in px. */
export interface Spec {
  readonly data: readonly object[];
  readonly layout: object;
  readonly height: number;
}

/** One way of drawing rows. A form that can't be drawn on a small screen is none. */
export interface Form {
  /** For the measure of the page, 720 px. */
  readonly wide: (chart: Chart) => Spec;
  /** For a small screen, `width` px. */
  readonly narrow: (chart: Chart, width: number) => Spec;
  /** What a chart of this form is, in bokmål: `Liggende søyler`. */
  readonly name: (chart: Chart) => string;
  /** Whether the bundle of Plotly that the page carries can draw it; the others stand there as drawings only. */
  readonly live: boolean;
  /** Why rows of this kind can't be drawn so; null when they can. Left out when any can. */
  readonly refuse?: (chart: Chart) => string | null;
}

/** What all figures have in common. */
export function baseLayout(height: number): object {
  return {
    width: WIDTH,
    height,
    font: { ...FONT, color: COLOURS.ink },
    separators: ",\u00a0",
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 10, r: 40, t: 10, b: 40 },
  };
}

/** The axis along which numbers are read. */
export function valueAxis(chart: Pick<Chart, "show" | "axis">): object {
  return {
    title: { text: chart.axis, standoff: 8, font: { size: 14 } },
    ticksuffix: chart.show === "share" ? "\u00a0%" : "",
    gridcolor: COLOURS.grid,
    zeroline: true,
    zerolinecolor: COLOURS.axis,
    fixedrange: true,
  };
}

/** The axis along which rows stand below each other, the first at the top. */
export const ROW_AXIS = {
  autorange: "reversed",
  ticks: "",
  ticklabelstandoff: 6,
  automargin: true,
  fixedrange: true,
} as const;

/** A legend above the plot: what Plotly must draw for it, and the room that it takes. */
export interface Legend {
  readonly annotations: readonly object[];
  readonly shapes: readonly object[];
  /** In px; 0 without a legend. */
  readonly height: number;
}

/**
 * The legend of a chart's series, or of its tones, named for its subject; broken into lines that are at most `width`
 * px wide. Made of shapes and texts, since Plotly's own neither breaks well nor has a title beside it.
 */
export function legendOf(chart: Chart, width: number, size: number = FONT.size): Legend {
  const names = chart.series.length > 1 ? chart.series : (chart.tones ?? []);
  if (names.length === 0) return { annotations: [], shapes: [], height: 0 };
  const annotations: object[] = [];
  const shapes: object[] = [];
  const LINE = Math.round(size * 1.5);
  const SQUARE = 12;
  const items = [
    ...(chart.legend ? [{ text: `${chart.legend}:`, fill: null }] : []),
    ...names.map((text, j) => ({
      text,
      fill: colourOf(j).fill,
    })),
  ];
  let x = 0;
  let line = 0;
  const placed = items.map(({ text, fill }) => {
    const before = fill === null ? 0 : SQUARE + 6;
    const own = before + textWidth(text, size);
    if (x > 0 && x + own > width) {
      x = 0;
      line += 1;
    }
    const place = { text, fill, x, before, line };
    x += own + 18;
    return place;
  });
  const height = LINE * (line + 1) + 6;
  for (const { text, fill, x, before, line } of placed) {
    // In px above the plot, the first line at the top.
    const middle = height - LINE * line - LINE / 2;
    annotations.push({
      text: plotlyText(text),
      x: 0,
      xref: "paper",
      xanchor: "left",
      xshift: x + before,
      y: 1,
      yref: "paper",
      yanchor: "middle",
      yshift: middle,
      showarrow: false,
      borderpad: 0,
      font: { size },
    });
    if (fill !== null)
      shapes.push({
        type: "rect",
        xref: "paper",
        yref: "paper",
        xsizemode: "pixel",
        ysizemode: "pixel",
        xanchor: 0,
        yanchor: 1,
        x0: x,
        x1: x + SQUARE,
        y0: middle - SQUARE / 2,
        y1: middle + SQUARE / 2,
        fillcolor: fill,
        line: { width: 0 },
      });
  }
  return { annotations, shapes, height };
}

/** How much of the page's measure is left beside the labels of rows, in px. */
export function roomBeside(labels: readonly string[]): number {
  const lines = labels.flatMap((label) => label.split("<br>"));
  return WIDTH - 60 - Math.max(0, ...lines.map((line) => textWidth(line, FONT.size)));
}

/** The colour of a row's mark in a chart of one series, of the series in others. */
export function fillOf(chart: Chart, i: number, j: number): string {
  const tone = chart.rows[i]?.tone;
  if (tone === "muted") return COLOURS.muted;
  return chart.series.length > 1 ? colourOf(j).fill : colourOf(tone ?? 0).fill;
}

/** What stands at every mark of a series; nothing where there is none. */
export function textsOf(chart: Chart, j: number): string[] {
  return chart.rows.map(({ cells }) => {
    const cell = cells[j];
    return cell === undefined || drawnNumber(cell, chart.show) === null ? "" : drawnText(cell, chart);
  });
}
