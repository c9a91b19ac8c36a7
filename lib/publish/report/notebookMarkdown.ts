import { escapeHtml } from "../../ground/text/escape.js";
import { createMarkdown, type Markdown } from "./markdown.js";
import type { PictureFinder } from "./pictureFinder.js";
import { decoded } from "./pictures.js";
import { sanitise } from "./sanitise.js";

/** What a text is rendered with. */
interface Surroundings {
  readonly pictures?: PictureFinder;
  /** Set here, so that the footnotes of several texts in one page are apart. */
  docId?: string;
}

/**
 * Markdown as Jupyter reads it, for the page of any notebook: headings below the page's title; these and `<a id="…">` are
 * where links within the notebook lead; HTML may begin before a paragraph and end after it, and is sanitised piece by
 * piece; LaTeX's environments without dollars; task lists.
 */
export function notebookMarkdown(): Markdown {
  const take = <T extends { removed: readonly string[] }>(piece: T): T => {
    markdown.removed.push(...piece.removed);
    return piece;
  };
  const markdown = createMarkdown((tag) => take(sanitiseTag(tag)).html);
  const { parser } = markdown;
  const headings = new Set<string>();
  let texts = 0;

  parser.inline.ruler.before("escape", "environment", (state, silent) => {
    const found = ENVIRONMENT.exec(state.src.slice(state.pos));
    if (!found) return false;
    if (!silent)
      state.push("maths", "math", 0).meta = { tex: found[0], display: true, length: found[0].length };
    state.pos += found[0].length;
    return true;
  });
  parser.core.ruler.before("closed_tags", "of_notebook", ({ tokens, env, Token }) => {
    const surroundings = env as Surroundings;
    const { pictures } = surroundings;
    surroundings.docId = `t${++texts}`;
    const place = (html: string) => pictures?.place(html) ?? html;
    /** Names of the tags that HTML blocks have left open. */
    let open: readonly string[] = [];
    for (const [i, token] of tokens.entries()) {
      if (/^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
      if (token.type === "heading_open") {
        const text = parser.renderer.renderInlineAsText(tokens[i + 1]?.children ?? [], {}, {});
        // Of several with one text, the first is where links lead.
        if (!headings.has(text)) token.attrSet("id", idOf(text));
        headings.add(text);
      }
      if (token.type === "html_block" && token.level === 0) {
        const piece = take(sanitisePiece(place(token.content), open));
        token.meta = piece.html;
        open = piece.open;
      } else if (token.type === "html_block") token.meta = take(sanitise(place(token.content))).html;
      if (token.type === "inline" && tokens[i - 2]?.type === "list_item_open") markTask(token.children?.[0]);
      for (const child of token.children ?? []) {
        const href = child.type === "link_open" ? child.attrGet("href") : null;
        if (href?.startsWith("#")) child.attrSet("href", `#${idOf(decoded(href.slice(1)))}`);
        const address = child.type === "image" ? pictures?.addressOf(child.attrGet("src") ?? "") : null;
        if (address) child.attrSet("src", address);
        if (child.type === "html_inline") child.content = place(child.content);
      }
    }
    if (open.length === 0) return;
    const end = new Token("html_block", "", 0);
    end.meta = open
      .map((name) => `</${name}>`)
      .reverse()
      .join("");
    tokens.push(end);
  });
  parser.renderer.rules.html_block = (tokens, i) => String(tokens[i]?.meta ?? "");
  return markdown;
}

/** Those that KaTeX knows. */
const ENVIRONMENT =
  /^\\begin\{((?:equation|align|alignat|gather|split|cases|[pbvBV]?matrix|array|aligned|gathered|CD)\*?)\}[\s\S]*?\\end\{\1\}/;

/** Before the ids that a notebook gives, so that none is one of the page's own. */
const OWN = "nb-";
/** As Jupyter makes it of a heading's text. */
const idOf = (text: string): string => OWN + text.trim().replace(/\s/g, "-");

/** `[x] ` at the beginning of a list's entry. */
function markTask(first: { type: string; content: string } | undefined): void {
  if (first?.type !== "text") return;
  first.content = first.content.replace(/^\[([ xX])\](?= )/, (_, mark: string) => (mark === " " ? "☐" : "☑"));
}

interface Piece {
  readonly html: string;
  readonly removed: readonly string[];
}

/** Stands for what comes next; the sanitiser takes it for text. */
const NEXT = "\ufffe";

/**
 * A piece of HTML that goes on after others: it may end what they began, and may begin what later ones end.
 * @param before Names of tags that are open.
 * @returns `open`: those that are open after it.
 */
function sanitisePiece(
  html: string,
  before: readonly string[],
): Piece & { readonly open: readonly string[] } {
  const piece = html.replaceAll(NEXT, "");
  const whole = sanitise(`${before.map((name) => `<${name}>`).join("")}${NEXT}${piece}${NEXT}`);
  const [, own, ends] = whole.html.split(NEXT);
  // In what is left out (a style that does not end), what comes next is lost too.
  if (own === undefined || ends === undefined) return { ...sanitise(piece), open: before };
  const open = [...ends.matchAll(/<\/([a-z0-9]+)>/g)].map(([, name]) => name!).reverse();
  return { html: own, removed: whole.removed, open };
}

/** What of one tag within a line may stand in a page, null for nothing. */
function sanitiseTag(tag: string): { html: string | null; removed: readonly string[] } {
  const name = /^<\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
  if (tag.startsWith("</")) return { html: `</${name}>`, removed: [] };
  const { html, removed } = sanitise(`${tag}${NEXT}</${name}>`);
  const [taken = "", end = ""] = html.split(NEXT);
  if (taken === "") return { html: null, removed };
  // `<rect … />` has nothing in it; of HTML's own, only those that never have.
  if (/\/>$/.test(tag) && html.startsWith("<")) return { html: taken + end, removed };
  if (name !== "a") return { html: taken, removed };
  const id = /\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1];
  const within = taken.replace(/ href="#([^"]*)"/, (_, target: string) => ` href="#${OWN}${target}"`);
  return { html: id ? within.replace("<a", `<a id="${escapeHtml(idOf(id))}"`) : within, removed };
}
