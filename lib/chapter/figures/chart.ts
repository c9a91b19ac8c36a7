import { ContentError } from "../../ground/errors.js";
import { formatNumber, formatPercent } from "../../ground/text/format.js";
import { percentOf } from "../../ground/text/percent.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { TableColumn, TableRow } from "../column.js";

/** How rows are drawn; each has its file in `forms/`. */
export const FORMS = [
  "bars",
  "stackedBars",
  "dots",
  "lines",
  "heatMap",
  "histogram",
  "box",
  "scatter",
] as const;
export type FormName = (typeof FORMS)[number];

/** What the numbers of a chart are: shares of a base in per cent, whole counts, or amounts of a unit. */
export type Show = "share" | "count" | "amount";

/** A count with its base, from which its share is made. */
export interface Counted {
  readonly n: number;
  readonly base: number;
  /** Not counted in the base of the others, so that it has no share among theirs. */
  readonly outside?: true;
  /** Where the number comes from; null for a count of an analyst's own that has no address. */
  readonly record: ValueRecord | null;
  /** Whether the number follows from synthetic data alone, as it is printed: count, whole per cent, one decimal. */
  readonly synthetic: { readonly count: boolean; readonly percent: boolean; readonly decimal: boolean };
}

export interface Amount {
  readonly amount: number;
  readonly decimals: number;
  readonly record: ValueRecord | null;
  readonly synthetic: boolean;
}

/** Why there is no number: `ikke publisert`. */
export interface Gap {
  readonly gap: string;
}

export type ChartCell = Counted | Amount | Gap;

export interface ChartRow {
  readonly label: string;
  /** Stands after the label in the drawing: `267 tiltak`. */
  readonly detail?: string;
  /** One for each series. */
  readonly cells: readonly ChartCell[];
  /** Single amounts behind the row's numbers, rising, where the form draws them. */
  readonly points?: readonly number[];
  /** Which of the chart's tones it is drawn in; the first when left out. `muted` is for missing answers. */
  readonly tone?: number | "muted";
}

/**
 * What a figure shows: rows, and the form that they are drawn in. The drawing on every screen, labels, hover, alt text,
 * table and CSV are derived from it; there is no other way to draw.
 */
export interface Chart {
  /** For cross-references; most often the item's key. */
  readonly id: string;
  readonly form: FormName;
  readonly show: Show;
  /** What was asked: `Spørsmål 16. Hvilke effekter ventes tiltaket å gi?` */
  readonly question: string;
  /** Who is counted: `432 tiltak som fikk spørsmålet`. */
  readonly of: string;
  /** What shares are of where that is not the same: `tiltakene på hver linje`. */
  readonly sharesOf?: string;
  /** Base, missing answers, breaks; may be empty. */
  readonly note: string;
  /** What the rows' labels are: `Svar`. */
  readonly heading: string;
  /** What the numbers' axis is called where the form has one: `Antall tiltak`. */
  readonly axis: string;
  /** What is counted, after a number: `tiltak`. */
  readonly unit?: string;
  /** What the legend is about: `Finansiering`. Not needed with one series. */
  readonly legend?: string;
  /** What is drawn beside each other in a row; a chart of one series has an empty label. */
  readonly series: readonly string[];
  /** In the order of the form. */
  readonly rows: readonly ChartRow[];
  /** The order in which they are shown: the form's, one that was made before, or the largest first. */
  readonly order: "falling" | "form" | "given";
  /** What rows of each tone have in common; none when all are of one. */
  readonly tones?: readonly string[];
  /** Count and share both stand at a mark. */
  readonly both?: true;
  /** The same rows for parts of the whole, which a reader may ask for: a series for each part. */
  readonly parts?: Chart;
}

/** The chart with its rows in the order in which they are shown: missing answers last, ties as in the form. */
export function arrange(chart: Chart): Chart {
  if (chart.order !== "falling") return chart;
  const size = ({ cells: [cell] }: ChartRow): number =>
    cell === undefined || "gap" in cell ? -1 : "n" in cell ? cell.n : cell.amount;
  const rows = [...chart.rows].sort(
    (a, b) => Number(a.tone === "muted") - Number(b.tone === "muted") || size(b) - size(a),
  );
  return { ...chart, rows };
}

/** Item, base and n, in bokmål: `Spørsmål 16. … Prosent av 432 tiltak som fikk spørsmålet.` */
export function subtitleOf({ question, of, sharesOf, show, axis }: Chart): string {
  if (show === "amount") return `${question} ${axis}, ${of}.`;
  return `${question} ${show === "count" ? `Antall av ${of}` : `Prosent av ${sharesOf ?? of}`}.`;
}

/** A row's label as it stands in the drawing. */
export function shownLabel({ label, detail }: ChartRow): string {
  return detail === undefined ? label : `${label} (${detail})`;
}

