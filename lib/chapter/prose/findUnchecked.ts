import { keptLines } from "../../ground/files/keptLines.js";
import { findingLike } from "./findingLike.js";
import { HARMLESS } from "./harmless.js";
import { isAnswer, isBareStatement, isJudgement, isStatement } from "./isStatement.js";
import { INSERT, type Kind, RULES } from "./lexicon.js";
import { compile, OWN_UNITS, words } from "./pattern.js";
import { readText } from "./readText.js";

/** A word or number in running text that only a value, a share phrase or a claim may bring. */
export interface Unchecked {
  readonly text: string;
  readonly kind: Kind;
}

/** Nouns that make a number before them a count. */
const COUNTED = `(?:prosent|%|av\\b|(?:${OWN_UNITS}|\\p{L}*tiltak(?:a|ene)?|(?:prosjekt|virksomhet|verksemd|etat|sektor|direktorat|departement|innmelding|respondent)(?:er|ar|ene|ane|a))(?!\\p{L})|svar(?:ene)?\\b|innspill|skjema|personer|ansatte|kommuner|løsninger|tjenester|forslag|kroner|mill|mrd|stykker|stk|ganger|hundredel)`;
/** Works whose chapters and figures are not those of this note. */
const OTHER_WORK =
  "(?:[^.\\n]{0,30}(?:strategi|notat|rapport|melding|proposisjon|rundskriv|lov|forskrift|veileder|direktiv|forordning|håndbok|bok|handlingsplan|instruks)\\p{L}*)";
const YEAR = "(?:19|20)\\d\\d(?:\\s?[–-]\\s?(?:19|20)?\\d\\d)?";
const YEAR_CUE =
  "(?:i|fra|til|for|siden|før|etter|innen|mellom|og|eller|mot|om|per|pr\\.|enn|med|ut|av|til og med|utgangen av|starten av|høsten|våren|sommeren|vinteren|jula|året|årene|år|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|kvartal|tertial|halvår|–|-)";

/** Digits that are no number of the survey. */
const NUMBERED = [
  // Chapters of other works, before what names the work is taken out.
  `(?<=${OTHER_WORK}[»*”)]?,? (?:se |side \\d+ og )?)(?:kapittel|kap\\.|punkt|pkt\\.|figur|tabell|vedlegg)\\s*\\d[\\d.:/–-]*(?!\\s*${COUNTED})`,
  `(?:kapittel|kap\\.|punkt|pkt\\.|figur|tabell|vedlegg)\\s*\\d[\\d.:/–-]*(?= (?:i|av|hos) ${OTHER_WORK})`,
  "nou \\d{4}: ?\\d+",
  "(?:notat|rapport|rundskriv) \\d{4}:\\d+",
  `(?<=[\u0001»*”],? (?:se |side \\d+ og )?)(?:kapittel|kap\\.|punkt|pkt\\.|figur|tabell|vedlegg)\\s*\\d[\\d.:/–-]*(?!\\s*${COUNTED})`,
  // Paragraphs, pages, laws, cases.
  `(?:§+|spørsmål|appendiks|side|sidene|s\\.|artikkel|art\\.|ledd|bokstav|nr\\.|notat|rapport|rapporten|nou|meld\\. ?st\\.|st\\.meld\\.|ot\\.prp\\.|prop\\.|innst\\.|dok\\.|sak|saksnr\\.|nummer|saksnummer|journalnummer|postboks|forskrift|lov|isbn|issn|iso|ns|org\\.nr\\.|versjon|v\\.|fotnote|note)\\s*(?:nr\\. )?\\d[\\d.:/–-]*\\d?(?: [sl](?= |$|[.,)]))?(?![\\d.,]*\\d|\\s*${COUNTED}|\\s+(?:på|i) (?:list|rekk))`,
  "(?:telefon|tlf\\.|mobil)\\s*(?:\\d\\d ?){3,5}",
  "\\d{4}-\\d\\d-\\d\\d(?:-(?:nr\\.? ?)?\\d+)?",
  "\\d{2,4}/\\d{2,6}(?!\\s*(?:tiltak|av))",
  // Products and standards.
  "altinn (?:2|3|ii|iii)|windows \\d\\d?|(?:office|microsoft) 365|web 2\\.0|industri 4\\.0|html ?5|ipv[46]|[45]g",
  // Years: after a word that brings one, in brackets, as part of a word, or where no noun can follow.
  `(?<=(?:^|[^\\p{L}\\p{N}])${YEAR_CUE} )${YEAR}(?![\\d%]|[.,]\\d|\\s*${COUNTED})`,
  `(?<=[(«])${YEAR}(?=[)»]|: )`,
  `(?<![\\d.,])${YEAR}(?=-\\p{L}|[:]\\d|[.,;:)!?»*–]|$| ?–|\\n| (?:er|var|ble|blir|skal|vil|kan|har|hadde|og|eller|gjelder|gjaldt|om|om|som|på)(?: |$))(?![.,]\\d)`,
];
/** Names that capitals tell: COVID-19, H-7/19, NLOD 2.0. */
const CASED =
  /(?<![A-ZÆØÅa-zæøå])(?:[A-ZÆØÅ]+-\d{1,3}(?= |[.,;:)]|$)|[A-ZÆØÅ]-\d+\/\d+|[A-ZÆØÅ][a-zæøå]+(?:veien|vegen|gata|gaten|gate|plassen?|torget?|alleen|bakken|stredet) \d{1,3}[A-Za-z]?(?= *[,.;)]|$|\n)|[A-ZÆØÅ][A-ZÆØÅa-zæøå]+ \d\.\d(?!\d|[.,]\d)(?= (?!av|prosent|ganger|mill|mrd|tiltak)|[.,;:)]|$))/gm;
