import { hasAddresses } from "../../chapter/figures/chart.js";
import { exceptsAnswers, refuseException } from "../../chapter/prose/context.js";
import { editionNames, editionUnits } from "../../chapter/prose/editionFacts.js";
import { INSERT } from "../../chapter/prose/lexicon.js";
import { isRefused, uncheckedIn, valuesIn } from "../../chapter/prose/template.js";
import { isForged } from "../../chapter/sealed.js";
import { shownIn } from "../../chapter/shown.js";
import { hasTag, type Notebook } from "../../engine/notebook/notebook.js";
import { hashTexts, kept } from "../../ground/files/keep.js";
import { cleanText } from "../../ground/text/escape.js";
import { MARKDOWN_EXCEPTION } from "../report/statements.js";

/**
 * What Markdown cells say that only the data may say, and what the summary rests on that no published figure
 * answers to. Cells that carry numbers are templates and were checked when they ran.
 * @returns One message a fault, with file and cell; empty when the chapters are in order.
 */
export function lintChapters(chapters: readonly { file: string; notebook: Notebook }[]): string[] {
  return chapters.flatMap(({ file, notebook }) => lintChapter(file, notebook));
}

/** Of an executed chapter its faults, which who asks early has found for who makes the note. */
const found = new WeakMap<Notebook, string[]>();

function lintChapter(file: string, notebook: Notebook): string[] {
  const faults = found.get(notebook) ?? faultsOf(file, notebook);
  found.set(notebook, faults);
  return faults;
}

function faultsOf(file: string, notebook: Notebook): string[] {
  const summary = (notebook.metadata.notat as { numbering?: string } | undefined)?.numbering === "none";
  const markdown = lintedMarkdown(file, notebook);
  const faults = notebook.cells.flatMap((cell, i) => {
    const where = `${file}, cell ${i + 1}`;
    const tag = ["raises-exception", "skip-execution"].find((name) => hasTag(cell, name));
    if (tag !== undefined)
      return [
        `${where}: every cell of a chapter must run to its end, but this one is tagged ${tag}: what it says would be missing from the note without a word.`,
      ];
    return markdown[i] ?? [];
  });
  return [
    ...faults,
    ...forgedIn(file, notebook),
    ...untitledIn(file, notebook),
    ...unaddressedIn(file, notebook),
    ...(summary ? syntheticIn(file, notebook) : []),
  ];
}

/** The refusals of each cell, none of code. Kept, since most chapters say what they said last time. */
function lintedMarkdown(file: string, { cells }: Notebook): string[][] {
  const texts = cells.map(({ cell_type, source }) => (cell_type === "markdown" ? source : null));
  const input = JSON.stringify([file, texts, editionNames(), editionUnits()]);
  const entry = kept<string[][]>(`publish/lint/${hashTexts(input).slice(0, 32)}`, [input]);
  const known = entry.read();
  if (known) return known;
  const made = texts.map((text, i) => (text === null ? [] : lintMarkdown(`${file}, cell ${i + 1}`, text)));
  entry.write(made);
  return made;
}

/** Rows, drawings and sentences that nobody counted. What a cell ends on is looked at below. */
function forgedIn(file: string, { cells }: Notebook): string[] {
  return cells.flatMap((cell, i) =>
    cell.cell_type === "code" &&
    cell.outputs.some((output) => output.output_type === "display_data" && isForged(output))
      ? [
          `${file}, cell ${i + 1}: what a chapter shows must be made by prose, figure, table or their like, but here an output of their type was put together by hand, or changed. Nobody would know where its numbers and rows come from.`,
        ]
      : [],
  );
}

/** A drawing that a cell ends on, to look at. */
function untitledIn(file: string, notebook: Notebook): string[] {
  return shownIn(notebook).flatMap(({ cell, shown }) =>
    shown.kind === "figure" && shown.figure.title.length === 0
      ? [
          `${file}, cell ${cell}: every figure of a chapter must have a title that states the finding, but "${shown.figure.id}" has none. Show it with figure(…, title\`…\`), or give the drawing a name.`,
        ]
      : [],
  );
}

/** What is only for looking at the data: numbers that nobody can find again. */
function unaddressedIn(file: string, notebook: Notebook): string[] {
  return shownIn(notebook).flatMap(({ cell, shown }) =>
    shown.kind === "figure" && !hasAddresses(shown.figure.chart)
      ? [
          `${file}, cell ${cell}: every number of a chapter's figure must have an address, but "${shown.figure.id}" (${shown.figure.chart.form}) has numbers without. Draw counts or shares of a tabulation, or keep the figure in notebooks/utforsk.`,
        ]
      : [],
  );
}

function syntheticIn(file: string, notebook: Notebook): string[] {
  return shownIn(notebook).flatMap(({ cell, shown }) =>
    shown.kind !== "prose"
      ? []
      : valuesIn(shown.prose.parts)
          .filter((value) => value.synthetic)
          .map(
            (value) =>
              `${file}, cell ${cell}: a sentence of the summary must rest on published figures, but ${value.address} (${value.text}) follows from synthetic data alone.`,
          ),
  );
}

/** The refusals of one Markdown cell. Excepted words need a reason of some length. */
export function lintMarkdown(where: string, written: string): string[] {
  // What the page takes out must not stand between the letters of a word here.
  const source = cleanText(written);
  let text = source;
  const problems: string[] = [];
  for (const [, words = "", reason = ""] of source.matchAll(MARKDOWN_EXCEPTION)) {
    if (reason.trim().length < 8)
      problems.push(
        `${where}: the exception of «${words}» must have a reason that a reviewer can judge, but has "${reason}".`,
      );
    if (!isRefused(words))
      problems.push(
        `${where}: the exception of «${words}» must hold something that is refused, but every word of it is allowed: take it out.`,
      );
    // The words as whole words, once: an exception is of one place.
    const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const outside = text.replace(MARKDOWN_EXCEPTION, (comment) => "\u0001".repeat(comment.length));
    const at = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "u").exec(outside)?.index;
    if (at === undefined)
      problems.push(
        `${where}: the exception of «${words}» must be of words that stand in the cell, but they do not.`,
      );
    else if (exceptsAnswers(words, outside.slice(at + words.length)))
      problems.push(`${where}: ${refuseException(words)}`);
    else
      text = `${text.slice(0, at)}${INSERT}${"\u0001".repeat(words.length - 1)}${text.slice(at + words.length)}`;
  }
  const wayOut = `Write it in a code cell as prose\`…\`, or take an exception: <!-- unntak: «…» – grunn -->`;
  return [
    ...problems,
    ...uncheckedIn(where, text).map((message) => `${message.slice(0, message.indexOf("». ") + 2)} ${wayOut}`),
  ];
}
