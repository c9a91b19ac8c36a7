import type Token from "markdown-it/lib/token.mjs";
import { shownBy } from "../../chapter/shown.js";
import { PLOTLY_MIME } from "../../engine/notebook/bundleOf.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import type { Cell, Notebook } from "../../engine/notebook/notebook.js";
import type { Edition } from "../../ground/edition/edition.js";
import type { Provenance } from "../../ground/edition/provenance.js";
import { pageOf } from "../../ground/page/page.js";
import { cleanText } from "../../ground/text/escape.js";
import { type Html, html, trusted } from "../../ground/text/html.js";
import { keepTogether } from "../../ground/text/keepTogether.js";
import { markForeign } from "../../ground/text/markForeign.js";
import { chapterTitlePage, colophon, contents, readingAid, titlePage } from "./frontMatter.js";
import { createMarkdown } from "./markdown.js";
import { NoteBlocks } from "./noteBlocks.js";
import {
  type NumberedHeading,
  type Numbering,
  numberHeadings,
  printHeadingNumbers,
} from "./numberHeadings.js";
import { chapterTokens } from "./oneChapter.js";
import { placePictures } from "./pictures.js";
import { References } from "./references.js";
import type { Drawings } from "./renderFigure.js";
import { type LinkedNumber, PartRenderer, type PublishedLookup, type TiltakLookup } from "./renderParts.js";
import { statementsIn } from "./statements.js";
import { textOf } from "./textOf.js";

/** A chapter as the engine leaves it. */
export interface ExecutedChapter {
  readonly file: string;
  readonly notebook: Notebook;
}

export interface NoteInput {
  readonly edition: Edition;
  /** In the order of the note. */
  readonly chapters: readonly ExecutedChapter[];
  readonly published: PublishedLookup;
  /** Where the tiltak behind a number are shown. Default: nowhere. */
  readonly tiltakBehind?: TiltakLookup | undefined;
  readonly provenance: Provenance;
  /** Figure id → its drawings, as SVG text. */
  readonly drawings: ReadonlyMap<string, Drawings>;
  /** Where the chapters' pictures lie; without it only those that notebooks carry can be shown. */
  readonly folder?: string;
  /** The file of a chapter that is to be a page of its own; it keeps its number in the note. Default: the whole note. */
  readonly only?: string | undefined;
}

export interface RenderedNote {
  readonly html: string;
  /** The note as plain text, for comparison: a paragraph a line. Empty for a page of one chapter. */
  readonly text: string;
  /** What must be mended before the note can stand: unknown references, doubled ids. In English, with file and cell. */
  readonly problems: readonly string[];
  /** The numbers whose tiltak are shown in the overview, in the order of the note; see `tiltakBehind`. */
  readonly linked: readonly NoteNumber[];
  /** What the sanitiser took out, in bokmål. */
  readonly removed: readonly string[];
}

/** A number of the note, as others lead to it. */
export interface NoteNumber extends LinkedNumber {
  /** Of the number in the page. */
  readonly id: string;
  /** `3.1.1 Effekter`: the heading that it stands under. */
  readonly section: string;
}

/**
 * The note as one HTML file, from executed chapters.
 *
 * Chapters come in the order given. A notebook's first heading says how deep it stands (`#` a chapter, `##` a
 * section of the one before); headings, figures, tables and footnotes are numbered through the note; references are
 * filled in when all numbers are known.
 * @throws Nothing for faults of the content: they are `problems`.
 */
