/** The process in which one notebook's cells run: started by runNotebook, ended by it. */
import childProcess from "node:child_process";
import fs, { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ConverterSet } from "tslab/dist/executor.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import type { ConvertedCell } from "../convert/convertedCell.js";
import { isTable } from "../notebook/showTable.js";
import { type CellEvent, createCellRunner } from "./cellRunner.js";
import { CUT, createOutputLimit } from "./outputLimit.js";
import { rawMark } from "./rawOutput.js";

/** From the parent: one cell, converted; or "drain": no more cells come. Orders may come while an earlier cell runs. */
export type Order =
  | {
      readonly type: "run";
      readonly count: number;
      readonly source: string;
      readonly converted: ConvertedCell;
      /** Whether it runs only when the cell before has run to its end; otherwise nothing is reported of it. */
      readonly follows?: boolean;
      /** Whether the report is to have the columns of the tables that there are: for who completes their names. */
      readonly tellTables?: boolean;
    }
  | { readonly type: "drain" };

/** To the parent, one JSON value a line. */
export type Report = (
  | CellEvent
  | { readonly type: "started"; readonly count: number }
  /** `children`: whether a cell has started a process. */
  | {
      readonly type: "done";
      readonly count: number;
      readonly ok: boolean;
      readonly children: boolean;
      /** By the names of their variables. */
      readonly tables?: Readonly<Record<string, readonly string[]>>;
    }
  /** `left`: what is still under way and will never end by itself. */
  | { readonly type: "drained"; readonly left: readonly string[] }
) & {
  /** It comes after what was written to the file descriptors 1 and 2 before this mark; see rawOutput.ts. */
  readonly mark?: number;
};

/** File descriptor of the reports: written at once, so that nothing is lost when the process dies. */
const REPORTS = 3;

/** On a busy machine too, a late error shows within this time. */
const ENDLESS_MS = 4000;
const LOOK_MS = 250;
const ENDLESS = /server|watch|fsevent|signal|udp|tty|messageport|socket/i;

// Cells may replace what is global.
const setInterval_ = setInterval;
const { stringify } = JSON;
const bytesOf = Buffer.from.bind(Buffer);
const WRAPPED = [Object, Array, String, Number, Boolean].map(({ prototype }) => prototype as object);

const require = createRequire(import.meta.url);
loadCompilerLazily();

const metadata = require("tslab/dist/metadata.js") as { getCodeMetadata: () => CodeMetadata };
let cell: ConvertedCell = { meta: {} };
metadata.getCodeMetadata = () => cell.meta;

const given: ConverterSet["node"] = {
  convert: () => cell.conversion ?? { diagnostics: [] },
  addModule: () => cell.moduleDiagnostics ?? [],
  inspect: () => undefined as never,
  complete: () => undefined as never,
  close: () => {},
};
const runner = createCellRunner(process.cwd(), { node: given, browser: given, close: () => {} }, give);
const raw = watchRawOutput();
const intervals: NodeJS.Timeout[] = [];
watch(globalThis, ["setInterval"], undefined, (timer) => intervals.push(timer as NodeJS.Timeout));
let marks = 0;
const admit = createOutputLimit();

let queue = Promise.resolve();
let lastEndedWell = true;
process.on("message", (order: Order) => {
  queue = queue.then(() => (order.type === "run" ? run(order) : drain()));
});
// Without this, a notebook would go on when its parent was killed; what it has started ends with it.
process.on("disconnect", () => {
  if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
  process.exit(1);
});
process.on("SIGINT", () => runner.executor.interrupt());
// Cells are to see an ordinary process, and one that they fork is to be one.
const channel = process.channel!;
process.send = undefined as never;
process.execArgv.length = 0;

async function run(order: Extract<Order, { type: "run" }>): Promise<void> {
  if (order.follows && !lastEndedWell) return;
  cell = order.converted;
  report({ type: "started", count: order.count });
  const ok = await runner.run(order.source, order.count);
  lastEndedWell = ok;
  const tables = order.tellTables ? { tables: tablesOf(runner.executor.locals) } : {};
  report({ type: "done", count: order.count, ok, children: raw.children, ...tables, ...markRaw() });
}

function tablesOf(locals: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const tables: Record<string, string[]> = {};
  for (const name of Object.keys(locals)) {
    try {
      const value = locals[name];
      if (typeof value === "object" && value !== null && isTable(value)) tables[name] = value.columnNames();
    } catch {
      // A getter, or a proxy that does not like to be asked.
    }
  }
  return tables;
}

/**
 * Nothing more comes: what the cells have left under way goes on until it is done, or the parent loses patience.
 * What never ends by itself (an interval, a server, a watcher) gets only the time that a late error needs to show.
 */
function drain(): void {
  process.once("beforeExit", () => report({ type: "drained", left: [], ...markRaw() }));
  channel.unref();
  const start = performance.now();
  let used = process.cpuUsage();
  const look = setInterval_(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    const computes = (user + system) / 1000 > LOOK_MS / 10;
    const left = process.getActiveResourcesInfo().filter((name) => name !== "PipeWrap"); // Our own pipes.
    if (performance.now() - start < ENDLESS_MS || !isEndless(left, computes)) return;
    clearInterval(look);
    report({ type: "drained", left: [...new Set(left)].sort(), ...markRaw() });
  }, LOOK_MS);
  look.unref();
}

