import { type ChartCell, drawnNumber, hoverText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, FONT, hoverLabel, plotlyText, WIDTH } from "../theme.js";
import { baseLayout, type Form, textsOf } from "./form.js";
import { narrowRows, wrapToWidth } from "./narrowRows.js";

/** Classes of an amount as bars that touch: how many lie where. */
export const histogram: Form = {
  name: () => "Histogram",
  live: true,
  refuse: ({ series }) => (series.length > 1 ? "it must have one series" : null),
  wide(chart) {
    const { rows, show } = chart;
    const room = (WIDTH - 40) / rows.length - 4;
    const names = rows.map((row) => wrapToWidth(shownLabel(row), room, 14).map(plotlyText).join("<br>"));
    const most = Math.max(...names.map((name) => name.split("<br>").length));
    const margin = { l: 20, r: 20, t: 24, b: 40 + 19 * most };
    const height = 260 + margin.t + margin.b;
    const longest = Math.max(1, ...rows.map(({ cells }) => drawnNumber(cells[0] as ChartCell, show) ?? 0));
    return {
      height,
      data: [
        {
          type: "bar",
          name: "",
          x: names,
          y: rows.map(({ cells }) => drawnNumber(cells[0] as ChartCell, show)),
          text: textsOf(chart, 0),
          textposition: "outside",
          textangle: 0,
          constraintext: "none",
          cliponaxis: false,
          marker: { color: COLOURS.main, line: { color: COLOURS.paper, width: 1 } },
          hovertemplate: rows.map((row) => hoverLabel(hoverText(chart, row, 0))),
        },
      ],
      layout: {
        ...baseLayout(height),
        bargap: 0,
        margin,
        xaxis: {
          type: "category",
          title: { text: plotlyText(chart.heading), standoff: 8, font: { size: 14 } },
          tickfont: { size: 14 },
          tickangle: 0,
          ...ticksFor(names, room),
          fixedrange: true,
          showgrid: false,
          linecolor: COLOURS.axis,
        },
        yaxis: { visible: false, fixedrange: true, range: [0, longest * 1.1] },
        font: FONT,
      },
    };
  },
  narrow: narrowRows,
};

/** The classes that are named below their bars: all that have room, the last one among them. */
function ticksFor(names: readonly string[], room: number): object {
  const widest = Math.max(...names.flatMap((name) => name.split("<br>")).map((line) => textWidth(line, 14)));
  const step = Math.ceil((widest + 4) / (room + 4));
  if (step <= 1) return {};
  const last = names.length - 1;
  const shown = names.map((_, i) => i).filter((i) => (last - i) % step === 0);
  return { tickmode: "array", tickvals: shown, ticktext: shown.map((i) => names[i]) };
}
