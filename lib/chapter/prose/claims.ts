import { ContentError } from "../../ground/errors.js";
import { cleanText } from "../../ground/text/escape.js";
import { formatNumber } from "../../ground/text/format.js";
import { type Comparison, comparisonOf } from "../../numbers/values/compare.js";
import { inCrosstab } from "../../numbers/values/inCrosstab.js";
import { count, type mangler, share } from "../../numbers/values/ofTabulation.js";
import type { Value } from "../../numbers/values/value.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import {
  COMPARABILITY_LABELS,
  type Given,
  type ItemDefinition,
  type Option,
} from "../../survey/questionnaire/types.js";
import { type Crosstab, checkCrosstab } from "../../transforms/crosstab.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import type { ClaimRecord } from "../outputs.js";
import { editionNames } from "./editionFacts.js";
import { findUnchecked, type Unchecked } from "./findUnchecked.js";
import { INSERT } from "./lexicon.js";
import { describeInterval, phraseHolds } from "./phrases.js";
import { Piece } from "./piece.js";
import { type Above, aboveIn, type ComparedOrder, keepOrder, tryOut } from "./ranks.js";
import { plain, readTemplate, type Template } from "./template.js";
import { comparedIn, type Direction, degreeOf, directionOf, intervalOf, isHedged } from "./vocabulary.js";

/** A sentence asserts what the data do not carry. */
class ClaimError extends ContentError {
  override readonly name = "ClaimError";
}

/** What a claim looks at, what must hold, and which words it can carry. */
interface Assertion {
  /** The helper's name, for messages to authors. */
  readonly helper: string;
  /** What must hold, in bokmål: appendix 2 lists it. */
  readonly predicate: string;
  readonly values: readonly Value[];
  /** The next one, which `numbers` gives. */
  readonly next?: Value;
  readonly holds: boolean;
  /** The numbers in bokmål, with the next one. */
  readonly numbers: string;
  /** What a word needs that the claim does not give it; null when it carries the word. */
  readonly carries: (word: Unchecked, text: string) => string | null;
  /** How many times the greater of the two numbers is the smaller, for words of degree. */
  readonly ratio?: number;
  /** Of two numbers that are compared: the greater, and the other. */
  readonly compared?: readonly [Value, Value];
  /** What the predicate says of the order of its values. */
  readonly above?: Above;
}

function claim(assertion: Assertion): Template {
  const { predicate, values, holds, numbers } = assertion;
  const breakOf = breakBetween(values);
  return (strings, ...inserts) => {
    const parts = readParts(strings, inserts);
    const text = plain(parts).replace(/\s+/g, " ");
    if (!holds) {
      throw new ClaimError(
        `The data do not carry the claim «${text}».\n  It needs: ${predicate}\n  The numbers: ${numbers} (${list(values)})\n  Rewrite the sentence to what the numbers say, or ask whether the data are right.`,
      );
    }
    checkWords(strings, assertion);
    const record: ClaimRecord = {
      text,
      sentence: text,
      predicate,
      numbers,
      values: values.map((value) => value.record),
      ...(assertion.next ? { next: assertion.next.record } : {}),
      breakOf,
    };
    keepOrder(record, { compared: orderIn(text, assertion), above: assertion.above });
    return new Piece([{ kind: "claim", parts, claim: record }]);
  };
}

function readParts(
  strings: readonly string[],
  inserts: Parameters<Template>[1][],
): ReturnType<typeof readTemplate>[number][] {
  const parts: ReturnType<typeof readTemplate>[number][] = [];
  strings.map(cleanText).forEach((piece, i) => {
    if (piece !== "") parts.push({ kind: "text", text: piece.replace(/\s*\n\s*/g, " ") });
    const insert = inserts[i];
    if (insert !== undefined) parts.push(...readTemplate("claim", ["", ""], [insert]));
  });
  return parts;
}

