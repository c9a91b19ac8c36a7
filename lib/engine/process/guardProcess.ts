/** On Windows: waits for the end of the process that started it, and then kills those that it was told of. */
import { readLines } from "./readLines.js";

let guarded: number[] = [];
readLines(process.stdin, (line) => {
  guarded = line.split(" ").filter(Boolean).map(Number);
});
process.stdin.on("close", () => {
  for (const pid of guarded) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
});
