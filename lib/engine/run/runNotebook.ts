import { dirname } from "node:path";
import { type ConvertedCell, declarationsAfter } from "../convert/convertedCell.js";
import type { NotebookConverter } from "../convert/convertNotebook.js";
import { collectOutputs, type OutputCollector } from "../notebook/collectOutputs.js";
import { type CodeCell, hasTag, type Notebook } from "../notebook/notebook.js";
import { isCrash } from "../process/nodeFlags.js";
import { type CellError, plainError } from "./cellError.js";
import type { CellEvent } from "./cellRunner.js";
import { canStartFromSnapshot } from "./cellSnapshotFile.js";
import { keepImports } from "./keepImports.js";
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
  /** Of every cell that failed, also of those that may. */
  readonly errors: readonly RunError[];
}

export interface RunSettings {
  /** The notebook's path: cells run in its folder. */
  readonly file: string;
  /** Seconds for each cell. */
  readonly timeout: number;
  readonly env: Readonly<Record<string, string>>;
  readonly converter: NotebookConverter;
  /** Whether the notebook goes on after a failing cell. */
  readonly allowErrors: boolean;
  /** No cell runs before it; its process starts and its cells are converted meanwhile. */
  readonly ready: Promise<void>;
  readonly signal: AbortSignal;
  /** Before each cell: the k-th of n that run, from 1. */
  onCell(k: number, n: number): void;
  /** Node has crashed under the cells, in words; they are run again, from the first. */
  onRestart(how: string): void;
  /** What cells give, at once. */
  onOutput?: ((event: CellEvent) => void) | undefined;
}

/**
 * Runs a notebook's code cells in order, in a fresh Node process whose working folder is the notebook's.
 *
 * Empty cells do not run, and cells tagged `skip-execution` neither: these keep the outputs that they have. A failing
 * cell ends the run unless it is tagged `raises-exception`, or all may fail. What the cells gave until then is kept
 * in any case. V8 now and then crashes in a process that has started from a snapshot: then all cells run again in one
 * that has not.
 */
