import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { chosenYear, editionYears } from "../../ground/project.js";
import { formatNumber, formatOutOf, formatPoints, formatShare } from "../../ground/text/format.js";
import type { Universe } from "../../survey/answers/universe.js";
import { universeOf } from "../../survey/answers/universe.js";
import { findItem } from "../../survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "../../survey/questionnaire/loadQuestionnaire.js";
import { type ItemDefinition, MISSING, type Option } from "../../survey/questionnaire/types.js";
import { FRAME_ITEMS, measure, optionsOf } from "../../transforms/measure.js";
import { type Measure, type Measured, SHARES } from "../../transforms/measured.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { evaluate, sourceOf } from "../address/evaluate.js";
import { type Address, parseAddress, printAddress } from "../address/parseAddress.js";
import { hasPublished } from "../published/publishedAddresses.js";
import type { ValueRecord } from "./valueRecord.js";

type Print = (measured: Measured) => string;

/** What a value is, and so how it may be printed and compared. */
export type ValueKind = "share" | "count" | "difference-of-shares" | "difference-of-counts";

const printers = {
  share: ({ n, base }: Measured) => formatShare(n, base),
  count: ({ n }: Measured) => formatNumber(n),
  outOf: ({ n, base }: Measured) => formatOutOf(n, base),
  shareOutOf: ({ n, base }: Measured) => `${formatShare(n, base)} (${formatOutOf(n, base)})`,
  rank: ({ value }: Measured) => formatNumber(value ?? 0),
} satisfies Record<string, Print>;

/** The printers that fit a measure, the default first. */
function printersOf(what: Measure): readonly (keyof typeof printers)[] {
  if (SHARES.has(what)) return ["share", "outOf", "shareOutOf"];
  return what === "rank" ? ["rank"] : ["count"];
}

// Keeps the constructor of Value to this module.
const MAKE = Symbol("make");

/**
 * A number of the note with its way back to the data. Made only by the functions below, from a tabulation or an
 * address; there is no way to make one from a bare number.
 */
export class Value {
  readonly #measured: Measured;
  readonly record: ValueRecord;
  readonly kind: ValueKind;

  private constructor(measured: Measured, record: ValueRecord, kind: ValueKind) {
    this.#measured = measured;
    this.record = record;
    this.kind = kind;
  }

  /** For the functions of this module. */
  static [MAKE](measured: Measured, record: ValueRecord, kind: ValueKind): Value {
    return new Value(measured, record, kind);
  }

  get address(): string {
    return this.record.address;
  }

  /** Of a difference of shares, the exact fraction: n / base is how far apart they are. */
  get measured(): Measured {
    return this.#measured;
  }

  /** Shares 0–1, counts as they are, differences of shares in percentage points; what claims compare. */
  get number(): number {
    return this.#measured.value ?? Number.NaN;
  }

  get isShare(): boolean {
    return this.kind === "share";
  }

  toPart(): { readonly kind: "value"; readonly value: ValueRecord } {
    return { kind: "value", value: this.record };
  }

  toString(): string {
    return this.record.text;
  }
}

/** All who were asked and gave no answer: `count(kostnad, mangler)`. */
export const mangler: Option<never> = {
  item: "" as never,
  key: "mangler",
  label: MISSING.ikke_svart,
  aliases: [],
  specify: false,
  exclusive: false,
};

/** Keeps TypeScript from widening the item's key to fit the option: an option of another item is an error in the cell. */
export type Given<Key> = [Key][Key extends string ? 0 : never];

type Options<Key extends string> = readonly [
  Option<Key> | typeof mangler,
  ...(Option<Key> | typeof mangler)[],
];

/** `64 prosent`: the share of the base with any of the options. @example share(effekter, q.effekter.kvalitet) */
export function share<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "share", printers.share);
}

/** `276`: the number of measures with any of the options. @example count(effekter, q.effekter.kvalitet) */
export function count<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "count", printers.count);
}

/** `276 av 432` */
export function outOf<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "share", printers.outOf);
}

/** `64 prosent (276 av 432)` */
export function shareOutOf<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "share", printers.shareOutOf);
}

/**
 * `41 prosent`: the share of all who were asked, as if nobody of those who did not answer had any of the options.
 * With `upperBound` the limits of what missing answers can hide.
 * @example lowerBound(kostnad, q.kostnadsklasse.under10) // 41 prosent of 432, where 56 prosent of 317 answered so
 */
export function lowerBound<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "least", printers.share);
}

/** `68 prosent`: the share of all who were asked, as if everyone who did not answer had one of the options. */
export function upperBound<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Value {
  return fromTabulation(tabulation, options, "most", printers.share);
}

/** `432`: how many are counted in the denominator. */
export function base(tabulation: Tabulation): Value {
  return whole(tabulation, "base");
}

/** How many were asked. */
export function asked(tabulation: Tabulation): Value {
  return whole(tabulation, "asked");
}

/** How many answered. */
export function answered(tabulation: Tabulation): Value {
  return whole(tabulation, "answered");
}

/** How many different answers were given: `13` ministries. */
export function distinct(tabulation: Tabulation): Value {
  return whole(tabulation, "distinct");
}

