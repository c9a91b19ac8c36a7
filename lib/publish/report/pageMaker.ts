import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { guardProcess } from "../../engine/process/guard.js";
import { FLAGS } from "../../engine/process/nodeFlags.js";
import { readLines } from "../../engine/process/readLines.js";

/** A page to make of an executed notebook. */
export interface PageOrder {
  /** Path of the executed .ipynb. */
  readonly notebook: string;
  /** Path of the page. */
  readonly target: string;
  readonly title: string;
  /** The notebook's own folder, where its pictures are. */
  readonly folder: string;
  /** Why the notebook stopped before its end. */
  readonly failure?: string;
}

/** `notShown`: what stands as a box in the page, or is left out, since a page can't show it. */
export type PageAnswer = { readonly notShown: readonly string[] } | { readonly fault: string };

/** How long a page may take: a drawing may never come to an end. */
const SECONDS = 60;

/**
 * Makes pages one after the other, in a process of its own that can be ended: whatever is in a notebook, its page is
 * made or refused. The process stays for the next page.
 */
export function pageMaker(seconds = SECONDS) {
  let worker: ReturnType<typeof start> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function make(order: PageOrder): Promise<PageAnswer> {
    if (stopped) return { fault: "it was interrupted" };
    worker ??= start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<PageAnswer>((resolve) => {
      timer = setTimeout(resolve, seconds * 1000, {
        fault: `it was not done within ${seconds} s: some figure in it can't be drawn`,
      });
    });
    const now = worker;
    const { answer, usable } = await Promise.race([
      now.make(order).then((given) => ({ answer: given, usable: now.isAlive() })),
      late.then((given) => ({ answer: given, usable: false })),
    ]).finally(() => clearTimeout(timer));
    if (!usable) {
      now.kill();
      worker = null;
    }
    return answer;
  }

  return {
    /** Starts the process, so that it is ready when the first notebook is. */
    warmUp() {
      worker ??= start();
    },
    make(order: PageOrder): Promise<PageAnswer> {
      const result = last.then(() => make(order));
      last = result;
      return result;
    },
    stop() {
      stopped = true;
      worker?.kill();
      worker = null;
    },
  };
}

function start() {
  const script = fileURLToPath(new URL("./pageProcess.js", import.meta.url));
  const detached = process.platform !== "win32"; // A group of its own, which the guard can end.
  const child = spawn(process.execPath, [...FLAGS, script], {
    stdio: ["pipe", "ignore", "pipe", "pipe"],
    detached,
  });
  let waiting: ((answer: PageAnswer) => void) | null = null;
  let complaint = "";
  let alive = true;
  const settle = (answer: PageAnswer) => {
    waiting?.(answer);
    waiting = null;
  };
  child.stdin!.on("error", () => {}); // A process that is gone shows in its end.
  child.stderr!.on("data", (data) => {
    complaint = (complaint + data).slice(-2000);
  });
  readLines(child.stdio[3] as Readable, (line) => settle(JSON.parse(line) as PageAnswer));
  const end = (why: string) => {
    alive = false;
    const how = /heap out of memory|Allocation failed/.test(complaint) ? "it needs too much memory" : why;
    settle({ fault: how });
  };
  child.on("close", (code, signal) => end(`the process ended (${signal ?? `exit code ${code}`})`));
  child.on("error", (e) => end(e.message));
  if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
  return {
    make: (order: PageOrder) =>
      new Promise<PageAnswer>((resolve) => {
        waiting = resolve;
        if (!alive) end("the process could not be started");
        else child.stdin!.write(`${JSON.stringify(order)}\n`);
      }),
    isAlive: () => alive,
    kill: () => child.kill("SIGKILL"),
  };
}
