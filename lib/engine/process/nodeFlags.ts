/**
 * V8's flags for the processes that a run starts. They stand on the command line: what V8 has begun with one setting it
 * must not go on with under another, and a snapshot starts only under the flags that it was made with.
 *
 * For processes that live a second or two. Under Node 20, V8 spends a fifth of such a process on optimising functions
 * that are nearly done. What runs long is optimised all the same, some milliseconds later. Newer versions wait by
 * themselves, and do not know the flag.
 *
 * A pattern is compiled once, not first for its first use and then again: the lexicon's take as long to compile as to try.
 */
export const FLAGS: readonly string[] = [
  ...(process.versions.node.startsWith("20.") ? ["--interrupt-budget=1000000"] : []),
  "--no-regexp-tier-up",
];

/**
 * For processes that start from a snapshot. V8 may crash when it looks for unused memory in another thread while it
 * still lays out a large snapshot (nodejs/node 50971).
 */
export const SNAPSHOT_FLAGS: readonly string[] = [...FLAGS, "--single-threaded-gc"];

/**
 * For processes that hold much and live as long as a run: V8 lets memory grow by half before it looks for what is no
 * longer used, so that a run of many notebooks would take more than one of few.
 */
const GROW_SLOWLY = "--heap-growing-percent=15";

export const CONVERTER_FLAGS: readonly string[] = [...FLAGS, GROW_SLOWLY];
export const CONVERTER_SNAPSHOT_FLAGS: readonly string[] = [...SNAPSHOT_FLAGS, GROW_SLOWLY];

/** The signals with which a process ends whose Node has crashed: no cell or package of plain JavaScript does that. */
const CRASHES: ReadonlySet<string> = new Set(["SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP", "SIGFPE"]);

export const isCrash = (signal: string | null): boolean => signal !== null && CRASHES.has(signal);
