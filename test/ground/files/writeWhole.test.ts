import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "notat/dist/lib/ground/files/writeWhole.js";
import { expect, test } from "vitest";
import { ownFolder } from "../../support/ownFolder.js";

const folder = ownFolder("skriv");

test("writeWhole(path, text) writes under a name as long as names may be, and leaves nothing beside it", () => {
  // 255 bytes is what most file systems allow.
  const name = `${"ø".repeat(125)}.json`;
  writeWhole(join(folder, name), "1");
  expect(readdirSync(folder)).toEqual([name]);
  expect(readFileSync(join(folder, name), "utf8")).toBe("1");
});

test.skipIf(process.platform === "win32")(
  "writeWhole(path, text) lets those read a file that could before",
  () => {
    const path = join(folder, "mine.txt");
    writeFileSync(path, "gammel");
    for (const mode of [0o600, 0o664]) {
      chmodSync(path, mode);
      writeWhole(path, "ny");
      expect(statSync(path).mode & 0o777).toBe(mode);
    }
  },
);

test("writeWhole(path, text) takes away what a process that was killed had written of it, and nothing else", () => {
  const own = join(folder, "igjen");
  mkdirSync(own);
  const { pid: dead } = spawnSync(process.execPath, ["-e", "0"]);
  const left = [`.a.txt.${dead}.0123abcd`, `.b.txt.${dead}.0123abcd`];
  const others = [`.a.txt.${process.pid}.0123abcd`, `.a.txt.${dead}.bak`, `a.txt.${dead}.0123abcd`];
  for (const name of [...left, ...others]) writeFileSync(join(own, name), "");
  writeWhole(join(own, "a.txt"), "1");
  expect(readdirSync(own).sort()).toEqual(["a.txt", left[1], ...others].sort());
});
