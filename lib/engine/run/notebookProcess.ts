import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { guardProcess, RUN_MARK, runMark } from "../process/guard.js";
import { killMarked } from "../process/killMarked.js";
import { FLAGS, isCrash, SNAPSHOT_FLAGS } from "../process/nodeFlags.js";
import { processesBelow } from "../process/processesBelow.js";
import { readLines } from "../process/readLines.js";
import type { Order, Report } from "./cellProcess.js";
import { CELL_SNAPSHOT } from "./cellSnapshotFile.js";
import { CUT, createOutputLimit } from "./outputLimit.js";
import { readRaw } from "./rawOutput.js";

/** How an order to the process ended. */
export type OrderEnd =
  /** `left`: what would never have ended by itself, of a drain. */
  | { readonly kind: "done"; readonly ok: boolean; readonly left?: readonly string[] }
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
  /**
   * Runs a cell when those ordered before it have ended. One that follows a cell that failed does not run, and of such
   * an order no end is told.
   * @param seconds Counted from when it is its turn.
   */
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

/** How long, after the process's end, its pipes may still give something: other processes may hold them for ever. */
const PIPES_MS = 300;

/** The variable that marks this one process's children, beside the run's. */
const NOTEBOOK_MARK = "NOTAT_NOTEBOOK";

/**
 * @param folder The notebook's folder.
 * @param fromSnapshot Whether it starts with the library loaded: canStartFromSnapshot says whether it can.
 */
