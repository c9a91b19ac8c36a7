import type { Answers } from "../survey/answers/answers.js";
import { columnsOf, mapAlike } from "../survey/answers/mapAlike.js";
import { codedColumnOf, columnOf, rowsOf } from "../survey/answers/rowsOf.js";
import { CodedColumn, type Codes } from "../survey/intake/codedColumn.js";
import { isAsked, type RowReader } from "../survey/questionnaire/conditions.js";
import {
  type ByMissing,
  type ItemDefinition,
  isNumeric,
  type Missing,
} from "../survey/questionnaire/types.js";

/** How a row stands to an item: 0 answered, else its kind of missing, or not asked as far as is known. */
export const ANSWERED = 0;
export const NOT_ASKED = 1;
/** Not asked, but an answer that would have led to the item is missing or undecided: nobody knows. */
export const PERHAPS_ASKED = 2;
const FIRST_KIND = 3;

/** Kinds of missing of a row that was asked, in the order of their codes from 3 on. */
function kindsOf({ missing }: ItemDefinition): Missing[] {
  return Object.keys(missing).filter((kind) => kind !== "ikke_spurt");
}

/** How many codes of an item there are that stand for no answer. */
export function codesIn(item: ItemDefinition): number {
  return FIRST_KIND + kindsOf(item).length;
}

/** The codes of a kind of missing of an item, or of any among those asked (`mangler`). */
export function codesOf(item: ItemDefinition, kind: Missing | "mangler"): readonly number[] {
  const kinds = kindsOf(item);
  if (kind === "ikke_spurt") return [NOT_ASKED, PERHAPS_ASKED];
  if (kind === "mangler") return kinds.map((_, i) => FIRST_KIND + i);
  return [FIRST_KIND + kinds.indexOf(kind)];
}

/** What there is of each code, summed up by kind of missing. */
export function byMissing(item: ItemDefinition, byStatus: ArrayLike<number>): ByMissing<number> {
  const sum = (kind: string): number =>
    codesOf(item, kind).reduce((total, code) => total + (byStatus[code] as number), 0);
  return Object.fromEntries(Object.keys(item.missing).map((kind) => [kind, sum(kind)])) as Record<
    string,
    number
  > as ByMissing<number>;
}

/**
 * One item of a survey's whole table, as numbers: read once, counted many times. What a row gave stands in a dictionary,
 * and the row has its place there. The first entries are the kinds of missing (by their codes), then every option, or
 * with multiple response every set of ticks that somebody made.
 */
export interface Coded {
  readonly item: ItemDefinition;
  readonly options: readonly { readonly key: string; readonly label: string }[];
  /** Per row its entry. */
  readonly entry: Entries;
  /** Per entry: ANSWERED, NOT_ASKED, PERHAPS_ASKED, or a kind of missing. */
  readonly status: readonly number[];
  /** Per entry the places of its options. */
  readonly chosen: readonly (readonly number[])[];
  /** The column of amounts or numbers; null for items of other kinds. */
  readonly amounts: ArrayLike<unknown> | null;
}

/**
 * As narrow as there are few: what lies outside the heap makes V8 look through all of it ere long, which takes the longer
 * the more there is in it.
 */
export type Entries = Uint8Array | Uint16Array | Uint32Array;

function roomFor(entries: number, rows: number): Entries {
  if (entries <= 1 << 8) return new Uint8Array(rows);
  return entries <= 1 << 16 ? new Uint16Array(rows) : new Uint32Array(rows);
}

const known = new WeakMap<object, Map<string, Coded>>();

/** The rows of an item as numbers. Kept by the survey's whole table, of which every subset is some rows. */
export function codedOf(answers: Answers, item: ItemDefinition): Coded {
  const ofSurvey = known.get(answers.all) ?? new Map<string, Coded>();
  known.set(answers.all, ofSurvey);
  let coded = ofSurvey.get(item.key);
  if (coded?.item !== item) {
    coded = encode(answers, item);
    ofSurvey.set(item.key, coded);
  }
  return coded;
}

