import { Worker } from "node:worker_threads";
import { ContentError } from "../../ground/errors.js";
import type { Artefact } from "./artefact.js";
import { gateFor } from "./gate.js";
import type { ThreadAnswer } from "./gateThread.js";
import type { Secret } from "./secrets.js";

/** In bytes. Less takes no longer than a thread takes to start. */
const HERE = 1_000_000;

/**
 * As gateFor, but what is more than a little is looked through in a thread of its own: where much is another than last
 * time it takes as long as all else that makes a note.
 */
export function searchBeside(secrets: readonly Secret[]) {
  const here = gateFor(secrets);
  const waiting = new Map<number, { resolve: (places: string[]) => void; reject: (e: Error) => void }>();
  let thread: Worker | null = null;
  let asked = 0;
  let size = 0;

  function start(): Worker {
    const worker = new Worker(new URL("./gateThread.js", import.meta.url), { workerData: secrets });
    worker.on("message", ({ id, places, fault }: ThreadAnswer) => {
      if (places) waiting.get(id)?.resolve(places);
      else waiting.get(id)?.reject(new ContentError(fault ?? ""));
      waiting.delete(id);
      if (waiting.size === 0) worker.unref();
    });
    worker.on("error", (e) => {
      for (const { reject } of waiting.values()) reject(e as Error);
    });
    return worker;
  }

  return {
    /** @throws {ContentError} As gateFor. */
    search(artefact: Artefact): Promise<string[]> {
      size += artefact.content.length;
      if (size <= HERE) return here(artefact);
      thread ??= start();
      thread.ref();
      return new Promise((resolve, reject) => {
        const id = asked++;
        waiting.set(id, { resolve, reject });
        thread?.postMessage({ id, artefact });
      });
    },
    /** Who has all answers ends the thread. */
    end(): void {
      void thread?.terminate();
      thread = null;
    },
  };
}
