import { mkdirSync } from "node:fs";
import { UsageError } from "../ground/errors.js";

/** Makes the folder that `--out` names, before anything runs whose result would have no place. */
export function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (e) {
    throw new UsageError(
      `--out must be a folder that can be written, but ${out} can't be made: ${(e as Error).message}.`,
    );
  }
}
