import { type Chart, type ChartCell, drawnText } from "../chart.js";
import { COLOURS, FONT, plotlyText, WIDTH } from "../theme.js";
import { amountAxis, amountsOf } from "./amountAxis.js";
import { baseLayout, type Form, type Spec } from "./form.js";

/** A point for each row, by two amounts: the first series across, the second up. */
export const scatter: Form = {
  name: ({ series }) => `Punktdiagram, ${series[0]} bortover og ${series[1]} oppover`,
  live: true,
  refuse: ({ series, show }) =>
    show === "amount" && series.length === 2 ? null : "it must have two series of amounts",
  wide: (chart) => draw(chart, WIDTH, 420, FONT.size),
  narrow: (chart, width) => draw(chart, width, 340, 13),
};

function draw(chart: Chart, width: number, height: number, size: number): Spec {
  const [across = "", up = ""] = chart.series;
  const points = chart.rows.filter(({ cells }) => cells.every((cell) => "amount" in cell));
  const amount = (cell: ChartCell | undefined): number =>
    cell !== undefined && "amount" in cell ? cell.amount : 0;
  return {
    height,
    data: [
      {
        type: "scatter",
        mode: "markers",
        meta: "pair",
        x: points.map(({ cells }) => amount(cells[0])),
        y: points.map(({ cells }) => amount(cells[1])),
        customdata: points.map(({ label }) => plotlyText(label)),
        marker: { color: COLOURS.main, size: 8, opacity: 0.6 },
        hovertemplate: points.map(
          ({ label, cells }) =>
            `${plotlyText(`${label}: ${across} ${drawnText(cells[0] as ChartCell, chart)}, ${up} ${drawnText(cells[1] as ChartCell, chart)}`)}<extra></extra>`,
        ),
      },
    ],
    layout: {
      ...baseLayout(height),
      width,
      font: { ...FONT, size },
      margin: { l: 76, r: 14, t: 14, b: 56 },
      xaxis: amountAxis(amountsOf(chart, 0), plotlyText(across), size),
      yaxis: amountAxis(amountsOf(chart, 1), plotlyText(up), size),
    },
  };
}
