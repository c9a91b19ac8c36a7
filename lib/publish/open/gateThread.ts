/** A thread that looks through what it is sent, while who sends it does something else; see searchBeside. */
import { parentPort, workerData } from "node:worker_threads";
import type { Artefact } from "./artefact.js";
import { gateFor } from "./gate.js";
import type { Secret } from "./secrets.js";

/** What was found in an artefact, by its number; or why it can't be looked through. */
export interface ThreadAnswer {
  readonly id: number;
  readonly places?: string[];
  readonly fault?: string;
}

const search = gateFor(workerData as readonly Secret[]);
parentPort?.on("message", async ({ id, artefact }: { id: number; artefact: Artefact }) => {
  const answer = await search(artefact).then(
    (places): ThreadAnswer => ({ id, places }),
    (error: Error): ThreadAnswer => ({ id, fault: error.message }),
  );
  parentPort?.postMessage(answer);
});
