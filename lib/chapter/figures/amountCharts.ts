import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { decimalsOf, formatMeasure, formatNumber, roundMeasure } from "../../ground/text/format.js";
import type { Address } from "../../numbers/address/parseAddress.js";
import { valueIn } from "../../numbers/values/ofTabulation.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { answersOf } from "../../survey/answers/answers.js";
import { columnOf, rowsOf } from "../../survey/answers/rowsOf.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import { type Item, type ItemDefinition, isNumeric } from "../../survey/questionnaire/types.js";
import { codedOf } from "../../transforms/coded.js";
import { inRows } from "../../transforms/inRows.js";
import { made } from "../../transforms/made.js";
import { checkSummary, type Summary } from "../../transforms/summarise.js";
import { tidy } from "../../transforms/sumOfWeights.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { withheldRows } from "../../transforms/withheldRows.js";
import { bars, questionOf } from "./bars.js";
import type { Amount, Chart, ChartCell, Counted } from "./chart.js";
import { BOX_SERIES } from "./forms/box.js";

/** How what is drawn of an item is called and counted. */
interface Measure {
  /** What one number is divided by in the drawing: amounts stand there in millions. */
  readonly scale: number;
  /** The axis: `Millioner kroner`, `Timer`. */
  readonly axis: string;
  /** After a number's name: `mill. kroner`. */
  readonly unit: string;
  /** After how many there are: `beløp`. */
  readonly noun: string;
}

function measureOf({ kind, unit, label }: ItemDefinition): Measure {
  return kind === "amount"
    ? {
        scale: 1_000_000,
        axis: `Millioner ${unit ?? "kroner"}`,
        unit: `mill. ${unit ?? "kroner"}`,
        noun: "beløp",
      }
    : { scale: 1, axis: capitalise(unit ?? label), unit: unit ?? "", noun: "tall" };
}

/** More classes than this are no picture. */
const MOST_CLASSES = 40;

/**
 * Amounts or numbers in classes, as bars that touch: how many rows lie where.
 *
 * Of classes that are given (a tabulation of a recode of amounts: `q.kostnadsklasse`, or one of `recode`) every number has
 * its address and can stand in a chapter. Of classes of one width, made on the spot, the numbers have none: they
 * are for looking at the data. Each class has its lower limit and not its upper one. Rows without an amount are left out
 * and counted in the note.
 * @param options.width Of a class, in the amounts' unit.
 * @param options.upTo Where the last class begins, which has all from there; default: none has.
 * @throws When the item is no amount or number, or the tabulation none of a recode of one, or when there would be more than 40 classes.
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
  if (source === undefined || !isNumeric(source.kind))
    throw new ContentError(
      `histogram() must have a tabulation of classes of an amount, but "${item.key}" is ${item.recode === null ? item.kind : `made of "${item.recode.of}"`}. Draw it with bars(tabulate(table, q.${item.key})).`,
    );
  return made({
    ...bars(tabulation, { show: "count" }),
    form: "histogram",
    heading: item.label,
  });
}

function ofWidth(
  table: ColumnTable,
  item: Item,
  { width, upTo = Number.POSITIVE_INFINITY }: { width: number; upTo?: number },
): Chart {
  const { amounts, asked } = amountsIn(table, item.$);
  const measure = measureOf(item.$);
  const { weights, rows, questionnaire } = answersOf(table);
  const weightOf = (row: number): number => weights?.[rows[row] as number] ?? 1;
  const total = amounts.reduce((sum, [, row]) => sum + weightOf(row), 0);
  const [lowest, highest] = amounts.reduce(
    ([least, most], [amount]) => [Math.min(least, amount), Math.max(most, amount)],
    [0, 0],
  );
  const first = Math.floor(lowest / width);
  const classes = Math.floor(Math.min(upTo, highest) / width) - first + 1;
  if (!(width > 0) || !(classes <= MOST_CLASSES))
    throw new ContentError(
      `histogram() must have from 1 to ${MOST_CLASSES} classes, but has ${Number.isFinite(classes) ? classes : "no end of them"}: make them wider than ${[formatNumber(width), item.$.unit].filter((part) => part !== null).join(" ")}, or gather the largest with "upTo".`,
    );
  const counts = new Array<number>(classes).fill(0);
  for (const [amount, row] of amounts) {
    const at = Math.min(classes - 1, Math.floor(amount / width) - first);
    counts[at] = (counts[at] as number) + weightOf(row);
  }
  const open = upTo < Number.POSITIVE_INFINITY;
  const limit = (i: number): string => formatMeasure(((first + i) * width) / measure.scale, null);
  return made({
    ...amountChart(table, item.$, amounts.length, asked),
    form: "histogram",
    show: "count",
    heading: measure.axis,
    ...(weights ? { of: `${formatNumber(total)} ${measure.noun}${inRows(amounts.length)}` } : {}),
    axis: `Antall ${questionnaire.unit.many}`,
    series: [""],
    rows: counts.map((n, i) => ({
      label: open && i === classes - 1 ? `${limit(i)} eller mer` : `${limit(i)}–${limit(i + 1)}`,
      cells: [unaddressed(tidy(n), tidy(total))],
    })),
  });
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
  checkSummary(summary);
  const { item, by, total, rows, answers, withheldIncluded } = summary;
  const groups = by === null ? [total] : rows.filter(({ asked, missing }) => asked + missing.ikke_spurt > 0);
  const left = total.asked - total.n - total.withheld;
  const points = options.points ? pointsOf(summary) : null;
  const measure = measureOf(item);
  return made({
    id: by === null ? item.key : `${item.key}-${by.key}`,
    form: "box",
    show: "amount",
    question: questionOf(item),
    of: `${formatNumber(total.n)} ${measure.noun}`,
    note: [
      answers.weights === null ? "" : "Medianen og kvartilene er vektet.",
      left > 0
        ? `${capitalise(measure.noun)} mangler for ${formatNumber(left)} av ${formatNumber(total.asked)}.`
        : "",
      total.withheld > 0
        ? `${formatNumber(total.withheld)} ${measure.noun} kan ikke publiseres og er ikke med.`
        : "",
    ]
      .filter((text) => text !== "")
      .join(" "),
    heading: by === null ? "Svar" : by.label,
    axis: measure.axis,
    series: BOX_SERIES,
    rows: groups.map((row) => ({
      label: row.label,
      detail: `${formatNumber(row.n)} ${measure.noun}`,
      cells: BOX_STATISTICS.map((what): ChartCell => {
        const amount = row[what];
        if (amount === null) return { gap: `ingen ${measure.noun}` };
        if (withheldIncluded) return amountCell(amount, measure);
        const cell: Address["cell"] = row.key === null ? ["*"] : [[row.key], "*"];
        const items = row.key === null || by === null ? [item.key] : [by.key, item.key];
        return amountCell(amount, measure, valueIn(answers, items, cell, what).record);
      }),
      ...(points ? { points: points.get(row.key) ?? [] } : {}),
    })),
    order: "form",
  });
}

/** The statistics of a box, as its series have them. */
const BOX_STATISTICS = ["lowest", "q1", "median", "q3", "highest"] as const;

