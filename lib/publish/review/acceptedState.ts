import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import type { NoteState } from "../note/collectState.js";
import type { Drawings } from "../report/renderFigure.js";
import type { Statement } from "../report/statements.js";

/**
 * The state that a reviewer has taken on, as text files of one fact a line, so that a pull request shows what moved:
 * what the note is made of, what it is, and what carries its text.
 */
export interface AcceptedState {
  /** `id⇥item` → the clean answer; what is not public of a record as one digest. See answerFacts. */
  readonly answers: ReadonlyMap<string, string>;
  /** `file⇥what⇥field` → value, of everything else that the note is made of. See inputFacts. */
  readonly inputs: ReadonlyMap<string, string>;
  /** `chapter⇥kind⇥text` of claims and exceptions → `predicate or reason⇥numbers⇥sentence without its numbers` */
  readonly statements: ReadonlyMap<string, string>;
  /** What is listed of the answers: the lines of `toListed`, sealed. */
  readonly listed: ReadonlySet<string>;
  /** address → `n⇥base` */
  readonly values: ReadonlyMap<string, string>;
  /** `figure⇥row⇥column` → value */
  readonly tables: ReadonlyMap<string, string>;
  /** Figure's id, with `-smal` after it for small screens → its drawing as SVG, an element a line. */
  readonly drawings: ReadonlyMap<string, string>;
  /** Title page and note as plain text, a paragraph a line. */
  readonly text: string;
}

/** Where the accepted state of a year lies. */
export function acceptedFolder(root: string, year: number): string {
  return join(root, "data", String(year), "accepted");
}

/** The state that a run of the note has, in the shape of the accepted one. */
export function toAccepted(
  state: NoteState,
  made: {
    readonly answers: ReadonlyMap<string, string>;
    readonly inputs: ReadonlyMap<string, string>;
    readonly text: string;
    readonly drawings: Readonly<Record<string, Drawings>>;
    readonly listed: readonly string[];
    readonly statements: readonly Statement[];
  },
): AcceptedState {
  const { answers, inputs, text } = made;
  const values = new Map(
    [...state.values.values()].map(({ address, n, base }) => [address, `${n ?? ""}\t${base ?? ""}`]),
  );
  const lines = (svg: string): string => `${svg.replaceAll("><", ">\n<")}\n`;
  const drawn = Object.entries(made.drawings).flatMap(([id, { wide, narrow }]): [string, string][] => [
    [id, lines(wide)],
    [`${id}-smal`, lines(narrow)],
  ]);
  return {
    answers,
    inputs,
    statements: statementLines(made.statements),
    listed: new Set(made.listed),
    values,
    tables: state.tables,
    drawings: new Map(drawn),
    text,
  };
}

/** Claims and exceptions as lines; what the edition lets the text say is among the inputs. */
function statementLines(statements: readonly Statement[]): Map<string, string> {
  const lines = [...statementsByKey(statements)].map(([key, statement]): [string, string] => {
    const { predicate, numbers = "", sentence = "" } = statement;
    // The numbers of a sentence are values, which have lines of their own.
    const words = sentence.replace(/\d(?:[\d\u00a0 ,.]*\d)?/g, "…");
    return [key, [predicate, numbers, words].map(oneLine).join("\t")];
  });
  return new Map(lines);
}

/** The number of the cell in which each claim and exception stands, from 1: `chapter⇥kind⇥text` → number. */
export function cellsOfStatements(statements: readonly Statement[]): Map<string, number> {
  return new Map([...statementsByKey(statements)].map(([key, { cell }]) => [key, cell ?? 0]));
}

/** Claims and exceptions by `chapter⇥kind⇥text`; a text that a chapter has twice has its number after it. */
function statementsByKey(statements: readonly Statement[]): Map<string, Statement> {
  const known = new Map<string, Statement>();
  for (const statement of statements) {
    const { kind, file, text } = statement;
    if (kind !== "claim" && kind !== "exception") continue;
    const key = [basename(file, ".ipynb"), kind, oneLine(text)].join("\t");
    let n = 1;
    while (known.has(n === 1 ? key : `${key} (${n})`)) n += 1;
    known.set(n === 1 ? key : `${key} (${n})`, statement);
  }
  return known;
}

/**
 * @returns Null when nothing has been accepted yet.
 * @throws {ContentError} When the state is not whole, or is of two branches that nobody has put together.
 */