/**
 * The options of an item, in order: those of the form, for an agency item the bodies of the frame, for a date every year
 * from the first to the last that was given.
 */
export function optionsOf(answers: Answers, item: ItemDefinition): { key: string; label: string }[] {
  if (item.kind === "date") return yearsOf(answers, item).map((year) => ({ key: year, label: year }));
  if (item.kind !== "agency") return item.options.map(({ key, label }) => ({ key, label }));
  return rowsOf(answers.frame).map((row) => ({
    key: String(row(answers.questionnaire.bodyKey)),
    label: String(row(answers.questionnaire.body?.key ?? item.key)),
  }));
}

/** More years than this are no list: then only those that were given. */
const MOST_YEARS = 60;

function yearsOf({ all }: Answers, item: ItemDefinition): string[] {
  const given = new Set<string>();
  for (const value of codedColumnOf(all, item.key)?.dictionary ?? Array.from(columnOf(all, item.key)))
    if (typeof value === "string") given.add(value.slice(0, 4));
  const sorted = [...given].map(Number).sort((a, b) => a - b);
  const [first = 0, last = -1] = [sorted[0], sorted.at(-1)];
  const years =
    last - first < MOST_YEARS ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : sorted;
  return years.map((year) => String(year).padStart(4, "0"));
}

function encode(answers: Answers, item: ItemDefinition): Coded {
  const { all } = answers;
  const options = optionsOf(answers, item);
  const status = Array.from({ length: codesIn(item) }, (_, code) => code);
  const chosen: number[][] = status.map(() => []);
  const add = (places: number[]): number => {
    status.push(ANSWERED);
    return chosen.push(places) - 1;
  };
  // One more is for an answer that is none of the options.
  const room = (): Entries => roomFor(status.length + options.length + 1, all.numRows());
  let entry: Entries;
  if (item.kind === "multiple") {
    entry = readTicks(
      options.map(({ key }) => {
        const name = `${item.key}__${key}`;
        return codedColumnOf(all, name) ?? columnOf(all, name);
      }),
      all.numRows(),
      status.length,
      add,
    );
  } else if (item.kind === "text" || isNumeric(item.kind)) {
    entry = room().fill(add([]));
  } else {
    entry = room();
    const places = new Map<unknown, number>(options.map(({ key }, place) => [key, add([place])]));
    const unknown = add([]);
    const placeOf = (value: unknown): number =>
      places.get(item.kind === "date" ? String(value).slice(0, 4) : value) ?? unknown;
    const column = codedColumnOf(all, item.key) ?? columnOf(all, item.key);
    if (column instanceof CodedColumn) translate(entry, column, placeOf);
    else if (item.kind === "date")
      for (let row = 0; row < entry.length; row += 1) entry[row] = placeOf(column[row]);
    else readPlaces(entry, column, places, unknown);
  }
  markMissing(answers, item, entry);
  const amounts = isNumeric(item.kind) ? columnOf(all, item.key) : null;
  return { item, options, entry, status, chosen, amounts };
}

/** What a column has in a dictionary already is looked up once for each value. */
function translate(
  entry: Entries,
  { dictionary, codes }: CodedColumn<unknown>,
  placeOf: (value: unknown) => number,
): void {
  const places = Uint32Array.from(dictionary, placeOf);
  for (let row = 0; row < entry.length; row += 1) entry[row] = places[codes[row] as number] as number;
}

/** A loop of its own, which V8 makes fast by itself. */
function readPlaces(
  entry: Entries,
  column: ArrayLike<unknown>,
  places: ReadonlyMap<unknown, number>,
  unknown: number,
): void {
  const { names, found, first, second, mask } = signsOf(places);
  for (let row = 0; row < entry.length; row += 1) {
    const value = column[row];
    if (typeof value !== "string") {
      entry[row] = value === null ? unknown : (places.get(value) ?? unknown);
      continue;
    }
    const at = signOf(value, first, second) & mask;
    entry[row] = names[at] === value ? (found[at] as number) : (places.get(value) ?? unknown);
  }
}

