import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../project.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { parseAddress } from "./parseAddress.js";

let cells: Set<string> | undefined;

/**
 * Whether a published figure answers to an address. A published count also covers the share of the same cell, and
 * the other way round; so the measure is left out of the comparison. The size of all is always published; the size
 * of a subset is when the count of the answer that makes the subset is.
 */
export function hasPublished(address: string, questionnaire: Questionnaire | null): boolean {
  cells ??= read();
  return address
    .split(" − ")
    .every((part) => cells?.has(withoutMeasure(part)) || isPublishedSize(part, questionnaire));
}

function isPublishedSize(text: string, questionnaire: Questionnaire | null): boolean {
  const { year, subset, cell, measure } = parseAddress(text);
  if (!(measure === "base" || measure === "asked") || cell.some((part) => part !== "*")) return false;
  if (subset === "alle" || subset === "virksomheter") return true;
  const when = questionnaire?.subsets[subset]?.when;
  return (
    when !== undefined &&
    "is" in when &&
    cells?.has(`${year}/alle/${when.item}/${when.is.join("|")}`) === true
  );
}

function read(): Set<string> {
  const found = new Set<string>();
  const data = join(projectRoot, "data");
  for (const year of readdirSync(data)) {
    for (const [file, columns] of [
      ["reference/figures.csv", ["address", "than"]],
      ["figures.csv", ["address"]],
    ] as const) {
      const path = join(data, year, file);
      if (!existsSync(path)) continue;
      for (const row of parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[]) {
        for (const column of columns) {
          for (const part of (row[column] ?? "").split(/;| − /))
            if (part.includes("/")) found.add(withoutMeasure(part.trim()));
        }
      }
    }
  }
  return found;
}

function withoutMeasure(address: string): string {
  return address.slice(0, address.lastIndexOf("/"));
}