function whole(tabulation: Tabulation, what: Measure): Value {
  const { universe, item } = tabulation;
  const address = printAddress({
    year: universe.year,
    subset: universe.key,
    items: [item.key],
    cell: ["*"],
    measure: what,
  });
  return make(address, measure(universe, [item.key], ["*"], what), universe, printers.count);
}

function fromTabulation(
  tabulation: Tabulation,
  options: readonly Option<string>[],
  what: Measure,
  print: Print,
): Value {
  const { universe, item } = tabulation;
  for (const option of options) {
    if (option.item !== "" && option.item !== item.key) {
      throw new ContentError(
        `The option must belong to "${item.key}", but "${option.key}" belongs to "${option.item}".`,
      );
    }
  }
  const cell = [options.map((option) => option.key)];
  const address = printAddress({
    year: universe.year,
    subset: universe.key,
    items: [item.key],
    cell,
    measure: what,
  });
  return make(address, measure(universe, [item.key], cell, what), universe, print);
}

/**
 * The value at any address: crossings, other years, bodies, the form.
 *
 * @param text `alle/faser×finansiering/gjennomforing×ja/count` for the year that the note is made for; with a year
 *  before it, `2018/alle/…`, for that one.
 * @param print How it is printed; default by the measure. Shares can be printed by `share`, `outOf` and `shareOutOf`.
 * @throws When nothing can be found at the address, or when the printer is for another measure.
 * @example at("2018/alle/finansiering/ja/share", "shareOutOf") // 56 prosent (232 av 412)
 */
