import { chosenYear } from "../../ground/project.js";
import { evaluate, sourceOf } from "../../numbers/address/evaluate.js";
import { type Address, endsOf, parsePlace, printAddress } from "../../numbers/address/parseAddress.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { FRAME, isOfBodies, laterQuestionnaire, unitAt, unitsOf } from "../../numbers/worlds/units.js";
import { isWorld, worldOf } from "../../numbers/worlds/worlds.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { ItemDefinition, Questionnaire } from "../../survey/questionnaire/types.js";
import { SHARES } from "../../transforms/measured.js";
import type { ClaimRecord, Part } from "../outputs.js";
import { findUnchecked } from "./findUnchecked.js";
import { INSERT, UNITS } from "./lexicon.js";
import { comparedOrderOf, ranksOf } from "./ranks.js";
import { readText } from "./readText.js";
import { checkSelection } from "./selectionLabels.js";
import { uncheckedIn } from "./template.js";
import { comparedIn, directionOf } from "./vocabulary.js";

// Where a claim begins and ends in the text as read.
const OPEN = "\uE002";
const CLOSE = "\uE003";
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, "g");

/** A sentence of a text as a reader sees it, with what stands in it. */
interface Sentence {
  /** With `INSERT` for each value and phrase, and marks around each claim. */
  readonly text: string;
  readonly values: readonly Inserted[];
  readonly claims: readonly ClaimRecord[];
  /** The paragraph that it belongs to; a heading belongs to the one below it. */
  readonly paragraph: number;
}

interface Inserted {
  readonly record: ValueRecord;
  readonly phrase: boolean;
  /** As it is printed: the number, or the phrase. */
  readonly said: string;
  /** Where its `INSERT` stands in the sentence. */
  readonly at: number;
}

/**
 * Finds values that do not fit the text around them: another base or unit than the text says, another year, a word
 * before them that changes them, another option than the sentence speaks of; and two years side by side without a
 * comparison.
 * @returns One message a fault, each with the sentence and the way out.
 */
export function checkContext(where: string, parts: readonly Part[]): string[] {
  const sentences = sentencesOf(parts);
  const problems = sentences.flatMap((sentence, i) => {
    const previous = sentences[i - 1];
    // A sentence may go on from the one before it in its paragraph.
    const before = previous?.paragraph === sentence.paragraph ? previous : undefined;
    return [
      ...findTouching(sentence),
      ...findModified(sentence),
      ...findOtherUnit(sentence),
      ...findOtherQuantified(sentence),
      ...findOtherBase(sentence),
      ...findOtherYear(sentence),
      ...findDenied(sentence, before),
      ...findDeniedAnswer(sentence),
      ...findRealised(sentence),
      ...findOtherOption(sentence, sentences),
      ...findOtherItem(sentence, sentences),
      ...(where === "title" ? findUnasked(sentence) : []),
      ...findReversed(sentence, before),
      ...findMisordered(sentence),
      ...(where === "prose" || where === "summary" ? findUnnamed(sentences, i) : []),
    ].map((problem) => `${where}: ${problem} It stands in «${shown(sentence)}».`);
  });
  return [
    ...problems,
    ...findTwoYears(parts, sentences).map((problem) => `${where}: ${problem}`),
    ...findExcepted(parts).map((problem) => `${where}: ${problem}`),
    ...ownLabels(valuesOf(parts)).map((problem) => `${where}: ${problem}`),
  ];
}

/**
 * What is wrong with the label of a bar or row that an author wrote: it is text, and must not speak of another answer
 * than its number counts.
 * @returns One message a fault.
 */
export function checkLabel(label: string, record: ValueRecord): string[] {
  const parts: Part[] = [
    // «Før gjennomføring» is of what comes before it.
    { kind: "text", text: `${label.replace(/(?<!\p{L})(?:før|etter|fram til) \p{L}+/giu, "")}: ` },
    { kind: "value", value: record },
  ];
  const sentences = sentencesOf(parts);
  return [
    ...uncheckedIn(`label «${label}»`, label),
    ...sentences
      .flatMap((sentence) => findOtherOption(sentence, sentences))
      .map((problem) => `label «${label}»: ${problem}`),
    ...findStrangeLabel(label, record),
    ...ownLabels([record]).map((problem) => `label «${label}»: ${problem}`),
  ];
}

const ANY_LABEL =
  /^(?:rest|øvrig|andre|annet|annen|alle|alt|begge|bare|ingen|ikke|totalt|samlet|sum|besvart|ubesvart|svart|mangl|uten|med|oppgitt|ukjent|høst|vår|først|sist|under|over|inntil|eller|ellers|minst|høyst|flere|ett|hele|noe|deler|delvis|gjør|skal|både|verken|mellom|kroner)/iu;

const COUNTED_NOUN =
  /^(?:\p{L}*tiltak(?:et|a|ene)?|prosjekt\p{L}*|virksomhet\p{L}*|etat\p{L}*|departement\p{L}*|sektor\p{L}*)$/iu;

/** What is done or how it went, which a name for several answers may only say in their words: «Fullført». */
const JUDGING =
  /^(?:\p{L}+(?:ert|ørt|agt|satt|gitt|lykket|lykka|lykkede|sinket|sinka|stanset|stoppet|sluttet|klart|brutt|nådd|løst|ferdige?|drevet|styrt)|ferdige?|klare?|gode?|godt|bra|dårlige?|svake?|sterke?|trygge?|sikre?|modne?|umodne?|lovende|solide?|suksess\p{L}*|fiasko\p{L}*)$/u;

/** A label with words of its own must share one with what its number counts: the answer, the question, who was asked. */
function findStrangeLabel(label: string, record: ValueRecord): string[] {
  const letters = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  // Several answers together have a name for all of them («Det offentlige»), which none of them need hold; what is said
  // of them after it must be theirs.
  const several = addressesOf(record).some(({ cell }) =>
    cell.some((part) => part !== "*" && part.length > 1),
  );
  const said = several ? (/(?:^|[^\p{L}])(?:som|der) (.*)$/iu.exec(label)?.[1] ?? "") : label;
  const judged = several ? letters(label).filter((word) => JUDGING.test(word) && !ANY_LABEL.test(word)) : [];
  const long = letters(said).filter((word) => word.length >= 5 && !ANY_LABEL.test(word));
  const beyond = long.filter((word) => !COUNTED_NOUN.test(word));
  // The unit alone says nothing: «Tiltak som lykkes».
  const own = beyond.length > 0 && /(?:^|[^\p{L}])(?:som|der) /iu.test(label) ? beyond : long;
  const item = addressesOf(record).flatMap((address) => findItemOf(address) ?? []);
  const known = letters(
    [
      record.counted,
      record.filter,
      record.baseText,
      ...record.questions,
      ...item.flatMap(({ label: name, options }) => [name, ...options.map((option) => option.label)]),
      record.address.replace(/[/_|×+]/g, " "),
    ].join(" "),
  );
  const isHeard = (word: string): boolean => known.some((heard) => isLike(word, heard));
  if ((own.length === 0 || own.some(isHeard)) && judged.every(isHeard)) return [];
  return [
    `label «${label}»: its number counts «${record.counted}» (${record.address}), and the label must say so with a word of it.`,
  ];
}

