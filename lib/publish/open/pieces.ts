/** A text that is shorter is looked through as one. */
const LONG = 1 << 18;
/** So long a piece is at least. */
const SHORTEST = 1 << 16;
/** What stands on both sides of a piece goes with it: a text that is looked for may stand across a cut, letters in tags. */
const BESIDE = 1 << 12;

/**
 * A long page in pieces with what stands on both sides of each, so that what is the same as last time is known again.
 * Cuts are where a line begins with a tag, since nothing that is packed or coded goes on there, and are chosen by what
 * that line says: a word more before it moves none of those behind.
 */
export function piecesOf(text: string): string[] {
  if (text.length < LONG) return [text];
  const cuts: number[] = [];
  let last = 0;
  for (let at = text.indexOf("\n<", SHORTEST); at >= 0; at = text.indexOf("\n<", at + 1))
    if (at - last >= SHORTEST && isChosen(text, at)) {
      cuts.push(at);
      last = at;
    }
  return [0, ...cuts].map((from, i) => {
    const to = cuts[i] ?? text.length;
    const start = from === 0 ? 0 : Math.max(0, text.lastIndexOf("\n", from - BESIDE));
    const end = text.indexOf("\n", to + BESIDE);
    return text.slice(start, end < 0 ? text.length : end);
  });
}

/** One line of eight. */
function isChosen(text: string, at: number): boolean {
  let sum = 0;
  for (let i = 1; i <= 40; i++) sum = (31 * sum + text.charCodeAt(at + i)) | 0;
  return (sum & 7) === 0;
}