export function readAccepted(root: string, year: number): AcceptedState | null {
  const folder = acceptedFolder(root, year);
  if (!existsSync(folder)) return null;
  const missing: readonly string[] = FILES.filter((name) => !existsSync(join(folder, name)));
  const texts = new Map(
    FILES.filter((name) => !missing.includes(name)).map((name): [string, string] => [
      name,
      readText(join(folder, name)),
    ]),
  );
  const torn: readonly string[] = [...texts]
    .filter(([, text]) => /^(?:<{7}|>{7}) /m.test(text))
    .map(([name]) => name);
  const faults = [
    ...missing.map((name) => `mangler ${name}`),
    ...torn.map((name) => `har to grener ved siden av hverandre i ${name}`),
  ];
  if (faults.length > 0)
    throw new ContentError(
      `Den godtatte tilstanden i data/${year}/accepted/ må være hel, men ${faults.join(", ")}. Hent den fra versjonskontrollen, eller se over notatet og kjør notat accept.`,
    );
  const read = (name: string, width: number): Map<string, string> => readLines(texts.get(name) ?? "", width);
  return {
    answers: read("answers.tsv", 2),
    inputs: read("inputs.tsv", 3),
    statements: read("statements.tsv", 3),
    listed: new Set(read("listed.tsv", 4).keys()),
    values: read("values.tsv", 1),
    tables: read("tables.tsv", 3),
    drawings: readDrawings(join(folder, DRAWINGS)),
    text: texts.get("note.txt") ?? "",
  };
}

const FILES = [
  "answers.tsv",
  "inputs.tsv",
  "statements.tsv",
  "listed.tsv",
  "values.tsv",
  "tables.tsv",
  "note.txt",
] as const;

/** The part of the accepted state that every build looks at: what is listed of the answers. Null when there is none. */
export function readListed(root: string, year: number): Set<string> | null {
  const path = join(acceptedFolder(root, year), "listed.tsv");
  if (!existsSync(path)) return null;
  return new Set(readLines(readText(path), 4).keys());
}

/** The part of the accepted state that says with which key it was made. Null when there is none. */
export function readInputs(root: string, year: number): Map<string, string> | null {
  const path = join(acceptedFolder(root, year), "inputs.tsv");
  return existsSync(path) ? readLines(readText(path), 3) : null;
}

/** The files of an accepted state, by their paths in its folder. */
export function acceptedFiles(state: AcceptedState): Map<string, string> {
  const listed = [...state.listed].sort().map((line) => `${line}\n`);
  const files: [(typeof FILES)[number], string][] = [
    ["answers.tsv", printLines("record\titem\tanswer", state.answers)],
    ["inputs.tsv", printLines("file\twhat\tfield\tvalue", state.inputs)],
    ["statements.tsv", printLines("chapter\tkind\ttext\tpredicate\tnumbers\tsentence", state.statements)],
    ["values.tsv", printLines("address\tn\tbase", state.values)],
    ["tables.tsv", printLines("table\trow\tcolumn\tvalue", state.tables)],
    ["note.txt", state.text],
    ["listed.tsv", `record\tfield\trule\tdigest\n${listed.join("")}`],
  ];
  const drawings = [...state.drawings].map(([name, svg]): [string, string] => [
    `${DRAWINGS}/${name}.svg`,
    svg,
  ]);
  return new Map([...files, ...drawings]);
}

/** Writes the accepted state as a whole: the earlier one stays until the new one is complete. */
export function writeAccepted(root: string, year: number, state: AcceptedState): void {
  const folder = acceptedFolder(root, year);
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, DRAWINGS), { recursive: true });
  for (const [path, text] of acceptedFiles(state)) writeFileSync(join(fresh, path), text);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/** Tabs and line breaks would break a line of the accepted state in two. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** As it was written, also where a program has ended its lines as Windows does. */
const readText = (path: string): string => readFileSync(path, "utf8").replaceAll("\r\n", "\n");

const DRAWINGS = "figures";

/** None of an edition that was accepted without. */
function readDrawings(folder: string): Map<string, string> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".svg")) : [];
  return new Map(files.map((file) => [file.slice(0, -".svg".length), readText(join(folder, file))]));
}

function printLines(head: string, lines: ReadonlyMap<string, string>): string {
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${head}\n${sorted.map(([key, value]) => `${key}\t${value}\n`).join("")}`;
}

/** Lines of tab-separated fields, of which the first `width` are the key. */
function readLines(text: string, width: number): Map<string, string> {
  const lines = text
    .split("\n")
    .slice(1)
    .filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const fields = line.split("\t");
      return [fields.slice(0, width).join("\t"), fields.slice(width).join("\t")];
    }),
  );
}
