import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { UsageError } from "../../../ground/errors.js";
import { type Problem, problem } from "../problem.js";
import type { Limits } from "./limits.js";
import type { RawSheet, RawWorkbook } from "./rawWorkbook.js";
import { megabytes } from "./unpack.js";

/** A workbook from outside, or all that is wrong with it; with one come only problems that are listed. */
export interface ReadWorkbook {
  readonly workbook: RawWorkbook | null;
  readonly problems: readonly Problem[];
}

/** Threads that read workbooks, some at a time. They are there until they are closed. */
export interface Readers {
  /**
   * Reads a file when a thread is free.
   * @param wanted Names of the sheets to read, which must be there; null for all sheets that are not hidden.
   * @throws {UsageError} When there is no such file.
   */
  read(path: string, wanted: readonly string[] | null): Promise<ReadWorkbook>;
  close(): void;
}

/** After so many files a thread is replaced: what it has gathered goes with it. */
const FILES = 100;

interface Thread {
  readonly worker: Worker;
  files: number;
}

/**
 * Opens threads that read workbooks, each file with a time limit and a memory limit of its own. One that a file has
 * stopped or changed is replaced: no file can tell which came before it.
 * @param count How many files at a time.
 */
export function openReaders(count: number, limits: Limits): Readers {
  const idle: Thread[] = [];
  const waiting: ((thread: Thread) => void)[] = [];
  let running = 0;
  let closed = false;

  function start(): Thread {
    const worker = new Worker(new URL("./worker.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      // What the library prints is not for our reader.
      stdout: true,
      stderr: true,
    });
    // A thread that is stopped after its time may still tell of an error.
    worker.on("error", () => {});
    // A thread that waits keeps nobody from ending.
    worker.unref();
    return { worker, files: 0 };
  }

  function take(): Promise<Thread> {
    const free = idle.pop();
    if (free) return Promise.resolve(free);
    if (running < count) {
      running += 1;
      return Promise.resolve(start());
    }
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(thread: Thread, usable: boolean): void {
    const keeps = usable && !closed && thread.files < FILES;
    if (!keeps) void thread.worker.terminate();
    const next = waiting.shift();
    if (next) next(keeps ? thread : start());
    else if (keeps) idle.push(thread);
    else running -= 1;
  }

  return {
    async read(path, wanted) {
      const thread = await take();
      let usable = true;
      try {
        const size = statSync(path, { throwIfNoEntry: false });
        if (!size?.isFile())
          throw new UsageError(`There must be a workbook at ${path}, but there is no such file.`);
        if (size.size > limits.bytes) return { workbook: null, problems: [tooLarge(size.size, limits)] };
        // Only now, so that files which wait their turn are not in memory.
        const file = readFileSync(path);
        const sha256 = createHash("sha256").update(file).digest("hex");
        const { sheets, problems, clean } = await parseIn(thread, file, wanted, limits);
        usable = clean;
        if (sheets.length === 0) return { workbook: null, problems };
        return { workbook: { file: basename(path), sha256, sheets }, problems };
      } catch (error) {
        usable = false;
        throw error;
      } finally {
        giveBack(thread, usable);
      }
    },
    close() {
      closed = true;
      for (const { worker } of idle.splice(0)) void worker.terminate();
    },
  };
}

function tooLarge(size: number, limits: Limits): Problem {
  return problem({
    kind: "file",
    expected: `Filen kan være høyst ${megabytes(limits.bytes)}.`,
    came: megabytes(size),
    wayOut: "Ta bort ark, bilder og formatering som ikke hører til svarene, og send filen på nytt.",
  });
}

/**
 * The limit is of the clock, since the owner waits. But on a machine that is busy with other things an honest file must
 * not be refused: its time goes on until this process has had a quarter of it from the processor, four times as long at
 * most.
 */
const FAIR = 1 / 4;

/** Milliseconds since it was started: by the clock, and of the processor, all threads of this process together. */
function stopwatch(): () => { readonly wall: number; readonly processor: number } {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, processor: (user + system) / 1000 };
  };
}

interface Parsed {
  readonly sheets: RawSheet[];
  readonly problems: Problem[];
  /** Whether the thread may read another file. */
  readonly clean: boolean;
}

function parseIn(
  thread: Thread,
  file: Buffer,
  wanted: readonly string[] | null,
  limits: Limits,
): Promise<Parsed> {
  const { worker } = thread;
  thread.files += 1;
  const refuse = (expected: string, came: string): Parsed => ({
    sheets: [],
    problems: [
      problem({
        kind: "file",
        expected,
        came,
        wayOut: "Åpne filen i Excel, kopier svarene inn i et nytt skjema, og send det i stedet.",
      }),
    ],
    clean: false,
  });
  return new Promise((resolve, reject) => {
    const seconds = Math.ceil(limits.milliseconds / 1000);
    const clock = stopwatch();
    const stop = (): void => {
      const { wall, processor } = clock();
      if (processor < limits.milliseconds * FAIR && wall < limits.milliseconds / FAIR) {
        timer = setTimeout(stop, limits.milliseconds * FAIR);
        return;
      }
      end();
      resolve(
        refuse(
          `Filen må la seg lese på ${seconds} ${seconds === 1 ? "sekund" : "sekunder"}.`,
          "en fil som tar lengre tid",
        ),
      );
    };
    let timer = setTimeout(stop, limits.milliseconds);
    const onMessage = ({ read, clean }: { read: Omit<Parsed, "clean">; clean: boolean }): void => {
      end();
      resolve({ ...read, clean });
    };
    const onError = (error: Error & { code?: string }): void => {
      end();
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
        resolve(refuse(`Filen må la seg lese med ${limits.megabytes} MB minne.`, "en fil som trenger mer"));
      else reject(error);
    };
    const onExit = (): void => {
      end();
      resolve(refuse("Filen må la seg lese til ende.", "en fil som stanser lesingen"));
    };
    function end(): void {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      worker.unref();
    }
    worker.ref();
    worker.once("message", onMessage).once("error", onError).once("exit", onExit);
    worker.postMessage({ file, wanted, limits });
  });
}
