import { escapeHtml } from "./escape.js";

/** HTML that may stand in a page as it is: made with the tag `html`, or vouched for with `trusted`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template's `${…}`. Lists are put in one after the other; null, undefined and false are nothing. */
export type Hole = Html | string | number | null | undefined | false | readonly Hole[];

/**
 * HTML from a template: text put in is escaped (and cleaned of control and bidi characters), HTML is put in as it is.
 * @example html`<td title="${name}">${cells}</td>`
 */
export function html(strings: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return new Html(strings.reduce((whole, text, i) => whole + fill(holes[i - 1]) + text));
}

/** HTML that others made and checked: the Markdown renderer, the sanitiser, the drawer, the highlighter. Never a text. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Pieces with something between them. @example joined(lines, "\n") */
export function joined(pieces: readonly Hole[], between: string): Html {
  return new Html(pieces.map(fill).join(between));
}

function fill(hole: Hole): string {
  if (hole === null || hole === undefined || hole === false) return "";
  if (hole instanceof Html) return hole.text;
  if (typeof hole === "number") return String(hole);
  return typeof hole === "string" ? escapeHtml(hole) : hole.map(fill).join("");
}
