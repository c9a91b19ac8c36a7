import { relative } from "node:path";
import { hashTexts, type Kept, kept } from "../../ground/files/keep.js";
import { projectRoot } from "../../ground/project.js";
import { formatNotebook, type Notebook } from "../notebook/notebook.js";

/**
 * The executed notebook of the last run of the same, in `.notat/outputs/`: it holds as long as its cells, the
 * environment given and the inputs are the same.
 * @param inputs What else its outputs depend on: hashes of the library that its cells import and of what they read.
 */
export function openOutputCache(
  file: string,
  notebook: Notebook,
  env: Readonly<Record<string, string>>,
  inputs: readonly string[],
): Kept<Notebook> {
  const settings = JSON.stringify(Object.entries(env).sort());
  const place = hashTexts(relative(projectRoot, file), settings).slice(0, 16);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return kept(`engine/outputs/${place}`, [formatNotebook({ ...notebook, cells }), settings, ...inputs]);
}
