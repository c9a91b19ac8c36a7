import { type Chart, type ChartCell, drawnNumber, hoverText, shownLabel } from "../chart.js";
import { colourOf, FONT, hoverLabel, plotlyText, WIDTH } from "../theme.js";
import { baseLayout, type Form, legendOf, type Spec, textsOf, valueAxis } from "./form.js";
import { wrapToWidth } from "./narrowRows.js";

/** A line for each series through the rows, which stand in their order from left to right: years, classes. */
export const lines: Form = {
  name: () => "Linjer",
  live: true,
  refuse: ({ rows }) => (rows.length < 2 ? "a line must go through at least two rows" : null),
  wide: (chart) => draw(chart, WIDTH, FONT.size),
  narrow: (chart, width) => draw(chart, width, 13),
};

function draw(chart: Chart, width: number, size: number): Spec {
  const { rows, series, show } = chart;
  const left = 56;
  const room = (width - left - 10) / rows.length - 6;
  const names = rows.map((row) => wrapToWidth(shownLabel(row), room, size).map(plotlyText).join("<br>"));
  const most = Math.max(...names.map((name) => name.split("<br>").length));
  const legend = legendOf(chart, width - left - 10, size);
  const margin = { l: left, r: 14, t: 24 + legend.height, b: 14 + Math.round(1.3 * size) * most };
  const height = 260 + margin.t + margin.b;
  const longest = Math.max(
    1,
    ...rows.flatMap(({ cells }) => cells.map((cell) => drawnNumber(cell, show) ?? 0)),
  );
  const printed = series.length === 1;
  return {
    height,
    data: series.map((name, j) => ({
      type: "scatter",
      mode: printed ? "lines+markers+text" : "lines+markers",
      name: plotlyText(name),
      x: names,
      y: rows.map(({ cells }) => drawnNumber(cells[j] as ChartCell, show)),
      text: textsOf(chart, j),
      textposition: "top center",
      connectgaps: false,
      cliponaxis: false,
      line: { color: colourOf(j).fill, width: 2.5 },
      marker: {
        color: colourOf(j).fill,
        size: 8,
        symbol: ["circle", "square", "diamond", "triangle-up", "x"][j % 5],
      },
      hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, j))),
    })),
    layout: {
      ...baseLayout(height),
      width,
      font: { ...FONT, size },
      margin,
      xaxis: {
        type: "category",
        fixedrange: true,
        tickangle: 0,
        showgrid: false,
        range: [-0.5, rows.length - 0.5],
      },
      yaxis: {
        ...valueAxis(chart),
        title: { text: chart.axis, standoff: 6, font: { size } },
        range: [0, longest * 1.12],
      },
      shapes: legend.shapes,
      annotations: legend.annotations,
    },
  };
}
