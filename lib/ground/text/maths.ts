import katex from "katex";

/** A formula in Markdown: `$…$`, or `$$…$$` on a line of its own. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** Of the Markdown, with the dollars. */
  readonly length: number;
}

/**
 * The formula that a text begins with. A dollar before a digit or a space is a dollar; so is one around something that is
 * put in later (a value), which can't stand in a formula.
 */
export function formulaAt(text: string): Formula | null {
  const match = /^\$\$([^$]+)\$\$|^\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)/s.exec(text);
  if (!match || /[\ue000-\uf8ff]/.test(match[0])) return null;
  return { tex: match[1] ?? match[2] ?? "", display: match[1] !== undefined, length: match[0].length };
}

/** A formula as MathML, which needs neither script, style nor font; null when it is none that KaTeX reads. */
export function toMathMl({ tex, display }: Formula): string | null {
  try {
    return (
      katex
        .renderToString(tex, {
          displayMode: display,
          output: "mathml",
          throwOnError: true,
          trust: false,
          maxExpand: 1000,
        })
        // Style attributes are what the page's policy refuses; they only fine-tune spaces.
        .replace(/ style="[^"]*"/g, "")
        // The source, which is shown to nobody.
        .replace(/<annotation[^>]*>[\s\S]*?<\/annotation>/g, "")
    );
  } catch {
    return null;
  }
}

/** What a reader sees of the formulas of a Markdown text, one a line: `$\text{ha}\text{lv}$` reads «halv». */
export function textOfFormulas(markdown: string): string[] {
  const lines: string[] = [];
  for (let at = markdown.indexOf("$"); at !== -1; at = markdown.indexOf("$", at)) {
    const formula = formulaAt(markdown.slice(at));
    const shown = formula && toMathMl(formula);
    if (shown) lines.push(words(shown.replace(/<[^>]*>/g, "")));
    at += formula?.length ?? 1;
  }
  return lines;
}

/** Symbols of mathematics are no letters of a text, unless they stand among such as make a word. */
function words(formula: string): string {
  return /\p{Script=Latin}{3,}/u.test(formula)
    ? formula
    : formula.replace(/[^\p{Script=Latin}\p{N}\s]/gu, " ");
}
