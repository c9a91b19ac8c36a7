import { evaluate as evaluateAddress } from "../address/evaluate.js";
import { parseAddress, printAddress } from "../address/parseAddress.js";
import { type Evaluate, judgeClaim } from "./judgeClaim.js";
import { type Claim, readClaims } from "./readClaims.js";
import { printPublished } from "./reconcile.js";

/** A published figure that answers to a number of ours. */
export interface PublishedFigure {
  readonly id: string;
  /** Where: `3.1.1`, `3.1.2, Figur 3`, or `nettsidene`. */
  readonly section: string;
  /** What was published, bokmål: `64 prosent`, `30–37 prosent`. */
  readonly text: string;
  /** The published number; null for an interval. */
  readonly value: number | null;
  /** `percent`, `tiltak`, `virksomheter` … */
  readonly unit: string;
  /** Whether our number agrees with it. */
  readonly agrees: boolean;
}

/**
 * The published figures at an address, or at the same cell by another measure: a share finds the count and the other
 * way round. Exact measures first, then in the order of the publication.
 *
 * @param address The address of a value, or of a difference.
 * @example publishedAt("2019/alle/effekter/kvalitet/share")[0] // { id: "s311-effect-quality", text: "64 prosent", … }
 */
export function publishedAt(address: string, evaluate: Evaluate = evaluateAddress): PublishedFigure[] {
  const year = Number(address.slice(0, 4));
  const found = figuresByCell(year).get(cellOf(address)) ?? [];
  return found
    .map((claim) => ({ claim, exact: claim.addresses[0] === address }))
    .sort((a, b) => Number(b.exact) - Number(a.exact))
    .map(({ claim }) => ({
      id: claim.id,
      section: [claim.section || "nettsidene", claim.figure].filter((part) => part !== "").join(", "),
      text: printPublished(claim),
      value: claim.value,
      unit: claim.unit,
      agrees: judgeClaim(claim, evaluate, () => []).holds,
    }));
}

const indexes = new Map<number, Map<string, Claim[]>>();

/** Claims that give one number for one cell. */
function figuresByCell(year: number): Map<string, Claim[]> {
  const known = indexes.get(year);
  if (known) return known;
  const index = new Map<string, Claim[]>();
  for (const claim of readClaims(year)) {
    const [address, ...more] = claim.addresses;
    if (address === undefined || more.length > 0 || !["equals", "rounds", "within"].includes(claim.operator))
      continue;
    const cell = cellOf(address);
    index.set(cell, [...(index.get(cell) ?? []), claim]);
  }
  indexes.set(year, index);
  return index;
}

/** An address without its measure, where the measure is a count or a share of the cell. */
function cellOf(text: string): string {
  return text
    .split(" − ")
    .map((part) => {
      const address = parseAddress(part);
      const same = address.measure === "share" || address.measure === "count";
      return printAddress(same ? { ...address, measure: "count" } : address);
    })
    .join(" − ");
}
