/** What differs between two maps, by key: from → to, null for what is not there. */
export function compareMaps(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
): [key: string, from: string | null, to: string | null][] {
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort();
  return keys
    .map((key): [string, string | null, string | null] => [key, from.get(key) ?? null, to.get(key) ?? null])
    .filter(([, a, b]) => a !== b);
}

/**
 * For each text that was put in the one taken out that it came from: the most alike, each used once; null for none.
 * One text where one stood is that text, however unlike.
 */
export function pairUp(removed: readonly string[], added: readonly string[]): (string | null)[] {
  if (removed.length === 1 && added.length === 1) return [...removed];
  const free = new Set(removed);
  return added.map((to) => {
    const [best] = [...free]
      .map((from) => ({ from, likeness: likeness(from, to) }))
      .filter(({ likeness }) => likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness);
    if (!best) return null;
    free.delete(best.from);
    return best.from;
  });
}

/** Below this share of common words, two texts are two things. */
const ALIKE = 0.4;

/** The share of words that two texts have in common (Dice). */
function likeness(a: string, b: string): number {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const common = [...x].filter((word) => y.has(word)).length;
  return x.size + y.size === 0 ? 1 : (2 * common) / (x.size + y.size);
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
