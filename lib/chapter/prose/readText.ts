import MarkdownIt from "markdown-it";
import { textOfFormulas } from "../../ground/text/maths.js";

// The parser that the page has, as far as text goes: what it hides here it hides there.
/** Stands where the page puts a number of its own: a reference, a footnote's mark. */
export const REFERENCE = "\uE001";

const parser = new MarkdownIt({ html: true, linkify: false, typographer: false });

/** Attributes whose text a reader gets to see or hear. */
const SPOKEN = /\b(?:title|alt|aria-label|summary|label)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
/** Tags that the eye reads as a gap; any other stands within a word. */
const GAP = /^<\/?(?:br|hr|p|div|li|ul|ol|td|th|tr|table|h[1-6]|dd|dt|section|summary|details|text)\b/i;

/**
 * Markdown as the page shows it, without marks: tags, entities, comments, emphasis, code spans, escapes and link
 * targets resolved, invisible characters gone, look-alikes of letters and digits made what they look like. Text that
 * only some readers get (titles of links, alt texts, ids of headings) follows in lines of its own.
 * @param markdown With values and claims replaced by private-use characters.
 * @example readText("De **fle**ste, halv<b></b>parten, &#54;4, [her](x \"flest\")") // "De fleste, halvparten, 64, her\nflest"
 */
export function readText(markdown: string): string {
  const env: { references?: Record<string, { title?: string }> } = {};
  const lines: string[] = [];
  // Footnote marks and references are made by the page; neither is text.
  const source = markdown
    .replace(/\[@[a-z]+:[\wæøå-]+\]/g, REFERENCE)
    .replace(/\[\^[^\]\s]+\]:?/g, `${REFERENCE} `);
  for (const token of parser.parse(source, env)) {
    if (token.type === "inline") {
      const aside: string[] = [];
      lines.push(inlineText(token.children ?? [], aside), ...aside);
    } else if (token.type === "html_block") lines.push(htmlText(token.content));
    else if (token.type === "fence" || token.type === "code_block") lines.push(token.content);
    else if (token.type === "ordered_list_open" && token.attrGet("start") !== null)
      lines.push(String(token.attrGet("start")));
  }
  lines.push(...textOfFormulas(source));
  for (const { title } of Object.values(env.references ?? {})) if (title) lines.push(title);
  return asSeen(
    lines
      .join("\n")
      .replace(
        /\s*\{#([\w-]+)\}\s*$/gm,
        (_, id: string) => `\n${id.replaceAll("-", " ").replace(/ \d+$/, "")}`,
      ),
  );
}

type Token = ReturnType<MarkdownIt["parse"]>[number];

function inlineText(tokens: readonly Token[], aside: string[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case "softbreak":
        case "hardbreak":
          return " ";
        case "html_inline":
          for (const [, a, b] of token.content.matchAll(SPOKEN)) aside.push(resolved(a ?? b ?? ""));
          return GAP.test(token.content) ? " " : "";
        case "image":
          aside.push(token.attrGet("title") ?? "");
          return inlineText(token.children ?? [], aside);
        case "link_open":
          aside.push(token.attrGet("title") ?? "");
          return "";
        default:
          return token.content;
      }
    })
    .join("");
}

function htmlText(html: string): string {
  const spoken = [...html.matchAll(SPOKEN)].map(([, a, b]) => a ?? b ?? "");
  const text = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]*>/g, (tag) => (GAP.test(tag) ? " " : ""));
  return resolved([text, ...spoken].join("\n"));
}

const resolved = (text: string): string => parser.utils.unescapeAll(text);

/**
 * Characters as the eye takes them: compatibility forms taken apart (½, ⁶⁴, 𝟔𝟒, ㊿), marks that combine with nothing
 * Norwegian dropped, what is invisible gone, every kind of space one space, lines kept.
 */
function asSeen(text: string): string {
  return (
    text
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      .normalize("NFKC")
      .replace(/\p{M}/gu, "")
      // Marks that the parser left because they stand within a word.
      .replace(/(?<=\p{L})[_*~`\\-]+(?=\p{L})/gu, (marks) => (marks === "-" ? marks : ""))
      .replace(/(?<=\p{L})[_*~`]+|[_*~`]+(?=\p{L})/gu, "")
      .replace(/[^\S\n]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
  );
}