/** What a chart's number is drawn as, and what the table has: shares in per cent with one decimal. */
export function drawnNumber(cell: ChartCell, show: Show): number | null {
  if ("gap" in cell) return null;
  if ("amount" in cell) return cell.amount;
  if (show === "count") return cell.n;
  return whyNoShare(cell) === null ? percentOf(cell.n, cell.base, 1) : null;
}

/** Whether the number as it is drawn follows from synthetic data alone. */
export function isSynthetic(cell: ChartCell, show: Show): boolean {
  if ("gap" in cell) return false;
  if ("amount" in cell) return cell.synthetic;
  return show === "count" ? cell.synthetic.count : cell.synthetic.percent;
}

/** Where some number of the chart follows from synthetic data alone: in the drawing, in its table only, or nowhere. */
export function syntheticIn(chart: Chart): "drawing" | "table" | null {
  if (chart.rows.some(({ cells }) => cells.some((cell) => drawnText(cell, chart).includes("*"))))
    return "drawing";
  return tableOf(chart).synthetic.some((row) => row.includes(true)) ? "table" : null;
}

/**
 * What stands at a mark: `64 %`, `276`, or both; with a star at each that follows from synthetic data alone. Where there
 * is no number it says why.
 */
export function drawnText(cell: ChartCell, { show, both }: Pick<Chart, "show" | "both">): string {
  if ("gap" in cell) return cell.gap;
  const star = (what: Show): string => (isSynthetic(cell, what) ? "*" : "");
  if ("amount" in cell) return formatNumber(cell.amount, cell.decimals) + star(show);
  const why = whyNoShare(cell);
  const count = formatNumber(cell.n) + star("count");
  const share = why ?? formatPercent(cell.n, cell.base) + star("share");
  const [first, second] = show === "count" ? [count, share] : [share, count];
  return both && (show === "count" || why === null) ? `${first} (${second})` : first;
}

function whyNoShare({ outside, base }: Counted): string | null {
  return outside ? "ikke i grunnlaget" : base === 0 ? "ingen svarte" : null;
}

/** All that is known of a number, for whoever points at it: `Ja, 2019: 64 % (276 av 432)`. */
export function hoverText(chart: Chart, row: ChartRow, j: number): string {
  const cell = row.cells[j] as ChartCell;
  const name = [row.label, chart.series[j]].filter((part) => part).join(", ");
  if ("gap" in cell) return `${name}: ${cell.gap}`;
  if ("amount" in cell) return `${name}: ${drawnText(cell, chart)} (${chart.axis})`;
  const star = (what: Show): string => (isSynthetic(cell, what) ? "*" : "");
  const count = `${formatNumber(cell.n)}${star("count")}`;
  return whyNoShare(cell) === null
    ? `${name}: ${formatPercent(cell.n, cell.base)}${star("share")} (${count} av ${formatNumber(cell.base)})`
    : `${name}: ${count}`;
}

/** The chart in words, for who can't see it: its form, then every number in the order of the drawing. */
export function describeChart(given: Chart, form: string): string {
  const chart = arrange(given);
  const order =
    chart.order === "falling"
      ? ", sortert fra størst til minst"
      : chart.order === "form" && chart.form === "bars" && chart.series.length === 1
        ? " i skjemaets rekkefølge"
        : "";
  if (chart.series.length === 1) {
    const items = chart.rows.map(
      ({ label, cells, tone }) =>
        `${label} ${drawnText(cells[0] as ChartCell, chart)}${chart.tones && typeof tone === "number" ? ` (${chart.tones[tone]?.toLowerCase()})` : ""}`,
    );
    return `${form}${order}: ${items.join(", ")}.`;
  }
  const rows = chart.rows.map(
    ({ label, cells }) =>
      `${label}: ${cells.map((cell, j) => `${chart.series[j]} ${drawnText(cell, chart)}`).join(", ")}`,
  );
  return `${form}${order}. ${rows.join(". ")}.`;
}

/** A chart's numbers as a table, and which of its cells follow from synthetic data alone. */
export interface ChartTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** As `rows`. */
  readonly synthetic: readonly (readonly boolean[])[];
}

interface TableCell {
  readonly value: string | number | null;
  readonly synthetic: boolean;
}

/**
 * The chart's numbers as a table: counts with their shares, and the number counted where it differs between rows.
 * @example tableOf(bars(effekter)).rows[0] // ["Økt kvalitet …", 276, 63.9]
 */
