import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { projectRoot } from "../../ground/project.js";
import { conversionInputs } from "./conversionInputs.js";
import type { ConvertedCell } from "./convertedCell.js";
import type { ConversionStore } from "./convertNotebook.js";

/** One notebook's conversions, kept in `.notat/conversions/`: those of its last run, so that it does not grow. */
export interface KeptConversions extends ConversionStore {
  save(): void;
}

/**
 * What a cell compiles to depends on the cell, the declarations before it (both in the key), the types of the library
 * and of the packages, and the compiler: when any of the latter changes, nothing is kept.
 * @returns null for notebooks outside the project: their packages are not known here.
 */
export function openConversions(file: string): KeptConversions | null {
  if (!file.startsWith(projectRoot + sep)) return null;
  const name = createHash("sha256").update(relative(projectRoot, file)).digest("hex").slice(0, 16);
  const path = join(projectRoot, ".notat", "conversions", `${name}.json`);
  const types = conversionInputs();
  const kept = read(path, types);
  const used = new Map<string, ConvertedCell>();
  let changed = false;
  return {
    get(key) {
      const converted = kept.get(key);
      if (converted) used.set(key, converted);
      return converted;
    },
    set(key, converted) {
      used.set(key, converted);
      changed = true;
    },
    save() {
      if (changed || used.size < kept.size) writeWhole(path, JSON.stringify({ types, cells: [...used] }));
    },
  };
}

function read(path: string, types: string): Map<string, ConvertedCell> {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as {
      types: string;
      cells: [string, ConvertedCell][];
    };
    if (kept.types === types) return new Map(kept.cells);
  } catch {
    // None yet, or spoilt: convert anew.
  }
  return new Map();
}
