import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, sep } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { hashTexts } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";
import { guardProcess } from "../process/guard.js";
import { CONVERTER_FLAGS, isCrash } from "../process/nodeFlags.js";
import { readLines } from "../process/readLines.js";
import type { ConvertedCell } from "./convertedCell.js";
import { ANSWERS, type ConvertOrder, STARTED } from "./converterOrder.js";
import { hasSnapshot, SNAPSHOT_FILE, SNAPSHOT_FOLDER, startFromSnapshot } from "./snapshotFile.js";

/** Conversions that are kept between runs, by content hash. */
export interface ConversionStore {
  get(key: string): ConvertedCell | undefined;
  set(key: string, converted: ConvertedCell): void;
}

/** Converts the cells of one notebook, in order. */
export interface NotebookConverter {
  /** @param prevDecl The declarations of the cells before, as `declarationsAfter` gives them. */
  convert(prevDecl: string, source: string): Promise<ConvertedCell>;
  close(): void;
}

/** Converter processes, shared by the notebooks of one run. */
export interface ConverterPool {
  /** @param seconds For each cell, from when it is its turn. */
  forNotebook(folder: string, store: ConversionStore | null, seconds?: number): NotebookConverter;
  close(): void;
}

/** Running a notebook's cells takes two to three times as long as converting them in a converter that others have used. */
const NOTEBOOKS_OF_A_WARM_ONE = 3;

/** @param jobs How many notebooks run at the same time. */
export function createConverterPool(jobs = availableParallelism()): ConverterPool {
  /** From the snapshot, with all types read: for cells that import nothing from their own folder, of any notebook. */
  const warm = new Set<ConverterWorker>();
  const mostWarm = Math.ceil(jobs / NOTEBOOKS_OF_A_WARM_ONE);
  /** Of one notebook at a time, since they know the modules of its folder. */
  const idle: ConverterWorker[] = [];
  const all = new Set<ConverterWorker>();
  let warmStart: boolean | undefined;

  function start(worker: ConverterWorker): ConverterWorker {
    all.add(worker);
    return worker;
  }
  function leastBusyWarm(): ConverterWorker {
    for (const worker of warm) if (worker.isGone()) warm.delete(worker);
    const [first] = [...warm].sort((a, b) => a.ahead() - b.ahead());
    if (first && (first.ahead() === 0 || warm.size >= mostWarm)) return first;
    const worker = start(startWarmWorker());
    warm.add(worker);
    return worker;
  }
  function take(folder: string): ConverterWorker {
    const at = idle.findIndex((worker) => worker.folder === folder);
    return at >= 0 ? idle.splice(at, 1)[0]! : start(startWorker(folder));
  }
  function drop(worker: ConverterWorker): void {
    all.delete(worker);
    worker.end();
  }
  function giveBack(worker: ConverterWorker | null, reusable: boolean): void {
    if (!worker) return;
    if (reusable && worker.ahead() === 0 && !worker.isGone() && idle.length < jobs) idle.push(worker);
    else drop(worker);
  }

  /** Null when it must be converted in a converter of its own. */
  async function convertWarm(
    prevDecl: string,
    source: string,
    limits: Limits,
  ): Promise<ConvertedCell | null> {
    const worker = leastBusyWarm();
    if (!(await worker.started)) {
      // Node refuses a snapshot when it has been given other flags (NODE_OPTIONS) than at build time.
      warmStart = false;
      return null;
    }
    try {
      return await worker.convert(prevDecl, source, limits);
    } catch (e) {
      // It was another cell that ended it.
      if (e instanceof PassedOver) return convertWarm(prevDecl, source, limits);
      if (worker.hasCrashed()) return null; // Node's own fault, as a snapshot can bring it about.
      throw e;
    }
  }

  return {
    forNotebook(folder, store, seconds = Number.POSITIVE_INFINITY) {
      const closed = new AbortController();
      const limits = { seconds, signal: closed.signal };
      let own: ConverterWorker | null = null;
      // tslab hands out a module's JavaScript only once for each converter: the next notebook needs a fresh one.
      let used = false;

      async function tryWarm(prevDecl: string, source: string): Promise<ConvertedCell | null> {
        warmStart ??= hasSnapshot();
        if (!warmStart || !hasProjectsPackages(folder)) return null;
        const converted = await convertWarm(prevDecl, source, limits);
        // The types in it may be named by files, seen from the warm converter's folder.
        return usesLocalFiles(converted?.conversion?.declOutput ?? "") ? null : converted;
      }
      async function convertOwn(prevDecl: string, source: string): Promise<ConvertedCell> {
        if (own?.isGone()) drop(own);
        own = own?.isGone() === false ? own : take(folder);
        return own.convert(prevDecl, source, limits).catch((e: Error) => {
          if (e instanceof PassedOver) return convertOwn(prevDecl, source);
          throw e;
        });
      }

      return {
        async convert(prevDecl, source) {
          if (usesLocalFiles(prevDecl) || usesLocalFiles(source)) {
            const converted = await convertOwn(prevDecl, source);
            if (converted.meta.module || converted.conversion?.sideOutputs) used = true;
            return converted;
          }
          const key = hashTexts(prevDecl, source);
          const kept = store?.get(key);
          if (kept) return kept;
          const converted = (await tryWarm(prevDecl, source)) ?? (await convertOwn(prevDecl, source));
          if (!used) store?.set(key, converted);
          return converted;
        },
        close() {
          closed.abort();
          giveBack(own, !used);
          own = null;
        },
      };
    },
    close() {
      for (const worker of all) worker.end();
    },
  };
}

