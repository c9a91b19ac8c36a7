// A module of its own, `notat/danfo`: danfojs takes over a second to load, which only those wait for who ask for it.
import { type ColumnTable, table } from "arquero";
import { DataFrame } from "danfojs-node";

/** danfojs' own frame, whose `describe()` leaves out what is missing as each column's `mean()` does. */
class Frame extends DataFrame {
  override describe(): DataFrame {
    const numeric = this.columns.filter((_, i) => /^(?:int|float)32$/.test(this.dtypes[i] ?? ""));
    const index = ["count", "mean", "std", "min", "median", "max", "variance"];
    const columns = numeric.map((name): [string, unknown[]] => {
      const series = this.column(name);
      const [n, mean, low, median, high] = [
        series.count(),
        series.mean(),
        series.min(),
        series.median(),
        series.max(),
      ];
      return n < 2
        ? [name, [n, mean, Number.NaN, low, median, high, Number.NaN]]
        : [name, [n, mean, series.std(), low, median, high, series.var()]];
    });
    return new DataFrame(Object.fromEntries(columns) as never, { index });
  }
}

/**
 * An Arquero table as a danfojs frame. Missing stays missing: NaN among numbers, null elsewhere. `describe()` and the
 * statistics of a column leave it out; danfojs' `groupby` does not, and gives NaN for a group that has any, so
 * `dropNa()` comes first, or Arquero groups.
 * @param of The tiltak, or any table; filtered rows are left out. It becomes a copy.
 * @example toDanfo(tiltak.select("kostnadsramme", "budsjett")).describe()
 */
export function toDanfo(of: ColumnTable): DataFrame {
  const names = of.columnNames();
  if (of.numRows() === 0) return new Frame([], { columns: names });
  const columns = names.map((name) => columnOf(Array.from(of.array(name) as ArrayLike<unknown>)));
  const values = columns.map((column, i) => [names[i] as string, column.values]);
  return new Frame(Object.fromEntries(values) as never, { dtypes: columns.map(({ dtype }) => dtype) });
}

/** danfojs guesses by the first rows, and takes a column that begins with missing for text: so it is told. */
function columnOf(given: readonly unknown[]): { dtype: string; values: unknown[] } {
  const there = given.filter((value) => !isMissing(value));
  if (there.length > 0 && there.every((value) => typeof value === "number")) {
    const whole = there.length === given.length && there.every((value) => Number.isInteger(value));
    const values = given.map((value) => (isMissing(value) ? Number.NaN : value));
    return { dtype: whole ? "int32" : "float32", values };
  }
  const values = given.map((value) => (isMissing(value) ? null : value));
  const all = (test: (value: unknown) => boolean): boolean => there.length > 0 && there.every(test);
  if (all((value) => typeof value === "boolean")) return { dtype: "boolean", values };
  return { dtype: all((value) => value instanceof Date) ? "datetime" : "string", values };
}

/**
 * A danfojs frame as an Arquero table: NaN and undefined become null, which Arquero's `op` leaves out.
 * @example fromDanfo(df.groupby(["fase"]).col(["kostnadsramme"]).mean())
 */
export function fromDanfo(frame: DataFrame): ColumnTable {
  const rows = frame.values as unknown[][];
  const columns = frame.columns.map((name, j): [string, unknown[]] => [
    name,
    rows.map((row) => (isMissing(row[j]) ? null : row[j])),
  ]);
  return table(Object.fromEntries(columns) as never, frame.columns);
}

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));
