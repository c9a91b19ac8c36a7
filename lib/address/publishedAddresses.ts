import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../project.js";
import { findItem } from "../questionnaire/defineQuestionnaire.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { parseAddress, printAddress } from "./parseAddress.js";

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
  if (!answersAreSynthetic(parseAddress(text).year)) return "number";
  if (isPublishedSize(text, questionnaire) || isPublishedNet(text, questionnaire)) return "number";
  return cells?.get(withoutMeasure(missingOfSource(text, questionnaire))) ?? null;
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

/** Of single choice, a net is the sum of its options. */
function isPublishedNet(text: string, questionnaire: Questionnaire | null): boolean {
  const address = parseAddress(text);
  const [part] = address.cell;
  const item = questionnaire && findItem(questionnaire, address.items[0] as string);
  if (item?.kind !== "single" || address.items.length > 1 || part === undefined || part === "*") return false;
  return part.every(
    (key) => cells?.get(withoutMeasure(printAddress({ ...address, cell: [[key]] }))) === "number",
  );
}

/** Who did not answer a recode did not answer the item that it is made of. */
function missingOfSource(text: string, questionnaire: Questionnaire | null): string {
  const address = parseAddress(text);
  const items = address.items.map((key, i) => {
    const recode = questionnaire?.recodes[key]?.recode;
    return recode && address.cell[i]?.includes("mangler") ? recode.of : key;
  });
  return printAddress({ ...address, items });
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
    // What a year without answers has, and what follows from published numbers by arithmetic.
    for (const file of ["figures.csv", "reference/derived.csv"])
      for (const row of csv(join(data, year, file))) add(row.address ?? "", "number");
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
