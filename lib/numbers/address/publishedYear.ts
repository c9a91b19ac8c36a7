import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { ContentError } from "../../ground/errors.js";
import { projectRoot } from "../../ground/project.js";
import { parseAddress, printAddress } from "./parseAddress.js";

/** A year of which only published numbers are to be had: `data/<year>/figures.csv`, one address a line. */
export type PublishedYear = ReadonlyMap<string, { readonly value: number; readonly source: string }>;

/**
 * Reads the published numbers of a year without microdata.
 * @returns Null when the year has no such file.
 * @throws When a line has no valid address of that year or no whole number; the message names the lines.
 */
export function loadPublishedYear(year: number): PublishedYear | null {
  const path = join(projectRoot, "data", String(year), "figures.csv");
  if (!existsSync(path)) return null;
  const lines = parse(readFileSync(path), { columns: true, bom: true }) as {
    address: string;
    value: string;
    source: string;
  }[];
  const problems: string[] = [];
  const figures = new Map<string, { value: number; source: string }>();
  lines.forEach((line, i) => {
    try {
      const address = parseAddress(line.address);
      const value = Number(line.value);
      if (address.year !== year)
        throw new ContentError(`the address must be of ${year}, but is "${line.address}"`);
      if (!Number.isInteger(value) || line.value.trim() === "")
        throw new ContentError(`the value must be a whole number, but is "${line.value}"`);
      figures.set(printAddress(address), { value, source: line.source });
    } catch (error) {
      problems.push(`  line ${i + 2}: ${(error as Error).message}`);
    }
  });
  if (problems.length > 0)
    throw new ContentError(`data/${year}/figures.csv can't be used:\n${problems.join("\n")}`);
  return figures;
}
