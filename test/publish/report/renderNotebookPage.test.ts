import type { Notebook, Output } from "notat/dist/lib/engine/notebook/notebook.js";
import { renderNotebookPage } from "notat/dist/lib/publish/report/renderNotebookPage.js";
import { expect, test } from "vitest";
import { readPage } from "../../support/readPage.js";

const display = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

async function render(source: string, outputs: readonly Output[], metadata = {}): Promise<Document> {
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: "markdown", id: "m", metadata: {}, source },
      { cell_type: "code", id: "c", metadata, source: "const kode = 1;", execution_count: 1, outputs },
    ],
  };
  return readPage(await renderNotebookPage(notebook, { title: "prøve" }));
}

test("renderNotebookPage(notebook) has one first heading, and maths as MathML without style attributes", async () => {
  const document = await render(
    "# Overskrift\n\n$\\bar{x} = \\frac{1}{n}\\sum_i x_i$ koster 5 $ og 6 $.",
    [],
  );
  expect([...document.querySelectorAll("h1")].map((h) => h.textContent)).toEqual(["prøve"]);
  expect(document.querySelector("main h2")?.textContent).toBe("Overskrift");
  expect(document.querySelector("math mfrac")).not.toBeNull();
  expect(document.querySelector("[style]")).toBeNull();
  expect(document.querySelector("main p")?.textContent).toContain("koster 5 $ og 6 $");
});

test("renderNotebookPage(notebook) shows streams in their colours, errors, tables, pictures and JSON", async () => {
  const document = await render("", [
    { output_type: "stream", name: "stdout", text: "\u001b[31mrød\u001b[0m <b>" },
    { output_type: "error", ename: "Error", evalue: "nei", traceback: ["\u001b[31mError: nei\u001b[0m"] },
    display({ "text/html": "<table><tr><td onclick='x()'>celle</td></tr></table>", "text/plain": "nei" }),
    display({ "image/png": "iVBORw0KGgo=" }),
    display({ "image/svg+xml": "<svg><rect width='4'/><script>x()</script></svg>" }),
    display({ "application/json": { a: [1] } }),
  ]);
  expect(document.querySelector(".ansi-red-fg")?.textContent).toBe("rød");
  expect(document.querySelector(".stdout")?.textContent).toBe("rød <b>");
  expect(document.querySelector(".error")?.textContent).toBe("Error: nei");
  expect(document.querySelector(".output td")?.outerHTML).toBe("<td>celle</td>");
  expect(document.querySelector("img")?.getAttribute("src")).toBe("data:image/png;base64,iVBORw0KGgo=");
  expect(document.querySelector(".output svg rect")).not.toBeNull();
  expect(document.querySelector(".output script")).toBeNull();
  expect(document.querySelector(".disclaimer")?.textContent).toMatch(/tatt bort: .*fjernet onclick på <td>/);
});

test("renderNotebookPage(notebook) shows a box for what no page can show, with its plain text, and says so", async () => {
  const types = ["application/vnd.vegalite.v5+json", "text/csv", "application/pdf", "application/javascript"];
  const told: string[] = [];
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "code",
        id: "c",
        metadata: {},
        source: "",
        execution_count: 7,
        outputs: types.map((type) =>
          display({ [type]: "<b>råinnholdet</b>", "text/plain": `tekst for ${type}` }),
        ),
      },
    ],
  };
  const page = await renderNotebookPage(notebook, { title: "prøve", onNotShown: (type) => told.push(type) });
  const document = readPage(page);
  expect(told).toEqual(types);
  expect([...document.querySelectorAll(".output .disclaimer")].map((box) => box.textContent)).toEqual(
    types.map(
      (type) => `Siden kan ikke vise dette resultatet. Det er av typen ${type}, og står i notatboken.`,
    ),
  );
  expect([...document.querySelectorAll(".output pre")].map((text) => text.textContent)).toEqual(
    types.map((type) => `tekst for ${type}`),
  );
  expect(page).not.toContain("råinnholdet");
  expect(document.querySelector(".count")?.textContent).toBe("In [7]");
});

test("renderNotebookPage(notebook) shows of a progress bar what a terminal would", async () => {
  const text = "10 %\r55 %\r100 %\nferdig\r\nlang linje\rkort\n";
  const document = await render("", [{ output_type: "stream", name: "stdout", text }]);
  expect(document.querySelector(".stdout")?.textContent).toBe("100 %\nferdig\nkort linje\n");
});

