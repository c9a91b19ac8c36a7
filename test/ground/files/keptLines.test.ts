import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptLines } from "notat/dist/lib/ground/files/keptLines.js";
import { afterEach, beforeEach, expect, test } from "vitest";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "notat-lines-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const open = () => keptLines<string[]>("ground/words", root);
const folder = () => join(root, ".notat/words");
const file = () => join(folder(), readdirSync(folder())[0]!);

test("what one process has added, another finds, and adds its own to it", () => {
  const [first, second] = [open(), open()];
  expect(first.get("a")).toBeUndefined();
  first.set("a", ["flest", "økning"]);
  expect(first.get("a")).toEqual(["flest", "økning"]);
  // It had looked before the first wrote.
  expect(second.get("b")).toBeUndefined();
  second.set("b", []);
  const third = open();
  expect([third.get("a"), third.get("b"), third.get("A")]).toEqual([["flest", "økning"], [], undefined]);
});

test("a line that is cut off or spoilt is missing, and those beside it are not", () => {
  const first = open();
  for (const key of ["a", "b", "c"]) first.set(key, [key]);
  const [a = "", b = "", c = ""] = readFileSync(file(), "utf8").split("\n").filter(Boolean);
  writeFileSync(file(), [a, b.replace('"b"', '"x"'), c].join("\n").slice(0, -4));
  const second = open();
  expect([second.get("a"), second.get("b"), second.get("c")]).toEqual([["a"], undefined, undefined]);
  second.set("b", ["again"]);
  expect(open().get("b")).toEqual(["again"]);
});

test("what older code has found is taken away, and a file that has grown too large", () => {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), "older.lines"), "");
  open().set("a", ["a"]);
  expect(readdirSync(folder())).toHaveLength(1);
  expect(file()).not.toContain("older");
  appendFileSync(file(), " ".repeat(4_000_000));
  expect(open().get("a")).toBeUndefined();
  expect(readdirSync(folder())).toEqual([]);
});

test("where nothing can be kept, a process remembers what it has found itself", () => {
  writeFileSync(join(root, ".notat"), "");
  const lines = open();
  lines.set("a", ["a"]);
  expect(lines.get("a")).toEqual(["a"]);
  expect(open().get("a")).toBeUndefined();
});
