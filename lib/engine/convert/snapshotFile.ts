import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../ground/project.js";
import { CONVERTER_SNAPSHOT_FLAGS } from "../process/nodeFlags.js";
import { conversionInputs } from "./conversionInputs.js";

/** The folder that snapshot converters work in: they convert no cell that imports a file by its place. */
export const SNAPSHOT_FOLDER = projectRoot;
export const SNAPSHOT_FILE = join(projectRoot, "lib", "dist", "converter", "warm.blob");
export const SNAPSHOT_KEY_FILE = `${SNAPSHOT_FILE}.key`;

/** What the snapshot holds: files by their paths, and memory as this Node lays it out. */
export function snapshotKey(): string {
  const node = [process.version, process.platform, process.arch, ...CONVERTER_SNAPSHOT_FLAGS];
  return [...conversionInputs(), projectRoot, ...node].join("\n");
}

/** Node's arguments for a converter from a snapshot. */
export function startFromSnapshot(file: string): string[] {
  return [...CONVERTER_SNAPSHOT_FLAGS, "--snapshot-blob", file, "converter"];
}

/** Whether the build step has made a snapshot of what is here now. */
export function hasSnapshot(): boolean {
  try {
    return readFileSync(SNAPSHOT_KEY_FILE, "utf8") === snapshotKey() && existsSync(SNAPSHOT_FILE);
  } catch {
    return false;
  }
}