/** The parts with each claim's whole sentence in its record. */
export function withSentences(parts: readonly Part[]): Part[] {
  const sentences = sentencesOf(parts);
  const fill = (part: Part): Part => {
    if (part.kind !== "claim") return part;
    const sentence = sentences.find(({ claims }) => claims.includes(part.claim));
    const claim = { ...part.claim, sentence: sentence ? shown(sentence) : part.claim.text };
    return { ...part, parts: part.parts.map(fill), claim };
  };
  return parts.map(fill);
}

function sentencesOf(parts: readonly Part[]): Sentence[] {
  const values: Omit<Inserted, "at">[] = [];
  const claims: ClaimRecord[] = [];
  const flat = (list: readonly Part[]): string =>
    list
      .map((part) => {
        switch (part.kind) {
          case "value":
            values.push({ record: part.value, phrase: false, said: part.value.text });
            return INSERT;
          case "phrase":
            values.push({ record: part.value, phrase: true, said: part.text });
            return INSERT;
          case "claim":
            claims.push(part.claim);
            return `${OPEN}${flat(part.parts)}${CLOSE}`;
          case "reference":
            return `[@${part.to}]`;
          default:
            return part.text;
        }
      })
      .join("");
  const markdown = flat(parts);
  let nextValue = 0;
  let nextClaim = 0;
  let paragraph = 0;
  return readText(markdown)
    .split("\n")
    .flatMap((line) => {
      const here = paragraph;
      // A heading has no full stop.
      if (/[.!?:]\s*$/.test(line.replace(MARKS, "")) || !markdown.includes("#")) paragraph += 1;
      return line.split(SENTENCE_END).map((text): Sentence => {
        const inserted = [...text.matchAll(new RegExp(INSERT, "g"))].map(({ index }) => ({
          ...(values[nextValue++] as Omit<Inserted, "at">),
          at: index,
        }));
        const asserted = [...text.matchAll(new RegExp(OPEN, "g"))].map(
          () => claims[nextClaim++] as ClaimRecord,
        );
        return { text, values: inserted, claims: asserted, paragraph: here };
      });
    })
    .filter(({ text }) => text.trim() !== "");
}

const SENTENCE_END = new RegExp(
  `(?<=[.!?][»”)]?${CLOSE}?)(?<!(?:mill|mrd|ca|nr|kap|pkt|jf|bl\\.a|f\\.eks|evt|hhv|St|Prop)\\.) +(?=[\\p{Lu}«"(${OPEN}${INSERT}])`,
  "u",
);

function shown({ text, values }: Sentence): string {
  let i = 0;
  return text
    .replace(MARKS, "")
    .replace(new RegExp(INSERT, "g"), () => values[i++]?.said ?? "…")
    .replace(/\uE001/g, "…")
    .replace(/\s+/g, " ")
    .trim();
}

function valuesOf(parts: readonly Part[]): ValueRecord[] {
  return parts.flatMap((part) => {
    if (part.kind === "value" || part.kind === "phrase") return [part.value];
    return part.kind === "claim" ? [...part.claim.values, ...valuesOf(part.parts)] : [];
  });
}

const addressesOf = (record: ValueRecord): readonly Address[] => endsOf(parsePlace(record.address));
const yearsOf = (record: ValueRecord): number[] => addressesOf(record).map(({ year }) => year);
const isShare = ({ record, phrase }: Inserted): boolean => {
  const [address, other] = addressesOf(record);
  return phrase || (other === undefined && address !== undefined && SHARES.has(address.statistic));
};
/** Of a value: the text before it and after it, up to the neighbouring values. */
function around(
  { text, values }: Sentence,
  value: Inserted,
): { before: string; after: string; next: Inserted | undefined } {
  const i = values.indexOf(value);
  const next = values[i + 1];
  return {
    before: text.slice((values[i - 1]?.at ?? -1) + 1, value.at),
    after: text.slice(value.at + 1, next?.at ?? text.length).replace(MARKS, ""),
    next,
  };
}

function findTouching({ text, values }: Sentence): string[] {
  const bare = text.replace(MARKS, "");
  const name = (at: number): string =>
    values[[...bare.slice(0, at + 1).matchAll(new RegExp(INSERT, "g"))].length - 1]?.record.text ?? "";
  return [
    ...[
      ...bare.matchAll(new RegExp(`${INSERT}(?=[\\p{L}\\p{N}${INSERT}])|(?<=[\\p{L}\\p{N}])${INSERT}`, "gu")),
    ].map(
      ({ index }) =>
        `${name(index)} must have a space or a sign on both sides, or it reads as another number.`,
    ),
    ...[...bare.matchAll(new RegExp(`(?<=[-−+±~<>≈×=^])${INSERT}|(?<!${INSERT}–)(?<=–)${INSERT}`, "gu"))].map(
      ({ index }) =>
        `${name(index)} must stand without a sign before it: use difference(a, b), or increase and decrease.`,
    ),
  ];
}

/** Words that make a number before which they stand another number. */
const MODIFIER =
  /(?:^|[^\p{L}])(over|under|nesten|knapt|knappe|drøyt|drøye|snaut|snaue|rundt|omtrent|om lag|omlag|cirka|ca\.|nær|nærmere|bortimot|minst|maks|maksimalt|høyst|opptil|opp mot|inntil|mer enn|meir enn|mindre enn|flere enn|færre enn|halvparten av|dobbelt av|et par|i underkant av|i overkant av|godt|vel|minus|pluss|hele|heile|utrolige|imponerende|bare|berre|kun|ikke mindre enn|fulle|ganger|dobbelt) $/iu;

