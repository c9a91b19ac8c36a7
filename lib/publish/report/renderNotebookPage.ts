import { tableOf } from "../../chapter/figures/chart.js";
import { specOf } from "../../chapter/figures/forms/forms.js";
import type { FigureOutput, Part, TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import { shownBy } from "../../chapter/shown.js";
import { PLOTLY_MIME } from "../../engine/notebook/bundleOf.js";
import {
  type Cell,
  type CodeCell,
  hasTag,
  type Notebook,
  type Output,
} from "../../engine/notebook/notebook.js";
import { pageOf } from "../../ground/page/page.js";
import { cleanText } from "../../ground/text/escape.js";
import { type Html, html, joined, trusted } from "../../ground/text/html.js";
import { type PlotlyDrawing, plotlyDrawer } from "./drawPlotly.js";
import { createMarkdown, type Markdown } from "./markdown.js";
import { renderCode, renderOutputs } from "./renderOutputs.js";
import { PartRenderer } from "./renderParts.js";
import { renderTable } from "./renderTable.js";

/**
 * Any executed notebook as one page: its text, its code and its outputs in order, everything foreign sanitised.
 * Code cells whose source Jupyter hides are folded. The tags that Jupyter Book reads leave out or fold a cell, its
 * input or its output: `remove-cell`, `remove-input`, `remove-output`, `hide-cell`, `hide-input`, `hide-output`.
 * @param options.title The page's title: the file's name.
 * @param options.failure Why the notebook stopped before its end; stands above it.
 * @param options.onNotDrawn Called for each figure that stands as a box, since only a browser can draw it.
 * @param options.onNotShown Called with the type of each other output that stands as a box.
 */
export async function renderNotebookPage(
  notebook: Notebook,
  options: {
    title: string;
    failure?: string | undefined;
    onNotDrawn?: (what: string) => void;
    onNotShown?: (type: string) => void;
  },
): Promise<string> {
  const markdown = createMarkdown();
  // The page's title is its first heading.
  markdown.parser.core.ruler.push("below_title", (state) => {
    for (const token of state.tokens)
      if (/^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
  });
  const parts = new PartRenderer(
    // A notebook on its own has no answers to hold the publication against.
    ({ synthetic }) => ({
      lines: synthetic ? ["Tallet følger av syntetiske data."] : [],
      backed: !synthetic,
    }),
    (reference) => html`${reference}`,
  );
  const drawings = await drawOutputs(notebook);
  for (const drawing of drawings.values()) if ("why" in drawing) options.onNotDrawn?.(drawing.why);
  const cells = notebook.cells
    .filter((cell) => !hasTag(cell, "remove-cell"))
    .map((cell) => {
      const shown = renderCell(cell, {
        markdown,
        parts,
        drawings,
        onNotShown: options.onNotShown ?? (() => {}),
      });
      return hasTag(cell, "hide-cell") ? folded("Celle", shown) : shown;
    });
  const removed = [...new Set(markdown.removed)];
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
}

function renderCell(cell: Cell, making: Making): Html {
  if (cell.cell_type === "markdown")
    return trusted(making.markdown.parser.render(cleanText(attach(cell.source, cell.attachments)), {}));
  if (cell.cell_type !== "code") return html`<pre class="stream" tabindex="0">${cell.source}</pre>`;
  const number = cell.execution_count;
  const label = number === null ? null : html`<p class="count">In [${number}]</p>`;
  return html`<div class="cell">${hasTag(cell, "remove-input") ? null : label}${renderSource(cell)}${renderOutput(cell, making)}</div>`;
}

function renderSource(cell: CodeCell): Html | null {
  if (cell.source.trim() === "" || hasTag(cell, "remove-input")) return null;
  const code = renderCode(cell.source);
  const jupyter = cell.metadata.jupyter as { source_hidden?: boolean } | undefined;
  return jupyter?.source_hidden === true || hasTag(cell, "hide-input") ? folded("Kode", code) : code;
}

function renderOutput(cell: CodeCell, making: Making): Html | null {
  if (cell.outputs.length === 0 || hasTag(cell, "remove-output")) return null;
  const outputs = joined(
    cell.outputs.map((output) => renderShown(output, making)),
    "\n",
  );
  return hasTag(cell, "hide-output") ? folded("Resultat", outputs) : outputs;
}

function folded(name: string, content: Html): Html {
  return html`<details class="code-of"><summary>${name}</summary>${content}</details>`;
}

function renderShown(output: Output, { markdown, parts, drawings, onNotShown }: Making): Html {
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
        : renderOutputs([output], markdown, onNotShown);
  }
}

function showDrawing(drawing: PlotlyDrawing): Html {
  if ("svg" in drawing) return trusted(drawing.svg);
  return html`<p class="disclaimer"><strong>Figuren er ikke tegnet.</strong> ${drawing.why}</p>`;
}

async function drawOutputs(notebook: Notebook): Promise<ReadonlyMap<Output, PlotlyDrawing>> {
  const drawings = new Map<Output, PlotlyDrawing>();
  const drawer = plotlyDrawer();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (!("data" in output) || !output.data[PLOTLY_MIME]) continue;
      const shown = shownBy(output);
      const spec = shown?.kind === "figure" ? specOf(shown.figure.chart) : output.data[PLOTLY_MIME];
      const drawing = await drawer.draw(spec, `${cell.id}-${drawings.size}`);
      if (drawing !== null) drawings.set(output, drawing);
    }
  }
  drawer.stop();
  return drawings;
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

/**
 * Pictures that the notebook carries, as `data:` addresses: in Markdown (with a title, in angle brackets, with
 * brackets in their names) and in HTML.
 */
function attach(
  source: string,
  attachments: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
): string {
  if (!attachments) return source;
  const addressOf = (name: string): string | null => {
    const bundle = attachments[name] ?? attachments[decoded(name)];
    const entry =
      bundle && Object.entries(bundle).find(([type]) => /^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(type));
    if (!entry) return null;
    const [type, content] = [entry[0], [entry[1]].flat().join("")];
    // JupyterLab attaches SVG as base64, others as it is.
    const base64 = content.trimStart().startsWith("<")
      ? Buffer.from(content).toString("base64")
      : content.replace(/\s/g, "");
    return `data:${type};base64,${base64}`;
  };
  return source
    .replace(
      /\]\(\s*(?:<attachment:([^>\n]+)>|attachment:((?:[^\s()]|\([^\s()]*\))+))(?=\s*[)"']|\s+["'])/g,
      (whole, bracketed?: string, bare?: string) => {
        const address = addressOf(bracketed ?? bare ?? "");
        return address ? `](${address}` : whole;
      },
    )
    .replace(/<img\b[^>]*>/gi, (tag) => {
      const name = /\bsrc\s*=\s*["']attachment:([^"']+)["']/i.exec(tag)?.[1];
      const alt = /\balt\s*=\s*"([^"]*)"/i.exec(tag)?.[1] ?? "";
      const address = name === undefined ? null : addressOf(name);
      return address ? `![${alt.replace(/[[\]\\]/g, "\\$&")}](${address})` : tag;
    });
}

/** A name that is not encoded (`100%.png`) is as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