/** Each word of a claim's own text must be one that its predicate carries. @throws With all that it does not carry. */
function checkWords(strings: readonly string[], assertion: Assertion): void {
  const written = strings.map(cleanText);
  const text = written.join(INSERT);
  const shown = written.join("…").replace(/\s+/g, " ");
  // What a claim says as a whole is its predicate's.
  const words = wordsIn(text).filter(({ kind }) => kind !== "statement");
  const problems = words.flatMap((word) => {
    if (word.kind !== "share" && word.kind !== "order" && word.kind !== "change")
      return [`"${word.text}" (${word.kind}): put in a value or a phrase, \${count(…)}, \${phrase(…)}`];
    const missing = assertion.carries(word, shown);
    return missing === null ? [] : [`"${word.text}" (${word.kind}): ${missing}`];
  });
  if (words.length === 0 && !saysOrder(text))
    throw new ContentError(
      `${assertion.helper}() must hold a word of share, order or change that it carries, but «${shown}» has none: no predicate stands behind its words. Put it around such a word alone («de fleste», «flere»), and say the rest with numbers of its own.`,
    );
  const known = problems.join("\n").toLowerCase();
  for (const word of comparedIn(text)) {
    const missing = assertion.carries({ text: word, kind: "order" }, shown);
    if (missing !== null && !known.includes(word)) problems.push(`"${word}" (order): ${missing}`);
  }
  for (const word of qualitiesIn(text))
    if (!assertion.values.some(({ record }) => isMeasuredBy(word, record)))
      problems.push(
        `"${word}" (order): its numbers count ${assertion.values
          .slice(0, 2)
          .map(named)
          .join(" and ")}, which tell nothing of it`,
      );
  const compares =
    comparedIn(text).length > 0 || words.some(({ kind }) => kind === "order" || kind === "change");
  const degree = compares ? degreeOf(shown) : null;
  const { ratio } = assertion;
  if (degree && problems.length === 0 && ratio !== undefined && (ratio < degree.from || ratio > degree.to)) {
    const limit =
      degree.to === Number.POSITIVE_INFINITY ? `at least ${degree.from}` : `${degree.from} to ${degree.to}`;
    problems.push(
      `its word of degree needs one number to be ${limit} times the other, but it is ${ratio.toFixed(2)} times`,
    );
  }
  if (problems.length > 0)
    throw new ContentError(
      `${assertion.helper}() must carry each word of its text, but in «${shown}» it does not carry\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
}

/** Comparatives and superlatives of a quality, and not of how many there are: «dyrere», «nyest». */
function qualitiesIn(text: string): string[] {
  return (text.toLowerCase().match(QUALITY) ?? []).filter((word) => !OF_NUMBER.test(word));
}
// Before a noun it is the answers' own: «bedre tjenester».
const QUALITY =
  /(?<!\p{L})(?:(?:dyr|billig|rimelig|kostbar)(?:ere|est|este|st|ste)|(?:(?:bedre|betre|verre|eldre|yngre|lengre|tyngre|eldst|yngst|best|verst|lengst|tyngst)|\p{L}{3,}(?:ere|igst|legst|ligst|somst|rest|lest|nest|kest))(?:e)?(?= enn| og \p{L}+(?:re|st)(?!\p{L})|[.,;:]|\s*$))(?!\p{L})/gu;
const OF_NUMBER =
  /^(?:vikti|fler|fær|stør|min|mest|høy|høg|lav|låg|oft|sjeld|vanlig|vanleg|hyppig|nær|bre|sma|tett|små|fle|neste?$|under|over|etter|heller|(?:inter|admini|fore|al|tre|eneste?|fjer|før)|\p{L}*(?:iser|ster|eller|nisser|bruker|leder|eier)e$)/u;
const COST = /kostnad|ramme|budsjett|beløp|kroner|utgift|pris|bevilg/u;

/** Whether what a number counts tells of a quality. */
function isMeasuredBy(quality: string, { counted, questions, filter, address }: ValueRecord): boolean {
  const told = [counted, filter, address, ...questions].join(" ").toLowerCase();
  if (/^(?:dyr|billig|rimelig|kost)/u.test(quality)) return COST.test(told);
  return told.includes(quality.slice(0, 4));
}

/** Words of share and order, also those that may stand alone in a text. */
const SAYS_ORDER =
  /(?:^|[^\p{L}])(?:(?:det|dette) gjelder også|særlig|stor|stort|store|størst\p{L}*|liten|lite|små|mye|mange|få|deretter|dernest|så (?:følger|kommer)|følger|fulgt|først\p{L}*|sist\p{L}*|flertall\p{L}*|mindretall\p{L}*|halvpart\p{L}*|vanlig\p{L}*|ofte|sjelden\p{L}*|høy\p{L}*|lav\p{L}*|lik|like|likt|samme|alle|ingen|fallende|stigende|rekkefølge|godt)(?!\p{L})/iu;
const saysOrder = (text: string): boolean => comparedIn(text).length > 0 || SAYS_ORDER.test(text);

/** What a claim's text asserts, also when the noun that its quantifier needs stands outside («Nesten alle» tiltak). */
function wordsIn(text: string): Unchecked[] {
  const alone = findUnchecked(text, editionNames());
  const known = alone.map((word) => word.text);
  const before = [" av tiltakene", " tiltak"]
    .flatMap((noun) => findUnchecked(`${text.trimEnd()}${noun}`, editionNames()))
    .filter(
      (word) =>
        /share|order|change/.test(word.kind) &&
        text.includes(word.text) &&
        !known.some((other) => other.includes(word.text) || word.text.includes(other)),
    );
  return [...alone, ...before];
}

/** Words of order that point the given way, and no others. */
function pointing(...directions: readonly Direction[]): Assertion["carries"] {
  return ({ text, kind }) => {
    if (kind === "share") return "a share needs majority, minority, atLeast, atMost or a phrase";
    if (kind === "change") return "a change needs increase or decrease of compare(…)";
    if (/^nest /i.test(text)) return "the second of an order needs ordered(…) or holds(…)";
    const way = directionOf(text);
    return directions.includes(way)
      ? null
      : `it points ${way}, and the predicate points ${directions.join(" or ")}`;
  };
}

/** Words of share whose interval the value is in. */
function sharing(value: Value, ...bounds: readonly string[]): Assertion["carries"] {
  return ({ text, kind }) => {
    if (kind === "order" && bounds.some((bound) => text.toLowerCase() === bound)) return null;
    const interval = kind === "change" ? null : intervalOf(text);
    if (!interval)
      return kind === "share" ? "it has no interval: use a phrase or the number" : "it is no word of share";
    if (!value.isShare) return "it needs a share, and the value is a count";
    const { n, base } = value.measured;
    return phraseHolds(interval, n, base)
      ? null
      : `it must be ${describeInterval(interval)}, but ${value.address} is ${value.record.text} (${n} of ${base})`;
  };
}

/** The most that numbers may be apart and be called alike: percentage points of shares, per cent of the greatest count. */
const ALIKE = { exact: { share: 1, count: 2 }, hedged: { share: 5, count: 10 } } as const;

/** Words of likeness, which need the limit to be as narrow as they are. */
function alike(limit: number, values: readonly Value[]): Assertion["carries"] {
  return (word, text) => {
    // «like mange i hver fase»: all that are compared.
    if (word.kind === "share" && /^(?:hver|hvert|kvar|kvart|alle)/i.test(word.text)) return null;
    const way = pointing("same")({ ...word, kind: word.kind === "change" ? "order" : word.kind }, text);
    if (way !== null) return way;
    if (/små forskjeller/i.test(word.text))
      return limit <= ALIKE.hedged.share
        ? null
        : `its limit must be at most ${ALIKE.hedged.share}, but is ${limit}`;
    const most = ceiling(values, isHedged(text) ? "hedged" : "exact");
    return limit <= most
      ? null
      : `${isHedged(text) ? "hedged" : "unhedged"} likeness needs a limit of at most ${most}, but it is ${limit}`;
  };
}

function ceiling(values: readonly Value[], strictness: keyof typeof ALIKE): number {
  const [first] = values;
  if (!first || first.isShare || first.kind === "difference-of-shares") return ALIKE[strictness].share;
  const most = Math.floor((ALIKE[strictness].count * Math.max(...values.map(({ number }) => number))) / 100);
  return strictness === "hedged" ? Math.max(1, most) : most;
}

/** A limit that every pair of numbers keeps asserts nothing. */
function refuseWide(helper: string, limit: number, most: number): void {
  if (!(limit >= 0 && limit <= most))
    throw new ContentError(
      `${helper}(): numbers that are called alike must be at most ${most} apart (percentage points of shares, a tenth of the greatest count), but the limit is ${limit}.`,
    );
}

/** Whether two values are at most so far apart: percentage points of shares, compared as integers. */
function areWithin(a: Value, b: Value, limit: number): boolean {
  if (!a.isShare) return Math.abs(a.number - b.number) <= limit;
  const [x, y] = [a.measured, b.measured];
  return 100 * Math.abs(x.n * y.base - y.n * x.base) <= limit * x.base * y.base;
}

const list = (values: readonly Value[]): string =>
  values
    .map(
      (v) => `${v.address}: ${v.record.counted} ${v.record.text}, n=${v.measured.n}, base ${v.measured.base}`,
    )
    .join("; ");

/** A value's name for readers: what it counts, and of whom. */
function named({ record }: Value): string {
  const of = record.filter.startsWith("alle ") ? "" : ` blant ${record.filter}`;
  return `«${record.counted}»${of}`;
}

/** The number, with the mark of a number that nobody published. */
function printed({ record, measured, isShare }: Value): string {
  const text =
    isShare && !record.text.includes(" av ")
      ? `${record.text} (${formatNumber(measured.n)} av ${formatNumber(measured.base)})`
      : record.text;
  return `${text}${record.synthetic ? "*" : ""}`;
}

const joined = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} og ${texts.at(-1)}`;

const times = (a: number, b: number): number =>
  Math.min(a, b) === 0 ? Number.POSITIVE_INFINITY : Math.max(a, b) / Math.min(a, b);

type Options<Key extends string> = readonly [Option<Key>, ...Option<Key>[]];

/**
 * Asserts that each of the options given is chosen more than every option that is not given. Carries words that point
 * up: «flest», «størst», «oftest», «de vanligste».
 * @example largest(effekter, q.effekter.kvalitet)`Flest tiltak skal gi bedre tjenester`
 */
export function largest<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  return extreme(tabulation, options, "largest");
}

/**
 * Asserts that the options given are the least chosen of all. Carries words that point down: «færrest», «minst».
 * @example smallest(effekter, q.effekter.andre)`færrest`
 */
export function smallest<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  return extreme(tabulation, options, "smallest");
}