function findModified(sentence: Sentence): string[] {
  return sentence.values.flatMap((value) => {
    const { before } = around(sentence, value);
    const { record, phrase } = value;
    const all =
      /(?:^|[.:;,(] ?|(?:^|[^\p{L}])(?:og|at|men|mens|er) )((?:alle|samtlige)(?: de| dei| disse)?) $/iu.exec(
        before.replace(MARKS, ""),
      )?.[1];
    if (all !== undefined && !before.trimEnd().endsWith(CLOSE))
      return [
        `«${all}» before «${value.said}» says that none is left out: assert it with atLeast(share, 100)\`…\`, or take it away.`,
      ];
    if (phrase && /(?:^|[^\p{L}])(?:ikke|ikkje|verken) $/iu.test(before.replace(MARKS, "")))
      return [`«ikke» before «${value.said}» denies it: count the other answer.`];
    const word = MODIFIER.exec(before.replace(MARKS, ""))?.[1]?.toLowerCase();
    if (word === undefined) return [];
    const { n, base } = record;
    const part = n !== null && base !== null && base > 0 ? n / base : null;
    if (before.trimEnd().endsWith(CLOSE)) return findRounded(value, word);
    // «under 13 departementer»: what is over them.
    if (word === "under" && isOfGroups(record)) return [];
    if (word === "inntil" && record.address.endsWith("/max")) return [];
    if (["bare", "berre", "kun"].includes(word) && part !== null && part <= 0.5) return [];
    return [
      `«${word}» must not stand before «${value.said}», which is ${phrase ? `${n} of ${base}` : "the number itself"}: take the word away, or assert a limit with atLeast or atMost.`,
    ];
  });
}

/** A bound must not be rounded to where it no longer holds: «minst 9 prosent» of 8.56. */
function findRounded({ record }: Inserted, word: string): string[] {
  const printed = /^([\d\u00a0 ]+(?:,\d+)?) prosent/.exec(record.text)?.[1];
  if (printed === undefined || record.n === null || record.base === null) return [];
  const [whole = "", decimals = ""] = printed.replace(/[\u00a0 ]/g, "").split(",");
  const scale = 10 ** decimals.length;
  const said = Number(whole + decimals) * record.base;
  const exact = 100 * scale * record.n;
  const up = /^(?:minst|over|mer|meir|flere)/.test(word);
  const down = /^(?:høyst|under|maks|opptil|inntil|mindre|færre)/.test(word);
  return (up && said > exact) || (down && said < exact)
    ? [
        `«${word} ${record.text}» must hold for the exact share, which is ${record.n} of ${record.base}: print it with lowerBound, upperBound or oneDecimal so that it is rounded to the safe side.`,
      ]
    : [];
}

/** Nouns that mean much the same, and what they are called where none of them is the survey's own. */
const UNIT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:[\p{L}-]*tiltak(?:et|a|ene)?|prosjekt(?:er|ene|a)?)$/iu, "tiltak"],
  [/^(?:virksomhet(?:er|ene)|verksemd(?:er|ene)|etat(?:er|ene)|direktorat(?:er|ene|a))$/iu, "virksomheter"],
  [/^(?:mill|mrd|millioner|milliarder|kroner|kr)$/iu, "kroner"],
  [/^(?:departement(?:er|ene|a)|departementsområde(?:r|ne))$/iu, "departementer"],
];
/** The noun right after a number, or after its «av de». */
const NOUN_AFTER =
  /^\s*(?:\([^)]*\)\s*)?(?:av (?:alle )?(?:de |dei |disse )?)?(?:(?!(?:i|på|for|til|fra|med|som|og|eller|er|var|har|hos|blant|av|under|mot|skal|ble|at|men|om|der|enn|de|dem|minst|ett|én|en|et|hver|hvert) )[\p{L}-]+ ){0,2}?([\p{L}-]+)/iu;

function findOtherUnit(sentence: Sentence): string[] {
  return sentence.values.flatMap((value) => {
    const { after } = around(sentence, value);
    const unit = unitOf(value.record);
    // Up to two words may stand between; the first of them that is a unit counts.
    const noun = NOUN_AFTER.exec(after)?.[0].split(/\s+/).filter(Boolean) ?? [];
    const rest = after.slice(NOUN_AFTER.exec(after)?.[0].length ?? 0);
    const words = [...noun, ...(/^ [\p{L}-]+(?: [\p{L}-]+)?/u.exec(rest)?.[0].trim().split(" ") ?? [])];
    const stop = words.findIndex((word) =>
      /^(?:i|på|for|til|fra|med|som|og|eller|er|var|har|hos|blant|under|mot|skal|ble|at|men|om|der|enn|minst|ett|én|en|et|hver|hvert|\p{L}+erer|(?:gjen)?bruker|deler|gjelder|omfatter|oppgir|oppga|mangler|samarbeider|utvikler)$/iu.test(
        word,
      ),
    );
    const near = stop < 0 ? words : words.slice(0, stop);
    const said = near.map((word) => unitSaid(word, value.record.year)).find((found) => found !== undefined);
    if (unit === null || said === undefined || said === unit) return [];
    return [`«${value.said}» counts ${unit} (${value.record.address}), but the text says ${said}.`];
  });
}

/** «De fleste virksomhetene», asserted of tiltak. */
function findOtherQuantified({ text, claims }: Sentence): string[] {
  return claims.flatMap((claim, i) => {
    const [value] = claim.values;
    const from = [...text.matchAll(new RegExp(OPEN, "g"))][i]?.index ?? 0;
    const noun = QUANTIFIED.exec(text.slice(from).replace(MARKS, ""))?.[1];
    const unit = value ? unitOf(value) : null;
    const said = value && noun !== undefined ? unitSaid(noun, value.year) : undefined;
    if (!value || unit === null || said === undefined || said === unit) return [];
    return [`«${claim.text}» is of ${unit} (${value.address}), but the text says ${said}.`];
  });
}
const QUANTIFIED =
  /^(?:[\p{L}]+ ){0,3}?(?:fleste|flertallet|mange|få|alle|samtlige|halvparten|flest|færrest)(?: av)?(?: alle)?(?: de| dei| disse)? ([\p{L}-]+)/iu;

/** The unit that a word names: the survey's own, or one that others have. */
function unitSaid(word: string, year: number): string | undefined {
  const { unit, bodyUnit, groupUnit } = unitsOf(year);
  const units = [unit, bodyUnit, ...(groupUnit ? [groupUnit] : [])];
  const own = units.find(({ one, many, all }) => [one, many, all].includes(word.toLowerCase()));
  if (own) return own.many;
  const alike = UNIT_WORDS.find(([pattern]) => pattern.test(word));
  return alike && (units.find(({ many }) => alike[0].test(many))?.many ?? alike[1]);
}

