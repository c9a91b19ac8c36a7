import { ContentError } from "../../ground/errors.js";
import { percent } from "../../ground/text/percent.js";
import { amount } from "../../numbers/values/amount.js";
import { count, mangler, valueIn } from "../../numbers/values/ofTabulation.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { ItemDefinition, Option } from "../../survey/questionnaire/types.js";
import type { Crosstab } from "../../transforms/crosstab.js";
import type { Summary, SummaryRow } from "../../transforms/summarise.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import type { Column } from "../outputs.js";
import { TableRows } from "./tableRows.js";

/** What is counted, and so can be shown as a table. */
export type Counted = Tabulation | Crosstab | Summary;

/** Of which whole the per cents of a crosstab are. */
export type Per = "row" | "column" | "total";

type Cells = (string | number | null)[];

/**
 * The table of a tabulation (count, per cent of the base, missing answers, the base), of a crosstab (counts, or per cent
 * with the number that they are of) or of a summary (amounts in their unit). Every number has its address.
 */
export function countedRows(counted: Counted, per?: Per): TableRows {
  if ("cells" in counted) return ofTabulation(counted);
  if ("rowOptions" in counted) return ofCrosstab(counted, per);
  if (counted.withheldIncluded)
    throw new ContentError(
      `A summary with { withheld: "included" } can't be a table of the note: it tells of tiltak that may not be published. Leave the option out.`,
    );
  return ofSummary(counted);
}

/** The same to look at, where amounts that may not be published can stand too. */
export function rowsToLookAt(counted: Counted): Pick<TableRows, "columns" | "rows"> {
  return "withheldIncluded" in counted ? ofSummary(counted) : countedRows(counted);
}

function ofTabulation(tabulation: Tabulation): TableRows {
  const { item, base, asked, answered } = tabulation;
  const values: ValueRecord[] = [];
  const counted = (option: Option): number => {
    const value = count(tabulation, option as never);
    values.push(value.record);
    return value.number;
  };
  const share = (n: number): Cells[number] => (base === 0 ? null : percent(n, base, 1));
  const rows: Cells[] = tabulation.cells
    .filter((cell) => !cell.missing && (item.kind !== "agency" || cell.n > 0))
    .map(({ key, label }) => {
      const n = counted(optionOf(item, key, label));
      return [label, n, share(n)];
    });
  // Missing answers left out of the base are no share of it.
  if (answered < asked || item.showMissing) {
    const n = counted(mangler);
    rows.push([mangler.label, n, item.base === "asked" ? share(n) : null]);
  }
  rows.push([`I alt ${item.base === "asked" ? "som fikk spørsmålet" : "som svarte"}`, base, share(base)]);
  return new TableRows({
    columns: [
      { label: item.label, kind: "text" },
      { label: "Antall", kind: "count" },
      { label: "Andel", kind: "percent" },
    ],
    rows,
    values,
  });
}

function ofCrosstab(table: Crosstab, per?: Per): TableRows {
  const { rowItem, columnItem, answers, rowOptions, columnOptions } = table;
  const values: ValueRecord[] = [];
  const counted = (row: string[] | "*", column: string[] | "*"): number => {
    const value = valueIn(answers, [rowItem.key, columnItem.key], [row, column], "count");
    values.push(value.record);
    return value.number;
  };
  // The rows and columns that make up the base: missing answers too where an item's base includes them.
  const withMissing = (item: ItemDefinition, options: Crosstab["rowOptions"]) => [
    ...options,
    ...(item.base === "asked" ? [{ key: mangler.key, label: mangler.label }] : []),
  ];
  const columns = withMissing(columnItem, columnOptions);
  const baseOfColumn = columns.map(({ key }) => counted("*", [key]));
  const line = (label: string, row: string[] | "*"): Cells => {
    const base = counted(row, "*");
    const cells = columns.map(({ key }, j) => {
      const n = row === "*" ? (baseOfColumn[j] as number) : counted(row, [key]);
      if (per === undefined) return n;
      const whole = { row: base, column: baseOfColumn[j] as number, total: table.base }[per];
      return whole === 0 ? null : percent(n, whole, 1);
    });
    return [label, ...cells, base];
  };
  const shown = withMissing(rowItem, rowOptions).filter(
    ({ key }) => (rowItem.kind !== "agency" && key !== mangler.key) || counted([key], "*") > 0,
  );
  const kind = per === undefined ? "count" : "percent";
  return new TableRows({
    columns: [
      { label: rowItem.label, kind: "text" },
      ...columns.map(({ label }): Column => ({ label, kind })),
      { label: "I alt, antall", kind: "count" },
    ],
    rows: [
      ...shown.map(({ key, label }) => line(label, [key])),
      line("I alt", "*"),
      ...(per === "column" ? [["I alt, antall", ...baseOfColumn, table.base] as Cells] : []),
    ],
    values,
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

function ofSummary(summary: Summary): TableRows {
  const { item, by, answers, withheldIncluded } = summary;
  const unit = item.unit === null ? "" : ` (${item.unit})`;
  const values: ValueRecord[] = [];
  const line = (row: SummaryRow): Cells => {
    const option = row.key === null || by === null ? undefined : optionOf(by, row.key, row.label);
    const amounts = AMOUNT_COLUMNS.map(([what]) => {
      if (row.n === 0) return null;
      if (withheldIncluded) return Math.round(row[what] as number);
      const value = amount(summary, what, option as never);
      values.push(value.record);
      return Math.round(value.number);
    });
    const counts = (["answered", "withheld"] as const).map((what) => {
      const [items, cell] =
        option === undefined
          ? ([[item.key], ["*"]] as const)
          : ([
              [by?.key as string, item.key],
              [[option.key], "*"],
            ] as const);
      if (what === "answered") return row.n;
      if (withheldIncluded) return row.withheld;
      const value = valueIn(answers, items, cell, what);
      values.push(value.record);
      return value.number;
    });
    return [row.label, ...counts, row.asked - row.n - row.withheld, ...amounts];
  };
  return new TableRows({
    columns: [
      { label: by?.label ?? item.label, kind: "text" },
      { label: "Antall", kind: "count" },
      { label: "Ikke publisert", kind: "count" },
      { label: "Uten beløp", kind: "count" },
      ...AMOUNT_COLUMNS.map(([, label]): Column => ({ label: `${label}${unit}`, kind: "count" })),
    ],
    rows: [...summary.rows.filter(({ asked }) => asked > 0).map(line), line(summary.total)],
    values,
  });
}

/** An option of an item, or of those that are not written in the questionnaire: bodies, missing answers. */
function optionOf(item: ItemDefinition, key: string, label: string): Option {
  if (key === mangler.key) return mangler;
  const known = item.options.find((option) => option.key === key);
  return known ?? { item: item.key, key, label, aliases: [], specify: false, exclusive: false };
}
