import type { FigureOutput } from "../notebook/outputs.js";
import type { Drawings } from "../report/renderNote.js";

export async function drawAll(
  _figures: readonly FigureOutput[],
  _mark: string | undefined,
): Promise<ReadonlyMap<string, Drawings>> {
  return new Map();
}
