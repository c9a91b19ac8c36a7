import { MIME, type ProseOutput } from "../../chapter/outputs.js";
import { exceptsAnswers, refuseException } from "../../chapter/prose/context.js";
import { editionNames } from "../../chapter/prose/editionFacts.js";
import { findUnchecked } from "../../chapter/prose/findUnchecked.js";
import { uncheckedIn, valuesIn } from "../../chapter/prose/template.js";
import { hasTag, type Notebook } from "../../engine/notebook/notebook.js";
import { cleanText } from "../../ground/text/escape.js";

/** An exception that an author takes in a Markdown cell: `<!-- unntak: «to» – spørsmålets form -->`. */
export const MARKDOWN_EXCEPTION = /<!--\s*unntak:\s*«([^»]+)»\s*[–-]\s*([\s\S]*?)\s*-->/g;

/**
 * What Markdown cells say that only the data may say, and what the summary rests on that no published figure
 * answers to. Cells that carry numbers are templates and were checked when they ran.
 * @returns One message a fault, with file and cell; empty when the chapters are in order.
 */
export function lintChapters(chapters: readonly { file: string; notebook: Notebook }[]): string[] {
  return chapters.flatMap(({ file, notebook }) => {
    const summary = (notebook.metadata.notat as { numbering?: string } | undefined)?.numbering === "none";
    return notebook.cells.flatMap((cell, i) => {
      const where = `${file}, cell ${i + 1}`;
      const tag = ["raises-exception", "skip-execution"].find((name) => hasTag(cell, name));
      if (tag !== undefined)
        return [
          `${where}: every cell of a chapter must run to its end, but this one is tagged ${tag}: what it says would be missing from the note without a word.`,
        ];
      if (cell.cell_type === "markdown") return lintMarkdown(where, cell.source);
      if (cell.cell_type !== "code" || !summary) return [];
      return cell.outputs.flatMap((output) => {
        const prose = "data" in output ? (output.data[MIME.prose] as ProseOutput | undefined) : undefined;
        return valuesIn(prose?.parts ?? [])
          .filter((value) => value.synthetic)
          .map(
            (value) =>
              `${where}: a sentence of the summary must rest on published figures, but ${value.address} (${value.text}) follows from synthetic data alone.`,
          );
      });
    });
  });
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
    if (findUnchecked(words, editionNames()).length === 0)
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
    else text = `${text.slice(0, at)}${"\u0001".repeat(words.length)}${text.slice(at + words.length)}`;
  }
  const wayOut = `Write it in a code cell as prose\`…\`, or take an exception: <!-- unntak: «…» – grunn -->`;
  return [
    ...problems,
    ...uncheckedIn(where, text).map((message) => `${message.slice(0, message.indexOf("». ") + 2)} ${wayOut}`),
  ];
}