/**
 * Asserts that the options are chosen in falling order: each strictly more than the next. Carries «flest» and «størst»
 * of the first, «færrest» and «minst» of the last.
 * @example ordered(effekter, q.effekter.kvalitet, q.effekter.effektivisering, q.effekter.omlegging)`flest`
 */
export function ordered<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  if (options.length < 2)
    throw new ContentError(
      `ordered() must have two options or more, or nothing can refute it, but got ${options.length}.`,
    );
  const values = options.map((option) => count(tabulation, option));
  return claim({
    helper: "ordered",
    predicate: `svarene på «${tabulation.item.label}» i fallende orden: ${joined(values.map(named))}`,
    values,
    holds: values.every((value, i) => i === 0 || (values[i - 1] as Value).number > value.number),
    numbers: values.map(printed).join(", "),
    carries: (word, text) =>
      pointing("up", "down")(word, text) ?? extremeOfAll(tabulation, values, word, text),
    ratio: times((values[0] as Value).number, (values[1] as Value).number),
    above: values.flatMap((_, i) => values.slice(i + 1).map((_, j): [number, number] => [i, i + 1 + j])),
  });
}

/** A superlative is of all answers, unless it says of which: «den minste av de navngitte gruppene». */
function extremeOfAll<Key extends string>(
  { cells, item }: Tabulation<Key>,
  values: readonly Value[],
  { text: word }: Unchecked,
  text: string,
): string | null {
  if (
    !/(?:flest|færrest|st|ste|først|fremst|sist)$/iu.test(word) ||
    / av (?:de|dem|disse|dei)(?!\p{L})|blant /iu.test(text)
  )
    return null;
  const given = cells.filter(({ missing }) => !missing).map(({ n }) => n);
  const up = directionOf(word) === "up";
  const [first, last] = [values[0] as Value, values.at(-1) as Value];
  if (up ? first.number >= Math.max(...given) : last.number <= Math.min(...given)) return null;
  const [said, most] = up ? [first, "most"] : [last, "least"];
  return `${named(said)} is not the ${most} given answer of «${item.label}»: use ${up ? "largest" : "smallest"}, or say of which («av de …»)`;
}

