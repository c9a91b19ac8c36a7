import { diffArrays } from "diff";
import type { NoteState } from "../note/collectState.js";
import type { AcceptedState } from "./acceptedState.js";

/** One thing that is not as accepted. `from` is null for what is new, `to` for what is gone. */
export interface Drift {
  readonly kind: "value" | "table" | "drawing" | "input" | "listed" | "text" | "statement";
  /** The address, the table's cell, the drawing's figure, the file, or the line number of the note's text. */
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Sentences and figures where it stands. */
  readonly places: readonly string[];
}

/**
 * What moved between the accepted state and this one: values, cells of figures and tables, drawings (`from` and `to`
 * are SVG), input files, what is listed of the answers, and lines of the text. In that order, each sorted as the
 * accepted files are.
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
  const carried = compareMaps(
    accepted.statements ?? current.statements ?? new Map(),
    current.statements ?? new Map(),
  );
  const statements = carried.map(([what, from, to]): Drift => {
    const [kind = "", text = ""] = what.split("\t");
    return { kind: "statement", what: `${STATEMENT_LABELS[kind] ?? kind}: ${text}`, from, to, places: [] };
  });
  const drawings = compareMaps(accepted.drawings, current.drawings).map(
    ([what, from, to]): Drift => ({ kind: "drawing", what: `Tegning ${what}`, from, to, places: [] }),
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
  return [
    ...values,
    ...tables,
    ...drawings,
    ...inputs,
    ...listed,
    ...compareText(accepted.text, current.text),
    ...statements,
  ];
}

function toMap(lines: ReadonlySet<string> | null): Map<string, string> {
  return new Map([...(lines ?? [])].map((line) => [line, "listet"]));
}

const STATEMENT_LABELS: Readonly<Record<string, string>> = {
  claim: "Påstand",
  exception: "Unntak",
  name: "Navn",
  fact: "Opplysning",
};

function compareMaps(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): [string, string | null, string | null][] {
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort();
  return keys
    .map((key): [string, string | null, string | null] => [key, from.get(key) ?? null, to.get(key) ?? null])
    .filter(([, a, b]) => a !== b);
}

/** Lines of the text that came, went or changed: a line taken out where one is put in is one line that changed. */
function compareText(from: string, to: string): Drift[] {
  const drifts: Drift[] = [];
  let line = 1;
  let removed: readonly string[] = [];
  const settle = (added: readonly string[]): void => {
    const earlier = pairUp(removed, added);
    const text = (what: number, from: string | null, to: string | null): void =>
      void drifts.push({ kind: "text", what: `linje ${what}`, from, to, places: [] });
    for (const from of removed) if (!earlier.includes(from)) text(line, from, null);
    added.forEach((to, i) => {
      text(line + i, earlier[i] ?? null, to);
    });
    removed = [];
  };
  for (const change of diffArrays(linesOf(from), linesOf(to))) {
    if (change.removed) removed = change.value;
    else {
      settle(change.added ? change.value : []);
      line += change.value.length;
    }
  }
  settle([]);
  return drifts;
}

/**
 * For each line that was put in the line taken out that it came from: the most alike, each used once; null for none.
 * One line where one stood is that line, however unlike.
 */
function pairUp(removed: readonly string[], added: readonly string[]): (string | null)[] {
  if (removed.length === 1 && added.length === 1) return [...removed];
  const free = new Set(removed);
  return added.map((to) => {
    const [best] = [...free]
      .map((from) => ({ from, likeness: likeness(from, to) }))
      .filter(({ likeness }) => likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness);
    if (!best) return null;
    free.delete(best.from);
    return best.from;
  });
}

/** Below this share of common words, two lines are two things. */
const ALIKE = 0.4;

/** The share of words that two lines have in common (Dice). */
function likeness(a: string, b: string): number {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const common = [...x].filter((word) => y.has(word)).length;
  return x.size + y.size === 0 ? 1 : (2 * common) / (x.size + y.size);
}

const wordsOf = (line: string): Set<string> => new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu));

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
