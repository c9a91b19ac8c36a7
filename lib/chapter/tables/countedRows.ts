import { ContentError } from "../../ground/errors.js";
import { roundMeasure } from "../../ground/text/format.js";
import { percentOf } from "../../ground/text/percent.js";
import { amount } from "../../numbers/values/amount.js";
import { inCrosstab } from "../../numbers/values/inCrosstab.js";
import { base as baseOf, count, mangler, valueIn } from "../../numbers/values/ofTabulation.js";
import { checkTrend, type Trend } from "../../numbers/values/trend.js";
import type { Value } from "../../numbers/values/value.js";
import { unitOf } from "../../survey/answers/answers.js";
import type { ItemDefinition, Option } from "../../survey/questionnaire/types.js";
import { whoAnswered, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import { type Crosstab, checkCrosstab, checkThreeWay, type ThreeWay } from "../../transforms/crosstab.js";
import { checkTabulation, keysOf } from "../../transforms/net.js";
import { checkSummary, type Summary, type SummaryRow } from "../../transforms/summarise.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { checkNets } from "../figures/bars.js";
import type { TableColumn } from "../outputs.js";
import { countCell, type MadeCell, TableRows, traced } from "./tableRows.js";

/** What is counted, and so can be shown as a table. */
export type Counted = Tabulation | Crosstab | ThreeWay | Summary | Trend;

/** Of which whole the per cents of a crosstab are. */
export type Per = "row" | "column" | "total";

export interface TableOptions {
  /** Of a crosstab: per cent of the row, the column or the total instead of counts. */
  readonly per?: Per;
  /** Of a crosstab: a row and a column of those who did not answer, also where they are outside the base. */
  readonly missing?: boolean;
}

type Cells = MadeCell[];

/**
 * The table of a tabulation (count, per cent of the base, missing answers, the base), of a crosstab (counts, or per cent
 * with the number that they are of), one after the other of a three-way table, of a summary (amounts in their unit) or of
 * a trend (a row for each edition). Every number has its address.
 */
export function countedRows(counted: Counted, options: TableOptions = {}): TableRows {
  if ("cells" in counted) return ofTabulation(counted);
  if ("points" in counted) return ofTrend(counted);
  if ("layers" in counted) return ofThreeWay(counted, options);
  if ("rowOptions" in counted) return ofCrosstab(counted, options);
  if (counted.withheldIncluded)
    throw new ContentError(
      `A summary with { withheld: "included" } can't be a table of the note: it tells of rows that may not be published. Leave the option out.`,
    );
  return ofSummary(counted);
}

/** The same to look at, where amounts that may not be published can stand too. */
export function rowsToLookAt(
  counted: Counted,
  options: TableOptions = {},
): Pick<TableRows, "columns" | "rows"> {
  return "withheldIncluded" in counted ? ofSummary(counted) : countedRows(counted, options);
}

function ofTabulation(tabulation: Tabulation): TableRows {
  checkTabulation(tabulation);
  const { item, base, asked, answered, unweighted } = tabulation;
  const unit = unitOf(tabulation.answers);
  // Weighted counts stand beside the number of rows, of which they say nothing.
  const rowsIn = (key: string): Cells => {
    if (!unweighted) return [];
    if (key === mangler.key) return [unweighted.asked - unweighted.answered];
    return [tabulation.cells.find((cell) => cell.key === key)?.unweighted ?? null];
  };
  const counted = (...options: Option[]): Value => count(tabulation, ...(options as [never]));
  const whole = baseOf(tabulation);
  const share = (part: Value): Cells[number] =>
    base === 0 ? null : traced(percentOf(part.number, base, 1), part, whole);
  checkNets(tabulation);
  const rows: Cells[] = tabulation.cells
    .filter((cell) => !cell.missing && (item.kind !== "agency" || cell.n > 0))
    .map((cell) => {
      const n = counted(...keysOf(cell).map((key) => optionOf(item, key, cell.label)));
      return [cell.label, countCell(n), share(n), ...rowsIn(cell.key)];
    });
  // Missing answers left out of the base are no share of it.
  if (answered < asked || item.showMissing) {
    const n = counted(mangler);
    rows.push([mangler.label, countCell(n), item.base === "asked" ? share(n) : null, ...rowsIn(mangler.key)]);
  }
  rows.push([
    `I alt ${item.base === "asked" ? whoWereAsked(unit) : whoAnswered(unit)}`,
    countCell(whole),
    base === 0 ? null : 100,
    ...(unweighted ? [unweighted.base] : []),
  ]);
  return new TableRows({
    columns: [
      { label: item.label, kind: "text" },
      { label: "Antall", kind: "count" },
      { label: "Andel", kind: "percent" },
      ...(unweighted ? [{ label: "Antall uten vekter", kind: "count" as const }] : []),
    ],
    rows,
  });
}

function ofCrosstab(table: Crosstab, options: TableOptions): TableRows {
  return new TableRows(crosstabCells(table, options));
}

function crosstabCells(
  table: Crosstab,
  { per, missing = false }: TableOptions,
): { columns: TableColumn[]; rows: Cells[] } {
  checkCrosstab(table);
  const { rowItem, columnItem, rowOptions, columnOptions } = table;
  const counted = (row: string[] | "*", column: string[] | "*"): Value =>
    inCrosstab(table, row, column, "count");
  // The rows and columns that make up the base: missing answers too where an item's base includes them.
  const withMissing = (item: ItemDefinition, options: Crosstab["rowOptions"]) => [
    ...options.map((option) => ({ ...option, isOutside: false })),
    ...(item.base === "asked" || missing
      ? [{ key: mangler.key, label: mangler.label, isOutside: item.base !== "asked" }]
      : []),
  ];
  // A column of nobody says nothing, unless it was asked for.
  const columns = withMissing(columnItem, columnOptions).filter(
    ({ key }) => key !== mangler.key || missing || counted("*", [key]).number > 0,
  );
  const baseOfColumn = columns.map(({ key }) => counted("*", [key]));
  const all = counted("*", "*");
  const line = (label: string, row: string[] | "*", isOutside: boolean): Cells => {
    const base = counted(row, "*");
    const cells = columns.map((column, j) => {
      const part = row === "*" ? (baseOfColumn[j] as Value) : counted(row, [column.key]);
      if (per === undefined) return countCell(part);
      // Missing answers left out of the base are no share of it.
      if (column.isOutside || isOutside) return null;
      const whole = { row: base, column: baseOfColumn[j] as Value, total: all }[per];
      return whole.number === 0 ? null : traced(percentOf(part.number, whole.number, 1), part, whole);
    });
    const rows =
      row === "*" ? table.unweighted?.base : table.unweighted?.rowTotals[rowPlace(row[0] as string)];
    return [label, ...cells, countCell(base), ...(table.unweighted ? [rows ?? null] : [])];
  };
  const rowPlace = (key: string): number => rowOptions.findIndex((option) => option.key === key);
  const shown = withMissing(rowItem, rowOptions).filter(
    ({ key }) =>
      (rowItem.kind !== "agency" && (key !== mangler.key || missing)) || counted([key], "*").number > 0,
  );
  const kind = per === undefined ? "count" : "percent";
  return {
    columns: [
      { label: rowItem.label, kind: "text" },
      ...columns.map(({ label }): TableColumn => ({ label, kind })),
      { label: "I alt, antall", kind: "count" },
      ...(table.unweighted ? [{ label: "I alt, uten vekter", kind: "count" as const }] : []),
    ],
    rows: [
      ...shown.map(({ key, label, isOutside }) => line(label, [key], isOutside)),
      line("I alt", "*", false),
      ...(per === "column"
        ? [
            [
              "I alt, antall",
              ...baseOfColumn.map(countCell),
              countCell(all),
              ...(table.unweighted ? [null] : []),
            ],
          ]
        : []),
    ],
  };
}

/** The layers one after the other, those of nobody left out. */
function ofThreeWay(table: ThreeWay, options: TableOptions): TableRows {
  checkThreeWay(table);
  const { layerItem, layers } = table;
  const parts = layers
    .filter(({ base }) => base > 0)
    .map((layer) => ({ label: layer.layer?.label ?? "", ...crosstabCells(layer, options) }));
  const [first] = parts;
  if (first === undefined)
    throw new ContentError(
      `A three-way table must have somebody in it, but nobody answered "${layerItem.key}".`,
    );
  return new TableRows({
    columns: [{ label: layerItem.label, kind: "text" }, ...first.columns],
    rows: parts.flatMap(({ label, rows }) => rows.map((row) => [label, ...row])),
  });
}

function ofTrend(trend: Trend): TableRows {
  checkTrend(trend);
  const { item, points, options } = trend;
  return new TableRows({
    columns: [
      { label: "År", kind: "text" },
      ...options.flatMap(({ label }): TableColumn[] => [
        { label: options.length === 1 ? "Antall" : `${label}, antall`, kind: "count" },
        { label: options.length === 1 ? "Andel" : `${label}, andel`, kind: "percent" },
      ]),
      { label: "Grunnlag", kind: "count" },
      { label: `${item.label}: brudd`, kind: "text" },
    ],
    rows: points.map(({ year, values: [...ofYear], comparison }) => [
      String(year),
      ...ofYear.flatMap((value) => {
        const { n, base } = value.measured;
        return [traced(n, value), base === 0 ? null : traced(percentOf(n, base, 1), value)];
      }),
      ofYear[0]?.measured.base ?? null,
      comparison === null || comparison.status === "same"
        ? ""
        : `Mot ${comparison.year}: ${comparison.reason}`,
    ]),
  });
}

const AMOUNT_COLUMNS = [
  ["sum", "Sum"],
  ["mean", "Gjennomsnitt"],
  ["q1", "Nedre kvartil"],
  ["median", "Median"],
  ["q3", "Øvre kvartil"],
  ["lowest", "Minste"],
  ["highest", "Største"],
] as const;

const COUNTED = { answered: "Antall", withheld: "Ikke publisert" } as const;

function ofSummary(summary: Summary): TableRows {
  checkSummary(summary);
  const { item, by, answers, withheldIncluded } = summary;
  const unit = item.unit === null ? "" : ` (${item.unit})`;
  const round = item.kind === "number" ? roundMeasure : Math.round;
  // Where every row may be published, none is left out.
  const counted = (["answered", "withheld"] as const).filter(
    (what) => what === "answered" || answers.questionnaire.mayBePublished !== null,
  );
  const line = (row: SummaryRow): Cells => {
    const option = row.key === null || by === null ? undefined : optionOf(by, row.key, row.label);
    const amounts = AMOUNT_COLUMNS.map(([what]) => {
      const found = row[what];
      // Nobody gave an amount, or those who did count for nothing.
      if (found === null) return null;
      if (withheldIncluded) return round(found);
      const value = amount(summary, what, option as never);
      return traced(round(value.number), value);
    });
    const counts = counted.map((what) => {
      const [items, cell] =
        option === undefined
          ? ([[item.key], ["*"]] as const)
          : ([
              [by?.key as string, item.key],
              [[option.key], "*"],
            ] as const);
      if (what === "answered") return row.n;
      if (withheldIncluded) return row.withheld;
      return countCell(valueIn(answers, items, cell, what));
    });
    return [row.label, ...counts, row.asked - row.n - row.withheld, ...amounts];
  };
  return new TableRows({
    columns: [
      { label: by?.label ?? item.label, kind: "text" },
      ...counted.map((what): TableColumn => ({ label: COUNTED[what], kind: "count" })),
      { label: item.kind === "number" ? "Uten tall" : "Uten beløp", kind: "count" },
      ...AMOUNT_COLUMNS.map(([, label]): TableColumn => ({ label: `${label}${unit}`, kind: "count" })),
    ],
    rows: [...summary.rows.filter(({ asked }) => asked > 0).map(line), line(summary.total)],
  });
}

/** An option of an item, or of those that are not written in the questionnaire: bodies, missing answers. */
function optionOf(item: ItemDefinition, key: string, label: string): Option {
  if (key === mangler.key) return mangler;
  const known = item.options.find((option) => option.key === key);
  return known ?? { item: item.key, key, label, aliases: [], specify: false, exclusive: false };
}
