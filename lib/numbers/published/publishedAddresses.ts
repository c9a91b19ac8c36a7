import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../../ground/project.js";
import { percent } from "../../ground/text/percent.js";
import { findItem } from "../../survey/questionnaire/defineQuestionnaire.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { FRAME_ITEMS } from "../../transforms/measure.js";
import { evaluate } from "../address/evaluate.js";
import { type Address, parseAddress, printAddress } from "../address/parseAddress.js";
import { type Claim, readClaims } from "./readClaims.js";

/**
 * How an address is published: `number` when the number is, or follows from numbers that are; `claim` when only
 * something about it is: an order, an interval, or a per cent that several counts round to.
 */
export type PublishedAs = "number" | "claim";

/** Something published that a number rests on. */
export type Ground =
  | { readonly kind: "claim"; readonly claim: Claim }
  /** Follows by arithmetic from published numbers. */
  | { readonly kind: "derived"; readonly arithmetic: string }
  /** Of a year without answers (`data/<year>/figures.csv`). */
  | { readonly kind: "earlier"; readonly value: string; readonly source: string }
  /** No publication is needed: the form, or answers that are real. */
  | { readonly kind: "own" };

/** How an address is published, and by what; what only says something about a number is among the grounds of a claim. */
export interface Standing {
  readonly as: PublishedAs | null;
  readonly grounds: readonly Ground[];
}

/**
 * Whether a published number answers to an address.
 * @param decimals Of a share that is printed without its count. When left out, the whole numbers must be published.
 */
export function hasPublished(
  address: string,
  questionnaire: Questionnaire | null,
  decimals?: number,
): boolean {
  return standingOf(address, questionnaire, decimals).as === "number";
}

/** How an address is published, or null when nothing published answers to it. */
export function publishedAs(
  address: string,
  questionnaire: Questionnaire | null,
  decimals?: number,
): PublishedAs | null {
  return standingOf(address, questionnaire, decimals).as;
}

/**
 * What was published of the number at an address: the one place that decides what a value is marked with and what
 * its explanation says.
 *
 * A published count is a number; with a known base, so is its share. A published per cent is the share with as many
 * decimals, and the count only where a single whole number rounds to it. The size of all is published, and so is
 * that of a subset when the count of the answer that makes it is. A difference is a number when it is published as
 * a whole, or when both its ends are.
 * @param address Of a value, or of a difference `A − B`.
 * @param questionnaire Of the address's year; null for a year without answers.
 */
export function standingOf(
  address: string,
  questionnaire: Questionnaire | null,
  decimals?: number,
): Standing {
  const parts = address.split(" − ");
  const number =
    parts.length > 1 ? ofDifference(parts, questionnaire) : ofPart(address, questionnaire, decimals);
  if (number) return { as: "number", grounds: unique(number) };
  const { mentions } = index();
  const said = parts.map((part) => mentions.get(cellOf(sourceOfMissing(part, questionnaire))));
  if (said.some((claims) => claims === undefined)) return { as: null, grounds: [] };
  const about = said.flat().filter((claim) => claim !== undefined);
  // Only what gives the number a value is worth repeating beside it; an order is not.
  const giving = about.filter(
    ({ operator, addresses }) => ["equals", "rounds", "within"].includes(operator) && addresses.length === 1,
  );
  return { as: "claim", grounds: unique(giving.map((claim) => ({ kind: "claim", claim }))) };
}

type Grounds = readonly Ground[] | null;

const OWN: Grounds = [{ kind: "own" }];

function ofDifference(parts: readonly string[], questionnaire: Questionnaire | null): Grounds {
  const whole = index().numbers.get(parts.join(" − "));
  return whole ?? all(parts.map((part) => ofPart(part, questionnaire)));
}

