import { tableOf } from "../../chapter/figures/chart.js";
import { specOf } from "../../chapter/figures/forms/forms.js";
import type { FigureOutput, Part, TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import { shownBy } from "../../chapter/shown.js";
import { PLOTLY_MIME } from "../../engine/notebook/bundleOf.js";
import {
  type Cell,
  type CodeCell,
  type DisplayOutput,
  hasTag,
  type Notebook,
  type Output,
  type ResultOutput,
} from "../../engine/notebook/notebook.js";
import { pageOf } from "../../ground/page/page.js";
import { cleanText } from "../../ground/text/escape.js";
import { type Html, html, joined, trusted } from "../../ground/text/html.js";
import { type PlotlyDrawing, plotlyDrawer } from "./drawPlotly.js";
import type { Markdown } from "./markdown.js";
import { notebookMarkdown } from "./notebookMarkdown.js";
import { pictureFinder } from "./pictureFinder.js";
import { renderCode, renderOutput } from "./renderOutput.js";
import { PartRenderer } from "./renderParts.js";
import { renderTable } from "./renderTable.js";

/**
 * Any executed notebook as one page: its text, its code and its outputs in order, everything foreign sanitised.
 * What Jupyter hides of a code cell is folded. The tags that Jupyter Book reads leave out or fold a cell, its
 * input or its output: `remove-cell`, `remove-input`, `remove-output`, `hide-cell`, `hide-input`, `hide-output`.
 * @param options.title The page's title: the file's name.
 * @param options.failure Why the notebook stopped before its end; stands above it.
 * @param options.folder The notebook's: pictures in it or below are carried in the page.
 * @param options.onNotDrawn Called for each figure that stands as a box, since only a browser can draw it.
 * @param options.onNotShown Called with the type of each other output that stands as a box.
 * @param options.onRemoved Called with what the sanitiser took out, in bokmål.
 */
export async function renderNotebookPage(
  notebook: Notebook,
  options: {
    title: string;
    failure?: string | undefined;
    folder?: string | undefined;
    onNotDrawn?: (what: string) => void;
    onNotShown?: (type: string) => void;
    onRemoved?: (what: string) => void;
  },
): Promise<string> {
  const markdown = notebookMarkdown();
  const parts = new PartRenderer(
    // A notebook on its own has no answers to hold the publication against.
    ({ synthetic }) => ({
      lines: synthetic ? ["Tallet følger av syntetiske data."] : [],
      backed: !synthetic,
    }),
    (reference) => html`${reference}`,
  );
  const shown = notebook.cells.filter((cell) => !hasTag(cell, "remove-cell"));
  const drawings = await drawOutputs(shown);
  for (const drawing of drawings.values()) if ("why" in drawing) options.onNotDrawn?.(drawing.why);
  const { onNotShown = () => {}, folder = null } = options;
  const cells = shown.map((cell) => {
    const rendered = renderCell(cell, { markdown, parts, drawings, onNotShown, folder });
    return hasTag(cell, "hide-cell") ? folded("Celle", rendered) : rendered;
  });
  const removed = [...new Set(markdown.removed)];
  for (const what of removed) options.onRemoved?.(what);
  const notice =
    removed.length > 0
      ? html`<p class="disclaimer">Av hensyn til sikkerheten er noe innhold tatt bort: ${removed.join("; ")}.</p>`
      : null;
  const stopped = options.failure
    ? html`<p class="disclaimer">Notatboken stanset før den var ferdig: ${options.failure}.</p>`
    : null;
  return pageOf({
    title: options.title,
    edition: null,
    head: html`<header class="title-page"><h1>${options.title}</h1></header>`,
    body: trusted(parts.fill(html`${stopped}${notice}${joined(cells, "\n")}`.text)),
    popovers: parts.explanations(),
    interactive: false,
  });
}

interface Making {
  readonly markdown: Markdown;
  readonly parts: PartRenderer;
  /** Of every figure its drawing, or why there is none. */
  readonly drawings: ReadonlyMap<Output, PlotlyDrawing>;
  readonly onNotShown: (type: string) => void;
  readonly folder: string | null;
}

function renderCell(cell: Cell, making: Making): Html {
  if (cell.cell_type === "markdown")
    return trusted(
      making.markdown.parser.render(cleanText(cell.source), {
        pictures: pictureFinder(cell.attachments, making.folder),
      }),
    );
  if (cell.cell_type !== "code") return html`<pre class="stream" tabindex="0">${cell.source}</pre>`;
  const number = cell.execution_count;
  const label = number === null ? null : html`<p class="count">In [${number}]</p>`;
  return html`<div class="cell">${hasTag(cell, "remove-input") ? null : label}${renderSource(cell)}${renderResults(cell, making)}</div>`;
}

function renderSource(cell: CodeCell): Html | null {
  if (cell.source.trim() === "" || hasTag(cell, "remove-input")) return null;
  const code = renderCode(cell.source);
  const jupyter = cell.metadata.jupyter as { source_hidden?: boolean } | undefined;
  return jupyter?.source_hidden === true || hasTag(cell, "hide-input") ? folded("Kode", code) : code;
}

function renderResults(cell: CodeCell, making: Making): Html | null {
  if (cell.outputs.length === 0 || hasTag(cell, "remove-output")) return null;
  const outputs = joined(
    cell.outputs.map((output) => renderShown(output, making)),
    "\n",
  );
  const jupyter = cell.metadata.jupyter as { outputs_hidden?: boolean } | undefined;
  return jupyter?.outputs_hidden === true || hasTag(cell, "hide-output")
    ? folded("Resultat", outputs)
    : outputs;
}

function folded(name: string, content: Html): Html {
  return html`<details class="code-of"><summary>${name}</summary>${content}</details>`;
}

function renderShown(output: Output, making: Making): Html {
  try {
    return renderOwn(output, making);
  } catch {
    // What has the name of one of our types, and is none.
    return renderForeign(output, making);
  }
}

function renderForeign(output: Output, { markdown, folder, onNotShown }: Making): Html {
  return renderOutput(output, { markdown, pictures: pictureFinder(undefined, folder), onNotShown });
}

function renderOwn(output: Output, making: Making): Html {
  const { markdown, parts, drawings } = making;
  const inline = (list: readonly Part[]): Html =>
    parts.toInline(list, (md) => markdown.parser.renderInline(md, {}));
  const shown = shownBy(output);
  const drawing = drawings.get(output);
  switch (shown?.kind) {
    case "prose":
      return trusted(parts.fill(markdown.parser.render(parts.toMarkdown(shown.prose.parts), {})));
    case "figure":
      return showFigure(shown.figure, drawing, inline);
    case "table":
      return showTable(shown.table, inline);
    default:
      return drawing
        ? html`<div class="output paper">${showDrawing(drawing)}</div>`
        : renderForeign(output, making);
  }
}

function showDrawing(drawing: PlotlyDrawing): Html {
  if ("svg" in drawing) return trusted(drawing.svg);
  return html`<p class="disclaimer"><strong>Figuren er ikke tegnet.</strong> ${drawing.why}</p>`;
}

async function drawOutputs(cells: readonly Cell[]): Promise<ReadonlyMap<Output, PlotlyDrawing>> {
  const drawings = new Map<Output, PlotlyDrawing>();
  const drawer = plotlyDrawer();
  for (const cell of cells) {
    if (cell.cell_type !== "code" || hasTag(cell, "remove-output")) continue;
    for (const output of cell.outputs) {
      if (!("data" in output) || !output.data[PLOTLY_MIME]) continue;
      const drawing = await drawer.draw(plotlySpecOf(output), `${cell.id}-${drawings.size}`);
      if (drawing !== null) drawings.set(output, drawing);
    }
  }
  drawer.stop();
  return drawings;
}

function plotlySpecOf(output: DisplayOutput | ResultOutput): unknown {
  const shown = shownBy(output);
  if (shown?.kind !== "figure") return output.data[PLOTLY_MIME];
  try {
    return specOf(shown.figure.chart);
  } catch {
    return null; // No figure of ours, for all its name.
  }
}

function showFigure(
  figure: FigureOutput,
  drawing: PlotlyDrawing | undefined,
  inline: (parts: FigureOutput["title"]) => Html,
): Html {
  const { title, subtitle, chart, note } = figure;
  const table = tableOf(chart);
  return html`${title.length > 0 ? html`<p class="table-title">${inline(title)}</p>` : null}<p class="subtitle">${inline(subtitle)}</p>${drawing ? html`<div class="drawing">${showDrawing(drawing)}</div>` : null}${renderTable(table.columns, table.rows, plain(title), { synthetic: table.synthetic })}<p class="fignote">${inline(note)}</p>`;
}

function showTable(
  { title, columns, rows, synthetic }: TableOutput,
  inline: (parts: readonly Part[]) => Html,
): Html {
  return html`<p class="table-title">${inline(title)}</p>${renderTable(columns, rows, plain(title), { synthetic })}`;
}
