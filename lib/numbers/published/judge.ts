import { formatNumber, formatOutOf, formatShare } from "../../ground/text/format.js";
import { percent } from "../../ground/text/percent.js";
import { SHARES } from "../../transforms/measured.js";
import { type Address, isDifference, type Place, printAddress } from "../address/parseAddress.js";
import type { PublishedFigure } from "./readPublished.js";

/** The number at an address, as `numberAt` gives it. */
export interface Computed {
  readonly n: number | null;
  readonly base: number | null;
  readonly value: number | null;
}
export type Evaluate = (address: Address) => Computed;

/** The options that an item has in an address, bodies included. */
export type OptionsOf = (
  year: number,
  item: string,
) => readonly { readonly key: string; readonly label: string }[];

/** Whether a figure holds, and by which numbers, in bokmål. */
export interface Judgement {
  readonly holds: boolean;
  readonly computed: string;
}

/** A number with what is needed to compare it without rounding: the fraction n / base, or for counts n / 1. */
interface Fraction {
  readonly n: number;
  readonly base: number;
  readonly share: boolean;
}

/** Tries a figure against the data. @throws When an address can't be evaluated. */
export function judge(figure: PublishedFigure, evaluate: Evaluate, optionsOf: OptionsOf): Judgement {
  const numbers = figure.addresses.map((address) => fractionAt(address, evaluate));
  const others = figure.than.map((address) => fractionAt(address, evaluate));
  const computed =
    numbers.map(print).join("; ") + (others.length > 0 ? ` mot ${others.map(print).join("; ")}` : "");
  const counterpart = (i: number): Fraction => (others[i] ?? others[0]) as Fraction;
  switch (figure.operator) {
    case "equals":
      return {
        holds: numbers.every(({ n, base, share }) => !share && n === (figure.value as number) * base),
        computed,
      };
    case "rounds":
      return {
        holds: numbers.every(({ n, base }) => base > 0 && percent(n, base, figure.decimals) === figure.value),
        computed,
      };
    case "within":
      return {
        holds: numbers.every((number) => isWithin(number, figure.lo as number, figure.hi as number)),
        computed,
      };
    case "greater":
      return { holds: numbers.every((number, i) => compare(number, counterpart(i)) > 0), computed };
    case "less":
      return { holds: numbers.every((number, i) => compare(number, counterpart(i)) < 0), computed };
    case "about": {
      const pairs: [Fraction, Fraction][] =
        others.length > 0
          ? numbers.map((number, i) => [number, counterpart(i)])
          : numbers.flatMap((a, i) => numbers.slice(i + 1).map((b): [Fraction, Fraction] => [a, b]));
      return { holds: pairs.every(([a, b]) => distance(a, b) <= figure.tolerance + 1e-9), computed };
    }
    case "largest":
    case "top":
      return top(figure.addresses, evaluate, optionsOf, computed);
    case "ordered": {
      const falling = numbers.slice(1).every((number, i) => compare(numbers[i] as Fraction, number) > 0);
      const first = top(figure.addresses, evaluate, optionsOf, computed);
      return { holds: falling && first.holds, computed: first.computed };
    }
    case "none":
      return { holds: false, computed: "" };
  }
}

/** Whether the named options each count more than every option of the first item that is not named. */
function top(
  places: readonly Place[],
  evaluate: Evaluate,
  optionsOf: OptionsOf,
  computed: string,
): Judgement {
  const kinds = new Map<string, Address[]>();
  for (const place of places) {
    if (isDifference(place))
      throw new Error(`Options must be ranked by counts or shares, but got "${printAddress(place)}".`);
    const kind = printAddress(withFirst(place, "*"));
    kinds.set(kind, [...(kinds.get(kind) ?? []), place]);
  }
  const rivals: string[] = [];
  let holds = true;
  for (const named of kinds.values()) {
    const [first] = named as [Address];
    const keys = new Set(named.flatMap(({ cell }) => cell[0] as readonly string[]));
    const others = optionsOf(first.year, first.items[0] as string)
      .filter(({ key }) => !keys.has(key))
      .map(({ key, label }) => ({ label, number: fractionAt(withFirst(first, [key]), evaluate) }))
      .sort((a, b) => compare(b.number, a.number));
    const highest = others[0];
    if (!highest) continue;
    rivals.push(`${print(highest.number)} for «${highest.label}»`);
    if (!named.every((address) => compare(fractionAt(address, evaluate), highest.number) > 0)) holds = false;
  }
  return { holds, computed: rivals.length > 0 ? `${computed}; nest etter: ${rivals.join("; ")}` : computed };
}

function withFirst(address: Address, part: Address["cell"][number]): Address {
  return { ...address, cell: [part, ...address.cell.slice(1)] };
}

function fractionAt(place: Place, evaluate: Evaluate): Fraction {
  if (isDifference(place)) {
    const a = fractionAt(place.minuend, evaluate);
    const b = fractionAt(place.subtrahend, evaluate);
    if (a.share || b.share)
      throw new Error(`A published difference must be of counts, but is "${printAddress(place)}".`);
    return { n: a.n - b.n, base: 1, share: false };
  }
  const { n, base, value } = evaluate(place);
  if (SHARES.has(place.statistic)) {
    if (n === null || base === null)
      throw new Error(`The share at "${printAddress(place)}" must have a count and a base.`);
    return { n, base, share: true };
  }
  if (value === null)
    throw new Error(`There must be a number at "${printAddress(place)}", but there is none.`);
  return { n: value, base: 1, share: false };
}

/** Positive when a is the larger; by cross-multiplication, as rounding must not decide. */
function compare(a: Fraction, b: Fraction): number {
  return a.n * b.base - b.n * a.base;
}

/** In percentage points for shares, else as it is. */
function distance(a: Fraction, b: Fraction): number {
  return Math.abs(compare(a, b) / (a.base * b.base)) * (a.share ? 100 : 1);
}

function isWithin({ n, base, share }: Fraction, lo: number, hi: number): boolean {
  if (base === 0) return false;
  const scale = share ? 100 : 1;
  // Bounds have at most two decimals.
  return scale * 100 * n >= Math.round(lo * 100) * base && scale * 100 * n <= Math.round(hi * 100) * base;
}

function print({ n, base, share }: Fraction): string {
  if (!share) return formatNumber(n);
  return base === 0 ? "ingen" : `${formatShare(n, base, 1)} (${formatOutOf(n, base)})`;
}
