/** The process that draws ahead: one order a line on its standard input, and ALL when no more come. */
import { readLines } from "../../engine/process/readLines.js";
import { ALL } from "./drawAhead.js";
import { type DrawOrder, drawKept } from "./keptDrawings.js";

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
let last: Promise<unknown> = Promise.resolve();
let all = false;
readLines(process.stdin, (line) => {
  if (line === ALL) all = true;
  else last = last.then(() => drawKept(JSON.parse(line) as DrawOrder));
});
// The parent is gone, and nobody waits.
process.stdin.on("close", () => {
  if (!all) process.exit();
});
