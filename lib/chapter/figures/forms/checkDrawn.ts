import { type Chart, drawnNumber, drawnText, shownLabel } from "../chart.js";
import { unwrapLabel } from "../theme.js";
import { BOX_SERIES } from "./box.js";
import type { Spec } from "./form.js";

/** A number as a reader finds it in the drawing: by the name in the legend and the label of the row. */
interface Drawn {
  readonly series: string;
  readonly row: string;
  /** What its place or length says; null where only the text does. */
  readonly number: number | null;
  /** What stands at it; empty where nothing does. */
  readonly text: string;
}

/**
 * Reads every number of a drawing as a reader would, and holds it against the chart: a number must be the one of its
 * series and row, whatever the form made of it, and none may be left out.
 * @throws {Error} A fault of the form, not of the chapter: names the first numbers that differ.
 */
export function checkDrawn(chart: Chart, spec: Spec): void {
  const drawn = spec.data.flatMap((trace) => readTrace(chart, trace as Trace));
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const { series, row, number, text } of drawn) {
    const j = chart.series.findIndex((name) => same(name, series));
    const i = chart.rows.findIndex((own) => same(shownLabel(own), row));
    const cell = chart.rows[i]?.cells[j];
    const expected = cell === undefined ? null : drawnNumber(cell, chart.show);
    if (
      cell === undefined ||
      expected === null ||
      (number !== null && number !== expected) ||
      (text !== "" && text !== drawnText(cell, chart))
    )
      wrong.push(
        `"${[series, row].filter((part) => part !== "").join(", ")}" is drawn as ${text === "" ? number : `${number ?? ""} «${text}»`.trim()}, but the table has ${cell === undefined ? "no such row" : drawnText(cell, chart)}`,
      );
    seen.add(`${i} ${j}`);
  }
  for (const [i, { label, cells }] of chart.rows.entries())
    for (const [j, cell] of cells.entries())
      if (drawnNumber(cell, chart.show) !== null && !seen.has(`${i} ${j}`))
        wrong.push(`"${[chart.series[j], label].filter((part) => part).join(", ")}" is not drawn`);
  if (wrong.length > 0)
    throw new Error(
      `The drawing of "${chart.id}" must show its table's numbers, but ${wrong.slice(0, 5).join("; ")}.`,
    );
}

interface Trace {
  readonly type: string;
  readonly orientation?: string;
  readonly meta?: string;
  readonly name?: string;
  readonly x?: readonly (number | string | null)[];
  readonly y?: readonly (number | string | null)[];
  readonly text?: readonly string[];
  readonly customdata?: readonly string[];
  readonly [field: string]: unknown;
}

const BOX_FIELDS = ["lowerfence", "q1", "median", "q3", "upperfence"] as const;

function readTrace(chart: Chart, trace: Trace): Drawn[] {
  const series = unwrapLabel(trace.name ?? "");
  const { x = [], y = [], text = [], customdata = [] } = trace;
  // The single amounts behind a row's numbers stand in no table.
  if (trace.meta === "points") return [];
  if (trace.type === "box")
    return customdata.flatMap((label, i) =>
      BOX_FIELDS.map((field, k) => ({
        series: BOX_SERIES[k] as string,
        row: unwrapLabel(label),
        number: (trace[field] as number[])[i] ?? null,
        text: "",
      })),
    );
  if (trace.meta === "pair")
    return customdata.flatMap((label, i) =>
      [x, y].map((list, j) => ({
        series: chart.series[j] ?? "",
        row: unwrapLabel(label),
        number: Number(list[i]),
        text: "",
      })),
    );
  // Numbers lie along one axis; along the other are labels, or places in px with the labels beside.
  const across = typeof y[0] === "string" || customdata.length > 0;
  const numbers = across ? x : y;
  const labels = customdata.length > 0 ? customdata : across ? y : x;
  return numbers.flatMap((number, i) =>
    number === null
      ? []
      : [
          {
            series,
            row: unwrapLabel(String(labels[i])),
            number: trace.meta === "field" ? null : Number(number),
            text: text[i] ?? "",
          },
        ],
  );
}

/** Spaces, and places where a line may break, may have become line breaks. */
function same(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/[\s\u200b]+/g, "");
  return bare(a) === bare(b);
}
