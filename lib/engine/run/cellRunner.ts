import { createRequire } from "node:module";
import { format } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import type { ConverterSet, Executor } from "tslab/dist/executor.js";
import type { CellConversion } from "../convert/convertCell.js";
import { bundleOf } from "../notebook/bundleOf.js";
import type { DisplayContent } from "../notebook/display.js";
import type { MimeBundle } from "../notebook/mime.js";
import { isJsonMime } from "../notebook/notebook.js";
import { type CellError, diagnosticsError, type RunCell, thrownError, withPlainStack } from "./cellError.js";
import { createCellState } from "./cellState.js";
import { takeOver } from "./takeOver.js";

/**
 * What a cell gives while it runs. As under tslab, what comes late belongs to the newest cell that has started.
 * (AsyncLocalStorage would know the cell that caused it, but under Node 20 it shows up in printed promises and timers.)
 */
export type CellEvent =
  | {
      readonly type: "stream";
      readonly cell: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly type: "display";
      readonly cell: number;
      readonly content: DisplayContent;
      readonly update: boolean;
    }
  | { readonly type: "result"; readonly cell: number; readonly data: MimeBundle }
  | { readonly type: "error"; readonly cell: number; readonly error: CellError };

export interface CellRunner {
  /**
   * Runs one cell with tslab's executor.
   * @param count The cell's execution count, from 1: `In [count]`.
   * @returns Whether it ran to its end.
   */
  run(source: string, count: number): Promise<boolean>;
  readonly executor: Executor;
}

/**
 * tslab's executor with what it lacks: real errors with their place in the TypeScript, `execute_result` for the last
 * expression, late errors that fail their cell, and outputs that belong to the cell that made them.
 *
 * It takes over the process: `process.stdout.write`, `process.stderr.write`, uncaught errors. The engine has one in a
 * process of its own for each notebook, the kernel one for its life.
 * @param folder The notebook's folder: `require` resolves from here.
 * @param converters tslab's converters, mended; the engine gives conversions that were made elsewhere.
 */
export function createCellRunner(
  folder: string,
  converters: ConverterSet,
  emit: (event: CellEvent) => void,
): CellRunner {
  const require = createRequire(import.meta.url);
  const { createExecutor } = require("tslab/dist/executor.js") as typeof import("tslab/dist/executor.js");
  const jupyter = require("tslab/dist/jupyter.js") as {
    lastWriteDisplayData: (content: DisplayContent, update?: boolean) => void;
  };

  const cells = new Map<number, RunCell>();
  let current = 0;
  let converted: CellConversion | null = null;
  /** Of a cell that is a module: tslab takes it on whatever is wrong with it. */
  let moduleFaults: readonly Diagnostic[] = [];
  let failed: ((error: CellError) => void) | null = null;
  let thrown: { error: unknown } | null = null;
  let showing: Promise<void> | null = null;

  const watched: ConverterSet = {
    node: {
      convert: (prevDecl, source) => {
        converted = converters.node.convert(prevDecl, source) as CellConversion;
        if (converted.output === undefined) return converted;
        cells.set(current, { source, output: converted.output });
        state.beginDeclaring(converted.declared ?? []);
        return { ...converted, output: `${converted.output}\n//# sourceURL=cell-${current}.ts` };
      },
      inspect: (...args) => converters.node.inspect(...args),
      complete: (...args) => converters.node.complete(...args),
      addModule: (...args) => {
        moduleFaults = converters.node.addModule(...args);
        return [];
      },
      close: () => converters.node.close(),
    },
    get browser(): ConverterSet["browser"] {
      return { ...converters.browser, addModule: watched.node.addModule };
    },
    close: () => converters.close(),
  };
  // tslab's executor logs three things to this console: the last expression, what was thrown, and diagnostics.
  const executor = createExecutor(folder, watched, {
    log: (value: unknown) => {
      showing = show(value, current);
      showing.catch(() => {}); // Awaited once the cell is done.
    },
    error: (first: unknown, ...rest: unknown[]) => {
      if (converted && converted.diagnostics.length > 0) return;
      if (rest.length > 0) write("stderr", `${format(first, ...rest)}\n`);
      else thrown = { error: first };
    },
  });
  const state = createCellState(executor.locals);

  function write(name: "stdout" | "stderr", text: string): void {
    if (text !== "") emit({ type: "stream", cell: current, name, text: withPlainStack(text, cells) });
  }
  /** The last expression. What an object gives under `displayAs` is anyone's, and taken as a display is. */
  async function show(value: unknown, cell: number): Promise<void> {
    const bundle = bundleOf(value);
    const data = bundle instanceof Promise ? await bundle : bundle;
    if (typeof data !== "object" || data === null)
      throw new TypeError(`Symbol.for("Jupyter.display") must give a MIME bundle, but gave ${format(data)}.`);
    const shown = shownData(data);
    const plain = shown["text/plain"];
    if (typeof plain === "string") shown["text/plain"] = withPlainStack(plain, cells);
    emit({ type: "result", cell, data: shown });
  }
  takeOver(process.stdout, (text) => write("stdout", text));
  takeOver(process.stderr, (text) => write("stderr", text));
  jupyter.lastWriteDisplayData = (content, update) =>
    emit({
      type: "display",
      cell: current,
      content: { ...content, data: shownData(content.data) },
      update: update === true,
    });

  const late = (e: unknown): void => {
    const error = thrownError(e, cells);
    if (failed) failed(error);
    else emit({ type: "error", cell: current, error });
  };
  process.on("uncaughtException", late);
  process.on("unhandledRejection", late);

  async function run(source: string, count: number): Promise<boolean> {
    current = count;
    converted = null;
    moduleFaults = [];
    thrown = null;
    showing = null;
    state.begin();
    const lateFailure = new Promise<CellError>((resolve) => {
      failed = resolve;
    });
    const error = await Promise.race([execute(source), lateFailure]);
    failed = null;
    if (error === null) return true;
    state.undo();
    emit({ type: "error", cell: count, error });
    return false;
  }

  async function execute(source: string): Promise<CellError | null> {
    let ok: boolean;
    try {
      ok = await executor.execute(source);
    } catch (e) {
      return thrownError(e, cells);
    }
    if (!ok) {
      const { diagnostics = [] as Diagnostic[] } = converted ?? {};
      if (diagnostics.length > 0) return diagnosticsError(diagnostics, source, current);
      return thrownError(thrown?.error, cells);
    }
    try {
      await showing;
    } catch (e) {
      return thrownError(e, cells);
    }
    if (moduleFaults.length > 0) return diagnosticsError(moduleFaults.map(inThisCell), source, current);
    // Node reports a rejection that nobody awaits only when all microtasks are done: it fails this cell, not the next.
    await new Promise((resolve) => setImmediate(resolve));
    return null;
  }

  return { run, executor };
}

/** A module cell's own file is the cell. */
function inThisCell(diagnostic: Diagnostic): Diagnostic {
  const { fileName: _, ...rest } = diagnostic;
  return rest;
}

/**
 * A bundle as the format has it: JSON types are values (tslab's `display.raw(mime, text)` takes text only), all
 * others are text (`display.html(64)` gives a number).
 */
function shownData(data: MimeBundle): MimeBundle {
  const shown = ([mime, value]: [string, unknown]): [string, unknown] => {
    if (!isJsonMime(mime)) return [mime, typeof value === "string" ? value : String(value)];
    if (typeof value !== "string") return [mime, value];
    try {
      return [mime, JSON.parse(value)];
    } catch {
      return [mime, value];
    }
  };
  return Object.fromEntries(Object.entries(data).map(shown));
}
