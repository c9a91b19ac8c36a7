import { hashFiles } from "../../ground/files/hashFiles.js";
import { projectRoot } from "../../ground/project.js";

let hash: string | undefined;

/**
 * A hash over all that a cell compiles to depends on, beside the cell and the declarations before it: the types of the
 * library and of the packages, the compiler, and what we do to it.
 */
export function conversionInputs(): string {
  hash ??= hashFiles(
    projectRoot,
    ["package-lock.json", "lib/dist/lib", "lib/dist/data"],
    (file) => /\.d\.ts$|[\\/](convert\w+|cellConverter|tslabCompiler)\.c?js$/.test(file),
    [process.versions.node.split(".")[0]!],
  );
  return hash;
}
