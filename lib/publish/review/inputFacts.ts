import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Notebook, parseNotebook } from "../../engine/notebook/notebook.js";
import { inputHashes } from "../../ground/edition/provenance.js";
import { editionYears, projectRoot } from "../../ground/project.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import { type OpenEdition, openEdition } from "../../survey/edition/openEdition.js";
import { choiceName, inOrder, readChoice } from "../open/chosen.js";
import { inOneLine } from "./oneLine.js";
import { type Digest, keyFact, NOT_PUBLIC } from "./secretKey.js";

/** What a note is made of but its answers, a fact a line: `file⇥what⇥field` → value. */
export type InputFacts = ReadonlyMap<string, string>;

/** In place of a field: in which order the rows or parts of a file stand, which tables and ties between answers follow. */
export const ORDER = "rekkefølgen";

/** Stands for a cell's place in its chapter, which is no field of its own. */
export const CELL = "celle";

/**
 * Reads everything that the note of a year is made of, but its answers and the library: the edition, the frame, the
 * questionnaire and its rules, the published figures, those of the years that it is compared with, what was chosen to be
 * kept back, the cells of its chapters. Files that mean the same give the same facts, however they are saved.
 *
 * Rows of the log say what is not public, so of each there is a digest. That an answer was wrong, and how, tells of it:
 * of those that are not public all rows have one digest together.
 * @param digest Null without the key: then the digests are left empty.
 * @param hides Whether the answer of a record to an item is withheld or kept back.
 * @throws {ContentError} When a file can't be used.
 */
export async function inputFacts(
  year: number,
  digest: Digest | null,
  hides: (id: string, item: string) => boolean,
): Promise<InputFacts> {
  const facts = new Map<string, string>();
  const own = openEdition(year);
  for (const [path, hash] of inputHashes(projectRoot, year))
    addFile(facts, path, hash, own, { digest, hides });
  facts.set(...keyFact(year, digest));
  const choice = readChoice(year);
  if (choice) facts.set(`${choiceName(year)}\t\t`, digest?.(inOrder(choice)) ?? "");
  const { items } = own.questionnaire;
  const compared = new Set(Object.values(items).map((item) => item.comparability.with));
  for (const other of [...compared].filter((one) => one !== year).sort()) {
    const edition = openEdition(other);
    for (const [path, hash] of inputHashes(projectRoot, other))
      if (path.startsWith(`data/${other}/`)) addFile(facts, path, hash, edition, { digest, hides });
    if (!editionYears().includes(other)) continue;
    const { tiltak } = await loadSurvey(edition);
    const columns = tiltak.columnNames().map((name) => [name, [...tiltak.array(name)]]);
    facts.set(`data/${other}/raw\tsvarene etter loggen\t`, digest?.(columns) ?? "");
  }
  return facts;
}

/** The number of each cell of the chapters, from 1: `file⇥id` → number. */
export function cellNumbers(year: number): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const path of inputHashes(projectRoot, year).keys())
    if (path.endsWith(".ipynb"))
      readChapter(path).cells.forEach(({ id }, i) => {
        numbers.set(`${path}\t${id}`, i + 1);
      });
  return numbers;
}

interface Sealing {
  readonly digest: Digest | null;
  readonly hides: (id: string, item: string) => boolean;
}

type Fact = readonly [what: string, field: string, value: string];

function addFile(
  facts: Map<string, string>,
  path: string,
  hash: string,
  edition: OpenEdition,
  sealing: Sealing,
): void {
  for (const [what, field, value] of factsOf(path, hash, edition, sealing)) {
    const rules = field.startsWith("rules.") || field.startsWith("logRules.");
    const file =
      rules && path.endsWith("/questionnaire.ts") ? path.replace(/questionnaire\.ts$/, "rules.ts") : path;
    facts.set([file, inOneLine(what), inOneLine(field)].join("\t"), inOneLine(value));
  }
}

