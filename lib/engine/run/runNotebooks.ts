import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { UsageError } from "../../ground/errors.js";
import { openConversions } from "../convert/conversionStore.js";
import { createConverterPool } from "../convert/convertNotebook.js";
import { type Notebook, parseNotebook } from "../notebook/notebook.js";
import { keepDurations, startingOrder } from "./durations.js";
import { openOutputCache } from "./outputCache.js";
import { type RunError, runNotebook } from "./runNotebook.js";

export interface RunOptions {
  /** Seconds for each cell. Default: 300. */
  readonly timeout?: number;
  /** Environment variables for the cells, beside the inherited ones: `{ NOTAT_YEAR: "2019" }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many notebooks run at the same time. Default: the number of cores. */
  readonly jobs?: number;
  /**
   * Whether a notebook of which nothing has changed keeps the outputs of its last run; see openOutputCache.
   * Only for the project's own notebooks. Default: false.
   */
  readonly cache?: boolean;
  /** Once, when a notebook must really run, and done before its first cell. What it throws ends the run. */
  readonly prepare?: () => Promise<void>;
  readonly onProgress?: (event: RunProgress) => void;
  /** As soon as a notebook has ended; the others still run. */
  readonly onEnd?: (run: NotebookRun) => void;
  /** Aborting ends every process of the run; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface RunProgress {
  /** As given. */
  readonly notebook: string;
  /** The cell that starts now: the k-th of n, from 1. When `state` is "done", the last that started. */
  readonly k: number;
  readonly n: number;
  /** Since this notebook started. */
  readonly ms: number;
  readonly state: "running" | "done" | "failed" | "cached";
}

export interface NotebookRun {
  /** As given. */
  readonly file: string;
  /** The executed notebook, of a failed one as far as it came. */
  readonly notebook: Notebook;
  readonly ok: boolean;
  readonly error?: RunError;
  readonly ms: number;
  /** True when nothing ran: the outputs are those of an earlier run of the same. */
  readonly cached: boolean;
}

/**
 * Runs notebooks, each in a fresh Node process with tslab's executor, several at a time.
 *
 * All files are read before any runs. A notebook that fails does not stop the others.
 * @param files Paths of .ipynb files.
 * @returns One run for each file, in their order.
 * @throws UsageError when a file cannot be read, ContentError when it is not a notebook.
 * @example const [run] = await runNotebooks(["a.ipynb"]); if (!run.ok) console.error(run.error.evalue);
 */
export async function runNotebooks(
  files: readonly string[],
  options: RunOptions = {},
): Promise<NotebookRun[]> {
  const {
    timeout = 300,
    env = {},
    jobs = availableParallelism(),
    onProgress = () => {},
    onEnd = () => {},
  } = options;
  const fault = new AbortController();
  const signal = AbortSignal.any([fault.signal, ...(options.signal ? [options.signal] : [])]);
  const notebooks = files.map((file) => {
    const [path, notebook] = [resolve(file), readNotebook(file)];
    const cache = options.cache ? openOutputCache(path, notebook, env) : null;
    return { file, path, notebook, cache };
  });
  const pool = createConverterPool(jobs);
  const runs: NotebookRun[] = [];
  let ready: Promise<void> | undefined;

  const end = (at: number, run: NotebookRun) => {
    runs[at] = run;
    onEnd(run);
  };
  /** @returns Whether nothing has changed, so that the notebook need not run. */
  function takeKept(at: number): boolean {
    const { file, cache } = notebooks[at]!;
    const kept = cache?.read();
    if (!kept) return false;
    onProgress({ notebook: file, k: 0, n: 0, ms: 0, state: "cached" });
    end(at, { file, notebook: kept, ok: true, ms: 0, cached: true });
    return true;
  }
  async function runOne(at: number): Promise<void> {
    const { file, path, notebook, cache } = notebooks[at]!;
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    ready ??= options.prepare?.() ?? Promise.resolve();
    ready.catch(() => {}); // It is awaited below, where other things may end first.
    const conversions = openConversions(path);
    const converter = pool.forNotebook(dirname(path), conversions);
    let progress = { k: 0, n: 0 };
    const onCell = (k: number, n: number) => {
      progress = { k, n };
      onProgress({ notebook: file, k, n, ms: ms(), state: "running" });
    };
    try {
      const { executed, error } = await runNotebook(notebook, {
        file: path,
        timeout,
        env,
        converter,
        ready,
        signal,
        onCell,
      });
      await ready;
      signal.throwIfAborted();
      onProgress({ notebook: file, ...progress, ms: ms(), state: error ? "failed" : "done" });
      const run = { file, notebook: executed, ok: error === null, ms: ms(), cached: false };
      end(at, error ? { ...run, error } : run);
      conversions?.save();
      if (!error) cache?.write(executed);
    } finally {
      converter.close();
    }
  }

  const toRun = notebooks.map((_, at) => at).filter((at) => !takeKept(at));
  const order = startingOrder(toRun.map((at) => notebooks[at]!.path)).map((i) => toRun[i]!);
  const lane = async () => {
    while (order.length > 0 && !signal.aborted) await runOne(order.shift()!);
  };
  const lanes = Array.from({ length: Math.min(jobs, toRun.length) }, lane);
  try {
    await Promise.all(lanes);
    signal.throwIfAborted();
  } catch (e) {
    fault.abort(e); // The other notebooks end before we do.
    await Promise.allSettled(lanes);
    throw e;
  } finally {
    pool.close();
  }
  keepDurations(toRun.map((at) => ({ file: notebooks[at]!.path, ms: runs[at]!.ms })));
  return runs;
}

function readNotebook(file: string): Notebook {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : message;
    throw new UsageError(`Can't read ${file}: ${why}.`);
  }
  return parseNotebook(text, file);
}
