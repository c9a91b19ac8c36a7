import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mendConverter } from "notat/dist/lib/engine/convert/convertCell.js";
import { declarationsAfter } from "notat/dist/lib/engine/convert/convertedCell.js";
import { createConverterPool } from "notat/dist/lib/engine/convert/convertNotebook.js";
import { hasSnapshot, startFromSnapshot } from "notat/dist/lib/engine/convert/snapshotFile.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaveNoCore } from "../support/processes.js";

// Some of the processes here are made to crash.
leaveNoCore();

type Converter = import("tslab/dist/converter.js").Converter;

const notebooks = fileURLToPath(new URL("../../notebooks/2019/", import.meta.url));
const inProject = fileURLToPath(new URL("../out/test-conversions/", import.meta.url));
const pool = createConverterPool(1);
const here = process.cwd();
let tslab: Converter;

beforeAll(() => {
  mkdirSync(inProject, { recursive: true });
  // tslab resolves from the working folder.
  process.chdir(notebooks);
  tslab = mendConverter(createRequire(import.meta.url)("tslab/dist/converter.js").createConverter());
});
afterAll(() => {
  tslab.close();
  pool.close();
  process.chdir(here);
  rmSync(inProject, { recursive: true });
});

const CELLS = {
  "every kind of declaration": [
    "const a = 1, { b, c: [d] } = { b: 2, c: [3] };\nlet e = `${a}`;\nvar f: unknown;",
    "function g<T>(x: T): T[] { return [x]; }\nasync function* h() { yield a; }\nclass I { #p = 1; static q = e; }",
    "enum J { K = 'k' }\ninterface L { m: I }\ntype N = L | J;\nnamespace O { export const p = 1; }\nabstract class Q {}",
    "const used: N = J.K;\n[a, b, d, e, f, g(1), h, new I(), O.p, Q]",
    "let a = 'again';\nclass I { other = 2 }\nnew I().other + a",
  ],
  "imports of every form": [
    'import fs, { readFileSync as read } from "node:fs";\nimport * as path from "path";\nimport type { Stats } from "fs";',
    'const s: Stats = fs.statSync(path.sep);\nread("x");\nconst { sep } = await import("node:path");',
    'import { survey } from "notat";\nimport * as aq from "arquero";\nconst answers = await survey();',
    "answers.measures.select('id')",
  ],
  "faults, and what comes after them": [
    "const n: number = 'text';",
    "const n = 1;\nn.nothing();",
    "const = 3;",
    "undeclared + 1",
    'import { nothing } from "notat";',
    'import x from "no-such-package";',
    "const n = 2;\nn",
  ],
  "unions, whose members print in the order in which they were seen": [
    'const one = Math.random() > 0.5 ? "b" : "a";\nconst two = [one, "c"] as const;',
    'const three = Math.random() > 0.5 ? "a" : "b";\nlet four: typeof three | typeof one | 3 = 3;',
    'four = "d";',
  ],
  "the same fault at the same place, cell after cell": [
    "const wrong: number = await Promise.resolve(1).then(String);",
    "const right: number = await Promise.resolve(1).then(Number);",
    "const wrong: number = await Promise.resolve(1).then(String);",
    "// @ts-expect-error\nconst five: number = 'text';",
    "declare global { interface Array<T> { own: T } }\n[1].own;",
    "[1].own;",
  ],
  "awaits, loops and nothing at all": [
    "const list = await Promise.all([1, 2]);\nfor await (const x of list) console.log(x);",
    "// only a comment",
    ";",
    "{ const inner = 1; }",
    "list.length > 1 ? list : undefined",
    "/** @jsx h */\nlist as unknown as string",
  ],
} as const;

const chapters = readdirSync(notebooks)
  .filter((name) => /^(0|3\.1).*\.ipynb$/.test(name))
  .map((name): [string, string[]] => {
    const { cells } = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
    const code = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
    return [name, code.map((cell: { source: string | string[] }) => [cell.source].flat().join(""))];
  });

test.each([...Object.entries(CELLS), ...chapters])(
  "warm converters give what tslab's gives: %s",
  async (_, cells) => {
    expect(hasSnapshot()).toBe(true);
    const converter = pool.forNotebook(inProject.slice(0, -1), null);
    let prevDecl = "";
    for (const source of cells) {
      const warm = await converter.convert(prevDecl, source);
      expect(warm.conversion).toEqual(JSON.parse(JSON.stringify(tslab.convert(prevDecl, source))));
      prevDecl = declarationsAfter(prevDecl, warm);
    }
    converter.close();
  },
);