function ofPart(text: string, questionnaire: Questionnaire | null, decimals?: number): Grounds {
  const address = parseAddress(text);
  if (address.subset === "skjema" || !answersAreSynthetic(address.year)) return OWN;
  const of = new Grounding(questionnaire);
  if (address.measure === "share") return of.share(address, decimals);
  if (address.measure === "least")
    return all([of.whole({ ...address, measure: "count" }), of.whole(wholeOf(address, "asked"))]);
  if (address.measure === "most")
    return all([
      of.whole({ ...address, measure: "count" }),
      of.whole(wholeOf(address, "asked")),
      of.whole(wholeOf(address, "answered")),
    ]);
  return of.whole(address);
}

/** Finds what whole numbers and shares rest on. */
class Grounding {
  readonly #questionnaire: Questionnaire | null;

  constructor(questionnaire: Questionnaire | null) {
    this.#questionnaire = questionnaire;
  }

  share(address: Address, decimals: number | undefined): Grounds {
    const rounded = this.#named(address)
      .flatMap((text) => index().rounded.get(text) ?? [])
      .filter((claim) => claim.decimals === decimals);
    if (rounded.length > 0) return rounded.map((claim) => ({ kind: "claim", claim }));
    return all([this.whole({ ...address, measure: "count" }), this.#base(address)]);
  }

  /** A count, or a number of bodies, of those asked … */
  whole(address: Address): Grounds {
    const { numbers } = index();
    const named = this.#named(address).flatMap((text) => numbers.get(text) ?? []);
    if (named.length > 0) return named;
    const { measure, cell } = address;
    if (measure === "count") return this.#onlyFit(address) ?? this.#net(address);
    if (cell.some((part) => part !== "*")) return null;
    if (measure === "base") return this.#base(address);
    if (measure === "asked") return this.#asked(address);
    return null;
  }

  /** The count that alone rounds to a published per cent. */
  #onlyFit(address: Address): Grounds {
    if (address.subset === "utvalg") return null;
    const share = { ...address, measure: "share" } as const;
    for (const text of this.#named(share)) {
      for (const claim of index().rounded.get(text) ?? []) {
        const base = this.#base(address);
        if (!base) return null;
        const missing = address.cell.some((part) => part.includes("mangler"));
        const size = evaluate(printAddress(wholeOf(parseAddress(text), missing ? "asked" : "base"))).n;
        const fitting = Array.from({ length: size + 1 }, (_, k) => k).filter(
          (k) => percent(k, size, claim.decimals) === claim.value,
        );
        if (fitting.length === 1) return all([[{ kind: "claim", claim }], base]);
      }
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
    const { subset, items, cell } = address;
    if (subset === "utvalg" && items.length > 1)
      return this.whole({ ...address, items: items.slice(0, -1), cell: cell.slice(0, -1), measure: "count" });
    if (subset === "utvalg" || (subset === "virksomheter" && (items[0] as string) in FRAME_ITEMS))
      return this.#size(address, "virksomheter/svar/*/base");
    if (subset === "virksomheter") return this.#size(address, "virksomheter/svar/ja/count");
    const missing = cell.some((part) => part.includes("mangler"));
    if (this.#questionnaire === null) {
      const named = index().numbers.get(printAddress(wholeOf(address, missing ? "asked" : "base")));
      return named ?? null;
    }
    const rule = items.length > 1 || missing ? "asked" : (this.#item(items[0] as string)?.base ?? "asked");
    return this.whole(wholeOf(address, rule));
  }

  /** Those asked: the whole subset, or those whose answer led to the item. */
  #asked(address: Address): Grounds {
    const conditions = address.items.map((key) => this.#item(key)?.asked);
    const [condition] = conditions;
    if (conditions.every((when) => when === null)) return this.#subset(address);
    if (conditions.length > 1 || !condition || !("is" in condition)) return null;
    return this.whole({ ...address, items: [condition.item], cell: [condition.is], measure: "count" });
  }

  #subset(address: Address): Grounds {
    if (address.subset === "alle") return this.#size(address, "alle/virksomhet/*/base");
    if (address.subset.startsWith("ikke-"))
      return all([
        this.#size(address, "alle/virksomhet/*/base"),
        this.#subset({ ...address, subset: address.subset.slice("ikke-".length) }),
      ]);
    const when = this.#questionnaire?.subsets[address.subset]?.when;
    if (when === undefined || !("is" in when)) return null;
    return this.whole({ ...address, subset: "alle", items: [when.item], cell: [when.is], measure: "count" });
  }

  #size({ year }: Address, rest: string): Grounds {
    return index().numbers.get(`${year}/${rest}`) ?? null;
  }

  #item(key: string): ReturnType<typeof findItem> {
    return this.#questionnaire ? findItem(this.#questionnaire, key) : undefined;
  }

