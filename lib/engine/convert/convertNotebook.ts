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

/** Warm converter processes, shared by the notebooks of one run: as many as work at the same time. */
export interface ConverterPool {
  /** @param seconds For each cell, from when a converter has started. */
  forNotebook(folder: string, store: ConversionStore | null, seconds?: number): NotebookConverter;
  close(): void;
}

export function createConverterPool(jobs = availableParallelism()): ConverterPool {
  const idle: ConverterWorker[] = [];
  const all = new Set<ConverterWorker>();
  let warmStart: boolean | undefined;

  function take(kind: string): ConverterWorker {
    const at = idle.findIndex((worker) => worker.kind === kind);
    if (at >= 0) return idle.splice(at, 1)[0]!;
    const worker = kind === WARM ? startWarmWorker() : startWorker(kind);
    all.add(worker);
    return worker;
  }
  function drop(worker: ConverterWorker): void {
    all.delete(worker);
    worker.end();
  }
  function giveBack(worker: ConverterWorker | null, reusable = true): void {
    if (!worker) return;
    if (reusable && !worker.busy() && !worker.isGone() && idle.length < jobs) {
      idle.push(worker);
      return;
    }
    drop(worker);
  }

  return {
    forNotebook(folder, store, seconds = Number.POSITIVE_INFINITY) {
      let warm: ConverterWorker | null = null;
      let own: ConverterWorker | null = null;
      // tslab hands out a module's JavaScript only once for each converter: the next notebook needs a fresh one.
      let used = false;

      async function convertWarm(prevDecl: string, source: string): Promise<ConvertedCell | null> {
        warmStart ??= hasSnapshot();
        if (!warmStart || !hasProjectsPackages(folder)) return null;
        if (warm?.isGone()) drop(warm);
        warm = warm?.isGone() === false ? warm : take(WARM);
        if (!(await warm.started)) {
          // Node refuses a snapshot when it has been given other flags (NODE_OPTIONS) than at build time.
          warmStart = false;
          return null;
        }
        const converted = await warm.convert(prevDecl, source, seconds).catch((e: Error) => {
          if (warm?.hasCrashed()) return null; // Node's own fault, as a snapshot can bring it about.
          throw e;
        });
        if (!converted) return null;
        // The types in it may be named by files, seen from the warm converter's folder.
        return usesLocalFiles(converted.conversion?.declOutput ?? "") ? null : converted;
      }
      async function convertOwn(prevDecl: string, source: string): Promise<ConvertedCell> {
        if (own?.isGone()) drop(own);
        own = own?.isGone() === false ? own : take(folder);
        return own.convert(prevDecl, source, seconds);
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
          const converted = (await convertWarm(prevDecl, source)) ?? (await convertOwn(prevDecl, source));
          if (!used) store?.set(key, converted);
          return converted;
        },
        close() {
          giveBack(warm);
          giveBack(own, !used);
          warm = null;
          own = null;
        },
      };
    },
    close() {
      for (const worker of all) worker.end();
    },
  };
}

/** A converter's process. */
interface ConverterWorker {
  /** The folder that it works in, or WARM. */
  readonly kind: string;
  /** Whether it has come so far that it can answer. What ends it afterwards is the cell's own doing. */
  readonly started: Promise<boolean>;
  convert(prevDecl: string, source: string, seconds: number): Promise<ConvertedCell>;
  busy(): boolean;
  isGone(): boolean;
  /** Whether Node itself has ended it. */
  hasCrashed(): boolean;
  end(): void;
}

/** From the snapshot, with all types read: for cells that import nothing from their own folder. */
const WARM = "warm";

function startWarmWorker(): ConverterWorker {
  return workerOf(WARM, startFromSnapshot(SNAPSHOT_FILE), SNAPSHOT_FOLDER);
}

function startWorker(folder: string): ConverterWorker {
  return workerOf(
    folder,
    [...CONVERTER_FLAGS, fileURLToPath(new URL("./converterProcess.js", import.meta.url))],
    folder,
  );
}

/** In seconds: setTimeout takes no more than 2^31 ms. */
const LONGEST = 2e6;

function workerOf(kind: string, args: readonly string[], cwd: string): ConverterWorker {
  // A group of its own, which the guard can end: a cell's types can keep it busy for ever.
  const detached = process.platform !== "win32";
  const child = spawn(process.execPath, args, { cwd, stdio: ["pipe", "ignore", "pipe", "pipe"], detached });
  if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
  const waiting: { resolve: (c: ConvertedCell) => void; reject: (e: Error) => void }[] = [];
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
    if (line === STARTED) begin(true);
    else waiting.shift()?.resolve(JSON.parse(line) as ConvertedCell);
  });
  child.stdin!.on("error", () => {}); // A process that is gone shows in its end.
  const end = (why: string) => {
    begin(false);
    const how = /heap out of memory|Allocation failed/.test(complaint)
      ? "ran out of memory"
      : `ended (${why})`;
    const said = how.startsWith("ran") || complaint === "" ? "" : `: ${complaint.trim().slice(-500)}`;
    gone = new Error(tooLong ?? `tslab's converter ${how}${said}`);
    for (const { reject } of waiting.splice(0)) reject(gone);
  };
  child.on("close", (code, signal) => end(signal ?? `exit code ${code}`));
  child.on("error", (e) => end(e.message));
  return {
    kind,
    started,
    async convert(prevDecl, source, seconds) {
      await started;
      if (gone) throw gone;
      let timer: NodeJS.Timeout | undefined;
      return new Promise<ConvertedCell>((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin!.write(`${JSON.stringify({ prevDecl, source } satisfies ConvertOrder)}\n`);
        if (seconds > LONGEST) return;
        timer = setTimeout(() => {
          tooLong = `TypeScript must check the cell within ${seconds} s, but was still at it`;
          child.kill("SIGKILL");
        }, seconds * 1000);
      }).finally(() => clearTimeout(timer));
    },
    busy: () => waiting.length > 0,
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