/** What a number counts; null when it counts no unit of the survey. */
function unitOf(record: ValueRecord): string | null {
  const [address] = addressesOf(record);
  if (!address || !worldOf(address).countsUnits) return null;
  if (address.statistic === "distinct") return distinctIn(address);
  if (address.statistic === "rank") return null;
  return unitAt(address).many;
}

/** Whether a number is of what bodies are placed under. */
function isOfGroups(record: ValueRecord): boolean {
  const [address] = addressesOf(record);
  const questionnaire = loadedAnswers(record.year)?.questionnaire ?? laterQuestionnaire(record.year);
  return address?.statistic === "distinct" && address.items[0] === questionnaire?.ministry?.key;
}

/** What different answers to an item are, when they are bodies or their ministries. */
function distinctIn({ year, items: [key] }: Address): string | null {
  const questionnaire = loadedAnswers(year)?.questionnaire ?? laterQuestionnaire(year);
  if (key !== undefined && key === questionnaire?.body?.key) return questionnaire.bodyUnit.many;
  return key !== undefined && key === questionnaire?.ministry?.key
    ? (questionnaire.groupUnit?.many ?? null)
    : null;
}

const ALL_UNITS = new RegExp(
  `^\\s*(?:\\([^)]*\\)\\s*)?av (?:alle (?:de )?(?:innmeldte )?|(?:de )?innmeldte )(?:${UNITS})`,
  "iu",
);
const WHO_ANSWERED =
  /^\s*(?:\([^)]*\)\s*)?av (?:de )?(?:[\p{L}-]+ )?[\p{L}-]+ (?:som (?:har )?(?:svart|svarte|svarer|besvarte|oppga|oppgir|oppgav)|med (?:svar|oppgitt))/iu;

function findOtherBase(sentence: Sentence): string[] {
  let fronted: Inserted | undefined;
  return sentence.values.flatMap((value, i) => {
    const { before, after, next } = around(sentence, value);
    if (!isShare(value)) {
      if (
        /(?:^|[.:;,] ?)(?:av|blant) (?:alle )?(?:de |dei )?$/i.test(before.replace(MARKS, "")) &&
        !isShareBefore(sentence, i)
      )
        fronted = value;
      return [];
    }
    const { record } = value;
    const problem = (what: string): string =>
      `${record.text} is a share of ${record.baseText} (${record.address}), but the text says ${what}. Say its own base, or take another share.`;
    if (
      next &&
      !isShare(next) &&
      /^\s*(?:\([^)]*\)\s*)?\(?av (?:alle )?(?:de |dei )?$/i.test(after) &&
      next.record.n !== record.base &&
      !isRowsOf(next.record, record, after)
    )
      return [problem(`av ${next.record.text}`)];
    if (
      fronted &&
      fronted.record.n !== null &&
      fronted.record.n !== record.base &&
      !/^\s*(?:\([^)]*\)\s*)?av /.test(after)
    )
      return [problem(`av ${fronted.record.text}`)];
    const left = missingFrom(record);
    const all = ALL_UNITS.exec(after);
    if (all && (left > 0 || !record.filter.startsWith("alle "))) return [problem(all[0].trim())];
    const answered = WHO_ANSWERED.exec(after);
    if (answered && left === 0 && unanswered(record) > 0) return [problem(answered[0].trim())];
    return [];
  });
}

/** Whether a number is how many rows there are in a share's base, which may stand behind it: «71 prosent (av 200 skoler)». */
function isRowsOf(other: ValueRecord, record: ValueRecord, after: string): boolean {
  const [address] = addressesOf(record);
  if (address === undefined || !/^\s*\(av /i.test(after)) return false;
  const cell = address.cell.map(() => "*" as const);
  return other.address === printAddress({ ...address, cell, statistic: "unweighted" });
}

function isShareBefore({ values, text }: Sentence, i: number): boolean {
  const previous = values[i - 1];
  return (
    previous !== undefined &&
    isShare(previous) &&
    /^\s*(?:\([^)]*\)\s*)?av (?:alle )?(?:de |dei )?$/i.test(
      text.slice(previous.at + 1, values[i]?.at).replace(MARKS, ""),
    )
  );
}

/** How many of those asked are left out of a share's base, and how many of them did not answer; 0 when it is not known. */
function missingFrom(record: ValueRecord): number {
  return Math.max(0, (countAt(record, "asked") ?? record.base ?? 0) - (record.base ?? 0));
}
function unanswered(record: ValueRecord): number {
  const [asked, answered] = [countAt(record, "asked"), countAt(record, "answered")];
  return asked === null || answered === null ? 0 : asked - answered;
}
function countAt(record: ValueRecord, statistic: "asked" | "answered"): number | null {
  const [address] = addressesOf(record);
  if (!address || address.subset === FRAME || isOfBodies(address)) return null;
  try {
    return evaluate(printAddress({ ...address, cell: address.cell.map(() => "*" as const), statistic }))
      .value;
  } catch {
    // An earlier year of which this was not published, or a selection of the author's own.
    return null;
  }
}

const TEMPORAL = /(?:^|[^\p{L}])(?:i|for|høsten|våren|sommeren|vinteren|året) ((?:19|20)\d\d)(?![\d–-])/giu;

function findOtherYear({ text, values, claims }: Sentence): string[] {
  const bare = text;
  const mentions = [...bare.matchAll(TEMPORAL)].map((match) => ({
    year: Number(match[1]),
    at: match.index,
  }));
  const anyYear = new Set([...bare.matchAll(/(?:19|20)\d\d/g)].map(([year]) => Number(year)));
  const compared = new Set(claims.flatMap(({ values: looked }) => looked.flatMap(yearsOf)));
  return values.flatMap((value, i) => {
    const years = yearsOf(value.record);
    if (years.length > 1) return [];
    const year = years[0] as number;
    const following = mentions.find(
      ({ at }) =>
        at > value.at &&
        at < (values[i + 1]?.at ?? bare.length) &&
        !/[,;:.]/.test(bare.slice(value.at + 1, at).replace(/mill\./g, "")) &&
        bare
          .slice(value.at + 1, at)
          .trim()
          .split(/\s+/).length <= 4,
    );
    const governing = following ?? mentions.filter(({ at }) => at < value.at).at(-1);
    // «12 prosjekter slutter i 2026»: the year is the answer that is counted.
    const counts = addressesOf(value.record).some(({ cell }) =>
      cell.some((part) => part !== "*" && part.includes(String(governing?.year))),
    );
    if (governing && governing.year !== year && !counts && !(following === undefined && compared.has(year)))
      return [
        `${value.record.text} is of ${year}, but the text says ${governing.year}. Write the year as \${year(…)} of what the number comes from.`,
      ];
    if (
      !governing &&
      year !== chosenYear() &&
      !anyYear.has(year) &&
      !compared.has(year) &&
      !/året før|i fjor|forrige/i.test(bare)
    )
      return [`${value.record.text} is of ${year}, and its sentence must say so: «i \${year(…)}».`];
    return [];
  });
}

