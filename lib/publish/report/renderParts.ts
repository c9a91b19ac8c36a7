import type { Part } from "../../chapter/outputs.js";
import { cleanText, escapeHtml } from "../../ground/text/escape.js";
import { formatNumber, formatOutOf, formatShare } from "../../ground/text/format.js";
import type { Publication } from "../../numbers/published/publication.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";

/** What was published of a value as it is printed. */
export type PublishedLookup = (value: ValueRecord) => Publication;

// Marks in Markdown that stand for what must not be read as Markdown; cleanText keeps them out of foreign text.
const OPEN = "\ue000";
const CLOSE = "\ue001";

/**
 * Turns parts into Markdown with marks, and marks into HTML: values with their explanations, claims, references.
 * One for the whole note, so that a value explained twice is explained once.
 */
export class PartRenderer {
  readonly #pieces: string[] = [];
  readonly #blocks = new Set<number>();
  readonly #synthetic = new Map<number, string>();
  readonly #explanations = new Map<string, { id: string; html: string }>();
  readonly #published: PublishedLookup;
  readonly #resolve: (reference: string) => string;

  /** Values whose mark and explanation say different things: what must be mended. */
  readonly contradictions = new Set<string>();

  /** @param resolve A reference (`figur:effekter`) as HTML; asked when all numbers are known. */
  constructor(published: PublishedLookup, resolve: (reference: string) => string) {
    this.#published = published;
    this.#resolve = resolve;
  }

  /** Markdown in which everything but the author's own text is a mark. */
  toMarkdown(parts: readonly Part[]): string {
    let markdown = "";
    for (const part of parts) markdown += this.#partToMarkdown(part, markdown);
    return markdown;
  }

  #partToMarkdown(part: Part, before: string): string {
    switch (part.kind) {
      case "text":
        return this.markReferences(cleanText(part.text));
      case "reference":
        return this.#reference(part.to, before);
      case "claim":
        return `${this.#mark('<span class="claim">')}${this.toMarkdown(part.parts)}${this.#mark(`</span>${this.#explainClaim(part)}`)}`;
      case "value":
        return this.#markValue(part.value.text, part.value);
      case "phrase":
        return this.#markValue(part.text, part.value);
      default:
        return this.#mark(escapeHtml(part.text));
    }
  }

  /** The author's `[@figur:effekter]` as marks. */
  markReferences(markdown: string): string {
    return markdown.replace(/\[@([a-z]+:[\wæøå-]+)\]/g, (_, to: string, at: number) =>
      this.#reference(to, markdown.slice(0, at)),
    );
  }

  /** Parts as inline HTML, still with marks: titles, notes. */
  toInline(parts: readonly Part[], renderInline: (markdown: string) => string): string {
    return renderInline(this.toMarkdown(parts));
  }

