import Token from "markdown-it/lib/token.mjs";
import {
  type FigureOutput,
  type ListOutput,
  MIME,
  type Part,
  type ProseOutput,
  type TableOutput,
} from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import type { Notebook } from "../../engine/notebook/notebook.js";
import type { Edition } from "../../ground/edition/edition.js";
import type { Provenance } from "../../ground/edition/provenance.js";
import { pageOf } from "../../ground/page/page.js";
import { cleanText, escapeHtml } from "../../ground/text/escape.js";
import { nearest } from "../../ground/text/nearest.js";
import { colophon, contents, type Heading, titlePage } from "./frontMatter.js";
import { createMarkdown } from "./markdown.js";
import { type Drawings, renderFigure } from "./renderFigure.js";
import { renderCode } from "./renderOutputs.js";
import { PartRenderer, type PublishedLookup } from "./renderParts.js";
import { renderTable, toCsv } from "./renderTable.js";

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
  readonly provenance: Provenance;
  /** Figure id → its drawings, as SVG text. */
  readonly drawings: ReadonlyMap<string, Drawings>;
}

export interface RenderedNote {
  readonly html: string;
  /** The note as plain text, for comparison: a paragraph a line. */
  readonly text: string;
  /** What must be mended before the note can stand: unknown references, doubled ids. In English, with file and cell. */
  readonly problems: readonly string[];
  /** What the sanitiser took out, in bokmål. */
  readonly removed: readonly string[];
}

type Numbering = "chapter" | "none" | "appendix";

/**
 * The note as one HTML file, from executed chapters.
 *
 * Chapters come in the order given. A notebook's first heading says how deep it stands (`#` a chapter, `##` a
 * section of the one before); headings, figures, tables and footnotes are numbered through the note; references are
 * filled in when all numbers are known.
 * @throws Nothing for faults of the content: they are `problems`.
 */
