import { type ColumnTable, table as tableOf } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { distinctTexts } from "../../ground/text/distinctTexts.js";
import { keyOf } from "../../ground/text/keyOf.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import { slug } from "../../ground/text/slug.js";
import { foundBodies } from "../frame/foundBodies.js";
import { parseAmount } from "../intake/parseAmount.js";
import { parseDay } from "../intake/parseDay.js";
import { parseNumber } from "../intake/parseNumber.js";
import { tickedIn } from "../intake/ticked.js";
import { conditionInWords } from "../questionnaire/conditionParts.js";
import { type RowReader, truthOf } from "../questionnaire/conditions.js";
import { defineQuestionnaire, ORGANISATION_NUMBER } from "../questionnaire/defineQuestionnaire.js";
import { faceOf } from "../questionnaire/face.js";
import {
  type Item,
  type ItemDefinition,
  type ItemSpec,
  MISSING,
  type Option,
  type Questionnaire,
  type QuestionnaireSpec,
  type Subset,
} from "../questionnaire/types.js";
import { addRecodes } from "./addRecodes.js";
import { bodiesOf, register, wholeAnswers } from "./answers.js";
import { addLoaded } from "./loaded.js";

/** Options of an item as written; where there are none, they are found in the table, and any key may be asked for. */
type OptionsOf<Key extends string, Spec> = Spec extends { readonly options: infer Options }
  ? { readonly [Name in keyof Options & string]: Option<Key> }
  : Spec extends { readonly kind: "single" }
    ? { readonly [name: string]: Option<Key> }
    : unknown;
type FaceOf<Specs> = {
  readonly [Key in keyof Specs & string]: Item<Key> & OptionsOf<Key, Specs[Key]>;
};
type RecodesOf<Spec> = Spec extends { readonly recodes: infer Recodes } ? FaceOf<Recodes> : unknown;
type SubsetsOf<Spec> = Spec extends { readonly subsets: infer Subsets }
  ? { readonly [Key in keyof Subsets & string]: Subset }
  : unknown;

/** A table of one's own as a survey: what `surveyOf` makes. */
export interface OwnSurvey<Spec extends QuestionnaireSpec = QuestionnaireSpec> {
  /** One row for each of the table's, columns by the questionnaire: for `tabulate` and everything like it. */
  readonly answers: ColumnTable;
  /** The bodies: those of the frame, or those that the answers name. */
  readonly bodies: ColumnTable;
  /** Items and recodes with their options: `q.tier`, `q.tier.tier_1`. */
  readonly q: FaceOf<Spec["items"]> & RecodesOf<Spec>;
  /** Named subsets. */
  readonly s: SubsetsOf<Spec>;
  readonly questionnaire: Questionnaire;
}

/**
 * A table of one's own with what its columns ask, as a survey: to tabulate, cross, sum up, draw, and write about like any.
 *
 * A row of the table is one of what the questionnaire counts (`unit`). Each item is read from the column under its `column`
 * (default: its key); the ticks of multiple response from a column for each option (`column` of the option, default
 * `item__option`), or from one column with lists or with texts divided by semicolons. Cells may be texts, numbers, true
 * and false, or dates; labels are matched without regard to case and space, empty cells are `ikke_svart`, and nothing is
 * guessed. A single choice whose options are not written has those that are found in the table, in alphabetical order.
 * Addresses are of the questionnaire's year; a later survey of the same year takes the place of an earlier one.
 *
 * @param table Of Arquero: `await loadCSV("prosjekter.csv", { autoType: false })`, `from(objects)`, or what verbs make of it.
 * @param questionnaire At least its year, its unit and its items.
 * @param options.frame The bodies that were asked, one a row, with their names under the body item's column (or
 *  the word for one, `bodyUnit`), perhaps with numbers and short names (`roles`), `svar`, and the frame's own columns.
 *  Without it there is no response rate.
 * @param options.weights The column of the rows' weights: numbers that are not negative. Counts are then sums of weights,
 *  with the number of rows beside them. Standard errors and tests are none of this library's: a survey with a sample
 *  needs its design for them (R's `survey` has it).
 * @throws {ContentError} With all that is wrong: columns that are not there, cells that no answer fits, each with its row.
 * @example const own = surveyOf(tiltak.select("fase", "innovasjon"), {
 *   year: 2025,
 *   unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
 *   items: { fase: { kind: "single", label: "Fase" } },
 * });
 * tabulate(own.answers, own.q.fase)
 */
