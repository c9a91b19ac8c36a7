import { parentPort, workerData } from "node:worker_threads";
import type { Limits } from "./limits.js";
import { parseWorkbook } from "./parseWorkbook.js";

// The thread in which readWorkbook has a file parsed: it may be stopped at any time, and what a hostile file does to
// its prototypes stays here.
const { file, wanted, limits } = workerData as {
  file: Uint8Array;
  wanted: readonly string[];
  limits: Limits;
};
parentPort?.postMessage(await parseWorkbook(Buffer.from(file), wanted, limits));
