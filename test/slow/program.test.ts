import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyFiles } from "../support/copyFiles.js";

test("a command is the same from the one file of the build, and module by module when that can't be used", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat-program æøå "));
  try {
    copyFiles(folder);
    const program = join(folder, "lib/dist/program.bin");
    const clean = (...args: string[]) => {
      const command = [join(folder, "lib/bin/notat.js"), "clean", ...args];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        encoding: "utf8",
      });
      return { status, stdout, stderr };
    };
    const checks = () => [clean("--check"), clean("--help"), clean("--chekc"), clean("er-ikke-her.ipynb")];
    const fromFile = checks();
    expect(fromFile.map(({ status }) => status)).toEqual([0, 0, 2, 2]);

    const whole = readFileSync(program);
    truncateSync(program, whole.length - 1);
    expect(checks(), "cut off").toEqual(fromFile);
    const otherBuild = Buffer.from(whole);
    otherBuild.write("0123456789", whole.indexOf('"key":"') + 7);
    writeFileSync(program, otherBuild);
    expect(checks(), "of another build").toEqual(fromFile);
    rmSync(program);
    expect(checks(), "not there").toEqual(fromFile);

    // That it was the file which ran before.
    rmSync(join(folder, "lib/dist/lib/cli/clean.js"));
    expect(clean("--check").stderr).toContain("ERR_MODULE_NOT_FOUND");
    writeFileSync(program, whole);
    expect(checks()).toEqual(fromFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
