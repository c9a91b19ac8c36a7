import { fold } from "./nearest.js";

/**
 * The texts that differ, once each, in alphabetical order, numbers in them by their size: `Tier 2` before `Tier 10`. Texts
 * that differ only in case or space are one; empty ones are none.
 */
export function distinctTexts(texts: Iterable<string>): string[] {
  const byFold = new Map<string, string>();
  for (const text of texts) {
    const folded = fold(text);
    if (folded !== "" && !byFold.has(folded)) byFold.set(folded, text.trim());
  }
  const order = (text: string): string =>
    text.replace(/\d+/g, (digits) => digits.padStart(12, "0")).replaceAll("å", "ø~");
  return [...byFold]
    .map(([folded, text]) => ({ text, order: order(folded) }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ text }) => text);
}
