import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = ["lib", "data", "test"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|cts|js)$/.test(name) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(name))
    .map((name) => join(folder, name)),
);
const texts = new Map(sources.map((name) => [name, readFileSync(join(root, name), "utf8")]));

/** The functions, constants and classes that some files export and no other file names. */
function unused(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) =>
    !file.startsWith("lib")
      ? []
      : [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
          .filter(([, name]) => {
            const named = new RegExp(`\\b${name}\\b`);
            return ![...files].some(([other, words]) => other !== file && named.test(words));
          })
          .map(([, name]) => `${file}: ${name}`),
  );
}

test("nothing is exported that no other file uses", () => {
  expect(unused(texts)).toEqual([]);
});

test("an export that nobody uses is found, and not one that is", () => {
  const files = { "lib/a.ts": "export const used = 1;\nexport function lost() {}\n", "lib/b.ts": "used + 1" };
  expect(unused(new Map(Object.entries(files)))).toEqual(["lib/a.ts: lost"]);
});