test("renderNotebookPage(notebook) shows attached pictures however they are written, with their alt text", async () => {
  const png = { "image/png": "iVBORw0KGgo=" };
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script><rect width="4" height="4"/></svg>';
  const base64 = Buffer.from(svg).toString("base64");
  const attachments = {
    "a.png": png,
    "b (1).png": png,
    "100%.png": png,
    "c(1).png": png,
    "d.svg": { "image/svg+xml": svg },
    "e.svg": { "image/svg+xml": base64 },
  };
  const source = [
    "![vanlig](attachment:a.png)",
    '![med tittel](attachment:a.png "Tittel")',
    "![i hakeparenteser](<attachment:b (1).png>)",
    "![kodet](attachment:b%20%281%29.png)",
    "![parentes](attachment:c(1).png)",
    "![prosent](attachment:100%.png)",
    '<img src="attachment:a.png" alt="i HTML">',
    "![SVG](attachment:d.svg)",
    '<img src="attachment:e.svg" alt="SVG i HTML">',
    `[lenke](data:image/svg+xml;base64,${base64})`,
  ];
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: source.map((text, i) => ({
      cell_type: "markdown",
      id: `m${i}`,
      metadata: {},
      source: text,
      attachments,
    })),
  };
  const document = readPage(await renderNotebookPage(notebook, { title: "prøve" }));
  const images = [...document.querySelectorAll("main img")];
  expect(images.map((image) => image.getAttribute("alt"))).toEqual([
    "vanlig",
    "med tittel",
    "i hakeparenteser",
    "kodet",
    "parentes",
    "prosent",
    "i HTML",
    "SVG",
    "SVG i HTML",
  ]);
  expect(new Set(images.map((image) => image.getAttribute("src")))).toEqual(
    new Set(["data:image/png;base64,iVBORw0KGgo=", `data:image/svg+xml;base64,${base64}`]),
  );
  // Opened as a page, it would run.
  expect([...document.querySelectorAll("main a")].some((link) => link.hasAttribute("href"))).toBe(false);
});

test("renderNotebookPage(notebook) draws Plotly's figures, without pictures that would have to be fetched", async () => {
  const document = await render("", [
    display({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "scatter", x: [1, 2], y: [3, 4] }],
        layout: { title: { text: "Linjer" }, images: [{ source: "https://example.org/x.png" }] },
      },
      "text/plain": "figur",
    }),
  ]);
  const svg = document.querySelector(".output svg");
  expect(svg?.querySelector("title")?.textContent).toBe("Linjer");
  expect(svg?.querySelectorAll("path").length).toBeGreaterThan(2);
  expect(document.body.innerHTML).not.toContain("example.org");
});

test("renderNotebookPage(notebook) says in a box what only a browser can draw, and why", async () => {
  const told: string[] = [];
  const cell = (data: object): Output =>
    display({ "application/vnd.plotly.v1+json": data, "text/plain": "figur" });
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "code",
        id: "c",
        metadata: {},
        source: "",
        execution_count: 1,
        outputs: [
          cell({ data: [{ type: "surface", z: [[1]] }], layout: {} }),
          cell({ data: [{ type: "heatmap", z: [[1, 2]] }], layout: {} }),
        ],
      },
    ],
  };
  const page = await renderNotebookPage(notebook, { title: "x", onNotDrawn: (what) => told.push(what) });
  const document = readPage(page);
  expect(document.querySelector(".disclaimer")?.textContent).toBe(
    "Figuren er ikke tegnet. Den har tre dimensjoner (surface), og dem tegner bare en nettleser med WebGL. I JupyterLab (npx notat lab) tegnes den av Plotly selv.",
  );
  expect(told).toHaveLength(1);
  expect(document.querySelectorAll(".output svg image[href^='data:image/png']")).toHaveLength(1);
});

test("renderNotebookPage(notebook) falls back to text when a figure can't be drawn", async () => {
  const document = await render("", [
    display({ "application/vnd.plotly.v1+json": { data: "ingen" }, "text/plain": "bare tekst" }),
  ]);
  expect(document.querySelector("pre.stream")?.textContent).toBe("bare tekst");
});

test("renderNotebookPage(notebook) folds code whose source is hidden", async () => {
  const document = await render("", [], { jupyter: { source_hidden: true } });
  expect(document.querySelector("details.code-of code")?.textContent).toBe("const kode = 1;");
});

test.each([
  ["remove-cell", null, null],
  ["remove-input", null, "ut"],
  ["remove-output", "const kode = 1;", null],
])("renderNotebookPage(notebook) leaves out what the tag %s says", async (tag, code, out) => {
  const stream: Output = { output_type: "stream", name: "stdout", text: "ut" };
  const document = await render("", [stream], { tags: [tag] });
  expect(
    document.querySelector("main .code, main pre:not(.stdout):not(.stream)")?.textContent?.trim() ?? null,
  ).toBe(code);
  expect(document.querySelector(".stdout")?.textContent ?? null).toBe(out);
});

test.each([
  ["hide-cell", "Celle"],
  ["hide-input", "Kode"],
  ["hide-output", "Resultat"],
])("renderNotebookPage(notebook) folds what the tag %s says", async (tag, name) => {
  const stream: Output = { output_type: "stream", name: "stdout", text: "ut" };
  const document = await render("", [stream], { tags: [tag] });
  expect([...document.querySelectorAll("main summary")].map((e) => e.textContent)).toEqual([name]);
});

test("renderNotebookPage(notebook, { failure }) says why the notebook stopped", async () => {
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
  const page = await renderNotebookPage(notebook, { title: "x", failure: "celle 2 (In [2]): <Error>" });
  expect(readPage(page).querySelector("main p")?.textContent).toBe(
    "Notatboken stanset før den var ferdig: celle 2 (In [2]): <Error>.",
  );
});