/** What tells most texts apart, and is read faster than a map finds them. */
function signOf(text: string, first: number, second: number): number {
  const { length } = text;
  return length === 0 ? 0 : length * first + text.charCodeAt(length - 1) * second + text.charCodeAt(0);
}

/** Texts by their signs, with the factors that keep most of them apart. */
function signsOf(places: ReadonlyMap<unknown, number>): {
  readonly names: readonly (string | null)[];
  readonly found: Int32Array;
  readonly first: number;
  readonly second: number;
  readonly mask: number;
} {
  const texts = [...places.keys()].filter((key) => typeof key === "string");
  const mask = 2 ** Math.ceil(Math.log2(4 * texts.length + 4)) - 1;
  const factors = [1, 3, 5, 7, 11, 13, 29].flatMap((first) =>
    [1, 5, 17, 31].map((second) => ({ first, second })),
  );
  const apart = ({ first, second }: (typeof factors)[number]): number =>
    new Set(texts.map((text) => signOf(text, first, second) & mask)).size;
  const best =
    factors.find((one) => apart(one) === texts.length) ??
    factors.reduce((one, other) => (apart(other) > apart(one) ? other : one));
  const names = new Array<string | null>(mask + 1).fill(null);
  const found = new Int32Array(mask + 1);
  for (const text of texts) {
    const at = signOf(text, best.first, best.second) & mask;
    names[at] = text;
    found[at] = places.get(text) as number;
  }
  return { names, found, ...best, mask };
}

/** Gives the rows without an answer the entry of their kind of missing. */
function markMissing(answers: Answers, item: ItemDefinition, entry: Entries): void {
  const { all, questionnaire } = answers;
  const codes = new Map<unknown, number>(kindsOf(item).map((kind, i) => [kind, FIRST_KIND + i]));
  let past: Uint32Array | number | null = item.asked === null ? NOT_ASKED : null;
  const name = `${item.key}__mangler`;
  const missing = codedColumnOf(all, name);
  if (missing) {
    const kinds = missing.dictionary.map(codeOf);
    for (let row = 0; row < entry.length; row += 1) {
      const code = kinds[missing.codes[row] as number];
      if (code !== null) mark(row, code);
    }
    return;
  }
  const column = columnOf(all, name);
  for (let row = 0; row < entry.length; row += 1) {
    const kind = column[row];
    if (kind !== null && kind !== undefined) mark(row, codeOf(kind));
  }

  /** Null for rows that lack nothing, undefined for those that were not asked. */
  function codeOf(kind: unknown): number | null | undefined {
    return kind === null || kind === undefined ? null : codes.get(kind);
  }

  function mark(row: number, code: number | null | undefined): void {
    past ??= code === undefined ? whyNotAsked(answers, item) : null;
    entry[row] = code ?? (typeof past === "number" ? past : (past?.[row] as number));
  }

  // Looked up for rows that were not asked only: what all others gave to the item need not tell them apart.
  function whyNotAsked({ all }: Answers, { key, asked }: ItemDefinition): Uint32Array {
    const { made, place } = mapAlike(columnsOf(all), asked ? [asked] : [], questionnaire, (row) => {
      const reader: RowReader = (name) => (name === `${key}__mangler` ? "ikke_spurt" : row(name));
      return isAsked(reader, item, questionnaire) === false ? NOT_ASKED : PERHAPS_ASKED;
    });
    for (let row = 0; row < place.length; row += 1) place[row] = made[place[row] as number] as number;
    return place;
  }
}

type Ticks = ArrayLike<unknown> | CodedColumn<unknown>;

/** So many ticks are told apart by one number. */
const TICKS = 30;
/** Sets of so few ticks are found in an array. */
const FEW = 16;
/** Rows of ticks that are read at a time. */
const NEAR = 1 << 13;

/**
 * @param taken How many entries there are before.
 * @param add Makes an entry.
 * @returns For each row the entry of its ticks.
 */
