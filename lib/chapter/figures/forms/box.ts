import { type Chart, type ChartCell, type ChartRow, drawnNumber, drawnText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { COLOURS, FONT, plotlyText, WIDTH, wrapLabel } from "../theme.js";
import { amountAxis, amountsOf } from "./amountAxis.js";
import { baseLayout, type Form, type Spec } from "./form.js";
import { wrapToWidth } from "./narrowRows.js";

/** What a row of a box plot has, in this order. */
export const BOX_SERIES = ["Minste", "Nedre kvartil", "Median", "Øvre kvartil", "Største"] as const;

/** A box for each row, from the lower quartile to the upper, with the median in it, and lines to the least and the most. */
export const box: Form = {
  name: () => "Boksplott",
  live: false,
  refuse: ({ series, show }) =>
    show === "amount" && series.join() === BOX_SERIES.join()
      ? null
      : `it must have amounts as ${BOX_SERIES.join(", ")}`,
  wide(chart) {
    const names = chart.rows.map((row) => wrapLabel(shownLabel(row), 30));
    const beside = Math.max(
      ...names.flatMap((name) => name.split("<br>")).map((line) => textWidth(line, FONT.size)),
    );
    return draw(chart, names, { width: WIDTH, size: FONT.size, left: beside + 22, above: 0 });
  },
  narrow(chart, width) {
    const names = chart.rows.map((row) =>
      wrapToWidth(shownLabel(row), width - 28, 14)
        .map(plotlyText)
        .join("<br>"),
    );
    const lines = Math.max(...names.map((name) => name.split("<br>").length));
    return draw(chart, names, { width, size: 14, left: 14, above: 18 * lines + 4 });
  },
};

function draw(
  chart: Chart,
  names: readonly string[],
  { width, size, left, above }: { width: number; size: number; left: number; above: number },
): Spec {
  const { rows } = chart;
  const BOX = 26;
  const step = above + 52;
  const margin = { l: left, r: 14, t: 8, b: 56 };
  const height = margin.t + margin.b + step * rows.length;
  const middles = rows.map((_, i) => step * i + above + 32);
  const column = (j: number): (number | null)[] =>
    rows.map(({ cells }) => drawnNumber(cells[j] as ChartCell, chart.show));
  const drawn = rows.flatMap(({ cells }, i) => ("amount" in (cells[2] as ChartCell) ? [i] : []));
  const of = (j: number): (number | null)[] => drawn.map((i) => column(j)[i] as number | null);
  const amounts = [...amountsOf(chart, 0), ...amountsOf(chart, 4)];
  return {
    height,
    data: [
      {
        type: "box",
        orientation: "h",
        y: drawn.map((i) => middles[i]),
        lowerfence: of(0),
        q1: of(1),
        median: of(2),
        q3: of(3),
        upperfence: of(4),
        width: BOX,
        customdata: drawn.map((i) => plotlyText(shownLabel(rows[i] as ChartRow))),
        line: { color: COLOURS.main, width: 2 },
        fillcolor: COLOURS.grid,
      },
      ...pointsTrace(rows, middles, BOX),
      {
        type: "scatter",
        mode: "text",
        name: BOX_SERIES[2],
        x: of(2),
        y: drawn.map((i) => (middles[i] ?? 0) - BOX / 2 - 2),
        text: drawn.map((i) => drawnText(rows[i]?.cells[2] as ChartCell, chart)),
        textposition: "top center",
        customdata: drawn.map((i) => plotlyText(shownLabel(rows[i] as ChartRow))),
        cliponaxis: false,
      },
    ],
    layout: {
      ...baseLayout(height),
      width,
      font: { ...FONT, size },
      margin,
      xaxis: amountAxis(amounts, chart.axis, size),
      yaxis: { visible: false, range: [step * rows.length, 0], fixedrange: true },
      annotations: names.map((text, i) =>
        above > 0
          ? {
              text,
              x: 0,
              xref: "paper",
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
    },
  };
}

/**
 * The single amounts under each box. They lie at three heights in turn, so that equal ones can be told apart: nothing random,
 * which would draw another figure each time.
 */
function pointsTrace(rows: readonly ChartRow[], middles: readonly number[], height: number): object[] {
  const points = rows.flatMap(({ points = [] }, i) =>
    points.map((x, k) => ({ x, y: (middles[i] as number) + height / 2 + 5 + 4 * (k % 3) })),
  );
  if (points.length === 0) return [];
  return [
    {
      type: "scatter",
      mode: "markers",
      meta: "points",
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      marker: { color: COLOURS.main, size: 5, opacity: 0.45 },
      hoverinfo: "skip",
      cliponaxis: false,
    },
  ];
}
