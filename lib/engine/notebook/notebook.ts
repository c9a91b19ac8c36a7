import { createHash } from "node:crypto";
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
  const faults: string[] = [];
  const cells = Array.isArray(json.cells) ? json.cells : [];
  if (!Array.isArray(json.cells)) faults.push(`"cells" must be a list, but is ${nameOf(json.cells)}`);
  const taken = new Set<string>();
  const read = cells.map((cell, i) => readCell(cell, i, taken, faults));
  if (faults.length > 0) {
    throw new ContentError(`${file} is not a valid notebook:\n${faults.map((f) => `  ${f}`).join("\n")}`);
  }
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: isObject(json.metadata) ? json.metadata : {},
    cells: read as Cell[],
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

function readCell(cell: unknown, i: number, taken: Set<string>, faults: string[]): Cell | undefined {
  const where = `cell ${i + 1}`;
  if (!isObject(cell)) {
    faults.push(`${where} must be an object, but is ${nameOf(cell)}`);
    return;
  }
  const type = cell.cell_type;
  if (type !== "code" && type !== "markdown" && type !== "raw") {
    faults.push(`${where}: "cell_type" must be code, markdown or raw, but is ${JSON.stringify(type)}`);
    return;
  }
  const source = joined(cell.source);
  if (source === undefined) {
    faults.push(`${where}: "source" must be text or a list of texts, but is ${nameOf(cell.source)}`);
    return;
  }
  const common = {
    id: cellId(cell.id, i, source, taken),
    metadata: isObject(cell.metadata) ? cell.metadata : {},
    source,
  };
  if (type !== "code") {
    const attachments = isObject(cell.attachments)
      ? { attachments: cell.attachments as Record<string, MimeBundle> }
      : {};
    return { cell_type: type, ...common, ...attachments };
  }
  if (cell.outputs !== undefined && !Array.isArray(cell.outputs)) {
    faults.push(`${where}: "outputs" must be a list, but is ${nameOf(cell.outputs)}`);
    return;
  }
  const outputs = (cell.outputs ?? []).map((output: unknown, k: number) =>
    readOutput(output, `${where}, output ${k + 1}`, faults),
  );
  const count = typeof cell.execution_count === "number" ? cell.execution_count : null;
  return { cell_type: "code", ...common, execution_count: count, outputs: outputs as Output[] };
}

function readOutput(output: unknown, where: string, faults: string[]): Output | undefined {
  if (!isObject(output)) {
    faults.push(`${where} must be an object, but is ${nameOf(output)}`);
    return;
  }
  const metadata = isObject(output.metadata) ? output.metadata : {};
  const data = Object.fromEntries(
    Object.entries(isObject(output.data) ? output.data : {}).map(([mime, value]) => [
      mime,
      isJsonMime(mime) ? value : (joined(value) ?? value),
    ]),
  );
  switch (output.output_type) {
    case "stream":
      return {
        output_type: "stream",
        name: output.name === "stderr" ? "stderr" : "stdout",
        text: joined(output.text) ?? "",
      };
    case "display_data":
      return { output_type: "display_data", data, metadata };
    case "execute_result": {
      const count = typeof output.execution_count === "number" ? output.execution_count : null;
      return { output_type: "execute_result", data, metadata, execution_count: count };
    }
    case "error":
      return {
        output_type: "error",
        ename: String(output.ename ?? ""),
        evalue: String(output.evalue ?? ""),
        traceback: Array.isArray(output.traceback) ? output.traceback.map(String) : [],
      };
    default:
      faults.push(
        `${where}: "output_type" must be stream, display_data, execute_result or error, but is ${JSON.stringify(output.output_type)}`,
      );
      return;
  }
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

function joined(text: unknown): string | undefined {
  if (typeof text === "string") return text;
  if (Array.isArray(text) && text.every((line) => typeof line === "string")) return text.join("");
  return undefined;
}

/** Texts are made well-formed: half a character (a lone surrogate) is nothing that Jupyter can save. */
function sortKeys(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return "missing";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
