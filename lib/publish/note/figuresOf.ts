import { type FigureOutput, MIME } from "../../chapter/outputs.js";
import type { Notebook } from "../../engine/notebook/notebook.js";

/** The figures that an executed notebook shows, in its order. */
export function figuresOf(notebook: Notebook): FigureOutput[] {
  return notebook.cells.flatMap((cell) =>
    cell.cell_type !== "code"
      ? []
      : cell.outputs.flatMap((output) =>
          "data" in output && output.data[MIME.figure] ? [output.data[MIME.figure] as FigureOutput] : [],
        ),
  );
}