const NUMBER = /(?<!\p{L}|\p{N})[−-]?\p{N}+(?:[ .,⁄/]\p{N}+)*(?: ?[%‰])?|(?<=\p{Ll})\p{N}{2,}(?: ?%)?/gu;
const ROMAN = /(?<![\p{L}\p{N}])[IVXLCDM]{2,}(?= (?:av|prosent|hundre|tiltak|virksomhet|prosjekt))/gu;

interface Compiled {
  readonly rules: readonly { readonly kind: Kind; readonly pattern: RegExp }[];
  readonly harmless: readonly RegExp[];
  readonly numbered: readonly RegExp[];
  readonly count: RegExp;
}
const compiled = new Map<string, Compiled>();

/** The lexicon for a survey whose rows and bodies have the nouns given. */
function lexiconFor(units: readonly string[]): Compiled {
  const key = units.join("|");
  const known = compiled.get(key);
  if (known) return known;
  const made = {
    rules: RULES.map(({ kind, pattern }) => ({ kind, pattern: words(pattern, units) })),
    harmless: HARMLESS.map(({ pattern }) => words(pattern, units)),
    numbered: NUMBERED.map((pattern) => compile(pattern, units)),
    count: words(`\\d+ ${COUNTED}`, units),
  };
  compiled.set(key, made);
  return made;
}
const OWN_REFERENCE = words("(?:kapittel|kap\\.|figur|tabell|vedlegg)\\s*\\d+(?:\\.\\d+)*");
// The letters of Norwegian, Sámi and the names of Europe. Any other can be taken for one of them (Сyrillic а, Greek ο).
const STRANGE = /\p{L}*(?=\p{L})[^A-Za-zÀ-ÖØ-öø-ÿĀ-İĴ-ķĹ-ľŁ-žǤǥǦǧǨǩǮǯƷʒ]\p{L}*/gu;
/** After a full stop that is no abbreviation's, or a line. */
const SENTENCE =
  /(?<=[.!?][»”")]?)(?<!\b(?:mill|mrd|[Cc]a|[Nn]r|kap|pkt|jf|bl\.a|f\.eks|evt|hhv|[Mm]eld|St|st|Prop|prop|kl|s|art)\.)(?= +[\p{Lu}«"(\uE000-\uE004])|(?<=\n)|(?=\^\[)/u;
/** Where a clause of its own begins. */
const CLAUSE = /(?<=[;:–|]|, (?:og|men|mens))(?= )|(?<=,)(?= (?:resten|de øvrige|de andre|alle andre) )/u;
/** Where a main clause of its own begins, with its subject. */
const COORDINATE =
  /(?<=, men)(?= (?!det |da |så |ikke |bare |uten |med |kan |er |ikkje |som |også |i |for |på |derfor |her |der |hva |vi |å |\p{L}+er )\p{L})|(?<=, (?:og|mens))(?= (?:tiltakene|virksomhetene|etatene|departementene|prosjektene|gevinstene|direktoratene|pengene|kostnadene|innbyggerne)(?: |$))/u;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s>)\]]+/g;