  /** Puts the HTML where the marks stand, also within what is put in. References are resolved now. */
  fill(html: string): string {
    return html.replace(new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g"), (_, n: string) => {
      const piece = this.#pieces[Number(n)] ?? "";
      if (piece.startsWith("\u0001"))
        return this.#resolve(piece.slice(1)).replace(
          />(\p{L})/u,
          (_, letter: string) => `>${letter.toUpperCase()}`,
        );
      return piece.startsWith("\u0000") ? this.#resolve(piece.slice(1)) : this.fill(piece);
    });
  }

  /** Block-level mark: stands alone in a paragraph and is replaced with it by `fillBlocks`. */
  block(html: string): string {
    this.#blocks.add(this.#pieces.length);
    return `\n\n${this.#mark(html)}\n\n`;
  }

  /** Whether a paragraph is nothing but a block's mark. */
  isBlock(markdown: string): boolean {
    const mark = new RegExp(`^${OPEN}(\\d+)${CLOSE}$`).exec(markdown);
    return mark !== null && this.#blocks.has(Number(mark[1]));
  }

  fillBlocks(html: string): string {
    return this.fill(html.replace(new RegExp(`<p>${OPEN}(\\d+)${CLOSE}</p>`, "g"), `${OPEN}$1${CLOSE}`));
  }

  /** The explanations of all values and claims met so far, as popovers. */
  explanations(): string {
    return [...this.#explanations.values()].map(({ html }) => html).join("\n");
  }

  #markValue(text: string, value: ValueRecord): string {
    if (value.synthetic) this.#synthetic.set(this.#pieces.length, value.address);
    return this.#mark(this.#explained(text, value));
  }

  /** Addresses of the numbers in a piece of Markdown that follow from synthetic data alone. */
  syntheticIn(markdown: string): string[] {
    return [...markdown.matchAll(new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g"))].flatMap(
      ([, n]) => this.#synthetic.get(Number(n)) ?? [],
    );
  }

  /** «Figur 2» where a sentence begins, «figur 2» within it. */
  #reference(to: string, before: string): string {
    const first = /(?:^|\n\s*\n|[.!?]\s+|^[-*]\s+)$/.test(before);
    return this.#mark(`${first ? "\u0001" : "\u0000"}${to}`);
  }

  #mark(html: string): string {
    this.#pieces.push(html);
    return `${OPEN}${this.#pieces.length - 1}${CLOSE}`;
  }

  // Plain text for calm reading (the mark of synthetic data stays, also on paper), and a button that stylesheet shows in its place while the switch is on.
  #explained(text: string, value: ValueRecord): string {
    const id = this.#explain(JSON.stringify(value), () => this.#describe(value));
    const shown = escapeHtml(text);
    const mark = value.synthetic ? '<abbr title="følger av syntetiske data">*</abbr>' : "";
    return `<span class="v">${shown}${mark}</span><button type="button" class="vb" popovertarget="${id}">${shown}${mark}</button>`;
  }

  #explainClaim(part: Extract<Part, { kind: "claim" }>): string {
    const { claim } = part;
    // A claim of the author's own words may be made of other values elsewhere.
    const key = ["claim", claim.predicate, ...claim.values.map((value) => JSON.stringify(value))].join("\n");
    const id = this.#explain(key, () => {
      const values = claim.values.map(
        (value) =>
          `<li>${escapeHtml(value.counted)}: ${escapeHtml(value.text)} (${value.n === null ? "" : `${formatNumber(value.n)} av `}${escapeHtml(value.baseText)}; ${escapeHtml(value.filter)})</li>`,
      );
      return `<h2>Påstanden er kontrollert</h2><p>Vilkår: <code>${escapeHtml(claim.predicate)}</code></p><ul>${values.join("")}</ul>`;
    });
    return `<button type="button" class="vb why" popovertarget="${id}" aria-label="Vis hva påstanden bygger på">?</button>`;
  }

  #explain(key: string, html: () => string): string {
    const known = this.#explanations.get(key);
    if (known) return known.id;
    const id = `tall-${this.#explanations.size + 1}`;
    this.#explanations.set(key, {
      id,
      html: `<div popover id="${id}" class="pop" role="dialog" aria-label="Tallgrunnlag">${html()}<button type="button" popovertarget="${id}" popovertargetaction="hide">Lukk</button></div>`,
    });
    return id;
  }

  #describe(value: ValueRecord): string {
    const { text: published, backed } = this.#published(value);
    if (backed === value.synthetic)
      this.contradictions.add(
        `${value.address} (${value.text}): must be marked as synthetic exactly when it is not published, but is ${value.synthetic ? "" : "not "}marked, and its explanation says "${published}".`,
      );
    const rows: [string, string][] = [
      [
        "Tall",
        value.n !== null && value.base !== null
          ? `${formatOutOf(value.n, value.base)}, det vil si ${formatShare(value.n, value.base)}`
          : value.n === null
            ? value.text
            : formatNumber(value.n),
      ],
      ["Grunnlag", value.baseText],
      ["Utvalg", `${value.filter}, ${value.year}`],
      ["Spørsmål", value.questions.join(" × ")],
      ...(published === "" ? [] : [["Publisert", published] as [string, string]]),
    ];
    const list = rows.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join("");
    return `<h2>${escapeHtml(value.counted)}</h2><dl>${list}<dt>Adresse</dt><dd><code>${escapeHtml(value.address)}</code></dd></dl>`;
  }
}