export function surveyOf<const Spec extends QuestionnaireSpec>(
  table: ColumnTable,
  questionnaire: Spec,
  options: { readonly frame?: ColumnTable; readonly weights?: string } = {},
): OwnSurvey<Spec> {
  const source = new Source(table);
  if ("missingTexts" in questionnaire)
    throw new ContentError(
      "surveyOf() must have the questionnaire as it is written, { year, unit, items }, but this one has been read already: give it what was given to surveyOf() or defineQuestionnaire().",
    );
  const spec = withFoundOptions(questionnaire, source, options.frame);
  const complete = defineQuestionnaire(spec);
  if (complete.framed && !options.frame)
    throw new ContentError(
      'A questionnaire with "frame" must come with one: surveyOf(table, questionnaire, { frame: bodies }). Where nobody was asked who is not in the table, leave "frame" out.',
    );
  const bodies = options.frame
    ? readBodies(new Source(options.frame), complete)
    : namedBodies(complete, source);
  const columns: Record<string, unknown[]> = {
    id: source.has("id") ? source.column("id").map(String) : source.column(null).map((_, i) => String(i + 1)),
    mottatt: source.has("mottatt")
      ? source.column("mottatt").map(textOf)
      : source.column(null).map(() => null),
  };
  for (const item of Object.values(complete.items))
    Object.assign(columns, readItem(item, complete, source, bodies));
  for (const { key, options: own } of complete.frame)
    if (own === null)
      columns[key] = (columns[complete.body?.key ?? ""] ?? []).map((of) => bodies.truth(of, key));
  checkTogether(columns, complete, source);
  const weighted = options.weights ?? complete.weight?.column;
  const weights = weighted === undefined ? null : readWeights(source, weighted);
  source.refuse();
  const answers = addRecodes(tableOf(columns), complete);
  const frame = tableOf(bodies.columns(columns[complete.body?.key ?? ""] ?? [], complete));
  const whole = wholeAnswers({
    year: complete.year,
    questionnaire: complete,
    frame,
    table: answers,
    weights,
  });
  addLoaded(whole);
  const { q, s } = faceOf(complete);
  return { answers: register(whole), bodies: bodiesOf(whole).table, q, s, questionnaire: complete } as never;
}

/** What other programs write where there is nothing. */
const NOTHING = new Set([
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "<na>",
  "#n/a",
  ".",
  "-",
  "–",
  "missing",
  "not available",
]);

/** So many problems are told; the rest are counted. */
const TOLD = 20;

