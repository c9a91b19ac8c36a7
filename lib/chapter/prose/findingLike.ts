import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../ground/project.js";

/** So many places have the signs of a sentence; what falls on one place is taken together. */
export const PLACES = 2 ** 16;

/**
 * The signs of a sentence: its words, two and three of them in a row, and the beginnings, endings and middles of words,
 * of two to five letters. In Norwegian, these tell forms («-ene», «ble …t») that no list of words has.
 * @returns Place → how much of the sign there is; each of the two kinds has length 1 together.
 */
export function signsOf(sentence: string): Map<number, number> {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}-]+|[?:–!;,]/gu) ?? [];
  const row = ["^", ...words, "$"];
  const rows: string[] = [];
  for (let n = 1; n <= 3; n++)
    for (let i = 0; i + n <= row.length; i++) rows.push(`w${row.slice(i, i + n).join(" ")}`);
  const parts: string[] = [];
  for (const word of words.map((one) => `_${one}_`))
    for (let n = 2; n <= 5; n++)
      for (let i = 0; i + n <= word.length; i++) parts.push(`c${word.slice(i, i + n)}`);
  const signs = new Map<number, number>();
  for (const kind of [rows, parts]) {
    const counts = new Map<string, number>();
    for (const sign of kind) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    const amounts = [...counts].map(([sign, count]) => [placeOf(sign), 1 + Math.log(count)] as const);
    const length = Math.sqrt(amounts.reduce((sum, [, amount]) => sum + amount * amount, 0));
    for (const [place, amount] of amounts) signs.set(place, (signs.get(place) ?? 0) + amount / length);
  }
  return signs;
}

/** FNV-1a. */
function placeOf(sign: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < sign.length; i++) hash = Math.imul(hash ^ sign.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}

/** From the lowest weight to the highest. No digits: the gate over what is published would take them for amounts. */
export const LETTERS = "ZYXWVUTSRQPONMLKJIHGFEDCBA_abcdefghijklmnopqrstuvwxyz";

const ZERO = LETTERS.indexOf("_");

/** What `test/gate/learn.js` has learnt: of each place a letter, whose distance from `_` times `scale` is its weight. */
export interface Learnt {
  readonly bias: number;
  readonly scale: number;
  readonly weights: string;
}

export const LEARNT = join(projectRoot, "lib", "chapter", "prose", "learnt.json");
let learnt: Learnt | undefined;

/**
 * How like a finding a sentence sounds: above 0 as those that say how the answers are, below 0 as those of method,
 * definition, rule, thanks and background. A linear support vector machine over the signs, learnt from the sentences
 * that are committed under `test/fixtures/gate`; most lie between -1.5 and 1.5.
 * @example findingLike("Etatene samarbeider godt.") > 0
 */
export function findingLike(sentence: string): number {
  learnt ??= JSON.parse(readFileSync(LEARNT, "utf8")) as Learnt;
  return likeBy(learnt, sentence);
}

/** As findingLike, by what has been learnt from other sentences. */
export function likeBy({ bias, scale, weights }: Learnt, sentence: string): number {
  let sum = 0;
  for (const [place, amount] of signsOf(sentence)) sum += amount * (LETTERS.indexOf(weights[place]!) - ZERO);
  return bias + scale * sum;
}