function extreme<Key extends string>(
  tabulation: Tabulation<Key>,
  options: Options<Key>,
  which: "largest" | "smallest",
): Template {
  const chosen = new Set<string>(options.map((option) => option.key));
  const values = options.map((option) => count(tabulation, option));
  const others = tabulation.cells.filter((cell) => !cell.missing && !chosen.has(cell.key));
  const sign = which === "largest" ? 1 : -1;
  const [first, ...rest] = others;
  if (!first)
    throw new ContentError(
      `${which}() must leave some option of "${tabulation.item.key}" to be compared with, but got all of them.`,
    );
  const next = count(tabulation, {
    ...options[0],
    key: rest.reduce((best, cell) => (sign * cell.n > sign * best.n ? cell : best), first).key,
  } as Option<Given<Key>>);
  const word = sign > 0 ? "størst" : "minst";
  const holds = values.every((value) => sign * value.number > sign * next.number);
  return claim({
    helper: which,
    predicate: `${joined(values.map(named))} er ${values.length > 1 ? (sign > 0 ? "de største" : "de minste") : word} av svarene på «${tabulation.item.label}»`,
    values,
    next,
    holds,
    numbers: `${joined(values.map(printed))}, ${holds ? "nest" : "men"} ${word}${holds ? "" : " er"} ${printed(next)} (${next.record.counted})`,
    carries: pointing(sign > 0 ? "up" : "down"),
    ratio: times(next.number, (sign > 0 ? Math.min : Math.max)(...values.map(({ number }) => number))),
  });
}

/**
 * Asserts that the rows given have the largest counts of a crosstab's column, ahead of every other row.
 * @example largestIn(crosstab(tiltak, q.faser, q.finansiering), q.finansiering.ja, q.faser.gjennomforing)`flest`
 */
