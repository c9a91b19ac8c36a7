import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

/** In the environment of everything that a run starts: by it, on Linux, also what has left its group is found. */
export const RUN_MARK = "NOTAT_RUN";
export const runMark = randomBytes(8).toString("hex");

let guard: ChildProcess | null = null;
const guarded = new Set<number>();

/**
 * Sees to it that a process ends with ours, also when ours is killed outright and the other one loops: it ends by
 * itself only when it gets to look. A small process waits for our end and then kills what is left.
 * @param pid Leader of a process group (except on Windows).
 * @returns To be called when the process is gone.
 */
export function guardProcess(pid: number): () => void {
  guard ??= start();
  guarded.add(pid);
  tell();
  return () => {
    guarded.delete(pid);
    tell();
  };
}

function tell(): void {
  guard?.stdin?.write(`${[...guarded].join(" ")}\n`);
}

/** The last line counts. A shell starts in a millisecond, before a cell has started anything. */
const SHELL_GUARD = `pids=; while read -r line; do pids=$line; done
for pid in $pids; do kill -KILL "-$pid"; done
[ -n "$pids" ] && [ -d /proc/self ] && grep -ls "$0" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do kill -KILL "$pid"; done`;

function start(): ChildProcess {
  const [command, args] =
    process.platform === "win32"
      ? [process.execPath, [fileURLToPath(new URL("./guardProcess.js", import.meta.url))]]
      : ["/bin/sh", ["-c", SHELL_GUARD, `${RUN_MARK}=${runMark}`]];
  // Out of our process group, so that what kills the group leaves the guard.
  const child = spawn(command, args, { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.on("error", () => {}); // Without a guard, only a kill of ours leaves something behind.
  child.stdin!.on("error", () => {});
  child.unref();
  (child.stdin as Socket).unref();
  return child;
}
