import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { codeOf } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";
import { SNAPSHOT_FLAGS } from "../process/nodeFlags.js";

export const CELL_SNAPSHOT = join(projectRoot, "lib", "dist", "cells", "warm.blob");
export const CELL_SNAPSHOT_KEY = `${CELL_SNAPSHOT}.key`;

/**
 * What the snapshot holds: the library and its packages by their paths, the hash of its code, and memory as this Node
 * lays it out.
 */
export function cellSnapshotKey(): string {
  const built = hashFiles(projectRoot, ["lib/dist/lib", "lib/dist/data"], (file) => /\.c?js$/.test(file));
  return [
    built,
    codeOf("chapter"),
    projectRoot,
    process.version,
    process.platform,
    process.arch,
    ...SNAPSHOT_FLAGS,
  ].join("\n");
}

let there: boolean | undefined;

/** Whether the build step has made a snapshot of what is here now. */
export function hasCellSnapshot(): boolean {
  there ??= isThere();
  return there;
}

/**
 * Whether a process for cells that use the library can start from a snapshot: there is one, and Node is given no other
 * flags, with which it would refuse it.
 * @param env The process's variables, beside the inherited ones.
 */
export function canStartFromSnapshot(env: Readonly<Record<string, string>>): boolean {
  return !(env.NODE_OPTIONS ?? process.env.NODE_OPTIONS) && hasCellSnapshot();
}

function isThere(): boolean {
  try {
    return existsSync(CELL_SNAPSHOT) && readFileSync(CELL_SNAPSHOT_KEY, "utf8") === cellSnapshotKey();
  } catch {
    return false;
  }
}
