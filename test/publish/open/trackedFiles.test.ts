import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trackedFiles } from "notat/dist/lib/publish/open/trackedFiles.js";
import { afterAll, beforeAll, expect, test } from "vitest";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "notat filer "));
  execFileSync("git", ["init", "--quiet", root]);
  writeFileSync(join(root, ".gitignore"), "skjult.*\n");
  writeFileSync(join(root, "åpen.md"), "tekst");
  writeFileSync(join(root, "skjult.txt"), "tekst");
});
afterAll(() => rmSync(root, { recursive: true }));

test("trackedFiles(root) has what git holds or would take, and not what it ignores", () => {
  expect(trackedFiles(root).map(({ path }) => path)).toEqual([".gitignore", "åpen.md"]);
});

test("trackedFiles(root) says of a file that is too large to look through what must be true, and reads none", () => {
  for (const name of ["stor.bin", "skjult.bin"]) {
    // Sparse: it takes no room.
    writeFileSync(join(root, name), "");
    truncateSync(join(root, name), 3_000_000_000);
  }
  expect(() => trackedFiles(root)).toThrow(
    "Every file that git holds, or does not ignore, must be at most 100 MB, so that it can be looked through for what is not public, but stor.bin is 3000 MB. Move it out of the project, or let .gitignore name it.",
  );
});
