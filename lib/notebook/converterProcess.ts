/** A process with a warm tslab converter; its working folder is the notebooks' folder, as in Jupyter. */
import { type Converter, createConverter } from "tslab/dist/converter.js";
import { getCodeMetadata } from "tslab/dist/metadata.js";
import { mendConverter } from "./convertCell.js";
import type { ConvertedCell } from "./convertNotebook.js";

export interface ConvertRequest {
  readonly id: number;
  readonly prevDecl: string;
  readonly source: string;
}
export interface ConvertReply {
  readonly id: number;
  readonly converted: ConvertedCell;
}

let node: Converter | undefined;
let browser: Converter | undefined;

process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
process.on("message", ({ id, prevDecl, source }: ConvertRequest) => {
  process.send!({ id, converted: convert(prevDecl, source) } satisfies ConvertReply);
});
node = mendConverter(createConverter());

function convert(prevDecl: string, source: string): ConvertedCell {
  const meta = getCodeMetadata(source);
  if (meta.module) {
    if (meta.mode === "browser") browser ??= mendConverter(createConverter({ isBrowser: true }));
    const converter = meta.mode === "browser" ? browser! : node!;
    return { meta, moduleDiagnostics: converter.addModule(meta.module, source, meta) };
  }
  if (meta.mode === "browser") return { meta };
  return { meta, conversion: node!.convert(prevDecl, source) };
}