export function largestIn<Rows extends string, Columns extends string>(
  crosstab: Crosstab<Rows, Columns>,
  column: Option<Given<Columns>>,
  ...rows: Options<Given<Rows>>
): Template {
  checkCrosstab(crosstab);
  const { rowItem, columnItem, rowOptions } = crosstab;
  const cell = (row: string): Value => inCrosstab(crosstab, [row], [column.key], "count");
  const values = rows.map((row) => cell(row.key));
  const chosen = new Set<string>(rows.map((row) => row.key));
  const others = rowOptions.filter(({ key }) => !chosen.has(key));
  if (others.length === 0)
    throw new ContentError(
      `largestIn() must leave some row of "${rowItem.key}" to be compared with, but got all of them.`,
    );
  const next = others
    .map(({ key, label }) => ({ label, value: cell(key) }))
    .reduce((best, other) => (other.value.number > best.value.number ? other : best));
  const holds = values.every((value) => value.number > next.value.number);
  return claim({
    helper: "largestIn",
    predicate: `${joined(rows.map(({ label }) => label))} har hver for seg flere enn alle andre med «${column.label}» på «${columnItem.label}»`,
    values,
    next: next.value,
    holds,
    numbers: `${joined(values.map(printed))}, ${holds ? "nest størst" : "men størst er"} ${printed(next.value)} (${next.label})`,
    carries: pointing("up"),
    ratio: times(next.value.number, Math.min(...values.map(({ number }) => number))),
  });
}

/**
 * Asserts that two tabulations of one item give every option within `points` percentage points of each other. Carries
 * «små forskjeller» and «omtrent det samme» up to five points, «det samme» up to one.
 * @param points At most so far apart.
 * @param except Options that are left out of the comparison.
 * @throws Also when one is a part of the other, which makes any difference look small: compare it with the rest.
 * @example similar(tabulate(skate, q.effekter), tabulate(complement(skate), q.effekter), 5, q.effekter.sammenhengende, q.effekter.omlegging, q.effekter.effektivisering)`små forskjeller`
 */
export function similar<Key extends string>(
  a: Tabulation<Key>,
  b: Tabulation<Key>,
  points: number,
  ...except: Option<Given<Key>>[]
): Template {
  refuseWide("similar", points, ALIKE.hedged.share);
  if (a.answers.key !== b.answers.key && [a, b].some(({ answers }) => answers.key === "alle"))
    throw new ContentError(
      `similar() must compare groups that do not overlap, but "${a.answers.key}" and "${b.answers.key}" do: use complement(…).`,
    );
  const left = new Set<string>(except.map((option) => option.key));
  const options = a.item.options.filter((option) => !left.has(option.key));
  if (options.length === 0)
    throw new ContentError("similar() must compare one option at least, but every option is left out.");
  const pairs = options.map((option) => [share(a, option), share(b, option)] as const);
  const apart = pairs.map(([x, y]) => 100 * Math.abs(x.number - y.number));
  const values = pairs.flat();
  return claim({
    helper: "similar",
    predicate: `${a.answers.label} og ${b.answers.label}: høyst ${points} prosentpoeng fra hverandre for hvert svar på «${a.item.label}»${except.length > 0 ? `, unntatt ${joined(except.map(({ label }) => `«${label}»`))}` : ""}`,
    values,
    holds: pairs.every(([x, y]) => areWithin(x, y, points)),
    numbers: `lengst fra hverandre ${formatNumber(Math.max(...apart), 1)} prosentpoeng`,
    carries: alike(points, values),
  });
}

/**
 * Asserts that values are at most `spread` apart, the largest from the smallest: percentage points between shares.
 * Carries words of likeness that are as narrow as the spread.
 * @example even([share(effekter, q.effekter.miljo), share(effekter, q.effekter.andre)], 1)`like mange`
 */
export function even(values: readonly [Value, Value, ...Value[]], spread: number): Template {
  refuseWide("even", spread, ceiling(values, "hedged"));
  for (const value of values) sameMeasure(values[0], value);
  return claim({
    helper: "even",
    predicate: `${joined(values.map(named))} er høyst ${spread}${values[0].isShare ? " prosentpoeng" : ""} fra hverandre`,
    values,
    holds: values.every((x) => values.every((y) => areWithin(x, y, spread))),
    numbers: values.map(printed).join(", "),
    carries: alike(spread, values),
  });
}

type OptionsTicked<Key extends string> = readonly [
  Option<Key> | typeof mangler,
  ...(Option<Key> | typeof mangler)[],
];

/**
 * Asserts that more than half of the base has any of the options. Carries words of share that hold for the value.
 * @example majority(effekter, q.effekter.kvalitet)`de fleste`
 */
export function majority<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: OptionsTicked<Key>
): Template {
  const value = share(tabulation, ...options);
  return claim({
    helper: "majority",
    predicate: `${named(value)} er over halvparten`,
    values: [value],
    holds: 2 * value.measured.n > value.measured.base,
    numbers: printed(value),
    carries: sharing(value),
  });
}

