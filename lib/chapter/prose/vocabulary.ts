import { PHRASES, type PhraseInterval } from "./phrases.js";

/** Which way a word of order or change points. */
export type Direction = "up" | "down" | "same";

/** Words of share that are no phrase of the table, and the per cent that each holds for. The first that fits counts. */
const INTERVALS: readonly (readonly [RegExp, Omit<PhraseInterval, "text">])[] = [
  [
    /^(?:nesten|bortimot|så godt som|så å si|praktisk talt|tilnærmet|omtrent|nær) ingen/,
    { above: 0, below: 5 },
  ],
  [/^(?:knapt|neppe)(?: |$)/, { above: 0, below: 5 }],
  [/^(?:ingen|inga|ikke|ikkje|intet|inkje)/, { from: 0, to: 0 }],
  [
    /^(?:nesten|bortimot|så godt som|så å si|praktisk talt|tilnærmet|omtrent|nær|nærmest) (?:alle|samtlige|hele|hver)/,
    { from: 90, below: 100 },
  ],
  [
    /^(?:alle|samtlige|hver|hvert|kvar|kvart|uten unntak|utan unntak|hele|heile|all )/,
    { from: 100, to: 100 },
  ],
  [/^(?:svært|veldig|særdeles|forsvinnende|kun|bare|berre|noen|nokre) (?:svært )?få/, { from: 0, below: 5 }],
  [/(?:^| )(?:få|fåtal|fåtall|fåtallet|en håndfull)/, { from: 0, below: 10 }],
  [/^(?:sjelden|sjeldan|sjeldent|unntaksvis)/, { from: 0, below: 10 }],
  [/^(?:de|dei) (?:aller,? )+(?:fleste|flesteparten)/, { from: 80, below: 100 }],
  [
    /(?:klart?|solid|stort|overveldende|betydelig) (?:fler|fleir)tal|(?:stor|klar) overvekt/,
    { from: 60, below: 100 },
  ],
  [
    /(?:de|dei) fleste|flertal|fleirtal|majoritet|overvekt|flesteparten|domineres|dominerer|(?:over|mer enn|meir enn) halv/,
    { above: 50, below: 100 },
  ],
  [/(?:bror|bruor|løve|lejon|meste|mesta|hoved|hovud|største)(?:part|del|tyngd)/, { from: 60, below: 100 }],
  [
    /^(?:hovedsakelig|hovudsakleg|overveiende|gjennomgående|jevnt over|stort sett|mestendels|i hovedsak|i all hovedsak|for det meste|utelukkende)/,
    { from: 75, to: 100 },
  ],
  [/lite (?:mindretal)/, { above: 0, below: 20 }],
  [/mindretal|minoritet|(?:under|mindre enn) halv/, { above: 0, below: 50 }],
  [
    /^(?:en |ein )?(?:svært |ganske |relativt )?(?:liten|lav|låg|mindre) (?:andel|del)/,
    { from: 0, below: 15 },
  ],
  [
    /^(?:en |ein )?(?:svært |ganske |relativt )?(?:stor|høy|høg|god|betydelig|vesentlig) (?:andel|del)/,
    { from: 40, to: 100 },
  ],
  [/svært mange/, { from: 50, to: 100 }],
  [/mange/, { from: 30, to: 100 }],
];

/**
 * The per cent that a word of share holds for; null when it has none, so that no claim can carry it.
 * @example intervalOf("Nesten alle") // { text: "nesten alle", from: 90, below: 100 }
 */
export function intervalOf(word: string): PhraseInterval | null {
  const text = word.toLowerCase();
  const phrase = PHRASES.find((p) => p.text === text);
  if (phrase) return phrase;
  const found = INTERVALS.find(([pattern]) => pattern.test(text));
  return found ? { text, ...found[1] } : null;
}

const SAME =
  /(?:^|[^\p{L}])(?:lik|like|likt|same|samme|identisk|jevn|jevnt|jamt|stabil|uendr|uforandr|tilsvarende|forskjell|samsvar|som i fjor|holder seg|uendret)/u;
const DOWN =
  /(?:^|[^\p{L}])(?:fær|mindre|minst|minsk|mink|minke|lav|låg|sjeldn|fall|falt|fell|synk|sank|sunk|søkk|avta|avtok|ned|tilbake|reduk|redus|halver|bunn|botn|bak|etter|dårlig|forverr|svekk|krymp|stup|ras|sist|kort|yng|smal|svak|billig|dal|færre|under)/u;
const COMPARED =
  /(?:^|[^\p{L}])(?:flere|fleire|færre|mer|meir|mindre|større|høyere|høgare|lavere|lågare|oftere|oftare|sjeldnere|sjeldnare|\p{L}+(?:ligere|igere|legare)|dyrere|eldre|yngre|lengre|flest|færrest|mest|minst)(?!\p{L})/gu;

/** Which way a word points: «flere» up, «færre» down, «like mange» neither. */
export function directionOf(word: string): Direction {
  const text = word.toLowerCase();
  if (SAME.test(text)) return "same";
  return DOWN.test(text) ? "down" : "up";
}

/** The words of comparison in a claim, also those that are allowed to stand alone («flere», «større»). */
export function comparedIn(text: string): string[] {
  return [...text.toLowerCase().matchAll(COMPARED)].map(([word]) => word.replace(/^[^\p{L}]+/u, ""));
}

/** How much apart two numbers must be, or may be, for a word of degree. */
export interface Degree {
  readonly word: string;
  /** The greater through the smaller. */
  readonly from: number;
  readonly to: number;
}

const DEGREES: readonly (readonly [RegExp, number, number])[] = [
  [/mangedobl|mangfold/, 4, Number.POSITIVE_INFINITY],
  [/tidobl/, 9.5, 10.5],
  [/femdobl/, 4.75, 5.25],
  [/firedobl/, 3.8, 4.2],
  [/tredob/, 2.85, 3.15],
  [/dobl|dobb|halver|halvparten så/, 1.9, 2.1],
  [/halvannen/, 1.45, 1.55],
  [
    /(?:^| )(?:langt|mye|mykje|kraftig|stor|stort|betydelig|vesentlig|vesentleg|markant|atskillig|adskillig|desidert|klart)(?: |$)/,
    1.5,
    Number.POSITIVE_INFINITY,
  ],
  [/(?:^| )(?:klar|tydelig|merkbart)(?: |$)/, 1.2, Number.POSITIVE_INFINITY],
  [/(?:^| )(?:noe|noko|litt|svak|svakt|liten|så vidt)(?: |$)/, 1, 1.2],
];

/** The degree that a claim's words ask for; null when they ask for none. */
export function degreeOf(text: string): Degree | null {
  const found = DEGREES.find(([pattern]) => pattern.test(text.toLowerCase()));
  return found ? { word: text, from: found[1], to: found[2] } : null;
}

/** Whether words of likeness are hedged («omtrent like mange»), and so leave room between the numbers. */
export function isHedged(text: string): boolean {
  return /(?:omtrent|om lag|omlag|nesten|tilnærmet|noenlunde|ganske|nokså|relativt|rundt|små forskjeller|jevnt|jevn )/i.test(
    text,
  );
}
