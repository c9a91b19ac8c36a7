import { relative, sep } from "node:path";
import { kept } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";

const entry = kept<Record<string, number>>("engine/durations", []);
const nameOf = (file: string): string => relative(projectRoot, file);

/**
 * The order in which notebooks start, so that no core waits for a long one at the end: those that took longest in
 * their last run first, before them those that have not run.
 * @param files Absolute paths.
 * @returns Indices of files.
 */
export function startingOrder(files: readonly string[]): number[] {
  const known = entry.read() ?? {};
  const took = files.map((file) => known[nameOf(file)] ?? Number.POSITIVE_INFINITY);
  return files.map((_, i) => i).sort((a, b) => (took[a] === took[b] ? a - b : took[b]! - took[a]!));
}

/** @param ran Notebooks that really ran, with their time in ms. Those outside the project are not kept. */
export function keepDurations(ran: readonly { file: string; ms: number }[]): void {
  const own = ran.filter(({ file }) => file.startsWith(projectRoot + sep));
  if (own.length === 0) return;
  entry.write({ ...entry.read(), ...Object.fromEntries(own.map(({ file, ms }) => [nameOf(file), ms])) });
}
