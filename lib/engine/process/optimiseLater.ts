import { setFlagsFromString } from "node:v8";

/**
 * For processes that live a second or two: under Node 20, V8 spends a fifth of such a process on optimising functions
 * that are nearly done. What runs long is optimised all the same, some milliseconds later. Newer versions wait by
 * themselves, and do not know the flag.
 */
export function optimiseLater(): void {
  if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=1000000");
}
