import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ContentError, UsageError } from "../../ground/errors.js";
import { openConversions } from "../convert/conversionStore.js";
import { createConverterPool } from "../convert/convertNotebook.js";
import { hasTag, type Notebook, parseNotebook } from "../notebook/notebook.js";
import { type Parameters, setParameters } from "../notebook/setParameters.js";
import type { CellEvent } from "./cellRunner.js";
import { keepDurations, startingOrder } from "./durations.js";
import { openOutputCache } from "./outputCache.js";
import { type RunError, type RunResult, runNotebook } from "./runNotebook.js";

export interface RunOptions {
  /** Seconds for each cell. Default: 300. */
  readonly timeout?: number;
  /** Whether notebooks go on after failing cells. Default: false. */
  readonly allowErrors?: boolean;
  /** Values by name, put into the notebooks as papermill does; see setParameters. */
  readonly parameters?: Parameters;
  /** Environment variables for the cells, beside the inherited ones: `{ NOTAT_YEAR: "2019" }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many notebooks run at the same time. Default: the number of cores. */
  readonly jobs?: number;
  /**
   * Given, a notebook of which nothing has changed keeps the outputs of its last run; see openOutputCache: what they
   * depend on beside its cells and the engine. Only for the project's own notebooks. Default: all run.
   */
  readonly cache?: readonly string[];
  /** Once, when a notebook must really run, and done before its first cell. What it throws ends the run. */
  readonly prepare?: () => Promise<void>;
  readonly onProgress?: (event: RunProgress) => void;
  /** What the cells give, at once. */
  readonly onOutput?: (notebook: string, event: CellEvent) => void;
  /**
   * As soon as a notebook has ended; the others still run, and this one's place is taken when it is done.
   * @param at The notebook's index in the list of files.
   */
  readonly onEnd?: (run: NotebookRun, at: number) => void | Promise<void>;
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
  /** "restarted": Node has crashed under the cells, and the first starts again. */
  readonly state: "running" | "restarted" | "done" | "failed" | "cached";
  /** Why it was restarted, in words. */
  readonly why?: string;
}

export interface NotebookRun {
  /** As given. */
  readonly file: string;
  /** The executed notebook, of a failed one as far as it came. */
  readonly notebook: Notebook;
  readonly ok: boolean;
  readonly error?: RunError;
  /** Of every cell that failed, also of those that may. */
  readonly errors: readonly RunError[];
  readonly ms: number;
  /** True when nothing ran: the outputs are those of an earlier run of the same. */
  readonly cached: boolean;
}

/**
 * Runs notebooks, each in a fresh Node process with tslab's executor, several at a time.
 *
 * All files are read before any runs. Whatever goes wrong with a notebook is its own: the others go on.
 * @param files Paths of .ipynb files.
 * @returns One run for each file, in their order.
 * @throws UsageError when files cannot be read, ContentError when they are no notebooks for TypeScript; with all of them.
 * @example const [run] = await runNotebooks(["a.ipynb"]); if (!run.ok) console.error(run.error.evalue);
 */
export async function runNotebooks(
  files: readonly string[],
  options: RunOptions = {},
): Promise<NotebookRun[]> {
  const runs: NotebookRun[] = [];
  await runEach(files, {
    ...options,
    onEnd(run, at) {
      runs[at] = run;
      return options.onEnd?.(run, at);
    },
  });
  return runs;
}

/** As runNotebooks, for more notebooks than the memory can hold: each is handed to `onEnd` and forgotten. */
export async function runEach(files: readonly string[], options: RunOptions): Promise<void> {
  const {
    timeout = 300,
    env = {},
    jobs = availableParallelism(),
    allowErrors = false,
    onProgress = () => {},
    onEnd = () => {},
  } = options;
  const fault = new AbortController();
  const signal = AbortSignal.any([fault.signal, ...(options.signal ? [options.signal] : [])]);
  const notebooks = (await readNotebooks(files, options.parameters)).map((notebook, at) => {
    const path = resolve(files[at]!);
    return {
      file: files[at]!,
      path,
      notebook,
      cache: options.cache ? openOutputCache(path, notebook, env, options.cache) : null,
    };
  });
  const took: { file: string; ms: number }[] = [];
  const pool = createConverterPool(jobs);
  let ready: Promise<void> | undefined;

  /** @returns Whether nothing has changed, so that the notebook need not run. */
  async function takeKept(at: number): Promise<boolean> {
    const { file, cache } = notebooks[at]!;
    const kept = cache?.read();
    if (!kept) return false;
    onProgress({ notebook: file, k: 0, n: 0, ms: 0, state: "cached" });
    await onEnd({ file, notebook: kept, ok: true, errors: [], ms: 0, cached: true }, at);
    return true;
  }
  async function runOne(at: number): Promise<void> {
    const { file, path, notebook, cache } = notebooks[at]!;
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    // What takes long to prepare begins when the processes have been started.
    ready ??= nextTurn().then(() => options.prepare?.());
    ready.catch(() => {}); // It is awaited below, where other things may end first.
    const conversions = openConversions(path);
    const converter = pool.forNotebook(dirname(path), conversions, Math.max(timeout, CONVERT_SECONDS));
    let progress = { k: 0, n: 0 };
    const onCell = (k: number, n: number) => {
      progress = { k, n };
      onProgress({ notebook: file, k, n, ms: ms(), state: "running" });
    };
    const onRestart = (how: string) =>
      onProgress({ notebook: file, ...progress, ms: ms(), state: "restarted", why: `The process ${how}.` });
    const settings = {
      file: path,
      timeout,
      env,
      allowErrors,
      converter,
      ready,
      signal,
      onCell,
      onRestart,
      onOutput: options.onOutput && ((event: CellEvent) => options.onOutput!(file, event)),
    };
    try {
      const result = await runNotebook(notebook, settings).catch((e: Error) => {
        signal.throwIfAborted();
        return brokenRun(notebook, e, progress.k);
      });
      await ready;
      signal.throwIfAborted();
      const { executed, error, errors } = result;
      onProgress({ notebook: file, ...progress, ms: ms(), state: error ? "failed" : "done" });
      took.push({ file: path, ms: ms() });
      const run = { file, notebook: executed, ok: error === null, errors, ms: ms(), cached: false };
      await onEnd(error ? { ...run, error } : run, at);
      conversions?.save();
      if (errors.length === 0) cache?.write(executed);
    } finally {
      converter.close();
    }
  }

  try {
    const toRun: number[] = [];
    for (const at of notebooks.keys()) if (!(await takeKept(at))) toRun.push(at);
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
    }
  } finally {
    pool.close();
  }
  keepDurations(took);
}

