import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

/** So long a process must have lived to be worth a guard: most are gone sooner. */
const AFTER_MS = 1000;

let guard: ChildProcess | null = null;

/**
 * Sees to it that a process ends with ours, also when ours is killed outright and the other one loops: it ends by
 * itself only when it gets to look. A small process waits for our end and then kills what is left.
 * @param pid Leader of a process group (except on Windows).
 * @returns To be called when the process is gone.
 */
export function guardProcess(pid: number): () => void {
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    tell(`+${pid}`);
  }, AFTER_MS);
  timer.unref();
  return () => {
    clearTimeout(timer);
    if (told) tell(`-${pid}`);
  };
}

function tell(line: string): void {
  guard ??= start();
  guard.stdin?.write(`${line}\n`);
}

function start(): ChildProcess {
  const script = fileURLToPath(new URL("./guardProcess.js", import.meta.url));
  // Out of our process group, so that what kills the group leaves the guard.
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.on("error", () => {}); // Without a guard, only a kill of ours leaves something behind.
  child.stdin.on("error", () => {});
  child.unref();
  (child.stdin as Socket).unref();
  return child;
}
