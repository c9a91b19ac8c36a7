import { type Chart, type ChartCell, drawnNumber, hoverText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, FONT, hoverLabel, plotlyText, WIDTH, wrapLabel } from "../theme.js";
import { baseLayout, type Form, type Spec, textsOf } from "./form.js";
import { wrapToWidth } from "./narrowRows.js";

/**
 * A field for each number, the darker the larger, with the number in it.
 *
 * Fields are bars of one width in the palette's first colour, more or less opaque: Plotly's own heat map is a bitmap,
 * which can't be drawn without a browser, and would not follow the reader's mode.
 */
export const heatMap: Form = {
  name: () => "Varmekart: én linje per rad, mørkere felt for større tall",
  live: true,
  wide(chart) {
    const names = chart.rows.map((row) => wrapLabel(shownLabel(row), 30));
    const beside = Math.max(
      ...names.flatMap((name) => name.split("<br>")).map((line) => textWidth(line, FONT.size)),
    );
    const lines = Math.max(...names.map((name) => name.split("<br>").length));
    const line = Math.max(44, Math.round(FONT.size * 1.3) * lines + 4);
    return draw(chart, names, { width: WIDTH, size: FONT.size, left: beside + 22, line });
  },
  // Labels stand above their fields, over the whole width.
  narrow(chart, width) {
    const names = chart.rows.map((row) =>
      wrapToWidth(shownLabel(row), width - 16, 14)
        .map(plotlyText)
        .join("<br>"),
    );
    return draw(chart, names, { width, size: 14, left: 8, line: 30 });
  },
};

function draw(
  chart: Chart,
  names: readonly string[],
  { width, size, left, line }: { width: number; size: number; left: number; line: number },
): Spec {
  const { rows, series, show } = chart;
  const narrow = left === 8;
  const field = (width - left - 8) / series.length;
  const heads = headsOf(series, field - 6, size);
  const LINE = Math.round(size * 1.3);
  const headLines = Math.max(...heads.labels.map((label) => label.split("<br>").length));
  const key = heads.key.flatMap((text) => wrapToWidth(text, width - 16, size));
  const above = narrow ? Math.max(...names.map((name) => name.split("<br>").length)) * LINE + 6 : 0;
  const step = line + above;
  const margin = { l: left, r: 8, t: 8 + LINE * (headLines + key.length) + 6, b: 8 };
  const height = margin.t + margin.b + step * rows.length;
  const numbers = rows.flatMap(({ cells }) => cells.map((cell) => drawnNumber(cell, show) ?? 0));
  const largest = Math.max(1, ...numbers);
  const opacity = (i: number, j: number): number =>
    Math.round(100 * (0.06 + 0.94 * ((drawnNumber(rows[i]?.cells[j] as ChartCell, show) ?? 0) / largest))) /
    100;
  // In px from the top of the plot.
  const middles = rows.map((_, i) => step * i + above + line / 2);
  return {
    height,
    data: series.map((name, j) => ({
      type: "bar",
      orientation: "h",
      // Says to whoever checks the drawing that the number is in the text and not in the length.
      meta: "field",
      name: plotlyText(name),
      base: j,
      x: rows.map(({ cells }) => (drawnNumber(cells[j] as ChartCell, show) === null ? null : 1)),
      y: middles,
      width: line - 2,
      text: textsOf(chart, j),
      textposition: "inside",
      insidetextanchor: "middle",
      textangle: 0,
      constraintext: "none",
      textfont: { color: rows.map((_, i) => (opacity(i, j) > 0.55 ? COLOURS.paper : COLOURS.ink)) },
      customdata: rows.map((row) => plotlyText(shownLabel(row))),
      marker: {
        color: COLOURS.main,
        opacity: rows.map((_, i) => opacity(i, j)),
        line: { color: COLOURS.paper, width: 1 },
      },
      hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, j))),
    })),
    layout: {
      ...baseLayout(height),
      width,
      barmode: "overlay",
      bargap: 0,
      font: { ...FONT, size },
      margin,
      xaxis: { visible: false, range: [0, series.length], fixedrange: true },
      yaxis: { visible: false, range: [step * rows.length, 0], fixedrange: true },
      annotations: [
        ...heads.labels.map((text, j) => ({
          text,
          x: j + 0.5,
          y: 1,
          yref: "paper",
          yanchor: "bottom",
          yshift: 4,
          showarrow: false,
          borderpad: 0,
        })),
        ...key.map((text, k) => ({
          text: plotlyText(text),
          x: 0,
          xref: "paper",
          xanchor: "left",
          xshift: 8 - left,
          y: 1,
          yref: "paper",
          yanchor: "top",
          yshift: margin.t - 6 - LINE * k,
          showarrow: false,
          borderpad: 0,
        })),
        ...names.map((text, i) =>
          narrow
            ? {
                text,
                x: 0,
                xanchor: "left",
                align: "left",
                y: step * i,
                yanchor: "top",
                showarrow: false,
                borderpad: 0,
              }
            : {
                text,
                x: 0,
                xref: "paper",
                xanchor: "right",
                xshift: -8,
                align: "right",
                y: middles[i],
                yanchor: "middle",
                showarrow: false,
                borderpad: 0,
              },
        ),
      ],
    },
  };
}

/** The columns' heads, broken to their width; where a word is too long for that, letters with a key. */
function headsOf(series: readonly string[], room: number, size: number): { labels: string[]; key: string[] } {
  const broken = series.map((label) => wrapToWidth(label, room, size));
  if (broken.flat().every((line) => textWidth(line, size) <= room))
    return { labels: broken.map((list) => list.map(plotlyText).join("<br>")), key: [] };
  const letters = series.map((_, j) => String.fromCodePoint(65 + j));
  return { labels: letters, key: series.map((label, j) => `${letters[j]} = ${label}`) };
}