function factsOf(path: string, hash: string, edition: OpenEdition, { digest, hides }: Sealing): Fact[] {
  const rows = <T extends object>(list: readonly T[], key: keyof T & string): Fact[] => [
    ["", ORDER, plainHash(list.map((row) => row[key]))],
    ...numbered(list.map((row) => [String(row[key]), row])).flatMap(([what, row]) =>
      flatten({ ...row, [key]: null }).map(([field, value]): Fact => [what, field, value]),
    ),
  ];
  const { year } = edition;
  const { workbook, log, name } = edition.private;
  switch (path) {
    case `data/${year}/edition.json`:
      return treeOf(edition.edition);
    case `data/${year}/frame.csv`:
      return rows(edition.frame, "organisasjonsnummer");
    case `data/${year}/reference/figures.csv`:
      return rows(edition.published.figures.map(recordOf), "id");
    case `data/${year}/reference/derived.csv`:
      return rows(edition.published.derived.map(recordOf), "address");
    case `data/${year}/figures.csv`:
      return rows((edition.published.earlier ?? []).map(recordOf), "address");
    case `data/${year}/questionnaire.ts`:
      return treeOf(edition.questionnaire.spec);
    case `data/${year}/rules.ts`:
      return [];
  }
  // The answers are facts of their own, and a workbook that was only saved again is no other.
  if (path === name(workbook) || path.includes("/raw/")) return [];
  if (path === name(log)) {
    const rows = edition.log.map(({ line, ...row }) => row);
    const isHidden = ({ id, field }: (typeof rows)[number]): boolean =>
      hides(id, field.split("__")[0] as string);
    // In which order answers were corrected says nothing, but for that of one answer.
    const hidden = rows
      .filter(isHidden)
      .sort((a, b) =>
        `${a.id}\t${a.field}` < `${b.id}\t${b.field}` ? -1 : a.id === b.id && a.field === b.field ? 0 : 1,
      );
    const entries = rows
      .filter((row) => !isHidden(row))
      .map(({ id, field, rule, ...rest }) => [`${id}, ${field}`, { rule, rest }] as const);
    return [
      ...numbered(entries).map(
        ([what, { rule, rest }]): Fact => [what, `regel ${rule}`, digest?.(rest) ?? ""],
      ),
      ...(hidden.length > 0 ? [["", NOT_PUBLIC, digest?.(hidden) ?? ""] as const] : []),
    ];
  }
  if (path.endsWith(".ipynb")) return cellsOf(readChapter(path));
  if (path.endsWith(".json")) {
    const json: unknown = JSON.parse(readFileSync(join(projectRoot, path), "utf8"));
    return treeOf(json);
  }
  return [["", "", hash.slice(0, 24)]];
}

const recordOf = <T>({ record }: { readonly record: T }): T => record;

function readChapter(path: string): Notebook {
  const file = join(projectRoot, path);
  return parseNotebook(existsSync(file) ? readFileSync(file, "utf8") : "", basename(path));
}

/** What a chapter is made of: not what Jupyter notes down of a run. */
function cellsOf({ cells, metadata }: Notebook): Fact[] {
  const { notat } = metadata;
  return [
    ...(notat ? [["", "metadata", plainHash(notat)] as const] : []),
    ["", "rekkefølgen av cellene", plainHash(cells.map(({ id }) => id))],
    ...cells.map((cell): Fact => {
      const { id, cell_type, source, metadata } = cell;
      const { jupyter, tags = [] } = metadata as { jupyter?: { source_hidden?: boolean }; tags?: unknown };
      const pictures = "attachments" in cell && cell.attachments ? [cell.attachments] : [];
      const text = source.replaceAll("\r\n", "\n");
      return [id, CELL, plainHash([cell_type, text, tags, jupyter?.source_hidden === true, ...pictures])];
    }),
  ];
}

function plainHash(of: unknown): string {
  return createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 12);
}

/** The leaves of data as facts; the order of its parts is one of them, that of the rules by itself. */
function treeOf(value: unknown): Fact[] {
  // An option that is only a label is the same as one that has a label.
  const leaves = flatten(value).map(([field, text]): Fact => ["", field.replace(OPTION_LABEL, "$1"), text]);
  const parts = (list: readonly Fact[]): string[] => [
    ...new Set(list.map(([, field]) => (OPTION.test(field) ? field : field.replace(/\.?[^.]*$/, "")))),
  ];
  const rules = leaves.filter(([, field]) => field.startsWith("rules."));
  const others = leaves.filter((leaf) => !rules.includes(leaf));
  return [
    ...leaves,
    ["", ORDER, plainHash(parts(others))],
    ...(rules.length > 0 ? [["", `rules.${ORDER}`, plainHash(parts(rules))] as const] : []),
  ];
}

const OPTION = /\.options\.[^.]+$/;
const OPTION_LABEL = /(\.options\.[^.]+)\.label$/;

/** The leaves of data, by their path: `items.effekter.options.kvalitet` → text. Entries of lists go by their key. */
function flatten(value: unknown, path: readonly string[] = []): [string, string][] {
  if (value === null || value === undefined || value === "" || typeof value === "function") return [];
  if (typeof value !== "object") return [[path.join("."), String(value)]];
  if (Array.isArray(value) && value.every((part) => typeof part !== "object"))
    return flatten(value.join("; "), path);
  return Object.entries(value).flatMap(([name, part]) => {
    const key = Array.isArray(value) ? (part as { key?: unknown } | null)?.key : undefined;
    return flatten(part, [...path, typeof key === "string" ? key : name]);
  });
}

/** What has the same name several times is told apart by its number. */
function numbered<T>(list: readonly (readonly [string, T])[]): [string, T][] {
  const met = new Map<string, number>();
  return list.map(([name, value]) => {
    const n = (met.get(name) ?? 0) + 1;
    met.set(name, n);
    return [n === 1 ? name : `${name} (${n})`, value];
  });
}
