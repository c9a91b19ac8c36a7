import { parentPort } from "node:worker_threads";
import type { Artefact } from "./artefact.js";
import { gateFor } from "./gate.js";
import type { Secret } from "./secrets.js";

/** First the secrets, then artefacts; each is answered in turn. */
export type ToGate = { readonly secrets: readonly Secret[] } | { readonly artefact: Artefact };
export type FromGate = { readonly places: readonly string[] } | { readonly error: Error };

let look: ReturnType<typeof gateFor> = gateFor([]);
let last = Promise.resolve();

const answer = async (artefact: Artefact): Promise<FromGate> => {
  try {
    return { places: await look(artefact) };
  } catch (error) {
    return { error: error as Error };
  }
};

parentPort?.on("message", (message: ToGate) => {
  last = last.then(async () => {
    if ("secrets" in message) look = gateFor(message.secrets);
    else parentPort?.postMessage(await answer(message.artefact));
  });
});
