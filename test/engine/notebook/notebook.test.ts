import { formatNotebook, parseNotebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { expect, test } from "vitest";

const parse = (notebook: unknown) => parseNotebook(JSON.stringify(notebook), "a.ipynb");

test("parseNotebook(text, file) says what is no notebook, and where", () => {
  expect(() => parseNotebook("{", "a.ipynb")).toThrow(
    /^a.ipynb must be a Jupyter notebook, but is not JSON: /,
  );
  expect(() => parse([])).toThrow("a.ipynb must hold a notebook, but holds a list.");
  expect(() => parse({ nbformat: 3, worksheets: [] })).toThrow(
    "a.ipynb must be a notebook of nbformat 4, but has nbformat 3.\n  Open and save it in a current JupyterLab, which converts it.",
  );
  const cells = [
    { cell_type: "coda", source: "" },
    { cell_type: "code", source: 3 },
    { cell_type: "code", source: "", outputs: [{ output_type: "pyout" }] },
    null,
    { cell_type: "markdown" },
    { cell_type: "code", source: "", outputs: 5 },
    { cell_type: "code", source: "", outputs: [{ output_type: "stream", text: "a" }, 3] },
  ];
  expect(() => parse({ nbformat: 4, cells })).toThrow(
    [
      "a.ipynb is not a valid notebook:",
      '  cell 1: "cell_type" must be code, markdown or raw, but is "coda"',
      '  cell 2: "source" must be text or a list of texts, but is a number',
      '  cell 3, output 1: "output_type" must be stream, display_data, execute_result or error, but is "pyout"',
      "  cell 4 must be an object, but is missing",
      '  cell 5: "source" must be text or a list of texts, but is missing',
      '  cell 6: "outputs" must be a list, but is a number',
      "  cell 7, output 2 must be an object, but is a number",
    ].join("\n"),
  );
});

test("parseNotebook(text, file) says when there are no cells", () => {
  expect(() => parse({ nbformat: 4 })).toThrow(
    'a.ipynb is not a valid notebook:\n  "cells" must be a list, but is missing',
  );
});

test("parseNotebook(text, file) completes what outputs leave out, and joins what is cut into lines", () => {
  const outputs = [
    { output_type: "stream", name: "stdlog", text: ["a\n", "b"] },
    { output_type: "error" },
    {
      output_type: "display_data",
      metadata: null,
      data: { "text/html": ["<b>", "</b>"], "application/json": ["a"] },
    },
    { output_type: "execute_result" },
  ];
  const notebook = parse({ nbformat: 4, cells: [{ cell_type: "code", source: ["1\n", "2"], outputs }] });
  expect(notebook.cells[0]).toMatchObject({
    source: "1\n2",
    execution_count: null,
    metadata: {},
    outputs: [
      { output_type: "stream", name: "stdout", text: "a\nb" },
      { output_type: "error", ename: "", evalue: "", traceback: [] },
      {
        output_type: "display_data",
        metadata: {},
        data: { "text/html": "<b></b>", "application/json": ["a"] },
      },
      { output_type: "execute_result", metadata: {}, data: {}, execution_count: null },
    ],
  });
});

test("parseNotebook(text, file) gives each cell an id of its own, the same every time", () => {
  const cells = ["a", "a", "b"].map((source) => ({ cell_type: "markdown", source }));
  const ids = () =>
    parse({ nbformat: 4, cells: [...cells, { ...cells[0], id: "mine" }] }).cells.map((c) => c.id);
  expect(new Set(ids()).size).toBe(4);
  expect(ids()).toEqual(ids());
  expect(ids()[3]).toBe("mine");
});

test("formatNotebook(notebook) writes as Jupyter does, and what it writes reads back the same", () => {
  const notebook = parse({
    nbformat: 4,
    cells: [
      {
        cell_type: "code",
        id: "x",
        source: "a\nb",
        execution_count: 1,
        outputs: [
          { output_type: "stream", name: "stdout", text: ["1\n", "2"] },
          {
            output_type: "display_data",
            data: { "text/html": ["<b>\n", "</b>"], "application/json": ["a", 1] },
          },
        ],
      },
    ],
  });
  const text = formatNotebook(notebook);
  expect(text).toContain('"source": [\n    "a\\n",\n    "b"\n   ]');
  expect(text.endsWith("}\n")).toBe(true);
  expect(parseNotebook(text, "a.ipynb")).toEqual(notebook);
  expect(Object.keys(JSON.parse(text))).toEqual(["cells", "metadata", "nbformat", "nbformat_minor"]);
});
