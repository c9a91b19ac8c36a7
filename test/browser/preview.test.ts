import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";
import { type CellOf, writeNotebook } from "../support/writeNotebook.js";
import { describeInBrowser, openAddress } from "./browser.js";

const project = copyProject();
const chapters = join(project.folder, "notebooks/2019");
const lines = (n: number) => Array.from({ length: n }, () => "Et avsnitt som fyller siden.").join("\n\n");

/** A chapter with a long beginning, a place to stand at, and a cell of code. */
function writeChapter(beginning: string, code: string): void {
  const cells: CellOf[] = [
    { cell_type: "markdown", source: `# Kapittel\n\n${beginning}\n\n## Her {#her}\n\n${lines(40)}` },
    code,
  ];
  writeNotebook(join(chapters, "1-kapittel.ipynb"), cells);
}

const PROSE = 'import { prose } from "notat";\nprose`Slutten.`;';

describeInBrowser("notat preview", () => {
  let child: ChildProcess;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    for (const name of readdirSync(chapters)) rmSync(join(chapters, name));
    writeChapter(lines(30), PROSE);
    child = spawn(process.execPath, ["lib/bin/notat.js", "preview", "--port", "0"], { cwd: project.folder });
    const url = await new Promise<string>((resolve) =>
      child.stdout?.once("data", (data) => resolve(String(data).trim())),
    );
    ({ page, complaints } = await openAddress(url));
  }, 60_000);
  afterAll(() => {
    child.kill("SIGINT");
  });

  const shown = async (text: string) =>
    page.waitForFunction(
      (wanted) =>
        document
          .querySelector<HTMLIFrameElement>("iframe:not(.neste)")
          // A number and its noun stand together by a no-break space.
          ?.contentDocument?.body?.textContent?.replaceAll("\u00a0", " ")
          .includes(wanted),
      { timeout: 60_000 },
      text,
    );
  const place = () =>
    page.$eval("iframe:not(.neste)", (frame) =>
      Math.round(
        (frame as HTMLIFrameElement).contentDocument!.getElementById("kapittel-her")!.getBoundingClientRect()
          .top,
      ),
    );

  test("shows the note, and follows what is saved with the reader at the same place", async () => {
    await shown("Slutten.");
    await page.$eval("iframe:not(.neste)", (frame) => {
      const { contentDocument, contentWindow } = frame as HTMLIFrameElement;
      const top = contentDocument!.getElementById("kapittel-her")!.getBoundingClientRect().top - 40;
      contentWindow!.scrollTo({ top, behavior: "instant" });
    });
    expect(await place()).toBe(40);
    writeChapter(`Noe nytt.\n\n${lines(60)}`, PROSE);
    await shown("Noe nytt.");
    expect(Math.abs((await place()) - 40)).toBeLessThanOrEqual(1);
  }, 120_000);

  test("shows what failed, where it failed and above; and takes it away when it is mended", async () => {
    writeChapter(lines(60), 'import { prose } from "notat";\nprose`Nesten alle.`;');
    await shown('Celle 2 stanset: prose: "Nesten alle" (share) must come from the data');
    expect(await page.$eval("#feil", (box) => box.textContent)).toMatch(
      /^Noe må rettes1-kapittel\.ipynb, celle 2 \(In \[1\]\):\n.*"Nesten alle" \(share\) must come from the data/s,
    );
    writeChapter(lines(60), PROSE);
    await shown("Slutten.");
    expect(await page.$eval("#feil", (box) => (box as HTMLElement).hidden)).toBe(true);
    expect(complaints).toEqual([]);
  }, 120_000);
});
