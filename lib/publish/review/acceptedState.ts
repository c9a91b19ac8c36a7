import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ContentError } from "../../ground/errors.js";
import type { Listed } from "../../survey/intake/listing.js";
import type { NoteState } from "../note/collectState.js";
import type { Drawings } from "../report/renderFigure.js";
import type { Statement } from "../report/statements.js";

/** The state that a reviewer has taken on, as text files of one fact a line, so that a pull request shows what moved. */
export interface AcceptedState {
  /** address → `n⇥base` */
  readonly values: ReadonlyMap<string, string>;
  /** `figure⇥row⇥column` → value */
  readonly tables: ReadonlyMap<string, string>;
  /** file → sha256 */
  readonly inputs: ReadonlyMap<string, string>;
  /** `kind⇥text` of what carries the text → its predicate, reason or source. Null of a state accepted without. */
  readonly statements: ReadonlyMap<string, string> | null;
  /** Figure's id, with `-smal` after it for small screens → its drawing as SVG, an element a line. */
  readonly drawings: ReadonlyMap<string, string>;
  /** The note as plain text. */
  readonly text: string;
  /** What is listed of the answers, by the lines of `toListed`; null in a state from before they were kept. */
  readonly listed: ReadonlySet<string> | null;
}

/** Where the accepted state of a year lies. */
export function acceptedFolder(root: string, year: number): string {
  return join(root, "data", String(year), "accepted");
}

/** The state that a run of the note has, in the shape of the accepted one. */
export function toAccepted(
  state: NoteState,
  inputs: ReadonlyMap<string, string>,
  note: {
    readonly text: string;
    readonly drawings: Readonly<Record<string, Drawings>>;
    readonly listed: readonly Listed[];
    readonly statements: readonly Statement[];
  },
): AcceptedState {
  const values = new Map(
    [...state.values.values()].map(({ address, n, base }) => [address, `${n ?? ""}\t${base ?? ""}`]),
  );
  const carried = note.statements.map(({ kind, text, detail }): [string, string] => [
    `${kind}\t${oneLine(text)}`,
    oneLine(detail),
  ]);
  const lines = (svg: string): string => `${svg.replaceAll("><", ">\n<")}\n`;
  const drawn = Object.entries(note.drawings).flatMap(([id, { wide, narrow }]): [string, string][] => [
    [id, lines(wide)],
    [`${id}-smal`, lines(narrow)],
  ]);
  return {
    values,
    tables: state.tables,
    inputs,
    statements: new Map(carried),
    drawings: new Map(drawn),
    text: note.text,
    listed: new Set(note.listed.map(({ line }) => line)),
  };
}

/** @returns Null when nothing has been accepted yet. */
export function readAccepted(root: string, year: number): AcceptedState | null {
  const folder = acceptedFolder(root, year);
  if (!existsSync(folder)) return null;
  const read = (name: string): string => {
    const path = join(folder, name);
    if (!existsSync(path))
      throw new ContentError(
        `data/${year}/accepted/ must have ${name}, but it is not there. Run notat accept.`,
      );
    return readFileSync(path, "utf8");
  };
  return {
    values: readLines(read("values.tsv"), 1),
    tables: readLines(read("tables.tsv"), 3),
    inputs: readLines(read("inputs.tsv"), 1),
    statements: existsSync(join(folder, "statements.tsv")) ? readLines(read("statements.tsv"), 2) : null,
    drawings: readDrawings(join(folder, DRAWINGS)),
    text: read("note.txt"),
    listed: readListed(root, year),
  };
}

/** The part of the accepted state that every build looks at: what is listed of the answers. Null when there is none. */
export function readListed(root: string, year: number): Set<string> | null {
  const path = join(acceptedFolder(root, year), "listed.tsv");
  if (!existsSync(path)) return null;
  return new Set(readLines(readFileSync(path, "utf8"), 4).keys());
}

/** Writes the accepted state as a whole: the earlier one stays until the new one is complete. */
export function writeAccepted(root: string, year: number, state: AcceptedState): void {
  const folder = acceptedFolder(root, year);
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "values.tsv"), printLines("address\tn\tbase", state.values));
  writeFileSync(join(fresh, "tables.tsv"), printLines("table\trow\tcolumn\tvalue", state.tables));
  writeFileSync(join(fresh, "inputs.tsv"), printLines("file\tsha256", state.inputs));
  writeFileSync(
    join(fresh, "statements.tsv"),
    printLines("kind\ttext\tdetail", state.statements ?? new Map()),
  );
  writeFileSync(join(fresh, "note.txt"), state.text);
  const listed = [...(state.listed ?? [])].sort().map((line) => `${line}\n`);
  writeFileSync(join(fresh, "listed.tsv"), `record\tfield\trule\tdigest\n${listed.join("")}`);
  mkdirSync(join(fresh, DRAWINGS));
  for (const [name, svg] of state.drawings) writeFileSync(join(fresh, DRAWINGS, `${name}.svg`), svg);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/** Tabs and line breaks would break a line of the accepted state in two. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const DRAWINGS = "figures";

/** None of an edition that was accepted without. */
function readDrawings(folder: string): Map<string, string> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".svg")) : [];
  return new Map(
    files.map((file) => [file.slice(0, -".svg".length), readFileSync(join(folder, file), "utf8")]),
  );
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
