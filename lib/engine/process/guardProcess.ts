/** Waits for the end of the process that started it, and then kills the processes that it was told of. */
import { readLines } from "./readLines.js";

const guarded = new Set<number>();
readLines(process.stdin, (line) => {
  const pid = Number(line.slice(1));
  if (line.startsWith("+")) guarded.add(pid);
  else guarded.delete(pid);
});
process.stdin.on("close", () => {
  for (const pid of guarded) {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
});
