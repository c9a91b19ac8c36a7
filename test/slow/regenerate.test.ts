import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { expect, test } from "vitest";
import { makeData } from "../../data/2019/make/makeData.js";

test("makeData(folder) gives the committed bytes again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "notat-data-"));
  try {
    await makeData(folder, () => {});
    for (const file of ["frame.csv", "corrections.csv", join("raw", "svar.xlsx")]) {
      const made = readFileSync(join(folder, file));
      expect(made.equals(readFileSync(join(projectRoot, "data", "2019", file))), file).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
