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

/** What was made of each row: each thing made once, and for each row its place. */
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
  const place = new Uint32Array(size);
  // One for all columns: what lies outside the heap makes V8 look through all of it ere long.
  const code = new Uint32Array(size);
  let kinds = 1;
  for (const [name, classOf] of facesOf(conditions, questionnaire))
    kinds = split(place, code, kinds, column(name), classOf);
  const first = new Int32Array(kinds).fill(-1);
  for (let row = size - 1; row >= 0; row -= 1) first[place[row] as number] = row;
  const made = Array.from(first.subarray(0, size === 0 ? 0 : kinds), (row) =>
    make((name) => column(name)[row]),
  );
  return { made, place };
}

/** Tells two values of a column apart, as far as the conditions do. */
type ClassOf = ((value: unknown) => unknown) | null;

/** The columns that some conditions read, each with what they see of it. */
function facesOf(conditions: readonly Condition[], questionnaire: Questionnaire): Map<string, ClassOf> {
  const limits = new Map<string, number[]>();
  const faces = new Map<string, ClassOf>();
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
      faces.set(item.key, (value) =>
        typeof value === "number" && !Number.isNaN(value)
          ? own.filter((limit) => value >= limit).length
          : String(value),
      );
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

/** Up to so many pairs of a kind and a value are numbered in an array. */
const DENSE = 1 << 20;

/**
 * Splits kinds of rows by a column.
 * @param place Per row its kind, which is set anew.
 * @param code Room for a number per row.
 * @returns How many kinds there are now.
 */
function split(
  place: Uint32Array,
  code: Uint32Array,
  kinds: number,
  values: ArrayLike<unknown>,
  classOf: ClassOf,
): number {
  const size = classOf === null ? numberValues(code, values) : numberFaces(code, values, classOf);
  if (size <= 1) return kinds;
  if (kinds === 1) {
    place.set(code);
    return size;
  }
  let found = 0;
  if (kinds * size <= DENSE) {
    const numbers = new Int32Array(kinds * size).fill(-1);
    for (let row = 0; row < code.length; row += 1) {
      const pair = (place[row] as number) * size + (code[row] as number);
      let number = numbers[pair] as number;
      if (number < 0) {
        number = found;
        numbers[pair] = number;
        found += 1;
      }
      place[row] = number;
    }
    return found;
  }
  const numbers = new Map<number, number>();
  for (let row = 0; row < code.length; row += 1) {
    const pair = (place[row] as number) * size + (code[row] as number);
    let number = numbers.get(pair);
    if (number === undefined) {
      number = found;
      numbers.set(pair, number);
      found += 1;
    }
    place[row] = number;
  }
  return found;
}

/** Numbers the values of a column as they come, and says how many there are. */
function numberValues(code: Uint32Array, values: ArrayLike<unknown>): number {
  const codes = new Map<unknown, number>();
  let ofNothing = -1;
  for (let row = 0; row < code.length; row += 1) {
    const value = values[row];
    // Most columns are mostly empty.
    if ((value === null || value === undefined) && ofNothing >= 0) {
      code[row] = ofNothing;
      continue;
    }
    let known = codes.get(value ?? null);
    if (known === undefined) {
      known = codes.size;
      codes.set(value ?? null, known);
      if (value === null || value === undefined) ofNothing = known;
    }
    code[row] = known;
  }
  return codes.size;
}

/** The same of what the conditions see of the values. */
function numberFaces(
  code: Uint32Array,
  values: ArrayLike<unknown>,
  classOf: (value: unknown) => unknown,
): number {
  const codes = new Map<unknown, number>();
  for (let row = 0; row < code.length; row += 1) {
    const face = classOf(values[row]);
    let known = codes.get(face);
    if (known === undefined) {
      known = codes.size;
      codes.set(face, known);
    }
    code[row] = known;
  }
  return codes.size;
}
