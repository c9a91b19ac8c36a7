// Ways to count the same: each engine takes plain columns and gives two functions, one for counts, one for amounts. What
// they return is brought into one form, `key → number`, so that it can be compared.
import { availableParallelism } from "node:os";

/** Those who were asked and did not answer are counted as `mangler`. Who was not asked is not counted. */
const ASKED = (kind) => kind !== "ikke_spurt";

export const ENGINES = {
  /** Ours, from plain columns: items are coded, then counted. */
  notat: (data) => ours(data, true),
  /** The same with the items coded already, as DuckDB has its columns in its own storage. */
  "notat, coded": (data) => ours(data, false),
  arquero,
  "DuckDB, 1 thread": (data) => duckdb(data, 1),
  [`DuckDB, ${availableParallelism()} threads`]: (data) => duckdb(data, availableParallelism()),
  "danfo.js": danfo,
};

async function ours({ columns, questionnaire, frame }, anew) {
  const [{ table }, { answersOf, register, wholeAnswers }, { q, tabulate, crosstab, summarise }] =
    await Promise.all([
      import("arquero"),
      import("notat/dist/lib/survey/answers/answers.js"),
      import("notat"),
    ]);
  let answers = whole();
  function whole() {
    const made = wholeAnswers({ year: 2019, questionnaire, frame, table: table(columns) });
    register(made);
    return made;
  }
  return {
    // Nothing that was counted before is there: the rows are new; with `anew` the table is, and so are its codes.
    forget() {
      answers = anew ? whole() : { ...answers, rows: answers.rows.slice() };
      register(answers);
    },
    count([first, second]) {
      if (second === undefined) {
        const { cells, missing } = tabulate(answers.table, q[first]);
        const counted = cells.filter((cell) => !cell.missing).map(({ key, n }) => [key, n]);
        return [...counted, ["mangler", missing.ikke_svart + missing.ikke_avklart + missing.ikke_relevant]];
      }
      const { n, rowOptions, columnOptions } = crosstab(answers.table, q[first], q[second]);
      return rowOptions.flatMap(({ key }, i) =>
        columnOptions.map((column, j) => [`${key}×${column.key}`, n[i][j]]),
      );
    },
    amounts([amount, by]) {
      const { rows, total } = summarise(answers.table, q[amount], { by: q[by] });
      return [total, ...rows].flatMap(({ key, n, sum, mean, lowest, q1, median, q3, highest }) =>
        named(key ?? "alle", { n, sum, mean, lowest, q1, median, q3, highest }),
      );
    },
    rows: () => answersOf(answers.table).rows.length,
  };
}

async function arquero({ columns, ticks }) {
  const { table, op } = await import("arquero");
  const dt = table(columns);
  return {
    forget() {},
    count([first, second]) {
      if (second !== undefined)
        return dt
          .filter(`d => !d.${first}__mangler && !d.${second}__mangler`)
          .groupby(first, second)
          .count()
          .objects()
          .map((row) => [`${row[first]}×${row[second]}`, row.count]);
      const missing = dt
        .groupby(`${first}__mangler`)
        .count()
        .objects()
        .filter((row) => row[`${first}__mangler`] && ASKED(row[`${first}__mangler`]))
        .reduce((sum, { count }) => sum + count, 0);
      const names = ticks(first);
      const answered = dt.filter(`d => !d.${first}__mangler`);
      const counted = names
        ? Object.entries(
            answered
              .rollup(Object.fromEntries(names.map((name) => [name, `d => op.sum(d["${name}"])`])))
              .object(),
          ).map(([name, n]) => [name.slice(first.length + 2), n])
        : answered
            .groupby(first)
            .count()
            .objects()
            .map((row) => [row[first], row.count]);
      return [...counted, ["mangler", missing]];
    },
    amounts([amount, by]) {
      const shown = dt.filter(
        `d => !d.${amount}__mangler && !d.publiseres__mangler && d.publiseres === "ja"`,
      );
      const statistics = {
        n: op.count(),
        sum: op.sum(amount),
        mean: op.mean(amount),
        lowest: op.min(amount),
        q1: op.quantile(amount, 0.25),
        median: op.median(amount),
        q3: op.quantile(amount, 0.75),
        highest: op.max(amount),
      };
      const ofParts = shown.filter(`d => !d.${by}__mangler`).groupby(by).rollup(statistics).objects();
      return [
        ...named("alle", shown.rollup(statistics).object()),
        ...ofParts.flatMap(({ [by]: key, ...numbers }) => named(key, numbers)),
      ];
    },
  };
}

