import type { NoteState } from "../note/collectState.js";
import type { AcceptedState } from "./acceptedState.js";

/** One thing that is not as accepted. `from` is null for what is new, `to` for what is gone. */
export interface Drift {
  readonly kind: "value" | "table" | "input" | "listed" | "text";
  /** The address, the table's cell, the file, or the line number of the note's text. */
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Sentences and figures where it stands. */
  readonly places: readonly string[];
}

/**
 * What moved between the accepted state and this one: values, cells of figures and tables, input files, what is
 * listed of the answers, and lines of the text. In that order, each sorted as the accepted files are.
 * @returns Empty when the note is the accepted one.
 */
export function findDrift(accepted: AcceptedState, current: AcceptedState, state: NoteState): Drift[] {
  const placesOf = (address: string): string[] =>
    (state.values.get(address)?.places ?? []).map(
      ({ file, cell, where }) => `${file}, celle ${cell}: ${where}`,
    );
  const readable = (value: string | null): string | null => {
    if (value === null) return null;
    const [n = "", base = ""] = value.split("\t");
    return base === "" ? n : `${n} av ${base}`;
  };
  const values = compareMaps(accepted.values, current.values).map(
    ([what, from, to]): Drift => ({
      kind: "value",
      what,
      from: readable(from),
      to: readable(to),
      places: placesOf(what),
    }),
  );
  const tables = compareMaps(accepted.tables, current.tables).map(
    ([what, from, to]): Drift => ({
      kind: "table",
      what: what.replaceAll("\t", " / "),
      from,
      to,
      places: [],
    }),
  );
  const inputs = compareMaps(accepted.inputs, current.inputs).map(
    ([what, from, to]): Drift => ({ kind: "input", what, from, to, places: [] }),
  );
  const listed = compareMaps(toMap(accepted.listed ?? current.listed), toMap(current.listed)).map(
    ([line, from, to]): Drift => ({
      kind: "listed",
      what: line.split("\t").slice(0, 3).filter(Boolean).join(", "),
      from,
      to,
      places: [],
    }),
  );
  return [...values, ...tables, ...inputs, ...listed, ...compareText(accepted.text, current.text)];
}

function toMap(lines: ReadonlySet<string> | null): Map<string, string> {
  return new Map([...(lines ?? [])].map((line) => [line, "listet"]));
}

function compareMaps(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): [string, string | null, string | null][] {
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort();
  return keys
    .map((key): [string, string | null, string | null] => [key, from.get(key) ?? null, to.get(key) ?? null])
    .filter(([, a, b]) => a !== b);
}

/** Lines that are in one text and not in the other, by longest common subsequence, deletions first. */
function compareText(from: string, to: string): Drift[] {
  const a = from.split("\n");
  const b = to.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const below = lengths[i + 1] as Uint32Array;
      const row = lengths[i] as Uint32Array;
      row[j] =
        left[i] === right[j]
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  const drifts: Drift[] = [];
  const line = (n: number, was: string | null, is: string | null): void => {
    if ((was ?? "").trim() !== "" || (is ?? "").trim() !== "") {
      drifts.push({ kind: "text", what: `linje ${start + n + 1}`, from: was, to: is, places: [] });
    }
  };
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const goDown =
      j >= right.length || (i < left.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0));
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i += 1;
      j += 1;
    } else if (goDown) {
      line(i, left[i] as string, null);
      i += 1;
    } else {
      line(j, null, right[j] as string);
      j += 1;
    }
  }
  return pairUp(drifts);
}

/** A line taken out right before one put in is one line that changed. */
function pairUp(drifts: readonly Drift[]): Drift[] {
  const paired: Drift[] = [];
  const removed: Drift[] = [];
  for (const drift of drifts) {
    if (drift.to === null) removed.push(drift);
    else {
      const earlier = removed.shift();
      paired.push(earlier ? { ...drift, from: earlier.from } : drift);
    }
  }
  return [...paired, ...removed];
}
