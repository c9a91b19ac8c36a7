/**
 * Shares in words, and the per cent that each holds for. One table: the prose chooses from it, the methods page
 * prints it. `above` and `below` leave the limit itself out; `from` and `to` take it in.
 */
export const PHRASES = [
  { text: "halvparten", from: 45, to: 55 },
  { text: "litt over halvparten", above: 50, to: 60 },
  { text: "godt over halvparten", from: 55, to: 75 },
  { text: "nesten halvparten", from: 44, below: 50 },
  { text: "i underkant av halvparten", from: 40, below: 50 },
  { text: "to tredjedeler", from: 64, to: 70 },
  { text: "om lag to tredjedeler", from: 62, to: 71 },
  { text: "nesten tre fjerdedeler", from: 70, below: 75 },
  { text: "tre fjerdedeler", from: 72, to: 78 },
  { text: "fire av fem", from: 77, to: 83 },
  { text: "omtrent to femdeler", from: 37, to: 43 },
  { text: "en tredjedel", from: 30, to: 37 },
  { text: "om lag en tredjedel", from: 29, to: 38 },
  { text: "i underkant av en tredjedel", from: 27, below: 33.34 },
  { text: "omtrent en fjerdedel", from: 20, to: 30 },
  { text: "i underkant av en fjerdedel", from: 19, below: 25 },
  { text: "omtrent en sjettedel", from: 14, to: 20 },
  { text: "omtrent en åttedel", from: 11, to: 14 },
  { text: "flertallet", above: 50, to: 100 },
  { text: "de fleste", above: 50, to: 100 },
  { text: "nesten alle", from: 90, below: 100 },
  { text: "få", from: 0, below: 10 },
  { text: "svært få", from: 0, below: 5 },
] as const satisfies readonly PhraseInterval[];

/** A phrase of the table. */
export type Phrase = (typeof PHRASES)[number]["text"];

export interface PhraseInterval {
  readonly text: string;
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
}

/** Whether a share may be called by a phrase. `n` of `base`, compared as integers. */
export function phraseHolds(phrase: PhraseInterval, n: number, base: number): boolean {
  const share = 100 * n;
  if (phrase.from !== undefined && share < phrase.from * base) return false;
  if (phrase.above !== undefined && share <= phrase.above * base) return false;
  if (phrase.to !== undefined && share > phrase.to * base) return false;
  return !(phrase.below !== undefined && share >= phrase.below * base);
}

/**
 * The phrase for a share: of those that hold, the one whose interval has its middle nearest; the earlier one in the
 * table when two are as near.
 * @returns Null when none holds (10.5 per cent, say: print the number).
 * @example choosePhrase(1, 2)?.text // "halvparten"
 */
export function choosePhrase(n: number, base: number): (typeof PHRASES)[number] | null {
  const distance = (phrase: PhraseInterval): number =>
    Math.abs((100 * n) / base - (low(phrase) + high(phrase)) / 2);
  const holding = PHRASES.filter((phrase) => phraseHolds(phrase, n, base));
  return holding.reduce<(typeof PHRASES)[number] | null>(
    (best, phrase) => (best === null || distance(phrase) < distance(best) ? phrase : best),
    null,
  );
}

/** `27–33,3 prosent`, `over 50 prosent`, `under 10 prosent`: for the methods page. */
export function describeInterval(phrase: PhraseInterval): string {
  const print = (x: number): string => String(Math.floor(x * 10) / 10).replace(".", ",");
  if (high(phrase) === 100 && phrase.above !== undefined) return `over ${print(phrase.above)} prosent`;
  if (low(phrase) === 0) return `under ${print(high(phrase))} prosent`;
  const start = phrase.above !== undefined ? `over ${print(phrase.above)}` : `fra ${print(low(phrase))}`;
  const end =
    phrase.below !== undefined ? `til under ${print(phrase.below)}` : `til og med ${print(high(phrase))}`;
  return `${start} ${end} prosent`;
}

function low(phrase: PhraseInterval): number {
  return phrase.from ?? phrase.above ?? 0;
}

function high(phrase: PhraseInterval): number {
  return phrase.to ?? phrase.below ?? 100;
}
