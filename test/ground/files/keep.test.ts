import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { codeOf, keep, kept, WINGS } from "notat/dist/lib/ground/files/keep.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "notat-keep-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe("keep(name, inputs, make)", () => {
  const times = { made: 0 };
  const make = () => ({ n: ++times.made });

  test("makes a thing once, and again when an input is another", async () => {
    const get = (...inputs: string[]) => keep("ground/things/a", inputs, make, root);
    expect(await get("x")).toEqual({ n: 1 });
    expect(await get("x")).toEqual({ n: 1 });
    expect(await get("x", "y")).toEqual({ n: 2 });
    expect(await get("xy")).toEqual({ n: 3 });
    expect(await get("xy")).toEqual({ n: 3 });
  });

  test("makes a spoilt thing again, and goes on where nothing can be kept", async () => {
    const entry = kept("ground/things/a", [], root);
    entry.write("whole");
    const path = join(root, ".notat/things/a.json");
    const text = readFileSync(path, "utf8");
    expect(entry.read()).toBe("whole");
    for (const spoilt of ["", text.slice(0, -2), text.replace("whole", "spoil")]) {
      writeFileSync(path, spoilt);
      expect(entry.read()).toBeNull();
    }
    const file = join(root, "a file");
    writeFileSync(file, "");
    expect(await keep("ground/things/a", [], () => 7, file)).toBe(7);
  });
});

describe("codeOf(wing)", () => {
  /** Each time in a project of its own: what is found is remembered. */
  const code = (wing: (typeof WINGS)[number], ...changed: string[]) => {
    rmSync(root, { recursive: true });
    for (const each of WINGS) {
      write(`lib/${each}/file.ts`, each);
      write(`lib/dist/lib/${each}/some/file.js`, each);
    }
    write("package-lock.json", "1");
    for (const path of changed) write(path, "changed");
    return codeOf(wing, `${root}/${"./".repeat(++calls)}`);
  };
  let calls = 0;

  test("follows its own wing and all below, by folder, and none above", () => {
    for (const [at, wing] of WINGS.entries()) {
      const before = code(wing);
      expect(code(wing)).toBe(before);
      for (const [other, changed] of WINGS.entries()) {
        const after = code(wing, `lib/dist/lib/${changed}/new/process.js`);
        expect(after === before, `${changed} changed, ${wing}`).toBe(other > at);
      }
      expect(code(wing, "package-lock.json")).not.toBe(before);
    }
  });

  test("counts what lies beside the code, and not declarations", () => {
    expect(code("publish", "lib/ground/page/assets/page.css")).not.toBe(code("publish"));
    expect(code("publish", "lib/dist/lib/ground/x.d.ts", "lib/ground/x.ts")).toBe(code("publish"));
    expect(code("chapter", "lib/dist/lib/index.js")).not.toBe(code("chapter"));
    expect(code("survey", "lib/dist/lib/index.js")).toBe(code("survey"));
  });
});

test("the wings are those that the lint keeps apart, in its order", () => {
  const lint = readFileSync(new URL("../../../.biome.json", import.meta.url), "utf8");
  for (const [at, wing] of WINGS.slice(0, -1).entries())
    expect(lint).toContain(`${wing} is below ${WINGS.slice(at + 1).join(", ")}: `);
});
