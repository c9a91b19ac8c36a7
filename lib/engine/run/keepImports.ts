import { type ConvertedCell, declarationsAfter } from "../convert/convertedCell.js";

/** How a notebook's cells are converted and run. */
interface Way {
  convert(prevDecl: string, source: string): ConvertedCell | Promise<ConvertedCell>;
  /** Runs it without telling what it gives. Resolves to whether it ran to its end. */
  run(source: string, converted: ConvertedCell): Promise<boolean>;
}

/**
 * What a cell imports is there for the next ones, though the cell fails: it is written once, at the top.
 * @param prevDecl The declarations before the cell.
 * @returns The declarations after it; the same when it imports nothing, or something that can't be had.
 */
export async function keepImports(source: string, prevDecl: string, way: Way): Promise<string> {
  if (!/\bimport\b/.test(source)) return prevDecl;
  // The compiler takes 0.3 s to load, which only failing cells wait for.
  const { ts } = await import("../convert/tslabCompiler.js");
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const imports = file.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .map((statement) => source.slice(statement.getStart(file), statement.end))
    .join("\n");
  if (imports === "") return prevDecl;
  const converted = await way.convert(prevDecl, imports);
  if ((converted.conversion?.diagnostics ?? []).length > 0) return prevDecl;
  return (await way.run(imports, converted)) ? declarationsAfter(prevDecl, converted) : prevDecl;
}