export function startNotebookProcess(
  folder: string,
  env: Readonly<Record<string, string>>,
  onReport: (report: Report) => void,
  fromSnapshot = false,
): NotebookProcess {
  const mark = randomBytes(8).toString("hex");
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const script = fileURLToPath(new URL("./cellProcess.js", import.meta.url));
  const args = fromSnapshot ? [...SNAPSHOT_FLAGS, "--snapshot-blob", CELL_SNAPSHOT] : [...FLAGS, script];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...inherited, ...env, [RUN_MARK]: runMark, [NOTEBOOK_MARK]: mark },
    // 3 carries the reports, 4 the orders; see rawOutput.ts for what comes on 1 and 2.
    stdio: ["ignore", "pipe", "pipe", "pipe", "ipc"],
    // A process group of its own (except on Windows): so that what cells have started ends with it.
    detached: process.platform !== "win32",
  });
  let stderr = "";
  let stopped = false;
  let fault: string | null = null;
  /** Orders that have not ended, in their turn. */
  let waiting: { follows: boolean; begin: () => void; end: (end: OrderEnd) => void }[] = [];
  /** Whether what follows is passed over, since a cell failed. */
  let passing = false;
  const settle = (end: OrderEnd) => {
    waiting.shift()?.end(end);
    if (end.kind === "done" && !end.ok) {
      passing = true;
      const next = waiting.findIndex(({ follows }) => !follows);
      waiting = next < 0 ? [] : waiting.slice(next);
    }
    waiting[0]?.begin();
  };

  let cell = 0;
  /** Whether a cell may have started processes of its own, as far as is known. */
  let hasChildren = false;
  let dying = false;
  /** Reports that wait for the texts before their mark, and texts that wait for the report before them. */
  const held: Report[] = [];
  const texts: { after: number; report: Report }[] = [];
  let handed = 0;
  const admit = createOutputLimit();
  const raw = {
    stdout: readRaw(
      child.stdout!,
      (text) => giveRaw("stdout", text),
      () => release(),
    ),
    stderr: readRaw(
      child.stderr!,
      (text) => giveRaw("stderr", text),
      () => release(),
    ),
  };
  const passed = () => Math.min(raw.stdout.passed(), raw.stderr.passed());

  function giveRaw(name: "stdout" | "stderr", text: string): void {
    if (name === "stderr") {
      stderr = (stderr + text).slice(-4000);
      dying ||= /<--- Last few GCs|^FATAL ERROR:|^----- Native stack trace/m.test(text);
    }
    // Node's own last words hold addresses and times: they say how the process ended, and are no output.
    if (cell === 0 || dying) return;
    const fits = admit(cell, text.length);
    if (fits === "dropped") return;
    const shown = fits === "cut" ? ({ name: "stderr", text: CUT } as const) : { name, text };
    texts.push({ after: raw[name].passed(), report: { type: "stream", cell, ...shown } });
    release();
  }
  /**
   * Hands on what is due, in its order: a report with mark k when everything written before k has been read, a text
   * that was written after mark k when the report with it has been handed on.
   */
  function release(all = false): void {
    for (;;) {
      const text = texts.findIndex(({ after }) => after <= handed);
      if (text >= 0) onReport(texts.splice(text, 1)[0]!.report);
      else if (held[0] && (all || (held[0].mark ?? 0) <= passed())) handOn(held.shift()!);
      else if (all && texts[0]) onReport(texts.shift()!.report);
      else return;
    }
  }
  function handOn(report: Report): void {
    // A cell that has closed a descriptor ends without a mark.
    handed =
      report.mark ?? (report.type === "done" ? Math.max(raw.stdout.passed(), raw.stderr.passed()) : handed);
    if (report.type === "started") cell = report.count;
    if (report.type === "done") hasChildren = report.children;
    onReport(report);
    if (report.type === "done") settle({ kind: "done", ok: report.ok });
    if (report.type === "drained") settle({ kind: "done", ok: true, left: report.left });
  }

  readLines(child.stdio[3] as Readable, (line) => {
    try {
      held.push(JSON.parse(line) as Report);
      release();
    } catch (e) {
      fault = `What a cell gives must be JSON, but file descriptor 3 gave something else: ${(e as Error).message}`;
      killGroup();
    }
  });
  child.stdio[3]!.on("error", () => {});

  const ended = new Promise<OrderEnd>((resolve) => {
    let over = false;
    const end = (code: number | null, signal: string | null) => {
      if (over) return;
      over = true;
      raw.stdout.flush();
      raw.stderr.flush();
      release(true);
      for (const pipe of child.stdio) pipe?.destroy();
      if (!stopped || hasChildren) killMarked(NOTEBOOK_MARK, mark);
      const gone: OrderEnd = { kind: "gone", code, signal, stderr: fault ?? stderr };
      resolve(stopped ? { kind: "stopped" } : gone);
    };
    child.on("error", (e) => {
      stderr += e.message;
      if (child.pid === undefined) end(null, null);
    });
    child.on("exit", (code, signal) => {
      killGroup();
      setTimeout(end, PIPES_MS, code, signal);
    });
    if (child.pid !== undefined) child.on("exit", guardProcess(child.pid));
    child.on("close", end);
  });

  function killGroup(): void {
    if (child.pid === undefined) return;
    kill(process.platform === "win32" ? child.pid : -child.pid);
  }
  function stop(): void {
    // A cell that still runs may have started anything.
    hasChildren ||= waiting.length > 0;
    stopped = true;
    // As long as it lives, those that it has started are known.
    const below = hasChildren && child.pid !== undefined ? processesBelow(child.pid) : [];
    killGroup();
    for (const pid of below) kill(pid);
  }
  async function order(message: Order, seconds: number): Promise<OrderEnd> {
    const follows = message.type === "run" && message.follows === true;
    if (follows && passing) return ended;
    passing = false;
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<OrderEnd>((resolve) => {
      const begin = () => {
        // setTimeout takes no more than 2^31 ms.
        if (seconds < 2e6) timer = setTimeout(() => resolve({ kind: "timeout" }), seconds * 1000);
      };
      waiting.push({ follows, begin, end: resolve });
      if (waiting.length === 1) begin();
      child.send(message, () => {}); // A process that is gone shows in `ended`.
    });
    const end = await Promise.race([answer, ended]);
    clearTimeout(timer);
    if (end.kind === "timeout") hasChildren = true;
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

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** In words, after "The process …". */
export function howItDied({ code, signal, stderr }: Extract<OrderEnd, { kind: "gone" }>): string {
  if (/heap out of memory|Allocation failed/.test(stderr)) return "ran out of memory";
  const said = stderr.trim();
  if (isCrash(signal)) return `crashed (${signal}): in Node, or in a package with machine code`;
  if (signal === "SIGABRT") return "ended itself (SIGABRT: process.abort?)";
  if (signal)
    return `was killed from outside (${signal})${said.startsWith("What a cell gives") ? `: ${said}` : ""}`;
  return `ended itself with exit code ${code}${said ? `: ${said.slice(-500)}` : " (process.exit?)"}`;
}
