import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { ConvertedCell } from "./cellConverter.js";
import type { ConvertReply, ConvertRequest } from "./converterProcess.js";

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
  forNotebook(folder: string, store: ConversionStore | null): NotebookConverter;
  close(): void;
}

export function createConverterPool(jobs = availableParallelism()): ConverterPool {
  const idle: ConverterWorker[] = [];
  const all = new Set<ConverterWorker>();

  function take(folder: string): ConverterWorker {
    const at = idle.findIndex((worker) => worker.folder === folder);
    if (at >= 0) return idle.splice(at, 1)[0]!;
    const worker = startWorker(folder);
    all.add(worker);
    return worker;
  }
  function end(worker: ConverterWorker): void {
    all.delete(worker);
    worker.end();
  }

  return {
    forNotebook(folder, store) {
      let worker: ConverterWorker | null = null;
      // tslab hands out a module's JavaScript only once for each converter: the next notebook needs a fresh one.
      let used = false;
      return {
        async convert(prevDecl, source) {
          const local = usesLocalFiles(prevDecl) || usesLocalFiles(source);
          const key = local ? null : hash(prevDecl, source);
          const kept = key && store?.get(key);
          if (kept) return kept;
          worker ??= take(folder);
          const converted = await worker.convert(prevDecl, source);
          const plain = !converted.meta.module && !converted.conversion?.sideOutputs;
          if (!plain) used = true;
          else if (key && !used) store?.set(key, converted);
          return converted;
        },
        close() {
          if (!worker) return;
          if (used || worker.busy() || idle.length >= jobs) end(worker);
          else idle.push(worker);
          worker = null;
        },
      };
    },
    close() {
      for (const worker of all) worker.end();
    },
  };
}

interface ConverterWorker {
  readonly folder: string;
  convert(prevDecl: string, source: string): Promise<ConvertedCell>;
  busy(): boolean;
  end(): void;
}

function startWorker(folder: string): ConverterWorker {
  const child: ChildProcess = fork(fileURLToPath(new URL("./converterProcess.js", import.meta.url)), [], {
    cwd: folder,
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const waiting = new Map<number, { resolve: (c: ConvertedCell) => void; reject: (e: Error) => void }>();
  let next = 0;
  let complaint = "";
  child.stderr!.on("data", (data) => {
    complaint = (complaint + data).slice(-2000);
  });
  child.on("message", ({ id, converted }: ConvertReply) => {
    waiting.get(id)?.resolve(converted);
    waiting.delete(id);
  });
  const gone = (why: string) => {
    for (const { reject } of waiting.values()) {
      reject(new Error(`tslab's converter ended (${why}).${complaint && `\n${complaint}`}`));
    }
    waiting.clear();
  };
  child.on("exit", (code, signal) => gone(signal ?? `exit code ${code}`));
  child.on("error", (e) => gone(e.message));
  return {
    folder,
    convert: (prevDecl, source) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error(`tslab's converter has ended. ${complaint}`));
        const id = next++;
        waiting.set(id, { resolve, reject });
        child.send({ id, prevDecl, source } satisfies ConvertRequest);
      }),
    busy: () => waiting.size > 0,
    end: () => {
      waiting.clear();
      child.kill("SIGKILL");
    },
  };
}

// What these compile to depends on files that the key does not know.
function usesLocalFiles(source: string): boolean {
  return /["'`](\.\.?\/|\/|[A-Za-z]:[\\/])|@module|@browser/.test(source);
}

function hash(...texts: string[]): string {
  const h = createHash("sha256");
  for (const text of texts) h.update(`${text.length}\n`).update(text);
  return h.digest("hex").slice(0, 32);
}
