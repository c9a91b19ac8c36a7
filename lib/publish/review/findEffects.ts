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
  /** Both are empty where it is known only that it is another; both are the same for a sentence that only moved. */
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
  const cells = compareTables(accepted.tables, current.tables);
  const ids = [...new Set([...drawings, ...cells].map(([id]) => id))].sort();
  return ids.flatMap((id) => [...drawings, ...cells].flatMap(([of, drift]) => (of === id ? [drift] : [])));
}

interface Row {
  readonly label: string;
  /** Column → value. */
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * Cells that moved, and rows that came or went, each once: rows that begin alike are paired by all that they say, and that
 * some only stand elsewhere is told once.
 */
function compareTables(from: AcceptedState["tables"], to: AcceptedState["tables"]): [string, Drift][] {
  const [before, after] = [rowsByBeginning(from), rowsByBeginning(to)];
  const groups = [...new Set([...before.keys(), ...after.keys()])].sort();
  return groups.flatMap((group) => {
    const [id = ""] = group.split("\t");
    const one = (what: string, from: string | null, to: string | null): [string, Drift] => [
      id,
      { kind: "table", cause: false, what: `${id} / ${what}`, from, to, places: [] },
    ];
    const pairs = pairRows(before.get(group) ?? [], after.get(group) ?? []);
    const saidBy = (list: readonly (Row | null | undefined)[]): string[] =>
      list.flatMap((row) => (row ? rowInWords(row) : []));
    const gone = saidBy(pairs.map(([old, own]) => (own ? null : old)));
    const elsewhere = saidBy(pairs.map(([old, own]) => (old ? null : own))).filter((row) =>
      gone.includes(row),
    );
    const told = pairs.flatMap(([old, own]) => {
      if (!old || !own) {
        const row = (own ?? old) as Row;
        const said = rowInWords(row);
        if (elsewhere.includes(said)) return [];
        return [one(row.label, old ? said : null, own ? said : null)];
      }
      return compareMaps(old.cells, own.cells).map(([column, a, b]) =>
        one(`${own.label} / ${column}`, a && numeral(a), b && numeral(b)),
      );
    });
    return elsewhere.length === 0 ? told : [...told, one(`${group.split("\t")[1]}, rekkefølgen`, "", "")];
  });
}

/** `table⇥first cell` → its rows in order: those that begin alike are numbered from the second on. */
function rowsByBeginning(tables: AcceptedState["tables"]): Map<string, Row[]> {
  const rows = new Map<string, Map<string, string>>();
  for (const [key, value] of tables) {
    const [id = "", label = "", column = ""] = key.split("\t");
    const row = `${id}\t${label}`;
    rows.set(row, (rows.get(row) ?? new Map()).set(column, value));
  }
  const groups = new Map<string, [number, Row][]>();
  for (const [key, cells] of rows) {
    const [id = "", label = ""] = key.split("\t");
    const [, first = label, n = "1"] = /^(.*) \((\d+)\)$/.exec(label) ?? [];
    const group = rows.has(`${id}\t${first}`) ? `${id}\t${first}` : key;
    groups.set(group, [...(groups.get(group) ?? []), [group === key ? 1 : Number(n), { label, cells }]]);
  }
  return new Map(
    [...groups].map(([group, list]) => [group, list.sort(([a], [b]) => a - b).map(([, row]) => row)]),
  );
}

function pairRows(from: readonly Row[], to: readonly Row[]): [Row | null, Row | null][] {
  const pairs: [Row | null, Row | null][] = [];
  let [i, j] = [0, 0];
  let removed: readonly Row[] = [];
  const settle = (added: readonly Row[]): void => {
    const origins = pairUp(removed.map(rowInWords), added.map(rowInWords));
    const free = [...removed];
    added.forEach((own, at) => {
      const found = free.findIndex((row) => rowInWords(row) === origins[at]);
      pairs.push([found < 0 ? null : (free.splice(found, 1)[0] as Row), own]);
    });
    for (const old of free) pairs.push([old, null]);
    removed = [];
  };
  for (const change of diffArrays(from.map(rowInWords), to.map(rowInWords))) {
    const n = change.value.length;
    if (change.removed) {
      removed = from.slice(i, i + n);
      i += n;
    } else if (change.added) {
      settle(to.slice(j, j + n));
      j += n;
    } else {
      settle([]);
      i += n;
      j += n;
    }
  }
  settle([]);
  return pairs;
}

/** `Andel 41,9; Antall 181` */
function rowInWords({ cells }: Row): string {
  return [...cells]
    .filter(([, value]) => value !== "")
    .map(([column, value]) => `${column} ${numeral(value)}`)
    .sort()
    .join("; ");
}

const numeral = (value: string): string => (/^-?\d+\.\d+$/.test(value) ? value.replace(".", ",") : value);

/**
 * Claims and exceptions that came, went, or rest on something else: as `what` has it, of which chapter.
 * A claim or exception whose words changed is one that changed.
 */
export function compareStatements(
  accepted: Pick<AcceptedState, "statements">,
  current: Pick<AcceptedState, "statements">,
): StatementDrift[] {
  const moved = compareMaps(renumbered(accepted.statements, current.statements), current.statements);
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

/** Statements with the same words are numbered in their chapter: those that are the same get the number that they have now. */
function renumbered(from: AcceptedState["statements"], to: AcceptedState["statements"]): Map<string, string> {
  const [before, after] = [byWords(from), byWords(to)];
  return new Map(
    [...before].flatMap(([words, old]) => {
      const free = new Map(after.get(words));
      const same = old.map(([, value]) => {
        const [key] = [...free].find(([, other]) => other === value) ?? [];
        if (key !== undefined) free.delete(key);
        return key;
      });
      let n = (after.get(words)?.length ?? 0) + 1;
      return old.map(([key, value], i): [string, string] => {
        const [next] = free.keys();
        const now = same[i] ?? (free.has(key) ? key : next) ?? (to.has(key) ? `${words} (${n++})` : key);
        free.delete(now);
        return [now, value];
      });
    }),
  );
}

/** `chapter⇥kind⇥text` without its number → what has it, in order. */
function byWords(statements: AcceptedState["statements"]): Map<string, [string, string][]> {
  const groups = new Map<string, [string, string][]>();
  for (const [key, value] of statements) {
    const words = key.replace(/ \(\d+\)$/, "");
    const group = statements.has(words) ? words : key;
    groups.set(group, [...(groups.get(group) ?? []), [key, value]]);
  }
  return groups;
}

function toMap(lines: ReadonlySet<string>): Map<string, string> {
  return new Map([...lines].map((line) => [line, "listet"]));
}

/** Sentences that came, went or changed, each once, with the lines of the note's text that it stands in; then those that only moved. */
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
  const one = (what: string, from: string | null, to: string | null): Drift => ({
    kind: "text",
    cause: false,
    what,
    from,
    to,
    places: [],
  });
  const gone = new Map([...found.values()].flatMap((one) => (one.to === null ? [[one.from, one]] : [])));
  const moved = [...found.values()].filter(({ from, to }) => from === null && gone.has(to));
  const stays = [...found.values()].filter(
    (one) => !moved.includes(one) && !(one.to === null && moved.some(({ to }) => to === one.from)),
  );
  return [
    ...stays.map(({ from, to, lines }) => one(`linje ${lines.join(" og ")}`, from, to)),
    ...moved.map(({ to, lines }) => one(`flyttet til linje ${lines.join(" og ")}`, to, to)),
  ];
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