  /** The ways in which a publication may have named the same number. */
  #named(address: Address): string[] {
    const names = [printAddress(address)];
    const { measure, items, cell } = address;
    const [key = ""] = items;
    if (items.length > 1) return names;
    const item = this.#item(key);
    const source = item?.recode && item.recode.otherwise === undefined ? item.recode.of : undefined;
    const whole = measure === "asked" || measure === "answered";
    if (whole && item?.base === measure) names.push(printAddress({ ...address, measure: "base" }));
    if (source !== undefined && (whole || cell.some((part) => part.includes("mangler"))))
      names.push(...this.#named({ ...address, items: [source] }));
    return names;
  }
}

function wholeOf(address: Address, measure: "asked" | "answered" | "base"): Address {
  return { ...address, cell: address.cell.map(() => "*" as const), measure };
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

const synthetic = new Map<number, boolean>();

/**
 * Whether a year's answers are made up, as its `edition.json` says by having a `syntheticMark`. Real answers need no
 * published counterpart: the note is where they are published. Without an edition nothing is taken for real.
 */
function answersAreSynthetic(year: number): boolean {
  const known = synthetic.get(year);
  if (known !== undefined) return known;
  const path = join(projectRoot, "data", String(year), "edition.json");
  const is =
    !existsSync(path) ||
    (JSON.parse(readFileSync(path, "utf8")) as { syntheticMark?: string }).syntheticMark !== undefined;
  synthetic.set(year, is);
  return is;
}

/** Who did not answer a recode did not answer the item that it is made of. */
function sourceOfMissing(text: string, questionnaire: Questionnaire | null): string {
  const address = parseAddress(text);
  const items = address.items.map((key, i) => {
    const recode = questionnaire?.recodes[key]?.recode;
    return recode && address.cell[i]?.includes("mangler") ? recode.of : key;
  });
  return printAddress({ ...address, items });
}

/** Everything published, by address. */
interface Published {
  /** Whole numbers, also differences of them. */
  readonly numbers: Map<string, Ground[]>;
  /** Per cents. */
  readonly rounded: Map<string, Claim[]>;
  /** By address without its measure: every claim that says something about it. */
  readonly mentions: Map<string, Claim[]>;
}

let published: Published | undefined;

function index(): Published {
  published ??= read();
  return published;
}

function read(): Published {
  const numbers = new Map<string, Ground[]>();
  const rounded = new Map<string, Claim[]>();
  const mentions = new Map<string, Claim[]>();
  const data = join(projectRoot, "data");
  for (const folder of readdirSync(data)) {
    for (const { address = "", value = "", source = "" } of csv(join(data, folder, "figures.csv")))
      push(numbers, address, { kind: "earlier", value, source });
    for (const { address = "", arithmetic = "" } of csv(join(data, folder, "reference/derived.csv")))
      push(numbers, address, { kind: "derived", arithmetic });
    if (!/^\d{4}$/.test(folder)) continue;
    for (const claim of readClaims(Number(folder))) {
      for (const address of claim.addresses) {
        // A published number that cannot be right (status) is none that ours could agree with.
        if (claim.status === "" && claim.operator === "equals")
          push(numbers, address, { kind: "claim", claim });
        if (claim.status === "" && claim.operator === "rounds") push(rounded, address, claim);
      }
      for (const address of [...claim.addresses, ...claim.than].flatMap((text) => text.split(" − ")))
        push(mentions, cellOf(address), claim);
    }
  }
  return { numbers, rounded, mentions };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function csv(path: string): Record<string, string>[] {
  return existsSync(path)
    ? (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[])
    : [];
}

function cellOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("/")));
}
