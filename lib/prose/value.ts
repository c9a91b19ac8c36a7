import type { ColumnTable } from "arquero";
import { evaluate, sourceOf } from "../address/evaluate.js";
import { type Address, type Measure, parseAddress, printAddress, SHARES } from "../address/parseAddress.js";
import { hasPublished } from "../address/publishedAddresses.js";
import { ContentError } from "../errors.js";
import type { Part, ValueRecord } from "../notebook/outputs.js";
import { chosenYear } from "../project.js";
import { findItem } from "../questionnaire/defineQuestionnaire.js";
import { MISSING, type Option } from "../questionnaire/types.js";
import type { Universe } from "../survey/universe.js";
import { universeOf } from "../survey/universe.js";
import { FRAME_ITEMS, type Measured, measure, optionsOf } from "../transforms/measure.js";
import type { Tabulation } from "../transforms/tabulate.js";
import { formatNumber, formatOutOf, formatPoints, formatShare } from "./format.js";

type Print = (measured: Measured) => string;

const printers = {
  share: ({ n, base }: Measured) => formatShare(n, base),
  count: ({ n }: Measured) => formatNumber(n),
  outOf: ({ n, base }: Measured) => formatOutOf(n, base),
  shareOutOf: ({ n, base }: Measured) => `${formatShare(n, base)} (${formatOutOf(n, base)})`,
  rank: ({ value }: Measured) => formatNumber(value ?? 0),
} satisfies Record<string, Print>;

// Keeps the constructor of Value to this module.
const MAKE = Symbol("make");

/**
 * A number of the note with its way back to the data. Made only by the functions below, from a tabulation or an
 * address; there is no way to make one from a bare number.
 */
export class Value {
  readonly #measured: Measured;
  readonly record: ValueRecord;

  private constructor(measured: Measured, record: ValueRecord) {
    this.#measured = measured;
    this.record = record;
  }

  /** For the functions of this module. */
  static [MAKE](measured: Measured, record: ValueRecord): Value {
    return new Value(measured, record);
  }

  get address(): string {
    return this.record.address;
  }

  get measured(): Measured {
    return this.#measured;
  }

  /** Shares 0–1, counts as they are; what claims compare. */
  get number(): number {
    return this.#measured.value ?? Number.NaN;
  }

  get isShare(): boolean {
    return SHARES.has(this.record.address.slice(this.record.address.lastIndexOf("/") + 1) as Measure);
  }

