import type { FigureOutput } from "../outputs.js";
import { textWidth } from "./textWidth.js";
import { COLOURS } from "./theme.js";

/** What Plotly draws, and how high. */
export interface Spec {
  readonly data: readonly object[];
  readonly layout: object;
  readonly height: number;
}

interface BarTrace {
  readonly type?: string;
  readonly orientation?: string;
  readonly name?: string;
  readonly x?: readonly (number | null)[];
  readonly y?: readonly string[];
  readonly text?: readonly string[];
  readonly hovertemplate?: string | readonly string[];
}

interface BarLayout {
  readonly showlegend?: boolean;
  readonly font?: object;
  readonly xaxis?: object;
}

/** Width in px that the narrow drawing is made for. */
export const NARROW_WIDTH = 340;

const SIZE = 14;
const LINE = 18;
const BAR = 20;
/** Half of the axis label «0 %» lies to the left of the axis. */
const MARGIN = { l: 14, r: 8 };

/**
 * The same figure for a small screen. Horizontal bars get their labels above them, over the whole width, and stacked
 * parts stand below each other, so that no text is cut or lies over another; other kinds are drawn as they are.
 *
 * The vertical axis counts pixels here: labels take the lines that they need.
 * @param width In px.
 */
export function narrowSpec(figure: FigureOutput, width = NARROW_WIDTH): Spec {
  const traces = figure.plotly.data as readonly BarTrace[];
  const layout = figure.plotly.layout as BarLayout;
  const categories = [...new Set(traces.flatMap((trace) => trace.y ?? []))];
  if (!traces.every((trace) => trace.type === "bar" && trace.orientation === "h") || categories.length === 0)
    return { data: traces, layout, height: figure.height };

  let top = 0;
  const places = new Map<string, { top: number; bars: number }>();
  const labels = categories.map((category) => {
    const lines = wrapToWidth(category, width - MARGIN.l - MARGIN.r);
    const drawn = traces.filter((trace) => at(trace, category)?.value !== undefined).length;
    const place = { top, bars: top + LINE * lines.length + 2 };
    places.set(category, place);
    top = place.bars + BAR * Math.max(1, drawn) + 12;
    return {
      text: lines.join("<br>"),
      x: 0,
      xref: "paper",
      xanchor: "left",
      y: place.top,
      yanchor: "top",
      align: "left",
      showarrow: false,
      borderpad: 0,
    };
  });

  const data = traces.map((trace, k) => {
    const bars = categories.flatMap((category) => {
      const found = at(trace, category);
      if (found?.value === undefined) return [];
      const before = traces.slice(0, k).filter((other) => at(other, category)?.value !== undefined).length;
      return [{ category, ...found, y: (places.get(category)?.bars ?? 0) + BAR * (before + 0.5) }];
    });
    return {
      ...trace,
      x: bars.map(({ value }) => value),
      y: bars.map(({ y }) => y),
      width: BAR - 3,
      text: bars.map(({ text, value }) => text || String(value)),
      textposition: "outside",
      textfont: {},
      constraintext: "none",
      cliponaxis: false,
      customdata: bars.map(({ category }) => category.replaceAll("<br>", " ")),
      hovertemplate: bars.map(({ hover }) => hover.replaceAll("%{y}", "%{customdata}")),
      ...pick(
        trace,
        "marker",
        bars.map(({ index }) => index),
      ),
    };
  });
  const longest = Math.max(1, ...data.flatMap(({ x }) => x));
  const room = Math.max(0, ...data.flatMap(({ text }) => text.map((label) => textWidth(label, SIZE)))) + 10;
  const inner = width - MARGIN.l - MARGIN.r;
  const margin = { ...MARGIN, t: layout.showlegend ? 34 : 4, b: 44 };
  return {
    data,
    height: top + margin.t + margin.b,
    layout: {
      ...layout,
      width,
      barmode: "overlay",
      bargap: 0,
      font: { ...layout.font, size: SIZE },
      margin,
      annotations: labels,
      legend: { orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom", traceorder: "normal" },
      xaxis: {
        ...layout.xaxis,
        range: [0, (longest * inner) / (inner - room)],
        showgrid: false,
        nticks: 5,
      },
      yaxis: { range: [top, 0], visible: false, fixedrange: true },
    },
  };
}

/** The trace's bar of a category; undefined when it has none. */
function at(
  trace: BarTrace,
  category: string,
): { index: number; value: number; text: string; hover: string } | undefined {
  const index = trace.y?.indexOf(category) ?? -1;
  const value = trace.x?.[index];
  if (value === undefined || value === null) return undefined;
  const hover =
    typeof trace.hovertemplate === "string" ? trace.hovertemplate : (trace.hovertemplate?.[index] ?? "");
  return { index, value, text: trace.text?.[index] ?? "", hover };
}

/** The marker with its colours one a bar, for the bars that are left. */
function pick(trace: object, key: "marker", indices: readonly number[]): object {
  const marker = (trace as { marker?: { color?: unknown } })[key];
  if (!marker) return {};
  const color = Array.isArray(marker.color)
    ? indices.map((i) => (marker.color as unknown[])[i])
    : (marker.color ?? COLOURS.main);
  return { marker: { color } };
}

/** Breaks a Plotly label into lines that are at most `width` px wide: at spaces, after slashes and hyphens. */
function wrapToWidth(label: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of label.replaceAll("<br>", " ").split(/\s+|(?<=[/-])\u200b?/)) {
    const last = lines.at(-1);
    const glue = last === undefined || /[/-]$/.test(last) ? "" : " ";
    if (last !== undefined && textWidth(last + glue + word, SIZE) <= width)
      lines[lines.length - 1] = last + glue + word;
    else lines.push(word);
  }
  return lines;
}
