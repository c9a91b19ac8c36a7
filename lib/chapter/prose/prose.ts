import { ContentError } from "../../ground/errors.js";
import { parsePlace } from "../../numbers/address/parseAddress.js";
import { publishedAs } from "../../numbers/published/publishedAddresses.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { MIME, type Part, type ProseOutput } from "../outputs.js";
import { displaySealed } from "../sealed.js";
import { checkContext, withSentences } from "./context.js";
import { Piece } from "./piece.js";
import { type Insert, plain, readTemplate, valuesIn } from "./template.js";

/**
 * Writes paragraphs of the note where numbers or claims come in: Markdown whose every number is a traced value.
 *
 * @throws When the text says on its own what only the data may say; when a value does not fit the text around it
 *  (another base, unit or year); when it prints a change across a break without `breakNote`; when a heading rests on
 *  a number that follows from synthetic data alone.
 * @example prose`${share(effekter, q.effekter.kvalitet)} av tiltakene skal gi bedre tjenester.`
 */
export function prose(strings: TemplateStringsArray, ...inserts: Insert[]): void {
  const parts = startSentences(joinHeadings(readTemplate("prose", strings, inserts)));
  checkBreaks("prose", parts);
  checkHeadings(parts);
  show(fitting("prose", parts));
}

/**
 * The same for the summary, where no sentence may rest on a number that follows from synthetic data alone.
 * @throws Also when some value, phrase or claim has no published counterpart.
 * @example summary`${share(effekter, q.effekter.kvalitet)} av tiltakene skal gi bedre tjenester.`
 */
export function summary(strings: TemplateStringsArray, ...inserts: Insert[]): void {
  const parts = startSentences(joinHeadings(readTemplate("summary", strings, inserts)));
  checkBreaks("prose", parts);
  refuseSynthetic("summary", parts);
  show(fitting("summary", parts));
}

/** The parts, when every value fits the text around it, with each claim's whole sentence. @throws With all that does not fit. */
function fitting(where: string, parts: readonly Part[]): Part[] {
  const problems = checkContext(where, parts);
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
  return withSentences(parts);
}

function show(parts: readonly Part[]): void {
  const output: ProseOutput = { parts };
  displaySealed({ [MIME.prose]: output, "text/markdown": plain(parts), "text/plain": plain(parts) });
}

/**
 * A figure's or table's title: states the finding, so it may not rest on synthetic data alone.
 * @example title`Effektene av tiltakene`
 */
export function title(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  const parts = startSentences(readTemplate("title", strings, inserts));
  checkBreaks("title", parts);
  refuseSynthetic("title", parts);
  return new Piece(fitting("title", parts));
}

/**
 * What a sighted reader takes from a figure.
 * @example alt`Søyler med ${count(effekter, q.effekter.kvalitet)} tiltak for bedre tjenester.`
 */
export function alt(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  const parts = startSentences(readTemplate("alt", strings, inserts));
  checkBreaks("alt", parts);
  return new Piece(fitting("alt", parts));
}

/**
 * The note below a figure or table: base, missing answers, breaks.
 * @example note`Svar mangler for ${count(finansiering, mangler)} tiltak.`
 */
export function note(strings: TemplateStringsArray, ...inserts: Insert[]): Piece {
  const parts = startSentences(readTemplate("note", strings, inserts));
  checkBreaks("note", parts);
  return new Piece(fitting("note", parts));
}

/** A heading goes on to the empty line after it: a long one may be broken in the source, which Markdown does not know. */
function joinHeadings(parts: readonly Part[]): Part[] {
  let heading = false;
  let atLineStart = true;
  return parts.map((part) => {
    if (part.kind !== "text") {
      atLineStart = false;
      return part;
    }
    const [first = "", ...rest] = part.text.split("\n");
    if (atLineStart) heading = /^#{1,6} /.test(first);
    let text = first;
    for (const [i, line] of rest.entries()) {
      // The last line of a part may be empty because an insert stands next.
      if (heading && (line.trim() !== "" || i === rest.length - 1)) text += ` ${line}`;
      else {
        heading = /^#{1,6} /.test(line);
        text += `\n${line}`;
      }
    }
    atLineStart = text.endsWith("\n");
    return { ...part, text };
  });
}

/** A comparison across a break must stand with the note of that break, in the same paragraph. */
function checkBreaks(where: string, parts: readonly Part[]): void {
  let claims: { text: string; breakOf: string }[] = [];
  let noted = new Set<string>();
  const settle = (): void => {
    const bare = claims.find(({ breakOf }) => !noted.has(breakOf));
    if (bare) {
      throw new ContentError(
        `${where}: a comparison across a break must say so, but «${bare.text}» (${bare.breakOf}) stands without it. Put \${breakNote(comparison)} in the same paragraph${where === "prose" ? "" : ", which a title can't hold: say it in the text instead"}.`,
      );
    }
    claims = [];
    noted = new Set();
  };
  let paragraph = "";
  const walk = (list: readonly Part[]): void => {
    for (const part of list) {
      if (part.kind === "label" && part.breakOf) noted.add(part.breakOf);
      if (part.kind === "claim") {
        if (part.claim.breakOf) claims.push({ text: part.claim.text, breakOf: part.claim.breakOf });
        walk(part.parts);
      }
      if (part.kind !== "text") continue;
      const pieces = part.text.split(/\n\s*\n/);
      for (const [i, piece] of pieces.entries()) {
        // A heading belongs to the paragraph below it.
        if (i > 0 && !paragraph.trimStart().startsWith("#")) settle();
        paragraph = i > 0 ? piece : paragraph + piece;
      }
    }
  };
  walk(parts);
  settle();
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

/** Values must be published as numbers; what a phrase or claim rests on, at least as something said about them. */
function refuseSynthetic(where: string, parts: readonly Part[]): void {
  const printed = parts.flatMap((part) => (part.kind === "claim" ? part.parts : [part]));
  const numbers = printed.flatMap((part) => (part.kind === "value" ? [part.value] : []));
  const bad = numbers.find((value) => value.synthetic) ?? valuesIn(parts).find((value) => !isSaid(value));
  if (bad) {
    throw new ContentError(
      `A ${where} must rest on published figures, but ${bad.address} (${bad.text}) follows from synthetic data alone. Say it in the text instead.`,
    );
  }
}

function isSaid({ address, synthetic }: ValueRecord): boolean {
  return !synthetic || publishedAs(parsePlace(address)) !== null;
}

/** A phrase or value that begins a sentence begins with a capital: «Godt over halvparten av tiltakene …». */
function startSentences(parts: readonly Part[]): Part[] {
  let before = "";
  const capital = (text: string): string =>
    /(?:^|[.!?]\s|\n\s*\n\s*|(?:^|\n)(?:#+|[-*]) )$/.test(before)
      ? text.charAt(0).toUpperCase() + text.slice(1)
      : text;
  const start = (part: Part): Part => {
    if (part.kind === "claim") return { ...part, parts: part.parts.map(start) };
    let started = part;
    if (part.kind === "phrase") started = { ...part, text: capital(part.text) };
    if (part.kind === "value")
      started = { ...part, value: { ...part.value, text: capital(part.value.text) } };
    before += plain([started]);
    return started;
  };
  return parts.map(start);
}
