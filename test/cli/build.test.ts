import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";
import { notat } from "./notat.js";

describe("before any chapter runs", () => {
  test.each(["build", "review"])(
    "notat %s says that --out must be a folder that can be written",
    async (command) => {
      const file = join(mkdtempSync(join(tmpdir(), "notat ")), "a file");
      writeFileSync(file, "");
      const { code, stdout, stderr } = await notat([command, "--out", join(file, "out")]);
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^notat: --out must be a folder that can be written, but .*out can't be made: ENOTDIR/,
      );
      expect(stdout + stderr).not.toMatch(/✓|✗| {4}at /);
    },
  );

  test("a workbook that can't be used is told of once, without a stack, and nothing is written", () => {
    const project = copyProject();
    writeFileSync(join(project.folder, "data/2019/raw/svar.xlsx"), "PK not a zip");
    const { ok, text } = project.run(["build"]);
    expect(ok).toBe(false);
    expect(text.match(/svar\.xlsx kan ikke leses/g)).toHaveLength(1);
    expect(text).toContain("Filen må være en Excel-arbeidsbok (.xlsx).");
    expect(text).not.toMatch(/✓|✗|\n {4}at |notat\.html/);
  });
});