export async function runNotebook(notebook: Notebook, settings: RunSettings): Promise<RunResult> {
  const queue = cellsToRun(notebook);
  if (queue.length === 0)
    return { executed: withOutputs(notebook, queue, collectOutputs(), 0), error: null, errors: [] };
  const usesLibrary = queue.some(({ cell }) => /\bfrom\s+["']notat["']/.test(cell.source));
  if (usesLibrary && canStartFromSnapshot(settings.env)) {
    const { end, result } = await runCells(notebook, queue, settings, true);
    if (end.kind !== "gone" || !isCrash(end.signal)) return result;
    settings.onRestart(howItDied(end));
  }
  return (await runCells(notebook, queue, settings, false)).result;
}

async function runCells(
  notebook: Notebook,
  queue: readonly QueuedCell[],
  settings: RunSettings,
  fromSnapshot: boolean,
): Promise<{ end: RunEnd; result: RunResult }> {
  const outputs = collectOutputs();
  const errors = new Map<number, CellError>();
  const mayFail = (count: number) =>
    settings.allowErrors || hasTag(queue[count - 1]!.cell, "raises-exception");
  const allErrors = () => [...errors].map(([count, error]) => runError(queue, count, error));
  const firstFailed = () => [...errors].find(([count]) => !mayFail(count));
  let started = 0;
  /** While a failed cell's imports are run once more. */
  let quiet = false;
  const folder = dirname(settings.file);
  const process = startNotebookProcess(
    folder,
    settings.env,
    (report) => {
      if (report.type === "started" && !quiet) {
        started = report.count;
        settings.onCell(started, queue.length);
      }
      if (!("cell" in report) || quiet) return;
      outputs.add(report);
      settings.onOutput?.(report);
      if (report.type !== "error") return;
      if (!errors.has(report.cell)) errors.set(report.cell, report.error);
    },
    fromSnapshot,
  );
  const end = await runAll(
    queue,
    process,
    settings,
    mayFail,
    () => firstFailed() !== undefined,
    (now) => {
      quiet = now;
    },
  ).finally(() => {
    process.stop();
    return process.ended;
  });
  const count = Math.max(started, 1);
  const stopped = stoppedError(end, settings.timeout);
  if (stopped) {
    const cell = end.kind === "unconverted" ? end.count : count;
    outputs.add({ type: "error", cell, error: stopped });
    errors.delete(cell);
    errors.set(cell, stopped);
    started = Math.max(started, cell);
    const executed = withOutputs(notebook, queue, outputs, started);
    return { end, result: { executed, error: runError(queue, cell, stopped), errors: allErrors() } };
  }
  if (end.kind === "done" && end.left && end.left.length > 0)
    outputs.add({ type: "stream", cell: count, name: "stderr", text: LEFT(end.left) });
  const first = firstFailed();
  const executed = withOutputs(notebook, queue, outputs, started);
  const error = first ? runError(queue, ...first) : null;
  return { end, result: { executed, error, errors: allErrors() } };
}

/** Said in the last cell when something was ended that would never have ended by itself. */
const LEFT = (what: readonly string[]) =>
  `notat: after the last cell something still went on that does not end by itself (${what.join(", ")}), and was ended.\n`;

interface QueuedCell {
  readonly cell: CodeCell;
  readonly index: number;
}

type RunEnd =
  | OrderEnd
  /** Cell `count` could not be compiled at all. */
  | { readonly kind: "unconverted"; readonly count: number; readonly why: string }
  /** What the cells had left under way did not end in time. */
  | { readonly kind: "undrained" };

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
  setQuiet: (quiet: boolean) => void,
): Promise<RunEnd> {
  settings.signal.addEventListener("abort", process.stop);
  try {
    let prevDecl = "";
    let ends = orderCells(queue, 0, prevDecl, process, settings);
    for (const [k, { cell }] of queue.entries()) {
      const count = k + 1;
      const { end, converted } = await ends.next();
      if (end.kind !== "done") return end;
      if (end.ok) prevDecl = declarationsAfter(prevDecl, converted);
      else if (!mayFail(count)) return end;
      else {
        ends.stop();
        setQuiet(true);
        prevDecl = await keepImports(cell.source, prevDecl, {
          convert: settings.converter.convert,
          run: async (source, converted) => {
            const kept = await process.run({ type: "run", count, source, converted }, settings.timeout);
            return kept.kind === "done" && kept.ok;
          },
        });
        setQuiet(false);
        ends = orderCells(queue, count, prevDecl, process, settings);
      }
      if (hasFailed()) return { kind: "stopped" };
    }
    const end = await process.drain(settings.timeout);
    return end.kind === "timeout" ? { kind: "undrained" } : end;
  } finally {
    settings.signal.removeEventListener("abort", process.stop);
  }
}

/** How a cell ended, and what it was converted to. */
interface CellEnd {
  readonly end: RunEnd;
  readonly converted: ConvertedCell;
}

/**
 * Converts cell after cell and orders each as soon as it is converted, while earlier ones still run, as if each of them
 * ran to its end: the process waits for nobody between two cells. Those after one that fails do not run. Stopped, it
 * converts and orders no more.
 * @param from The place in the queue of the first.
 * @returns The ends of the cells in their turn.
 */
function orderCells(
  queue: readonly QueuedCell[],
  from: number,
  prevDecl: string,
  process: NotebookProcess,
  { converter, ready, timeout }: RunSettings,
) {
  const ends: Promise<CellEnd>[] = [];
  let stopped = false;
  let before = Promise.resolve(prevDecl);
  for (const [k, { cell }] of queue.entries()) {
    if (k < from) continue;
    const count = k + 1;
    const conversion = before.then((declarations) => {
      if (stopped) throw new Error("The cells before it are others now.");
      return converter.convert(declarations, cell.source);
    });
    before = Promise.all([before, conversion]).then(([declarations, c]) =>
      declarationsAfter(declarations, c),
    );
    before.catch(() => {}); // The run may end before it comes to this cell.
    const order = async (): Promise<CellEnd> => {
      // One that ends the converter fails its notebook only when it is its turn.
      const converted = await Promise.race([conversion.catch((e: Error) => e), process.ended]);
      if (converted instanceof Error) return ended({ kind: "unconverted", count, why: converted.message });
      if ("kind" in converted) return ended(converted);
      await ready;
      if (stopped) return ended({ kind: "stopped" });
      const follows = k > from;
      const end = await process.run({ type: "run", count, source: cell.source, converted, follows }, timeout);
      return { end, converted };
    };
    const end = order();
    end.catch(() => {}); // As above.
    ends.push(end);
  }
  return {
    next: () => ends.shift()!,
    stop: () => {
      stopped = true;
    },
  };
}

/** Of a cell that did not run. */
const ended = (end: RunEnd): CellEnd => ({ end, converted: { meta: {} } });

function stoppedError(end: RunEnd, timeout: number): CellError | null {
  const longer = "Give it longer with --timeout.";
  switch (end.kind) {
    case "gone":
      return plainError("ProcessDied", `The cell's process ${howItDied(end)}.`);
    case "timeout":
      return plainError(
        "CellTimeout",
        `The cell must end within ${timeout} s, but was still running. ${longer}`,
      );
    case "undrained":
      return plainError(
        "CellTimeout",
        `What the cells have started must end within ${timeout} s after the last cell, but was still under way. Await it in a cell, or end it. ${longer}`,
      );
    case "unconverted":
      return plainError("NotCompiled", `${end.why}. Are its types too deep to work out?`);
    default:
      return null;
  }
}

function runError(queue: readonly QueuedCell[], count: number, error: CellError): RunError {
  const { cell, index } = queue[count - 1]!;
  const at = error.place && queue[error.place.cell - 1];
  const place = at ? { ...error.place!, cell: at.index } : null;
  return { ...error, cell: index, count, source: cell.source, place };
}

/** The notebook with the outputs of this run only: cells that did not run have none, but for those to be skipped. */
function withOutputs(
  notebook: Notebook,
  queue: readonly QueuedCell[],
  outputs: OutputCollector,
  started: number,
): Notebook {
  const counts = new Map(queue.slice(0, started).map(({ index }, k) => [index, k + 1]));
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) return cell;
    const count = counts.get(index);
    return { ...cell, execution_count: count ?? null, outputs: count ? outputs.outputs(count) : [] };
  });
  return { ...notebook, cells };
}