test("cells that import from the notebook's own folder see it, before and after cells that do not", async () => {
  writeFileSync(join(inProject, "own.ts"), "export const own: number = 1;");
  writeFileSync(join(inProject, "data.json"), '{ "n": 1 }');
  const converter = pool.forNotebook(inProject.slice(0, -1), null);
  const one = await converter.convert("", "const first = 1;");
  const two = await converter.convert(
    declarationsAfter("", one),
    'import { own } from "./own";\nimport data from "./data.json";\nown + first + data.n',
  );
  expect(two.conversion?.diagnostics).toEqual([]);
  expect(two.conversion?.sideOutputs?.map(({ path }) => path)).toEqual([join(inProject, "own.js")]);
  const three = await converter.convert(declarationsAfter("", one), "first.length");
  expect(three.conversion?.diagnostics[0]?.messageText).toBe("Property 'length' does not exist on type '1'.");
  converter.close();
});

const snapshot = join(notebooks, "../../lib/dist/converter/warm.blob");
const startSnapshot = (env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, startFromSnapshot(snapshot), {
    env,
    input: `${JSON.stringify({ prevDecl: "let n: number;", source: "n.length" })}\n`,
    encoding: "utf8",
    stdio: ["pipe", "ignore", "ignore", "pipe"],
  });

test("the snapshot that the build made answers, and ends with its input", () => {
  const { status, output } = startSnapshot(process.env);
  expect(status).toBe(0);
  expect(output[3]).toContain("Property 'length' does not exist on type 'number'.");
});

test("a cell whose converter crashes is converted by another", async () => {
  const converter = pool.forNotebook(notebooks.slice(0, -1), null);
  const one = await converter.convert("", "const first = 1;");
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const ours = processes.filter((line) => line.includes(snapshot.replace(/^.*(?=\blib\b)/, "")));
  const pids = ours
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === process.pid);
  expect(pids.length).toBeGreaterThan(0);
  for (const [pid] of pids) process.kill(Number(pid), "SIGSTOP");
  const two = converter.convert(declarationsAfter("", one), "first.length");
  for (const signal of ["SIGSEGV", "SIGCONT"]) for (const [pid] of pids) process.kill(Number(pid), signal);
  expect((await two).conversion?.diagnostics[0]?.messageText).toMatch(/^Property 'length' does not exist/);
  converter.close();
});

// Ten thousand texts, each turned round, held against each other: minutes of a checker's time.
const ENDLESS = `type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type All = \`\${Digit}\${Digit}\${Digit}\${Digit}\`;
type Turned<T> = T extends \`\${infer A}\${infer B}\` ? \`\${Turned<B>}\${A}\` : T;
const all: { [K in All]: { [L in All]: K extends L ? Turned<K> : Turned<L> } }[All][All] = null!;`;

test("a cell that takes a converter too long fails alone: those of other notebooks that wait for it are converted", async () => {
  const folder = notebooks.slice(0, -1);
  const [one, other] = [pool.forNotebook(folder, null, 2), pool.forNotebook(folder, null, 2)];
  const slow = one.convert("", ENDLESS).catch((e: Error) => e.message);
  const [first, second] = await Promise.all([
    other.convert("", "const first = 1;"),
    other.convert("", "const second = 2;"),
  ]);
  expect(await slow).toBe("TypeScript must check the cell within 2 s, but was still at it");
  expect(first.conversion?.declOutput).toBe("declare const first = 1;\n");
  expect(second.conversion?.diagnostics).toEqual([]);
  one.close();
  other.close();
});

test("a notebook that has ended keeps no other waiting for what is being converted of it", async () => {
  const folder = notebooks.slice(0, -1);
  const [one, other] = [pool.forNotebook(folder, null, 60), pool.forNotebook(folder, null, 60)];
  const left = one.convert("", ENDLESS).catch(() => "left");
  const first = other.convert("", "const first = 1;");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  one.close();
  expect((await first).conversion?.diagnostics).toEqual([]);
  expect(await left).toBe("left");
  other.close();
}, 20_000);

test("a Node that has been given other flags than the build converts all the same", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat-"));
  const file = join(inProject, "flags.ipynb");
  const cells = [
    { cell_type: "code", id: "a", metadata: {}, execution_count: null, outputs: [], source: "1 + 1" },
  ];
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  const env = { ...process.env, NODE_OPTIONS: "--max-semi-space-size=32" };
  expect(startSnapshot(env).status).not.toBe(0);
  const bin = join(notebooks, "../../lib/bin/notat.js");
  execFileSync(process.execPath, [bin, "run", file, "--out", folder], { env, stdio: "ignore" });
  expect(JSON.parse(readFileSync(join(folder, "flags.ipynb"), "utf8")).cells[0].outputs[0].data).toEqual({
    "text/plain": ["2"],
  });
  rmSync(folder, { recursive: true });
});