export function tableOf(given: Chart): ChartTable {
  const chart = arrange(given);
  const name = (j: number, what: string): string => {
    const label = chart.series[j];
    return label ? `${label}, ${what.toLowerCase()}` : what;
  };
  const indices = chart.series.map((_, j) => j);
  const columns: { label: string; kind: TableColumn["kind"]; of: (row: ChartRow) => TableCell }[] = [];
  if (chart.show === "amount")
    for (const j of indices)
      columns.push({
        label: chart.series[j] || chart.axis,
        kind: "count",
        of: (row) => amountCell(row.cells[j] as ChartCell),
      });
  else {
    for (const j of indices)
      columns.push({
        label: name(j, "Antall"),
        kind: "count",
        of: (row) => countCell(row.cells[j] as ChartCell),
      });
    if (hasOwnBases(chart))
      columns.push({ label: "I alt", kind: "count", of: (row) => plain((row.cells[0] as Counted).base) });
    for (const j of indices)
      columns.push({
        label: name(j, "Andel"),
        kind: "percent",
        of: (row) => shareCell(row.cells[j] as ChartCell),
      });
  }
  const cells = chart.rows.map((row) => columns.map(({ of }) => of(row)));
  return {
    columns: [
      { label: chart.heading, kind: "text" },
      ...columns.map(({ label, kind }): TableColumn => ({ label, kind })),
    ],
    rows: chart.rows.map(({ label }, i) => [label, ...(cells[i] as TableCell[]).map(({ value }) => value)]),
    synthetic: cells.map((row) => [false, ...row.map(({ synthetic }) => synthetic)]),
  };
}

const plain = (value: string | number): TableCell => ({ value, synthetic: false });

function countCell(cell: ChartCell): TableCell {
  if ("gap" in cell) return plain(cell.gap);
  return "n" in cell ? { value: cell.n, synthetic: cell.synthetic.count } : plain("");
}

function shareCell(cell: ChartCell): TableCell {
  if ("gap" in cell) return plain(cell.gap);
  if (!("n" in cell)) return plain("");
  const why = whyNoShare(cell);
  if (why !== null) return plain(why);
  return { value: percentOf(cell.n, cell.base, 1), synthetic: cell.synthetic.decimal };
}

function amountCell(cell: ChartCell): TableCell {
  if ("gap" in cell) return plain(cell.gap);
  return "amount" in cell ? { value: cell.amount, synthetic: cell.synthetic } : plain("");
}

/** Whether each row's parts are shares of a number of the row's own, as in a crosstab. */
function hasOwnBases(chart: Chart): boolean {
  if (chart.series.length < 2) return false;
  const bases = chart.rows.map(({ cells }) => new Set(cells.map((cell) => ("n" in cell ? cell.base : -1))));
  return bases.every((set) => set.size === 1) && new Set(bases.flatMap((set) => [...set])).size > 1;
}

/** Whether every number of the chart can be found again. */
export function hasAddresses(chart: Chart): boolean {
  return chart.rows.every(({ cells }) => cells.every((cell) => "gap" in cell || cell.record !== null));
}

/** Where the chart's numbers come from, in the order of its table. */
export function recordsOf(chart: Chart): ValueRecord[] {
  const own = chart.rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => ("gap" in cell || cell.record === null ? [] : [cell.record])),
  );
  return chart.parts ? [...own, ...recordsOf(chart.parts)] : own;
}

/** A sum of weights is written to two decimals where it is explained. */
function isSame(written: number, drawn: number): boolean {
  return Number.isInteger(drawn) ? written === drawn : Math.abs(written - drawn) < 0.0051;
}

/**
 * Refuses a chart that no reader could make out: no rows, no number, two rows or two series of one name, a row that has
 * not one cell for each series, a number that is not its address's, one number in two places.
 * @throws {ContentError} With all that is wrong.
 */
export function checkChart(chart: Chart): void {
  const problems: string[] = [];
  const twice = (names: readonly string[], what: string): void => {
    const doubled = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
    if (doubled.length > 0)
      problems.push(
        `its ${what} must have names of their own, but ${doubled.map((name) => `"${name}"`).join(" and ")} stand twice`,
      );
  };
  if (chart.rows.length === 0) problems.push("it must have rows, but has none");
  else if (chart.rows.every(({ cells }) => cells.every((cell) => drawnNumber(cell, chart.show) === null)))
    problems.push("it must have a number to draw, but has none");
  twice(
    chart.rows.map(({ label }) => label),
    "rows",
  );
  twice(chart.series, "series");
  for (const { label, cells } of chart.rows)
    if (cells.length !== chart.series.length)
      problems.push(`the row "${label}" must have ${chart.series.length} cells, but has ${cells.length}`);
  for (const { label, cells } of chart.rows)
    for (const cell of cells)
      if ("n" in cell && cell.record && cell.record.n !== null && !isSame(cell.record.n, cell.n))
        problems.push(
          `the number of the row "${label}" must be the ${cell.record.n} at ${cell.record.address}, but is ${cell.n}`,
        );
  const drawn = chart.rows.flatMap(({ label, cells }) =>
    cells.flatMap((cell) => ("record" in cell && cell.record ? [{ label, at: cell.record.address }] : [])),
  );
  for (const { label, at } of drawn.filter((one, i) => drawn.findIndex((other) => other.at === one.at) < i))
    problems.push(`the number at ${at} must stand in one row, but stands in "${label}" too`);
  if (problems.length > 0)
    throw new ContentError(`The figure "${chart.id}" can't be drawn: ${problems.join("; ")}.`);
}
