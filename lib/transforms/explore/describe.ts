import { type ColumnTable, table } from "arquero";
import { findAnswers } from "../../survey/answers/answers.js";
import { columnOf } from "../../survey/answers/rowsOf.js";
import { type ItemDefinition, isNumeric, type Questionnaire } from "../../survey/questionnaire/types.js";
import { optionsOf } from "../coded.js";
import { statisticsOf } from "../statistics.js";
import { kindInWords } from "./codebook.js";

/** A row of what `describe` returns. */
type Described = Record<string, string | number | null>;

/**
 * A first look at a table: for each item who was asked, who answered, what most answered, and for amounts the smallest,
 * the median and the largest.
 *
 * @param of The tiltak, a subset of them, or any Arquero table, of which each column is told.
 * @returns One row an item (recodes too) or a column. Rows that were not asked are not missing. Amounts in kroner;
 *  those of tiltak that may not be published are in it, since it is to look at.
 * @example describe(tiltak)
 */
export function describe(of: ColumnTable): ColumnTable {
  const answers = findAnswers(of);
  if (answers?.rowsAre !== "answers") return toTable(of.columnNames().map((name) => ofColumn(of, name)));
  const { questionnaire } = answers;
  const labelsOf = (item: ItemDefinition) =>
    new Map(optionsOf(answers, item).map(({ key, label }) => [key, label]));
  return toTable(
    itemsOf(questionnaire).map((item) => {
      const missing = Array.from(columnOf(of, `${item.key}__mangler`));
      const asked = missing.filter((kind) => kind !== "ikke_spurt").length;
      const answered = missing.filter((kind) => kind === null || kind === undefined).length;
      return {
        skriv: `q.${item.key}`,
        betegnelse: item.label,
        slag: kindInWords(item),
        spurt: asked,
        svart: answered,
        mangler: asked - answered,
        ...mostOf(given(of, item), labelsOf(item)),
        ...rangeOf(isNumeric(item.kind) ? Array.from(columnOf(of, item.key)) : []),
      };
    }),
  );
}

const itemsOf = ({ items, recodes }: Questionnaire): ItemDefinition[] =>
  Object.values({ ...items, ...recodes });

/** The options given, one for each tick; nothing of texts, days and numbers, of which no two need be alike. */
function given(of: ColumnTable, item: ItemDefinition): unknown[] {
  if (item.options.length === 0 && item.kind !== "agency") return [];
  if (item.kind !== "multiple") return Array.from(columnOf(of, item.key));
  return item.options.flatMap(({ key }) =>
    Array.from(columnOf(of, `${item.key}__${key}`), (ticked) => (ticked === true ? key : null)),
  );
}

function ofColumn(of: ColumnTable, name: string): Described {
  const values = Array.from(of.array(name) as ArrayLike<unknown>);
  const there = values.filter((value) => value !== null && value !== undefined && !Number.isNaN(value));
  const kinds = new Set(there.map(kindOf));
  const distinct = new Set(there.map((value) => (value instanceof Date ? value.getTime() : value))).size;
  // Where no two are alike, none is the most common.
  const repeated = kinds.has("tekst") || kinds.has("ja/nei") ? distinct < there.length : false;
  return {
    kolonne: name,
    slag: kinds.size === 0 ? "tom" : [...kinds].join(" og "),
    verdier: there.length,
    mangler: values.length - there.length,
    ulike: distinct,
    ...mostOf(repeated ? there : [], new Map()),
    ...rangeOf(there),
  };
}

function kindOf(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return "tall";
  if (typeof value === "string") return "tekst";
  if (typeof value === "boolean") return "ja/nei";
  return value instanceof Date ? "dato" : "annet";
}

function mostOf(values: readonly unknown[], labels: ReadonlyMap<string, string>): Described {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== null && value !== undefined)
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  let most: [string, number] | undefined;
  for (const entry of counts) if (most === undefined || entry[1] > most[1]) most = entry;
  return { vanligst: most ? (labels.get(most[0]) ?? most[0]) : null, antall: most?.[1] ?? null };
}

function rangeOf(values: readonly unknown[]): Described {
  const numbers = Float64Array.from(
    values.filter((value) => typeof value === "number" && Number.isFinite(value)),
  );
  const { lowest, median, highest } = statisticsOf(numbers);
  return { lavest: lowest, median, høyest: highest };
}

function toTable(rows: readonly Described[]): ColumnTable {
  const names = Object.keys(rows[0] ?? {});
  return table(
    Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])) as never,
  );
}
