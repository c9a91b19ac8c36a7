import { basename } from "node:path";
import { diffArrays } from "diff";
import { sentencesIn } from "../../ground/text/sentences.js";
import type { NoteState } from "../note/collectState.js";
import type { AcceptedState } from "./acceptedState.js";
import { compareMaps, pairUp } from "./compare.js";

/** A claim or exception that is not as accepted, with its key in the state. */
export type StatementDrift = Drift & { readonly key: string };

/** One thing that is not as accepted. `from` is null for what is new, `to` for what is gone. */
export interface Drift {
  readonly kind:
    | "answer"
    | "input"
    | "statement"
    | "library"
    | "value"
    | "table"
    | "drawing"
    | "text"
    | "listed";
  /** True for what somebody changed; false for what follows. */
  readonly cause: boolean;
  /** What moved, in bokmål; for a sentence the lines of the note's text that it stands in. */
  readonly what: string;
  /** Both are empty where it is known only that it is another. */
  readonly from: string | null;
  readonly to: string | null;
  /** Where it stands, or where a change comes from: chapter and cell, or line and rule of the log. */
  readonly places: readonly string[];
}

/**
 * What of the note is another than the accepted one: numbers, drawings, cells of figures and tables, sentences, the
 * numbers of claims, and what is listed of the answers. Each thing once.
 * @param causes What was changed; what is told there is not told again.
 * @returns In that order. Empty when the note is the accepted one.
 */
export function findEffects(
  accepted: AcceptedState,
  current: AcceptedState,
  state: NoteState,
  causes: readonly Drift[],
): Drift[] {
  const told = new Set(causes.filter(({ kind }) => kind === "statement").map(({ what }) => what));
  return [
    ...compareValues(accepted, current, state),
    ...compareFigures(accepted, current),
    ...compareText(accepted.text, current.text),
    ...compareStatements(accepted, current)
      .filter(({ what }) => !told.has(what))
      .map(({ key, ...drift }) => drift),
    ...compareMaps(toMap(accepted.listed), toMap(current.listed)).map(
      ([line, from, to]): Drift => ({
        kind: "listed",
        cause: false,
        what: line.split("\t").slice(0, 3).filter(Boolean).join(", "),
        from,
        to,
        places: [],
      }),
    ),
  ];
}

function compareValues(accepted: AcceptedState, current: AcceptedState, state: NoteState): Drift[] {
  const readable = (value: string | null): string | null => {
    if (value === null) return null;
    const [n = "", base = ""] = value.split("\t");
    return base === "" ? n : `${n} av ${base}`;
  };
  return compareMaps(accepted.values, current.values).map(
    ([what, from, to]): Drift => ({
      kind: "value",
      cause: false,
      what,
      from: readable(from),
      to: readable(to),
      places: placesOf(state.values.get(what)?.places ?? []),
    }),
  );
}

/** `3.2-kostnader, celle 4 og 7`: the sentences themselves are told once, among the sentences. */
function placesOf(places: readonly { readonly file: string; readonly cell: number }[]): string[] {
  const cells = new Map<string, Set<number>>();
  for (const { file, cell } of places) {
    const chapter = basename(file, ".ipynb");
    cells.set(chapter, (cells.get(chapter) ?? new Set()).add(cell));
  }
  return [...cells].map(([chapter, numbers]) => `${chapter}, celle ${[...numbers].join(" og ")}`);
}

/** Figures and tables in the order of their ids: the drawings of each, then its cells. */
function compareFigures(accepted: AcceptedState, current: AcceptedState): Drift[] {
  const drawings = compareMaps(accepted.drawings, current.drawings).map(
    ([name, from, to]): [string, Drift] => [
      name.replace(/-smal$/, ""),
      { kind: "drawing", cause: false, what: `Tegning ${name}`, from, to, places: [] },
    ],
  );
  const cells = compareMaps(accepted.tables, current.tables).map(([cell, from, to]): [string, Drift] => [
    cell.split("\t")[0] ?? "",
    { kind: "table", cause: false, what: cell.replaceAll("\t", " / "), from, to, places: [] },
  ]);
  const ids = [...new Set([...drawings, ...cells].map(([id]) => id))].sort();
  return ids.flatMap((id) => [...drawings, ...cells].flatMap(([of, drift]) => (of === id ? [drift] : [])));
}

