import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { codeOf } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";

export const CELL_SNAPSHOT = join(projectRoot, "lib", "dist", "cells", "warm.blob");
export const CELL_SNAPSHOT_KEY = `${CELL_SNAPSHOT}.key`;

/** What the snapshot holds: the library and its packages by their paths, and memory as this Node lays it out. */
export function cellSnapshotKey(): string {
  const built = hashFiles(projectRoot, ["lib/dist/lib", "lib/dist/data"], (file) => /\.c?js$/.test(file));
  return [built, codeOf("engine"), projectRoot, process.version, process.platform, process.arch].join("\n");
}

let there: boolean | undefined;

/**
 * Whether a process for cells that use the library can start from a snapshot: the build step has made one of what is
 * here now, and Node is given no flags, with which it would refuse it.
 */
export function hasCellSnapshot(): boolean {
  there ??= isThere();
  return there && (process.env.NODE_OPTIONS ?? "") === "";
}

function isThere(): boolean {
  try {
    return existsSync(CELL_SNAPSHOT) && readFileSync(CELL_SNAPSHOT_KEY, "utf8") === cellSnapshotKey();
  } catch {
    return false;
  }
}
