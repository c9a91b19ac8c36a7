import type { FigureOutput } from "../../chapter/outputs.js";
import { shownIn } from "../../chapter/shown.js";
import type { Notebook } from "../../engine/notebook/notebook.js";

/** The figures that an executed notebook shows, in its order. */
export function figuresOf(notebook: Notebook): FigureOutput[] {
  return shownIn(notebook).flatMap(({ shown }) => (shown.kind === "figure" ? [shown.figure] : []));
}
