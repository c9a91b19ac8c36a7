import type MarkdownIt from "markdown-it";
import Token from "markdown-it/lib/token.mjs";

/**
 * Reads definition lists: a line for the term, then lines that begin with `: `, each a definition.
 * @example createMarkdown().parser.use(definitionLists).render("Tiltak\n: Det en virksomhet har meldt inn.")
 */
export function definitionLists(parser: MarkdownIt): void {
  parser.core.ruler.after("block", "definition_lists", (state) => {
    const made: Token[] = [];
    for (let i = 0; i < state.tokens.length; i++) {
      const [open, inline, close] = state.tokens.slice(i, i + 3) as [Token, Token?, Token?];
      const parts = open.type === "paragraph_open" && inline ? partsOf(inline.content) : null;
      if (!parts || !inline || !close) {
        made.push(open);
        continue;
      }
      // Lists that stand one after the other are one.
      const follows = made.at(-1)?.type === "dl_close";
      if (follows) made.pop();
      else made.push(tag("dl", 1, open));
      for (const { name, text } of parts) {
        const content = new Token("inline", "", 0);
        Object.assign(content, { content: text, children: [], map: inline.map, level: open.level + 2 });
        made.push(tag(name, 1, open), content, tag(name, -1, open));
      }
      made.push(tag("dl", -1, open));
      i += 2;
    }
    state.tokens = made;
  });
}

function partsOf(paragraph: string): { name: "dt" | "dd"; text: string }[] | null {
  const lines = paragraph.split("\n");
  if (!/^:[ \t]+\S/.test(lines[1] ?? "") || /^:[ \t]/.test(lines[0] ?? "")) return null;
  const parts: { name: "dt" | "dd"; text: string }[] = [];
  for (const line of lines) {
    const definition = /^:[ \t]+(.*)$/.exec(line);
    const last = parts.at(-1);
    if (definition) parts.push({ name: "dd", text: definition[1] ?? "" });
    else if (last?.name === "dd") last.text += `\n${line.trim()}`;
    else parts.push({ name: "dt", text: line });
  }
  return parts;
}

function tag(name: string, nesting: 1 | -1, { block, level }: Token): Token {
  const token = new Token(`${name}_${nesting === 1 ? "open" : "close"}`, name, nesting);
  return Object.assign(token, { block, level });
}
