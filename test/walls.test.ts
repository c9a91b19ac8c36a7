import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The wings of lib, lowest first: each imports those before it, never those after. */
const WINGS = ["ground", "engine", "survey", "transforms", "numbers", "chapter", "publish", "cli"];

const config = JSON.parse(readFileSync(join(root, ".biome.json"), "utf8"));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "notat-walls-"));
  writeFileSync(join(folder, ".biome.json"), JSON.stringify(config));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `biome check` says of some files; empty when it has nothing to say. */
function lint(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  try {
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    execFileSync(process.execPath, [biome, "lint", "--colors=off"], { cwd: folder, stdio: "pipe" });
    return "";
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  } finally {
    rmSync(join(folder, "lib"), { recursive: true, force: true });
  }
}

test("every folder of lib is a wing, but for entries and what is built", () => {
  const folders = readdirSync(join(root, "lib"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.filter((name) => !["bin", "danfo", "dist", "node_modules"].includes(name)).sort()).toEqual(
    [...WINGS].sort(),
  );
});

test(".biome.json has the walls that the order of the wings asks for", () => {
  expect(config.overrides).toEqual(
    WINGS.slice(0, -1).map((wing, i) => {
      const above = WINGS.slice(i + 1);
      const patterns = [
        {
          group: above.map((name) => `**/${name}/**`),
          message: `${wing} is below ${above.join(", ")}: a wing of lib imports those below it, never those above.`,
        },
      ];
      return {
        includes: [`lib/${wing}/**`],
        linter: { rules: { style: { noRestrictedImports: { level: "error", options: { patterns } } } } },
      };
    }),
  );
});

test.each(WINGS.slice(0, -1).map((wing, i) => [wing, WINGS[i + 1] as string]))(
  "the lint refuses an import in %s of something in %s",
  (wing, above) => {
    const said = lint({
      [`lib/${above}/deep/b.ts`]: "export const b = 1;\n",
      [`lib/${wing}/deep/a.ts`]: `import type { b } from "../../${above}/deep/b.js";\nexport type A = typeof b;\n`,
    });
    expect(said).toContain(`${wing} is below `);
  },
);

test("the lint refuses a circle, also of types", () => {
  const said = lint({
    "lib/ground/a.ts": 'import type { B } from "./b.js";\nexport interface A {\n  b: B;\n}\n',
    "lib/ground/b.ts": 'import type { A } from "./a.js";\nexport interface B {\n  a: A;\n}\n',
  });
  expect(said).toContain("noImportCycles");
});

test("the lint lets an import downwards pass", () => {
  expect(
    lint({
      "lib/ground/a.ts": "export const a = 1;\n",
      "lib/cli/b.ts": 'import { a } from "../ground/a.js";\nexport const b = a;\n',
    }),
  ).toBe("");
});
