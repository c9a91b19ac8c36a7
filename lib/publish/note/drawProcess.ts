/** The process that draws ahead: one order a line on its standard input. */
import { readLines } from "../../engine/process/readLines.js";
import { type DrawOrder, drawKept } from "./keptDrawings.js";

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
let last: Promise<unknown> = Promise.resolve();
readLines(process.stdin, (line) => {
  last = last.then(() => drawKept(JSON.parse(line) as DrawOrder));
});
