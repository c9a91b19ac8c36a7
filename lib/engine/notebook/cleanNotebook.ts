import { type Cell, formatNotebook, parseNotebook } from "./notebook.js";

/** The kernel that notebooks name, so that they open for everybody who has tslab; ours registers under it. */
export const KERNELSPEC = { display_name: "TypeScript", language: "typescript", name: "tslab" } as const;

/**
 * A notebook's text as it is committed: no outputs, no execution counts, the kernel `tslab`, ids for all cells.
 * Ids that are there stay, so that diffs stay small.
 * @returns The clean text, and in words what was to be mended, with the cells.
 */
export function cleanNotebook(text: string, file: string): { cleaned: string; found: string[] } {
  const notebook = parseNotebook(text, file);
  const found: string[] = [];
  const note = (what: string, has: (cell: Cell) => boolean) => {
    const cells = notebook.cells.flatMap((cell, i) => (has(cell) ? [i + 1] : []));
    if (cells.length > 0) found.push(`${what} in cell ${cells.join(", ")}`);
  };
  note("outputs", (cell) => cell.cell_type === "code" && cell.outputs.length > 0);
  note("execution count", (cell) => cell.cell_type === "code" && cell.execution_count !== null);
  const { cells: raw } = JSON.parse(text) as { cells: { id?: string }[] };
  if (raw.some((cell, i) => cell.id !== notebook.cells[i]!.id))
    found.push("cells without an id of their own");
  const { kernelspec, notat } = notebook.metadata;
  const kernel = (kernelspec as { name?: unknown } | undefined)?.name;
  if (kernel !== KERNELSPEC.name) {
    found.push(
      `the kernel must be ${KERNELSPEC.name}, but is ${kernel === undefined ? "not named" : JSON.stringify(kernel)}`,
    );
  }
  const cleaned = formatNotebook({
    ...notebook,
    metadata: {
      kernelspec: KERNELSPEC,
      // The running kernel's version would change with whoever saves.
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      // How the note numbers the chapter.
      ...(notat === undefined ? {} : { notat }),
    },
    cells: notebook.cells.map((cell) => {
      const { collapsed: _, execution: __, ...metadata } = cell.metadata;
      return cell.cell_type === "code"
        ? { ...cell, metadata, outputs: [], execution_count: null }
        : { ...cell, metadata };
    }),
  });
  return { cleaned, found };
}