function findTwoYears(parts: readonly Part[], sentences: readonly Sentence[]): string[] {
  const notes = new Set(parts.flatMap((part) => (part.kind === "label" && part.breakOf ? [part] : [])));
  const ids = [...new Set(sentences.map(({ paragraph }) => paragraph))];
  return ids.flatMap((id) => {
    const here = sentences.filter(({ paragraph }) => paragraph === id);
    const years = new Set(here.flatMap(({ values }) => values.flatMap(({ record }) => yearsOf(record))));
    const claims = here.flatMap((sentence) => sentence.claims);
    const settled = claims.some(
      ({ sets, values }) => sets === "apart" || new Set(values.flatMap(yearsOf)).size > 1,
    );
    if (years.size < 2 || settled || notes.size > 0) return [];
    return [
      `Numbers of ${[...years].sort().join(" and ")} stand in one paragraph, so it must compare them (\${increase(compare(…))\`…\`}, \${breakNote(…)}) or say that they cannot be compared (\${notComparable(q.item)\`…\`}, \${otherGround("…")\`…\`}): «${here.map(shown).join(" ").slice(0, 160)}».`,
    ];
  });
}

/** An exception is for what no answer counts, not for a word of share before the tiltak. */
function findExcepted(parts: readonly Part[]): string[] {
  return parts.flatMap((part, i) => {
    const next = parts[i + 1];
    if (part.kind !== "exception" || next?.kind !== "text") return [];
    return exceptsAnswers(part.text, next.text) ? [refuseException(part.text)] : [];
  });
}

/** Whether excepted words are of share, order or change and stand before the tiltak or bodies that are counted. */
export function exceptsAnswers(words: string, after: string): boolean {
  return (
    findUnchecked(`${words}${after.slice(0, 60)}`).some(
      ({ kind, text }) => /share|order|change/.test(kind) && words.includes(text.slice(0, words.length)),
    ) &&
    (new RegExp(`(?<!\\p{L})(?:${UNITS})`, "iu").test(words) ||
      new RegExp(`^ (?:av )?(?:(?:de|dei|alle|disse|innmeldte|statlige) )*(?:${UNITS})`, "iu").test(after))
  );
}

export function refuseException(words: string): string {
  return `«${words}» is about the answers, so it cannot be excepted: let the data say it with a phrase or a claim.`;
}

const DENIAL =
  /(?:^|[^\p{L}])(?:mangler|manglar|uten|utan|ikke|ikkje|verken|nei|ingen|ufinansiert\p{L}*)(?!\p{L})/iu;
const NEGATION = /(?:^|[^\p{L}])(?:mangler|manglar|uten|utan|ikke|ikkje|verken)(?!\p{L})/iu;
const SAYS_NO =
  /ikke|ikkje|nei|uten|utan|mangl|ubesvart|delvis|verken|øvrig|ingen|resten|frafall|ukjent|annet|andre|intern/i;
const SAYS_MISSING =
  /(?:ikke|ikkje|ingen|uten|utan) (?:[\p{L}-]+ ){0,2}?(?:svar|oppgi|oppga|oppgje|vet|veit|kjent|fylt|opplys|ramme|besvart)|vet (?:\p{L}+ ){0,2}?(?:ikke|ikkje)|mangl|ubesvart|frafall|øvrig|resten|ukjent/iu;

const isYesNo = ({ options }: ItemDefinition): boolean =>
  options.some(({ key }) => key === "ja") && options.some(({ key }) => key === "nei");
/** Keys of options that are a denial or no answer themselves. */
const NO_ANSWER = /^(?:nei|mangler|ingen|ikke_\p{L}+|vet_ikke|usikker)$/u;

/** A yes that the text denies, a no or a missing answer that it does not name. */
function findDenied(sentence: Sentence, before: Sentence | undefined): string[] {
  return sentence.values.flatMap((value) => {
    const found = optionsOf(value.record);
    if (!found) return [];
    const { item, keys } = found;
    const { after } = around(sentence, value);
    const clause = after.split(/[,.;:(]/)[0] ?? "";
    const yesNo = isYesNo(item);
    const what = `«${value.said}» counts «${value.record.counted}» of «${item.label}» (${value.record.address})`;
    if (yesNo && keys.every((key) => key === "ja") && NEGATION.test(clause) && !/^\s*\)/.test(after))
      return [`${what}, but the text denies it. Count the other answer.`];
    const bare = sentence.text.replace(MARKS, "");
    if (yesNo && keys.every((key) => key === "nei") && !SAYS_NO.test(bare))
      return [`${what}, and its sentence must say so.`];
    if (keys.includes("mangler") && !SAYS_MISSING.test(`${before?.text ?? ""} ${bare}`))
      return [`${what}, with missing answers among them, and its sentence must name them.`];
    const known = sentence.values
      .map(({ record }) => [record.counted, record.filter, ...record.questions].join(" "))
      .join(" ");
    if (
      /planlegg|planlagt/i.test(bare) &&
      !/planlegg|planlagt/i.test(known) &&
      isNear(bare, /planlegg|planlagt/i)
    )
      return [`${what}: its question asks nothing about plans, but the text speaks of them.`];
    return [];
  });
}

/** «35 prosent har ikke tatt i bruk skytjenester», of those who have: an answer that is named in a denial. */
function findDeniedAnswer(sentence: Sentence): string[] {
  return sentence.values.flatMap((value) => {
    const asked = optionsOf(value.record);
    if (!asked || isYesNo(asked.item) || asked.keys.some((key) => NO_ANSWER.test(key))) return [];
    const labels = asked.item.options
      .filter(({ key }) => asked.keys.includes(key))
      .flatMap(({ label }) => wordsOf(label));
    const denied =
      /^[^.,;:()\uE000]{0,60}? (?:har|er|skal|vil|bruker|ventes|gir|får|gjelder) (?:ikke|ikkje)(?! bare| berre| kun| alene) ([^.,;:()\uE000]+)/iu.exec(
        around(sentence, value).after,
      )?.[1];
    return denied !== undefined && wordsOf(denied).some((said) => labels.some((own) => areAkin(said, own)))
      ? [
          `«${value.said}» counts «${value.record.counted}» (${value.record.address}), but the text denies it. Count the others.`,
        ]
      : [];
  });
}

