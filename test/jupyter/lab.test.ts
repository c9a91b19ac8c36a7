import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, startLab, whyNot } from "./lab.js";

const why = whyNot();
const CHAPTER = "notebooks/2019/3.1-effekter.ipynb";

describe.skipIf(why !== null)("our kernel in JupyterLab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  function write(name: string, ...sources: string[]): string {
    const cells = sources.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    }));
    const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
    writeFileSync(
      join(lab.folder, name),
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }),
    );
    return name;
  }

  test("a chapter is read as it runs: prose, drawn figures, tables; cleaned, it is what was committed", async () => {
    const chapter = await lab.open(CHAPTER);
    await chapter.runAll();
    const prose = await chapter.outputText(2);
    expect(prose).toContain("Bedre tjenester og effektivisering");
    expect(prose).not.toContain("{#");
    const figure = await chapter.page.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>(".jp-RenderedSVG img");
      return image && { width: image.naturalWidth, source: decodeURIComponent(image.src) };
    });
    expect(figure?.width).toBe(720);
    expect(figure?.source).toContain("Syntetiske data");
    expect(figure?.source).toContain("Prosent av 432 tiltak");
    await chapter.command("docmanager:save");
    const path = join(lab.folder, CHAPTER);
    await expect.poll(() => readFileSync(path, "utf8").includes("image/svg+xml")).toBe(true);
    expect(() => lab.notat("clean", "--check")).toThrow();
    lab.notat("clean");
    expect(readFileSync(path)).toEqual(
      readFileSync(fileURLToPath(new URL(`../../${CHAPTER}`, import.meta.url))),
    );

    const status = await lab.open("notebooks/2019/2-metode.ipynb");
    await status.runAll();
    const table = await status.page.evaluate(
      () => document.querySelectorAll(".jp-RenderedHTML table td").length,
    );
    expect(table).toBeGreaterThan(3);
  });

  test("an error points at the cell's own line, and the cells after it do not run", async () => {
    const notebook = await lab.open(
      write("error.ipynb", "const a = 1;", "\n\nthrow new RangeError(`nei ${a}`);", "a"),
    );
    await notebook.runAll();
    const text = await notebook.outputText(1);
    expect(text).toContain("RangeError: nei 1");
    expect(text).toContain("In [2], line 3");
    expect(await notebook.outputText(2)).toBe("");
  });

  test("what a cell ends on shows itself, here and through nbconvert", { timeout: 180_000 }, async () => {
    const name = write(
      "shows.ipynb",
      'import { bars, plot, q, survey, tabulate } from "notat";\nconst { tiltak } = await survey();',
      "q",
      "tabulate(tiltak, q.effekter)",
      "bars(tabulate(tiltak, q.effekter))",
      "tiltak",
      'plot([{ type: "heatmap", z: [[1, 2]] }]);',
    );
    const notebook = await lab.open(name);
    await notebook.runAll();
    expect(await notebook.outputText(1)).toContain("q.effekter");
    expect(await notebook.outputText(2)).toContain("Grunnlag: 432 som fikk spørsmålet.");
    expect(await notebook.outputText(4)).toContain("432 rader ×");
    const drawn = await notebook.page.evaluate(() =>
      [...document.querySelectorAll<HTMLImageElement>(".jp-RenderedSVG img")].map(
        (image) => image.naturalWidth,
      ),
    );
    expect(drawn).toEqual([720, 720]);

    const executed = JSON.parse(lab.nbconvert(name)) as {
      cells: { outputs: { data?: Record<string, unknown>; output_type: string }[] }[];
    };
    const types = executed.cells.map(({ outputs }) => outputs.flatMap(({ data }) => Object.keys(data ?? {})));
    expect(types[1]).toContain("text/html");
    expect(types[3]).toContain("image/svg+xml");
    expect(types[5]).toContain("image/svg+xml");
  });

  test("a loop is interrupted, and the variables are kept; after a restart they are gone", async () => {
    const notebook = await lab.open(write("loop.ipynb", "const kept = 41;", "for (;;) {}", "kept + 1"));
    await notebook.start("notebook:run-all-cells");
    await notebook.page.waitForFunction(() =>
      [...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent === "[*]:"),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await notebook.command("notebook:interrupt-kernel");
    await notebook.idle();
    expect(await notebook.outputText(1)).toMatch(/interrupt/i);
    await notebook.command("notebook:move-cursor-down");
    await notebook.command("notebook:run-all-below");
    await notebook.idle();
    expect(await notebook.outputText(2)).toContain("42");
    await notebook.start("notebook:restart-kernel");
    await (await notebook.page.waitForSelector(".jp-Dialog .jp-mod-accept"))!.click();
    await notebook.idle();
    await notebook.command("notebook:run-cell");
    await notebook.idle();
    expect(await notebook.outputText(2)).toContain("Cannot find name 'kept'");
  });

  test("a word is completed and explained while it is written", async () => {
    const notebook = await lab.open(
      write("write.ipynb", "const measures = { kvalitet: 1, kostnad: 2 };", "measures.kv"),
    );
    await notebook.runAll();
    const { page } = notebook;
    const [, second] = await page.$$(".jp-Notebook .cm-content");
    await second!.click();
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".jp-Completer-match")].some((match) => match.textContent === "kvalitet"),
    );
    await page.keyboard.press("Enter");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".jp-Notebook .cm-content")].some(
        (cell) => cell.textContent === "measures.kvalitet",
      ),
    );
    await page.keyboard.down("Shift");
    await page.keyboard.press("Tab");
    await page.keyboard.up("Shift");
    await page.waitForFunction(() =>
      document.querySelector(".jp-Tooltip")?.textContent?.includes("(property) kvalitet: number"),
    );
  });
});
