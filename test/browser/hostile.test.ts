import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FigureOutput } from "notat";
import { draw } from "notat/dist/lib/chapter/figures/draw.js";
import { specOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { liveViews } from "notat/dist/lib/chapter/figures/liveViews.js";
import type { Notebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { renderNote } from "notat/dist/lib/publish/report/renderNote.js";
import { renderNotebookPage } from "notat/dist/lib/publish/report/renderNotebookPage.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser, open } from "./browser.js";

const ATTACKS = [
  "<img src=x onerror=hit(1)>",
  "</script><script>hit(2)</script>",
  '"><svg onload=hit(3)>',
  "</title></desc></svg><script>hit(4)</script>",
  "<a href='javascript:hit(5)'>trykk</a>",
  "[trykk](javascript:hit(6))",
  "<style>*{display:none}</style>",
  "<iframe srcdoc='<script>parent.hit(7)</script>'></iframe>",
  "<form action='https://example.org'><input name=x></form>",
  "<math><mtext></form><form><mglyph><style></math><img src=x onerror=hit(8)>",
  "\u202egnirts\u202c",
  "=cmd|' /C calc'!A1",
];

const cell = { n: 3, base: 5, record: null, synthetic: { count: true, percent: true, decimal: true } };

const figure = (label: string): FigureOutput => ({
  id: "fiendtlig",
  title: [{ kind: "label", text: label }],
  subtitle: [{ kind: "label", text: label }],
  alt: [{ kind: "label", text: label }],
  note: [{ kind: "label", text: label }],
  chart: {
    id: "fiendtlig",
    form: "bars",
    show: "count",
    question: label,
    of: label,
    note: label,
    heading: label,
    axis: label,
    legend: label,
    series: [label, "annet"],
    rows: [
      { label, cells: [cell, cell] },
      { label: "annet", cells: [{ gap: label }, cell] },
    ],
    order: "form",
  },
});

const display = (data: Record<string, unknown>) => ({
  output_type: "display_data" as const,
  data,
  metadata: {},
});

function notebook(label: string): Notebook {
  const value = {
    address: label,
    text: label,
    n: 1,
    base: 2,
    baseText: label,
    questions: [label],
    counted: label,
    filter: label,
    year: 2019,
    synthetic: true,
  };
  const outputs = [
    display({
      "application/vnd.notat.prose+json": {
        parts: [
          { kind: "text", text: label },
          { kind: "value", value },
          { kind: "label", text: label },
        ],
      },
    }),
    display({ "application/vnd.notat.figure+json": figure(label) }),
    display({ "text/html": label }),
    display({
      "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${label}<text>${label}</text></svg>`,
    }),
    display({ "text/markdown": label }),
    display({ "text/plain": label }),
    display({ "application/vnd.plotly.v1+json": specOf(figure(label).chart) }),
    { output_type: "stream" as const, name: "stdout" as const, text: label },
    { output_type: "error" as const, ename: label, evalue: label, traceback: [label] },
  ];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "markdown",
        id: "m",
        metadata: {},
        source: `# ${label}\n\n${label}\n\n- ${label}\n\n${"x".repeat(10_000)}`,
      },
      { cell_type: "code", id: "c", metadata: {}, source: `// ${label}`, execution_count: 1, outputs },
      { cell_type: "raw", id: "r", metadata: {}, source: label },
    ],
  };
}

const edition = (text: string) => ({
  year: 2019,
  title: text,
  series: text,
  number: text,
  sender: text,
  date: "2019-12-09",
  version: "1",
  contact: "feil@prover.example",
  syntheticMark: text,
  citation: text,
  corrections: [{ date: "2019-12-10", text }],
  facts: {},
  names: [],
});

const folder = mkdtempSync(join(tmpdir(), "notat-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeInBrowser("hostile text", () => {
  const pages: [string, string][] = [];
  beforeAll(async () => {
    const label = ATTACKS.join(" ");
    const drawings = new Map([
      [
        "fiendtlig",
        {
          wide: await draw(figure(label), { mark: label }),
          narrow: await draw(figure(label), { width: 340 }),
          views: liveViews(figure(label).chart),
        },
      ],
    ]);
    const { html } = renderNote({
      edition: edition(label),
      chapters: [{ file: "1.ipynb", notebook: notebook(label) }],
      published: () => ({ lines: [label], backed: false }),
      provenance: { commit: label, dirty: true, data: label, questionnaire: label },
      drawings,
    });
    pages.push(["note", html], ["notebook", await renderNotebookPage(notebook(label), { title: label })]);
  });

  test.each(["note", "notebook"])("never runs in the page of a %s, and asks for nothing", async (name) => {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, pages.find(([key]) => key === name)![1]);
    const { page, requests, complaints } = await open(path);
    let dialogs = 0;
    page.on("dialog", async (dialog) => {
      dialogs += 1;
      await dialog.dismiss();
    });
    await page.evaluate(() => {
      (window as unknown as { hits: unknown[] }).hits = [];
      (window as unknown as { hit: (n: unknown) => void }).hit = (n) =>
        (window as unknown as { hits: unknown[] }).hits.push(n);
    });
    const explore = await page.$(".explore");
    if (explore) {
      await explore.click();
      await page.waitForSelector(".live .main-svg");
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    const found = await page.evaluate(() => ({
      hits: (window as unknown as { hits: unknown[] }).hits,
      scripts: document.querySelectorAll("script:not([type])").length,
      handlers: [...document.querySelectorAll("*")]
        .flatMap((e) => e.getAttributeNames())
        .filter((a) => a.startsWith("on")),
      links: [...document.querySelectorAll("a[href]")]
        .map((a) => a.getAttribute("href")!)
        .filter((h) => /^\s*(javascript|vbscript):/i.test(h)),
      foreign: document.querySelectorAll("main iframe, main form, main style, main object, main embed")
        .length,
      bidi: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent ?? ""),
      text: document.querySelector("main")!.textContent ?? "",
    }));
    expect(found.hits).toEqual([]);
    expect(found.handlers).toEqual([]);
    expect(found.links).toEqual([]);
    expect(found.foreign).toBe(0);
    expect(found.bidi).toBe(false);
    expect(found.text).toContain("<img src=x onerror=hit(1)>");
    expect(dialogs).toBe(0);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
