import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../project.js";
import { findItem } from "../questionnaire/defineQuestionnaire.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { parseAddress, printAddress } from "./parseAddress.js";

/**
 * How an address is published: `number` when its value is; `claim` when only something about it is: an order, an
 * interval, or the per cent that a count makes.
 */
export type PublishedAs = "number" | "claim";

let cells: ReadonlyMap<string, PublishedAs> | undefined;

/**
 * Whether a published number answers to an address. A published count gives the share of the same cell; a published
 * per cent does not give the count, which it only rounds. The size of all is always published; the size of a subset is
 * when the count of the answer that makes the subset is.
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
  return cells?.get(keyOf(asInSource(text, questionnaire))) ?? null;
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
  return part.every((key) => cells?.get(keyOf(printAddress({ ...address, cell: [[key]] }))) === "number");
}

/** Who answered a recode, and who did not, is as in the item that it is made of. */
function asInSource(text: string, questionnaire: Questionnaire | null): string {
  const address = parseAddress(text);
  const items = address.items.map((key, i) => {
    const recode = questionnaire?.recodes[key]?.recode;
    return recode && (address.cell[i] === "*" || address.cell[i]?.includes("mangler")) ? recode.of : key;
  });
  return printAddress({ ...address, items });
}

/**
 * The size of all, of a subset or of its complement, where the base is everyone in it: an item that everyone is asked
 * and whose base is those asked.
 */
function isPublishedSize(text: string, questionnaire: Questionnaire | null): boolean {
  const { year, subset, items, cell, measure } = parseAddress(text);
  if (!(measure === "base" || measure === "asked") || cell.some((part) => part !== "*")) return false;
  const item = questionnaire && findItem(questionnaire, items[0] as string);
  if (item && (item.asked !== null || (measure === "base" && item.base === "answered"))) return false;
  if (subset === "alle" || subset === "virksomheter") return true;
  const when = questionnaire?.subsets[subset.replace(/^ikke-/, "")]?.when;
  return (
    when !== undefined &&
    "is" in when &&
    cells?.get(`${year}/alle/${when.item}/${when.is.join("|")}/count`) === "number"
  );
}

function read(): Map<string, PublishedAs> {
  const found = new Map<string, PublishedAs>();
  const data = join(projectRoot, "data");
  const add = (text: string, count: PublishedAs, share: PublishedAs): void => {
    for (const part of text.split(/;| − /)) {
      const cell = withoutMeasure(part.trim());
      if (cell === "") continue;
      for (const [key, as] of [
        [`${cell}/count`, count],
        [`${cell}/share`, share],
      ] as const)
        if (found.get(key) !== "number") found.set(key, as);
    }
  };
  for (const year of readdirSync(data)) {
    // What a year without answers has, and what follows from published numbers by arithmetic.
    for (const file of ["figures.csv", "reference/derived.csv"])
      for (const row of csv(join(data, year, file))) add(row.address ?? "", "number", "number");
    for (const { address = "", than = "", operator, status } of csv(
      join(data, year, "reference/figures.csv"),
    )) {
      // A published number that cannot be right (status) is none that ours could agree with; what is neither equal
      // to a number nor rounds to one, says only how numbers stand to each other.
      const equals = operator === "equals" && !status;
      const rounds = operator === "rounds" && !status;
      add(address, equals ? "number" : "claim", equals || rounds ? "number" : "claim");
      add(than, "claim", "claim");
    }
  }
  return found;
}

function csv(path: string): Record<string, string>[] {
  return existsSync(path)
    ? (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[])
    : [];
}

/** Shares are looked up as such, every other measure as a count. */
function keyOf(address: string): string {
  return `${withoutMeasure(address)}/${address.endsWith("/share") ? "share" : "count"}`;
}

function withoutMeasure(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("/")));
}
