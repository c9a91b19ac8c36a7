import { escapeHtml } from "./escape.js";
import { type Html, trusted } from "./html.js";

/** What is inside these holds no elements of ours, or is no text to be read aloud. */
const LEFT = new Set(["code", "pre", "script", "style", "svg", "math", "textarea"]);

/**
 * HTML whose foreign terms say which language they are in, so that they are read aloud as what they are; also within
 * labels of the questionnaire, which are plain text. Terms that are marked already are left as they are.
 * @param terms Term → language: `{ "internet of things": "en" }`.
 * @param page HTML whose attributes hold no `>`.
 */
export function markForeign(page: Html, terms: Readonly<Record<string, string>>): Html {
  const known = Object.keys(terms);
  if (known.length === 0) return page;
  const languages = new Map(known.map((term) => [escapeHtml(term).toLowerCase(), terms[term] as string]));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...languages.keys()]
      .sort((a, b) => b.length - a.length)
      .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  let left = 0;
  let span = 0;
  return trusted(
    page.text
      .split(/(<!--[\s\S]*?-->|<[^>]*>)/)
      .map((piece) => {
        const [, end, name = ""] = /^<(\/?)([a-z][\w-]*)/i.exec(piece) ?? [];
        if (LEFT.has(name)) left += end ? -1 : 1;
        if (/^<span lang=/.test(piece)) span += 1;
        else if (piece === "</span>" && span > 0) span -= 1;
        if (piece.startsWith("<") || left > 0 || span > 0) return piece;
        return piece.replace(
          pattern,
          (term) => `<span lang="${languages.get(term.toLowerCase())}">${term}</span>`,
        );
      })
      .join(""),
  );
}
