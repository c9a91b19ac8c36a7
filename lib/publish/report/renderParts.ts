import type { ClaimRecord, Part } from "../../chapter/outputs.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { cleanText } from "../../ground/text/escape.js";
import { decimalsOf, formatNumber, formatOutOf, formatShare } from "../../ground/text/format.js";
import { Html, html, joined, trusted } from "../../ground/text/html.js";
import type { Publication } from "../../numbers/published/publication.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { UnitSpec } from "../../survey/questionnaire/types.js";

/** What was published of a value as it is printed. */
export type PublishedLookup = (value: ValueRecord) => Publication;

/** Where the tiltak behind a number are shown, and how many of them are not; null where they can't be. */
export type TiltakLookup = (value: ValueRecord) => {
  /** What they are called. */
  readonly unit: Pick<UnitSpec, "many" | "article">;
  readonly href: string;
  readonly shown: number;
  readonly hidden: number;
} | null;

/** `64 prosent (276 av 432)` and the longest phrase are shorter; what is longer may break anywhere. */
const LONGEST_NUMBER = 48;

// Marks in Markdown that stand for what must not be read as Markdown; cleanText keeps them out of foreign text.
const OPEN = "\ue000";
const CLOSE = "\ue001";
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g");
const ONLY_MARK = new RegExp(`^${OPEN}(\\d+)${CLOSE}$`);
const MARK_IN_PARAGRAPH = new RegExp(`<p>${OPEN}(\\d+)${CLOSE}</p>`, "g");

/** What a mark stands for: HTML, or what makes it when all numbers are known. */
type Piece = Html | (() => Html);

/** A number of the note whose tiltak are shown elsewhere. */
export interface LinkedNumber {
  readonly href: string;
  /** `276 av 432` */
  readonly text: string;
  /** How many of it are not shown there. */
  readonly hidden: number;
}

/** A reference (`figur:effekter`) as HTML. */
export type LinkTo = (reference: string, startsSentence: boolean) => Html;

/**
 * Turns parts into Markdown with marks, and marks into HTML: values with their explanations, claims, references.
 * One for the whole note, so that a value explained twice is explained once.
 */
export class PartRenderer {
  readonly #pieces: Piece[] = [];
  readonly #blocks = new Set<number>();
  readonly #synthetic = new Map<number, string>();
  readonly #explanations = new Map<string, { id: string; popover: Html }>();
  readonly #published: PublishedLookup;
  readonly #linkTo: LinkTo;
  readonly #tiltakBehind: TiltakLookup;

  /** Numbers whose tiltak are shown elsewhere: explanation → where, and what stands here. */
  readonly linked = new Map<string, LinkedNumber>();

  /** Values whose mark and explanation say different things: what must be mended. */
  readonly contradictions = new Set<string>();

  /** @param linkTo Asked when all numbers are known. */
  constructor(published: PublishedLookup, linkTo: LinkTo, tiltakBehind: TiltakLookup = () => null) {
    this.#tiltakBehind = tiltakBehind;
    this.#published = published;
    this.#linkTo = linkTo;
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
        return `${this.#mark(html`<span class="claim">`)}${this.toMarkdown(part.parts)}${this.#mark(html`${this.#explainClaim(part.claim)}</span>`)}`;
      case "value":
        return this.#markValue(part.value.text, part.value);
      case "phrase":
        return this.#markValue(part.text, part.value);
      default:
        return this.#mark(html`${part.text}`);
    }
  }

  /** The author's `[@figur:effekter]` as marks. */
  markReferences(markdown: string): string {
    return markdown.replace(/\[@([a-z]+:[\wæøå-]+)\]/g, (_, to: string, at: number) =>
      this.#reference(to, markdown.slice(0, at)),
    );
  }

  /** Parts as inline HTML, still with marks: titles, notes. */
  toInline(parts: readonly Part[], renderInline: (markdown: string) => string): Html {
    return trusted(renderInline(this.toMarkdown(parts)));
  }

  /** Puts the HTML where the marks stand, also within what is put in. References are resolved now. */
  fill(page: string): string {
    return page.replace(MARK, (_, n: string) => {
      const piece = this.#pieces[Number(n)];
      return piece === undefined ? "" : this.fill((piece instanceof Html ? piece : piece()).text);
    });
  }

  /** Block-level mark: stands alone in a paragraph and is replaced with it by `fillBlocks`. */
  block(content: Piece): string {
    this.#blocks.add(this.#pieces.length);
    return `\n\n${this.#mark(content)}\n\n`;
  }

  /** Whether a paragraph is nothing but a block's mark. */
  isBlock(markdown: string): boolean {
    const mark = ONLY_MARK.exec(markdown);
    return mark !== null && this.#blocks.has(Number(mark[1]));
  }

  fillBlocks(page: string): string {
    return this.fill(page.replace(MARK_IN_PARAGRAPH, `${OPEN}$1${CLOSE}`));
  }

