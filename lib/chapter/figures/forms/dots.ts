import { type ChartCell, drawnNumber, hoverText, shownLabel } from "../chart.js";
import { COLOURS, colourOf, hoverLabel, plotlyText, wrapLabel } from "../theme.js";
import { baseLayout, type Form, legendOf, ROW_AXIS, roomBeside, textsOf, valueAxis } from "./form.js";
import { narrowRows } from "./narrowRows.js";

/** A dot for each series on the row's line: for how far apart a few groups are. */
export const dots: Form = {
  name: () => "Punkter på hver sin linje",
  live: true,
  wide(chart) {
    const { rows, series, show } = chart;
    const names = rows.map((row) => wrapLabel(shownLabel(row)));
    const lines = Math.max(...names.map((name) => name.split("<br>").length));
    const legend = legendOf(chart, roomBeside(names));
    // Two numbers have room on either side of their dots; more of them are read off the axis.
    const printed = series.length <= 2;
    const height = (printed ? 20 : 64) + legend.height + rows.length * Math.max(34, 19 * lines + 8);
    const numbers = rows.map(({ cells }) => cells.map((cell) => drawnNumber(cell, show)));
    const known = numbers.map((row) => row.filter((n) => n !== null));
    const longest = Math.max(1, ...known.flat());
    // Left of the smallest dot its number must not lie over the row's label.
    const smallest = Math.min(longest, ...known.flat());
    const room = printed ? Math.max(0.07, 0.17 - smallest / longest) : 0.07;
    return {
      height,
      data: series.map((name, j) => ({
        type: "scatter",
        mode: printed ? "markers+text" : "markers",
        name: plotlyText(name),
        x: rows.map(({ cells }) => drawnNumber(cells[j] as ChartCell, show)),
        y: names,
        text: textsOf(chart, j),
        textposition: numbers.map((row) =>
          (row[j] ?? 0) < Math.max(...row.map((n) => n ?? 0)) ||
          (j === 0 && row.length > 1 && row[0] === row[1])
            ? "middle left"
            : "middle right",
        ),
        cliponaxis: false,
        marker: { color: colourOf(j).fill, size: 12 },
        hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, j))),
      })),
      layout: {
        ...baseLayout(height),
        margin: { l: 10, r: 10, t: 10 + legend.height, b: printed ? 10 : 44 },
        xaxis: {
          ...valueAxis(chart),
          ...(printed ? { showticklabels: false, title: {}, showgrid: false } : {}),
          range: [-room * longest, longest * 1.12],
        },
        yaxis: {
          ...ROW_AXIS,
          showgrid: true,
          gridcolor: COLOURS.grid,
          range: [rows.length - 0.5, -0.5],
          autorange: false,
        },
        shapes: [
          ...legend.shapes,
          ...known.flatMap((row, i) =>
            row.length < 2
              ? []
              : [
                  {
                    type: "line",
                    x0: Math.min(...row),
                    x1: Math.max(...row),
                    y0: i,
                    y1: i,
                    layer: "below",
                    line: { color: COLOURS.axis, width: 2 },
                  },
                ],
          ),
        ],
        annotations: legend.annotations,
      },
    };
  },
  narrow: narrowRows,
};