/**
 * Finds what running text may not say on its own: digits, number words, words of share, order and change, in what a
 * reader sees of it; chapters and figures of this note by number; letters of other alphabets.
 *
 * @param markdown With values and claims replaced by `INSERT`.
 * @param names Products and documents whose names hold such words.
 * @param units The survey's own nouns for what is counted.
 * @returns In the order of the text, without overlaps.
 * @example findUnchecked("Halvparten av tiltakene") // [{ text: "Halvparten", kind: "share" }]
 */
export function findUnchecked(
  markdown: string,
  names: readonly string[] = [],
  units: readonly string[] = [],
): readonly Unchecked[] {
  const asked = JSON.stringify([markdown, names, units]);
  const known = judged.get(asked);
  if (known) return known;
  const found = judge(markdown, names, units);
  judged.set(asked, found);
  return found;
}

/** To be ready, the lexicon takes longer than most chapters take to say what they say; and most say what they said. */
const judged = keptLines<readonly Unchecked[]>("chapter/unchecked");

function judge(markdown: string, names: readonly string[], units: readonly string[]): readonly Unchecked[] {
  const { rules, harmless, numbered, count } = lexiconFor(units);
  const seen = readText(markdown);
  const blank = (match: string): string => "\u0001".repeat(match.length);
  let found: (Unchecked & { at: number })[] = [];
  for (const match of seen.matchAll(STRANGE)) found.push({ text: match[0], kind: "letter", at: match.index });
  let text = plainLetters(seen.replace(CASED, blank));
  for (const name of names) text = text.replaceAll(plainLetters(name), blank);
  text = text.replace(ADDRESS, (address) =>
    saysMore(address, rules, count) ? address.replace(/[^\p{L}\p{N}]/gu, " ") : blank(address),
  );
  const whole = text;
  // What is harmless takes words out: where no rule finds any, nothing is to be taken.
  const hitting = rules.filter(({ pattern }) => text.search(pattern) >= 0);
  if (hitting.length > 0 || /\d/.test(text))
    for (const pattern of harmless) text = text.replace(pattern, blank);
  const numbers = numbered.reduce((left, pattern) => left.replace(pattern, blank), text);
  const add = (kind: Kind, at: number, length: number): void => {
    const said = seen.slice(at, at + length);
    found.push({ text: said.trim(), kind, at: at + said.length - said.trimStart().length });
  };
  const collect = (source: string, pattern: RegExp, kind: Kind): void => {
    for (const match of source.matchAll(pattern))
      if (match[0].trim() !== "") add(kind, match.index, match[0].length);
  };
  for (const { pattern, kind } of hitting) collect(text, pattern, kind);
  for (const match of text.matchAll(/[a-zß-öø-ɏ]+(?:-[a-zß-öø-ɏ]+)+/g)) {
    const joined = match[0].replaceAll("-", "");
    const rule = rules.find(({ pattern }) =>
      [...`${joined} av tiltakene`.matchAll(pattern)].some(({ 0: hit }) => hit.length >= joined.length),
    );
    if (rule) add(rule.kind, match.index, match[0].length);
  }
  collect(numbers, OWN_REFERENCE, "reference");
  collect(numbers, NUMBER, "number");
  collect(seen, ROMAN, "number");
  let start = 0;
  let asked = "";
  for (const sentence of seen.split(SENTENCE)) {
    const end = start + sentence.length;
    // A number carries the clause that it stands in.
    const parts = sentence.split(sentence.includes(INSERT) ? CLAUSE : COORDINATE);
    let from = start;
    for (const part of parts) {
      const to = from + part.length;
      // Its words are refused already, one by one.
      const refused = found.some(({ at }) => at >= from && at < to);
      const clause = whole.slice(from, to);
      if (
        !refused &&
        (isStatement(clause, units) ||
          (asked !== "" && isAnswer(clause)) ||
          isJudgement(clause) ||
          (from > start && !clause.includes(INSERT) && isBareStatement(clause)))
      ) {
        const said = /^[\s*#>,;:–-]*(.*?)[\s.!:;,]*$/s.exec(part)?.[1] ?? part;
        add("statement", from + part.indexOf(said), said.length);
      }
      from = to;
    }
    if (isWhole(sentence)) {
      // Names and addresses have no part in it.
      const like = findingLike(`${asked}${whole.slice(start, end)}`);
      const here = found.filter(({ at }) => at >= start && at < end);
      const isHarmless = text.slice(start, end) !== whole.slice(start, end);
      const limit = FINDING[isHarmless ? "harmless" : isEnded(sentence) ? "sentence" : "heading"];
      if (like > limit && here.length === 0 && !isQuestion(sentence)) {
        const said = /^[\s*#>,;:–-]*(.*?)[\s.!:;,]*$/s.exec(sentence)?.[1] ?? sentence;
        add("statement", start + sentence.indexOf(said), said.length);
      } else if (
        isEnded(sentence) &&
        here.every(({ kind }) => like < (NO_FINDING[kind] ?? Number.NEGATIVE_INFINITY))
      )
        found = found.filter((one) => !here.includes(one));
    }
    asked = isQuestion(sentence) ? whole.slice(start, end) : "";
    start = end;
  }
  return withoutOverlaps(found);
}

/**
 * Above it a sentence is a finding whatever its words, as it held best for sentences that were not learnt from. Headings
 * say less, and so do sentences in which words that are refused stand in one of the harmless senses.
 */
const FINDING = { sentence: 0.05, heading: 0.25, harmless: 0.3 };
/**
 * Below it words of their kind make no finding of a sentence: those that method, rules and plans have too. Shares and
 * numbers are refused wherever they stand.
 */
const NO_FINDING: Partial<Record<Kind, number>> = { statement: -0.1, order: -0.3, change: -0.3 };
/** Whether a sentence or heading has words enough for its sound to tell, and nothing from the data that carries it. */
const isWhole = (sentence: string): boolean =>
  !/[\uE000-\uE004]/.test(sentence) &&
  (isEnded(sentence) || isSayingHeading(sentence)) &&
  (sentence.match(/\p{L}{2,}/gu)?.length ?? 0) >= 4;
const isQuestion = (sentence: string): boolean => sentence.trimEnd().endsWith("?");
/** «Skyen er i bruk», «Teknologi – mest sky»; not «Bruk av teknologi», nor «Hvor tiltakene blir brukt». */
const isSayingHeading = (line: string): boolean =>
  /^[\s*#>«–-]*\p{Lu}/u.test(line) &&
  !/^[\s*#>«–-]*(?:hva|hvem|hvor\p{L}*|hvilke[nt]?|kva|kven|kor\p{L}*|når|slik)(?!\p{L})/iu.test(line) &&
  /[–:]|(?<!\p{L})(?:er|blir|ble|har|hadde|kan|skal|vil|må|får|fikk|går|gikk|gir|ga|tar|tok|står|ligger|kommer|mangler)(?!\p{L})/iu.test(
    line,
  );
const isEnded = (sentence: string): boolean => /[.!?][»”")*\s]*$/.test(sentence);

/** Lower case, and words of a different accent as they read («flést»), letter by letter; «én» keeps its own. */
function plainLetters(text: string): string {
  const lower = text.toLowerCase();
  // A letter that becomes two would move all that follow it.
  const same =
    lower.length === text.length
      ? lower
      : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  return same.replace(/[àáâãäèéêëìíîïòóôõöùúûüý]/g, (letter, at: number) =>
    letter === "é" && /^én(?![a-zß-öø-ɏ])/.test(same.slice(at)) && !/[a-zß-öø-ɏ]$/.test(same.slice(0, at))
      ? letter
      : letter.normalize("NFD").charAt(0),
  );
}

/** Whether an address that the reader sees says something of the kind that is refused. */
function saysMore(address: string, rules: Compiled["rules"], count: RegExp): boolean {
  const spoken = address.replace(/[^\p{L}\p{N}]/gu, " ");
  return spoken.search(count) >= 0 || rules.some(({ pattern }) => spoken.search(pattern) >= 0);
}

/** The earliest and, of those, the longest. */
function withoutOverlaps(found: readonly (Unchecked & { at: number })[]): Unchecked[] {
  const sorted = [...found].sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  let end = -1;
  return sorted.flatMap(({ text, kind, at }) => {
    if (at < end) return [];
    end = at + text.length;
    return [{ text, kind }];
  });
}
