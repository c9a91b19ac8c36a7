import { MIME, type ProseOutput } from "../../chapter/outputs.js";
import { sealed } from "../../chapter/sealed.js";
import type { Notebook } from "../../engine/notebook/notebook.js";
import type { RunError } from "../../engine/run/runNotebook.js";

/** A notebook in which the cells that failed say so in the note, where what they should have shown would stand. */
export function withErrorsShown(notebook: Notebook, errors: readonly RunError[]): Notebook {
  const failed = new Map(errors.map((error) => [error.cell, error]));
  return {
    ...notebook,
    cells: notebook.cells.map((cell, i) => {
      const error = failed.get(i);
      if (!error || cell.cell_type !== "code") return cell;
      const prose: ProseOutput = {
        parts: [
          { kind: "text", text: "**Feil.** " },
          { kind: "label", text: `Celle ${i + 1} stanset: ${error.evalue.split("\n")[0]}` },
        ],
      };
      const shown = { output_type: "display_data", ...sealed({ [MIME.prose]: prose }) } as const;
      return { ...cell, outputs: [...cell.outputs, shown] };
    }),
  };
}