/** A yes or no in a title, which must say to what: «72 prosent av tiltakene gir bedre tjenester». */
function findUnasked({ text, values }: Sentence): string[] {
  const said = [
    ...text
      .replace(MARKS, " ")
      .toLowerCase()
      .matchAll(/\p{L}{4,}/gu),
  ].map(([word]) => word);
  return values.flatMap(({ record }) => {
    const asked = optionsOf(record);
    if (!asked || !isYesNo(asked.item)) return [];
    const { label, question, key } = asked.item;
    const own = [...`${label} ${question} ${key}`.toLowerCase().matchAll(/\p{L}{5,}/gu)]
      .map(([word]) => word)
      .filter((word) => !COUNTED_NOUN.test(word));
    return own.length === 0 || said.some((word) => own.some((mine) => isLike(word, mine)))
      ? []
      : [
          `«${record.text}» counts «${record.counted}» of «${label}» (${record.address}), and the title must speak of it.`,
        ];
  });
}

/** What is expected, said to have come: «64 prosent har gitt bedre tjenester». */
function findRealised(sentence: Sentence): string[] {
  return sentence.values.flatMap((value) => {
    const { record } = value;
    const expected = record.questions.some((question) => EXPECTED.test(question));
    const { after } = around(sentence, value);
    return expected && REALISED.test(after)
      ? [
          `«${value.said}» counts what is expected («${record.questions.join(" ")}»), but the text says that it has come.`,
        ]
      : [];
  });
}
const EXPECTED = /(?:^|[^\p{L}])(?:ventes|ventast|venter|vil|skal|forventes|forventede)(?!\p{L})/iu;
const REALISED =
  /^[^.;:\uE000]{0,60}? (?:(?:har|hadde) (?:allerede |alt |nå |faktisk |så langt )?(?:gitt|gjeve|levert|ført til|oppnådd|skapt|bedret|økt|bidratt|realisert|hentet ut|innfridd|redusert|forenklet|effektivisert|spart)|leverte|oppnådde|førte til|sparte|resulterte i)(?!\p{L})/iu;

/** Whether a word stands in the clause of a value. */
function isNear(text: string, pattern: RegExp): boolean {
  return text
    .split(/[.;:]|, (?:og|men|mens) /)
    .some((clause) => clause.includes(INSERT) && pattern.test(clause));
}

interface Asked {
  readonly item: ItemDefinition;
  readonly keys: readonly string[];
}

/** The options that a value counts, when it is of one item. */
function optionsOf(record: ValueRecord): Asked | null {
  const addresses = addressesOf(record);
  const [address] = addresses;
  if (
    !address ||
    addresses.length > 1 ||
    address.items.length !== 1 ||
    address.subset === FRAME ||
    !worldOf(address).countsUnits
  )
    return null;
  const [cell] = address.cell;
  const item = findItemOf(address);
  return item && cell && cell !== "*" ? { item, keys: cell } : null;
}

function findItemOf({ year, items }: Address): ItemDefinition | undefined {
  const questionnaire = questionnaireOf(year) ?? questionnaireOf(chosenYear());
  return questionnaire ? findItem(questionnaire, items[0] ?? "") : undefined;
}

function questionnaireOf(year: number): Questionnaire | null {
  try {
    const source = sourceOf(year);
    return source.kind === "answers" ? source.answers.questionnaire : null;
  } catch {
    return null;
  }
}

const COMMON =
  /^(?:andre|annen|annet|ingen|under|eller|gjennom|tiltak\p{L}*|virksomhet\p{L}*|spørsmål\p{L}*|kroner|tjeneste\p{L}*|løsning\p{L}*|etablere|bedre|mer|nye|svart|grad|ikke|departement\p{L}*|sektor\p{L}*|statlig\p{L}*)$/iu;
const wordsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(/\p{L}{5,}/gu)].map(([word]) => word).filter((word) => !COMMON.test(word));
const longWords = (text: string): string[] =>
  [...text.toLowerCase().matchAll(/\p{L}{5,}/gu)]
    .map(([word]) => word)
    .filter(
      (word) => !/^(?:under|eller|gjennom|virksomhet\p{L}*|tiltak\p{L}*|grad|andre|annet)$/u.test(word),
    );
/** Two words of one stem: «miljø» and «miljøbelastning», «robotteknologien» and «robotteknologi». */
function areAkin(a: string, b: string): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i >= 8;
}

/** A sentence that speaks of another answer to the question than the one it counts. */
function findOtherOption({ text, values, claims }: Sentence, sentences: readonly Sentence[]): string[] {
  const records = values.map(({ record }) => record);
  const spoken = wordsOf(text.replace(MARKS, " "));
  const spokenLong = longWords(text.replace(MARKS, " "));
  const covered = new Set(
    sentences
      .flatMap((one) => [
        ...one.values.map(({ record }) => record),
        ...one.claims.flatMap((claim) => claim.values),
      ])
      .flatMap((record) => {
        const found = optionsOf(record);
        return found ? found.keys.map((key) => `${found.item.key}/${key}`) : [];
      }),
  );
  const counted = [...records, ...claims.flatMap((claim) => claim.values)].flatMap(
    (record) => optionsOf(record) ?? [],
  );
  // What a claim asserts, when it is of one number or of the greatest of several.
  const asserted = claims.flatMap((claim) => claim.values.slice(0, 1));
  return [...new Set([...records, ...asserted])].flatMap((record) => {
    const found = optionsOf(record);
    if (!found) return [];
    const { item } = found;
    const own = (key: string): string[] => {
      const others = item.options
        .filter((option) => option.key !== key)
        .flatMap(({ label }) => wordsOf(label));
      return wordsOf(item.options.find((option) => option.key === key)?.label ?? "").filter(
        (word) => !others.some((other) => areAkin(word, other)),
      );
    };
    const says = (key: string): boolean =>
      own(key).some((word) => spoken.some((said) => areAkin(said, word)));
    const keys = counted.filter((one) => one.item.key === item.key).flatMap((one) => one.keys);
    if (!keys.some((key) => own(key).length > 0) || keys.some(says)) return [];
    // No word of its own answer, common ones among them, but one of another: «bedre tjenester» of «miljøbelastning».
    const commonly = (key: string): boolean =>
      longWords(item.options.find((option) => option.key === key)?.label ?? "").some((word) =>
        spokenLong.some((heard) => areAkin(heard, word)),
      );
    const common = keys.some(commonly)
      ? undefined
      : item.options.find(({ key }) => !covered.has(`${item.key}/${key}`) && commonly(key));
    if (common && asserted.includes(record))
      return [
        `«${record.text}» counts «${record.counted}» (${record.address}), but the text speaks of «${common.label}».`,
      ];
    const other = item.options.find(({ key }) => !covered.has(`${item.key}/${key}`) && says(key));
    return other
      ? [
          `«${record.text}» counts «${record.counted}» (${record.address}), but the text speaks of «${other.label}».`,
        ]
      : [];
  });
}

