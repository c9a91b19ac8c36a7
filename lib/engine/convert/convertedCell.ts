import type { Diagnostic } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import type { CellConversion } from "./convertCell.js";

// Apart from what converts, so that a process that only handles converted cells does not load the compiler.

/** A cell as tslab's executor needs it; without a conversion when it only defines a module or is for a browser. */
export interface ConvertedCell {
  readonly meta: CodeMetadata;
  readonly conversion?: CellConversion;
  readonly moduleDiagnostics?: Diagnostic[];
}

/** The declarations that the next cell sees: a cell that does not compile declares nothing. */
export function declarationsAfter(prevDecl: string, { conversion }: ConvertedCell): string {
  if (!conversion || conversion.diagnostics.length > 0) return prevDecl;
  return conversion.declOutput ?? "";
}
