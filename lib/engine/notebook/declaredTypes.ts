import { ts } from "../convert/tslabCompiler.js";
import { hasTag, type Notebook } from "./notebook.js";

/**
 * The types that cells tagged `parameters` declare their variables with, by name; of those that say one.
 * @example declaredTypes(notebook) // Map { "scale" → "0.5 | 1" } of `let scale: 0.5 | 1 = 1;`
 */
export function declaredTypes({ cells }: Notebook): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const cell of cells) {
    if (cell.cell_type !== "code" || !hasTag(cell, "parameters")) continue;
    const file = ts.createSourceFile("cell.ts", cell.source, ts.ScriptTarget.Latest, true);
    for (const statement of file.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, type } of statement.declarationList.declarations)
        if (type && ts.isIdentifier(name)) types.set(name.text, type.getText(file));
    }
  }
  return types;
}
