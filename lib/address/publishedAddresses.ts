import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../project.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { parseAddress } from "./parseAddress.js";

/**
 * How an address is published: `number` when its value (or the count that a published share gives, and the other way
 * round) is; `claim` when only something about it is, an order or an interval.
 */
export type PublishedAs = "number" | "claim";

let cells: ReadonlyMap<string, PublishedAs> | undefined;

/**
 * Whether a published number answers to an address. The measure is left out of the comparison, since a published
 * count gives the share of the same cell. The size of
 * all is always published; the size of a subset is when the count of the answer that makes the subset is.
 */
export function hasPublished(address: string, questionnaire: Questionnaire | null): boolean {
  return publishedAs(address, questionnaire) === "number";
}

/** How an address is published, or null when nothing published answers to it. */
export function publishedAs(address: string, questionnaire: Questionnaire | null): PublishedAs | null {
  cells ??= read();
  const found = address.split(" − ").map((part) => publishedPart(part, questionnaire));
  if (found.every((as) => as === "number")) return "number";
  return found.every((as) => as !== null) ? "claim" : null;
}

function publishedPart(text: string, questionnaire: Questionnaire | null): PublishedAs | null {
  if (isPublishedSize(text, questionnaire)) return "number";
  return cells?.get(withoutMeasure(text)) ?? null;
}

function isPublishedSize(text: string, questionnaire: Questionnaire | null): boolean {
  const { year, subset, cell, measure } = parseAddress(text);
  if (!(measure === "base" || measure === "asked") || cell.some((part) => part !== "*")) return false;
  if (subset === "alle" || subset === "virksomheter") return true;
  const when = questionnaire?.subsets[subset]?.when;
  return (
    when !== undefined &&
    "is" in when &&
    cells?.get(`${year}/alle/${when.item}/${when.is.join("|")}`) === "number"
  );
}

/** What gives a number: equal to one, or rounding to one. Everything else says only how numbers stand to each other. */
const NUMBERS = new Set(["equals", "rounds"]);

function read(): Map<string, PublishedAs> {
  const found = new Map<string, PublishedAs>();
  const data = join(projectRoot, "data");
  const add = (text: string, as: PublishedAs): void => {
    for (const part of text.split(/;| − /)) {
      const key = withoutMeasure(part.trim());
      if (key !== "" && found.get(key) !== "number") found.set(key, as);
    }
  };
  for (const year of readdirSync(data)) {
    for (const row of csv(join(data, year, "figures.csv"))) add(row.address ?? "", "number");
    for (const row of csv(join(data, year, "reference/figures.csv"))) {
      // A published number that cannot be right (status) is none that ours could agree with.
      const as = NUMBERS.has(row.operator ?? "") && !row.status ? "number" : "claim";
      add(row.address ?? "", as);
      add(row.than ?? "", as);
    }
  }
  return found;
}

function csv(path: string): Record<string, string>[] {
  return existsSync(path)
    ? (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[])
    : [];
}

function withoutMeasure(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("/")));
}
