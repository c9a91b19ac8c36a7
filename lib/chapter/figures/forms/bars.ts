import { type Chart, type ChartCell, drawnNumber, drawnText, hoverText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, FONT, hoverLabel, plotlyText, wrapLabel } from "../theme.js";
import { baseLayout, type Form, fillOf, legendOf, ROW_AXIS, roomBeside, textsOf } from "./form.js";
import { narrowRows } from "./narrowRows.js";

const BARGAP_SEVERAL = 0.25;

/** Horizontal bars; with several series, beside each other. Each has its number, so there is no axis to read. */
export const bars: Form = {
  name: ({ series }) => (series.length > 1 ? "Liggende søyler ved siden av hverandre" : "Liggende søyler"),
  live: true,
  wide(chart) {
    const { rows, series, show } = chart;
    const several = series.length > 1;
    const names = rows.map((row) => wrapLabel(shownLabel(row), several ? 30 : 44));
    const lines = Math.max(...names.map((name) => name.split("<br>").length));
    const room = roomBeside(names);
    const legend = legendOf(chart, room);
    // Every bar's number stands after it.
    const texts = series.map((_, j) => textsOf(chart, j));
    const beside = 14 + Math.max(0, ...texts.flat().map((text) => textWidth(text, FONT.size)));
    const step = Math.max(several ? 14 + 24 * series.length : 34, 19 * lines + 8);
    const height = 20 + legend.height + step * rows.length;
    const longest = Math.max(
      1,
      ...rows.flatMap(({ cells }) => cells.map((cell) => drawnNumber(cell, show) ?? 0)),
    );
    return {
      height,
      data: series.map((name, j) => ({
        type: "bar",
        orientation: "h",
        name: plotlyText(name),
        x: rows.map(({ cells }) => drawnNumber(cells[j] as ChartCell, show)),
        y: names,
        text: texts[j],
        textposition: "outside",
        cliponaxis: false,
        marker: { color: rows.map((_, i) => fillOf(chart, i, j)) },
        hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, j))),
      })),
      layout: {
        ...baseLayout(height),
        barmode: "group",
        bargap: several ? BARGAP_SEVERAL : 0.3,
        margin: { l: 10, r: 10, t: 10 + legend.height, b: 10 },
        xaxis: { visible: false, fixedrange: true, range: [0, (longest * room) / (room - beside)] },
        yaxis: ROW_AXIS,
        shapes: legend.shapes,
        annotations: [...legend.annotations, ...gaps(chart)],
      },
    };
  },
  narrow: narrowRows,
};

/** Why a bar is not there, where it would be. */
function gaps(chart: Chart): object[] {
  return chart.rows.flatMap(({ cells }, i) =>
    cells.flatMap((cell, j) => {
      if (drawnNumber(cell, chart.show) !== null) return [];
      // Rows are whole numbers on the axis; the bars of one divide what the gap between rows leaves.
      const y = i + (1 - BARGAP_SEVERAL) * ((j + 0.5) / cells.length - 0.5);
      return [
        {
          text: plotlyText(drawnText(cell, chart)),
          x: 0,
          xanchor: "left",
          xshift: 4,
          y,
          yanchor: "middle",
          showarrow: false,
          borderpad: 0,
          font: { color: COLOURS.soft },
        },
      ];
    }),
  );
}
