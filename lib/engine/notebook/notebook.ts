import { createHash } from "node:crypto";
import * as v from "valibot";
import { ContentError } from "../../ground/errors.js";
import type { MimeBundle } from "./mime.js";

/**
 * A notebook in memory, always nbformat 4.5 and complete: every cell has an id, texts are whole strings
 * (on disk Jupyter cuts them into lines), JSON MIME types are values.
 */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Metadata;
  readonly cells: readonly Cell[];
}

export type Metadata = Readonly<Record<string, unknown>>;
export type Cell = CodeCell | TextCell;

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
  readonly attachments?: Readonly<Record<string, MimeBundle>>;
}

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}
export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}
export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
  readonly execution_count: number | null;
}
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** What a field that must be there is told to be. */
const MUST: Readonly<Record<string, string>> = {
  source: "must be text or a list of texts",
  cells: "must be a list",
};

const object = v.record(v.string(), v.unknown());
/** What foreign tools leave out or fill with something else is taken for nothing; what cells hold is not. */
const metadata = v.fallback(object, {});
const count = v.fallback(v.nullable(v.number()), null);
/** Text, which on disk may be cut into lines. */
const text = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((lines) => (typeof lines === "string" ? lines : lines.join(""))),
);
const data = v.pipe(
  v.fallback(object, {}),
  v.transform((bundle): MimeBundle => {
    const asText = (value: unknown): unknown => (v.is(text, value) ? v.parse(text, value) : value);
    const entries = Object.entries(bundle);
    return Object.fromEntries(
      entries.map(([mime, value]) => [mime, isJsonMime(mime) ? value : asText(value)]),
    );
  }),
);
const asText = v.pipe(
  v.unknown(),
  v.transform((value) => String(value ?? "")),
);

const output = v.variant(
  "output_type",
  [
    v.object({
      output_type: v.literal("stream"),
      name: v.fallback(v.picklist(["stdout", "stderr"]), "stdout"),
      text: v.fallback(text, ""),
    }),
    v.object({ output_type: v.literal("display_data"), data, metadata }),
    v.object({ output_type: v.literal("execute_result"), data, metadata, execution_count: count }),
    v.object({
      output_type: v.literal("error"),
      ename: v.optional(asText, ""),
      evalue: v.optional(asText, ""),
      traceback: v.fallback(v.array(asText), []),
    }),
  ],
  "must be stream, display_data, execute_result or error",
);

const common = { id: v.optional(v.unknown()), metadata, source: text };
const attachments = v.exactOptional(v.fallback(v.record(v.string(), object), {}));
const cell = v.variant(
  "cell_type",
  [
    v.object({
      cell_type: v.literal("code"),
      ...common,
      execution_count: count,
      outputs: v.optional(v.array(output, "must be a list"), []),
    }),
    v.object({ cell_type: v.picklist(["markdown", "raw"]), ...common, attachments }),
  ],
  "must be code, markdown or raw",
);

const notebookShape = v.object({ metadata, cells: v.array(cell) });

/** Each fault with its place: `cell 3, output 1: "output_type" must be …, but is "pyout"`. */
function faultsOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const told = issues.map(({ path = [], message, input }) => {
    const keys = path.map(({ key }) => key);
    const field = keys.at(-1);
    const places = keys.flatMap((key) => (typeof key === "number" ? [key + 1] : []));
    const where = places.map((place, i) => `${["cell", "output"][i]} ${place}`).join(", ");
    if (typeof field !== "string") return `${where} must be an object, but is ${nameOf(input)}`;
    const value = path.at(-1)?.value;
    const came = typeof value === "string" ? JSON.stringify(value) : nameOf(value);
    const must = MUST[field] ?? message;
    return `${where ? `${where}: ` : ""}"${field}" ${must}, but is ${came}`;
  });
  return told.map((fault) => `  ${fault}`).join("\n");
}

/**
 * Reads an .ipynb of nbformat 4.0–4.5, checks its shape and completes it to 4.5.
 *
 * Cells without an id get one that depends only on their place and text, so that it is the same in every run.
 * @param text The file's text.
 * @param file Its name, for the errors.
 * @throws ContentError with every fault of the shape, and its place.
 * @example parseNotebook(readFileSync("a.ipynb", "utf8"), "a.ipynb").cells[0].source
 */
export function parseNotebook(text: string, file: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (e) {
    throw new ContentError(`${file} must be a Jupyter notebook, but is not JSON: ${(e as Error).message}.`);
  }
  if (!isObject(json)) throw new ContentError(`${file} must hold a notebook, but holds ${nameOf(json)}.`);
  if (json.nbformat !== 4) {
    const came =
      json.nbformat === undefined ? "has no nbformat" : `has nbformat ${JSON.stringify(json.nbformat)}`;
    throw new ContentError(
      `${file} must be a notebook of nbformat 4, but ${came}.\n  Open and save it in a current JupyterLab, which converts it.`,
    );
  }
  const read = v.safeParse(notebookShape, json);
  if (!read.success) throw new ContentError(`${file} is not a valid notebook:\n${faultsOf(read.issues)}`);
  const { cells, metadata } = read.output;
  const taken = new Set<string>();
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    cells: cells.map(({ id, ...cell }, i) => ({ ...cell, id: cellId(id, i, cell.source, taken) })),
  };
}

/** As Jupyter itself saves: sorted keys, one space, texts as lists of lines, a final newline. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.cell_type === "code" ? { outputs: cell.outputs.map(outputOnDisk) } : {}),
  }));
  return `${JSON.stringify(sortKeys({ ...notebook, cells }), null, 1)}\n`;
}

/** Has this cell the tag? Tags that count here: `skip-execution`, `raises-exception`. */
export function hasTag(cell: Cell, tag: string): boolean {
  return Array.isArray(cell.metadata.tags) && cell.metadata.tags.includes(tag);
}

/** `application/json` and everything `+json` holds values; every other MIME type holds text (or base64). */
export function isJsonMime(mime: string): boolean {
  return mime === "application/json" || mime.endsWith("+json");
}

function cellId(given: unknown, i: number, source: string, taken: Set<string>): string {
  let id = typeof given === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(given) ? given : "";
  for (let n = 0; id === "" || taken.has(id); n++) {
    id = createHash("sha256").update(`${i}\n${n}\n${source}`).digest("hex").slice(0, 8);
  }
  taken.add(id);
  return id;
}

function outputOnDisk(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    typeof value === "string" && !isJsonMime(mime) ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function lines(text: string): string[] {
  return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Texts are made well-formed: half a character (a lone surrogate) is nothing that Jupyter can save. */
function sortKeys(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key.toWellFormed(), sortKeys(value[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return "missing";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
