import { type FigureOutput, MIME, type ProseOutput, type TableOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { Notebook, Output } from "../../engine/notebook/notebook.js";
import { pageOf } from "../../ground/page/page.js";
import { cleanText, escapeHtml } from "../../ground/text/escape.js";
import { drawPlotly, PLOTLY_MIME } from "./drawPlotly.js";
import { createMarkdown } from "./markdown.js";
import { renderCode, renderOutputs } from "./renderOutputs.js";
import { PartRenderer } from "./renderParts.js";
import { renderTable } from "./renderTable.js";

/**
 * Any executed notebook as one page: its text, its code and its outputs in order, everything foreign sanitised.
 * Code cells whose source Jupyter hides are folded.
 * @param options.title The page's title: the file's name.
 */
export async function renderNotebookPage(notebook: Notebook, options: { title: string }): Promise<string> {
  const markdown = createMarkdown({ maths: true });
  // The page's title is its first heading.
  markdown.parser.core.ruler.push("below_title", (state) => {
    for (const token of state.tokens)
      if (/^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
  });
  const parts = new PartRenderer(
    // A notebook on its own has no answers to hold the publication against.
    ({ synthetic }) => ({ text: synthetic ? "Tallet følger av syntetiske data." : "", backed: !synthetic }),
    (reference) => escapeHtml(reference),
  );
  const inline = (p: Parameters<typeof parts.toMarkdown>[0]): string =>
    parts.toInline(p, (md) => markdown.parser.renderInline(md, {}));
  const drawings = await drawOutputs(notebook);
  const body = notebook.cells.map((cell) => {
    if (cell.cell_type === "markdown")
      return markdown.parser.render(cleanText(attach(cell.source, cell.attachments)), {});
    if (cell.cell_type !== "code") return `<pre class="stream" tabindex="0">${escapeHtml(cell.source)}</pre>`;
    const hidden = (cell.metadata.jupyter as { source_hidden?: boolean } | undefined)?.source_hidden === true;
    const code = renderCode(cell.source);
    const source =
      cell.source.trim() === ""
        ? ""
        : hidden
          ? `<details class="code-of"><summary>Kode</summary>${code}</details>`
          : code;
    const outputs = cell.outputs.map((output) => {
      if (output.output_type === "stream" || output.output_type === "error")
        return renderOutputs([output], markdown);
      const { data } = output;
      if (data[MIME.prose])
        return parts.fill(
          markdown.parser.render(parts.toMarkdown((data[MIME.prose] as ProseOutput).parts), {}),
        );
      const drawing = drawings.get(output);
      if (data[MIME.figure]) return showFigure(data[MIME.figure] as FigureOutput, drawing, inline);
      if (data[MIME.table]) {
        const table = data[MIME.table] as TableOutput;
        return `<p class="table-title">${inline(table.title)}</p>${renderTable(table.columns, table.rows, plain(table.title))}`;
      }
      return drawing ? `<div class="output paper">${drawing}</div>` : renderOutputs([output], markdown);
    });
    return `<div class="cell">${source}${outputs.join("\n")}</div>`;
  });
  const removed = [...new Set(markdown.removed)];
  const notice =
    removed.length > 0
      ? `<p class="disclaimer">Av hensyn til sikkerheten er noe innhold tatt bort: ${escapeHtml(removed.join("; "))}.</p>`
      : "";
  return pageOf({
    title: options.title,
    edition: null,
    head: `<header class="title-page"><h1>${escapeHtml(options.title)}</h1></header>`,
    contents: "",
    body: parts.fill(`${notice}${body.join("\n")}`),
    popovers: parts.explanations(),
    interactive: false,
  });
}

/** Every figure that can be drawn without a browser, by its output. */
async function drawOutputs(notebook: Notebook): Promise<ReadonlyMap<Output, string>> {
  const drawings = new Map<Output, string>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (!("data" in output) || !output.data[PLOTLY_MIME]) continue;
      const figure = output.data[MIME.figure] as FigureOutput | undefined;
      const spec = figure ? figure.plotly : output.data[PLOTLY_MIME];
      const drawing = await drawPlotly(spec, `${cell.id}-${drawings.size}`);
      if (drawing !== null) drawings.set(output, drawing);
    }
  }
  return drawings;
}

function showFigure(
  figure: FigureOutput,
  drawing: string | undefined,
  inline: (parts: FigureOutput["title"]) => string,
): string {
  return `<p class="table-title">${inline(figure.title)}</p><p class="subtitle">${inline(figure.subtitle)}</p>${drawing ? `<div class="drawing">${drawing}</div>` : ""}${renderTable(figure.table.columns, figure.table.rows, plain(figure.title))}<p class="fignote">${inline(figure.note)}</p>`;
}

/** Pictures that the notebook carries, as `data:` addresses. */
function attach(
  source: string,
  attachments: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
): string {
  return source.replace(/\]\(attachment:([^)]+)\)/g, (whole, name: string) => {
    const bundle = attachments?.[decodeURIComponent(name)];
    const entry =
      bundle && Object.entries(bundle).find(([type]) => /^image\/(png|jpeg|gif|webp)$/.test(type));
    return entry ? `](data:${entry[0]};base64,${String(entry[1]).replace(/\s/g, "")})` : whole;
  });
}