export function renderNote(input: NoteInput): RenderedNote {
  const { edition, chapters } = input;
  const markdown = createMarkdown();
  const problems: string[] = [];
  const missing = new Set<string>();
  const targets = new Map<string, string>();
  const headings: Heading[] = [];
  // Read when every reference has its number.
  const lines: (() => string)[] = [];
  const parts = new PartRenderer(input.published, (reference) => {
    const found = targets.get(reference);
    if (found !== undefined) return found;
    const near = nearest(reference, [...targets.keys()]);
    missing.add(
      `There is no "${reference}" to refer to. ${near ? `Is it "${near}"?` : `There are ${[...targets.keys()].join(", ")}.`}`,
    );
    return escapeHtml(reference);
  });
  const inline = (p: readonly Part[]): string =>
    parts.toInline(p, (md) => markdown.parser.renderInline(md, {}));
  const counters = { figure: 0, table: 0, appendix: 0, depth: [0, 0, 0, 0, 0, 0] };
  const collected = collect(chapters);

  const addTarget = (key: string, html: string, where: string): void => {
    if (targets.has(key))
      problems.push(`${where}: "${key}" must be the only one of its name in the note, but there is another.`);
    targets.set(key, html);
  };

  // A block's lines in the plain text, by its mark; blocks without an entry (code, lists) are not in the text.
  const blockLines = new Map<string, readonly string[]>();
  const block = (text: readonly string[], html: string): string => {
    const mark = parts.block(html);
    blockLines.set(mark.trim(), text);
    return mark;
  };

  /** Where a chapter begins, and with it its way of numbering. */
  const openings = new Map<string, Numbering>();
  const opening = (numbering: Numbering): string => {
    const mark = parts.block(`<section class="chapter ${numbering}">`);
    openings.set(mark.trim(), numbering);
    return mark;
  };

  const addFigure = (figure: FigureOutput, where: string): string => {
    counters.figure += 1;
    const number = `Figur ${counters.figure}`;
    addTarget(`figur:${figure.id}`, `<a href="#figur-${figure.id}">${number.toLowerCase()}</a>`, where);
    const drawings = input.drawings.get(figure.id);
    return block(
      [`${number}. ${plain(figure.title)}`, plain(figure.subtitle), plain(figure.note)],
      renderFigure(figure, { edition, number, drawings, published: input.published, inline }),
    );
  };

  const renderTableOutput = (table: TableOutput, where: string): string => {
    counters.table += 1;
    const number = `Tabell ${counters.table}`;
    const id = `tabell-${table.id}`;
    addTarget(`tabell:${table.id}`, `<a href="#${id}">${number.toLowerCase()}</a>`, where);
    const heading = [
      `${number}. ${plain(table.title)}`,
      ...(edition.syntheticMark ? [edition.syntheticMark] : []),
      edition.citation,
    ];
    const csv = Buffer.from(toCsv(table.columns, table.rows, heading)).toString("base64");
    const long = table.rows.length > 40;
    const body = renderTable(table.columns, table.rows, `${number}: ${plain(table.title)}`);
    return block(
      [`${number}. ${plain(table.title)}`, plain(table.note)],
      `<div id="${id}" class="table-block${table.rows.length > 20 ? " long" : ""}" role="group" aria-labelledby="${id}-tittel">
<p class="table-title" id="${id}-tittel"><span class="num">${number}</span> ${inline(table.title)}</p>
${long ? `<details><summary>Vis tabellen (${table.rows.length} rader)</summary>${body}</details>` : body}
${table.note.length > 0 || table.synthetic ? `<p class="fignote">${inline(table.note)}${table.synthetic && edition.syntheticMark ? ` <span class="mark">${escapeHtml(edition.syntheticMark)}: Tabellen har tall uten publisert motstykke.</span>` : ""}</p>` : ""}
<p class="downloads"><a download="${edition.year}-${id}.csv" href="data:text/csv;charset=utf-8;base64,${csv}" aria-label="Last ned tallene (CSV), ${number.toLowerCase()}">Last ned tallene (CSV)</a></p>
</div>`,
    );
  };

  const renderList = (list: ListOutput): string => {
    const items =
      list.of === "claims"
        ? collected.claims.map(({ file, text, detail }) => [file, text, detail])
        : collected.exceptions.map(({ file, text, detail }) => [file, text, detail]);
    if (items.length === 0) return parts.block("<p>Ingen.</p>");
    const columns = [
      { label: list.of === "claims" ? "Påstand" : "Ord", kind: "text" as const },
      { label: list.of === "claims" ? "Vilkår" : "Grunn", kind: "text" as const },
      { label: "Notatbok", kind: "text" as const },
    ];
    const rows = items.map(([file = "", text = "", detail = ""]) => [text, detail, file]);
    const title = list.of === "claims" ? "Påstander i notatet" : "Unntak som forfatterne har tatt";
    return parts.block(
      `<details class="list"><summary>${title} (${rows.length})</summary>${renderTable(columns, rows, title)}</details>`,
    );
  };

  // One Markdown text for the whole note, so that footnotes are numbered through it.
  const source = chapters
    .map(({ file, notebook }, c) => {
      const numbering = ((notebook.metadata.notat as { numbering?: Numbering } | undefined)?.numbering ??
        "chapter") as Numbering;
      const body = notebook.cells.map((cell, i) => {
        const where = `${file}, cell ${i + 1}`;
        if (cell.cell_type === "markdown")
          return parts.markReferences(ownFootnotes(cleanText(cell.source), c));
        if (cell.cell_type !== "code") return "";
        return cell.outputs
          .map((output) => {
            if (output.output_type !== "display_data" && output.output_type !== "execute_result") return "";
            const { data } = output;
            if (data[MIME.prose])
              return ownFootnotes(parts.toMarkdown((data[MIME.prose] as ProseOutput).parts), c);
            if (data[MIME.figure]) return addFigure(data[MIME.figure] as FigureOutput, where);
            if (data[MIME.table]) return renderTableOutput(data[MIME.table] as TableOutput, where);
            if (data[MIME.list]) return renderList(data[MIME.list] as ListOutput);
            problems.push(`${where}: ${refusalOf(data)}`);
            return "";
          })
          .join("\n\n");
      });
      const code = notebook.cells
        .filter((cell) => cell.cell_type === "code")
        .map((cell) => renderCode(cell.source));
      const codeSection =
        code.length > 0
          ? parts.block(
              `<details class="code-of"><summary>Koden i dette kapittelet (${escapeHtml(file)})</summary>${code.join("\n")}</details>`,
            )
          : "";
      return `${opening(numbering)}\n\n${body.join("\n\n")}\n\n${codeSection}${parts.block("</section>")}`;
    })
    .join("\n\n");

  const env = {};
  const tokens = markdown.parser.parse(source, env);
  let numbering: Numbering = "chapter";
  const used = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.type === "inline") {
      numbering = openings.get(token.content) ?? numbering;
      if (tokens[i - 1]?.type === "paragraph_open") {
        const { content } = token;
        const own = blockLines.get(content);
        if (own) lines.push(...own.map((line) => () => line.replace(/\s+/g, " ")));
        if (parts.isBlock(content)) return;
        lines.push(() =>
          stripTags(parts.fill(markdown.parser.renderInline(content.replace(/\[\^[^\]]+\]/g, ""), {}))),
        );
      }
    }
    if (token.type !== "heading_open") return;
    const content = tokens[i + 1];
    if (!content?.children) return;
    const written = /\s*\{#([\w-]+)\}\s*$/.exec(content.content);
    if (written) {
      content.content = content.content.slice(0, written.index);
      const last = content.children.at(-1);
      if (last?.type === "text") last.content = last.content.replace(/\s*\{#[\w-]+\}\s*$/, "");
    }
    const level = Number(token.tag.slice(1));
    for (const address of parts.syntheticIn(content.content)) {
      problems.push(
        `A heading must rest on published figures, but ${address} follows from synthetic data alone. Say it in the text instead.`,
      );
    }
    const text = stripTags(parts.fill(content.content.replace(/[*_`]/g, "")));
    const number = nextNumber(counters, level, numbering);
    const id = uniqueId(written?.[1] ?? slug(text), used);
    token.tag = `h${Math.min(6, level + 1)}`;
    const close = tokens.slice(i).find((t) => t.type === "heading_close" && t.level === token.level);
    if (close) close.tag = token.tag;
    token.attrSet("id", `kapittel-${id}`);
    if (number !== "") {
      const open = new Token("html_number", "", 0);
      open.content = number;
      content.children.unshift(open);
    }
    headings.push({ id: `kapittel-${id}`, number, text, level });
    lines.push(() => `${number} ${text}`);
    addTarget(
      `kapittel:${id}`,
      `<a href="#kapittel-${id}">${number === "" ? `«${escapeHtml(text)}»` : number.startsWith("Vedlegg") ? number.toLowerCase() : `kapittel ${number}`}</a>`,
      `heading «${text}»`,
    );
  });
  markdown.parser.renderer.rules.html_number = (list, i) => `<span class="num">${list[i]?.content}</span> `;
  const body = parts
    .fillBlocks(markdown.parser.renderer.render(tokens, markdown.parser.options, env))
    .replace(/<p><\/p>\n?/g, "");

  const html = pageOf({
    edition,
    title: edition.title,
    head: titlePage(edition, input.provenance),
    contents: contents(headings),
    body: `${body}\n${colophon(edition, input.provenance)}`,
    popovers: parts.explanations(),
    interactive: true,
  });
  return {
    html,
    text: `${lines
      .map((line) => line().trim())
      .filter((line) => line !== "")
      .join("\n")}\n`,
    problems: [...problems, ...missing, ...parts.contradictions],
    removed: [...new Set(markdown.removed)],
  };
}

interface Found {
  readonly file: string;
  readonly text: string;
  readonly detail: string;
}

/** Claims and exceptions of all chapters, wherever they stand. */
function collect(chapters: readonly ExecutedChapter[]): { claims: Found[]; exceptions: Found[] } {
  const claims: Found[] = [];
  const exceptions: Found[] = [];
  for (const { file, notebook } of chapters) {
    const walk = (parts: readonly Part[]): void => {
      for (const part of parts) {
        if (part.kind === "claim") {
          claims.push({ file, text: part.claim.text, detail: part.claim.predicate });
          walk(part.parts);
        }
        if (part.kind === "exception")
          exceptions.push({ file, text: part.exception.text, detail: part.exception.reason });
      }
    };
    for (const cell of notebook.cells) {
      if (cell.cell_type === "markdown") {
        for (const match of cell.source.matchAll(/<!--\s*unntak:\s*«([^»]+)»\s*[–-]\s*([\s\S]*?)\s*-->/g))
          exceptions.push({ file, text: match[1] ?? "", detail: match[2] ?? "" });
      }
      if (cell.cell_type !== "code") continue;
      for (const output of cell.outputs) {
        if (output.output_type !== "display_data") continue;
        const prose = output.data[MIME.prose] as ProseOutput | undefined;
        const figure = output.data[MIME.figure] as FigureOutput | undefined;
        const table = output.data[MIME.table] as TableOutput | undefined;
        if (prose) walk(prose.parts);
        if (figure) for (const list of [figure.title, figure.subtitle, figure.alt, figure.note]) walk(list);
        if (table) for (const list of [table.title, table.note]) walk(list);
      }
    }
  }
  return { claims, exceptions };
}

/** Footnote labels are a chapter's own: the same label in two chapters is two notes. */
function ownFootnotes(markdown: string, chapter: number): string {
  return markdown.replace(/\[\^([^\]\s]+)\]/g, (_, label: string) => `[^k${chapter}-${label}]`);
}

function nextNumber(
  counters: { depth: number[]; appendix: number },
  level: number,
  numbering: Numbering,
): string {
  if (numbering === "none") return "";
  if (numbering === "appendix") {
    if (level > 1) return "";
    counters.appendix += 1;
    return `Vedlegg ${counters.appendix}`;
  }
  counters.depth[level - 1] = (counters.depth[level - 1] ?? 0) + 1;
  counters.depth.fill(0, level);
  // The lowest levels are headings within a section and carry no number.
  return level > 3 ? "" : counters.depth.slice(0, level).join(".");
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll("æ", "ae")
      .replaceAll("ø", "o")
      .replaceAll("å", "a")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "avsnitt"
  );
}

function uniqueId(wanted: string, used: Set<string>): string {
  let id = wanted;
  for (let n = 2; used.has(id); n++) id = `${wanted}-${n}`;
  used.add(id);
  return id;
}

function stripTags(html: string): string {
  return html
    .replace(/<button[\s\S]*?<\/button>/g, "")
    .replace(/<sup[\s\S]*?<\/sup>/g, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** The note shows what has an address, a base and a source: nothing else gets in, be it a value that a cell happens to end on. */
function refusalOf(data: MimeBundle): string {
  const start = String(data["text/plain"] ?? Object.values(data)[0])
    .replace(/\s+/g, " ")
    .slice(0, 60);
  return `A chapter may show prose, figures and tables of this library, but shows ${Object.keys(data).join(" and ")}: "${start}". Show it with prose, figure or table, or, if the cell only ends on a value, give the value a name.`;
}
