import { type Converter, createConverter, type Diagnostic, type SideOutput } from "tslab/dist/converter.js";
import { type CodeMetadata, getCodeMetadata } from "tslab/dist/metadata.js";
import { type CellConversion, mendConverter } from "./convertCell.js";

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

/** A warm tslab converter. Its folder is the process's working folder; it takes some 1 s to start. */
export function createCellConverter() {
  const node = mendConverter(createConverter());
  let browser: Converter | undefined;
  const modules = new Map<string, SideOutput>();

  function convert(prevDecl: string, source: string): ConvertedCell {
    const meta = getCodeMetadata(source);
    if (meta.mode === "browser") {
      if (!meta.module) return { meta };
      browser ??= mendConverter(createConverter({ isBrowser: true }));
      return { meta, moduleDiagnostics: browser.addModule(meta.module, source, meta) };
    }
    if (meta.module) return { meta, moduleDiagnostics: node.addModule(meta.module, source, meta) };
    const conversion = node.convert(prevDecl, source);
    return { meta, conversion: withImporters(conversion) };
  }

  // tslab hands out an edited module, but not those that import it, which would keep the old one.
  function withImporters(conversion: CellConversion): CellConversion {
    const { sideOutputs } = conversion;
    if (!sideOutputs) return conversion;
    const edited = sideOutputs.some(({ path }) => modules.has(path));
    for (const output of sideOutputs) modules.set(output.path, output);
    return edited ? { ...conversion, sideOutputs: [...modules.values()] } : conversion;
  }

  return { convert, inspect: node.inspect, complete: node.complete, close: node.close };
}