/** The table as it came, with what is wrong with it. */
class Source {
  readonly #names: ReadonlySet<string>;
  readonly #problems: string[] = [];
  constructor(readonly table: ColumnTable) {
    if (typeof table?.columnNames !== "function")
      throw new ContentError(
        "surveyOf() must have an Arquero table: make one with from(objects) or await loadCSV(path) of arquero.",
      );
    this.#names = new Set(table.columnNames());
  }
  has(name: string): boolean {
    return this.#names.has(name);
  }
  /** Null for a column of nothing. */
  column(name: string | null): unknown[] {
    return name === null ? new Array(this.table.numRows()).fill(null) : Array.from(this.table.array(name));
  }
  complain(problem: string): void {
    if (!this.#problems.includes(problem)) this.#problems.push(problem);
  }
  /** That a column is not there, with the name it may have. */
  lacks(name: string, what: string): void {
    const near = nearest(name, [...this.#names]);
    this.complain(
      `${what} must have a column "${name}", but the table has none.${near ? ` Is it "${near}"? Say so with column: "${near}".` : ` It has ${[...this.#names].slice(0, 30).join(", ")}.`}`,
    );
  }
  /** One line for each text that does not fit, with how often and where it stands first. */
  unfit(
    item: ItemDefinition,
    wrong: ReadonlyMap<string, number[]>,
    must: string,
    names: readonly string[],
  ): void {
    for (const [text, rows] of wrong) {
      const near = nearest(text, names);
      const where =
        rows.length === 1 ? `row ${rows[0]} has` : `${rows.length} rows (first row ${rows[0]}) have`;
      const hint = NOTHING.has(fold(text))
        ? ` If it stands for no answer, say so: missing: { ${keyOf(text, new Set(Object.keys(MISSING)))}: { label: "Ikke oppgitt", texts: ["${text}"] } }.`
        : near
          ? ` Is it "${near}"?`
          : "";
      this.complain(`"${item.key}" (column "${item.column}") ${must}, but ${where} "${text}".${hint}`);
    }
  }
  refuse(): void {
    const problems = this.#problems;
    if (problems.length === 0) return;
    const more = problems.length > TOLD ? [`  … and ${problems.length - TOLD} more.`] : [];
    throw new ContentError(
      [
        `The table can't be used as the questionnaire has it:`,
        ...problems.slice(0, TOLD).map((p) => `  ${p}`),
        ...more,
      ].join("\n"),
    );
  }
}

/** A cell as text; empty where there is nothing in it. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  return String(value).trim();
}

/** Single choices without options get those that their column holds. */
function withFoundOptions(spec: QuestionnaireSpec, source: Source, frame?: ColumnTable): QuestionnaireSpec {
  const own = new Set(Object.values(spec.missing ?? {}).flatMap(({ texts }) => texts.map(fold)));
  const items = Object.entries(spec.items ?? {}).map(([key, item]): [string, ItemSpec] => {
    const name = item.column ?? key;
    if (item.kind !== "single" || item.options) return [key, item];
    if (!source.has(name)) {
      source.lacks(name, `"${key}"`);
      return [key, { ...item, options: { v: "?" } }];
    }
    const labels = distinctTexts(source.column(name).map(textOf)).filter((text) => !own.has(fold(text)));
    const taken = new Set([...Object.keys(MISSING), "mangler"]);
    return [
      key,
      { ...item, options: Object.fromEntries(labels.map((label) => [keyOf(label, taken), label])) },
    ];
  });
  const found = { ...spec, items: Object.fromEntries(items) };
  if (!frame) return found;
  // A frame at hand need not have numbers.
  const isNumbered = frame.columnNames().includes(spec.roles?.number ?? ORGANISATION_NUMBER);
  const roles = spec.roles?.number === undefined && !isNumbered ? { number: null } : {};
  return { ...found, frame: spec.frame ?? {}, roles: { ...spec.roles, ...roles } };
}

interface Body {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  /** The frame's other columns. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly answered: boolean | null;
}

/** The bodies, by whatever they may be called. */
class Bodies {
  readonly #byName = new Map<string, Body>();
  readonly #byKey = new Map<string, Body>();
  constructor(readonly list: readonly Body[]) {
    for (const body of list) {
      this.#byKey.set(body.key, body);
      for (const name of [body.name, body.shortName, body.key]) this.#byName.set(fold(name), body);
    }
  }
  find(text: string): Body | undefined {
    return this.#byName.get(fold(text));
  }
  truth(key: unknown, column: string): boolean | null {
    const value = this.#byKey.get(String(key))?.own[column];
    return value === null || value === undefined ? null : tickedIn(textOf(value)) === true;
  }
  columns(answered: readonly unknown[], questionnaire: Questionnaire): Record<string, unknown[]> {
    const heard = new Set(answered);
    const names = [...new Set(this.list.flatMap(({ own }) => Object.keys(own)))];
    return {
      [questionnaire.bodyKey]: this.list.map(({ key }) => key),
      [questionnaire.bodyName]: this.list.map(({ name }) => name),
      [questionnaire.shortName]: this.list.map(({ shortName }) => shortName),
      ...Object.fromEntries(names.map((name) => [name, this.list.map(({ own }) => own[name] ?? null)])),
      svar: this.list.map((body) => body.answered ?? heard.has(body.key)),
      svardato: this.list.map(() => null),
    };
  }
}

/** Without a frame, the bodies are those that the answers name. */
function namedBodies(questionnaire: Questionnaire, source: Source): Bodies {
  const { body } = questionnaire;
  if (!body || !source.has(body.column)) return new Bodies([]);
  const list = foundBodies(source.column(body.column).map(textOf), questionnaire);
  return new Bodies(
    list.map(({ organisasjonsnummer: key, virksomhet: name }) => ({
      key,
      name,
      shortName: name,
      own: {},
      answered: true,
    })),
  );
}

function readBodies(source: Source, questionnaire: Questionnaire): Bodies {
  const { body, ministry, frame, bodyKey, numbered, shortName } = questionnaire;
  const name = [body?.column, body?.key, slug(questionnaire.bodyUnit.one, "_")].find(
    (known) => known !== undefined && source.has(known),
  );
  if (name === undefined) {
    source.lacks(body?.column ?? questionnaire.bodyName, "The frame");
    source.refuse();
  }
  if (numbered && !source.has(bodyKey)) source.lacks(bodyKey, "The frame");
  for (const { key } of frame) if (!source.has(key)) source.lacks(key, "The frame");
  const column = (known: string): unknown[] => source.column(source.has(known) ? known : null);
  const taken = new Set<string>();
  const names = column(name as string).map(textOf);
  const given = numbered ? column(bodyKey).map(textOf) : null;
  const ofMinistry = ministry && [ministry.column, ministry.key].find((known) => source.has(known));
  const own = frame.map(({ key }) => [key, column(key)] as const);
  const places = ofMinistry ? column(ofMinistry).map(textOf) : [];
  const answered = source.has("svar") ? column("svar").map(textOf) : null;
  const short = source.has(shortName) ? column(shortName).map(textOf) : names;
  names.forEach((text, i) => {
    if (text === "")
      source.complain(`Each body of the frame must have a name ("${name}"), but row ${i + 1} has none.`);
    else if (names.findIndex((other) => fold(other) === fold(text)) < i)
      source.complain(`Each body of the frame must stand once, but "${text}" stands again in row ${i + 1}.`);
  });
  source.refuse();
  const list = names.map((text, i): Body => {
    const place = ministry?.options.find(
      ({ key, label }) => key === places[i] || fold(label) === fold(places[i] ?? ""),
    );
    return {
      key: given?.[i] || keyOf(text, taken),
      name: text,
      shortName: short[i] || text,
      own: {
        ...(ministry && ofMinistry ? { [ministry.key]: place?.key ?? places[i] } : {}),
        ...Object.fromEntries(
          own.map(([key, values]) => [
            key,
            ownValue(frame.find((c) => c.key === key)?.options === null, values[i]),
          ]),
        ),
      },
      answered: answered === null ? null : !["", "false", "nei", "0"].includes(fold(answered[i] ?? "")),
    };
  });
  return new Bodies(list);
}

const ownValue = (isTruth: boolean, value: unknown): unknown =>
  isTruth ? tickedIn(textOf(value)) === true : textOf(value);

/** What one cell comes to. */
interface Cell {
  readonly value: string | number | null;
  /** Null where there is an answer. */
  readonly missing: string | null;
}
const EMPTY: Cell = { value: null, missing: "ikke_svart" };
const found = (value: string | number): Cell => ({ value, missing: null });

function readItem(
  item: ItemDefinition,
  questionnaire: Questionnaire,
  source: Source,
  bodies: Bodies,
): Record<string, unknown[]> {
  if (item.kind === "multiple") return readTicks(item, questionnaire, source);
  if (!source.has(item.column)) {
    source.lacks(item.column, `"${item.key}"`);
    return emptyItem(item, source);
  }
  const [read, must, names] = readerOf(item, bodies);
  const wrong = new Map<string, number[]>();
  // Most columns hold few texts many times: each is read once.
  const known = new Map<unknown, Cell | null>();
  const cells = source.column(item.column).map((value, i) => {
    let cell = known.get(value);
    if (cell === undefined) {
      cell = readCell(value);
      known.set(value, cell);
    }
    if (cell) return cell;
    const text = textOf(value);
    const rows = wrong.get(text) ?? [];
    wrong.set(text, rows);
    rows.push(i + 1);
    return EMPTY;
  });
  source.unfit(item, wrong, must, names);
  return {
    [item.key]: cells.map(({ value }) => value),
    [`${item.key}__mangler`]: cells.map(({ missing }) => missing),
  };

  function readCell(value: unknown): Cell | null {
    const text = textOf(value);
    if (text === "") return EMPTY;
    const answer = read(value, text);
    if (answer !== null && item.kind !== "text") return answer;
    const kind = questionnaire.missingTexts.get(fold(text));
    return kind === undefined ? answer : { value: null, missing: kind };
  }
}

type Reader = (value: unknown, text: string) => Cell | null;

/** How an item's cells are read, what they must be, and the names that a misspelt one may stand for. */
function readerOf(item: ItemDefinition, bodies: Bodies): readonly [Reader, string, readonly string[]] {
  switch (item.kind) {
    case "amount":
      return [readAmount, "must be an amount in kroner", []];
    case "number":
      return [
        (value, text) => {
          const number = typeof value === "number" ? value : parseNumber(text, item.decimal);
          return number === null || !Number.isFinite(number) ? null : found(number);
        },
        `must be a number (decimals after "${item.decimal}")`,
        [],
      ];
    case "date":
      return [
        (_, text) => {
          const day = parseDay(text);
          return day === null ? null : found(day);
        },
        'must be a day, month or year (2026-06-30, "June 2026", 2026)',
        [],
      ];
    case "agency":
      return [
        (_, text) => {
          const body = bodies.find(text);
          return body ? found(body.key) : null;
        },
        "must be a body of the frame",
        bodies.list.map(({ name }) => name),
      ];
    case "single": {
      const places = new Map(
        item.options.flatMap(({ key, label, aliases }) =>
          [...aliases, key, label].map((name): [string, string] => [fold(name), key]),
        ),
      );
      const labels = item.options.map(({ label }) => label);
      const listed = labels.slice(0, 8).map((label) => `"${label}"`);
      return [
        (_, text) => {
          const key = places.get(fold(text));
          return key === undefined ? null : found(key);
        },
        `must be one of ${listed.join(", ")}${labels.length > 8 ? " …" : ""}`,
        labels,
      ];
    }
    default:
      return [(_, text) => found(text), "", []];
  }
}

const readAmount: Reader = (value, text) => {
  if (typeof value === "number") return value >= 0 && Number.isFinite(value) ? found(value) : null;
  const { status, kroner } = parseAmount(text);
  if (status === "not_answered") return EMPTY;
  if (status === "not_clarified" || status === "not_relevant")
    return { value: null, missing: status === "not_clarified" ? "ikke_avklart" : "ikke_relevant" };
  return status === "ok" || status === "flag" ? found(kroner as number) : null;
};

function emptyItem(item: ItemDefinition, source: Source): Record<string, unknown[]> {
  return {
    [item.key]: source.column(null),
    [`${item.key}__mangler`]: source.column(null).fill("ikke_svart"),
  };
}

function readTicks(
  item: ItemDefinition,
  questionnaire: Questionnaire,
  source: Source,
): Record<string, unknown[]> {
  // Why rows without a tick have none, where their cells say so.
  const why = new Map<number, string>();
  const ticks = source.has(item.column)
    ? readLists(item, questionnaire, source, why)
    : item.options.map((option) => readTick(item, option, questionnaire, source, why));
  const size = source.table.numRows();
  const missing = Array.from({ length: size }, (_, row) => {
    const given = ticks.filter((column) => column[row] === true).length;
    if (given > item.max)
      source.complain(`"${item.key}" can have at most ${item.max} answers, but row ${row + 1} has ${given}.`);
    if (given > 1) {
      const alone = item.options.find(({ exclusive }, i) => exclusive && ticks[i]?.[row] === true);
      if (alone)
        source.complain(
          `"${alone.label}" of "${item.key}" must stand alone, but row ${row + 1} has ${given} answers.`,
        );
    }
    return given === 0 ? (why.get(row) ?? "ikke_svart") : null;
  });
  return {
    ...Object.fromEntries(item.options.map(({ key }, i) => [`${item.key}__${key}`, ticks[i] ?? []])),
    [`${item.key}__mangler`]: missing,
  };
}

function readTick(
  item: ItemDefinition,
  option: Option,
  questionnaire: Questionnaire,
  source: Source,
  why: Map<number, string>,
): boolean[] {
  const names = [option.column, `${item.column}__${option.key}`, `${item.key}__${option.key}`];
  const name = names.find((known) => known !== undefined && source.has(known));
  if (name === undefined) {
    source.lacks(
      option.column ?? `${item.column}__${option.key}`,
      `"${item.key}.${option.key}" ("${option.label}")`,
    );
    return source.column(null).map(() => false);
  }
  const wrong = new Map<string, number[]>();
  const ticks = source.column(name).map((value, i) => {
    const text = textOf(value);
    const ticked = tickedIn(text);
    if (ticked !== null) return ticked;
    const kind = questionnaire.missingTexts.get(fold(text));
    if (kind !== undefined) why.set(i, kind);
    else {
      const rows = wrong.get(text) ?? [];
      wrong.set(text, rows);
      rows.push(i + 1);
    }
    return false;
  });
  source.unfit(
    { ...item, column: name },
    wrong,
    `must be 1 where "${option.label}" is ticked, 0 or empty where not`,
    [],
  );
  return ticks;
}

/** All ticks in one column: lists, or texts with a semicolon between. */
function readLists(
  item: ItemDefinition,
  questionnaire: Questionnaire,
  source: Source,
  why: Map<number, string>,
): boolean[][] {
  const places = new Map(
    item.options.flatMap(({ key, label, aliases }, i) =>
      [...aliases, key, label].map((name): [string, number] => [fold(name), i]),
    ),
  );
  const wrong = new Map<string, number[]>();
  const ticks = item.options.map(() => source.column(null).map(() => false));
  source.column(item.column).forEach((value, row) => {
    const parts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(";");
    for (const part of parts.map((text) => text.trim())) {
      const place = places.get(fold(part));
      const kind = questionnaire.missingTexts.get(fold(part));
      if (place !== undefined) (ticks[place] as boolean[])[row] = true;
      else if (kind !== undefined) why.set(row, kind);
      else if (part !== "") wrong.set(part, [...(wrong.get(part) ?? []), row + 1]);
    }
  });
  const labels = item.options.map(({ label }) => label);
  source.unfit(
    item,
    wrong,
    `must be some of ${labels
      .slice(0, 8)
      .map((label) => `"${label}"`)
      .join(", ")}`,
    labels,
  );
  return ticks;
}

/** Routing and required items, which ask for more than one column. */
function checkTogether(
  columns: Record<string, unknown[]>,
  questionnaire: Questionnaire,
  source: Source,
): void {
  for (const item of Object.values(questionnaire.items)) {
    const missing = columns[`${item.key}__mangler`] as (string | null)[];
    const { asked } = item;
    for (let row = 0; row < missing.length; row += 1) {
      if (asked) {
        const read: RowReader = (name) => columns[name]?.[row];
        if (truthOf(asked, read, questionnaire) !== true) {
          if (missing[row] !== "ikke_svart")
            source.complain(
              `"${item.key}" is asked of those who ${conditionInWords(asked, questionnaire)}, but row ${row + 1} has an answer and was not asked.`,
            );
          missing[row] = "ikke_spurt";
          continue;
        }
      }
      if (item.required && missing[row] === "ikke_svart")
        source.complain(`"${item.key}" must be answered, but row ${row + 1} is empty.`);
    }
  }
}

function readWeights(source: Source, name: string): Float64Array {
  if (!source.has(name)) {
    source.lacks(name, "weights");
    source.refuse();
  }
  const values = source.column(name);
  const texts = values.map(textOf);
  // One column has one notation: commas where a text is a number with them only.
  const decimal = texts.some((text) => parseNumber(text, ".") === null && parseNumber(text, ",") !== null)
    ? ","
    : ".";
  const wrong: string[] = [];
  const weights = Float64Array.from(values, (value, i) => {
    const text = texts[i] as string;
    const weight = typeof value === "number" ? value : (parseNumber(text, decimal) ?? Number.NaN);
    if (!Number.isFinite(weight) || weight < 0) wrong.push(`row ${i + 1} has "${text}"`);
    return weight;
  });
  const either = texts.findIndex((text) => /^\d{1,3},\d{3}$/.test(text));
  if (wrong.length === 0 && decimal === "." && either >= 0)
    source.complain(
      `weights (column "${name}") must be numbers that can be read in one way, but row ${either + 1} has "${texts[either]}". Write decimals after a point.`,
    );
  if (wrong.length > 0)
    source.complain(
      `weights (column "${name}") must be numbers that are not negative in every row, but ${wrong.slice(0, 3).join(", ")}${wrong.length > 3 ? ` and ${wrong.length - 3} more rows are not` : ""}. Rows that are not to count have 0, or are left out of the table before.`,
    );
  if (wrong.length === 0 && weights.length > 0 && weights.every((weight) => weight === 0))
    source.complain(`weights (column "${name}") must count some row, but all are 0.`);
  return weights;
}