function isEndless(resources: readonly string[], computes: boolean): boolean {
  const timers = resources.filter((name) => name === "Timeout").length;
  const others = resources.filter((name) => name !== "Timeout");
  const live = intervals.filter((timer) => timer.hasRef() && !(timer as { _destroyed?: boolean })._destroyed);
  // Node has no name for a worker, but for the port of one that is listened to: that may still come with something.
  if (resources.length === 0 || (computes && others.includes("MessagePort"))) return false;
  return timers <= live.length && others.every((name) => ENDLESS.test(name));
}

function give(event: CellEvent): void {
  const mark = raw.possible ? markRaw() : {};
  if (event.type === "error") {
    report({ ...event, ...mark });
    return;
  }
  const text = toJson(event);
  const fits = admit(event.cell, text.length);
  if (fits === "fits") report({ ...event, ...mark }, raw.possible ? undefined : text);
  else if (fits === "cut") report({ type: "stream", cell: event.cell, name: "stderr", text: CUT, ...mark });
}

function report(message: Report, text = toJson(message)): void {
  writeAll(REPORTS, `${text}\n`);
}

/** @returns The mark that stands in what is written from here on; none when a cell has closed the descriptors. */
function markRaw(): { mark?: number } {
  const text = rawMark(marks + 1);
  try {
    for (const descriptor of [1, 2]) writeAll(descriptor, text);
  } catch {
    return {};
  }
  marks++;
  return { mark: marks };
}

function writeAll(descriptor: number, text: string): void {
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (e) {
      const { code } = e as NodeJS.ErrnoException;
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      else if (descriptor === REPORTS) process.exit(1);
      else throw e;
    }
  }
}

/** As JSON.stringify was before any cell ran. A `toJSON` that a cell has given to every object is not for us. */
function toJson(value: unknown): string {
  const taken = WRAPPED.flatMap((prototype) => {
    const own = Object.getOwnPropertyDescriptor(prototype, "toJSON");
    return own?.configurable && delete (prototype as { toJSON?: unknown }).toJSON ? [{ prototype, own }] : [];
  });
  try {
    return stringify(value);
  } finally {
    for (const { prototype, own } of taken) Object.defineProperty(prototype, "toJSON", own);
  }
}

/** Whether cells may have written to the file descriptors past us: only then, outputs need marks to keep their order. */
function watchRawOutput(): { possible: boolean; children: boolean } {
  const seen = { possible: false, children: false };
  const processes = ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"];
  watch(childProcess, processes, () => Object.assign(seen, { possible: true, children: true }));
  const writes = [
    "write",
    "writeSync",
    "writev",
    "writevSync",
    "writeFile",
    "writeFileSync",
    "appendFileSync",
  ];
  watch(fs, writes, (first) => {
    if (first === 1 || first === 2) seen.possible = true;
  });
  return seen;
}

/** Looks at what functions are called with, or what they return, and changes nothing else about them. */
function watch(
  module: object,
  names: readonly string[],
  onCall: (first: unknown) => void = () => {},
  onReturn: (value: unknown) => void = () => {},
): void {
  for (const name of names) {
    const target = module as Record<string, (...args: unknown[]) => unknown>;
    const original = target[name]!;
    const watched = function (this: unknown, ...args: unknown[]) {
      onCall(args[0]);
      const value = original.apply(this, args);
      onReturn(value);
      return value;
    };
    target[name] = Object.defineProperties(
      watched,
      Object.getOwnPropertyDescriptors(original),
    ) as typeof original;
  }
}

/**
 * tslab loads the TypeScript compiler (0.3 s) for its converter and its version number. Here nothing is converted:
 * the compiler loads when a property other than the version is asked for.
 */
function loadCompilerLazily(): void {
  const { Module } = require("node:module") as { Module: new (id: string) => NodeJS.Module };
  const lazy = (id: string, known: Record<string, unknown>) => {
    const file = require.resolve(id, { paths: [dirname(require.resolve("tslab/dist/public.js"))] });
    let loaded: Record<PropertyKey, unknown> | null = null;
    const load = () => {
      delete require.cache[file];
      loaded ??= require(file) as Record<PropertyKey, unknown>;
      return loaded;
    };
    const stand = new Module(file);
    stand.filename = file;
    stand.loaded = true;
    stand.exports = new Proxy(
      {},
      {
        get: (_, name: string) => (name in known ? known[name] : load()[name]),
        has: (_, name) => name in known || name in load(),
        ownKeys: () => Reflect.ownKeys(load()),
      },
    );
    require.cache[file] = stand;
  };
  const tslab = dirname(require.resolve("tslab/package.json"));
  const compiler = require.resolve("@tslab/typescript-for-tslab/package.json", { paths: [tslab] });
  const { version } = require(compiler) as { version: string };
  lazy("@tslab/typescript-for-tslab", { __esModule: true, version });
  lazy(join(tslab, "dist", "converter.js"), { __esModule: true });
}