  toPart(): Part {
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
 * @param print How it is printed; default by the measure.
 * @example at("2018/alle/finansiering/ja/share", "shareOutOf") // 56 prosent (232 av 412)
 */
export function at(text: string, print?: keyof typeof printers): Value {
  const address = parseAddress(/^\d{4}\//.test(text) ? text : `${chosenYear()}/${text}`);
  const source = sourceOf(address.year);
  const measured = evaluate(printAddress(address));
  const fallback = SHARES.has(address.measure) ? "share" : address.measure === "rank" ? "rank" : "count";
  return make(
    printAddress(address),
    measured,
    source.kind === "answers" ? source.universe : null,
    printers[print ?? fallback],
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

/** The same share with one decimal: `4,1 prosent`. @example oneDecimal(share(kostnad, mangler)) */
export function oneDecimal(value: Value): Value {
  if (!value.isShare)
    throw new ContentError(`oneDecimal() must have a share, but ${value.address} is a count.`);
  const { n, base } = value.measured;
  return Value[MAKE](value.measured, { ...value.record, text: formatShare(n, base, 1) });
}

const WORDS = "null ett to tre fire fem seks sju åtte ni ti elleve tolv".split(" ");

/**
 * The same count in words, as running text has counts up to twelve: `ni`.
 * @throws When the value is a share or above twelve.
 */
export function inWords(value: Value): Value {
  // Ett tiltak, én virksomhet.
  const one = value.number === 1 && value.address.includes("/virksomheter/") ? "én" : undefined;
  const text = value.isShare ? undefined : (one ?? WORDS[value.number]);
  if (text === undefined)
    throw new ContentError(
      `inWords() must have a count from 0 to ${WORDS.length - 1}, but ${value.address} is ${value.record.text}: print the number.`,
    );
  return Value[MAKE](value.measured, { ...value.record, text });
}

/**
 * How far apart two values are, without a sign: `16 prosentpoeng` between shares, `69` between counts.
 * @throws When one is a share and the other a count.
 */
export function difference(a: Value, b: Value): Value {
  if (a.isShare !== b.isShare) {
    throw new ContentError(
      `A difference must be between two shares or two counts, but got ${a.address} and ${b.address}.`,
    );
  }
  const text = a.isShare ? formatPoints(a.measured, b.measured) : formatNumber(Math.abs(a.number - b.number));
  const measured: Measured = {
    n: a.measured.n - b.measured.n,
    base: a.measured.base,
    rule: a.measured.rule,
    value: a.number - b.number,
  };
  return Value[MAKE](measured, {
    ...a.record,
    address: `${a.address} − ${b.address}`,
    text,
    n: a.isShare ? null : measured.n,
    base: null,
    baseText: `${a.record.text} (${a.record.baseText}) mot ${b.record.text} (${b.record.baseText})`,
    synthetic: a.record.synthetic || b.record.synthetic,
  });
}

function make(address: string, measured: Measured, universe: Universe | null, print: Print): Value {
  if (measured.value === null)
    throw new ContentError(`Nobody is counted in the base of ${address}, so there is no number to print.`);
  const parsed = parseAddress(address);
  const part = !["base", "asked", "answered", "distinct", "rank"].includes(parsed.measure);
  return Value[MAKE](measured, {
    address,
    text: print(measured),
    n: part ? measured.n : (measured.value as number),
    base: part && parsed.subset !== "skjema" ? measured.base : null,
    baseText: baseInWords(parsed, measured),
    questions: parsed.items.map((key) => questionOf(universe, key)),
    counted: parsed.cell.map((cell, i) => countedOf(universe, parsed.items[i] as string, cell)).join(" og "),
    filter: filterOf(universe, parsed.subset),
    year: parsed.year,
    synthetic:
      parsed.subset !== "skjema" && !hasPublished(shownBy(print, address), universe?.questionnaire ?? null),
  });
}

/** What is printed of a share: also its count, unless it is printed as per cent alone. */
function shownBy(print: Print, address: string): string {
  return print === printers.share ? address : address.replace(/\/share$/, "/count");
}

function baseInWords({ subset, year }: Address, { base: n, rule }: Measured): string {
  if (subset === "skjema") return `spørreskjemaet for ${year}`;
  if (subset === "utvalg") return `${formatNumber(n)} virksomheter i utvalget`;
  if (subset === "logg") return `${formatNumber(n)} rettelser i loggen`;
  const unit = subset === "virksomheter" ? "virksomheter" : "tiltak";
  return `${formatNumber(n)} ${unit} som ${rule === "asked" ? "fikk spørsmålet" : "svarte"}`;
}

function questionOf(universe: Universe | null, key: string): string {
  if (key === "*") return "Spørreskjemaet";
  const item = universe ? findItem(universe.questionnaire, key) : undefined;
  return item ? `${item.number}. ${item.question}` : (FRAME_ITEMS[key] ?? key);
}

function countedOf(universe: Universe | null, key: string, cell: Address["cell"][number]): string {
  if (cell === "*") return "alle svar";
  const item = universe ? findItem(universe.questionnaire, key) : undefined;
  const options = universe && item ? optionsOf(universe, item) : [];
  const others: Record<string, string> = { ...MISSING, mangler: MISSING.ikke_svart, ja: "Ja", nei: "Nei" };
  return cell.map((k) => options.find((o) => o.key === k)?.label ?? others[k] ?? k).join(" eller ");
}

function filterOf(universe: Universe | null, subset: string): string {
  if (subset === "skjema") return "spørreskjemaet";
  if (subset === "utvalg") return "alle virksomheter i utvalget";
  if (subset === "logg") return "alle rettelser";
  const all = subset === "virksomheter" ? "alle virksomheter" : "alle tiltak";
  return universe && subset !== "alle" ? universe.label : all;
}
