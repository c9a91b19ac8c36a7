import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import type { Address } from "../../numbers/address/parseAddress.js";
import { valueIn } from "../../numbers/values/ofTabulation.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { answersOf } from "../../survey/answers/answers.js";
import { columnOf, rowsOf } from "../../survey/answers/rowsOf.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Item, ItemDefinition } from "../../survey/questionnaire/types.js";
import { codedOf } from "../../transforms/coded.js";
import type { Summary } from "../../transforms/summarise.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { withheldRows } from "../../transforms/withheldRows.js";
import { bars, questionOf } from "./bars.js";
import type { Amount, Chart, ChartCell, Counted } from "./chart.js";
import { BOX_SERIES } from "./forms/box.js";

/** Amounts are in kroner, and are drawn in millions. */
const MILLION = 1_000_000;
const UNIT = "Millioner kroner";
/** More classes than this are no picture. */
const MOST_CLASSES = 40;

/**
 * Amounts in classes, as bars that touch: how many tiltak lie where.
 *
 * Of classes that are given (a tabulation of a recode of amounts: `q.kostnadsklasse`, or one of `recode`) every number has
 * its address and can stand in a chapter. Of classes of one width, from 0, made on the spot, the numbers have none: they
 * are for looking at the data. Each class has its lower limit and not its upper one. Rows without an amount are left out
 * and counted in the note.
 * @param options.width Of a class, in the amounts' unit.
 * @param options.upTo Where the last class begins, which has all from there; default: none has.
 * @throws When the item is no amount, or the tabulation none of a recode of one, or when there would be more than 40 classes.
 * @example histogram(tabulate(tiltak, q.kostnadsklasse))
 */
export function histogram(tabulation: Tabulation): Chart;
export function histogram(table: ColumnTable, item: Item, options: { width: number; upTo?: number }): Chart;
export function histogram(
  counted: Tabulation | ColumnTable,
  item?: Item,
  options?: { width: number; upTo?: number },
): Chart {
  return "cells" in counted
    ? ofClasses(counted)
    : ofWidth(counted, item as Item, options as { width: number; upTo?: number });
}

function ofClasses(tabulation: Tabulation): Chart {
  const { item, answers } = tabulation;
  const source = item.recode === null ? undefined : findItem(answers.questionnaire, item.recode.of);
  if (source?.kind !== "amount")
    throw new ContentError(
      `histogram() must have a tabulation of classes of an amount, but "${item.key}" is ${item.recode === null ? item.kind : `made of "${item.recode.of}"`}. Draw it with bars(tabulate(table, q.${item.key})).`,
    );
  return {
    ...bars(tabulation, { show: "count" }),
    form: "histogram",
    heading: item.label,
  };
}

function ofWidth(
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

/** More points than these are a blot. */
const MOST_POINTS = 2000;

/**
 * A box for each group's amounts: the quartiles (R's type 7) and the median, with lines to the smallest and the largest.
 * Every number has its address, but for those of a summary with `{ withheld: "included" }`, which can't stand in a chapter.
 * @param summary Amounts by the answers to another item; groups without an amount say so.
 * @param options.points A point for each amount beside the box, of amounts that are public, in no order that tells whose
 *  they are.
 * @throws When points are asked for of an item that is not public, or there are more than 2,000.
 * @example box(summarise(tiltak, q.kostnadsramme, { by: q.faser }), { points: true })
 */
export function box(summary: Summary, options: { readonly points?: boolean } = {}): Chart {
  const { item, by, total, rows, answers, withheldIncluded } = summary;
  const groups = by === null ? [total] : rows.filter(({ asked, missing }) => asked + missing.ikke_spurt > 0);
  const left = total.asked - total.n - total.withheld;
  const points = options.points ? pointsOf(summary) : null;
  return {
    id: by === null ? item.key : `${item.key}-${by.key}`,
    form: "box",
    show: "amount",
    question: questionOf(item),
    of: `${formatNumber(total.n)} beløp`,
    note: [
      left > 0 ? `Beløp mangler for ${formatNumber(left)} av ${formatNumber(total.asked)}.` : "",
      total.withheld > 0 ? `${formatNumber(total.withheld)} beløp kan ikke publiseres og er ikke med.` : "",
    ]
      .filter((text) => text !== "")
      .join(" "),
    heading: by === null ? "Svar" : by.label,
    axis: UNIT,
    series: BOX_SERIES,
    rows: groups.map((row) => ({
      label: row.label,
      detail: `${formatNumber(row.n)} beløp`,
      cells: BOX_STATISTICS.map((what): ChartCell => {
        const amount = row[what];
        if (amount === null) return { gap: "ingen beløp" };
        if (withheldIncluded) return inMillionsCell(amount);
        const cell: Address["cell"] = row.key === null ? ["*"] : [[row.key], "*"];
        const items = row.key === null || by === null ? [item.key] : [by.key, item.key];
        return inMillionsCell(amount, valueIn(answers, items, cell, what).record);
      }),
      ...(points ? { points: points.get(row.key) ?? [] } : {}),
    })),
    order: "form",
  };
}

/** The statistics of a box, as its series have them. */
const BOX_STATISTICS = ["lowest", "q1", "median", "q3", "highest"] as const;

/** The amounts of each group in millions, rising, so that no place tells whose one is. */
function pointsOf({ item, by, answers, withheldIncluded, total }: Summary): Map<string | null, number[]> {
  if (!item.public || withheldIncluded)
    throw new ContentError(
      `box() can only have points of amounts that are public, but ${item.public ? "this summary has withheld ones too" : `"${item.key}" is not`}. Leave "points" out.`,
    );
  if (total.n > MOST_POINTS)
    throw new ContentError(
      `box() can have ${formatNumber(MOST_POINTS)} points at most, but there are ${formatNumber(total.n)} amounts. Leave "points" out.`,
    );
  const withheld = withheldRows(answers);
  const amounts = columnOf(answers.all, item.key);
  const coded = by && codedOf(answers, by);
  const points = new Map<string | null, number[]>();
  for (const row of answers.rows) {
    const amount = amounts[row];
    if (typeof amount !== "number" || withheld[row] === 1) continue;
    const places = coded?.chosen[coded.entry[row] as number] ?? [];
    const keys = coded ? places.map((place) => coded.options[place]?.key ?? null) : [null];
    for (const key of keys) points.set(key, [...(points.get(key) ?? []), amount / MILLION]);
  }
  for (const list of points.values()) list.sort((a, b) => a - b);
  return points;
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

const inMillionsCell = (amount: number, record: ValueRecord | null = null): Amount => ({
  amount: Math.round(amount / 10_000) / 100,
  decimals: 1,
  record,
  synthetic: record?.synthetic ?? true,
});

const unaddressed = (n: number, base: number): Counted => ({
  n,
  base,
  record: null,
  synthetic: { count: true, percent: true, decimal: true },
});
