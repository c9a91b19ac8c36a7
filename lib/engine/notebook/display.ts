import { createRequire } from "node:module";
import type { MimeBundle } from "./mime.js";

/** What tslab's own `display` hands to the kernel that runs the cell; see tslab/dist/jupyter.js. */
export interface DisplayContent {
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string | undefined };
}
type WriteDisplayData = (content: DisplayContent, update?: boolean) => void;
type Listener = (data: MimeBundle, metadata: Readonly<Record<string, unknown>>) => void;

const listeners = new Set<Listener>();

/**
 * Shows a MIME bundle as an output of the running cell: in our engine, in our kernel and in plain tslab.
 * Outside a notebook it shows nothing; tests listen with `onDisplay`.
 * @param data MIME type → text, base64 or JSON value; the client shows the richest type that it knows.
 * @example display({ "text/html": "<b>64</b>", "text/plain": "64" })
 */
export function display(data: MimeBundle, metadata: Readonly<Record<string, unknown>> = {}): void {
  for (const listener of listeners) listener(data, metadata);
  runningKernel()?.({ data, metadata, transient: {} });
}

/**
 * Calls `listener` with everything that is displayed from now on.
 * @returns A function that takes the listener off again.
 * @example const shown: object[] = [];
 * const off = onDisplay((data) => shown.push(data));
 * display({ "text/plain": "64" });
 * off();
 */
export function onDisplay(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * An object with a method under this symbol is shown by it when it is the last expression of a cell: `Jupyter.display`,
 * the registered symbol that other TypeScript kernels ask for too. The method gives a MIME bundle, or a promise of one.
 * @example ({ [displayAs]: () => ({ "text/html": "<b>64</b>", "text/plain": "64" }) })
 */
export const displayAs: unique symbol = Symbol.for("Jupyter.display") as never;

// The tslab that runs may be another copy than the one that resolves from here (a global one, for instance),
// but every copy is CommonJS, and there is one cache of loaded CommonJS modules in the process.
function runningKernel(): WriteDisplayData | undefined {
  const { cache } = createRequire(import.meta.url);
  for (const file in cache) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const write = cache[file]?.exports?.lastWriteDisplayData;
    if (typeof write === "function") return write;
  }
  return undefined;
}
