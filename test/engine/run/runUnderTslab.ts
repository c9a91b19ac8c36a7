import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { collectOutputs } from "notat/dist/lib/engine/notebook/collectOutputs.js";
import { hasTag, type Output, parseNotebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { startKernelUnderTest } from "../kernel/jupyterClient.js";

const tslab = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin", "tslab");

/**
 * Runs a notebook in the real tslab kernel over ZeroMQ, as nbclient would: cell after cell, until one fails that is
 * not tagged `raises-exception`.
 * @returns The outputs of each code cell; null for cells that did not run.
 */
export async function runUnderTslab(file: string): Promise<(Output[] | null)[]> {
  const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
  const kernel = await startKernelUnderTest([tslab, "kernel", "--config-path"], dirname(file));
  const outputs = collectOutputs();
  const ids: (string | null)[] = [];
  try {
    let failed = false;
    for (const cell of cells) {
      if (cell.cell_type !== "code") continue;
      if (failed || cell.source.trim() === "" || hasTag(cell, "skip-execution")) {
        ids.push(null);
        continue;
      }
      const { reply } = await kernel.execute(cell.source);
      ids.push(reply.parent);
      if (reply.content.status !== "error") continue;
      failed = !hasTag(cell, "raises-exception");
      // For 200 ms after an error, tslab aborts whatever comes.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  } finally {
    await kernel.stop();
  }
  for (const { type, parent, content } of kernel.published) {
    const cell = ids.indexOf(parent);
    if (type === "stream") outputs.add({ type: "stream", cell, name: content.name, text: content.text });
    if (type === "display_data" || type === "update_display_data")
      outputs.add({ type: "display", cell, content, update: type === "update_display_data" });
  }
  return ids.map((id, cell) => (id === null ? null : outputs.outputs(cell).map(withoutMachine)));
}

/** Stack lines and paths differ from machine to machine. */
function withoutMachine(output: Output): Output {
  if (output.output_type !== "stream") return output;
  const lines = output.text.split("\n").filter((line) => !/^ +at /.test(line));
  return { ...output, text: lines.join("\n").replaceAll(projectRoot, "<root>") };
}