/** So long a cell may be converted, however little time it has to run: on a busy machine that alone takes seconds. */
const CONVERT_SECONDS = 20;

/** Of a notebook whose outputs could not even be gathered. */
function brokenRun(notebook: Notebook, { name, message }: Error, cell: number): RunResult {
  const index = Math.max(
    0,
    notebook.cells.findIndex((c) => c.cell_type === "code"),
  );
  const error: RunError = {
    ename: name,
    evalue: message,
    traceback: [`${name}: what the notebook gave could not be gathered: ${message}`],
    cell: index,
    count: Math.max(1, cell),
    source: notebook.cells[index]?.source ?? "",
    place: null,
  };
  return { executed: notebook, error, errors: [error] };
}

/** What will be made anew is dropped at once, so that many notebooks do not fill the memory. */
async function readNotebooks(
  files: readonly string[],
  parameters: Parameters | undefined,
): Promise<Notebook[]> {
  // The compiler takes 0.3 s to load.
  const typesIn = parameters && (await import("../notebook/declaredTypes.js")).declaredTypes;
  const unreadable: string[] = [];
  const wrong: string[] = [];
  const notebooks = files.flatMap((file) => {
    try {
      const notebook = readNotebook(file);
      checkLanguage(notebook, file);
      return [
        withoutOutputs(parameters ? setParameters(notebook, parameters, typesIn?.(notebook)) : notebook),
      ];
    } catch (e) {
      if (e instanceof UsageError) unreadable.push(e.message);
      else if (e instanceof ContentError) wrong.push(e.message);
      else throw e;
      return [];
    }
  });
  if (unreadable.length > 0) throw new UsageError([...unreadable, ...wrong].join("\n"));
  if (wrong.length > 0) throw new ContentError(wrong.join("\n"));
  return notebooks;
}

function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" && !hasTag(cell, "skip-execution") ? { ...cell, outputs: [] } : cell,
  );
  return { ...notebook, cells };
}

function readNotebook(file: string): Notebook {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : message;
    throw new UsageError(`Can't read ${file}: ${why}.`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf8", { fatal: true }).decode(bytes);
  } catch {
    throw new ContentError(
      `${file} must be UTF-8, but holds other bytes: æøå would come out wrong.\n  Save it as UTF-8, for instance by opening and saving it in JupyterLab.`,
    );
  }
  return parseNotebook(text, file);
}

/** Kernels of other languages, by their names: the format does not ask for the language. */
const OTHER_KERNELS =
  /^(x?python|conda|ipython|ir\d*$|xr$|julia|jslab$|javascript|nodejs|bash|sagemath|octave)/i;

/** A notebook that says of itself that it is in another language is not run as TypeScript. */
function checkLanguage({ metadata }: Notebook, file: string): void {
  const { kernelspec, language_info } = metadata as Record<string, { name?: unknown; language?: unknown }>;
  const kernel = typeof kernelspec?.name === "string" ? kernelspec.name : "";
  const said = language_info?.name ?? kernelspec?.language;
  const language =
    typeof said === "string" ? said : OTHER_KERNELS.test(kernel) ? "another language" : "typescript";
  if (language.toLowerCase() === "typescript") return;
  throw new ContentError(
    `${file} must be a TypeScript notebook, but is one in ${language}${kernel && `, kernel ${kernel}`}.\n  Run it with that kernel: jupyter nbconvert --execute. Or choose the kernel tslab for it in JupyterLab.`,
  );
}
