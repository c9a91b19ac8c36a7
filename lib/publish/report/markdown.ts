import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import { type Formula, formulaAt, toMathMl } from "../../ground/text/maths.js";
import { sizeOf } from "./pictures.js";
import { sanitise } from "./sanitise.js";

/** Markdown as our pages read it: footnotes, tables, definition lists, formulas, sanitised HTML, links that lead somewhere harmless. */
export interface Markdown {
  readonly parser: MarkdownIt;
  /** What the sanitiser took out, in bokmål. */
  readonly removed: string[];
}

/**
 * @param inlineTag What a page takes of a tag within a line, null for nothing. Default: the tags of words, without attributes.
 */
export function createMarkdown(inlineTag: (tag: string) => string | null = plainTag): Markdown {
  const removed: string[] = [];
  const parser = new MarkdownIt({ html: true, linkify: true, typographer: false })
    .use(footnote as never)
    .use(deflist);
  // Only what is written as an address is one: names with a full stop in them are not.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  const validateLink = parser.validateLink.bind(parser);
  parser.validateLink = (url) => {
    // As a picture, SVG runs no script and asks for nothing.
    const ok = /^\s*data:/i.test(url)
      ? /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,/i.test(url)
      : validateLink(url);
    if (!ok) removed.push(`fjernet lenken til ${url.slice(0, 40)}`);
    return ok;
  };
  const clean = (html: string): string => {
    const result = sanitise(html);
    removed.push(...result.removed);
    return result.html;
  };
  // A block of HTML is sanitised whole. Inline HTML comes a tag at a time.
  parser.renderer.rules.html_block = (tokens, i) => clean(tokens[i]?.content ?? "");
  parser.renderer.rules.html_inline = (tokens, i) => {
    const { content = "", meta } = tokens[i] ?? {};
    if (typeof meta === "string") return meta;
    if (!/^<(?:!--|\/)/.test(content)) removed.push(`fjernet ${content.slice(0, 40)}`);
    return "";
  };
  parser.core.ruler.push("closed_tags", (state) => {
    for (const { children } of state.tokens) if (children) closeTags(children, inlineTag, state.Token);
  });
  // The page's policy refuses style attributes.
  parser.core.ruler.push("aligned", (state) => {
    for (const token of state.tokens) {
      if (token.type !== "th_open" && token.type !== "td_open") continue;
      const [, side] = /^text-align:(\w+)$/.exec(token.attrGet("style") ?? "") ?? [];
      token.attrs = side === "right" || side === "center" ? [["class", side === "right" ? "n" : "c"]] : null;
    }
  });
  // As a page, it might.
  parser.renderer.rules.link_open = (tokens, i, opts, _env, self) => {
    const token = tokens[i];
    if (token?.attrGet("href")?.startsWith("data:")) {
      removed.push("fjernet en lenke til et bilde i notatet");
      token.attrs = null;
    }
    return self.renderToken(tokens, i, opts);
  };
  parser.renderer.rules.image = (tokens, i, opts, env, self) => {
    const token = tokens[i];
    const source = token?.attrGet("src") ?? "";
    if (!source.startsWith("data:image/")) {
      removed.push(`fjernet bildet ${source.slice(0, 40)}, som ligger utenfor notatet`);
      return parser.utils.escapeHtml(token?.content ?? "");
    }
    const size = sizeOf(Buffer.from(source.slice(source.indexOf(",") + 1), "base64"));
    token?.attrSet("alt", self.renderInlineAsText(token.children ?? [], opts, env));
    if (size) {
      token?.attrSet("width", String(size.width));
      token?.attrSet("height", String(size.height));
    }
    return self.renderToken(tokens, i, opts);
  };
  // The footnote plugin's own marks, with words for screen readers. Texts that stand in one page have a `docId` each.
  const of = (env: { docId?: string }) => (env.docId === undefined ? "" : `${env.docId}-`);
  parser.renderer.rules.footnote_ref = (tokens, i, _opts, env) => {
    const { id, subId } = (tokens[i]?.meta ?? {}) as { id: number; subId: number };
    const suffix = subId > 0 ? `-${subId}` : "";
    return `<sup class="fnref"><a href="#${of(env)}fn${id + 1}" id="${of(env)}fnref${id + 1}${suffix}" aria-label="Fotnote ${id + 1}">${id + 1}</a></sup>`;
  };
  parser.renderer.rules.footnote_block_open = (_tokens, _i, _opts, env) =>
    `<section class="footnotes" aria-labelledby="${of(env)}fotnoter"><h2 id="${of(env)}fotnoter">Fotnoter</h2><ol>\n`;
  parser.renderer.rules.footnote_block_close = () => "</ol></section>\n";
  parser.renderer.rules.footnote_open = (tokens, i, _opts, env) => {
    const number = ((tokens[i]?.meta as { id: number } | null)?.id ?? 0) + 1;
    // The value stays right when a chapter is printed with its own notes alone.
    return `<li id="${of(env)}fn${number}" value="${number}">`;
  };
  parser.renderer.rules.footnote_anchor = (tokens, i, _opts, env) => {
    const { id, subId } = (tokens[i]?.meta ?? {}) as { id: number; subId: number };
    const suffix = subId > 0 ? `-${subId}` : "";
    return ` <a href="#${of(env)}fnref${id + 1}${suffix}" class="fnback" aria-label="Tilbake til fotnote ${id + 1} i teksten">↩</a>`;
  };
  addMaths(parser);
  return { parser, removed };
}

/** `$x$` and `$$x$$` as MathML. */
function addMaths(parser: MarkdownIt): void {
  parser.inline.ruler.after("escape", "maths", (state, silent) => {
    const formula = formulaAt(state.src.slice(state.pos));
    if (!formula) return false;
    if (!silent) {
      const token = state.push("maths", "math", 0);
      token.content = formula.tex;
      token.meta = formula;
    }
    state.pos += formula.length;
    return true;
  });
  parser.renderer.rules.maths = (tokens, i) => {
    const formula = tokens[i]?.meta as Formula;
    return toMathMl(formula) ?? `<code>${parser.utils.escapeHtml(formula.tex)}</code>`;
  };
}

/** The tags of words, as they stand. */
function plainTag(tag: string): string | null {
  if (/^<\/?(?:b|i|em|strong|sub|sup|code|kbd|br|wbr|abbr|q|s|u|small|mark)\s*>$|^<w?br\s*\/>$/i.test(tag))
    return tag.toLowerCase();
  return /^<span lang="[a-z]{2}">$|^<\/span>$/.test(tag) ? tag : null;
}

/**
 * Says of each tag within a line what the page takes of it (`meta`). One that is never closed ends with its line: all
 * that follows in the page would be bold, say.
 */
function closeTags(
  children: Token[],
  inlineTag: (tag: string) => string | null,
  NewToken: new (type: string, tag: string, nesting: 0) => Token,
): void {
  const open: string[] = [];
  for (const token of children) {
    if (token.type !== "html_inline") continue;
    const taken = inlineTag(token.content);
    const [, closes, name = ""] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(taken ?? "") ?? [];
    if (taken === null) continue;
    if (closes === "/") {
      if (open.at(-1) === name) token.meta = taken;
      if (open.at(-1) === name) open.pop();
    } else {
      token.meta = taken;
      if (!/^(?:br|wbr|img|hr|col)$/.test(name) && !taken.endsWith(`</${name}>`)) open.push(name);
    }
  }
  if (open.length === 0) return;
  const end = new NewToken("html_inline", "", 0);
  end.meta = open
    .reverse()
    .map((name) => `</${name}>`)
    .join("");
  children.push(end);
}
