import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Edition } from "../edition/edition.js";
import { kept } from "../files/keep.js";
import { projectRoot } from "../project.js";
import { type Html, html, trusted } from "../text/html.js";
import { documentOf } from "./document.js";
import { paletteCss } from "./palette.js";

const require = createRequire(import.meta.url);

export interface Page {
  readonly title: string;
  /** Null for a page that is no note. */
  readonly edition: Edition | null;
  readonly head: Html;
  readonly body: Html;
  readonly popovers: Html;
  /** Carries Plotly, so that figures can be explored. */
  readonly interactive: boolean;
}

/**
 * One HTML file that asks for nothing: style, font, script and (when interactive) Plotly are in it, and a content
 * security policy allows these and nothing else.
 *
 * Plotly is carried as gzip in base64 and unpacked by the loader, which puts it in as an inline script; the policy
 * lists the hash of the unpacked text. Plotly makes an empty style element and fills it by script: hence the hash of
 * the empty text among the styles.
 */
export function pageOf(page: Page): string {
  const style = `${fontFace()}\n${paletteCss()}\n${asset("page.css")}${asset("figures.css")}${page.edition ? runningHeads(page.edition) : ""}`;
  const script = `${asset("page.js")}${page.interactive ? asset("figures.js") : ""}`;
  const plotly = page.interactive ? plotlyBundle() : null;
  const scripts = [sha256(script), ...(plotly ? [sha256(plotly.source)] : [])]
    .map((hash) => `'${hash}'`)
    .join(" ");
  const policy = `default-src 'none'; script-src ${scripts}; style-src '${sha256(style)}' '${sha256("")}'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'`;
  const { title, edition } = page;
  const body = html`<a class="skip" href="#innhold-start">Hopp til innholdet</a>
<main${edition ? html` class="note"` : null}>
${page.head}
<div id="innhold-start" tabindex="-1"></div>
${page.body}
</main>
${page.popovers}
${plotly ? html`<script type="application/octet-stream" id="plotly-gzip">${plotly.packed}</script>` : null}
<script>${trusted(script)}</script>`;
  return documentOf({ title, edition, policy, style, body }).text;
}

function asset(name: string): string {
  return readFileSync(join(projectRoot, "lib", "ground", "page", "assets", name), "utf8");
}

let bundle: { source: string; packed: string } | undefined;

function plotlyBundle(): { source: string; packed: string } {
  // An inline script may not hold its own end tag.
  const source = readFileSync(require.resolve("plotly.js-basic-dist-min"), "utf8").replaceAll(
    "</script",
    "<\\/script",
  );
  bundle ??= { source, packed: packed(source) };
  return bundle;
}

/** Packing takes as long as a chapter does. */
function packed(source: string): string {
  const entry = kept<string>("ground/plotly", [source]);
  const known = entry.read();
  if (known !== null) return known;
  const made = gzipSync(source, { level: 9 }).toString("base64");
  entry.write(made);
  return made;
}

/** What stands at the head and foot of every printed page but the first; a page can be detached, so the mark is there. */
function runningHeads({ title, series, number, syntheticMark }: Edition): string {
  const text = (content: string): string =>
    `"${content.replace(/["\\<\n]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;
  return `
@page {
  @top-left { content: ${text(title)}; }
  @top-right { content: ${text(syntheticMark ?? "")}; }
  @bottom-left { content: ${text(`${series} ${number}`)}; }
  @bottom-right { content: counter(page); }
}
@page :first {
  @top-left { content: none; }
  @top-right { content: none; }
  @bottom-left { content: none; }
  @bottom-right { content: none; }
}
`;
}

let font: string | undefined;

/** The font that pages carry, as a stylesheet. */
export function fontFace(): string {
  font ??= [400, 600]
    .map((weight) => {
      const file = require.resolve(
        `@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff2`,
      );
      const data = readFileSync(file).toString("base64");
      return `@font-face{font-family:"Source Sans 3";font-weight:${weight};font-display:swap;src:url(data:font/woff2;base64,${data}) format("woff2")}`;
    })
    .join("\n");
  return font;
}

/** A text as a content security policy names it. */
export function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
