import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runUnderTslab } from "../engine/run/runUnderTslab.js";

test("every cell of the tour runs in plain tslab, without a complaint", async () => {
  const file = fileURLToPath(new URL("../../notebooks/utforsk/omvisning.ipynb", import.meta.url));
  const outputs = await runUnderTslab(file);
  for (const [i, shown] of outputs.entries()) {
    expect(shown, `code cell ${i + 1} did not run`).not.toBeNull();
    expect(
      shown?.filter((output) => output.output_type === "stream" && output.name === "stderr"),
      `code cell ${i + 1}`,
    ).toEqual([]);
  }
});
