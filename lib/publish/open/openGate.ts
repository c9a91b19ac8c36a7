import { createHash } from "node:crypto";
import { kept } from "../../ground/files/keep.js";
import type { Artefact } from "./artefact.js";
import type { Leak } from "./gate.js";
import { piecesOf } from "./pieces.js";
import { searchBeside } from "./searchBeside.js";
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
  const entry = kept<(readonly [string, string[]])[]>(
    `publish/leaks/${what}`,
    secrets.map((secret) => JSON.stringify(secret)),
  );
  const earlier = new Map(entry.read() ?? []);
  const { search, end } = searchBeside(secrets);
  const found = new Map<string, Promise<string[]>>();
  const looked: { path: string; places: Promise<string[]> }[] = [];
  /** The places in one artefact, or in a piece of one, unless it was looked through last time. */
  const lookOnce = (artefact: Artefact): Promise<string[]> => {
    const key = keyOf(artefact);
    const known = earlier.get(key);
    const places = known ? Promise.resolve(known) : search(artefact);
    found.set(key, places);
    return places;
  };
  const lookThrough = async ({ path, content }: Artefact): Promise<string[]> => {
    const pieces = typeof content === "string" ? piecesOf(content) : [content];
    const inPieces = await Promise.all(pieces.map((piece) => lookOnce({ path, content: piece })));
    // A number that a piece begins or ends with may be a part of another: the whole decides.
    return inPieces.some((places) => places.length > 0) && pieces.length > 1
      ? lookOnce({ path, content })
      : inPieces.flat();
  };
  return {
    look(artefacts) {
      for (const artefact of artefacts) {
        const places = lookThrough(artefact);
        // Who asks for what was found gets the failure.
        places.catch(() => {});
        looked.push({ path: artefact.path, places });
      }
    },
    async leaks() {
      const all = await Promise.all(
        looked.map(async ({ path, places }) => ({ path, places: await places })),
      ).finally(end);
      entry.write(await Promise.all([...found].map(async ([key, places]) => [key, await places] as const)));
      return all.flatMap(({ path, places }) => places.map((place) => ({ artefact: path, place })));
    },
  };
}

function keyOf({ path, content }: Artefact): string {
  return createHash("sha256").update(`${path.length}\n${path}`).update(content).digest("hex");
}
