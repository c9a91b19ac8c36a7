import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { type Comparison, comparisonOf } from "../../numbers/values/compare.js";
import { count, type Given, type mangler, share, valueIn } from "../../numbers/values/ofTabulation.js";
import type { Value } from "../../numbers/values/value.js";
import { COMPARABILITY_LABELS, type Option } from "../../survey/questionnaire/types.js";
import type { Crosstab } from "../../transforms/crosstab.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { editionNames } from "./editionFacts.js";
import { findUnchecked, type Unchecked } from "./findUnchecked.js";
import { Piece } from "./piece.js";
import { plain, readTemplate, type Template } from "./template.js";

/** A sentence asserts what the data do not carry. */
export class ClaimError extends ContentError {
  override readonly name = "ClaimError";
}

/** Which words of the list a claim's own text may use, since its predicate carries them. */
const ORDER_AND_CHANGE: readonly Unchecked["kind"][] = ["order", "change"];
const SHARE_TOO: readonly Unchecked["kind"][] = ["share", "order", "change"];

/**
 * What a claim looks at, what must hold (in bokmål, since appendix 2 lists it), and which words it carries. Numbers,
 * as digits or words, still come from values put in.
 */
function claim(
  predicate: string,
  values: readonly Value[],
  holds: boolean,
  explain: string,
  carries: readonly Unchecked["kind"][] = ORDER_AND_CHANGE,
): Template {
  const breakOf = breakBetween(values);
  return (strings, ...inserts) => {
    const parts = readClaimText(strings, inserts, carries);
    const text = plain(parts);
    if (!holds) {
      throw new ClaimError(
        `The data do not carry the claim «${text}».\n  It needs: ${predicate}\n  The numbers: ${explain}\n  Rewrite the sentence to what the numbers say, or ask whether the data are right.`,
      );
    }
    const records = values.map((value) => value.record);
    return new Piece([{ kind: "claim", parts, claim: { text, predicate, values: records, breakOf } }]);
  };
}

function readClaimText(
  strings: readonly string[],
  inserts: Parameters<Template>[1][],
  carries: readonly Unchecked["kind"][],
): ReturnType<typeof readTemplate> {
  const text = strings.join("\uE000");
  const refused = findUnchecked(text, editionNames()).filter(({ kind }) => !carries.includes(kind));
  if (refused.length > 0) {
    throw new ContentError(
      `A claim carries ${carries.join(" and ")} words only, but the text «${strings.join("…")}» holds ${refused.map((r) => `"${r.text}" (${r.kind})`).join(", ")}. Put in a value or a phrase: \${count(…)}, \${phrase(…)}.`,
    );
  }
  const parts: ReturnType<typeof readTemplate>[number][] = [];
  strings.forEach((piece, i) => {
    if (piece !== "") parts.push({ kind: "text", text: piece.replace(/\s*\n\s*/g, " ") });
    const insert = inserts[i];
    if (insert !== undefined) parts.push(...readTemplate("claim", ["", ""], [insert]));
  });
  return parts;
}

const list = (values: readonly Value[]): string =>
  values
    .map((v) => `${v.record.counted} ${v.record.text} (n=${v.measured.n}, base ${v.measured.base})`)
    .join("; ");

type Options<Key extends string> = readonly [Option<Key>, ...Option<Key>[]];

/**
 * Asserts that each of the options given is chosen more than every option that is not given.
 * @example largest(effekter, q.effekter.kvalitet)`Flest tiltak skal gi bedre tjenester`
 */
export function largest<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  return extreme(tabulation, options, "largest");
}

/** Asserts that the options given are the least chosen of all. */
export function smallest<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  return extreme(tabulation, options, "smallest");
}

/** Asserts that the options are chosen in falling order: each strictly more than the next. */
export function ordered<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: Options<Given<Key>>
): Template {
  const values = options.map((option) => count(tabulation, option));
  const holds = values.every((value, i) => i === 0 || (values[i - 1] as Value).number > value.number);
  return claim(values.map((v) => v.address).join(" > "), values, holds, list(values));
}

