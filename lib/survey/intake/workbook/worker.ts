import type { Limits } from "./limits.js";
import { parseWorkbook } from "./parseWorkbook.js";

// The process in which readers have files parsed: it may be stopped at any time, and what a hostile file does to its
// memory and its prototypes stays here: one that is not as it began is not used again.
process.on("disconnect", () => process.exit());
process.on(
  "message",
  async ({
    file,
    wanted,
    limits,
  }: {
    file: Uint8Array;
    wanted: readonly string[] | null;
    limits: Limits;
  }) => {
    const read = await parseWorkbook(
      Buffer.from(file.buffer, file.byteOffset, file.byteLength),
      wanted,
      limits,
    );
    process.send?.({ read, clean: prototypes() === untouched });
  },
);

const untouched = prototypes();

function prototypes(): string {
  return [Object.prototype, Array.prototype, String.prototype, Function.prototype, Map.prototype]
    .map((known) => Reflect.ownKeys(known).map(String).join())
    .join("\n");
}
