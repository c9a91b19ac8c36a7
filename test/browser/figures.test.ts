import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, inject, test } from "vitest";
import { describeInBrowser, type Opened, open } from "./browser.js";

const note = inject("note");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Page = Opened["page"];

const drawn = async (page: Page, id: string): Promise<void> => {
  await page.waitForSelector(`#${id} .live-plot .main-svg .point path`, { timeout: 20_000 });
};
const texts = (page: Page, id: string): Promise<string[]> =>
  page.$$eval(`#${id} .live-plot .bartext`, (list) => list.map((text) => text.textContent ?? ""));
const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element.textContent ?? "").replace(/\s+/g, " "));

describeInBrowser("a figure that is explored", () => {
  test("shows counts for shares, the form's order, and Skate beside the others, chosen by keyboard; the mark stays", async () => {
    const { page, requests, complaints } = await open(note);
    const id = "figur-effekter";
    await page.click(`#${id} .explore`);
    await drawn(page, id);
    expect((await texts(page, id))[0]).toMatch(/^64\s%$/);

    await page.focus(`#${id} input[value="andel"]`);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (id) => document.querySelector(`#${id} .about`)?.textContent?.includes("Antall av 432"),
      {},
      id,
    );
    await drawn(page, id);
    expect((await texts(page, id))[0]).toBe("276");

    await page.focus(`#${id} input[value="alle"]`);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (id) => document.querySelectorAll(`#${id} .live-plot .trace.bars`).length === 2,
      {},
      id,
    );
    expect(await textOf(page, `#${id} .about`)).toMatch(
      /Antall av \d+ tiltak fra Skate-virksomhetene og \d+ øvrige tiltak\./,
    );
    expect(await textOf(page, `#${id} .live .mark`)).toBe("Syntetiske data");
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("tells its numbers one by one to the arrow keys, as to the mouse", async () => {
    const { page } = await open(note);
    const id = "figur-finansiering";
    await page.click(`#${id} .explore`);
    await drawn(page, id);
    await page.focus(`#${id} .live-plot`);
    await page.keyboard.press("ArrowDown");
    expect(await textOf(page, `#${id} .reading`)).toBe("Ja: 72 % (301 av 418)");
    await page.waitForSelector(`#${id} .hoverlayer .hovertext`);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await textOf(page, `#${id} .reading`)).toBe("Delvis: 13 % (56 av 418)");
    await page.close();
  });

  test("has its state in the address, and is opened by it", async () => {
    const { page } = await open(note);
    await page.evaluate(() => {
      location.hash = "#figur-effekter?vis=antall&rekkefolge=skjema&rader=delt&ukjent=1";
    });
    await drawn(page, "figur-effekter");
    const chosen = await page.$$eval("#figur-effekter input:checked", (list) =>
      list.map((input) => input.value),
    );
    expect(chosen).toEqual(["antall", "skjema", "delt"]);
    await page.click('#figur-effekter input[value="alle"]');
    expect(await page.evaluate(() => location.hash)).toBe(
      "#figur-effekter?vis=antall&rekkefolge=skjema&rader=alle",
    );
    await page.click("#figur-effekter .explore");
    expect(await page.evaluate(() => location.hash)).toBe("#figur-effekter");
    await page.close();
  });

  test.each([
    [1280, false],
    [360, true],
  ])("at %d px has no fault that axe finds, and does not scroll sideways", async (width, dark) => {
    const { page } = await open(note, { width, dark });
    for (const id of ["figur-effekter", "figur-faser-finansiering"]) {
      await page.click(`#${id} .explore`);
      await drawn(page, id);
    }
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => {
      type Results = { violations: { id: string; nodes: { html: string }[] }[] };
      const { violations } = await (
        window as unknown as { axe: { run(where: string, options: object): Promise<Results> } }
      ).axe.run("#figur-effekter", {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
    });
    expect(faults).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    await page.close();
  });
});

describeInBrowser("a figure that is taken along", () => {
  test("is an SVG with its font, title, base and mark in it, and a PNG of the same", async () => {
    const { page } = await open(note);
    const files = await page.evaluate(async () => {
      const blobs: Blob[] = [];
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        blobs.push(blob);
        return make(blob);
      };
      HTMLAnchorElement.prototype.click = () => {};
      document
        .querySelector("#figur-effekter .svg-file")!
        .dispatchEvent(new MouseEvent("click", { cancelable: true }));
      (document.querySelector("#figur-effekter .png-file") as HTMLElement).dispatchEvent(
        new MouseEvent("click"),
      );
      while (!blobs.some(({ type }) => type === "image/png"))
        await new Promise((resolve) => setTimeout(resolve, 100));
      const png = blobs.find(({ type }) => type === "image/png")!;
      const bitmap = await createImageBitmap(png);
      return { svg: await blobs[0]!.text(), width: bitmap.width, size: png.size };
    });
    for (const part of [
      "@font-face",
      "Figur 2. ",
      "Prosent av 432 tiltak",
      "Syntetiske data",
      "merket med *",
    ])
      expect(files.svg.replace(/\s+/g, " ")).toContain(part);
    expect(files.width).toBe(1440);
    expect(files.size).toBeGreaterThan(50_000);
    await page.close();
  });
});
