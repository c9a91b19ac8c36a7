import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notat } from "./notat.js";

let above: string;
let folder: string;
beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), "notat clean "));
  folder = join(above, "2019");
  mkdirSync(folder);
  const cell = { cell_type: "code", id: "a", source: "1", metadata: {}, execution_count: 2, outputs: [] };
  const kernelspec = { name: "tslab" };
  writeFileSync(
    join(folder, "x.ipynb"),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: [cell] }),
  );
});
afterAll(() => rmSync(above, { recursive: true }));

test("notat clean --check says what is not clean and changes nothing; notat clean mends it", async () => {
  const before = readFileSync(join(folder, "x.ipynb"), "utf8");
  const check = await notat(["clean", "--check", "."], folder);
  expect(check).toMatchObject({ code: 1 });
  expect(check.stderr).toBe(
    "notat: Notebooks must be committed clean.\n  x.ipynb: execution count in cell 1\n  Run: npx notat clean\n",
  );
  expect(readFileSync(join(folder, "x.ipynb"), "utf8")).toBe(before);
  const below = await notat(["clean", "--check", above], folder);
  expect(below.stderr).toContain(join("2019", "x.ipynb: execution count in cell 1"));
  expect(await notat(["clean", "x.ipynb"], folder)).toMatchObject({
    code: 0,
    stdout: "x.ipynb: execution count in cell 1: mended\n",
  });
  expect(await notat(["clean", "--check", "x.ipynb"], folder)).toMatchObject({ code: 0, stderr: "" });
});
