const ONES: Readonly<Record<string, number>> = {
  null: 0,
  en: 1,
  én: 1,
  ett: 1,
  ein: 1,
  eitt: 1,
  to: 2,
  tre: 3,
  fire: 4,
  fem: 5,
  seks: 6,
  sju: 7,
  syv: 7,
  åtte: 8,
  ni: 9,
  ti: 10,
  elleve: 11,
  tolv: 12,
  tretten: 13,
  fjorten: 14,
  femten: 15,
  seksten: 16,
  sytten: 17,
  atten: 18,
  nitten: 19,
  tjue: 20,
  tyve: 20,
  tretti: 30,
  tredve: 30,
  førti: 40,
  femti: 50,
  seksti: 60,
  sytti: 70,
  åtti: 80,
  nitti: 90,
};
const SCALES: Readonly<Record<string, number>> = { tusen: 1e3, mill: 1e6, million: 1e6, milliard: 1e9 };

const longestFirst = (words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length).join("|");
const PART = `(?:\\d{1,3}(?!\\d)|${longestFirst([...Object.keys(ONES), "hundre"])}|(?:${longestFirst(Object.keys(SCALES))})(?:er|ar|\\.)?)`;
const RUN = new RegExp(`(?<![\\p{L}\\d.,])${PART}(?:[ -]?(?:og[ -]?)?${PART})+(?![\\p{L}\\d])`, "gu");
const PARTS = new RegExp(PART, "gu");
/** So far before and after a scale a number's other words stand. */
const BESIDE = 150;

/**
 * Numbers that are written in words, as their digits: `sju millioner seks hundre tusen`, `7 millioner 654 tusen 321`.
 * Round ones of digits and a scale («12 millioner») stand anywhere, and are none.
 * @param text In small letters.
 */
export function numberWordsIn(text: string): string[] {
  const found: string[] = [];
  for (let last = 0, scale = /tusen|mill/g, at = scale.exec(text); at; at = scale.exec(text)) {
    if (at.index < last) continue;
    last = at.index + BESIDE;
    for (const [run] of text.slice(Math.max(0, at.index - BESIDE), last).matchAll(RUN)) {
      const digits = String(worthOf(run));
      if (!/\d/.test(run) || /[1-9]\d{2,}[1-9]/.test(digits)) found.push(digits);
    }
  }
  return found;
}

function worthOf(run: string): number {
  let sum = 0;
  let part = 0;
  for (const [word] of run.matchAll(PARTS)) {
    const scale = SCALES[word.replace(/(?:er|ar|\.)$/, "")];
    if (word === "hundre") part = Math.max(1, part) * 100;
    else if (scale === undefined) part += ONES[word] ?? Number(word);
    else {
      sum += Math.max(1, part) * scale;
      part = 0;
    }
  }
  return sum + part;
}
