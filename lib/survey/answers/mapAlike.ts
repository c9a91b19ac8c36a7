import type { ColumnTable } from "arquero";
import { atomsOf } from "../questionnaire/conditionParts.js";
import type { RowReader } from "../questionnaire/conditions.js";
import { findItem } from "../questionnaire/findItem.js";
import type { Condition, Questionnaire } from "../questionnaire/types.js";
import { columnOf } from "./rowsOf.js";

/** A survey's columns, as whoever asks for them sees them. */
export interface Columns {
  readonly size: number;
  readonly column: (name: string) => ArrayLike<unknown>;
}

/** The columns of a table, those that cells have made of it among them. */
export function columnsOf(table: ColumnTable): Columns {
  const read = new Map<string, ArrayLike<unknown>>();
  const column = (name: string): ArrayLike<unknown> => {
    const values = read.get(name) ?? columnOf(table, name);
    read.set(name, values);
    return values;
  };
  return { size: table.numRows(), column };
}

/** What was made of each row: each thing made once, and for each row its place, which holds until something else is mapped. */
interface Mapped<Made> {
  readonly made: readonly Made[];
  readonly place: Uint32Array;
}

/**
 * What a function makes of each row, when it looks at the row through some conditions only: it is called once for all rows
 * that give these the same, so that a million rows cost little more than the sets of answers that there are.
 * @param make Must see nothing of a row but what the conditions ask for, with what routes to it.
 * @example mapAlike(columns, [when], questionnaire, (row) => truthOf(when, row, questionnaire))
 */
export function mapAlike<Made>(
  { size, column }: Columns,
  conditions: readonly Condition[],
  questionnaire: Questionnaire,
  make: (row: RowReader) => Made,
): Mapped<Made> {
  const place = roomFor(size);
  let first = size === 0 ? [] : [0];
  for (const [name, limits] of facesOf(conditions, questionnaire))
    first = split(place, first.length, column(name), limits);
  const made = first.map((row) => make((name) => column(name)[row]));
  return { made, place };
}

let room = new Uint32Array(0);

/** Zeros, in the same room every time: what is thrown away outside the heap makes V8 look through all of it. */
function roomFor(size: number): Uint32Array {
  if (room.length < size) room = new Uint32Array(size);
  return room.subarray(0, size).fill(0);
}

/** What conditions see of a column's numbers: how many of these they reach. Null where they tell all values apart. */
type Limits = readonly number[] | null;

/** The columns that some conditions read, each with what they see of it. */
function facesOf(conditions: readonly Condition[], questionnaire: Questionnaire): Map<string, Limits> {
  const limits = new Map<string, number[]>();
  const faces = new Map<string, Limits>();
  const seen = new Set<string>();
  const look = (condition: Condition): void => {
    for (const atom of atomsOf(condition)) {
      if ("frame" in atom) faces.set(atom.frame, null);
      else if ("receivedAfter" in atom) faces.set("mottatt", null);
      else lookAt(atom);
    }
  };
  const lookAt = (atom: Extract<Condition, { item: string }>): void => {
    const item = findItem(questionnaire, atom.item);
    // One that is not there is refused by whoever reads a row.
    if (!item) return;
    faces.set(`${item.key}__mangler`, null);
    if (item.kind === "date") faces.set(item.key, null);
    else if (!("is" in atom)) {
      const own = limits.get(item.key) ?? [];
      limits.set(item.key, own);
      own.push(...[atom.from, atom.below].filter((limit) => typeof limit === "number"));
      faces.set(item.key, own);
    } else if (item.kind === "multiple") {
      for (const key of [...atom.is, ...item.undecided])
        if (item.options.some((option) => option.key === key)) faces.set(`${item.key}__${key}`, null);
    } else if (item.options.length > 0 || item.kind === "agency") faces.set(item.key, null);
    if (item.asked && !seen.has(item.key)) {
      seen.add(item.key);
      look(item.asked);
    }
  };
  for (const condition of conditions) look(condition);
  return faces;
}

/** Up to so many pairs of a value and a kind are looked up in an array, the others in a map. */
const DENSE = 1 << 20;

/**
 * Splits kinds of rows by a column, in one pass.
 * @param place Per row its kind, which is set anew.
 * @returns The first row of each kind that there is now.
 */
function split(place: Uint32Array, kinds: number, values: ArrayLike<unknown>, limits: Limits): number[] {
  const codes = new Map<unknown, number>();
  const first: number[] = [];
  let dense = new Int32Array(0);
  const sparse = new Map<number, number>();
  const codeOf = (face: unknown): number => {
    const code = codes.size;
    codes.set(face, code);
    const needed = Math.min(DENSE, (code + 1) * kinds);
    if (needed > dense.length) {
      const grown = new Int32Array(Math.min(DENSE, 2 * needed)).fill(-1);
      grown.set(dense);
      dense = grown;
    }
    return code;
  };
  const numberOf = (pair: number, row: number): number => {
    const number = first.push(row) - 1;
    if (pair < DENSE) dense[pair] = number;
    else sparse.set(pair, number);
    return number;
  };
  let ofNothing = -1;
  let last: unknown;
  let ofLast = -1;
  for (let row = 0; row < place.length; row += 1) {
    const value = values[row];
    let code: number;
    if (value === null || value === undefined) {
      // Most columns are mostly empty.
      if (ofNothing < 0) ofNothing = codeOf(null);
      code = ofNothing;
    } else if (value === last) {
      // Many give the same, one after the other.
      code = ofLast;
    } else {
      const face = limits !== null && typeof value === "number" ? reached(value, limits) : value;
      code = codes.get(face) ?? codeOf(face);
      last = value;
      ofLast = code;
    }
    const pair = code * kinds + (place[row] as number);
    const number = pair < DENSE ? (dense[pair] as number) : (sparse.get(pair) ?? -1);
    place[row] = number < 0 ? numberOf(pair, row) : number;
  }
  return first;
}

function reached(value: number, limits: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let n = 0;
  for (const limit of limits) if (value >= limit) n += 1;
  return n;
}