  /**
   * The explanations of all values and claims met so far, as popovers.
   * @param page When given, only those that something in it opens.
   */
  explanations(page?: string): Html {
    const opened = new Set(page && [...page.matchAll(/popovertarget="([^"]+)"/g)].map(([, id]) => id));
    return joined(
      [...this.#explanations.values()]
        .filter(({ id }) => page === undefined || opened.has(id))
        .map(({ popover }) => popover),
      "\n",
    );
  }

  /** Addresses of the numbers in a piece of Markdown that follow from synthetic data alone. */
  syntheticIn(markdown: string): string[] {
    return [...markdown.matchAll(MARK)].flatMap(([, n]) => this.#synthetic.get(Number(n)) ?? []);
  }

  #markValue(text: string, value: ValueRecord): string {
    if (value.synthetic) this.#synthetic.set(this.#pieces.length, value.address);
    return this.#mark(this.#explained(text, value));
  }

  /** «Figur 2» where a sentence begins, «figur 2» within it. */
  #reference(to: string, before: string): string {
    const startsSentence = /(?:^|\n\s*\n|[.!?]\s+|^[-*]\s+)$/.test(before);
    return this.#mark(() => this.#linkTo(to, startsSentence));
  }

  #mark(piece: Piece): string {
    this.#pieces.push(piece);
    return `${OPEN}${this.#pieces.length - 1}${CLOSE}`;
  }

  // The number stands once, as text; while the switch is on, an empty button lies over it. So search and copying find
  // the text alone, and no line breaks between the number and its bracket. The mark of synthetic data is always there.
  #explained(text: string, value: ValueRecord): Html {
    const id = this.#explain(JSON.stringify(value), () => this.#describe(value));
    const link = this.#tiltakBehind(value);
    if (link && value.n !== null) {
      const { n, base } = value;
      const number = base === null ? formatNumber(n) : formatOutOf(n, base);
      this.linked.set(id, { href: link.href, text: number, hidden: link.hidden });
    }
    const mark = value.synthetic ? html`<abbr title="følger av syntetiske data">*</abbr>` : null;
    const kind = text.length > LONGEST_NUMBER ? "v long" : "v";
    return html`<span class="${kind}">${text}${mark}<button type="button" class="vb" popovertarget="${id}" aria-label="Tallgrunnlag: ${text}"></button></span>`;
  }

  #explainClaim(claim: ClaimRecord): Html {
    // A claim of the author's own words may be made of other values elsewhere.
    const key = ["claim", claim.predicate, ...claim.values.map((value) => JSON.stringify(value))].join("\n");
    const id = this.#explain(key, () => describeClaim(claim));
    return html`<span class="claim-end"><button type="button" class="vb why" popovertarget="${id}" aria-label="Vis hva påstanden bygger på"></button></span>`;
  }

  #explain(key: string, describe: () => Html): string {
    const known = this.#explanations.get(key);
    if (known) return known.id;
    const id = `tall-${this.#explanations.size + 1}`;
    this.#explanations.set(key, {
      id,
      popover: html`<div popover id="${id}" role="dialog" aria-label="Tallgrunnlag">${describe()}<button type="button" popovertarget="${id}">Lukk</button></div>`,
    });
    return id;
  }

  #tiltak(value: ValueRecord): [string, Html][] {
    const link = this.#tiltakBehind(value);
    if (link === null) return [];
    const { unit, href, shown, hidden } = link;
    const rest = hiddenText(hidden, unit.article);
    return [[capitalise(unit.many), html`<a href="${href}">${formatNumber(shown)} i oversikten</a>${rest}`]];
  }

  #describe(value: ValueRecord): Html {
    const { lines, backed } = this.#published(value);
    if (backed === value.synthetic)
      this.contradictions.add(
        `${value.address} (${value.text}): must be marked as synthetic exactly when it is not published, but is ${value.synthetic ? "" : "not "}marked, and its explanation says "${lines.join(" ")}".`,
      );
    const rows = [
      ["Tall", numberOf(value)],
      ["Grunnlag", value.baseText],
      ["Utvalg", `${value.filter}, ${value.year}`],
      ["Spørsmål", value.questions.join(" × ")],
      ...(lines.length === 0
        ? []
        : [["Publisert", lines.map((line, i) => (i === 0 ? line : html`<br>${line}`))]]),
      ["Adresse", html`<code>${value.address}</code>`],
      ...this.#tiltak(value),
    ];
    return html`<h2>${value.counted}</h2><dl>${rows.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
  }
}

function hiddenText(hidden: number, article: string): string {
  if (hidden === 0) return "";
  return hidden === 1 ? `; ${article} vises ikke` : `; ${formatNumber(hidden)} vises ikke`;
}

function numberOf({ n, base, text, decimals }: ValueRecord): string {
  if (n === null) return text;
  return base === null
    ? formatNumber(n, decimalsOf(n))
    : `${formatOutOf(n, base)}, det vil si ${formatShare(n, base, decimals)}`;
}

function describeClaim({ predicate, values }: ClaimRecord): Html {
  const items = values.map(({ counted, text, n, baseText, filter }) => {
    const out = n === null ? "" : `${formatNumber(n)} av `;
    return html`<li>${counted}: ${text} (${out}${baseText}; ${filter})</li>`;
  });
  return html`<h2>Påstanden er kontrollert</h2><p>Vilkår: <code>${predicate}</code></p><ul>${items}</ul>`;
}
