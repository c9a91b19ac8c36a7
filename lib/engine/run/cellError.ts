import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import { type Place, sourcePlace } from "../convert/sourcePlace.js";

/** Why a cell failed, with Jupyter's own fields. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  /** The innermost place in a cell's TypeScript, by the cell's execution count; null when no cell is in the stack. */
  readonly place: (Place & { readonly cell: number }) | null;
}

/** A cell that has run: what was written, and the JavaScript that tslab made of it. */
export interface RunCell {
  readonly source: string;
  readonly output: string;
}

const CELL_FRAME = /cell-(\d+)\.ts:(\d+)(?::(\d+))?/;

const TSLAB_INTERRUPTED = "Interrupted asynchronously";

/** The line of JavaScript that Node's vm puts before the stack of what is thrown through it. */
const VM_HEAD = /^\S.*:\d+\n.*\n *\^+\n+/;

/**
 * An error for what a cell threw: frames in cells point at their TypeScript, frames of tslab, Node and ours are left out.
 * @param thrown Anything: cells may throw texts.
 * @param cells By execution count.
 */
export function thrownError(thrown: unknown, cells: ReadonlyMap<number, RunCell>): CellError {
  try {
    return describe(thrown, cells);
  } catch (e) {
    // A proxy or a getter that throws when it is asked.
    const why = e instanceof Error ? e.message : String(e);
    return plainError("Thrown", `Something that throws itself when it is looked at: ${why}`);
  }
}

function describe(thrown: unknown, cells: ReadonlyMap<number, RunCell>): CellError {
  const isError = thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
  if (!isError) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`], place: null };
  }
  const { name, message, code } = thrown as NodeJS.ErrnoException;
  if (message === TSLAB_INTERRUPTED) {
    const still = "What it has started goes on, and may still print.";
    return plainError("Interrupted", `The cell was interrupted while it waited. ${still}`);
  }
  if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED")
    return plainError("Interrupted", "The cell was interrupted.");
  let first: CellError["place"] = null;
  const lines: string[] = [];
  // The author's own mistake, found by the library: its sentence, then the place; where it was found says nothing.
  const isOwn = name === "ContentError" || name === "UsageError";
  if (isOwn) lines.push(...String(message).split("\n"));
  const stack = isOwn ? String((thrown as Error).stack) : inspect(thrown).replace(VM_HEAD, "");
  for (const line of stack.replace(NO_CAUSE, "").split("\n")) {
    const frame = CELL_FRAME.exec(line);
    const place = frame && placeOf(frame, cells);
    if (place) {
      first ??= place;
      if (!isOwn)
        lines.push(plainFrame(line.replace(CELL_FRAME, `In [${place.cell}]:${place.line}:${place.column}`)));
    } else if (!frame && !isOwn && !isOurFrame(line)) lines.push(plainFrame(line));
  }
  const shown = first ? codeFrame(cells.get(first.cell)!.source, first, `In [${first.cell}]`) : [];
  return { ename: String(name), evalue: String(message), traceback: [...lines, ...shown], place: first };
}

/**
 * A printed stack (`console.error(e)`) as that of an error that is thrown: places in the TypeScript, and no frames of
 * tslab, Node and ours. All other text is as it is.
 */
export function withPlainStack(text: string, cells: ReadonlyMap<number, RunCell>): string {
  if (!CELL_FRAME.test(text)) return text;
  const lines = text.split("\n").flatMap((line) => {
    if (!IS_FRAME.test(line)) return [line];
    const frame = CELL_FRAME.exec(line);
    const place = frame && placeOf(frame, cells);
    if (place)
      return [plainFrame(line.replace(CELL_FRAME, `In [${place.cell}]:${place.line}:${place.column}`))];
    return frame || isOurFrame(line) ? [] : [line];
  });
  return lines.join("\n");
}

/** An error for a cell that TypeScript refuses. */
export function diagnosticsError(
  diagnostics: readonly Diagnostic[],
  source: string,
  cell: number,
): CellError {
  const texts = diagnostics.map((d) => {
    const where = `${d.fileName ? `${d.fileName} ` : ""}${d.start.line + 1}:${d.start.character + 1}`;
    return `${where} - ${d.messageText}${d.code ? ` (TS${d.code})` : ""}`;
  });
  const own = diagnostics.find((d) => !d.fileName);
  const place = own ? { cell, line: own.start.line + 1, column: own.start.character + 1 } : null;
  const traceback = diagnostics.flatMap((d, i) => {
    if (d.fileName) return [texts[i]!];
    return [
      texts[i]!,
      ...codeFrame(source, { line: d.start.line + 1, column: d.start.character + 1 }, `In [${cell}]`),
    ];
  });
  return { ename: "TypeScriptError", evalue: texts.join("\n"), traceback, place };
}

function placeOf(frame: RegExpExecArray, cells: ReadonlyMap<number, RunCell>): CellError["place"] {
  const cell = Number(frame[1]);
  const run = cells.get(cell);
  // After the last line comes tslab's call of its function around the cell.
  if (!run || Number(frame[2]) > run.output.split("\n").length) return null;
  const place = sourcePlace(run.source, run.output, {
    line: Number(frame[2]),
    column: Number(frame[3] ?? 1),
  });
  return place && { cell, ...place };
}

// A function of an earlier cell is called through tslab's exports, which Node takes for its object.
const plainFrame = (line: string) => line.replace(/^( +at )Proxy\./, "$1");

const IS_FRAME = /^ +at /;
const LIBRARY = new URL("../../", import.meta.url).href;
/** What `inspect` adds of an error that was made with a cause that is none. */
const NO_CAUSE = / \{\n +\[cause\]: undefined\n\}$|\n +\[cause\]: undefined,?(?=\n)/g;
const FOREIGN_FRAME =
  /^ +at (.*(node:internal|node:vm|node:events|[\\/]node_modules[\\/])|new Promise \(<anonymous>\)$|async Promise\.\w+ \(index \d+\)$)/;
/** Whether a line of a stack is in Node, this library or a package, and so says nothing to the author of a cell. */
function isOurFrame(line: string): boolean {
  return IS_FRAME.test(line) && (line.includes(LIBRARY) || FOREIGN_FRAME.test(line));
}

/** The lines about a place, the place marked. */
function codeFrame(source: string, place: Place, title: string): string[] {
  const lines = source.split("\n");
  const from = Math.max(1, place.line - 2);
  const to = Math.min(lines.length, place.line + 2);
  const width = String(to).length;
  const frame = ["", `${title}, line ${place.line}, column ${place.column}:`];
  for (let n = from; n <= to; n++) {
    frame.push(`${n === place.line ? ">" : " "} ${String(n).padStart(width)} | ${lines[n - 1]}`.trimEnd());
    if (n === place.line) frame.push(`  ${" ".repeat(width)} | ${" ".repeat(place.column - 1)}^`);
  }
  return frame;
}

/** An error of ours, which has no stack. */
export function plainError(ename: string, evalue: string): CellError {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`], place: null };
}
