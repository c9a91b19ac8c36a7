import { ContentError } from "../errors.js";
import { display } from "../notebook/display.js";
import { MIME, type Part, type ProseOutput } from "../notebook/outputs.js";
import { Piece } from "./piece.js";
import { type Insert, plain, readTemplate, valuesIn } from "./template.js";

/**
 * Writes paragraphs of the note where numbers or claims come in: Markdown whose every number is a traced value.
 *
 * @throws When the text says on its own what only the data may say; when it prints a change across a break without
 *  `breakNote`; when a heading rests on a number that follows from synthetic data alone.
 * @example prose`${share(effekter, q.effekter.kvalitet)} av tiltakene skal gi bedre tjenester.`
 */
export function prose(strings: TemplateStringsArray, ...inserts: Insert[]): void {
  const parts = readTemplate("prose", strings, inserts);
  checkBreaks(parts);
  checkHeadings(parts);
  const output: ProseOutput = { parts };
  display({ [MIME.prose]: output, "text/markdown": plain(parts), "text/plain": plain(parts) });
}

/** A figure's or table's title: states the finding, so it may not rest on synthetic data alone. */
export function title(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  const parts = readTemplate("title", strings, inserts);
  refuseSynthetic("title", parts);
  return new Piece(parts);
}

/** What a sighted reader takes from a figure. */
export function alt(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  return new Piece(readTemplate("alt", strings, inserts));
}

/** The note below a figure or table: base, missing answers, breaks. */
export function note(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  return new Piece(readTemplate("note", strings, inserts));
}

function checkBreaks(parts: readonly Part[]): void {
  const broken = parts.find((part) => part.kind === "claim" && part.claim.predicate.includes("(break: "));
  const marked = parts.some((part) => part.kind === "label" && part.text.startsWith("Brudd mot "));
  if (broken?.kind === "claim" && !marked) {
    throw new ContentError(
      `A comparison across a break must say so, but «${broken.claim.text}» stands without it (${broken.claim.predicate}). Put \${breakNote(comparison)} in the same paragraph.`,
    );
  }
}

function checkHeadings(parts: readonly Part[]): void {
  let heading = false;
  for (const part of parts) {
    if (heading) refuseSynthetic("heading", [part]);
    if (part.kind !== "text") continue;
    const line = part.text.slice(part.text.lastIndexOf("\n") + 1);
    heading = /^#{1,6} /.test(line) || (heading && !part.text.includes("\n"));
  }
}

function refuseSynthetic(where: string, parts: readonly Part[]): void {
  const synthetic = valuesIn(parts).find((value) => value.synthetic);
  if (synthetic) {
    throw new ContentError(
      `A ${where} must rest on published figures, but ${synthetic.address} (${synthetic.text}) follows from synthetic data alone. Say it in the text instead.`,
    );
  }
}
