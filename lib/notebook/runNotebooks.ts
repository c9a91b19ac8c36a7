import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { UsageError } from "../errors.js";
import { openConversions } from "./conversionStore.js";
import { createConverterPool } from "./convertNotebook.js";
import { type Notebook, parseNotebook } from "./notebook.js";
import { type RunError, runNotebook } from "./runNotebook.js";

export interface RunOptions {
  /** Seconds for each cell. Default: 300. */
  readonly timeout?: number;
  /** Environment variables for the cells, beside the inherited ones: `{ NOTAT_YEAR: "2019" }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many notebooks run at the same time. Default: the number of cores. */
  readonly jobs?: number;
  readonly onProgress?: (event: RunProgress) => void;
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
  readonly state: "running" | "done" | "failed";
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
  const { timeout = 300, env = {}, jobs = availableParallelism(), onProgress = () => {} } = options;
  const signal = options.signal ?? new AbortController().signal;
  const notebooks = files.map((file) => ({ file, notebook: readNotebook(file) }));
  const pool = createConverterPool(jobs);
  const runs: NotebookRun[] = [];

  async function runOne(at: number): Promise<void> {
    const { file, notebook } = notebooks[at]!;
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    const conversions = openConversions(resolve(file));
    const converter = pool.forNotebook(dirname(resolve(file)), conversions);
    let progress = { k: 0, n: 0 };
    const onCell = (k: number, n: number) => {
      progress = { k, n };
      onProgress({ notebook: file, k, n, ms: ms(), state: "running" });
    };
    try {
      const settings = { file: resolve(file), timeout, env, converter, signal, onCell };
      const { executed, error } = await runNotebook(notebook, settings);
      signal.throwIfAborted();
      onProgress({ notebook: file, ...progress, ms: ms(), state: error ? "failed" : "done" });
      runs[at] = {
        file,
        notebook: executed,
        ok: error === null,
        ...(error ? { error } : {}),
        ms: ms(),
        cached: false,
      };
      conversions?.save();
    } finally {
      converter.close();
    }
  }

  let next = 0;
  const lane = async () => {
    while (next < notebooks.length) await runOne(next++);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, notebooks.length) }, lane));
  } finally {
    pool.close();
  }
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
