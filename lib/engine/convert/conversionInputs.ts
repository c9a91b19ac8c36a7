import { hashFiles } from "../../ground/files/hashFiles.js";
import { codeOf } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";

let types: string | undefined;

/**
 * All that a cell compiles to depends on, beside the cell and the declarations before it: the types of the library
 * (of all its wings: cells import it by its face), the packages and compiler, and what we do to it.
 */
export function conversionInputs(): string[] {
  types ??= hashFiles(projectRoot, ["lib/dist/lib", "lib/dist/data"], (file) => file.endsWith(".d.ts"));
  return [types, codeOf("engine")];
}
