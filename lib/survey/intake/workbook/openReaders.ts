import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
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

/** Processes that read workbooks, some at a time. They are there until they are closed. */
export interface Readers {
  /**
   * Reads a file when a process is free.
   * @param wanted Names of the sheets to read, which must be there; null for all sheets that are not hidden.
   * @throws {UsageError} When there is no such file.
   */
  read(path: string, wanted: readonly string[] | null): Promise<ReadWorkbook>;
  close(): void;
}

/** After so many files a process is replaced: what it has gathered goes with it. */
const FILES = 100;

interface Reader {
  readonly child: ChildProcess;
  files: number;
}

/**
 * Opens processes that read workbooks, each file with a time limit and a memory limit of its own. One that a file has
 * stopped or changed is replaced: no file can tell which came before it. Not threads: a thread that runs out of memory
 * in the wrong place takes all of its process with it.
 * @param count How many files at a time.
 */
export function openReaders(count: number, limits: Limits): Readers {
  const idle: Reader[] = [];
  const waiting: ((reader: Reader) => void)[] = [];
  let running = 0;
  let closed = false;

  function start(): Reader {
    const child = fork(fileURLToPath(new URL("./worker.js", import.meta.url)), [], {
      execArgv: [`--max-old-space-size=${limits.megabytes}`, "--max-semi-space-size=8"],
      serialization: "advanced",
      // What the library prints is not for our reader.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // One that is stopped after its time may still tell of an error.
    child.on("error", () => {});
    // One that waits keeps nobody from ending.
    child.unref();
    child.channel?.unref();
    return { child, files: 0 };
  }

  function take(): Promise<Reader> {
    const free = idle.pop();
    if (free) return Promise.resolve(free.child.connected ? free : start());
    if (running < count) {
      running += 1;
      return Promise.resolve(wake(limits.megabytes) ?? start());
    }
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(reader: Reader, usable: boolean): void {
    const keeps = usable && !closed && reader.files < FILES;
    if (!usable) reader.child.kill("SIGKILL");
    else if (!keeps && !closed) letGo(reader);
    else if (!keeps) rest(reader, limits.megabytes);
    const next = waiting.shift();
    if (next) next(keeps ? reader : start());
    else if (keeps) idle.push(reader);
    else running -= 1;
  }

  return {
    async read(path, wanted) {
      const reader = await take();
      let usable = true;
      try {
        const size = statSync(path, { throwIfNoEntry: false });
        if (!size?.isFile())
          throw new UsageError(`There must be a workbook at ${path}, but there is no such file.`);
        if (size.size > limits.bytes) return { workbook: null, problems: [tooLarge(size.size, limits)] };
        // Only now, so that files which wait their turn are not in memory.
        const file = readFileSync(path);
        const sha256 = createHash("sha256").update(file).digest("hex");
        const { sheets, problems, clean } = await parseIn(reader, file, wanted, limits);
        usable = clean;
        if (sheets.length === 0) return { workbook: null, problems };
        return { workbook: { file: basename(path), sha256, sheets }, problems };
      } catch (error) {
        usable = false;
        throw error;
      } finally {
        giveBack(reader, usable);
      }
    },
    close() {
      closed = true;
      for (const reader of idle.splice(0)) rest(reader, limits.megabytes);
    },
  };
}

/** Processes whose readers are closed, by their memory: whoever opens some soon after need not start them. */
const resting = new Map<number, Set<Reader>>();
const REST = 2000;

function rest(reader: Reader, megabytes: number): void {
  const those = resting.get(megabytes) ?? new Set();
  resting.set(megabytes, those.add(reader));
  setTimeout(() => {
    if (those.delete(reader)) letGo(reader);
  }, REST).unref();
}

function wake(megabytes: number): Reader | null {
  const those = resting.get(megabytes);
  for (const reader of those ?? []) {
    those?.delete(reader);
    if (reader.child.connected && reader.files < FILES) return reader;
    letGo(reader);
  }
  return null;
}

/** It ends by itself when nobody is at the other end any more. */
function letGo({ child }: Reader): void {
  if (child.connected) child.disconnect();
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
 * not be refused: its time goes on until its process has had a quarter of it from the processor, four times as long at
 * most.
 */
const FAIR = 1 / 4;

/**
 * Milliseconds that a process has had from the processor, where the system tells (Linux, in hundredths of a second);
 * elsewhere as many as one could wish.
 */
function processorTime(pid: number | undefined): number {
  try {
    // The name of the program comes before, in brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

interface Parsed {
  readonly sheets: RawSheet[];
  readonly problems: Problem[];
  /** Whether the process may read another file. */
  readonly clean: boolean;
}

function parseIn(
  reader: Reader,
  file: Buffer,
  wanted: readonly string[] | null,
  limits: Limits,
): Promise<Parsed> {
  const { child } = reader;
  reader.files += 1;
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
    const [start, before] = [performance.now(), processorTime(child.pid)];
    const stop = (): void => {
      const isStarved = processorTime(child.pid) - before < limits.milliseconds * FAIR;
      if (isStarved && performance.now() - start < limits.milliseconds / FAIR) {
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
    const onError = (error: Error): void => {
      end();
      reject(error);
    };
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
      end();
      // So V8 ends when its memory is full; 134 where there are no signals.
      const isFull = signal === "SIGABRT" || code === 134;
      resolve(
        isFull
          ? refuse(`Filen må la seg lese med ${limits.megabytes} MB minne.`, "en fil som trenger mer")
          : refuse("Filen må la seg lese til ende.", "en fil som stanser lesingen"),
      );
    };
    function end(): void {
      clearTimeout(timer);
      child.off("message", onMessage).off("error", onError).off("exit", onExit);
      child.unref();
      child.channel?.unref();
    }
    child.ref();
    child.channel?.ref();
    child.once("message", onMessage).once("error", onError).once("exit", onExit);
    // When it has ended meanwhile, the event says so.
    child.send({ file, wanted, limits }, () => {});
  });
}