/**
 * A sentence whose numbers are all of one question, that speaks of no answer to it but of an answer to another question:
 * «35 prosent av tiltakene er tverrgående» of those who use the cloud.
 */
function findOtherItem({ text, values, claims }: Sentence, sentences: readonly Sentence[]): string[] {
  const records = [...values.map(({ record }) => record), ...claims.flatMap((claim) => claim.values)];
  const [first] = records;
  if (!first || records.some((record) => optionsOf(record)?.item.key !== optionsOf(first)?.item.key))
    return [];
  const asked = optionsOf(first);
  const questionnaire = questionnaireOf(first.year) ?? questionnaireOf(chosenYear());
  if (!asked || !questionnaire) return [];
  const spoken = distinctive(text.replace(MARKS, " "));
  const { item } = asked;
  const named = claims.flatMap((claim) => findOtherKind(claim, item, questionnaire));
  if (named.length > 0) return named;
  const known = distinctive(
    [
      item.label,
      item.question,
      ...item.options.map(({ label }) => label),
      ...sentences
        .flatMap((one) => [
          ...one.values.map(({ record }) => record),
          ...one.claims.flatMap((claim) => claim.values),
        ])
        .flatMap((record) => [record.counted, record.filter, record.baseText, ...record.questions]),
    ].join(" "),
  );
  if (spoken.some((word) => known.some((own) => areAkin(word, own)))) return [];
  const others = [...Object.values(questionnaire.items), ...Object.values(questionnaire.recodes)]
    .filter(({ key }) => key !== item.key)
    .flatMap((other) => [other.label, ...other.options.map(({ label }) => label)]);
  const other = others.find((label) =>
    distinctive(label).some((word) => spoken.some((said) => areAkin(said, word))),
  );
  return other === undefined
    ? []
    : [
        `«${first.text}» counts «${first.counted}» of «${item.label}» (${first.address}), but the text speaks of «${other}».`,
      ];
}

/** «Den vanligste effekten», asserted of an answer to a question about something else. */
function findOtherKind(
  { text, values }: ClaimRecord,
  item: ItemDefinition,
  questionnaire: Questionnaire,
): string[] {
  const noun =
    /(?:^|[^\p{L}])(?:den|det|de|dei)? ?\p{L}+ste \p{L}*?(effekt|brukergrupp|teknologi|fase)(?:e?ne?|er|a)?\s*$/iu.exec(
      text,
    )?.[1];
  const own = [item.label, item.question, item.key].join(" ").toLowerCase();
  if (noun === undefined || own.includes(noun.toLowerCase())) return [];
  const other = Object.values(questionnaire.items).find(({ label }) => label.toLowerCase().includes(noun));
  return other === undefined
    ? []
    : [`«${text}» asserts of «${item.label}» (${values[0]?.address}), but speaks of «${other.label}».`];
}

const distinctive = (text: string): string[] =>
  wordsOf(text).filter(
    (word) => word.length >= 7 && !/^(?:usikker|relevant|kostnad|effekt|avklart|oppgitt|løsning)/.test(word),
  );

/** What a comparing sentence is about must be the first of the two numbers that it prints. */
function findReversed({ values, claims }: Sentence, before: Sentence | undefined): string[] {
  return claims.flatMap((claim) => {
    const order = comparedOrderOf(claim);
    if (!order) return [];
    const cell = ({ address }: ValueRecord): string => address.slice(0, address.lastIndexOf("/"));
    const isOf =
      (side: ValueRecord) =>
      (value: Inserted): boolean =>
        cell(value.record) === cell(side);
    const compared = (value: Inserted): boolean => isOf(order.subject)(value) || isOf(order.other)(value);
    // «Det er en større andel enn …»: the subject was printed in the sentence before.
    const goesOn = before?.values.some(isOf(order.subject)) && !values.some(isOf(order.subject));
    const first = (goesOn ? before?.values : values)?.find(compared);
    if (first === undefined)
      return [
        `«${claim.text}» compares ${order.subject.text} (${order.subject.counted}, ${order.subject.filter}) with ${order.other.text} (${order.other.counted}, ${order.other.filter}), and its sentence must print both numbers, or name both sides within the claim.`,
      ];
    return cell(first.record) === cell(order.subject)
      ? []
      : [
          `«${claim.text}» is about ${order.subject.text} (${order.subject.filter}), so the sentence must print that number before ${order.other.text} (${order.other.filter}).`,
        ];
  });
}

/** What a claim says is most, least, more or less must be what its predicate puts there: the first that is named. */
function findMisordered({ text, claims }: Sentence): string[] {
  return claims.flatMap((claim, i) => {
    const pairs = ranksOf(claim);
    const said = /(?:^|[^\p{L}])nest /iu.test(claim.text) ? undefined : orderWordIn(claim.text);
    if (pairs.length === 0 || said === undefined || directionOf(said) === "same") return [];
    const ranked = [...new Set(pairs.flat())];
    const from = [...text.matchAll(new RegExp(OPEN, "g"))][i]?.index ?? 0;
    const to = [...text.matchAll(new RegExp(CLOSE, "g"))][i]?.index ?? text.length;
    const named = ranked
      .flatMap((record) => {
        const at = placeOf(record, ranked, text);
        return at === null ? [] : [{ record, at }];
      })
      .sort((a, b) => a.at - b.at);
    const enn = from + text.slice(from).search(ENN);
    const within = named.filter(({ at }) => at >= from && at < to);
    const after = named.filter(({ at }) => at >= to);
    // What stands after «enn» is what the word is held against.
    const subject =
      within.find((one) => enn < from || one.at < enn) ??
      (enn < from ? after[0] : undefined) ??
      named.findLast(({ at }) => at < from);
    if (!subject) return [];
    const others =
      enn > subject.at && named.some(({ at }) => at > enn)
        ? named.filter(({ at }) => at > enn).map(({ record }) => record)
        : ranked;
    const up = directionOf(said) === "up";
    const against = pairs.find(([greater, less]) =>
      up
        ? less === subject.record && others.includes(greater)
        : greater === subject.record && others.includes(less),
    );
    if (!against) return [];
    return [
      `«${claim.text}» says «${said}» of «${subject.record.counted}», but its predicate (${claim.predicate}) puts «${against[0].counted}» above «${against[1].counted}». Name first what the word is about.`,
    ];
  });
}