async function duckdb({ columns, ticks }, threads) {
  const { BOOLEAN, DOUBLE, DuckDBDataChunk, DuckDBInstance, VARCHAR } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const names = Object.keys(columns);
  const kinds = names.map((name) => {
    const value = columns[name].find((one) => one !== null);
    return typeof value === "boolean" ? BOOLEAN : typeof value === "number" ? DOUBLE : VARCHAR;
  });
  const sql = names.map((name, i) => `"${name}" ${kinds[i]}`).join(", ");
  await connection.run(`CREATE TABLE svar (${sql})`);
  const appender = await connection.createAppender("svar");
  const size = columns[names[0]].length;
  for (let from = 0; from < size; from += 2048) {
    const chunk = DuckDBDataChunk.create(kinds, Math.min(2048, size - from));
    chunk.setColumns(names.map((name) => columns[name].slice(from, from + 2048)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const all = async (text) => (await connection.runAndReadAll(text)).getRowObjectsJS();
  return {
    forget() {},
    async count([first, second]) {
      if (second !== undefined) {
        const rows = await all(
          `SELECT ${first} AS a, ${second} AS b, count(*) AS n FROM svar WHERE ${first}__mangler IS NULL AND ${second}__mangler IS NULL GROUP BY ALL`,
        );
        return rows.map(({ a, b, n }) => [`${a}×${b}`, Number(n)]);
      }
      const missing = `count(*) FILTER (${first}__mangler IS NOT NULL AND ${first}__mangler <> 'ikke_spurt')`;
      const names = ticks(first);
      if (names) {
        const sums = names.map((name) => `count(*) FILTER ("${name}") AS "${name.slice(first.length + 2)}"`);
        const [row] = await all(`SELECT ${sums.join(", ")}, ${missing} AS mangler FROM svar`);
        return Object.entries(row).map(([key, n]) => [key, Number(n)]);
      }
      const rows = await all(
        `SELECT coalesce(${first}, ${first}__mangler) AS a, ${first} IS NULL AS is_missing, count(*) AS n FROM svar GROUP BY ALL`,
      );
      const absent = rows.filter((row) => row.is_missing && ASKED(row.a));
      return [
        ...rows.filter((row) => !row.is_missing).map(({ a, n }) => [a, Number(n)]),
        ["mangler", absent.reduce((sum, { n }) => sum + Number(n), 0)],
      ];
    },
    async amounts([amount, by]) {
      const statistics = `count(*)::DOUBLE AS n, sum(${amount}) AS sum, avg(${amount}) AS mean, min(${amount}) AS lowest,
        quantile_cont(${amount}, 0.25) AS q1, median(${amount}) AS median, quantile_cont(${amount}, 0.75) AS q3, max(${amount}) AS highest`;
      const rows = await all(
        `SELECT ${by} AS part, grouping(${by}) AS whole, ${statistics} FROM svar
         WHERE ${amount}__mangler IS NULL AND publiseres = 'ja' GROUP BY GROUPING SETS ((), (${by}))`,
      );
      return rows.flatMap(({ part, whole, ...numbers }) =>
        part === null && !Number(whole) ? [] : named(Number(whole) ? "alle" : part, numbers),
      );
    },
  };
}

async function danfo({ columns, ticks }) {
  const { DataFrame } = await import("danfojs-node");
  // It takes null for a text that is missing only as undefined or "".
  const filled = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => {
      const isNumber = values.some((value) => typeof value === "number");
      return [name, values.map((value) => value ?? (isNumber ? Number.NaN : ""))];
    }),
  );
  const df = new DataFrame(filled);
  const countsOf = (series) => {
    const counts = series.valueCounts();
    return counts.index.map((key, i) => [String(key), counts.values[i]]);
  };
  return {
    forget() {},
    count([first, second]) {
      if (second !== undefined) {
        // Every access to its values makes them anew.
        const [rows, columns] = [df[first].values, df[second].values];
        const pairs = rows.map((key, i) => (key === "" || columns[i] === "" ? "" : `${key}×${columns[i]}`));
        const counts = new DataFrame({ pairs }).pairs;
        return countsOf(counts).filter(([key]) => key !== "");
      }
      const missing = countsOf(df[`${first}__mangler`])
        .filter(([key]) => key !== "" && ASKED(key))
        .reduce((sum, [, n]) => sum + n, 0);
      const names = ticks(first);
      const counted = names
        ? names.map((name) => [
            name.slice(first.length + 2),
            df[name].values.reduce((sum, one) => sum + (one === true ? 1 : 0), 0),
          ])
        : countsOf(df[first]).filter(([key]) => key !== "");
      return [...counted, ["mangler", missing]];
    },
    // It has no quartiles, and no median of groups.
    amounts([amount, by]) {
      const shown = df.loc({
        columns: [amount, by],
        rows: df.publiseres.eq("ja").and(df[`${amount}__mangler`].eq("")),
      });
      const series = shown[amount];
      const total = {
        n: series.count(),
        sum: series.sum(),
        mean: series.mean(),
        lowest: series.min(),
        median: series.median(),
        highest: series.max(),
      };
      const grouped = shown.groupby([by]).col([amount]);
      const parts = ["count", "sum", "mean", "min", "max"].flatMap((what, j) => {
        const found = grouped[what]();
        const name = ["n", "sum", "mean", "lowest", "highest"][j];
        return found[by].values.map((key, i) => [`${key} ${name}`, found[`${amount}_${what}`].values[i]]);
      });
      return [...named("alle", total), ...parts.filter(([key]) => !key.startsWith(" "))];
    },
  };
}

function named(key, numbers) {
  return Object.entries(numbers).map(([name, value]) => [`${key} ${name}`, value]);
}