/** The amounts of each group as they are drawn, rising, so that no place tells whose one is. */
function pointsOf({ item, by, answers, withheldIncluded, total }: Summary): Map<string | null, number[]> {
  if (!item.public || withheldIncluded)
    throw new ContentError(
      `box() can only have points of amounts that are public, but ${item.public ? "this summary has withheld ones too" : `"${item.key}" is not`}. Leave "points" out.`,
    );
  if (total.n > MOST_POINTS)
    throw new ContentError(
      `box() can have ${formatNumber(MOST_POINTS)} points at most, but there are ${formatNumber(total.n)} amounts. Leave "points" out.`,
    );
  const { scale } = measureOf(item);
  const withheld = withheldRows(answers);
  const amounts = columnOf(answers.all, item.key);
  const coded = by && codedOf(answers, by);
  const points = new Map<string | null, number[]>();
  for (const row of answers.rows) {
    const amount = amounts[row];
    if (typeof amount !== "number" || withheld[row] === 1) continue;
    const places = coded?.chosen[coded.entry[row] as number] ?? [];
    const keys = coded ? places.map((place) => coded.options[place]?.key ?? null) : [null];
    for (const key of keys) points.set(key, [...(points.get(key) ?? []), amount / scale]);
  }
  for (const list of points.values()) list.sort((a, b) => a - b);
  return points;
}

/**
 * A point for each row that has both amounts or numbers. For looking at the data: its numbers have no address.
 * @param x Across.
 * @param y Up.
 * @throws When an item is no amount.
 * @example scatter(tiltak, q.kostnadsramme, q.budsjett)
 */
export function scatter(table: ColumnTable, x: Item, y: Item): Chart {
  const across = new Map(amountsIn(table, x.$).amounts.map(([amount, row]) => [row, amount]));
  const { amounts, asked } = amountsIn(table, y.$);
  const [ofX, ofY] = [measureOf(x.$), measureOf(y.$)];
  const one = capitalise(answersOf(table).questionnaire.unit.one);
  const points = amounts.flatMap(([amount, row]) => {
    const other = across.get(row);
    return other === undefined ? [] : [{ row, x: other, y: amount }];
  });
  const named = ({ label }: ItemDefinition, { unit }: Measure): string =>
    unit === "" ? label : `${label}, ${unit}`;
  return made({
    ...amountChart(table, y.$, points.length, asked),
    id: `${x.$.key}-${y.$.key}`,
    form: "scatter",
    question: `${questionOf(x.$)} ${questionOf(y.$)}`,
    heading: one,
    axis: ofY.axis,
    series: [named(x.$, ofX), named(y.$, ofY)],
    rows: points.map((point) => ({
      label: `${one} ${point.row + 1}`,
      cells: [amountCell(point.x, ofX), amountCell(point.y, ofY)],
    })),
  });
}

function amountChart(
  table: ColumnTable,
  item: ItemDefinition,
  n: number,
  asked: number,
): Omit<Chart, "form" | "heading" | "axis" | "series" | "rows"> {
  const { label } = answersOf(table);
  const { noun } = measureOf(item);
  return {
    id: item.key,
    show: "amount",
    question: questionOf(item),
    of: `${formatNumber(n)} ${label} med ${noun}`,
    note: `${capitalise(noun)} mangler for ${formatNumber(asked - n)} av ${formatNumber(asked)}.`,
    order: "form",
  };
}

/** Each amount with its row's place in the table, and how many were asked. */
function amountsIn(table: ColumnTable, item: ItemDefinition): { amounts: [number, number][]; asked: number } {
  if (!isNumeric(item.kind))
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

function amountCell(amount: number, { scale }: Measure, record: ValueRecord | null = null): Amount {
  const drawn = amount / scale;
  return {
    // Amounts stand in tables with two decimals, and are drawn with one.
    amount: Math.abs(drawn) < 1 && scale === 1 ? roundMeasure(drawn) : Math.round(drawn * 100) / 100,
    decimals: scale === 1 ? decimalsOf(roundMeasure(drawn)) : 1,
    record,
    synthetic: record?.synthetic ?? true,
  };
}

const unaddressed = (n: number, base: number): Counted => ({
  n,
  base,
  record: null,
  synthetic: { count: true, percent: true, decimal: true },
});