export function renderNote(input: NoteInput): RenderedNote {
  const { edition, provenance } = input;
  const markdown = createMarkdown();
  printHeadingNumbers(markdown.parser);
  const references = new References();
  const parts = new PartRenderer(
    input.published,
    (to, startsSentence) => references.link(to, startsSentence),
    input.tiltakBehind,
  );
  const blocks = new NoteBlocks({
    edition,
    published: input.published,
    drawings: input.drawings,
    statements: statementsIn(input.chapters),
    parts,
    references,
    inline: (list) => parts.toInline(list, (md) => markdown.parser.renderInline(md, {})),
  });
  const headings: NumberedHeading[] = [];
  const source = sourceOf(input.chapters, parts, blocks, () => contents(headings), input.folder ?? null);

  const env = {};
  const tokens = markdown.parser.parse(source.markdown, env);
  for (const heading of numberHeadings(
    tokens,
    ({ content }) => source.openings.get(content),
    (md) => parts.fill(md),
  )) {
    headings.push(heading);
    references.add(`kapittel:${heading.name}`, targetOf(heading), `heading «${heading.text}»`);
  }
  const readText = (content: string): string =>
    parts.isBlock(content)
      ? ""
      : textOf(parts.fill(markdown.parser.renderInline(content.replace(/\[\^[^\]]+\]/g, ""), {})));
  const text = input.only === undefined ? plainText(tokens, headings, blocks, readText) : "";
  const { renderer, options } = markdown.parser;
  const render = (list: readonly Token[]): string =>
    parts.fillBlocks(renderer.render([...list], options, env)).replace(/<p><\/p>\n?/g, "");
  const shown = input.only === undefined ? null : oneChapter(input.only);
  const anchored = withAnchors(shown ? shown.body : render(tokens), parts.linked, headings);
  const body = anchored.body;

  function oneChapter(file: string): { title: string; head: Html; body: string } {
    const { opening, closing } = source.marks.get(file) as Marks;
    const chapter = chapterTokens(tokens, opening, closing);
    const heading = headings.find(({ token }) => tokens[token + 1] === chapter.title);
    const name = heading ? `${heading.number} ${heading.text}`.trim() : file;
    const ids = [...render(chapter.body).matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id as string);
    references.keepTo(new Set(heading ? [heading.id, ...ids] : ids));
    const inline = chapter.title
      ? trusted(parts.fill(renderer.renderInline(chapter.title.children ?? [], options, env)))
      : html`${name}`;
    const head = chapterTitlePage(edition, provenance, { id: heading?.id ?? "tittel", title: inline });
    return { title: name, head, body: render(chapter.body) };
  }

  const read = (part: Html): Html => markForeign(part, edition.foreign ?? {});
  const page = pageOf({
    edition,
    title: shown ? `${shown.title} – ${edition.title}` : edition.title,
    head: keepTogether(html`${shown ? shown.head : titlePage(edition, provenance)}\n${readingAid(edition)}`),
    body: read(keepTogether(html`${trusted(body)}\n${colophon(edition, provenance)}`)),
    popovers: read(parts.explanations(shown ? `${shown.head.text}${body}` : undefined)),
    interactive: true,
  });
  return {
    html: page,
    text,
    linked: anchored.numbers,
    problems: [
      ...source.problems,
      ...headings.flatMap((heading) => parts.syntheticIn(heading.content).map(refuseInHeading)),
      ...references.problems(),
      ...parts.contradictions,
    ],
    removed: [
      ...source.removed.map(({ what, where }) => `${where}: ${what}`),
      // Of prose, where nobody knows which cell.
      ...new Set(markdown.removed.filter((what) => !source.removed.some((known) => known.what === what))),
    ],
  };
}

/** The marks between which a chapter stands. */
interface Marks {
  readonly opening: string;
  readonly closing: string;
}

interface Source {
  /** One Markdown text for the whole note, so that footnotes are numbered through it. */
  readonly markdown: string;
  /** Where a chapter begins, by its mark, and with it its way of numbering. */
  readonly openings: ReadonlyMap<string, Numbering>;
  /** By file. */
  readonly marks: ReadonlyMap<string, Marks>;
  readonly problems: readonly string[];
  /** What the sanitiser takes out of Markdown cells, with file and cell. */
  readonly removed: readonly { readonly what: string; readonly where: string }[];
}

/** Tells what a page would not take from a cell; asked of each by itself, since in the note they are one text. */
function removalTeller(): (markdown: string) => string[] {
  const { parser, removed } = createMarkdown();
  return (markdown) => {
    removed.length = 0;
    parser.render(markdown, {});
    return [...new Set(removed)];
  };
}

/** The summary comes first, then the contents, then the rest: who has a small screen meets the findings first. */
function sourceOf(
  chapters: readonly ExecutedChapter[],
  parts: PartRenderer,
  blocks: NoteBlocks,
  contentsOf: () => Html,
  folder: string | null,
): Source {
  const openings = new Map<string, Numbering>();
  const marks = new Map<string, Marks>();
  const problems: string[] = [];

  const removed: { readonly what: string; readonly where: string }[] = [];
  const removedFrom = removalTeller();

  const cellSource = (cell: Cell, where: string): string => {
    if (cell.cell_type === "markdown") {
      const { markdown, refused } = placePictures(cleanText(cell.source), cell.attachments, folder);
      problems.push(...refused.map((what) => `${where}: ${what}.`));
      removed.push(...removedFrom(markdown).map((what) => ({ what, where })));
      return parts.markReferences(markdown);
    }
    if (cell.cell_type !== "code") return "";
    return cell.outputs.map((output) => showInNote(shownBy(output), where)).join("\n\n");
  };
  const showInNote = (shown: ReturnType<typeof shownBy>, where: string): string => {
    switch (shown?.kind) {
      case "prose":
        return parts.toMarkdown(shown.prose.parts);
      case "figure":
        return blocks.figure(shown.figure, where);
      case "table":
        return blocks.table(shown.table, where);
      case "list":
        return blocks.list(shown.list);
      case "foreign":
        problems.push(`${where}: ${refusalOf(shown.data)}`);
    }
    return "";
  };

  const markdown = chapters.map(({ file, notebook }, c) => {
    const numbering = numberingOf(notebook);
    const opening = parts.block(
      html`<section class="chapter ${numbering === "none" ? "summary" : numbering}">`,
    );
    const closing = parts.block(html`</section>`);
    openings.set(opening.trim(), numbering);
    marks.set(file, { opening: opening.trim(), closing: closing.trim() });
    const cells = notebook.cells.map((cell, i) =>
      ownFootnotes(cellSource(cell, `${file}, cell ${i + 1}`), c),
    );
    const code = notebook.cells.flatMap(({ cell_type, source }) => (cell_type === "code" ? [source] : []));
    return `${opening}\n\n${cells.join("\n\n")}\n\n${blocks.code(file, code)}${closing}`;
  });
  const summaries = chapters.findIndex(({ notebook }) => numberingOf(notebook) !== "none");
  markdown.splice(summaries === -1 ? markdown.length : summaries, 0, parts.block(contentsOf));
  return { markdown: markdown.join("\n\n"), openings, marks, problems, removed };
}

