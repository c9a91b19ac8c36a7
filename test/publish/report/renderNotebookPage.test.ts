import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Notebook, Output } from "notat/dist/lib/engine/notebook/notebook.js";
import { renderNotebookPage } from "notat/dist/lib/publish/report/renderNotebookPage.js";
import { expect, test } from "vitest";
import { ownFolder } from "../../support/ownFolder.js";
import { readPage } from "../../support/readPage.js";

const folder = ownFolder("side");

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

test("renderNotebookPage(notebook) follows links to headings and anchors, as Jupyter names them", async () => {
  const document = await render(
    "[metode](#Metode-og-data) [anker](#her) <a href='#her'>HTML</a>\n\n## Metode og data\n\n## Metode og data\n\n<a id='her'></a> Her.",
    [],
  );
  const targets = [...document.querySelectorAll("main p a[href]")].map((link) =>
    document.getElementById(decodeURIComponent(link.getAttribute("href")!.slice(1))),
  );
  expect(targets.map((target) => target?.tagName)).toEqual(["H3", "A", "A"]);
  expect(targets[0]).toBe(document.querySelector("h3"));
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("renderNotebookPage(notebook) keeps the footnotes of several cells apart", async () => {
  const cells = ["a", "b"].map((id) => ({
    cell_type: "markdown" as const,
    id,
    metadata: {},
    source: `Tekst ${id}[^1].\n\n[^1]: Note ${id}.`,
  }));
  const document = readPage(
    await renderNotebookPage({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, { title: "prøve" }),
  );
  const notes = [...document.querySelectorAll(".fnref a")].map(
    (link) => document.getElementById(link.getAttribute("href")!.slice(1))?.textContent,
  );
  expect(notes.map((note) => note?.trim())).toEqual(["Note a. ↩", "Note b. ↩"]);
});

test("renderNotebookPage(notebook) lets HTML stand about Markdown, and ends it where it ends, or with its cell", async () => {
  const document = await render(
    "<details><summary>Mer</summary>\n\n**fet**\n\n</details>\n\nutenfor <b>i linjen\n\nny linje\n\n<div>\n\n*kursiv*",
    [],
  );
  expect(document.querySelector("details strong")?.textContent).toBe("fet");
  expect(document.querySelector("details")?.textContent).not.toContain("utenfor");
  expect(document.querySelector("b")?.textContent).toBe("i linjen");
  expect(document.querySelector("main > div > p > em")?.textContent).toBe("kursiv");
  // The code cell after it.
  expect(document.querySelector("main > .cell .code")?.textContent).toBe("const kode = 1;");
});

test("renderNotebookPage(notebook) sanitises HTML within a line tag by tag", async () => {
  const document = await render(
    'Se <a href="https://www.ssb.no/">SSB</a>, <a href="javascript:x()">nei</a>, <span style="color:red" onclick="x()">rød</span> <img src="https://x.example/spor.png"> <svg width="9" height="9"><rect width="5" height="5" /></svg> etter.',
    [],
  );
  expect([...document.querySelectorAll("main p a[href]")].map((a) => a.getAttribute("href"))).toEqual([
    "https://www.ssb.no/",
  ]);
  expect(document.querySelector("main p span")?.outerHTML).toBe("<span>rød</span>");
  expect(document.querySelector("main img")).toBeNull();
  expect(document.querySelector("main svg")?.textContent).toBe("");
  expect(document.querySelector(".disclaimer")?.textContent).toContain(
    "fjernet bildet https://x.example/spor.png, som ligger utenfor siden",
  );
});

test("renderNotebookPage(notebook) shows task lists and LaTeX's environments without dollars", async () => {
  const document = await render(
    "- [x] gjort\n- [ ] ikke\n- [i] lenke\n\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n\n`\\begin{align}`",
    [],
  );
  expect([...document.querySelectorAll("main li")].map((li) => li.textContent)).toEqual([
    "☑ gjort",
    "☐ ikke",
    "[i] lenke",
  ]);
  expect(document.querySelectorAll("math mtable mtr")).toHaveLength(2);
  expect(document.querySelector("main code")?.textContent).toBe("\\begin{align}");
});

test("renderNotebookPage(notebook) has no style attribute, which the page's policy refuses", async () => {
  const document = await render("| a | b | c |\n|--:|:-:|:--|\n| 1 | 2 | 3 |", [
    {
      output_type: "stream",
      name: "stdout",
      text: "\u001b[1mfet\u001b[0m \u001b[3mskrå\u001b[0m \u001b[4munder\u001b[0m \u001b[38;5;196mrød\u001b[0m \u001b[38;2;0;90;200mblå\u001b[0m \u001b[38;5;250mgrå\u001b[0m",
    },
  ]);
  expect(document.querySelectorAll("[style]")).toHaveLength(0);
  expect([...document.querySelectorAll("td")].map((td) => td.className)).toEqual(["n", "c", ""]);
  const classes = [...document.querySelectorAll(".stdout span")].map((span) => [
    span.textContent,
    span.className,
  ]);
  expect(classes).toEqual([
    ["fet", "ansi-bold"],
    ["skrå", "ansi-italic"],
    ["under", "ansi-underline"],
    ["rød", "ansi-red-fg"],
    ["blå", "ansi-blue-fg"],
    ["grå", ""],
  ]);
});

test("renderNotebookPage(notebook) covers and erases what a terminal does, whatever its colours", async () => {
  const stream = (text: string) => ({ output_type: "stream", name: "stdout", text }) as const;
  const document = await render("", [
    stream("\u001b[32m100 %\u001b[0m\r5\u001b[K\n"),
    stream("\u001b[32mlang\u001b[0m\rab\n"),
    // As Node's readline clears a line and goes to its beginning.
    stream("steg 10\u001b[2K\u001b[1Gsteg 2\n"),
  ]);
  expect([...document.querySelectorAll(".stdout")].map((pre) => pre.textContent)).toEqual([
    "5\n",
    "abng\n",
    "steg 2\n",
  ]);
});

test("renderNotebookPage(notebook, { folder }) carries pictures that lie in the notebook's folder, and no others", async () => {
  const png = Buffer.from("iVBORw0KGgo=", "base64");
  mkdirSync(join(folder, "nb", "mine bilder"), { recursive: true });
  for (const path of ["hemmelig.png", "nb/a.png", "nb/mine bilder/å.png"])
    writeFileSync(join(folder, path), png);
  const cells = [
    {
      cell_type: "markdown" as const,
      id: "m",
      metadata: {},
      source:
        "![en](a.png) ![to](mine%20bilder/%C3%A5.png) ![tre][r] `![kode](a.png)`\n\n[r]: a.png\n\n<center><img src='a.png' alt='fire' width='9'></center>\n\n![fem](../hemmelig.png)",
    },
    {
      cell_type: "code" as const,
      id: "c",
      metadata: {},
      source: "1",
      execution_count: 1,
      outputs: [display({ "text/html": "<p><img src=a.png alt=seks></p>" })],
    },
  ];
  const removed: string[] = [];
  const page = await renderNotebookPage(
    { nbformat: 4, nbformat_minor: 5, metadata: {}, cells },
    { title: "prøve", folder: join(folder, "nb"), onRemoved: (what) => removed.push(what) },
  );
  const images = [...readPage(page).querySelectorAll("main img")];
  expect(images.map((image) => image.getAttribute("alt"))).toEqual(["en", "to", "tre", "fire", "seks"]);
  for (const image of images) expect(image.getAttribute("src")).toBe("data:image/png;base64,iVBORw0KGgo=");
  expect(images[3]!.getAttribute("width")).toBe("9");
  expect(readPage(page).querySelector("main code")?.textContent).toBe("![kode](a.png)");
  expect(removed).toContain("fjernet bildet ../hemmelig.png, som ligger utenfor notatet");
});

test("renderNotebookPage(notebook) shows a box for HTML of which nothing may be shown, and for what only has our names", async () => {
  const told: string[] = [];
  const nothing = [
    "<iframe src='https://x.example'></iframe>",
    "<script>x()</script>",
    "<img src='https://x.example/a.png'>",
  ];
  const own = ["prose", "figure", "table"].map((name) => `application/vnd.notat.${name}+json`);
  const outputs = [
    ...nothing.map((html) => display({ "text/html": html, "text/plain": `tekst for ${html}` })),
    ...own.map((type) => display({ [type]: { parts: 5 }, "text/plain": `tekst for ${type}` })),
    display({ "text/html": "<b>vises</b><script>x()</script>" }),
    // A place that some script may fill.
    display({ "text/html": "<div id='sted'></div>" }),
  ];
  const cells = [
    { cell_type: "code" as const, id: "c", metadata: {}, source: "1", execution_count: 1, outputs },
    {
      cell_type: "code" as const,
      id: "d",
      metadata: { tags: ["remove-output"] },
      source: "1",
      execution_count: 1,
      outputs: [display({ "application/vnd.plotly.v1+json": { data: [{ type: "surface" }], layout: {} } })],
    },
  ];
  const page = await renderNotebookPage(
    { nbformat: 4, nbformat_minor: 5, metadata: {}, cells },
    { title: "prøve", onNotShown: (type) => told.push(type), onNotDrawn: (why) => told.push(why) },
  );
  expect(told).toEqual([...nothing.map(() => "text/html"), ...own]);
  const document = readPage(page);
  expect([...document.querySelectorAll(".output pre")].map((pre) => pre.textContent)).toEqual(
    [...nothing, ...own].map((what) => `tekst for ${what}`),
  );
  expect(document.querySelector(".output b")?.textContent).toBe("vises");
});

test("renderNotebookPage(notebook) folds what Jupyter hides of a cell's outputs", async () => {
  const document = await render("", [display({ "text/plain": "resultatet" })], {
    jupyter: { outputs_hidden: true },
  });
  expect(document.querySelector("details summary")?.textContent).toBe("Resultat");
  expect(document.querySelector("details pre")?.textContent).toBe("resultatet");
});
