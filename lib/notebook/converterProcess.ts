/** A process with a warm tslab converter; its working folder is the notebooks' folder, as in Jupyter. */
import { type ConvertedCell, createCellConverter } from "./cellConverter.js";

export interface ConvertRequest {
  readonly id: number;
  readonly prevDecl: string;
  readonly source: string;
}
export interface ConvertReply {
  readonly id: number;
  readonly converted: ConvertedCell;
}

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
const { convert } = createCellConverter();
process.on("message", ({ id, prevDecl, source }: ConvertRequest) => {
  process.send!({ id, converted: convert(prevDecl, source) } satisfies ConvertReply);
});