/**
 * Asserts that fewer than half of the base has any of the options. Carries words of share that hold for the value.
 * @example minority(effekter, q.effekter.miljo)`svært få`
 */
export function minority<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: OptionsTicked<Key>
): Template {
  const value = share(tabulation, ...options);
  return claim({
    helper: "minority",
    predicate: `${named(value)} er under halvparten`,
    values: [value],
    holds: 2 * value.measured.n < value.measured.base,
    numbers: printed(value),
    carries: sharing(value),
  });
}

/**
 * Asserts a > b: two shares (compared as fractions) or two counts. Words that point up are about `a`, those that
 * point down about `b`; what the sentence is about is named or printed first.
 * @example more(count(effekter, q.effekter.kvalitet), count(effekter, q.effekter.effektivisering))`flere`
 */
export function more(a: Value, b: Value): Template {
  sameMeasure(a, b);
  const holds = a.isShare
    ? a.measured.n * b.measured.base > b.measured.n * a.measured.base
    : a.number > b.number;
  return claim({
    helper: "more",
    predicate: `${named(a)} er større enn ${named(b)}`,
    values: [a, b],
    holds,
    numbers: `${printed(a)} mot ${printed(b)}`,
    carries: pointing("up", "down"),
    ratio: times(a.number, b.number),
    compared: [a, b],
  });
}

/**
 * Asserts that two shares are at most `points` percentage points apart, or two counts at most `points` apart.
 * @example about(count(tabulate(tiltak, q.utvikle), q.utvikle.ja), count(tabulate(tiltak, q.gjenbruke), q.gjenbruke.ja), 15)`omtrent like mange`
 */
export function about(a: Value, b: Value, points: number): Template {
  sameMeasure(a, b);
  refuseWide("about", points, ceiling([a, b], "hedged"));
  return claim({
    helper: "about",
    predicate: `${named(a)} og ${named(b)} er høyst ${points}${a.isShare ? " prosentpoeng" : ""} fra hverandre`,
    values: [a, b],
    holds: areWithin(a, b, points),
    numbers: `${printed(a)} og ${printed(b)}`,
    carries: alike(points, [a, b]),
  });
}

/**
 * Asserts that a value is at least a limit: a count, or a share in per cent. Carries «minst», and words of share that hold for the value.
 * @example atLeast(share(effekter, q.effekter.kvalitet), 60)`de fleste`
 */
export function atLeast(value: Value, limit: number): Template {
  if (!(limit > 0 && limit <= mostOf(value)))
    throw new ContentError(
      `atLeast() must have a limit that some number does not reach, from above 0 to ${mostOf(value)}, but got ${limit}.`,
    );
  return claim({
    helper: "atLeast",
    predicate: `${named(value)} er minst ${limit}${value.isShare ? " prosent" : ""}`,
    values: [value],
    holds: value.isShare ? 100 * value.measured.n >= limit * value.measured.base : value.number >= limit,
    numbers: printed(value),
    carries: sharing(value, "minst", "flere enn", "mer enn"),
  });
}

/**
 * Asserts that a value is at most a limit: a count, or a share in per cent. Carries words of share that hold for the value.
 * @example atMost(share(effekter, q.effekter.miljo), 5)`svært få`
 */
export function atMost(value: Value, limit: number): Template {
  if (!(limit >= 0 && limit < mostOf(value)))
    throw new ContentError(
      `atMost() must have a limit that some number goes beyond, from 0 to below ${mostOf(value)}, but got ${limit}.`,
    );
  return claim({
    helper: "atMost",
    predicate: `${named(value)} er høyst ${limit}${value.isShare ? " prosent" : ""}`,
    values: [value],
    holds: value.isShare ? 100 * value.measured.n <= limit * value.measured.base : value.number <= limit,
    numbers: printed(value),
    carries: sharing(value, "mindre enn", "færre enn"),
  });
}

/** The most that a value can be: 100 per cent, or all who are counted. */
function mostOf({ isShare, measured }: Value): number {
  return isShare ? 100 : Math.max(measured.base, measured.n);
}

/**
 * Asserts that an answer is given more than in the earlier edition. Carries words that point up. The same paragraph must print `breakNote(comparison)` where the item is not the same.
 * @example increase(compare(finansiering, q.finansiering.ja))`flere enn i 2018`
 */
export function increase(comparison: Comparison): Template {
  return change(comparison, "up");
}

/**
 * Asserts that an answer is given less than in the earlier edition. Carries words that point down.
 * @example decrease(compare(tabulate(tiltak, q.faser), q.faser.konsept))`færre enn i 2018`
 */
export function decrease(comparison: Comparison): Template {
  return change(comparison, "down");
}

