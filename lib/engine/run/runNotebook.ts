import { dirname } from "node:path";
import { type ConvertedCell, declarationsAfter } from "../convert/convertedCell.js";
import type { NotebookConverter } from "../convert/convertNotebook.js";
import { collectOutputs, type OutputCollector } from "../notebook/collectOutputs.js";
import { type CodeCell, hasTag, type Notebook } from "../notebook/notebook.js";
import { type CellError, plainError } from "./cellError.js";
import { howItDied, type NotebookProcess, type OrderEnd, startNotebookProcess } from "./notebookProcess.js";

/** Why a notebook failed: in Jupyter's words, with the cell and its place. */
export interface RunError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  /** The failing cell's index in `notebook.cells`. */
  readonly cell: number;
  /** The cell's execution count: `In [count]`. */
  readonly count: number;
  readonly source: string;
  /** Where in the TypeScript, from 1; `cell` is an index in `notebook.cells`, and can be an earlier cell's. */
  readonly place: { readonly cell: number; readonly line: number; readonly column: number } | null;
}

export interface RunResult {
  readonly executed: Notebook;
  readonly error: RunError | null;
}

export interface RunSettings {
  /** The notebook's path: cells run in its folder. */
  readonly file: string;
  /** Seconds for each cell. */
  readonly timeout: number;
  readonly env: Readonly<Record<string, string>>;
  readonly converter: NotebookConverter;
  /** No cell runs before it; its process starts and its cells are converted meanwhile. */
  readonly ready: Promise<void>;
  readonly signal: AbortSignal;
  /** Before each cell: the k-th of n that run, from 1. */
  onCell(k: number, n: number): void;
}

/** How long what the cells have left under way may go on after the last cell: a late error is to be seen, also on a busy machine. */
const DRAIN_SECONDS = 4;

/**
 * Runs a notebook's code cells in order, in a fresh Node process whose working folder is the notebook's.
 *
 * Empty cells and cells tagged `skip-execution` do not run; a failing cell ends the run unless it is tagged
 * `raises-exception`. What the cells gave until then is kept in any case.
 */
export async function runNotebook(notebook: Notebook, settings: RunSettings): Promise<RunResult> {
  const queue = cellsToRun(notebook);
  const outputs = collectOutputs();
  if (queue.length === 0) return { executed: withOutputs(notebook, queue, outputs, 0), error: null };

  const errors = new Map<number, CellError>();
  const mayFail = (count: number) => hasTag(queue[count - 1]!.cell, "raises-exception");
  const failed = () => [...errors].find(([count]) => !mayFail(count));
  let started = 0;
  const process = startNotebookProcess(dirname(settings.file), settings.env, (report) => {
    if (report.type === "started") started = report.count;
    if (!("cell" in report)) return;
    outputs.add(report);
    if (report.type !== "error") return;
    if (!errors.has(report.cell)) errors.set(report.cell, report.error);
  });
  const end = await runAll(queue, process, settings, mayFail, () => failed() !== undefined).finally(() => {
    process.stop();
    return process.ended;
  });
  if (end.kind === "timeout" || end.kind === "gone") {
    const error = stoppedError(end, settings.timeout);
    const count = Math.max(started, 1);
    outputs.add({ type: "error", cell: count, error });
    errors.delete(count);
    errors.set(count, error);
    return { executed: withOutputs(notebook, queue, outputs, started), error: runError(queue, count, error) };
  }
  const first = failed();
  return {
    executed: withOutputs(notebook, queue, outputs, started),
    error: first ? runError(queue, ...first) : null,
  };
}

interface QueuedCell {
  readonly cell: CodeCell;
  readonly index: number;
}

function cellsToRun(notebook: Notebook): QueuedCell[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution")
      ? [{ cell, index }]
      : [],
  );
}

async function runAll(
  queue: readonly QueuedCell[],
  process: NotebookProcess,
  settings: RunSettings,
  mayFail: (count: number) => boolean,
  hasFailed: () => boolean,
): Promise<OrderEnd> {
  settings.signal.addEventListener("abort", process.stop);
  try {
    let prevDecl = "";
    let ahead = convertAhead(queue, "", settings.converter);
    await settings.ready;
    for (const [k, { cell }] of queue.entries()) {
      const count = k + 1;
      const converted = await Promise.race([ahead.next(), process.ended]);
      if ("kind" in converted) return converted;
      settings.onCell(count, queue.length);
      const end = await process.run({ type: "run", count, source: cell.source, converted }, settings.timeout);
      if (end.kind !== "done") return end;
      if (end.ok) prevDecl = declarationsAfter(prevDecl, converted);
      else if (!mayFail(count)) return end;
      else ahead = convertAhead(queue.slice(count), prevDecl, settings.converter);
      if (hasFailed()) return { kind: "stopped" };
    }
    const end = await process.drain(DRAIN_SECONDS);
    return end.kind === "timeout" ? { kind: "stopped" } : end;
  } finally {
    settings.signal.removeEventListener("abort", process.stop);
  }
}

/** Converts cell after cell while earlier ones still run, as if each of them ran to its end. */
function convertAhead(queue: readonly QueuedCell[], prevDecl: string, converter: NotebookConverter) {
  const results: Promise<ConvertedCell>[] = [];
  let before = Promise.resolve(prevDecl);
  for (const { cell } of queue) {
    const result = before.then((declarations) => converter.convert(declarations, cell.source));
    before = Promise.all([before, result]).then(([declarations, c]) => declarationsAfter(declarations, c));
    results.push(result);
    before.catch(() => {}); // The run may end before it comes to this cell.
  }
  return { next: () => results.shift()! };
}

function stoppedError(end: Extract<OrderEnd, { kind: "timeout" | "gone" }>, timeout: number): CellError {
  if (end.kind === "gone") return plainError("ProcessDied", `The cell's process ${howItDied(end)}.`);
  const within = `The cell must end within ${timeout} s, but was still running.`;
  return plainError("CellTimeout", `${within} Give it longer with --timeout.`);
}

function runError(queue: readonly QueuedCell[], count: number, error: CellError): RunError {
  const { cell, index } = queue[count - 1]!;
  const at = error.place && queue[error.place.cell - 1];
  const place = at ? { ...error.place!, cell: at.index } : null;
  return { ...error, cell: index, count, source: cell.source, place };
}

/** The notebook with the outputs of this run only: cells that did not run have none. */
function withOutputs(
  notebook: Notebook,
  queue: readonly QueuedCell[],
  outputs: OutputCollector,
  started: number,
): Notebook {
  const counts = new Map(queue.slice(0, started).map(({ index }, k) => [index, k + 1]));
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type !== "code") return cell;
    const count = counts.get(index);
    return { ...cell, execution_count: count ?? null, outputs: count ? outputs.outputs(count) : [] };
  });
  return { ...notebook, cells };
}