interface Limits {
  /** For each cell, from when it is its turn. */
  readonly seconds: number;
  /** Aborted when nobody waits for the cells of a notebook any more: they may not keep others waiting. */
  readonly signal: AbortSignal;
}

/** A converter's process. */
interface ConverterWorker {
  /** That it works in. */
  readonly folder: string;
  /** Whether it has come so far that it can answer. What ends it afterwards is the cell's own doing. */
  readonly started: Promise<boolean>;
  /** @throws PassedOver when it ends before it is this cell's turn. */
  convert(prevDecl: string, source: string, limits: Limits): Promise<ConvertedCell>;
  /** How many cells it has not converted yet. */
  ahead(): number;
  isGone(): boolean;
  /** Whether Node itself has ended it. */
  hasCrashed(): boolean;
  end(): void;
}

/** A converter has ended while another cell was its turn. */
class PassedOver extends Error {}

function startWarmWorker(): ConverterWorker {
  return workerOf(startFromSnapshot(SNAPSHOT_FILE), SNAPSHOT_FOLDER);
}

function startWorker(folder: string): ConverterWorker {
  return workerOf(
    [...CONVERTER_FLAGS, fileURLToPath(new URL("./converterProcess.js", import.meta.url))],
    folder,
  );
}

/** In seconds: setTimeout takes no more than 2^31 ms. */
const LONGEST = 2e6;

function workerOf(args: readonly string[], folder: string): ConverterWorker {
  // A group of its own, which the guard can end: a cell's types can keep it busy for ever.
  const detached = process.platform !== "win32";
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["pipe", "ignore", "pipe", "pipe"],
    detached,
  });
  if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
  /** In their turn. */
  const waiting: { resolve: (c: ConvertedCell) => void; reject: (e: Error) => void; begin: () => void }[] =
    [];
  let gone: Error | null = null;
  let complaint = "";
  let tooLong: string | null = null;
  child.stderr!.on("data", (data) => {
    complaint = (complaint + data).slice(-2000);
  });
  let begin: (ok: boolean) => void = () => {};
  const started = new Promise<boolean>((resolve) => {
    begin = resolve;
  });
  readLines(child.stdio[ANSWERS] as Readable, (line) => {
    if (line === STARTED) {
      begin(true);
      return;
    }
    waiting.shift()?.resolve(JSON.parse(line) as ConvertedCell);
    waiting[0]?.begin();
  });
  child.stdin!.on("error", () => {}); // A process that is gone shows in its end.
  const end = (why: string) => {
    begin(false);
    const how = /heap out of memory|Allocation failed/.test(complaint)
      ? "ran out of memory"
      : `ended (${why})`;
    const said = how.startsWith("ran") || complaint === "" ? "" : `: ${complaint.trim().slice(-500)}`;
    gone = new Error(tooLong ?? `tslab's converter ${how}${said}`);
    const [first, ...others] = waiting.splice(0);
    first?.reject(gone);
    for (const { reject } of others) reject(new PassedOver());
  };
  child.on("close", (code, signal) => end(signal ?? `exit code ${code}`));
  child.on("error", (e) => end(e.message));
  return {
    folder,
    started,
    async convert(prevDecl, source, { seconds, signal }) {
      if (!(await started)) throw gone;
      if (gone) throw new PassedOver();
      let timer: NodeJS.Timeout | undefined;
      let abandon = () => {};
      return new Promise<ConvertedCell>((resolve, reject) => {
        abandon = () => {
          if (waiting[0]?.resolve === resolve) child.kill("SIGKILL");
        };
        signal.addEventListener("abort", abandon);
        const begin = () => {
          if (signal.aborted) abandon();
          if (seconds > LONGEST) return;
          timer = setTimeout(() => {
            tooLong = `TypeScript must check the cell within ${seconds} s, but was still at it`;
            child.kill("SIGKILL");
          }, seconds * 1000);
        };
        waiting.push({ resolve, reject, begin });
        if (waiting.length === 1) begin();
        child.stdin!.write(`${JSON.stringify({ prevDecl, source } satisfies ConvertOrder)}\n`);
      }).finally(() => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abandon);
      });
    },
    ahead: () => waiting.length,
    isGone: () => gone !== null,
    hasCrashed: () => isCrash(child.signalCode),
    end: () => {
      // Nobody waits for these any more, but their timers would keep the command from ending.
      for (const { reject } of waiting.splice(0)) reject(new Error("The converter has been stopped."));
      child.kill("SIGKILL");
    },
  };
}

/** Whether imports by name find the same from here as from the project's root: no packages on the way. */
function hasProjectsPackages(folder: string): boolean {
  if (folder === projectRoot) return true;
  if (!folder.startsWith(projectRoot + sep) || existsSync(join(folder, "node_modules"))) return false;
  return hasProjectsPackages(dirname(folder));
}

// What these compile to depends on files that the key does not know.
function usesLocalFiles(source: string): boolean {
  return /["'`](\.\.?\/|\/|[A-Za-z]:[\\/])|@module|@browser/.test(source);
}