export function at(text: string, print?: keyof typeof printers): Value {
  const address = parseAddress(/^\d{4}\//.test(text) ? text : `${chosenYear()}/${text}`);
  const source = sourceOf(address.year);
  const measured = evaluate(printAddress(address));
  const allowed = printersOf(address.measure);
  const chosen = print ?? (allowed[0] as keyof typeof printers);
  if (!allowed.includes(chosen))
    throw new ContentError(
      `at("${text}") must be printed by ${allowed.map((name) => `"${name}"`).join(" or ")}, as it asks for ${address.measure}, but got "${chosen}".`,
    );
  return make(
    printAddress(address),
    measured,
    source.kind === "answers" ? source.universe : null,
    printers[chosen],
  );
}

/** The number of rows of a table: `73` measures that involve municipalities. @example size(subset(tiltak, s.kommunal)) */
export function size(table: ColumnTable): Value {
  const universe = universeOf(table);
  const item = universe.unit === "virksomheter" ? "svar" : "virksomhet";
  const address = printAddress({
    year: universe.year,
    subset: universe.key,
    items: [item],
    cell: ["*"],
    measure: "base",
  });
  return make(address, measure(universe, [item], ["*"], "base"), universe, printers.count);
}

/**
 * The same share, or difference of shares, with one decimal: `4,1 prosent`, `16,5 prosentpoeng`.
 * @throws When the value is a count.
 * @example oneDecimal(share(kostnad, mangler))
 */
export function oneDecimal(value: Value): Value {
  const { measured, record, kind } = value;
  if (kind === "difference-of-shares")
    return Value[MAKE](measured, { ...record, text: formatPoints(measured, 1) }, kind);
  if (kind !== "share")
    throw new ContentError(`oneDecimal() must have a share, but ${value.address} is a count.`);
  const { questionnaire } = universeBehind(record.year) ?? {};
  return Value[MAKE](
    measured,
    {
      ...record,
      text: formatShare(measured.n, measured.base, 1),
      decimals: 1,
      synthetic: !hasPublished(record.address, questionnaire ?? null, 1),
    },
    kind,
  );
}

/** The same share as it stands where its count is printed too: figures, tables. */
export function withCount(value: Value): Value {
  const { measured, record, kind } = value;
  const { decimals: _, ...rest } = record;
  const { questionnaire } = universeBehind(record.year) ?? {};
  return Value[MAKE](
    measured,
    { ...rest, synthetic: !hasPublished(record.address, questionnaire ?? null) },
    kind,
  );
}

function universeBehind(year: number): Universe | null {
  const source = sourceOf(year);
  return source.kind === "answers" ? source.universe : null;
}

const WORDS = "null ett to tre fire fem seks sju åtte ni ti elleve tolv".split(" ");

/**
 * The same count in words, as running text has counts up to twelve: `ni`.
 * @throws When the value is a share or above twelve.
 */
export function inWords(value: Value): Value {
  // Ett tiltak, én virksomhet.
  const one = value.number === 1 && value.address.includes("/virksomheter/") ? "én" : undefined;
  const isCount = value.kind === "count" || value.kind === "difference-of-counts";
  const text = isCount ? (one ?? WORDS[value.number]) : undefined;
  if (text === undefined)
    throw new ContentError(
      `inWords() must have a count from 0 to ${WORDS.length - 1}, but ${value.address} is ${value.record.text}: print the number.`,
    );
  return Value[MAKE](value.measured, { ...value.record, text }, value.kind);
}

/**
 * How far apart two values are, without a sign: `16 prosentpoeng` between shares, `69` between counts.
 * @throws When one is a share and the other a count.
 */
export function difference(a: Value, b: Value): Value {
  if (a.kind !== b.kind || !(a.kind === "share" || a.kind === "count")) {
    throw new ContentError(
      `A difference must be between two shares or two counts, but got ${a.address} and ${b.address}.`,
    );
  }
  const address = `${a.address} − ${b.address}`;
  const shares = a.kind === "share";
  const measured = shares ? distanceOfShares(a.measured, b.measured) : distanceOfCounts(a, b);
  const { decimals: _, ...record } = a.record;
  const questionnaires = [a, b].map(({ record }) => universeBehind(record.year)?.questionnaire);
  return Value[MAKE](
    measured,
    {
      ...record,
      address,
      text: shares ? formatPoints(measured) : formatNumber(measured.n),
      n: shares ? null : measured.n,
      base: null,
      baseText: `${a.record.text} (${a.record.baseText}) mot ${b.record.text} (${b.record.baseText})`,
      synthetic: !hasPublished(address, questionnaires.find((known) => known !== undefined) ?? null),
    },
    shares ? "difference-of-shares" : "difference-of-counts",
  );
}

/** The exact fraction between two shares; its value in percentage points. */
function distanceOfShares(a: Measured, b: Measured): Measured {
  const n = Math.abs(a.n * b.base - b.n * a.base);
  const base = a.base * b.base;
  return { n, base, rule: a.rule, value: (100 * n) / base };
}

function distanceOfCounts(a: Value, b: Value): Measured {
  const n = Math.abs(a.number - b.number);
  return { n, base: a.measured.base, rule: a.measured.rule, value: n };
}

function make(address: string, measured: Measured, universe: Universe | null, print: Print): Value {
  if (measured.value === null)
    throw new ContentError(`Nobody is counted in the base of ${address}, so there is no number to print.`);
  const parsed = parseAddress(address);
  const shares = SHARES.has(parsed.measure);
  // A share on its own says less than the count that it is made of.
  const decimals = print === printers.share ? 0 : undefined;
  const part = !["base", "asked", "answered", "distinct", "rank"].includes(parsed.measure);
  return Value[MAKE](
    measured,
    {
      address,
      text: print(measured),
      n: part ? measured.n : (measured.value as number),
      base: part && parsed.subset !== "skjema" ? measured.base : null,
      baseText: baseInWords(parsed, measured),
      questions: parsed.items.map((key) => questionOf(universe, key, parsed.year)),
      counted: parsed.cell
        .map((cell, i) => countedOf(universe, parsed.items[i] as string, cell, parsed.year))
        .join(" og "),
      filter: filterOf(universe, parsed.subset),
      year: parsed.year,
      synthetic: !hasPublished(address, universe?.questionnaire ?? null, decimals),
      ...(decimals === undefined ? {} : { decimals }),
    },
    shares ? "share" : "count",
  );
}

function baseInWords({ subset, year }: Address, { base: n, rule }: Measured): string {
  if (subset === "skjema") return `spørreskjemaet for ${year}`;
  if (subset === "utvalg") return `${formatNumber(n)} virksomheter i utvalget`;
  if (subset === "logg") return `${formatNumber(n)} rettelser i loggen`;
  const unit = subset === "virksomheter" ? "virksomheter" : "tiltak";
  return `${formatNumber(n)} ${unit} som ${rule === "asked" ? "fikk spørsmålet" : "svarte"}`;
}

function questionOf(universe: Universe | null, key: string, year: number): string {
  if (key === "*") return "Spørreskjemaet";
  if (key in FRAME_ITEMS) return FRAME_ITEMS[key] as string;
  const item = universe ? findItem(universe.questionnaire, key) : laterItem(key, year);
  if (!item) return key;
  return `${item.number}. ${item.question}${item.year === year ? "" : ` (ordlyd fra ${item.year})`}`;
}

function countedOf(
  universe: Universe | null,
  key: string,
  cell: Address["cell"][number],
  year: number,
): string {
  if (cell === "*") return "alle svar";
  const item = universe ? findItem(universe.questionnaire, key) : laterItem(key, year);
  const options = universe && item ? optionsOf(universe, item) : (item?.options ?? []);
  const others: Record<string, string> = { ...MISSING, mangler: MISSING.ikke_svart, ja: "Ja", nei: "Nei" };
  return cell.map((k) => options.find((o) => o.key === k)?.label ?? others[k] ?? k).join(" eller ");
}

/** A year without answers has no questionnaire here: its words are those of the first edition that compares with it. */
function laterItem(key: string, year: number): ItemDefinition | undefined {
  return editionYears()
    .map((edition) => findItem(loadQuestionnaire(edition), key))
    .find((item) => item?.comparability.with === year);
}

function filterOf(universe: Universe | null, subset: string): string {
  if (subset === "skjema") return "spørreskjemaet";
  if (subset === "utvalg") return "alle virksomheter i utvalget";
  if (subset === "logg") return "alle rettelser";
  const all = subset === "virksomheter" ? "alle virksomheter" : "alle tiltak";
  return universe && subset !== "alle" ? universe.label : all;
}
