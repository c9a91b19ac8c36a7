import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { guardProcess } from "../process/guard.js";
import { readLines } from "../process/readLines.js";
import type { Order, Report } from "./cellProcess.js";

/** How an order to the process ended. */
export type OrderEnd =
  | { readonly kind: "done"; readonly ok: boolean }
  | { readonly kind: "timeout" }
  /** Ended by us, meanwhile. */
  | { readonly kind: "stopped" }
  /** Ended by itself or by the system. `stderr` is what Node said at the end. */
  | {
      readonly kind: "gone";
      readonly code: number | null;
      readonly signal: string | null;
      readonly stderr: string;
    };

/** The Node process that runs one notebook's cells. */
export interface NotebookProcess {
  run(order: Extract<Order, { type: "run" }>, seconds: number): Promise<OrderEnd>;
  /** Waits until nothing is under way any more, at most so long. */
  drain(seconds: number): Promise<OrderEnd>;
  /** Stops the running cell, if it can be stopped: not in a loop after an `await`. */
  interrupt(): void;
  /** Ends the process and all that it has started. */
  stop(): void;
  /** When the process is gone and everything it reported has been handed on. */
  readonly ended: Promise<OrderEnd>;
}

/** @param folder The notebook's folder. */
export function startNotebookProcess(
  folder: string,
  env: Readonly<Record<string, string>>,
  onReport: (report: Report) => void,
): NotebookProcess {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL("./cellProcess.js", import.meta.url))], {
    cwd: folder,
    env: { ...inherited, ...env },
    // 3 carries the reports, 4 the orders. What a cell's child process writes past us to 1 and 2 has no cell.
    stdio: ["ignore", "pipe", "pipe", "pipe", "ipc"],
    // A process group of its own (except on Windows): so that what cells have started ends with it.
    detached: process.platform !== "win32",
  });
  let stderr = "";
  let stopped = false;
  let waiting: ((end: OrderEnd) => void) | null = null;
  const settle = (end: OrderEnd) => {
    waiting?.(end);
    waiting = null;
  };
  child.stdout!.resume();
  child.stderr!.on("data", (data: Buffer) => {
    stderr = (stderr + data.toString()).slice(-4000);
  });
  readLines(child.stdio[3] as Readable, (line) => {
    const report = JSON.parse(line) as Report;
    onReport(report);
    if (report.type === "done") settle({ kind: "done", ok: report.ok });
    if (report.type === "drained") settle({ kind: "done", ok: true });
  });
  const ended = new Promise<OrderEnd>((resolve) => {
    const end = (code: number | null, signal: string | null) => {
      const how: OrderEnd = stopped ? { kind: "stopped" } : { kind: "gone", code, signal, stderr };
      settle(how);
      resolve(how);
    };
    child.on("error", (e) => {
      stderr += e.message;
      if (child.pid === undefined) end(null, null);
    });
    // What the cells started may hold the pipes open: "close" would wait for it.
    child.on("exit", killGroup);
    if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
    child.on("close", end);
  });

  function killGroup(): void {
    if (child.pid === undefined) return;
    try {
      if (process.platform === "win32") child.kill("SIGKILL");
      else process.kill(-child.pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
  function stop(): void {
    stopped = true;
    killGroup();
  }
  async function order(message: Order, seconds: number): Promise<OrderEnd> {
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<OrderEnd>((resolve) => {
      waiting = resolve;
      if (Number.isFinite(seconds)) timer = setTimeout(() => resolve({ kind: "timeout" }), seconds * 1000);
      child.send(message, () => {}); // A process that is gone shows in `ended`.
    });
    const end = await Promise.race([answer, ended]);
    clearTimeout(timer);
    waiting = null;
    return end;
  }

  return {
    run: order,
    interrupt: () => child.kill("SIGINT"),
    drain: (seconds) => order({ type: "drain" }, seconds),
    stop,
    ended,
  };
}

/** In words, after "The process …". */
export function howItDied({ code, signal, stderr }: Extract<OrderEnd, { kind: "gone" }>): string {
  if (/heap out of memory|Allocation failed/.test(stderr)) return "ran out of memory";
  if (signal) return `was killed from outside (${signal})`;
  const said = stderr.trim();
  return `ended itself with exit code ${code}${said ? `: ${said.slice(-500)}` : " (process.exit?)"}`;
}
