/** The process in which one notebook's cells run: started by runNotebook, ended by it. */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ConverterSet } from "tslab/dist/executor.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import type { ConvertedCell } from "../convert/convertedCell.js";
import { optimiseLater } from "../process/optimiseLater.js";
import { type CellEvent, createCellRunner } from "./cellRunner.js";

/** From the parent: one cell, converted; or "drain": no more cells come. */
export type Order =
  | {
      readonly type: "run";
      readonly count: number;
      readonly source: string;
      readonly converted: ConvertedCell;
    }
  | { readonly type: "drain" };

/** To the parent, one JSON value a line. */
export type Report =
  | CellEvent
  | { readonly type: "started"; readonly count: number }
  | { readonly type: "done"; readonly count: number; readonly ok: boolean }
  | { readonly type: "drained" };

/** File descriptor of the reports: written at once, so that nothing is lost when the process dies. */
const REPORTS = 3;

const require = createRequire(import.meta.url);
optimiseLater();
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
const runner = createCellRunner(process.cwd(), { node: given, browser: given, close: () => {} }, report);

let queue = Promise.resolve();
process.on("message", (order: Order) => {
  queue = queue.then(() => (order.type === "run" ? run(order) : drain()));
});
// Without this, a notebook would go on when its parent was killed.
process.on("disconnect", () => process.exit(1));
process.on("SIGINT", () => runner.executor.interrupt());
// Cells are to see an ordinary process.
const channel = process.channel!;
process.send = undefined as never;

async function run(order: Extract<Order, { type: "run" }>): Promise<void> {
  cell = order.converted;
  report({ type: "started", count: order.count });
  const ok = await runner.run(order.source, order.count);
  report({ type: "done", count: order.count, ok });
}

/** Nothing more comes: what the cells have left under way goes on until it is done, or the parent loses patience. */
function drain(): void {
  process.once("beforeExit", () => report({ type: "drained" }));
  channel.unref();
}

function report(message: Report): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(REPORTS, bytes, at);
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== "EAGAIN") process.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
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
