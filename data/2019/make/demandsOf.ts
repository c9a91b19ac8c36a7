import type { Questionnaire } from "notat";
import { printAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import type { PublishedFigure } from "notat/dist/lib/numbers/published/readPublished.js";
import { type Facts, has, holds, isAnswered, isAsked, needs, needsOf } from "./record.js";
import type { Demand } from "./system.js";

/** A part of a system under work: what the measures in each cell have answered. */
export interface Cells {
  readonly facts: readonly Facts[];
  /** The group of measures that a cell draws on; their number is known. Missing in the first stage. */
  readonly group?: readonly number[];
  readonly groupSize?: readonly number[];
}

/**
 * The figures as linear demands on cells. Taken are those whose every item is known in the cells; a figure about
 * numbers of 2018 uses them as constants.
 *
 * @param published Numbers of earlier years by address (`2018/alle/finansiering/ja/count`).
 * @param skip Ids of figures that an earlier stage has settled.
 * @param given Demands that hold beside the figures; they may fix the base of a share.
 */
export function demandsOf(
  figures: readonly PublishedFigure[],
  cells: Cells,
  q: Questionnaire,
  published: ReadonlyMap<string, number>,
  skip: ReadonlySet<string> = new Set(),
  given: readonly Demand[] = [],
): { demands: Demand[]; used: Set<string> } {
  const known = new Set(Object.keys(cells.facts[0]!));
  const used = new Set<string>();
  const demands: Demand[] = [];
  // Counts first: they fix the bases of what comes after.
  const ordered = [...figures].sort((a, b) => rank(a) - rank(b));
  const compile = new Compiler(cells, q, published, given, demands);
  for (const figure of ordered) {
    if (skip.has(figure.id)) continue;
    const addresses = [...figure.addresses, ...figure.than].map(printAddress);
    if (!addresses.every((address) => isKnown(address, known, q))) continue;
    demands.push(...compile.figure(figure));
    used.add(figure.id);
  }
  return { demands, used };
}

const rank = (figure: PublishedFigure): number => (figure.operator === "equals" ? 0 : 1);

interface Parts {
  readonly year: string;
  readonly subset: string;
  readonly items: readonly string[];
  readonly cell: readonly string[];
  readonly measure: string;
}

function parts(address: string): Parts {
  const [year = "", subset = "", items = "", cell = "", measure = ""] = address.split("/");
  return { year, subset, items: items.split("×"), cell: cell.split("×"), measure };
}

function isKnown(address: string, known: ReadonlySet<string>, q: Questionnaire): boolean {
  return address.split(" − ").every((part) => {
    const { year, subset, items, measure } = parts(part);
    if (year !== String(q.year)) return true;
    if (["virksomheter", "utvalg", "skjema"].includes(subset) || measure === "distinct") return false;
    const wanted = [
      ...(subset === "alle"
        ? []
        : subset.split("+").flatMap((key) => needs(q.subsets[key.replace(/^ikke-/, "")]!.when, q))),
      ...items.flatMap((item) => needsOf(item, q)),
    ];
    return wanted.every((item) => known.has(item));
  });
}

/** Σ coefficient · count over cells, plus a constant. */
interface Linear {
  readonly terms: ReadonlyMap<number, number>;
  readonly constant: number;
}

class Compiler {
  constructor(
    private readonly cells: Cells,
    private readonly q: Questionnaire,
    private readonly published: ReadonlyMap<string, number>,
    private readonly given: readonly Demand[],
    private readonly sofar: readonly Demand[],
  ) {}

  figure(figure: PublishedFigure): Demand[] {
    const addresses = figure.addresses.map(printAddress);
    const than = figure.than.map(printAddress);
    const name = figure.id;
    switch (figure.operator) {
      case "equals":
        return addresses.map((a) => this.demand(name, this.count(a), figure.value!, figure.value!));
      case "rounds": {
        // 10^d · 2 · percent lies in [2v − 1, 2v + 1): whole numbers throughout.
        const scale = 10 ** figure.decimals;
        const v = figure.value! * scale;
        return addresses.flatMap((a) => {
          const { n, base } = this.share(a);
          return [
            this.demand(name, combine(n, 200 * scale, base, -(2 * v - 1)), 0, Number.POSITIVE_INFINITY),
            this.demand(name, combine(n, 200 * scale, base, -(2 * v + 1)), Number.NEGATIVE_INFINITY, -1),
          ];
        });
      }
      case "within":
        return addresses.flatMap((a) => {
          if (!a.endsWith("/share")) return [this.demand(name, this.count(a), figure.lo!, figure.hi!)];
          const { n, base } = this.share(a);
          return [
            this.demand(
              name,
              combine(n, 10_000, base, -Math.round(figure.lo! * 100)),
              0,
              Number.POSITIVE_INFINITY,
            ),
            this.demand(
              name,
              combine(n, 10_000, base, -Math.round(figure.hi! * 100)),
              Number.NEGATIVE_INFINITY,
              0,
            ),
          ];
        });
      case "greater":
      case "less":
        return addresses.map((a, i) => {
          const b = than[i] ?? than[0]!;
          const [more, fewer] = figure.operator === "greater" ? [a, b] : [b, a];
          return this.demand(name, this.difference(more, fewer), 1, Number.POSITIVE_INFINITY);
        });
      case "about": {
        const pairs = than.length > 0 ? addresses.map((a, i) => [a, than[i]!] as const) : pairsOf(addresses);
        return pairs.flatMap(([a, b]) => {
          const tolerance = figure.tolerance;
          if (!a.endsWith("/share")) return [this.demand(name, this.difference(a, b), -tolerance, tolerance)];
          const bound = Math.floor(
            (tolerance / 100) * this.size(this.share(a).base) * this.size(this.share(b).base),
          );
          return [this.demand(name, this.difference(a, b), -bound, bound)];
        });
      }
      case "ordered":
        return [
          ...addresses
            .slice(1)
            .map((a, i) => this.demand(name, this.difference(addresses[i]!, a), 1, Number.POSITIVE_INFINITY)),
          ...this.top(name, addresses),
        ];
      case "largest":
      case "top":
        return this.top(name, addresses);
      default:
        throw new Error(`The generator must know the operator "${figure.operator}" of ${figure.id}.`);
    }
  }

  /** The named options each count more than every other option of the first item, with the rest of the cell as given. */
  private top(name: string, addresses: readonly string[]): Demand[] {
    const kinds = new Map<string, string[]>();
    for (const address of addresses) {
      const p = parts(address);
      const kind = [p.year, p.subset, p.items.join("×"), ["?", ...p.cell.slice(1)].join("×"), p.measure].join(
        "/",
      );
      kinds.set(kind, [...(kinds.get(kind) ?? []), address]);
    }
    return [...kinds].flatMap(([kind, winners]) => {
      const first = parts(kind).items[0]!;
      const named = winners.map((winner) => parts(winner).cell[0]!);
      const others = this.optionsOf(first)
        .filter((option) => !named.includes(option))
        .map((option) => kind.replace("?", option));
      const rows = others
        .map((other) => ({ other, count: this.count(other) }))
        .filter(({ count }) => count.terms.size > 0);
      return winners.flatMap((winner) =>
        rows.map(({ count }) =>
          this.demand(name, combine(this.count(winner), 1, count, -1), 1, Number.POSITIVE_INFINITY),
        ),
      );
    });
  }

  private optionsOf(item: string): string[] {
    const definition = this.q.items[item] ?? this.q.recodes[item]!;
    if (definition.kind !== "agency") return definition.options.map(({ key }) => key);
    return [...new Set(this.cells.facts.map((facts) => facts[item] as string))];
  }

  private count(address: string): Linear {
    const difference = address.split(" − ");
    if (difference.length === 2)
      return combine(this.count(difference[0]!), 1, this.count(difference[1]!), -1);
    const p = parts(address);
    if (p.year !== String(this.q.year)) return { terms: new Map(), constant: this.publishedCount(address) };
    const counts = (facts: Facts): boolean =>
      this.counted(facts, p, p.measure === "base" ? "base" : p.measure === "answered" ? "answered" : "count");
    return this.linear(counts);
  }

  private share(address: string): { n: Linear; base: Linear } {
    const p = parts(address);
    if (p.year !== String(this.q.year)) {
      const whole = [p.year, p.subset, p.items.join("×"), p.cell.map(() => "*").join("×"), "base"].join("/");
      const n = this.publishedCount(address.replace(/share$/, "count"));
      return {
        n: { terms: new Map(), constant: n },
        base: { terms: new Map(), constant: this.publishedCount(whole) },
      };
    }
    return {
      n: this.linear((facts) => this.counted(facts, p, "base") && this.counted(facts, p, "count")),
      base: this.linear((facts) => this.counted(facts, p, "base")),
    };
  }

  /** n(a) · base(b) − n(b) · base(a) for shares, n(a) − n(b) for counts. */
  private difference(a: string, b: string): Linear {
    if (!a.endsWith("/share")) return combine(this.count(a), 1, this.count(b), -1);
    const x = this.share(a);
    const y = this.share(b);
    return combine(x.n, this.size(y.base), y.n, this.size(x.base) * -1);
  }

  private publishedCount(address: string): number {
    const value = this.published.get(address);
    if (value === undefined) throw new Error(`"${address}" must be published, but is not.`);
    return value;
  }

  private counted(facts: Facts, p: Parts, what: "count" | "base" | "answered"): boolean {
    const inside =
      p.subset === "alle" ||
      p.subset.split("+").every((key) => {
        const holdsHere = holds(facts, this.q.subsets[key.replace(/^ikke-/, "")]!.when, this.q);
        return key.startsWith("ikke-") ? !holdsHere : holdsHere;
      });
    if (!inside) return false;
    if (what === "count")
      return p.items.every((item, i) => p.cell[i] === "*" || has(facts, item, p.cell[i]!.split("|"), this.q));
    if (!p.items.every((item) => isAsked(facts, item, this.q))) return false;
    const item = this.q.items[p.items[0]!] ?? this.q.recodes[p.items[0]!]!;
    const ofMissing = p.cell.some((part) => part === "mangler" || part === "ikke_svart");
    const answered = what === "answered" || (p.items.length === 1 && item.base === "answered" && !ofMissing);
    return !answered || p.items.every((key) => isAnswered(facts, key, this.q));
  }

  private linear(counts: (facts: Facts) => boolean): Linear {
    const terms = new Map<number, number>();
    this.cells.facts.forEach((facts, cell) => {
      if (counts(facts)) terms.set(cell, 1);
    });
    return { terms, constant: 0 };
  }

  /** What a sum over cells must come to: from the sizes of groups, or from an equality already demanded. */
  private size(sum: Linear): number {
    if (sum.terms.size === 0) return sum.constant;
    const { group, groupSize } = this.cells;
    if (group && groupSize) {
      const met = new Map<number, number>();
      for (const [cell] of sum.terms) met.set(group[cell]!, (met.get(group[cell]!) ?? 0) + 1);
      const whole = new Map<number, number>();
      for (const g of group) whole.set(g, (whole.get(g) ?? 0) + 1);
      if ([...met].every(([g, n]) => whole.get(g) === n))
        return [...met.keys()].reduce((s, g) => s + groupSize[g]!, 0);
    }
    const same = [...this.given, ...this.sofar].find(
      ({ terms, lo, hi }) =>
        lo === hi && terms.length === sum.terms.size && terms.every(([cell, k]) => sum.terms.get(cell) === k),
    );
    if (!same) throw new Error("A share can only be compared when its base is a known number.");
    return same.lo;
  }

  private demand(name: string, { terms, constant }: Linear, lo: number, hi: number): Demand {
    return { name, terms: [...terms].filter(([, k]) => k !== 0), lo: lo - constant, hi: hi - constant };
  }
}

function combine(a: Linear, ka: number, b: Linear, kb: number): Linear {
  const terms = new Map<number, number>();
  for (const [cell, k] of a.terms) terms.set(cell, ka * k);
  for (const [cell, k] of b.terms) terms.set(cell, (terms.get(cell) ?? 0) + kb * k);
  return { terms, constant: ka * a.constant + kb * b.constant };
}

function pairsOf(addresses: readonly string[]): (readonly [string, string])[] {
  return addresses.flatMap((a, i) => addresses.slice(i + 1).map((b) => [a, b] as const));
}
