import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import type { Output } from "../../engine/notebook/notebook.js";
import { cleanText } from "../../ground/text/escape.js";
import { type Html, html, trusted } from "../../ground/text/html.js";
import { isBlank } from "../../ground/text/visible.js";
import type { Markdown } from "./markdown.js";
import type { PictureFinder } from "./pictureFinder.js";
import { sanitise } from "./sanitise.js";
import { terminalText } from "./terminalText.js";

hljs.registerLanguage("typescript", typescript);

/** A cell's source, highlighted. */
export function renderCode(source: string): Html {
  const highlighted = hljs.highlight(cleanText(source), { language: "typescript" }).value;
  return html`<pre class="code" tabindex="0"><code class="hljs">${trusted(onlyStyled(highlighted))}</code></pre>`;
}

/** The spans that the stylesheet has a colour for; the rest would be a fifth of the code's weight in the page. */
function onlyStyled(highlighted: string): string {
  const kept: boolean[] = [];
  return highlighted.replace(/<span class="hljs-([^"]*)">|<\/span>/g, (tag, kind?: string) => {
    if (kind === undefined) return kept.pop() ? tag : "";
    kept.push(/^(?:keyword|literal|string|template-variable|comment|number)$/.test(kind));
    return kept.at(-1) ? tag : "";
  });
}

/** Whether a reader sees anything of sanitised HTML. */
function isSeen(clean: string): boolean {
  return (
    /<(?:img|image|hr|path|rect|circle|ellipse|line|polyline|polygon)\b/.test(clean) ||
    !isBlank(clean.replace(/<[^>]*>/g, ""))
  );
}

/** What an output of any notebook is rendered with. */
export interface OutputSettings {
  readonly markdown: Markdown;
  readonly pictures: PictureFinder;
  /** Called with the type of an output that stands as a box. */
  onNotShown(type: string): void;
}

/**
 * An output of any notebook, as the richest of its types that a page may show: figures and prose are not for here.
 * Everything that is HTML or SVG passes the sanitiser; pictures become `data:` addresses. What a page can't show, and
 * HTML of which nothing is left, stands as a box that says what it is, with its plain text.
 */
export function renderOutput(output: Output, { markdown, pictures, onNotShown }: OutputSettings): Html {
  if (output.output_type === "stream")
    return html`<pre class="stream ${output.name}" tabindex="0">${terminalText(output.text)}</pre>`;
  if (output.output_type === "error") {
    const trace =
      output.traceback.length > 0 ? output.traceback.join("\n") : `${output.ename}: ${output.evalue}`;
    return html`<pre class="stream error" tabindex="0">${terminalText(trace)}</pre>`;
  }
  const { data } = output;
  const text = (type: string): string | undefined => {
    const value = data[type];
    if (value === undefined) return undefined;
    return Array.isArray(value) ? value.join("") : String(value);
  };
  const foreign = text("text/html") ?? text("image/svg+xml");
  if (foreign !== undefined) {
    const clean = sanitise(pictures.place(foreign));
    // What shows nothing in Jupyter either (a place for a script to fill) is no loss.
    if (isSeen(clean.html) || clean.removed.length === 0) {
      markdown.removed.push(...clean.removed);
      return html`<div class="output">${trusted(clean.html)}</div>`;
    }
  }
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const base64 = text(type)?.replace(/\s/g, "");
    if (base64 !== undefined && /^[A-Za-z0-9+/]+=*$/.test(base64))
      return html`<div class="output"><img src="data:${type};base64,${base64}" alt="Bilde uten beskrivelse"></div>`;
  }
  const md = text("text/markdown") ?? text("text/latex");
  if (md !== undefined)
    return html`<div class="output">${trusted(markdown.parser.render(cleanText(md), { pictures }))}</div>`;
  const plain = text("text/plain");
  const types = Object.keys(data).filter((type) => type !== "text/plain" && type !== "application/json");
  const [type] = types;
  if (type !== undefined) {
    onNotShown(type);
    const said =
      plain === undefined ? null : html`<pre class="stream" tabindex="0">${terminalText(plain)}</pre>`;
    return html`<div class="output"><p class="disclaimer"><strong>Siden kan ikke vise dette resultatet.</strong> Det er av typen <code>${type}</code>, og står i notatboken.</p>${said}</div>`;
  }
  const json = data["application/json"];
  if (json !== undefined)
    return html`<pre class="stream" tabindex="0">${JSON.stringify(json, null, 2)}</pre>`;
  return plain === undefined ? html`` : html`<pre class="stream" tabindex="0">${terminalText(plain)}</pre>`;
}
