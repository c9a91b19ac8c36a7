import { type ChartCell, drawnNumber, hoverText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, colourOf, hoverLabel, plotlyText, wrapLabel } from "../theme.js";
import { baseLayout, type Form, legendOf, ROW_AXIS, roomBeside, textsOf } from "./form.js";
import { narrowRows } from "./narrowRows.js";

/** Horizontal bars whose parts lie after each other: counts, or shares of each row's own number. */
export const stackedBars: Form = {
  name: ({ show }) => (show === "share" ? "Liggende søyler delt i prosent" : "Stablede liggende søyler"),
  live: true,
  refuse: ({ series, rows }) =>
    series.length < 2
      ? "it must have at least two series to lie after each other"
      : rows.some(({ cells }) =>
            cells.some((cell) => "n" in cell && cell.base !== (cells[0] as { base?: number }).base),
          )
        ? "the parts of a row must be shares of one number"
        : null,
  wide(chart) {
    const { rows, series, show } = chart;
    const names = rows.map((row) => wrapLabel(shownLabel(row), 30));
    const room = roomBeside(names);
    const legend = legendOf(chart, room);
    const height = 20 + legend.height + 44 * rows.length;
    const sums = rows.map(({ cells }) =>
      cells.reduce((sum, cell) => sum + (drawnNumber(cell, show) ?? 0), 0),
    );
    const longest = show === "share" ? 100 : Math.max(1, ...sums);
    return {
      height,
      data: series.map((name, j) => ({
        type: "bar",
        orientation: "h",
        name: plotlyText(name),
        x: rows.map(({ cells }) => drawnNumber(cells[j] as ChartCell, show)),
        y: names,
        // A part too narrow for its number has none; the table has it.
        text: textsOf(chart, j).map((text, i) => {
          const number = drawnNumber(rows[i]?.cells[j] as ChartCell, show) ?? 0;
          return textWidth(text, 15) + 4 > (room * number) / longest ? "" : text;
        }),
        textposition: "inside",
        insidetextanchor: "middle",
        textangle: 0,
        constraintext: "none",
        textfont: { color: colourOf(j).text },
        marker: { color: colourOf(j).fill, line: { color: COLOURS.paper, width: 1 } },
        hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, j))),
      })),
      layout: {
        ...baseLayout(height),
        barmode: "stack",
        bargap: 0.3,
        margin: { l: 10, r: 10, t: 10 + legend.height, b: 10 },
        xaxis: { visible: false, fixedrange: true, range: [0, longest] },
        yaxis: ROW_AXIS,
        shapes: legend.shapes,
        annotations: legend.annotations,
      },
    };
  },
  narrow: narrowRows,
};
