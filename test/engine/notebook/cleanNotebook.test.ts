import { cleanNotebook } from "notat/dist/lib/engine/notebook/cleanNotebook.js";
import { expect, test } from "vitest";

const dirty = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 4,
  metadata: { kernelspec: { name: "python3" }, widgets: {}, notat: { numbering: "none" } },
  cells: [
    { cell_type: "markdown", source: ["# Å\n", "b"], metadata: {} },
    {
      cell_type: "code",
      id: "kept",
      source: "1",
      metadata: { jupyter: { source_hidden: true }, execution: { "iopub.status.busy": "2026" } },
      execution_count: 3,
      outputs: [{ output_type: "stream", name: "stdout", text: "1" }],
    },
  ],
});

test("cleanNotebook(text, file) takes out outputs and counts, names the kernel, and gives ids", () => {
  const { cleaned, found } = cleanNotebook(dirty, "a.ipynb");
  expect(found).toEqual([
    "outputs in cell 2",
    "execution count in cell 2",
    "cells without an id of their own",
    'the kernel must be tslab, but is "python3"',
  ]);
  const notebook = JSON.parse(cleaned);
  expect(notebook.nbformat_minor).toBe(5);
  expect(notebook.metadata.kernelspec.name).toBe("tslab");
  // How the note numbers it stays.
  expect(Object.keys(notebook.metadata)).toEqual(["kernelspec", "language_info", "notat"]);
  expect(notebook.cells[0].id).toMatch(/^[0-9a-f]{8}$/);
  expect(notebook.cells[0].source).toEqual(["# Å\n", "b"]);
  expect(notebook.cells[1]).toEqual({
    cell_type: "code",
    id: "kept",
    source: ["1"],
    metadata: { jupyter: { source_hidden: true } },
    execution_count: null,
    outputs: [],
  });
});

test("cleanNotebook(text, file) finds nothing in a clean notebook, and gives the same text", () => {
  const { cleaned } = cleanNotebook(dirty, "a.ipynb");
  expect(cleanNotebook(cleaned, "a.ipynb")).toEqual({ cleaned, found: [] });
});
