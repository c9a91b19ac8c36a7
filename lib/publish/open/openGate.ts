import { createHash } from "node:crypto";
import { kept } from "../../ground/files/keep.js";
import type { Artefact } from "./artefact.js";
import { gateFor, type Leak } from "./gate.js";
import type { Secret } from "./secrets.js";

/** A gate through which what is published together goes, piece by piece as it is made. */
export interface Gate {
  /** Looks through these as soon as the caller waits for something. */
  look(artefacts: readonly Artefact[]): void;
  /** What was found in everything that it was given, in that order. */
  leaks(): Promise<Leak[]>;
}

/**
 * As findLeaks, but only through what is another than last time: most of what git holds is the same from run to run.
 * What was found of the rest is kept by its name and content, as long as the secrets are the same.
 * @param what What is published together: it keeps its own.
 */
export function openGate(what: string, secrets: readonly Secret[]): Gate {
  const entry = kept<[string, string[]][]>(
    `publish/leaks/${what}`,
    secrets.map((secret) => JSON.stringify(secret)),
  );
  const earlier = new Map(entry.read() ?? []);
  const search = gateFor(secrets);
  const looked: { key: string; path: string; places: Promise<string[]> }[] = [];
  return {
    look(artefacts) {
      for (const artefact of artefacts) {
        const key = keyOf(artefact);
        const known = earlier.get(key);
        const places = known ? Promise.resolve(known) : search(artefact);
        // Who asks for what was found gets the failure.
        places.catch(() => {});
        looked.push({ key, path: artefact.path, places });
      }
    },
    async leaks() {
      const all = await Promise.all(
        looked.map(async ({ key, path, places }) => ({ key, path, found: await places })),
      );
      entry.write(all.map(({ key, found }) => [key, found]));
      return all.flatMap(({ path, found }) => found.map((place) => ({ artefact: path, place })));
    },
  };
}

function keyOf({ path, content }: Artefact): string {
  return createHash("sha256").update(`${path.length}\n${path}`).update(content).digest("hex");
}
