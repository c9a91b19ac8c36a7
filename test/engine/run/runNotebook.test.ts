import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { runNotebook } from "notat/dist/lib/engine/run/runNotebook.js";
import { expect, test } from "vitest";

test("runNotebook(notebook, { allowErrors }) converts no more for a declaration that has failed", async () => {
  const count = 20;
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: Array.from({ length: count }, (_, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      source: `throw new Error("${i}");`,
      execution_count: null,
      outputs: [],
    })),
  };
  let asked = 0;
  const { errors } = await runNotebook(notebook, {
    file: join(tmpdir(), "feil.ipynb"),
    timeout: 60,
    env: {},
    allowErrors: true,
    converter: {
      async convert(_, source) {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { meta: {}, conversion: { diagnostics: [], output: source, declOutput: "" } } as never;
      },
      close() {},
    },
    ready: Promise.resolve(),
    signal: new AbortController().signal,
    onCell() {},
    onRestart() {},
  });
  expect(errors).toHaveLength(count);
  // All while the process starts, then each after the failure before it, and perhaps the one after that: not 20 + 19 + … + 1.
  expect(asked).toBeLessThanOrEqual(3 * count);
});