function orderWordIn(text: string): string | undefined {
  const found = findUnchecked(text);
  return (
    comparedIn(text)[0] ??
    found.find(({ kind }) => kind === "order" || kind === "change")?.text ??
    PLACED.exec(text.toLowerCase())?.[1] ??
    found.find(({ text: word }) => MOST.test(word))?.text
  );
}
/** «Kvalitet kommer først», «ligger foran». */
const PLACED =
  /(?:kommer|kjem|er|ligger|ligg|står|havner|går|lander)(?: \p{L}+)? (først|fyrst|øverst|fremst|foran|framfor|sist|nederst|bakerst|bak|etter)(?!\p{L})/u;
/** Words of share that put what they are about above the rest, or below it. */
const MOST = /fleste|flertall|fleirtal|overvekt|majoritet|mindretall|mindretal|minoritet/i;

/** Where a text first speaks of a number and of none of the others; null when it does not. */
function placeOf(record: ValueRecord, all: readonly ValueRecord[], text: string): number | null {
  const asked = optionsOf(record);
  // «Nei» has no words of its own: a denial speaks of it.
  if (asked && isYesNo(asked.item) && asked.keys.every((key) => key === "nei"))
    return DENIAL.exec(text.replace(MARKS, " "))?.index ?? null;
  const wordsOfRecord = ({ counted, filter }: ValueRecord): string[] =>
    [...`${counted} ${filter}`.toLowerCase().matchAll(/\p{L}{3,}/gu)].map(([word]) => word);
  const others = all.filter((other) => other !== record).flatMap(wordsOfRecord);
  const own = wordsOfRecord(record).filter((word) => !others.some((other) => areAkin(word, other)));
  const found = [...text.toLowerCase().matchAll(/\p{L}{3,}/gu)].find(({ 0: word }) =>
    own.some((mine) => isLike(word, mine)),
  );
  return found?.index ?? null;
}

/** As `areAkin`, for words of which one may be bent or put together otherwise: «kommunale», «kommunesektoren». */
function isLike(a: string, b: string): boolean {
  if (areAkin(a, b) || a.includes(b) || b.includes(a)) return true;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i >= 5;
}

const ENN = new RegExp(` enn(?=[ ${CLOSE}])`);

const POINTS_BACK =
  /(?:^|[^\p{L}])(?:dem|dei|disse|desse|slike|her|der|da|de øvrige|dei øvrige|gruppen|gruppa|begge|hvorav|resten|tilsvarende|andre)(?![\p{L}])/iu;

/** A number of some of the tiltak must say of which, in its sentence or before it: «av tiltakene» means all. */
function findUnnamed(sentences: readonly Sentence[], at: number): string[] {
  const sentence = sentences[at] as Sentence;
  const before = sentences.slice(0, at + 1).map(({ text }) => text.toLowerCase());
  const said = [...before.join(" ").matchAll(/\p{L}{5,}/gu)].map(([word]) => word);
  const records = [
    ...sentence.values.map(({ record }) => record),
    ...sentence.claims.flatMap((claim) => claim.values.slice(0, 1)),
  ];
  return [...new Set(records)].flatMap((record) => {
    const [address, other] = addressesOf(record);
    if (!address || other || record.filter.startsWith("alle ") || !isOfRows(address)) return [];
    const long = wordsOf(record.filter);
    const own = long.length > 0 ? long : (record.filter.match(/kroner/g) ?? []);
    // «De 73 tiltakene»: those of whom it was said before.
    const pointed = sentence.values.some(
      (value) =>
        value.record.filter === record.filter &&
        value.record.address.endsWith("/base") &&
        /(?:^|[^\p{L}])(?:de|dei|disse) $/iu.test(around(sentence, value).before.replace(MARKS, "")),
    );
    if (pointed || own.length === 0 || own.some((word) => said.some((heard) => isLike(heard, word))))
      return [];
    const bare = sentence.text.replace(MARKS, "");
    const plain = new RegExp(`(?:${UNITS})`, "iu").test(bare) && !POINTS_BACK.test(bare);
    if (!plain && at > 0) return [];
    if (POINTS_BACK.test(bare)) return [];
    return [
      `«${record.text}» counts only ${record.filter} (${record.address}), and the text must say so, in this sentence or before it.`,
    ];
  });
}

/** Whether a number is of a part of the rows, and not of all of them or of another world. */
function isOfRows({ year, subset }: Address): boolean {
  return !isWorld({ year, subset: subset.split("+")[0] ?? "" });
}

/** Labels of selections that authors made, which are text like any other. */
export function ownLabels(records: readonly ValueRecord[]): string[] {
  const labels = [...new Set(records.filter((record) => !isKnown(record)).map(({ filter }) => filter))];
  const selected = new Map(records.map((record) => [record.filter, record]));
  return [
    ...labels.flatMap((label) => uncheckedIn("label of a selection", label)),
    ...[...selected.values()].flatMap((record) => {
      const questionnaire = questionnaireOf(record.year) ?? questionnaireOf(chosenYear());
      return questionnaire ? checkSelection(record, questionnaire) : [];
    }),
  ];
}

function isKnown({ filter, year }: ValueRecord): boolean {
  const questionnaire = questionnaireOf(year);
  const { unit, bodyUnit } = unitsOf(year);
  const labels = Object.values(questionnaire?.subsets ?? {}).map(({ label }) => label);
  const counted = [unit, bodyUnit].map(({ many }) => many).join("|");
  const own = new RegExp(
    `øvrige (?:${counted}) \\(ikke \\)|alle (?:${counted}|rettelser)(?: i utvalget)?|alle (?:svar|regler), etter rettelsene|spørreskjemaet|${counted}| og `,
    "g",
  );
  const left = labels
    .sort((a, b) => b.length - a.length)
    .reduce((text, label) => text.replaceAll(label, ""), filter)
    .replace(own, "");
  return left.trim() === "";
}