function change(comparison: Comparison, way: "up" | "down"): Template {
  const { now, then, status, year } = comparison;
  const difference =
    now.measured.n * (now.isShare ? then.measured.base : 1) -
    then.measured.n * (now.isShare ? now.measured.base : 1);
  return claim({
    helper: way === "up" ? "increase" : "decrease",
    predicate: `${named(now)} er ${way === "up" ? "større" : "mindre"} i ${now.record.year} enn i ${year}${status === "same" ? "" : ` (brudd: ${COMPARABILITY_LABELS[status].toLowerCase()})`}`,
    values: [now, then],
    holds: way === "up" ? difference > 0 : difference < 0,
    numbers: `${printed(now)} mot ${printed(then)}`,
    carries: (word, text) =>
      pointing(way)({ ...word, kind: word.kind === "change" ? "order" : word.kind }, text),
    ratio: times(now.number, then.number),
  });
}

/**
 * The words that mark a break between two editions, to stand in the paragraph that compares them.
 * @param see Where the reason stands already, so that it need not be said again: `kapittel:sammenlikning`.
 * @example const c = compare(finansiering, q.finansiering.ja);
 * prose`${share(finansiering, q.finansiering.ja)} av tiltakene har finansiering, ${increase(c)`flere enn i 2018`}. ${breakNote(c)}`;
 */
export function breakNote(comparison: Comparison, see?: string): Piece {
  const of = breakOf(comparison);
  if (of === null) return new Piece([]);
  if (see === undefined)
    return new Piece([
      { kind: "label", text: `Brudd mot ${comparison.year}: ${comparison.reason}`, breakOf: of },
    ]);
  return new Piece([
    { kind: "label", text: `Tallene er ikke helt sammenliknbare med ${comparison.year}, se `, breakOf: of },
    { kind: "reference", to: see },
    { kind: "text", text: "." },
  ]);
}

/** What a break note must be of to go with a claim; null when the item is the same in both editions. */
function breakOf({ status, now, year }: Comparison): string | null {
  return status === "same" ? null : `${now.address.split("/")[2]} mot ${year}`;
}

/**
 * Asserts a predicate of your own over values, for what no other helper says. It is tried on other numbers too, and
 * must be able to fail there. Carries words of share that hold for one of its shares, words of order when it looks at
 * two values or more, words of change when it looks at two years.
 * @param predicate What must hold, in bokmål: appendix 2 lists it.
 * @example holds("begge er under 4 prosent", [share(effekter, q.effekter.miljo), share(effekter, q.effekter.andre)], (...all) => all.every((n) => n < 0.04))`få`
 */
export function holds(
  predicate: string,
  values: readonly Value[],
  test: (...numbers: number[]) => boolean,
): Template {
  if (values.length === 0)
    throw new ContentError(
      `holds("${predicate}") must look at one value at least, or nothing can refute it.`,
    );
  const { tried, held } = tryOut(values, test);
  if (tried - held.length < tried / 20)
    throw new ContentError(
      `holds("${predicate}") must be able to fail, but it held for (nearly) all other numbers that it was tried on. Assert something that the data could refute.`,
    );
  const above = aboveIn(values, held);
  const [a, b] = values;
  return claim({
    helper: "holds",
    predicate,
    values,
    holds: test(...values.map((v) => v.number)),
    numbers: values.map(printed).join(", "),
    carries: (word, text) => {
      if (word.kind === "change") return carriesChange(word, values, above);
      if (word.kind === "order" && intervalOf(word.text) === null)
        return values.length > 1 ? null : "an order needs two values or more";
      const shares = values.filter(({ isShare }) => isShare);
      if (shares.length === 0) return "a word of share needs a share among the values";
      const reasons = shares.map((value) => sharing(value)(word, text));
      return reasons.includes(null) ? null : (reasons[0] as string);
    },
    ...(a && b && values.length === 2 ? { ratio: times(a.number, b.number) } : {}),
    above,
  });
}

/** A change is carried by a predicate that puts the later year above the earlier one, or below it, as the word says. */
function carriesChange({ text }: Unchecked, values: readonly Value[], above: Above): string | null {
  const yearAt = (place: number): number => values[place]?.record.year ?? 0;
  const years = new Set(values.map(({ record }) => record.year));
  if (years.size < 2) return "a change needs values of two years: increase, decrease";
  const way = directionOf(text);
  const against = above.find(([i, j]) =>
    way === "up" ? yearAt(i) < yearAt(j) : way === "down" && yearAt(i) > yearAt(j),
  );
  return against ? `it points ${way}, and the predicate the other way` : null;
}

/**
 * Says in the author's words why numbers of two years cannot be set against each other, where the questionnaire says
 * that they cannot (or not quite). Stands in the paragraph that prints both.
 * @throws When the item is the same in both years, or the words do not say so.
 * @example notComparable(q.effekter)`Tallene kan ikke sammenliknes`
 */
