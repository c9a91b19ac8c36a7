import type { Answers } from "../survey/answers/answers.js";
import { columnOf, rowsOf } from "../survey/answers/rowsOf.js";
import { isAsked, type Row } from "../survey/questionnaire/conditions.js";
import { type ItemDefinition, MISSING, type Missing } from "../survey/questionnaire/types.js";

/** How a row stands to an item: 0 answered, else its kind of missing, or not asked as far as is known. */
export const ANSWERED = 0;
export const NOT_ASKED = 1;
/** Not asked, but an answer that would have led to the item is missing or undecided: nobody knows. */
export const PERHAPS_ASKED = 2;
const FIRST_KIND = 3;

/** Kinds of missing of a row that was asked, in the order of their codes from 3 on. */
const KINDS = (Object.keys(MISSING) as Missing[]).filter((kind) => kind !== "ikke_spurt");
export const CODES = FIRST_KIND + KINDS.length;

/** The codes of a kind of missing, or of any among those asked (`mangler`). */
export function codesOf(kind: Missing | "mangler"): readonly number[] {
  if (kind === "ikke_spurt") return [NOT_ASKED, PERHAPS_ASKED];
  if (kind === "mangler") return KINDS.map((_, i) => FIRST_KIND + i);
  return [FIRST_KIND + KINDS.indexOf(kind)];
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
  readonly entry: Uint32Array;
  /** Per entry: ANSWERED, NOT_ASKED, PERHAPS_ASKED, or a kind of missing. */
  readonly status: readonly number[];
  /** Per entry the places of its options. */
  readonly chosen: readonly (readonly number[])[];
  /** Per row its amount, NaN where there is none. Null for all but amounts. */
  readonly amounts: Float64Array | null;
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

/** The options of an item, in order: those of the form, or for an agency item the bodies of the frame. */
export function optionsOf(answers: Answers, item: ItemDefinition): { key: string; label: string }[] {
  if (item.kind !== "agency") return item.options.map(({ key, label }) => ({ key, label }));
  return rowsOf(answers.frame).map((row) => ({
    key: String(row("organisasjonsnummer")),
    label: String(row("virksomhet")),
  }));
}

function encode(answers: Answers, item: ItemDefinition): Coded {
  const { all, questionnaire } = answers;
  const options = optionsOf(answers, item);
  const missing = columnOf(all, `${item.key}__mangler`) as ArrayLike<Missing | null | undefined>;
  const entry = new Uint32Array(all.numRows());
  const status = Array.from({ length: CODES }, (_, code) => code);
  const chosen: number[][] = status.map(() => []);
  const add = (places: number[]): number => {
    status.push(ANSWERED);
    return chosen.push(places) - 1;
  };
  let amounts: Float64Array | null = null;
  let read: (row: number) => number;
  if (item.kind === "multiple") {
    read = readTicks(
      options.map(({ key }) => columnOf(all, `${item.key}__${key}`)),
      add,
    );
  } else if (item.kind === "text" || item.kind === "amount") {
    const given = add([]);
    read = () => given;
    if (item.kind === "amount")
      amounts = Float64Array.from(columnOf(all, item.key), (value) =>
        typeof value === "number" ? value : Number.NaN,
      );
  } else {
    const places = new Map(options.map(({ key }, place) => [key, add([place])]));
    const column = columnOf(all, item.key) as ArrayLike<string>;
    const unknown = add([]);
    read = (row) => places.get(column[row] as string) ?? unknown;
  }
  const readers = rowsOf(all);
  for (let row = 0; row < entry.length; row += 1) {
    const kind = missing[row] ?? null;
    if (kind === null) entry[row] = read(row);
    else if (kind !== "ikke_spurt") entry[row] = FIRST_KIND + KINDS.indexOf(kind);
    else entry[row] = isAsked(readers[row] as Row, item, questionnaire) === false ? NOT_ASKED : PERHAPS_ASKED;
  }
  return { item, options, entry, status, chosen, amounts };
}

/** So many ticks are told apart by one number. */
const TICKS = 30;

/** Finds the entry of each row's ticks, and makes it where it is new. */
function readTicks(
  columns: readonly ArrayLike<unknown>[],
  add: (places: number[]) => number,
): (row: number) => number {
  const blocks = Array.from({ length: Math.ceil(columns.length / TICKS) }, (_, i) => i * TICKS);
  const entries = new Map<number | string, number>();
  return (row) => {
    const masks = blocks.map((from) => {
      let mask = 0;
      for (let place = from; place < Math.min(from + TICKS, columns.length); place += 1)
        if (columns[place]?.[row] === true) mask += 2 ** (place - from);
      return mask;
    });
    const key = masks.length === 1 ? (masks[0] as number) : masks.join(" ");
    const known = entries.get(key);
    if (known !== undefined) return known;
    const entry = add([...columns.keys()].filter((place) => columns[place]?.[row] === true));
    entries.set(key, entry);
    return entry;
  };
}

/** What of an item a cell asks for. */
export interface Part {
  readonly coded: Coded;
  /** Null for `*`: no restriction. */
  readonly wanted: {
    /** Per entry, 1 where it has any of what is asked for. */
    readonly has: Uint8Array;
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
      for (const code of codesOf(key as Missing | "mangler")) codes.add(code);
    }
  }
  const has = Uint8Array.from(coded.status, (status, entry) =>
    Number(
      status === ANSWERED
        ? (coded.chosen[entry] as readonly number[]).some((place) => places.has(place))
        : codes.has(status),
    ),
  );
  return { coded, wanted: { has, missing } };
}
