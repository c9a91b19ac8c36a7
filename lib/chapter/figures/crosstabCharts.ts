import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { inCrosstab } from "../../numbers/values/inCrosstab.js";
import { checkTrend, type Trend } from "../../numbers/values/trend.js";
import { unitOf } from "../../survey/answers/answers.js";
import type { Option } from "../../survey/questionnaire/types.js";
import { whoAnswered, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import { type Crosstab, checkCrosstab } from "../../transforms/crosstab.js";
import { inRows } from "../../transforms/inRows.js";
import { made } from "../../transforms/made.js";
import { axisOf, questionOf } from "./bars.js";
import { cellOf } from "./cells.js";
import type { Chart, Counted, FormName } from "./chart.js";

export interface CrosstabOptions<Columns extends string> {
  /** Per cent of those in the row, or counts. */
  readonly show?: "share" | "count";
  /** The column options in another order than the form's. */
  readonly order?: readonly Option<Columns>[];
}

/**
 * Stacked horizontal bars of a crosstab: one bar for each row option, its parts the column options.
 * @param options.show `"count"` (default), or `"share"`: per cent of those in the row.
 * @example stackedBars(crosstab(tiltak, q.faser, q.finansiering), { show: "share" })
 */
export function stackedBars<Columns extends string>(
  table: Crosstab<string, Columns>,
  options: CrosstabOptions<Columns> = {},
): Chart {
  return chartOf(table, "stackedBars", { show: "count", ...options });
}

/**
 * A crosstab as fields, the darker the larger: per cent of those in the row, or counts.
 * @param options.show `"share"` (default) or `"count"`.
 * @example heatMap(crosstab(tiltak, q.effekter, q.brukergrupper))
 */
export function heatMap<Columns extends string>(
  table: Crosstab<string, Columns>,
  options: CrosstabOptions<Columns> = {},
): Chart {
  return chartOf(table, "heatMap", options);
}

/**
 * Lines through what has an order, from left to right: of a crosstab its row options, with a line for each column option;
 * of a trend its editions, with a line for each answer and every break told.
 * @param options.show `"share"` (default): per cent of those in the row, or `"count"`.
 * @throws When a trend has one edition only.
 * @example lines(crosstab(tiltak, q.kostnadsklasse, q.finansiering))
 */
export function lines<Columns extends string>(
  counted: Crosstab<string, Columns> | Trend,
  options: CrosstabOptions<Columns> = {},
): Chart {
  return "points" in counted
    ? trendChart(counted, options.show ?? "share")
    : chartOf(counted, "lines", options);
}

function trendChart(trend: Trend, show: "share" | "count"): Chart {
  checkTrend(trend);
  const { item, answers, options, points, begins } = trend;
  const breaks = points.flatMap(({ year, comparison }) =>
    comparison === null || comparison.status === "same"
      ? []
      : [`Brudd i ${year} mot ${comparison.year}: ${comparison.reason}`],
  );
  const bases = points.map(
    ({ year, values: [value] }) =>
      `${formatNumber(value?.measured.base ?? 0)}${inRows(value?.measured.rows?.base)} i ${year}`,
  );
  return made({
    id: `${item.key}-utvikling`,
    form: "lines",
    show,
    question: questionOf(item),
    of: `${answers.label}, ${bases.join(", ")}`,
    note: [...breaks, begins].join(" "),
    heading: "År",
    axis: axisOf(show, unitOf(answers)),
    legend: "Svar",
    series: options.length === 1 ? [""] : options.map(({ label }) => label),
    rows: points.map(({ year, values, comparison }) => ({
      label: String(year),
      ...(comparison === null || comparison.status === "same" ? {} : { detail: "brudd" }),
      cells: values.map((value) => cellOf(value)),
    })),
    order: "form",
  });
}

function chartOf(table: Crosstab, form: FormName, { show = "share", order }: CrosstabOptions<string>): Chart {
  checkCrosstab(table);
  const { rowItem, columnItem, answers, rowOptions, columnOptions } = table;
  const columns = order ?? columnOptions;
  if (
    columns.length !== columnOptions.length ||
    !columnOptions.every(({ key }) => columns.some((o) => o.key === key))
  )
    throw new ContentError(
      `"order" must have every option of "${columnItem.key}" once: ${columnOptions.map(({ label }) => `"${label}"`).join(", ")}, but has ${columns.map(({ label }) => `"${label}"`).join(", ")}.`,
    );
  const counted = (row: string, cell: readonly string[]): Counted =>
    cellOf(inCrosstab(table, [row], cell, "count"));
  const keys = columnOptions.map(({ key }) => key);
  const wholes = rowOptions.map(({ key }) => counted(key, keys));
  const several = [rowItem, columnItem].some(({ kind }) => kind === "multiple");
  const { asked, answered, layer, unweighted } = table;
  const over = table.n.flat().reduce((sum, n) => sum + n, 0) > answered;
  const of = layer === null ? answers.label : `${answers.label} med «${layer.label}»`;
  const all = `${formatNumber(answered)} ${of}${inRows(unweighted?.answered)} ${whoAnswered(unitOf(answers), 2)}`;
  const left = asked - answered;
  const unit = unitOf(answers);
  return made({
    id: [rowItem.key, columnItem.key, ...(layer === null ? [] : [layer.key])].join("-"),
    form,
    show,
    question: `Spørsmål ${rowItem.number} (${rowItem.label.toLowerCase()}) og spørsmål ${columnItem.number} (${columnItem.label.toLowerCase()}).`,
    of: all,
    sharesOf: `${unit.all} på hver linje, i alt ${all}`,
    note: `${several ? `Flere svar mulig${over ? ", så tallene summerer seg til mer enn alle" : ""}. ` : ""}${left === 0 ? "Ingen svar mangler." : `${formatNumber(left)} av ${formatNumber(asked)} ${whoWereAsked(unitOf(answers), 2)}, mangler svar på minst ett av dem.`}`,
    heading: rowItem.label,
    axis: axisOf(show, unit),
    unit: unit.many,
    legend: columnItem.label,
    series: columns.map(({ label }) => label),
    rows: rowOptions.map(({ key, label }, i) => {
      const whole = wholes[i] as Counted;
      return {
        label,
        detail: `${formatNumber(whole.n)} ${whole.n === 1 ? unit.one : unit.many}`,
        cells: columns.map((column) => shareOfRow(counted(key, [column.key]), whole)),
      };
    }),
    order: "form",
  });
}

/** Parts of a row are shares of the row, not of all; such a share is published when both its numbers are. */
function shareOfRow(cell: Counted, row: Counted): Counted {
  const share = cell.synthetic.count || row.synthetic.count;
  return { ...cell, base: row.n, synthetic: { count: cell.synthetic.count, percent: share, decimal: share } };
}
