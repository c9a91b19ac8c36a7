import type { RunError } from "../engine/run/runNotebook.js";
import type { NotebookRun } from "../engine/run/runNotebooks.js";

/** Lines of what a cell printed that are shown from its start and from its end. */
const LINES = 10;

/**
 * Why a notebook failed, for the terminal: file and cell, the cell's source, what it printed, the error with its place
 * in the TypeScript.
 */
export function describeFailure({ file, notebook, error: first }: NotebookRun, error = first): string {
  if (!error) return `${file} ran to its end.`;
  const cell = notebook.cells[error.cell];
  const printed =
    cell?.cell_type === "code" ? cell.outputs.map((o) => ("text" in o ? o.text : "")).join("") : "";
  const rule = "─".repeat(72);
  return [
    `${file} failed in cell ${error.cell + 1} (In [${error.count}]):`,
    rule,
    error.source.trimEnd(),
    rule,
    ...(printed.trim() ? ["It printed:", shorten(printed.trimEnd()), rule] : []),
    error.traceback.join("\n"),
  ].join("\n");
}

function shorten(text: string): string {
  const lines = text.split("\n").map((line) => (line.length > 500 ? `${line.slice(0, 500)} …` : line));
  if (lines.length <= 2 * LINES + 1) return lines.join("\n");
  const left = lines.length - 2 * LINES;
  return [...lines.slice(0, LINES), `… ${left} lines …`, ...lines.slice(-LINES)].join("\n");
}

/**
 * All cells of a notebook that failed, of a run that went on after each: those first that fail by themselves, then how
 * many only miss what those would have declared.
 */
export function describeFailures(run: NotebookRun): string {
  const own: RunError[] = [];
  const following: RunError[] = [];
  for (const error of run.errors) {
    const missing = /Cannot find name '([^']+)'/.exec(error.evalue)?.[1];
    const declares = ({ source }: RunError) =>
      missing !== undefined &&
      new RegExp(`\\b(const|let|var|function|class)\\b[^=;]*\\b${missing}\\b`).test(source);
    (own.some(declares) || following.some(declares) ? following : own).push(error);
  }
  const after =
    following.length === 0
      ? []
      : [
          `${run.file}: ${following.map(({ cell }) => `cell ${cell + 1}`).join(", ")} failed too, missing what these would have declared.`,
        ];
  return [...own.map((error) => describeFailure(run, error)), ...after].join("\n\n");
}
