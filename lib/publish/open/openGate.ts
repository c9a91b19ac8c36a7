import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { kept } from "../../ground/files/keep.js";
import type { Artefact } from "./artefact.js";
import type { Leak } from "./gate.js";
import type { FromGate, ToGate } from "./gateWorker.js";
import type { Secret } from "./secrets.js";

/** A gate through which what is published together goes, piece by piece as it is made. */
export interface Gate {
  /** Looks through these, while the caller goes on. */
  look(artefacts: readonly Artefact[]): void;
  /** What was found in everything that it was given, in that order. */
  leaks(): Promise<Leak[]>;
}

/**
 * As findLeaks, in a thread of its own, and only through what is another than last time: most of what git holds is the
 * same from run to run. What was found of the rest is kept by its name and content, as long as the secrets are the same.
 * @param what What is published together: it keeps its own.
 */
export function openGate(what: string, secrets: readonly Secret[]): Gate {
  const entry = kept<[string, string[]][]>(
    `publish/leaks/${what}`,
    secrets.map((secret) => JSON.stringify(secret)),
  );
  const earlier = new Map(entry.read() ?? []);
  const thread = takeThread();
  thread.send({ secrets });
  const looked: { key: string; path: string; places: Promise<string[]> }[] = [];
  return {
    look(artefacts) {
      for (const artefact of artefacts) {
        const key = keyOf(artefact);
        const known = earlier.get(key);
        const places = known ? Promise.resolve(known) : thread.ask({ artefact });
        // Who asks for what was found gets the failure.
        places.catch(() => {});
        looked.push({ key, path: artefact.path, places });
      }
    },
    async leaks() {
      // Only now does the thread keep the process from ending: should the caller fail before, it ends.
      thread.worker.ref();
      try {
        const all = await Promise.all(
          looked.map(async ({ key, path, places }) => ({ key, path, found: await places })),
        );
        entry.write(all.map(({ key, found }) => [key, found]));
        return all.flatMap(({ path, found }) => found.map((place) => ({ artefact: path, place })));
      } finally {
        giveBack(thread);
      }
    },
  };
}

interface Thread {
  send(message: ToGate): void;
  ask(message: ToGate): Promise<string[]>;
  readonly worker: Worker;
}

let idle: Thread | null = null;

/** Starts the thread of a gate that is soon to be opened, while there is nothing else to do. */
export function expectGate(): void {
  idle ??= startThread();
}

function takeThread(): Thread {
  const thread = idle ?? startThread();
  idle = null;
  return thread;
}

function giveBack(thread: Thread): void {
  thread.worker.unref();
  if (idle) void thread.worker.terminate();
  idle ??= thread;
}

function startThread(): Thread {
  const worker = new Worker(new URL("./gateWorker.js", import.meta.url));
  worker.unref();
  const waiting: { resolve: (places: string[]) => void; reject: (error: Error) => void }[] = [];
  worker.on("message", (answer: FromGate) => {
    const asked = waiting.shift();
    if ("error" in answer) asked?.reject(answer.error);
    else asked?.resolve([...answer.places]);
  });
  const fail = (error: Error) => {
    if (idle?.worker === worker) idle = null;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("The gate's thread has ended before it had answered.")));
  return {
    worker,
    send: (message) => worker.postMessage(message),
    ask: (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(message);
      }),
  };
}

function keyOf({ path, content }: Artefact): string {
  return createHash("sha256").update(`${path.length}\n${path}`).update(content).digest("hex");
}