function extreme<Key extends string>(
  tabulation: Tabulation<Key>,
  options: Options<Key>,
  which: "largest" | "smallest",
): Template {
  const chosen = new Set(options.map((option) => option.key));
  const values = options.map((option) => count(tabulation, option));
  const others = tabulation.cells.filter((cell) => !cell.missing && !chosen.has(cell.key));
  const sign = which === "largest" ? 1 : -1;
  if (others.length === 0)
    throw new ContentError(
      `${which}() must leave some option of "${tabulation.item.key}" to be compared with, but got all of them.`,
    );
  const nearest = others.reduce<(typeof others)[number] | null>(
    (best, cell) => (best === null || sign * cell.n > sign * best.n ? cell : best),
    null,
  );
  const holds = nearest === null || values.every((value) => sign * value.number > sign * nearest.n);
  return claim(
    `${values.map((v) => v.address).join(" og ")} ${sign > 0 ? ">" : "<"} hvert av de andre svarene på ${tabulation.item.key}`,
    values,
    holds,
    `${list(values)}; next: ${nearest ? `${nearest.label} ${formatNumber(nearest.n)}` : "none"}`,
  );
}

/**
 * Asserts that the rows given have the largest counts of a crosstab's column, ahead of every other row.
 * @example largestIn(crosstab(tiltak, q.virksomhet, q.utvikle), q.utvikle.ja, ...bodies(tiltak, "NAV", "DFØ"))`flest`
 */
export function largestIn<Rows extends string, Columns extends string>(
  { universe, rowItem, columnItem, rowOptions }: Crosstab<Rows, Columns>,
  column: Option<Given<Columns>>,
  ...rows: Options<Given<Rows>>
): Template {
  const cell = (row: string): Value =>
    valueIn(universe, [rowItem.key, columnItem.key], [[row], [column.key]], "count");
  const values = rows.map((row) => cell(row.key));
  const chosen = new Set<string>(rows.map((row) => row.key));
  const next = Math.max(
    0,
    ...rowOptions.filter(({ key }) => !chosen.has(key)).map(({ key }) => cell(key).number),
  );
  return claim(
    `${values.map((v) => v.address).join(" og ")} > hver av de andre med ${columnItem.key} ${column.key}`,
    values,
    values.every((value) => value.number > next),
    `${list(values)}; next: ${formatNumber(next)}`,
  );
}

/**
 * Asserts that two tabulations of one item give every option within `points` percentage points of each other.
 * @param points At most so far apart.
 * @param except Options that are left out of the comparison.
 * @example similar(effekterSkate, effekterAlle, 8, q.effekter.sammenhengende)`små forskjeller`
 */
export function similar<Key extends string>(
  a: Tabulation<Key>,
  b: Tabulation<Key>,
  points: number,
  ...except: Option<Given<Key>>[]
): Template {
  const left = new Set<string>(except.map((option) => option.key));
  const options = a.item.options.filter((option) => !left.has(option.key));
  const pairs = options.map((option) => [share(a, option), share(b, option)] as const);
  const apart = pairs.map(([x, y]) => 100 * Math.abs(x.number - y.number));
  return claim(
    `|${a.universe.key} − ${b.universe.key}| ≤ ${points} prosentpoeng for hvert svar på ${a.item.key}${except.length > 0 ? ` unntatt ${[...left].join(", ")}` : ""}`,
    pairs.flat(),
    apart.every((x) => x <= points),
    pairs.map(([x, y]) => `${x.record.counted} ${x.record.text} and ${y.record.text}`).join("; "),
  );
}

/**
 * Asserts that values are at most `spread` apart, the largest from the smallest: percentage points between shares.
 * @example even([count(a, x), count(b, x)], 5)`jevnt fordelt`
 */
export function even(values: readonly [Value, Value, ...Value[]], spread: number): Template {
  refuseWide(spread);
  for (const value of values) sameMeasure(values[0], value);
  const scale = values[0].isShare ? 100 : 1;
  const numbers = values.map((value) => scale * value.number);
  return claim(
    `størst − minst av ${values.map((v) => v.address).join(", ")} ≤ ${spread}${values[0].isShare ? " prosentpoeng" : ""}`,
    values,
    Math.max(...numbers) - Math.min(...numbers) <= spread,
    list(values),
  );
}

/** Asserts that more than half of the base has any of the options. */
export function majority<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: readonly [Option<Key> | typeof mangler, ...(Option<Key> | typeof mangler)[]]
): Template {
  const value = share(tabulation, ...options);
  return claim(
    `${value.address} > 1/2`,
    [value],
    2 * value.measured.n > value.measured.base,
    list([value]),
    SHARE_TOO,
  );
}

/** Asserts that fewer than half of the base has any of the options. */
export function minority<Key extends string>(
  tabulation: Tabulation<Key>,
  ...options: readonly [Option<Key> | typeof mangler, ...(Option<Key> | typeof mangler)[]]
): Template {
  const value = share(tabulation, ...options);
  return claim(
    `${value.address} < 1/2`,
    [value],
    2 * value.measured.n < value.measured.base,
    list([value]),
    SHARE_TOO,
  );
}

