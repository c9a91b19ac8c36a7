import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Processes below one, by the process table of Linux; elsewhere that one alone. */
export function processesOf(parent: number): number[] {
  if (process.platform !== "linux") return [parent];
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(
    all.flatMap((pid) => {
      try {
        return [[Number(pid), Number(statOf(Number(pid))[1])] as const];
      } catch {
        return [];
      }
    }),
  );
  const below = (pid: number): number[] =>
    [...parents].flatMap(([child, of]) => (of === pid ? [child, ...below(child)] : []));
  return below(parent);
}

/** Whether a process still runs. One that has ended and is not yet taken off the table (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || statOf(pid)[0] !== "Z";
  } catch {
    return false;
  }
}

/** Those that still run when all have had the time to end: half a minute, on a busy machine. */
export async function leftOf(pids: readonly number[]): Promise<number[]> {
  for (let waited = 0; pids.some(isAlive) && waited < 30_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return pids.filter(isAlive);
}

/** State, parent and so on: what follows the command's name. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** What this process starts from now on leaves no image of its memory behind, where there is a `prlimit`. */
export function leaveNoCore(): void {
  spawnSync("prlimit", ["--core=0", "--pid", String(process.pid)]);
}
