import { relative, sep } from "node:path";
import { hashTexts, kept } from "../../ground/files/keep.js";
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
  const name = hashTexts(relative(projectRoot, file)).slice(0, 16);
  const entry = kept<[string, ConvertedCell][]>(`engine/conversions/${name}`, conversionInputs());
  const there = new Map(entry.read() ?? []);
  const used = new Map<string, ConvertedCell>();
  let changed = false;
  return {
    get(key) {
      const converted = there.get(key);
      if (converted) used.set(key, converted);
      return converted;
    },
    set(key, converted) {
      used.set(key, converted);
      changed = true;
    },
    save() {
      if (changed || used.size < there.size) entry.write([...used]);
    },
  };
}
