import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "../../ground/project.js";
import { percent } from "../../ground/text/percent.js";
import { loadedAnswers } from "../../survey/answers/loaded.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Questionnaire, RecodeSpec } from "../../survey/questionnaire/types.js";
import { numberAt, questionnaireOf } from "../address/evaluate.js";
import {
  type Address,
  asksMissing,
  endsOf,
  isDifference,
  type Place,
  printAddress,
  wholeOf,
} from "../address/parseAddress.js";
import { worldOf } from "../worlds/worlds.js";
import { type Ground, mentioned, publishedNumbers, publishedPercents } from "./publishedIndex.js";
import type { PublishedFigure } from "./readPublished.js";

/**
 * How an address is published: `number` when the number is, or follows from numbers that are; `mention` when only
 * something about it is: an order, an interval, or a per cent that several counts round to.
 */
export type PublishedAs = "number" | "mention";

/** How an address is published, and by what: what only says something about a number is no ground of it (`saidOf`). */
export interface Standing {
  readonly as: PublishedAs | null;
  readonly grounds: readonly Ground[];
}

/** Whether a year's answers are as they were given: then every number of theirs stands for itself. */
function isGenuine(year: number): boolean {
  return loadedAnswers(year) !== undefined && saysSynthetic(year) !== true;
}

/**
 * Whether a published number answers to a place.
 * @param decimals Of a share that is printed without its count. When left out, the whole numbers must be published.
 */
export function hasPublished(place: Place, decimals?: number): boolean {
  return standingOf(place, decimals).as === "number";
}

/** How a number is published, or null when nothing published answers to it. */
export function publishedAs(place: Place, decimals?: number): PublishedAs | null {
  return standingOf(place, decimals).as;
}

/**
 * What was published of the number at a place: what decides how a value is marked and what its explanation says.
 *
 * A published count is a number; with a known base, so is its share. A published per cent is the share with as many
 * decimals, and the count only where a single whole number rounds to it. The size of all is published, and so is
 * that of a subset when the count of the answer that makes it is. A difference is a number when it is published as
 * a whole, or when both its ends are.
 */
export function standingOf(place: Place, decimals?: number): Standing {
  if (endsOf(place).every(({ year }) => isGenuine(year))) return { as: "number", grounds: [] };
  const number = isDifference(place) ? ofDifference(place) : ofAddress(place, decimals);
  if (number) return { as: "number", grounds: unique(number) };
  const said = endsOf(place).map((address) => mentioned(sourceOfMissing(address)));
  return { as: said.some((figures) => figures === undefined) ? null : "mention", grounds: [] };
}

/**
 * Every published figure that says something about the number at a place, whether it gives it or not: a number, an
 * interval in words, an order. Of a difference, those that are about both its ends. None of a bound, which is about
 * those who did not answer.
 */
export function saidOf(place: Place): readonly PublishedFigure[] {
  const ends = endsOf(place).map((address) =>
    (mentioned(sourceOfMissing(address)) ?? []).filter((figure) => speaksOf(figure, address)),
  );
  const [first = [], ...others] = ends;
  return first.filter((figure) => others.every((other) => other.includes(figure)));
}

/** Counts and shares are said of each other, sizes of sizes. */
const KINDS = [
  ["count", "share", "rowshare", "columnshare"],
  ["base", "asked", "answered"],
];

function speaksOf(figure: PublishedFigure, { statistic, items, cell }: Address): boolean {
  const kind = KINDS.find((statistics) => statistics.includes(statistic)) ?? [statistic];
  const text = JSON.stringify([items, cell]);
  return [...figure.addresses, ...figure.than]
    .flatMap(endsOf)
    .some((said) => JSON.stringify([said.items, said.cell]) === text && kind.includes(said.statistic));
}

type Grounds = readonly Ground[] | null;

const OWN: Grounds = [{ kind: "own" }];

function ofDifference(place: Place): Grounds {
  return publishedNumbers(place) ?? all(endsOf(place).map((address) => ofAddress(address)));
}

function ofAddress(address: Address, decimals?: number): Grounds {
  if (!worldOf(address).needsPublication || !answersAreSynthetic(address.year)) return OWN;
  const of = new Grounding(questionnaireOf(address.year));
  const count: Address = { ...address, statistic: "count" };
  switch (address.statistic) {
    case "share":
      return of.share(address, decimals);
    case "rowshare":
    case "columnshare": {
      const free = address.statistic === "rowshare" ? address.cell.length - 1 : 0;
      const cell = address.cell.map((part, i) => (i === free ? "*" : part));
      return all([of.whole(count), of.whole({ ...count, cell })]);
    }
    case "least":
      return all([of.whole(count), of.whole(wholeOf(address, "asked"))]);
    case "most":
      return all([
        of.whole(count),
        of.whole(wholeOf(address, "asked")),
        of.whole(wholeOf(address, "answered")),
      ]);
    case "unweighted":
      return address.cell.every((part) => part === "*")
        ? of.whole(wholeOf(address, "base"))
        : of.whole(count);
    default:
      return of.whole(address);
  }
}