export function notComparable({ $: item }: { readonly $: ItemDefinition<string> }): Template {
  const { status, with: year } = item.comparability;
  if (status === "same")
    throw new ContentError(
      `notComparable() must be of an item that differs from ${year}, but "${item.key}" is the same.`,
    );
  return apart(
    `«${item.label}» er ikke det samme som i ${year}: ${COMPARABILITY_LABELS[status].toLowerCase()}`,
  );
}

/**
 * Says in the author's words why counts of bodies or of the form in two years are not of the same thing, where no item
 * of the questionnaire knows it. Stands in the paragraph that prints both, and is listed for the reviewer.
 * @param reason What differs, in bokmål: appendix 2 lists it.
 * @example otherGround("utvalget i 2018 hadde også forvaltningsbedrifter")`men da var flere forvaltningsbedrifter med`
 */
export function otherGround(reason: string): Template {
  if (reason.trim().length < 8)
    throw new ContentError(
      `otherGround() must say what differs, so that a reviewer can judge it, but got "${reason}".`,
    );
  return apart(reason);
}

const APART =
  /ikke|ikkje|men |annerledes|annet|andre|annan|ulik|endr|forskjell|forsiktig|forbehold|usikker|bare|smaler|videre|skil|ny/i;

function apart(predicate: string): Template {
  return (strings, ...inserts) => {
    const parts = readTemplate("notComparable", strings, inserts, "parts");
    const text = plain(parts).replace(/\s+/g, " ");
    if (!APART.test(text))
      throw new ContentError(
        `The words «${text}» must say that the numbers are not of the same thing («kan ikke sammenliknes», «men utvalget var et annet»).`,
      );
    return new Piece([
      {
        kind: "claim",
        parts,
        claim: { text, sentence: text, predicate, numbers: "", values: [], breakOf: null, sets: "apart" },
      },
    ]);
  };
}

/**
 * The break that a claim's values stand on either side of; null when they are of one year or the item is the same.
 * Two editions are compared by `compare` alone, which knows whether they can be.
 */
function breakBetween(values: readonly Value[]): string | null {
  const years = new Set(values.map((value) => value.record.year));
  if (years.size < 2) return null;
  const comparison = values.map(comparisonOf).find((found) => found !== undefined);
  if (!comparison || !values.every(comparisonOf)) {
    throw new ContentError(
      `Numbers of ${[...years].join(" and ")} can only be compared through compare(tabulation, option), which knows whether the question is the same, but got ${values.map((v) => v.address).join(" and ")}.`,
    );
  }
  return breakOf(comparison);
}

function sameMeasure(a: Value, b: Value): void {
  if (a.kind !== b.kind)
    throw new ContentError(
      `Only two numbers of a kind can be compared (two shares, two counts, two differences), but got ${a.address} (${a.kind}) and ${b.address} (${b.kind}).`,
    );
}

/**
 * What a comparing text is about, and what it is held against: the greater for words that point up. Undefined when the
 * text names both sides of its «enn» so that they can be told apart.
 * @throws When it names them the wrong way round.
 */
function orderIn(text: string, { compared, helper }: Assertion): ComparedOrder | undefined {
  if (!compared) return undefined;
  const words = comparedIn(text);
  const [word] = words.length > 0 ? words : findUnchecked(text).map((found) => found.text);
  const [a, b] = compared;
  const [subject, other] = word !== undefined && directionOf(word) === "down" ? [b, a] : [a, b];
  const [left = "", right] = text.split(/ enn /);
  if (right === undefined) return { subject: subject.record, other: other.record };
  const as = likeness(left, subject, other) + likeness(right, other, subject);
  if (as < 0)
    throw new ContentError(
      `${helper}(a, b) must name the two sides as they are: in «${text}» the words are about ${named(subject)} (${printed(subject)}), and ${named(other)} (${printed(other)}) stands after «enn», but it names them the other way round.`,
    );
  return as > 0 ? undefined : { subject: subject.record, other: other.record };
}

/** How many words of a text speak of one value and not of the other, less those that speak of the other alone. */
function likeness(text: string, value: Value, other: Value): number {
  const mine = stems(value);
  const others = stems(other);
  return [...stemsOf(text)].reduce((sum, stem) => sum + Number(mine.has(stem)) - Number(others.has(stem)), 0);
}

const stems = ({ record }: Value): Set<string> =>
  stemsOf(`${record.counted} ${record.filter} ${record.year}`);
const stemsOf = (text: string): Set<string> =>
  new Set([...text.toLowerCase().matchAll(/[\p{L}\p{N}]{4,}/gu)].map(([word]) => word.slice(0, 6)));