function readTicks(
  columns: readonly Ticks[],
  size: number,
  taken: number,
  add: (places: number[]) => number,
): Entries {
  if (columns.length <= FEW) {
    // The ticks first, then in their place the entry.
    const entry = readMask(roomFor(taken + 2 ** columns.length, size), columns);
    const entries = new Int32Array(2 ** columns.length).fill(-1);
    for (let row = 0; row < size; row += 1) {
      const ticks = entry[row] as number;
      if ((entries[ticks] as number) < 0) entries[ticks] = add(placesIn([ticks]));
      entry[row] = entries[ticks] as number;
    }
    return entry;
  }
  const masks = Array.from({ length: Math.ceil(columns.length / TICKS) }, (_, block) =>
    readMask(new Uint32Array(size), columns.slice(block * TICKS, (block + 1) * TICKS)),
  );
  const [entry] = masks as [Uint32Array];
  const entries = new Map<number | string, number>();
  for (let row = 0; row < size; row += 1) {
    const ticks = masks.length === 1 ? (entry[row] as number) : masks.map((mask) => mask[row]).join(" ");
    let known = entries.get(ticks);
    if (known === undefined) {
      known = add(placesIn(masks.map((mask) => mask[row] as number)));
      entries.set(ticks, known);
    }
    entry[row] = known;
  }
  const narrow = roomFor(taken + entries.size, size);
  narrow.set(entry);
  return narrow;
}

/** The places of the bits of some masks, `TICKS` to each. */
function placesIn(masks: readonly number[]): number[] {
  return masks.flatMap((mask, block) =>
    Array.from({ length: TICKS }, (_, bit) => bit)
      .filter((bit) => (mask & (1 << bit)) !== 0)
      .map((bit) => block * TICKS + bit),
  );
}

/** Some rows of all columns before the next ones: these rows' ticks stay near the processor. */
function readMask<Mask extends Entries>(mask: Mask, columns: readonly Ticks[]): Mask {
  const ticked = columns.map((column) =>
    column instanceof CodedColumn
      ? Uint8Array.from(column.dictionary, (value) => Number(value === true))
      : null,
  );
  for (let from = 0; from < mask.length; from += NEAR) {
    const to = Math.min(mask.length, from + NEAR);
    for (const [place, column] of columns.entries())
      if (column instanceof CodedColumn)
        addCodedTicks(mask, column.codes, ticked[place] as Uint8Array, place, from, to);
      else addTicks(mask, column, place, from, to);
  }
  return mask;
}

function addCodedTicks(
  mask: Entries,
  codes: Codes,
  ticked: Uint8Array,
  place: number,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row += 1)
    mask[row] = (mask[row] as number) | ((ticked[codes[row] as number] as number) << place);
}

function addTicks(mask: Entries, column: ArrayLike<unknown>, place: number, from: number, to: number): void {
  // No branch: who ticks what follows no pattern that a processor could foresee.
  for (let row = from; row < to; row += 1)
    mask[row] = (mask[row] as number) | (Number(column[row] === true) << place);
}

/** What of an item a cell asks for. */
export interface Part {
  readonly coded: Coded;
  /** Null for `*`: no restriction. */
  readonly wanted: {
    /** Per entry, 1 where it has any of what is asked for. */
    readonly has: Uint8Array;
    /** The places of the options among the keys. */
    readonly places: readonly number[];
    /** The kinds of missing among the keys. */
    readonly missing: readonly string[];
  } | null;
}

/** Reads a part of a cell, whose keys must be known to be of the item. */
export function readPart(coded: Coded, part: readonly string[] | "*"): Part {
  if (part === "*") return { coded, wanted: null };
  const places = new Set<number>();
  const codes = new Set<number>();
  const missing: string[] = [];
  for (const key of part) {
    const place = coded.options.findIndex((option) => option.key === key);
    if (place >= 0) places.add(place);
    else {
      missing.push(key);
      for (const code of codesOf(coded.item, key)) codes.add(code);
    }
  }
  const has = Uint8Array.from(coded.status, (status, entry) =>
    Number(
      status === ANSWERED
        ? (coded.chosen[entry] as readonly number[]).some((place) => places.has(place))
        : codes.has(status),
    ),
  );
  return { coded, wanted: { has, places: [...places], missing } };
}
