import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../project.js";

let cells: Set<string> | undefined;

/**
 * Whether a published figure answers to an address. A published count also covers the share of the same cell, and
 * the other way round; so the measure is left out of the comparison.
 */
export function hasPublished(address: string): boolean {
  cells ??= read();
  return address.split(" − ").every((part) => cells?.has(withoutMeasure(part)));
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
