import { ContentError } from "../../ground/errors.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { Measured } from "../../transforms/measured.js";
import { type Address, asksMissing, parseAddress, printAddress, wholeOf } from "./parseAddress.js";

/** A year of which only published numbers are to be had: `data/<year>/figures.csv`, one address a line. */
export type PublishedYear = ReadonlyMap<string, { readonly value: number; readonly source: string }>;

/**
 * Reads the published numbers of a year without microdata.
 * @returns Null when the year has no such file.
 * @throws When a line has no valid address of that year or no whole number; the message names the lines.
 */
export function loadPublishedYear(year: number): PublishedYear | null {
  const lines = openEdition(year).published.earlier;
  if (lines === null) return null;
  const problems: string[] = [];
  const figures = new Map<string, { value: number; source: string }>();
  for (const { line, record } of lines) {
    try {
      figures.set(printAddress(parseAddress(record.address)), record);
    } catch (error) {
      problems.push(`  line ${line}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0)
    throw new ContentError(`data/${year}/figures.csv can't be used:\n${problems.join("\n")}`);
  return figures;
}

/**
 * The number of a year without microdata: as published, or a share of what was published.
 * @throws {ContentError} When nothing was published for the address, or no base for its share.
 */
export function publishedNumber(figures: PublishedYear, address: Address): Measured {
  const find = (at: Address): number | undefined => figures.get(printAddress(at))?.value;
  const asked = find(wholeOf(address, "asked"));
  // Missing answers are a share of those asked, whatever the base of the answers is.
  const base = asksMissing(address) ? asked : find(wholeOf(address, "base"));
  // A base that is not all who were asked is those who answered.
  const rule = asked === undefined || asked === base ? "asked" : "answered";
  const { statistic } = address;
  const wanted =
    statistic === "base" ? base : find(statistic === "share" ? { ...address, statistic: "count" } : address);
  if (wanted === undefined) {
    throw new ContentError(
      `No number was published for ${printAddress(address)}. Published for ${address.year}: ${[...figures.keys()].join(", ")}.`,
    );
  }
  if (statistic !== "share") return { n: wanted, base: base ?? wanted, rule, value: wanted };
  if (base === undefined)
    throw new ContentError(`No base was published for ${printAddress(address)}, so it has no share.`);
  return { n: wanted, base, rule, value: wanted / base };
}
