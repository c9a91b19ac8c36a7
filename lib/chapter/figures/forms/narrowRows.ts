import { type Chart, drawnNumber, drawnText, hoverText, shownLabel } from "../chart.js";
import { textWidth } from "../textWidth.js";
import { FONT, hoverLabel, plotlyText } from "../theme.js";
import { baseLayout, fillOf, legendOf, type Spec } from "./form.js";

const SIZE = 14;
const LINE = 18;
const BAR = 20;
const MARGIN = { l: 4, r: 8 };

/**
 * Rows for a small screen: each row's label stands above its bars, over the whole width, and its parts stand below each
 * other, so that no text is cut or lies over another.
 *
 * The vertical axis counts pixels here: labels take the lines that they need.
 * @param width In px.
 */
export function narrowRows(chart: Chart, width: number): Spec {
  const { rows, series, show } = chart;
  const inner = width - MARGIN.l - MARGIN.r;
  let top = 0;
  const places = rows.map((row) => {
    const { cells } = row;
    const lines = wrapToWidth(shownLabel(row), inner, SIZE);
    const bars = top + LINE * lines.length + 2;
    const place = { top, bars, lines };
    top = bars + BAR * cells.length + 12;
    return place;
  });
  const labels = places.map(({ top: y, lines }) => annotation(lines.map(plotlyText).join("<br>"), y));
  // Where there is no bar it says why, in the bar's place.
  const gaps = rows.flatMap(({ cells }, i) =>
    cells.flatMap((cell, j) =>
      drawnNumber(cell, show) === null
        ? [annotation(plotlyText(drawnText(cell, chart)), (places[i]?.bars ?? 0) + BAR * j - 1)]
        : [],
    ),
  );
  const data = series.map((name, j) => {
    const bars = rows.flatMap((row, i) => {
      const cell = row.cells[j];
      const number = cell === undefined ? null : drawnNumber(cell, show);
      if (cell === undefined || number === null) return [];
      return [
        {
          i,
          row,
          number,
          text: drawnText(cell, chart),
          y: (places[i]?.bars ?? 0) + BAR * (j + 0.5),
        },
      ];
    });
    return {
      type: "bar",
      orientation: "h",
      name: plotlyText(name),
      x: bars.map(({ number }) => number),
      y: bars.map(({ y }) => y),
      width: BAR - 3,
      text: bars.map(({ text }) => text),
      textposition: "outside",
      constraintext: "none",
      cliponaxis: false,
      customdata: bars.map(({ row }) => plotlyText(shownLabel(row))),
      hovertemplate: bars.map(({ row }) => hoverLabel(hoverText(chart, row, j))),
      marker: { color: bars.map(({ i }) => fillOf(chart, i, j)) },
    };
  });
  const longest = Math.max(1, ...data.flatMap(({ x }) => x));
  const room = Math.max(0, ...data.flatMap(({ text }) => text.map((label) => textWidth(label, SIZE)))) + 10;
  const legend = legendOf(chart, inner, SIZE);
  const margin = { ...MARGIN, t: legend.height + 4, b: 4 };
  return {
    data,
    height: top + margin.t + margin.b,
    layout: {
      ...baseLayout(top + margin.t + margin.b),
      width,
      barmode: "overlay",
      bargap: 0,
      font: { ...FONT, size: SIZE },
      margin,
      annotations: [...labels, ...gaps, ...legend.annotations],
      shapes: legend.shapes,
      xaxis: { visible: false, fixedrange: true, range: [0, (longest * inner) / (inner - room)] },
      yaxis: { range: [top, 0], visible: false, fixedrange: true },
    },
  };
}

function annotation(text: string, y: number): object {
  return {
    text,
    x: 0,
    xref: "paper",
    xanchor: "left",
    y,
    yanchor: "top",
    align: "left",
    showarrow: false,
    borderpad: 0,
  };
}

/** Breaks a label into lines that are at most `width` px wide: at spaces, after slashes and hyphens. */
export function wrapToWidth(label: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of label.trim().split(/(?<=\s)(?=\S)|(?<=[/-])(?=\S)/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth((last + word).trimEnd(), size) <= width)
      lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}
