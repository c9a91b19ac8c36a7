/** Letters, digits and signs of ASCII with single spaces between them: nothing there to compose or to collapse. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Text for comparing labels: composed, lower case, white space collapsed. Nothing else is forgiven. */
export function fold(text: string): string {
  if (text === "" || PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

/**
 * The candidate that a misspelling most likely stands for: at most a quarter of the letters are wrong, or it is the
 * only one that has the text in it or the other way round. Null when there is none; never the text itself.
 * It is only ever suggested, never used instead.
 */
export function nearest(text: string, names: readonly string[]): string | null {
  const folded = fold(text);
  const candidates = names.filter((name) => name !== text);
  const allowed = Math.max(1, Math.floor(folded.length / 4));
  let best: string | null = null;
  let least = allowed + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, fold(candidate), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  if (best !== null || folded.length < 4) return best;
  const around = candidates.filter((candidate) => {
    const other = fold(candidate);
    return other.length >= 4 && (other.includes(folded) || folded.includes(other));
  });
  return around.length === 1 ? (around[0] as string) : null;
}

/** Insertions, deletions and substitutions from a to b (Levenshtein); `limit` when there are that many or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (above[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    if (Math.min(...row) >= limit) return limit;
    above = row;
  }
  return above[b.length] as number;
}
