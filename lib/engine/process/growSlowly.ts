import { setFlagsFromString } from "node:v8";

/**
 * For processes that hold much and live as long as a run: V8 lets memory grow by half before it looks for what is no
 * longer used, so that a run of many notebooks would take more than one of few.
 */
export function growSlowly(): void {
  setFlagsFromString("--heap-growing-percent=15");
}
