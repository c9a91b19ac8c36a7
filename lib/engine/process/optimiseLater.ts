import { setFlagsFromString } from "node:v8";

/**
 * For processes that live a second or two. Under Node 20, V8 spends a fifth of such a process on optimising functions
 * that are nearly done. What runs long is optimised all the same, some milliseconds later. Newer versions wait by
 * themselves, and do not know the flag.
 *
 * A pattern is compiled once, not first for its first use and then again: the lexicon's take as long to compile as to try.
 */
export function optimiseLater(): void {
  if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=1000000");
  setFlagsFromString("--no-regexp-tier-up");
}
