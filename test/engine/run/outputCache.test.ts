import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NotebookRun, runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { afterAll, beforeAll, expect, test } from "vitest";

// The cache is for the project's own notebooks: this one lies below the project, in a git-ignored folder.
const folder = join(projectRoot, "out", "test-cache");
const file = join(folder, "chapter.ipynb");
const log = join(folder, "runs.txt");
const cacheFolder = join(projectRoot, ".notat", "outputs");

/** The same code each time, so that it is converted once; another text beside it is another chapter all the same. */
function write(text: string): void {
  const source = [
    'import { appendFileSync } from "fs";',
    'appendFileSync("runs.txt", "x");',
    "console.log(process.env.NOTAT_TEST);",
    'if (process.env.NOTAT_TEST === "fails") throw new Error("no");',
  ].join("\n");
  const cells = [
    { cell_type: "markdown", id: "m", metadata: {}, source: text },
    { cell_type: "code", id: "c", metadata: {}, execution_count: null, outputs: [], source },
  ];
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
}
const env = { NOTAT_TEST: fileURLToPath(import.meta.url) };
const run = async (more = {}): Promise<NotebookRun> =>
  (await runNotebooks([file], { cache: [], env, ...more }))[0]!;
const timesRun = () => readFileSync(log, "utf8").length;

/** What an earlier run of this test, in this folder, has kept. */
function forgetOwn(): void {
  for (const path of readdirSync(cacheFolder).map((name) => join(cacheFolder, name)))
    if (readFileSync(path, "utf8").includes("runs.txt")) rmSync(path);
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  mkdirSync(cacheFolder, { recursive: true });
  forgetOwn();
  writeFileSync(log, "");
  write("# A");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  forgetOwn();
});

test("a chapter of which nothing has changed does not run again, and gives the same", async () => {
  const first = await run();
  const second = await run();
  expect([first.cached, second.cached]).toEqual([false, true]);
  expect(second.notebook).toEqual(first.notebook);
  expect(timesRun()).toBe(1);
});

test("without the cache it runs, and another environment or cell runs it", async () => {
  expect((await run({ cache: undefined })).cached).toBe(false);
  const other = await run({ env: { NOTAT_TEST: "2020" } });
  expect(other.cached).toBe(false);
  expect(JSON.stringify(other.notebook)).toContain("2020");
  expect((await run()).cached).toBe(true);
  write("# Edited");
  expect((await run()).cached).toBe(false);
  expect((await run()).cached).toBe(true);
});

test("a spoilt entry is noticed and made anew", async () => {
  for (const name of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, name);
    const text = readFileSync(path, "utf8");
    if (text.includes("outputCache.test.ts"))
      writeFileSync(path, text.replace("outputCache.test.ts", "outputCache.tset.ts"));
  }
  const mended = await run();
  expect(mended.cached).toBe(false);
  expect(JSON.stringify(mended.notebook)).toContain("outputCache.test.ts");
  expect((await run()).cached).toBe(true);
});

test("two runs at once leave a whole entry", async () => {
  write("# Both");
  await Promise.all([run(), run()]);
  expect((await run()).cached).toBe(true);
  expect(readdirSync(cacheFolder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a failing chapter is not kept", async () => {
  const failing = { env: { NOTAT_TEST: "fails" } };
  expect((await run(failing)).ok).toBe(false);
  expect(await run(failing)).toMatchObject({ ok: false, cached: false });
});
