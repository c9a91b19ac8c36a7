import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPlotly, type Lab, type LabNotebook, startLab, whyNot } from "./lab.js";

const why = whyNot();
const CHAPTER = "notebooks/2019/3.1-effekter.ipynb";
const TOUR = "notebooks/utforsk/omvisning.ipynb";
/** The tour's cells of code, by their ids. */
const TASKS = {
  tables: "last se finn tell kryss belop utvalg kobling fritekst omkoding danfo danfo-2".split(" "),
  figures: "histogram boks punkter varmekart mot-resten".split(" "),
};

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
    const prose = (await chapter.output(2)).text;
    expect(prose).toContain("Bedre tjenester og effektivisering");
    expect(prose).not.toContain("{#");
    const [figure] = (await chapter.output(3)).pictures;
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
    const table = await status.page.$$eval(".jp-RenderedHTML table td", ({ length }) => length);
    expect(table).toBeGreaterThan(3);
    await chapter.close();
    await status.close();
  });

  test("an error points at the cell's own line, and the cells after it do not run", async () => {
    const notebook = await lab.open(
      write("error.ipynb", "const a = 1;", "\n\nthrow new RangeError(`nei ${a}`);", "a"),
    );
    await notebook.runAll();
    const text = (await notebook.output(1)).text;
    expect(text).toContain("RangeError: nei 1");
    expect(text).toContain("In [2], line 3");
    expect((await notebook.output(2)).text).toBe("");
    await notebook.close();
  });

  describe("the tour, restarted and run,", () => {
    const source = readFileSync(new URL(`../../${TOUR}`, import.meta.url), "utf8");
    /** A copy for each test: JupyterLab saves by itself what is written into it. */
    const copyOf = (name: string): string => {
      const path = `notebooks/utforsk/${name}.ipynb`;
      writeFileSync(join(lab.folder, path), source);
      return path;
    };
    const { cells } = JSON.parse(source) as {
      cells: { id: string; cell_type: string }[];
    };
    const at = (id: string) => cells.findIndex((cell) => cell.id === id);
    const code = cells.flatMap(({ id, cell_type }) => (cell_type === "code" && id !== "import" ? [id] : []));

    async function expectShown(tour: LabNotebook): Promise<void> {
      for (const id of code) {
        const { text, pictures, plotly, isError } = await tour.output(at(id));
        expect(isError, `${id}: ${text}`).toBe(false);
        expect(text.trim() !== "" || pictures.length > 0 || plotly.length > 0, id).toBe(true);
      }
      for (const id of TASKS.tables) expect((await tour.output(at(id))).tableCells, id).toBeGreaterThan(3);
    }

    test("shows its tables and drawn figures in stock JupyterLab; then words are completed and explained, q shows itself, and a mistake is told", async () => {
      const tour = await lab.open(copyOf("uten"));
      await tour.restartAndRunAll();
      await expectShown(tour);
      for (const id of TASKS.figures) {
        const { pictures } = await tour.output(at(id));
        expect(pictures, id).toHaveLength(1);
        expect(pictures[0]!.width, id).toBe(720);
        expect(pictures[0]!.source, id).toContain("Syntetiske data");
      }
      const [pie] = (await tour.output(at("figur"))).pictures;
      expect(pie!.width).toBe(720);
      expect(pie!.source).toContain("Tiltak etter fase");

      const { page } = tour;
      await tour.write("q.kostnadsklasse.un");
      await page.keyboard.press("Tab");
      await page.waitForSelector(".jp-Completer-item", { visible: true });
      const offered = await page.$$eval(".jp-Completer-item", (items) =>
        items.map((item) => [
          item.querySelector(".jp-Completer-match")?.textContent,
          item.querySelector(".jp-Completer-typeExtended")?.textContent,
        ]),
      );
      // JupyterLab makes what it takes for a type small.
      expect(offered).toContainEqual(["under10", "under 10 mill. kroner"]);
      await page.keyboard.press("Enter");
      await tour.runCell();
      expect((await tour.output(-1)).text).toContain("q.kostnadsklasse.under10");

      await tour.write("tabulate(");
      await page.keyboard.down("Shift");
      await page.keyboard.press("Tab");
      await page.keyboard.up("Shift");
      const tooltip = await page.waitForSelector(".jp-Tooltip");
      expect(await tooltip!.evaluate(({ textContent }) => textContent)).toMatch(
        /tabulate<.*table: ColumnTable.*Counts the answers to an item\./s,
      );
      await page.keyboard.press("Escape");

      await tour.write("q");
      await tour.runCell();
      const codebook = await tour.output(-1);
      expect(codebook.text).toContain("q.effekter");
      expect(codebook.tableCells).toBeGreaterThan(100);

      await tour.write("tabulate(tiltak.filter(d => d.fase === 'ide'), q.effekter)");
      await tour.runCell();
      const mistake = await tour.output(-1);
      expect(mistake.isError).toBe(true);
      expect(mistake.text).toMatch(/^.*subset\(/);
      expect(mistake.text).not.toMatch(/node_modules|lib\/dist|\[cause\]/);
      await tour.close();
    });

    test("shows the same with Plotly's extension: figures are live, and keep their mark and base", async (context) => {
      if (!hasPlotly()) return context.skip("Plotly's extension must be in JupyterLab: pip install plotly.");
      const tour = await lab.open(copyOf("med"), { plotly: true });
      await tour.restartAndRunAll();
      await expectShown(tour);
      for (const id of TASKS.figures) {
        const { plotly, pictures } = await tour.output(at(id));
        expect(pictures, id).toEqual([]);
        expect(plotly, id).toHaveLength(1);
        expect(plotly[0], id).toContain("Syntetiske data");
      }
      expect((await tour.output(at("figur"))).plotly[0]).toContain("Tiltak etter fase");
      await tour.close();
    });

    test("is executed by nbconvert: every cell shows what it shows in JupyterLab, and none fails", () => {
      const executed = JSON.parse(lab.nbconvert(copyOf("nbconvert"))) as {
        cells: { id: string; outputs?: { data?: Record<string, unknown>; output_type: string }[] }[];
      };
      const typesOf = (id: string) => {
        const { outputs = [] } = executed.cells.find((cell) => cell.id === id)!;
        expect(
          outputs.map(({ output_type }) => output_type),
          id,
        ).not.toContain("error");
        return outputs.flatMap(({ data, output_type }) => [output_type, ...Object.keys(data ?? {})]);
      };
      for (const id of code) expect(typesOf(id), id).not.toEqual([]);
      for (const id of TASKS.tables) expect(typesOf(id), id).toContain("text/html");
      for (const id of [...TASKS.figures, "figur"]) expect(typesOf(id), id).toContain("image/svg+xml");
    });
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
    expect((await notebook.output(1)).text).toMatch(/interrupt/i);
    await notebook.command("notebook:move-cursor-down");
    await notebook.command("notebook:run-all-below");
    await notebook.idle();
    expect((await notebook.output(2)).text).toContain("42");
    await notebook.start("notebook:restart-kernel");
    await (await notebook.page.waitForSelector(".jp-Dialog .jp-mod-accept"))!.click();
    await notebook.idle();
    await notebook.command("notebook:run-cell");
    await notebook.idle();
    expect((await notebook.output(2)).text).toContain("Cannot find name 'kept'");
    await notebook.close();
  });
});
