import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkBuild, writeBuildMark } from "notat/dist/lib/ground/files/buildMark.js";
import { afterAll, beforeAll, expect, test } from "vitest";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "notat-build-"));
  for (const folder of ["lib/ground", "lib/dist", "data/2019"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of [
    "lib/a.ts",
    "lib/ground/b.ts",
    "lib/tsconfig.json",
    "tsconfig.json",
    "data/2019/questionnaire.ts",
  ])
    writeFileSync(join(root, file), "text");
});
afterAll(() => rmSync(root, { recursive: true }));

test("a library that was not built is refused", () => {
  expect(() => checkBuild(root)).toThrow(
    "the library must be built before its commands run.\n  Run: npm run build",
  );
});

test("an edited library or questionnaire that was not built is refused by name; another time is no edit", () => {
  writeBuildMark(root);
  checkBuild(root);
  utimesSync(join(root, "lib/a.ts"), 1, 1);
  checkBuild(root);
  appendFileSync(join(root, "lib/a.ts"), "!");
  appendFileSync(join(root, "data/2019/questionnaire.ts"), "!");
  rmSync(join(root, "lib/ground/b.ts"));
  writeFileSync(join(root, "lib/ground/c.ts"), "new");
  expect(() => checkBuild(root)).toThrow(
    "what runs must be what is written, but data/2019/questionnaire.ts, lib/a.ts, lib/ground/c.ts, lib/ground/b.ts changed after the library was built.\n  Run: npm run build",
  );
  writeBuildMark(root);
  checkBuild(root);
  writeFileSync(join(root, "lib/a.ts"), "texts"); // As long as before.
  expect(() => checkBuild(root)).toThrow("lib/a.ts changed");
});
