import { createRequire } from "node:module";
import { StringDecoder } from "node:string_decoder";
import { format, inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import type { ConverterSet, Executor } from "tslab/dist/executor.js";
import type { CellConversion } from "../convert/convertCell.js";
import { type DisplayContent, displayAs } from "../notebook/display.js";
import type { MimeBundle } from "../notebook/mime.js";
import { isJsonMime } from "../notebook/notebook.js";
import { type CellError, diagnosticsError, type RunCell, thrownError } from "./cellError.js";

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
  let failed: ((error: CellError) => void) | null = null;
  let thrown: { error: unknown } | null = null;

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
      addModule: (...args) => converters.node.addModule(...args),
      close: () => converters.node.close(),
    },
    get browser() {
      return converters.browser;
    },
    close: () => converters.close(),
  };
  // tslab's executor logs three things to this console: the last expression, what was thrown, and diagnostics.
  const executor = createExecutor(folder, watched, {
    log: (value: unknown) => emit({ type: "result", cell: current, data: bundleOf(value) }),
    error: (first: unknown, ...rest: unknown[]) => {
      if (converted && converted.diagnostics.length > 0) return;
      if (rest.length > 0) write("stderr", `${format(first, ...rest)}\n`);
      else thrown = { error: first };
    },
  });
  const state = createCellState(executor.locals);

  function write(name: "stdout" | "stderr", text: string): void {
    if (text !== "") emit({ type: "stream", cell: current, name, text });
  }
  takeOver(process.stdout, (text) => write("stdout", text));
  takeOver(process.stderr, (text) => write("stderr", text));
  jupyter.lastWriteDisplayData = (content, update) =>
    emit({
      type: "display",
      cell: current,
      content: { ...content, data: parseJsonTypes(content.data) },
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
    thrown = null;
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
    // Node reports a rejection that nobody awaits only when all microtasks are done: it fails this cell, not the next.
    await new Promise((resolve) => setImmediate(resolve));
    return null;
  }

  return { run, executor };
}

/**
 * The variables between cells. tslab keeps copies of values: here a `let` stays one variable, also when a later cell
 * assigns it and a function of its own cell reads it. A failed cell's declarations are taken back, as their types are.
 */
function createCellState(locals: Record<string, unknown>) {
  type Accessors = readonly [() => unknown, (value: unknown) => void];
  const live = new Map<PropertyKey, Accessors>();
  let before: { name: string; live: Accessors | undefined; had: boolean; value: unknown }[] = [];
  const exports = new Proxy(locals, {
    get: (target, name: string) => (live.has(name) ? live.get(name)![0]() : target[name]),
    set: (target, name: string, value) => {
      live.get(name)?.[1](value);
      target[name] = value;
      return true;
    },
  });
  const slot = (globalThis as unknown as { __tslab__: object }).__tslab__;
  Object.assign(slot, {
    exports,
    live: (accessors: Record<string, Accessors>) => {
      for (const [name, pair] of Object.entries(accessors)) live.set(name, pair);
    },
  });
  return {
    begin() {
      before = [];
    },
    beginDeclaring(names: readonly string[]) {
      before = names.map((name) => {
        const was = { name, live: live.get(name), had: Object.hasOwn(locals, name), value: locals[name] };
        live.delete(name);
        return was;
      });
    },
    undo() {
      for (const was of before) {
        if (was.had) locals[was.name] = was.value;
        else delete locals[was.name];
        if (was.live) live.set(was.name, was.live);
        else live.delete(was.name);
      }
    },
  };
}

function takeOver(stream: NodeJS.WriteStream, write: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string") {
      const plain = typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
      write(plain ? chunk : Buffer.from(chunk, encoding as BufferEncoding).toString());
    } else write(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
    if (typeof done === "function") process.nextTick(done as () => void);
    return true;
  }) as typeof stream.write;
}

/** The last expression of a cell as a MIME bundle: its own display, an Arquero table as HTML, else as console.log. */
export function bundleOf(value: unknown): MimeBundle {
  if (typeof value === "object" && value !== null) {
    const own = (value as { [displayAs]?: unknown })[displayAs];
    if (typeof own === "function") return own.call(value) as MimeBundle;
    if (isTable(value)) {
      const shown = Math.min(value.numRows(), TABLE_ROWS);
      const rest = value.numRows() - shown;
      const more = rest > 0 ? `<p>… ${rest} more rows</p>` : "";
      return {
        "text/html": value.toHTML({ limit: shown }) + more,
        "text/plain": tableText(value, shown) + (rest > 0 ? `… ${rest} more rows\n` : ""),
      };
    }
  }
  return { "text/plain": format(value) };
}

const TABLE_ROWS = 100;

interface Table {
  numRows(): number;
  columnNames(): string[];
  toHTML(options: { limit: number }): string;
  objects(options: { limit: number }): Record<string, unknown>[];
}

function isTable(value: object): value is Table {
  const table = value as Partial<Record<keyof Table, unknown>>;
  return [table.numRows, table.columnNames, table.toHTML, table.objects].every(
    (f) => typeof f === "function",
  );
}

function tableText(table: Table, limit: number): string {
  const names = table.columnNames();
  const rows = table.objects({ limit }).map((row) => names.map((name) => cellText(row[name])));
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (texts: string[]) =>
    `${texts
      .map((text, i) => text.padEnd(widths[i]!))
      .join("  ")
      .trimEnd()}\n`;
  return [names, ...rows].map(line).join("");
}

function cellText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 1 });
}

// tslab's display.raw(mime, text) takes text only; a client that draws JSON types wants the value.
function parseJsonTypes(data: MimeBundle): MimeBundle {
  const parse = ([mime, value]: [string, unknown]): [string, unknown] => {
    if (!isJsonMime(mime) || typeof value !== "string") return [mime, value];
    try {
      return [mime, JSON.parse(value)];
    } catch {
      return [mime, value];
    }
  };
  return Object.fromEntries(Object.entries(data).map(parse));
}
