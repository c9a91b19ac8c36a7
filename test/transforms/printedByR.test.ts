import { readFileSync } from "node:fs";
import { type ColumnTable, fromCSV } from "arquero";
import { at, crosstab, summarise, surveyOf, tabulate, threeWay } from "notat";
import { describe, expect, test } from "vitest";

// fixtures/r/make.R has R count and sum up data that come with it and with its packages survey and MASS; here the same is
// done from the same files, and must agree in every digit that R prints (seven).

interface Printed {
  readonly data: string;
  readonly weights: string;
  readonly items: string;
  readonly cell: string;
  readonly statistic: string;
  readonly printed: string;
}

const file = (name: string): ColumnTable =>
  fromCSV(readFileSync(new URL(`../fixtures/r/${name}.csv`, import.meta.url), "utf8"), { autoType: false });
const lines = (file("printed").objects() as Record<string, string | null>[]).map(
  (line) =>
    Object.fromEntries(Object.entries(line).map(([name, text]) => [name, text ?? ""])) as unknown as Printed,
);
const SUMMARY = new Set(["n", "sum", "mean", "lowest", "q1", "median", "q3", "highest"]);
const keyOf = (name: string): string => name.replaceAll(".", "_");

const YEAR = 2034;

/** The data as a survey: what R sums up is a number, all else a choice, with shares of those who answered. */
function load(data: string, weights: string) {
  const own = lines.filter((line) => line.data === data && line.weights === weights);
  const names = [...new Set(own.flatMap(({ items }) => items.split(" / ")))];
  const numbers = new Set(
    own
      .filter(({ statistic }) => SUMMARY.has(statistic))
      .map(({ items }) => items.split(" / ").at(-1) as string),
  );
  const items = names.map((column) => {
    const label = { label: column, column };
    return [
      keyOf(column),
      numbers.has(column)
        ? { ...label, kind: "number" as const, decimal: "." as const }
        : { ...label, kind: "single" as const, base: "answered" as const },
    ] as const;
  });
  const unit = { one: "rad", many: "rader", all: "radene", article: "én" } as const;
  const spec = { year: YEAR, unit, items: Object.fromEntries(items) };
  return { own, ...surveyOf(file(`data/${data}`), spec, weights === "" ? {} : { weights }) };
}

/** What the library finds for a line of R's, and the address of it. */
function find(
  { answers, q }: ReturnType<typeof load>,
  { items, cell, statistic }: Printed,
): { found: number | null; address: string | null } {
  const keys = items.split(" / ").map(keyOf);
  const [first, second, third] = keys.map((key) => q[key] as NonNullable<(typeof q)[string]>);
  if (!first) throw new Error("a line must have an item");
  const labels = cell === "" ? [] : cell.split(" / ");
  const place = (list: readonly { label: string }[], label = ""): number =>
    list.findIndex((option) => option.label === label);
  const named = (item: typeof first, label = ""): string =>
    item.$.options.find((option) => option.label === label)?.key ?? "";
  if (SUMMARY.has(statistic)) {
    const summary = second ? summarise(answers, second, { by: first }) : summarise(answers, first);
    const row = second ? summary.rows[place(summary.rows, labels[0])] : summary.total;
    const key = second ? `${named(first, labels[0])}×*` : "*";
    return {
      found: row?.[statistic as "mean"] ?? null,
      address: statistic === "n" ? null : `${keys.join("×")}/${key}/${statistic}`,
    };
  }
  const address = `${keys.join("×")}/${labels.map((label, i) => named([first, second, third][i] as typeof first, label)).join("×")}/${statistic}`;
  if (third && second) {
    const layers = threeWay(answers, first, second, third).layers;
    const layer = layers.find((one) => one.layer?.label === labels[0]);
    const n = layer?.n[place(layer.rowOptions, labels[1])]?.[place(layer.columnOptions, labels[2])];
    return { found: n ?? null, address };
  }
  if (second) {
    const { n, rowOptions, columnOptions, rowTotals, columnTotals, base } = crosstab(answers, first, second);
    const [i, j] = [place(rowOptions, labels[0]), place(columnOptions, labels[1])];
    const bases: Record<string, number | undefined> = {
      count: 1,
      share: base,
      rowshare: rowTotals[i],
      columnshare: columnTotals[j],
    };
    return { found: (n[i]?.[j] ?? Number.NaN) / (bases[statistic] ?? Number.NaN), address };
  }
  const { cells, base, missing } = tabulate(answers, first);
  if (statistic === "missing") return { found: missing.ikke_svart, address: `${keys[0]}/mangler/count` };
  const n = cells[place(cells, labels[0])]?.n ?? Number.NaN;
  return { found: statistic === "share" ? n / base : n, address };
}

const surveys = [...new Set(lines.map(({ data, weights }) => `${data}\t${weights}`))].map(
  (text) => text.split("\t") as [string, string],
);

describe("all that R prints is found, to the last digit", () => {
  test.each(surveys)("of %s, weights: %s", (data, weights) => {
    const survey = load(data, weights);
    const unlike = survey.own.flatMap((line) => {
      const { found, address } = find(survey, line);
      const addressed = address === null ? found : at(`${YEAR}/alle/${address}`).number;
      const same = [found, addressed].every(
        (number) => Number(number?.toPrecision(7)) === Number(line.printed),
      );
      return same ? [] : [{ ...line, found, addressed, address }];
    });
    expect(unlike).toEqual([]);
  });

  test("and there is much of it", () => {
    expect(lines.length).toBeGreaterThan(2000);
  });
});