/** Asserts a > b: two shares (compared as fractions) or two counts. @example more(share(skate, x), share(alle, x))`høyere` */
export function more(a: Value, b: Value): Template {
  sameMeasure(a, b);
  const holds = a.isShare
    ? a.measured.n * b.measured.base > b.measured.n * a.measured.base
    : a.number > b.number;
  return claim(`${a.address} > ${b.address}`, [a, b], holds, list([a, b]));
}

/** Asserts that two shares are at most `points` percentage points apart, or two counts at most `points` apart. */
export function about(a: Value, b: Value, points: number): Template {
  sameMeasure(a, b);
  refuseWide(points);
  const scale = a.isShare ? 100 : 1;
  const holds = scale * Math.abs(a.number - b.number) <= points;
  return claim(
    `|${a.address} − ${b.address}| ≤ ${points}${a.isShare ? " prosentpoeng" : ""}`,
    [a, b],
    holds,
    list([a, b]),
  );
}

/** Asserts that a value is at least a limit: a count, or a share in per cent. */
export function atLeast(value: Value, limit: number): Template {
  const holds = value.isShare ? 100 * value.measured.n >= limit * value.measured.base : value.number >= limit;
  return claim(
    `${value.address} ≥ ${limit}${value.isShare ? " prosent" : ""}`,
    [value],
    holds,
    list([value]),
    SHARE_TOO,
  );
}

/** Asserts that a value is at most a limit: a count, or a share in per cent. */
export function atMost(value: Value, limit: number): Template {
  const holds = value.isShare ? 100 * value.measured.n <= limit * value.measured.base : value.number <= limit;
  return claim(
    `${value.address} ≤ ${limit}${value.isShare ? " prosent" : ""}`,
    [value],
    holds,
    list([value]),
    SHARE_TOO,
  );
}

/** Asserts that an answer is given more than in the earlier edition. The same paragraph must print `breakNote(comparison)` where the item is not the same. */
export function increase(comparison: Comparison): Template {
  return change(comparison, ">");
}

/** Asserts that an answer is given less than in the earlier edition. */
export function decrease(comparison: Comparison): Template {
  return change(comparison, "<");
}

function change(comparison: Comparison, sign: ">" | "<"): Template {
  const { now, then, status } = comparison;
  const difference =
    now.measured.n * (now.isShare ? then.measured.base : 1) -
    then.measured.n * (now.isShare ? now.measured.base : 1);
  const predicate = `${now.address} ${sign} ${then.address}${status === "same" ? "" : ` (brudd: ${COMPARABILITY_LABELS[status].toLowerCase()})`}`;
  const holds = sign === ">" ? difference > 0 : difference < 0;
  return claim(predicate, [now, then], holds, list([now, then]));
}

/**
 * The words that mark a break between two editions, to stand in the paragraph that compares them.
 * @param see Where the reason stands already, so that it need not be said again: `kapittel:sammenlikning`.
 * @example prose`… ${increase(c)`flere enn i 2018`}. ${breakNote(c)}`
 */
export function breakNote(comparison: Comparison, see?: string): Piece {
  const of = breakOf(comparison);
  if (of === null) return new Piece([]);
  if (see === undefined)
    return new Piece([
      { kind: "label", text: `Brudd mot ${comparison.year}: ${comparison.reason}`, breakOf: of },
    ]);
  return new Piece([
    { kind: "label", text: `Brudd mot ${comparison.year}, se `, breakOf: of },
    { kind: "reference", to: see },
    { kind: "text", text: "." },
  ]);
}

/** What a break note must be of to go with a claim; null when the item is the same in both editions. */
function breakOf({ status, now, year }: Comparison): string | null {
  return status === "same" ? null : `${now.address.split("/")[2]} mot ${year}`;
}

/** Asserts a predicate of your own over values, said in words for the reviewer. */
export function holds(
  predicate: string,
  values: readonly Value[],
  test: (...numbers: number[]) => boolean,
): Template {
  if (values.length === 0)
    throw new ContentError(
      `holds("${predicate}") must look at one value at least, or nothing can refute it.`,
    );
  return claim(predicate, values, test(...values.map((v) => v.number)), list(values), SHARE_TOO);
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

/** A limit that every pair of numbers keeps asserts nothing. */
function refuseWide(points: number): void {
  if (!(points >= 0 && points <= 25))
    throw new ContentError(
      `Numbers that are called alike must be at most 25 (percentage points) apart, but the limit is ${points}.`,
    );
}
