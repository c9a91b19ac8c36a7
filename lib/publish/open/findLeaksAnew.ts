import { createHash } from "node:crypto";
import { kept } from "../../ground/files/keep.js";
import type { Artefact } from "./artefact.js";
import { findLeaks, type Leak } from "./gate.js";
import type { Secret } from "./secrets.js";

/**
 * As findLeaks, but looks only through what is another than last time: most of what git holds is the same from run to
 * run. What was found of the rest is kept by its name and content, as long as the secrets are the same.
 * @param what What is published together: it keeps its own.
 */
export async function findLeaksAnew(
  what: string,
  artefacts: readonly Artefact[],
  secrets: readonly Secret[],
): Promise<Leak[]> {
  const entry = kept<[string, string[]][]>(
    `publish/leaks/${what}`,
    secrets.map((secret) => JSON.stringify(secret)),
  );
  const earlier = new Map(entry.read() ?? []);
  const keys = artefacts.map(keyOf);
  const anew = await findLeaks(
    artefacts.filter((_, i) => !earlier.has(keys[i]!)),
    secrets,
  );
  const places = keys.map((key, i): [string, string[]] => [
    key,
    earlier.get(key) ??
      anew.filter(({ artefact }) => artefact === artefacts[i]!.path).map(({ place }) => place),
  ]);
  entry.write(places);
  return places.flatMap(([, found], i) => found.map((place) => ({ artefact: artefacts[i]!.path, place })));
}

function keyOf({ path, content }: Artefact): string {
  return createHash("sha256").update(`${path.length}\n${path}`).update(content).digest("hex");
}
