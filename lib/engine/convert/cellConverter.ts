import { createRequire } from "node:module";
import type { Converter, SideOutput } from "tslab/dist/converter.js";
import { type CellConversion, mendConverter } from "./convertCell.js";
import type { ConvertedCell } from "./convertedCell.js";
import { createQuickConverter } from "./quickConverter.js";
import { createConverter, latestProgram } from "./tslabCompiler.js";

const { getCodeMetadata } = createRequire(import.meta.url)(
  "tslab/dist/metadata.js",
) as typeof import("tslab/dist/metadata.js");

/** A warm tslab converter. Its folder is the process's working folder; it takes some 1 s to start. */
export function createCellConverter() {
  const own = createConverter();
  let quick: ReturnType<typeof createQuickConverter> | null = null;
  const node = mendConverter({
    ...own,
    convert: (prevDecl, source) => quick?.(prevDecl, source) ?? own.convert(prevDecl, source),
  });
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

  /**
   * From now on, cells are converted in the quick way where it carries them: with the types that the last cell has
   * made it read.
   */
  function warmUp(): void {
    const base = latestProgram();
    if (base) quick = createQuickConverter(base);
  }

  return { convert, warmUp, inspect: node.inspect, complete: node.complete, close: node.close };
}
