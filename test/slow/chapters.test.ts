import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { expect, test } from "vitest";
import { runUnderTslab } from "../engine/run/runUnderTslab.js";

const folder = join(projectRoot, "notebooks", "2019");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

// No deviation is intended here: chapters end their cells on what is shown by prose, figure or table.
test.each(names)("the real tslab kernel gives the same outputs as our engine: %s", async (name) => {
  const file = join(folder, name);
  const [run] = await runNotebooks([file]);
  const cells = run!.notebook.cells.filter((cell) => cell.cell_type === "code");
  const ours = cells.map(({ outputs }) => outputs);
  expect(run!.ok).toBe(true);
  expect(await runUnderTslab(file)).toEqual(ours);
});