/** Finds what whole numbers and shares rest on. */
class Grounding {
  readonly #questionnaire: Questionnaire | null;
  /** What is being looked for: a number can't rest on itself. */
  readonly #looking = new Set<string>();

  constructor(questionnaire: Questionnaire | null) {
    this.#questionnaire = questionnaire;
  }

  share(address: Address, decimals: number | undefined): Grounds {
    const rounded = this.#named(address)
      .flatMap(publishedPercents)
      .filter((figure) => figure.decimals === decimals);
    if (rounded.length > 0) return rounded.map((figure) => ({ kind: "figure", figure }));
    return all([this.whole({ ...address, statistic: "count" }), this.#base(address)]);
  }

  /** A count, or a number of bodies, of those asked … */
  whole(address: Address): Grounds {
    const named = this.#named(address).flatMap((name) => publishedNumbers(name) ?? []);
    if (named.length > 0) return named;
    const text = printAddress(address);
    if (this.#looking.has(text)) return null;
    this.#looking.add(text);
    try {
      if (address.statistic === "count") return this.#onlyFit(address) ?? this.#net(address);
      if (address.cell.some((part) => part !== "*")) return null;
      const follows = worldOf(address).follows(address, this.#questionnaire);
      return follows && all(follows.map((from) => this.whole(from)));
    } finally {
      this.#looking.delete(text);
    }
  }

  /** The count that alone rounds to a published per cent. */
  #onlyFit(address: Address): Grounds {
    const figures = this.#named({ ...address, statistic: "share" }).flatMap(publishedPercents);
    const base = figures.length > 0 ? this.#base(address) : null;
    const at = base && worldOf(address).baseOf(address, this.#questionnaire);
    if (!at) return null;
    const size = numberAt(at).n;
    for (const figure of figures) {
      const fitting = Array.from({ length: size + 1 }, (_, k) => k).filter(
        (k) => percent(k, size, figure.decimals) === figure.value,
      );
      if (fitting.length === 1) return all([[{ kind: "figure", figure }], base]);
    }
    return null;
  }

  /** Of single choice, a net is the sum of its options. */
  #net(address: Address): Grounds {
    const [part] = address.cell;
    const item = this.#item(address.items[0] as string);
    if (item?.kind !== "single" || address.items.length > 1 || part === undefined || part === "*")
      return null;
    if (part.length < 2) return null;
    return all(part.map((key) => this.whole({ ...address, cell: [[key]] })));
  }

  /** The base of a share. */
  #base(address: Address): Grounds {
    const base = worldOf(address).baseOf(address, this.#questionnaire);
    return base && this.whole(base);
  }

  #item(key: string): ReturnType<typeof findItem> {
    return this.#questionnaire ? findItem(this.#questionnaire, key) : undefined;
  }

  /** The ways in which a publication may have named the same number. */
  #named(address: Address): Address[] {
    const names = [address];
    const { statistic, items } = address;
    const [key = ""] = items;
    if (items.length > 1) return names;
    const item = this.#item(key);
    const whole = statistic === "asked" || statistic === "answered";
    if (whole && item?.base === statistic) names.push({ ...address, statistic: "base" });
    const source = item?.recode?.of;
    const missing = statistic === "answered" || asksMissing(address);
    if (source !== undefined && (statistic === "asked" || (missing && missesAsItsItem(item?.recode))))
      names.push(...this.#named({ ...address, items: [source] }));
    return names;
  }
}

/** Every ground is needed. */
function all(grounds: readonly Grounds[]): Grounds {
  return grounds.every((found) => found !== null) ? (grounds.flat() as readonly Ground[]) : null;
}

function unique(grounds: readonly Ground[]): Ground[] {
  const seen = new Set<string>();
  return grounds.filter((ground) => {
    const key = JSON.stringify(ground);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Whether a year's answers are made up, as far as it is known. Real answers need no published counterpart: the note is
 * where they are published. Without an edition nothing is taken for real.
 */
function answersAreSynthetic(year: number): boolean {
  return saysSynthetic(year) !== false;
}

const synthetic = new Map<number, boolean | null>();

/** Whether a year's `edition.json` has a `syntheticMark`; null without an edition. Read once: it is asked of every number. */
function saysSynthetic(year: number): boolean | null {
  const known = synthetic.get(year);
  if (known !== undefined) return known;
  const says = existsSync(join(dataFolder(year), "edition.json"))
    ? openEdition(year).edition.syntheticMark !== undefined
    : null;
  synthetic.set(year, says);
  return says;
}

/** Who did not answer a recode that looks at one item did not answer that item. */
function sourceOfMissing(address: Address): Address {
  const questionnaire = questionnaireOf(address.year);
  const items = address.items.map((key, i) => {
    const recode = questionnaire?.recodes[key]?.recode;
    return recode && missesAsItsItem(recode) && address.cell[i]?.includes("mangler") ? recode.of : key;
  });
  return { ...address, items };
}

/** Whether a recode is missing where its item is, and nowhere else. */
function missesAsItsItem(recode: RecodeSpec | null | undefined): boolean {
  return (
    recode?.otherwise === undefined &&
    Object.values(recode?.options ?? {}).every(({ when }) => "item" in when && when.item === recode?.of)
  );
}
