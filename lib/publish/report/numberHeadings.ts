import type MarkdownIt from "markdown-it";
import Token from "markdown-it/lib/token.mjs";
import { slug, unique } from "../../ground/text/slug.js";
import type { Heading } from "./frontMatter.js";
import { textOf } from "./textOf.js";

/** How a notebook's headings are numbered: 3.1, not at all, or «Vedlegg 2». */
export type Numbering = "chapter" | "none" | "appendix";

/** The deepest level that carries a number; headings below it are of a section. */
const NUMBERED_LEVELS = 3;

/** A heading of the note with the token that opens it. */
export interface NumberedHeading extends Heading {
  readonly token: number;
  /** As written after it, or made from its text; what references call it. */
  readonly name: string;
  /** Its Markdown, still with marks. */
  readonly content: string;
}

/**
 * Gives every heading of a note its number, its id and its depth in the page (the note's title is the first).
 * One at a time, so that a heading may refer to those before it.
 * @param numberingAt The numbering from a token on; undefined where it does not change.
 * @param fill Puts what marks stand for into a heading's Markdown.
 */
export function* numberHeadings(
  tokens: readonly Token[],
  numberingAt: (token: Token) => Numbering | undefined,
  fill: (markdown: string) => string,
): Generator<NumberedHeading> {
  const numbers = new HeadingNumbers();
  const used = new Set<string>();
  let numbering: Numbering = "chapter";
  for (const [i, token] of tokens.entries()) {
    numbering = numberingAt(token) ?? numbering;
    const content = tokens[i + 1];
    if (token.type !== "heading_open" || !content?.children) continue;
    const written = takeWrittenId(content);
    const text = textOf(fill(content.content.replace(/[*_`]/g, "")));
    const level = Number(token.tag.slice(1));
    const number = numbers.next(level, numbering);
    const name = unique(written ?? (slug(text) || "avsnitt"), used);
    token.attrSet("id", `kapittel-${name}`);
    const close = tokens.slice(i).find((t) => t.type === "heading_close" && t.level === token.level);
    for (const tag of [token, close]) if (tag) tag.tag = `h${Math.min(6, level + 1)}`;
    content.children = linked(content.children, `kapittel-${name}`, number);
    yield { token: i, id: `kapittel-${name}`, name, number, text, level, content: content.content };
  }
}

/** Lets a parser print the numbers. */
export function printHeadingNumbers(parser: MarkdownIt): void {
  parser.renderer.rules.heading_number = (list, i) => `${parser.utils.escapeHtml(list[i]?.content ?? "")}`;
}

/** A heading links to itself: by its number, or, when it has none, by its text, unless that has buttons or links in it. */
function linked(text: readonly Token[], id: string, number: string): Token[] {
  const busy = text.some(({ type, content }) => type === "link_open" || /[\ue000-\uf8ff]/.test(content));
  if (number === "" && busy) return [...text];
  const [open, close] = [new Token("link_open", "a", 1), new Token("link_close", "a", -1)];
  open.attrSet("href", `#${id}`);
  open.attrSet("class", number === "" ? "permalink" : "permalink num");
  if (number === "") return [open, ...text, close];
  const shown = new Token("heading_number", "", 0);
  shown.content = number;
  const space = new Token("text", "", 0);
  space.content = " ";
  return [open, shown, close, space, ...text];
}

/** `{#finansiering}` after a heading's text names it. */
function takeWrittenId(content: Token): string | undefined {
  const written = /\s*\{#([\w-]+)\}\s*$/.exec(content.content);
  if (!written) return undefined;
  content.content = content.content.slice(0, written.index);
  const last = content.children?.at(-1);
  if (last?.type === "text") last.content = last.content.replace(/\s*\{#[\w-]+\}\s*$/, "");
  return written[1];
}

class HeadingNumbers {
  readonly #depth = [0, 0, 0, 0, 0, 0];
  #appendices = 0;

  next(level: number, numbering: Numbering): string {
    if (numbering === "none") return "";
    if (numbering === "appendix") {
      if (level > 1) return "";
      this.#appendices += 1;
      return `Vedlegg ${this.#appendices}`;
    }
    this.#depth[level - 1] = (this.#depth[level - 1] ?? 0) + 1;
    this.#depth.fill(0, level);
    return level > NUMBERED_LEVELS ? "" : this.#depth.slice(0, level).join(".");
  }
}