/**
 * Claims and exceptions that came, went, or rest on something else: as `what` has it, of which chapter.
 * A claim or exception whose words changed is one that changed.
 */
export function compareStatements(
  accepted: Pick<AcceptedState, "statements">,
  current: Pick<AcceptedState, "statements">,
): StatementDrift[] {
  const moved = compareMaps(accepted.statements, current.statements);
  const gone = moved.filter(([, , to]) => to === null);
  const fresh = moved.filter(([, from]) => from === null);
  const text = ([key, from, to]: (typeof moved)[number]): string =>
    `${key}\t${(from ?? to ?? "").split("\t")[0]}`;
  const origins = pairUp(gone.map(text), fresh.map(text));
  const reworded = new Map(
    fresh.flatMap((one, i) => {
      const origin = gone.find((other) => text(other) === origins[i]);
      const sameChapter = origin?.[0].split("\t")[0] === one[0].split("\t")[0];
      return origin && sameChapter ? [[one, origin] as const] : [];
    }),
  );
  const taken = new Set([...reworded.values()]);
  return moved.flatMap((one): StatementDrift[] => {
    if (taken.has(one)) return [];
    const [key, own, to] = one;
    const origin = reworded.get(one);
    const from = origin ? origin[1] : own;
    const [chapter = "", kind = "", words = ""] = key.split("\t");
    const earlier = origin?.[0].split("\t")[2];
    const name = `${kind === "claim" ? "Påstand" : "Unntak"} «${words}»${earlier && earlier !== words ? ` (før «${earlier}»)` : ""}`;
    const parts = (line: string | null): string[] => line?.split("\t") ?? [];
    const [before, after] = [parts(from), parts(to)];
    // What is the same in both need not be read twice.
    const differing = [0, 1, 2].filter((i) => before[i] !== after[i]);
    const [first = 0] = differing;
    const shown = (line: readonly string[]): string | null =>
      line.length === 0 ? null : first === 2 ? `«${line[2] ?? ""}»` : (line[first] ?? "");
    const label =
      from === null || to === null || kind !== "claim" ? "" : [", vilkår", ", tall", ", setning"][first];
    return [
      {
        key,
        kind: "statement",
        cause: false,
        what: `${name}${label} (${chapter})`,
        from: shown(before),
        to: shown(after),
        places: [],
      },
    ];
  });
}

function toMap(lines: ReadonlySet<string>): Map<string, string> {
  return new Map([...lines].map((line) => [line, "listet"]));
}

/** Sentences that came, went or changed, each once, with the lines of the note's text that it stands in. */
function compareText(from: string, to: string): Drift[] {
  const found = new Map<string, { from: string | null; to: string | null; lines: number[] }>();
  const tell = (line: number, from: string | null, to: string | null): void => {
    const key = JSON.stringify([from, to]);
    const known = found.get(key);
    if (known) known.lines.push(line);
    else found.set(key, { from, to, lines: [line] });
  };
  let line = 1;
  let removed: readonly string[] = [];
  const settle = (added: readonly string[]): void => {
    const earlier = pairUp(removed, added);
    for (const from of removed) if (!earlier.includes(from)) tell(line, from, null);
    added.forEach((to, i) => {
      const from = earlier[i] ?? null;
      if (from === null) tell(line + i, null, to);
      else compareSentences(from, to, (a, b) => tell(line + i, a, b));
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
  return [...found.values()].map(
    ({ from, to, lines }): Drift => ({
      kind: "text",
      cause: false,
      what: `linje ${lines.join(" og ")}`,
      from,
      to,
      places: [],
    }),
  );
}

function compareSentences(
  from: string,
  to: string,
  tell: (from: string | null, to: string | null) => void,
): void {
  let removed: readonly string[] = [];
  const settle = (added: readonly string[]): void => {
    const earlier = pairUp(removed, added);
    for (const from of removed) if (!earlier.includes(from)) tell(from, null);
    added.forEach((to, i) => {
      tell(earlier[i] ?? null, to);
    });
    removed = [];
  };
  for (const change of diffArrays(sentencesIn(from), sentencesIn(to))) {
    if (change.removed) removed = change.value;
    else settle(change.added ? change.value : []);
  }
  settle([]);
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
