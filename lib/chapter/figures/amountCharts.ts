import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { answersOf } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import type { Item, ItemDefinition } from "../../survey/questionnaire/types.js";
import { questionOf } from "./bars.js";
import type { Amount, Cell, Chart, Counted } from "./chart.js";
import { BOX_SERIES } from "./forms/box.js";

/** Amounts are in kroner, and are drawn in millions. */
const MILLION = 1_000_000;
const UNIT = "Millioner kroner";
/** More classes than this are no picture. */
const MOST_CLASSES = 40;

/**
 * The amounts of an item in classes of one width, from 0: how many tiltak lie where. For looking at the data: its
 * numbers have no address, so it can't stand in a chapter.
 *
 * Each class has its lower limit and not its upper one. Rows without an amount are left out and counted in the note.
 * @param options.width Of a class, in kroner.
 * @param options.upTo Where the last class begins, which has all from there; default: none has.
 * @throws When the item is no amount, or when there would be more than 40 classes.
 * @example histogram(tiltak, q.kostnadsramme, { width: 5_000_000, upTo: 100_000_000 })
 */
export function histogram(
  table: ColumnTable,
  item: Item,
  { width, upTo = Number.POSITIVE_INFINITY }: { width: number; upTo?: number },
): Chart {
  const { amounts, asked } = amountsIn(table, item.$);
  const highest = Math.min(
    upTo,
    amounts.reduce((most, [amount]) => Math.max(most, amount), 0),
  );
  const classes = Math.floor(highest / width) + 1;
  if (!(width > 0) || classes > MOST_CLASSES)
    throw new ContentError(
      `histogram() must have from 1 to ${MOST_CLASSES} classes, but has ${Number.isFinite(classes) ? classes : "no end of them"}: make them wider than ${formatNumber(width)} kroner, or gather the largest with "upTo".`,
    );
  const counts = new Array<number>(classes).fill(0);
  for (const [amount] of amounts) {
    const at = Math.min(classes - 1, Math.floor(amount / width));
    counts[at] = (counts[at] as number) + 1;
  }
  const open = upTo < Number.POSITIVE_INFINITY;
  return {
    ...amountChart(table, item.$, amounts.length, asked),
    form: "histogram",
    show: "count",
    heading: UNIT,
    axis: "Antall tiltak",
    series: [""],
    rows: counts.map((n, i) => ({
      label:
        open && i === classes - 1
          ? `${inMillions(i * width)} eller mer`
          : `${inMillions(i * width)}–${inMillions((i + 1) * width)}`,
      cells: [unaddressed(n, amounts.length)],
    })),
  };
}

/** What a box is drawn from: what `summarise` gives of an amount by the answers to another item. */
export interface Boxes {
  readonly item: ItemDefinition;
  readonly by: ItemDefinition | null;
  readonly total: BoxRow;
  readonly rows: readonly BoxRow[];
}

export interface BoxRow {
  readonly label: string;
  readonly n: number;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
}

/**
 * A box for each group's amounts: the quartiles and the median, with lines to the smallest and the largest. For looking at
 * the data: its numbers have no address.
 * @param summary Amounts by the answers to another item; groups without an amount say so.
 * @example box(summarise(tiltak, q.kostnadsramme, { by: q.faser }))
 */
export function box({ item, by, total, rows }: Boxes): Chart {
  const groups = by === null ? [total] : rows;
  return {
    id: by === null ? item.key : `${item.key}-${by.key}`,
    form: "box",
    show: "amount",
    question: questionOf(item),
    of: `${formatNumber(total.n)} beløp`,
    note: "",
    heading: by === null ? "Svar" : by.label,
    axis: UNIT,
    series: BOX_SERIES,
    rows: groups.map((row) => ({
      label: row.label,
      detail: `${formatNumber(row.n)} beløp`,
      cells: [row.min, row.q1, row.median, row.q3, row.max].map(
        (amount): Cell => (amount === null ? { gap: "ingen beløp" } : inMillionsCell(amount)),
      ),
    })),
    order: "form",
  };
}

/**
 * A point for each tiltak that has both amounts. For looking at the data: its numbers have no address.
 * @param x Across.
 * @param y Up.
 * @throws When an item is no amount.
 * @example scatter(tiltak, q.kostnadsramme, q.budsjett)
 */
export function scatter(table: ColumnTable, x: Item, y: Item): Chart {
  const across = new Map(amountsIn(table, x.$).amounts.map(([amount, row]) => [row, amount]));
  const { amounts, asked } = amountsIn(table, y.$);
  const points = amounts.flatMap(([amount, row]) => {
    const other = across.get(row);
    return other === undefined ? [] : [{ row, x: other, y: amount }];
  });
  return {
    ...amountChart(table, y.$, points.length, asked),
    id: `${x.$.key}-${y.$.key}`,
    form: "scatter",
    question: `${questionOf(x.$)} ${questionOf(y.$)}`,
    heading: "Tiltak",
    axis: UNIT,
    series: [`${x.$.label}, mill. kroner`, `${y.$.label}, mill. kroner`],
    rows: points.map((point) => ({
      label: `Tiltak ${point.row + 1}`,
      cells: [inMillionsCell(point.x), inMillionsCell(point.y)],
    })),
  };
}

function amountChart(
  table: ColumnTable,
  item: ItemDefinition,
  n: number,
  asked: number,
): Omit<Chart, "form" | "heading" | "axis" | "series" | "rows"> {
  const { label } = answersOf(table);
  return {
    id: item.key,
    show: "amount",
    question: questionOf(item),
    of: `${formatNumber(n)} ${label} med beløp`,
    note: `Beløp mangler for ${formatNumber(asked - n)} av ${formatNumber(asked)}.`,
    order: "form",
  };
}

/** Each amount with its row's place in the table, and how many were asked. */
function amountsIn(table: ColumnTable, item: ItemDefinition): { amounts: [number, number][]; asked: number } {
  if (item.kind !== "amount")
    throw new ContentError(
      `The item must be an amount, but "${item.key}" is ${item.kind}. Draw its answers with bars(tabulate(table, q.${item.key})).`,
    );
  answersOf(table);
  const rows = rowsOf(table);
  const amounts = rows.flatMap((row, i): [number, number][] => {
    const amount = row(item.key);
    return typeof amount === "number" ? [[amount, i]] : [];
  });
  return { amounts, asked: rows.filter((row) => row(`${item.key}__mangler`) !== "ikke_spurt").length };
}

function inMillions(kroner: number): string {
  const millions = kroner / MILLION;
  return formatNumber(millions, Number.isInteger(millions) ? 0 : 1);
}

const inMillionsCell = (kroner: number): Amount => ({
  amount: Math.round(kroner / 10_000) / 100,
  decimals: 1,
  record: null,
  synthetic: true,
});

const unaddressed = (n: number, base: number): Counted => ({
  n,
  base,
  record: null,
  synthetic: { count: true, percent: true, decimal: true },
});
