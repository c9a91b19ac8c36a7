import type { CodeCell, Notebook } from "./notebook.js";
import { hasTag } from "./notebook.js";

/** Values by name: what JSON can hold. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The tag that papermill gives the cell it puts in, and finds again in the next run. */
const INJECTED = "injected-parameters";

/**
 * Puts values into a notebook as papermill does: in a cell of their own after the one tagged `parameters` (at the top
 * when there is none), in place of the cell that an earlier run put there. Names that the tagged cell declares are
 * declared anew, with the value given; in TypeScript's notebooks the later declaration holds.
 * @param parameters Values by name. Names are TypeScript's.
 * @param types Those that the tagged cell declares: see declaredTypes. A value must be of them, and the cells after it see them.
 * @returns The notebook with the cell, tagged `injected-parameters`.
 * @example setParameters(notebook, { year: 2020 }) // let year = 2020;
 */
export function setParameters(
  notebook: Notebook,
  parameters: Parameters,
  types: ReadonlyMap<string, string> = new Map(),
): Notebook {
  const lines = Object.entries(parameters).map(([name, value]) => {
    const type = types.get(name);
    return `let ${name}${type === undefined ? "" : `: ${type}`} = ${JSON.stringify(value)};`;
  });
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED));
  const earlier = notebook.cells.find((cell) => hasTag(cell, INJECTED));
  const taken = new Set(cells.map(({ id }) => id));
  let id = earlier?.id ?? INJECTED;
  for (let n = 2; taken.has(id); n++) id = `${INJECTED}-${n}`;
  const cell: CodeCell = {
    cell_type: "code",
    id,
    metadata: { tags: [INJECTED] },
    source: `// Parameters\n${lines.join("\n")}`,
    execution_count: null,
    outputs: [],
  };
  const at = cells.findIndex((other) => hasTag(other, "parameters")) + 1;
  return { ...notebook, cells: [...cells.slice(0, at), cell, ...cells.slice(at)] };
}

/** Parameters that no cell tagged `parameters` declares: likely misspelt. */
export function unknownParameters(notebook: Notebook, parameters: Parameters): string[] {
  const declared = notebook.cells.filter((cell) => hasTag(cell, "parameters")).map(({ source }) => source);
  return Object.keys(parameters).filter(
    (name) =>
      !declared.some((source) =>
        new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(source),
      ),
  );
}