function numberingOf(notebook: Notebook): Numbering {
  const own = notebook.metadata.notat as { numbering?: Numbering } | undefined;
  return own?.numbering ?? "chapter";
}

/** Footnote labels are a chapter's own: the same label in two chapters is two notes. */
function ownFootnotes(markdown: string, chapter: number): string {
  return markdown.replace(/\[\^([^\]\s]+)\]/g, (_, label: string) => `[^k${chapter}-${label}]`);
}

function targetOf({ id, number, text }: NumberedHeading): { id: string; name: string } {
  if (number === "") return { id, name: `«${text}»` };
  return { id, name: number.startsWith("Vedlegg") ? number.toLowerCase() : `kapittel ${number}` };
}

/** The note as plain text: a heading, a paragraph, a figure's title a line. */
function plainText(
  tokens: readonly Token[],
  headings: readonly NumberedHeading[],
  blocks: NoteBlocks,
  read: (content: string) => string,
): string {
  const headingAt = new Map(headings.map((heading) => [heading.token, heading]));
  const lines = tokens.flatMap((token, i) => {
    const heading = headingAt.get(i);
    if (heading) return [`${heading.number} ${heading.text}`];
    if (token.type !== "inline" || tokens[i - 1]?.type !== "paragraph_open") return [];
    return [...blocks.linesOf(token.content).map((line) => line.replace(/\s+/g, " ")), read(token.content)];
  });
  return `${lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n")}\n`;
}

function refuseInHeading(address: string): string {
  return `A heading must rest on published figures, but ${address} follows from synthetic data alone. Say it in the text instead.`;
}

/** The note shows what has an address, a base and a source: nothing else gets in, be it a value that a cell happens to end on. */
function refusalOf(data: MimeBundle): string {
  if (data[PLOTLY_MIME])
    return "A chapter's figure must be made of rows (figure(bars(…), title`…`) and its like), which give it a base, a table and addresses, but this one is Plotly's own. Keep it in notebooks/utforsk.";
  const start = String(data["text/plain"] ?? Object.values(data)[0])
    .replace(/\s+/g, " ")
    .slice(0, 60);
  return `A chapter may show prose, figures and tables of this library, but shows ${Object.keys(data).join(" and ")}: "${start}". Show it with prose, figure or table, or, if the cell only ends on a value, give the value a name.`;
}

/** Gives each number whose tiltak are shown elsewhere an id where it first stands, so that others can lead to it. */
function withAnchors(
  page: string,
  linked: ReadonlyMap<string, LinkedNumber>,
  headings: readonly NumberedHeading[],
): { body: string; numbers: NoteNumber[] } {
  const sections = new Map(
    headings.map((heading) => [heading.id, `${heading.number} ${heading.text}`.trim()]),
  );
  const numbers: NoteNumber[] = [];
  let section = "";
  const body = page.replace(
    /<h[1-6]\b[^>]*\bid="([^"]+)"|<span class="(v(?: long)?)">(?=[^<]*(?:<abbr[^>]*>[^<]*<\/abbr>)?<button type="button" class="vb" popovertarget="(tall-\d+)")/g,
    (all, heading?: string, kind?: string, target?: string) => {
      if (heading !== undefined) section = sections.get(heading) ?? section;
      const number = linked.get(target ?? "");
      const id = `sted-${target}`;
      if (!number || numbers.some((known) => known.id === id)) return all;
      numbers.push({ ...number, id, section });
      return `<span id="${id}" class="${kind}">`;
    },
  );
  return { body, numbers };
}
