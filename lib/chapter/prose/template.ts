import { ContentError } from "../../ground/errors.js";
import { cleanText } from "../../ground/text/escape.js";
import { isDifference } from "../../numbers/address/parseAddress.js";
import { Value } from "../../numbers/values/value.js";
import { isOfQuestionnaire } from "../../survey/questionnaire/defineQuestionnaire.js";
import type { Item, Option, Subset } from "../../survey/questionnaire/types.js";
import type { Statistic } from "../../transforms/measured.js";
import type { ClaimRecord, Part } from "../outputs.js";
import { editionNames, editionUnits } from "./editionFacts.js";
import { findUnchecked } from "./findUnchecked.js";
import { INSERT, type Kind, LABEL } from "./lexicon.js";
import { Piece } from "./piece.js";
import { REFERENCE, readText } from "./readText.js";

/** What may stand in `${…}`: never a bare number or string. */
export type Insert = Value | Piece | Option | Item | Subset;

export type Template = (strings: TemplateStringsArray, ...inserts: Insert[]) => Piece;

/**
 * Reads a template into parts.
 * @param sentences Whether the template is of whole sentences or a part of one.
 * @throws When the text itself has digits, number words or words of share, order or change, or when something other
 *  than a value, phrase, claim or label is put in; all such places in one error.
 */
export function readTemplate(
  where: string,
  strings: readonly string[],
  inserts: readonly Insert[],
  sentences: "whole" | "parts" = "whole",
): Part[] {
  const problems: string[] = [];
  const parts: Part[] = [];
  // What the page takes out must not stand between the letters of a word here.
  const written = strings.map(cleanText);
  written.forEach((text, i) => {
    if (text !== "") parts.push({ kind: "text", text: dedent(text) });
    if (i < inserts.length) {
      const insert = inserts[i];
      const read = readInsert(insert);
      if (read) parts.push(...read);
      else
        problems.push(
          `${where}: \${…} must be a value, a phrase, a claim or a label, but number ${i + 1} is ${describeInsert(insert)}.`,
        );
    }
  });
  const judged = written.map((text, i) => text + standIn(inserts[i])).join("");
  problems.push(...uncheckedIn(where, withoutOwnStatistics(judged, inserts), sentences));
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
  return parts;
}

/** What a statistic of amounts is called. */
const CALLED: Partial<Record<Statistic, RegExp>> = {
  median: /(?<!\p{L})medianen?(?!\p{L})/giu,
  mean: /(?<!\p{L})(?:i (?:gjennom)?snitt|gjennomsnitt(?:et)?|snittet)(?!\p{L})/giu,
};

/** The text without the names of the one statistic of which a sentence has all its numbers: «Medianen er 7,8 mill. kroner». */
function withoutOwnStatistics(judged: string, inserts: readonly Insert[]): string {
  let at = 0;
  return judged.replace(/[^.!?\n]+/g, (sentence) => {
    const count = [...sentence].filter((sign) => [INSERT, LABEL, REFERENCE].includes(sign)).length;
    const statistics = inserts
      .slice(at, at + count)
      .flatMap((one) => (one instanceof Value ? [isDifference(one.place) ? null : one.place.statistic] : []));
    at += count;
    const [only] = statistics;
    const called = only && statistics.every((one) => one === only) ? CALLED[only] : undefined;
    return called ? sentence.replace(called, LABEL) : sentence;
  });
}

/**
 * What stands in the text as it is judged: a value, a claim or an exception carries its sentence, a label is a word of
 * the sentence, and a reference is neither.
 */
function standIn(insert: Insert | undefined): string {
  if (insert === undefined) return "";
  if (insert instanceof Value) return INSERT;
  if (!(insert instanceof Piece)) return LABEL;
  if (insert.parts.some(({ kind }) => ["value", "phrase", "claim", "exception"].includes(kind)))
    return INSERT;
  return insert.parts.every(({ kind }) => kind === "label") ? LABEL : REFERENCE;
}

/**
 * The refusals of a text without inserts, as one message each.
 * @param of Whether the text is of whole sentences: what a part of one says, the whole does.
 */
export function uncheckedIn(where: string, text: string, of: "whole" | "parts" = "whole"): string[] {
  const sentences = readText(text).split(/(?<=[.!?])\s+|\n/u);
  return findUnchecked(text, editionNames(), editionUnits()).flatMap(({ text: word, kind }) => {
    if (kind === "statement" && of === "parts") return [];
    const sentence = sentences.find((one) => one.includes(word)) ?? text;
    if (kind === "statement")
      return `${where}: a statement of how the answers are must hold a number or a claim, but none stands in «${shown(word)}». ${wayOut(shown(word), kind, sentence)}`;
    return `${where}: "${word}" (${kind}) must come from the data, but stands in the text «${shown(sentence)}». ${wayOut(word, kind, sentence)}`;
  });
}

const shown = (text: string): string =>
  text
    .replace(/[\uE000-\uE004]/g, "…")
    .replace(/\s+/g, " ")
    .trim();

/** Whether words need an exception, alone or as a sentence. */
export function isRefused(words: string): boolean {
  return [words, `${words}.`].some((text) => findUnchecked(text, editionNames(), editionUnits()).length > 0);
}

/** How an author says it instead. The exception comes last: it is for what no answer counts. */
function wayOut(word: string, kind: Kind, sentence: string): string {
  const except = `\${except("${word}", "reason")}`;
  const after = sentence.slice(sentence.indexOf(word) + word.length);
  switch (kind) {
    case "number":
    case "number word":
      return /^\s*(?:,\d+ )?(?:mill|mrd|kroner|millioner|milliarder)/i.test(after)
        ? `An amount from outside the survey is a fact of the edition: \${fact("key")}, kept with its source in edition.json. Otherwise take it from a tabulation: \${count(tabulation, q.item.option)}, or ${except}.`
        : /[^.!?\s]\s+(?:\p{Lu}[\p{L}-]+|\p{Lu}{2,})\s*$/u.test(sentence.slice(0, sentence.indexOf(word)))
          ? `If it is part of a name, list the name under "names" in edition.json. Otherwise take it from a tabulation: \${count(tabulation, q.item.option)}, \${share(…)}, or ${except}.`
          : `Take it from a tabulation: \${count(tabulation, q.item.option)}, \${share(…)}, \${at("address")}; a date or an amount from outside is a \${fact("key")}; or ${except}.`;
    case "share":
      return `Let the data choose: \${phrase(tabulation, q.item.option)} or \${share(…)}, or assert it: \${majority(tabulation, q.item.option)\`…\`}, or ${except}.`;
    case "change":
      return `Assert it: \${increase(compare(tabulation, q.item.option))\`…\`}, \${decrease(…)\`…\`}, with \${breakNote(…)} in the paragraph, or ${except}.`;
    case "reference":
      return `Chapters, figures and tables number themselves: \${ref("kapittel:id")} in a template, [@kapittel:id] in Markdown. For another work name it: «kapittel 5 i strategien».`;
    case "statement":
      return `Print a number in it, \${share(…)}, or assert it, \${largest(…)\`…\`}, \${more(a, b)\`…\`}; if it is about the survey, a rule or what others say, let it say so; or ${except}.`;
    case "letter":
      return `Its letters are of another alphabet and can be taken for ours: write it with the letters of the keyboard, or ${except}.`;
    default:
      return `Assert it: \${largest(tabulation, q.item.option)\`…\`}, \${more(a, b)\`…\`}, \${ordered(…)\`…\`}, or ${except}.`;
  }
}

function readInsert(insert: unknown): readonly Part[] | null {
  if (insert instanceof Value) return [insert.toPart()];
  if (insert instanceof Piece) return insert.parts;
  if (typeof insert !== "object" || insert === null) return null;
  if ("$" in insert || ("label" in insert && "key" in insert))
    return [{ kind: "label", text: labelOf(insert as Option | Item | Subset) }];
  return null;
}

/**
 * The label of what the questionnaire has, as it is. A label that an author made (a subset of their own) is text like
 * any other, and is checked like it.
 */
function labelOf(labelled: Option | Item | Subset): string {
  const label = "$" in labelled ? labelled.$.label : labelled.label;
  const own = "$" in labelled ? labelled.$ : labelled;
  if (!isOfQuestionnaire(own)) {
    const problems = uncheckedIn("label", label);
    if (problems.length > 0) throw new ContentError(problems.join("\n"));
  }
  return label;
}

function describeInsert(insert: unknown): string {
  if (typeof insert === "string") return `the string "${insert}"`;
  if (typeof insert === "number") return `the number ${insert}`;
  return insert === undefined ? "undefined" : `a ${typeof insert}`;
}

/** Line breaks and indentation of a template are the source's, not the text's; an empty line is a new paragraph. */
function dedent(text: string): string {
  return text.replace(/\n[ \t]+/g, "\n");
}

/** The parts as they read, without marks: fallback text, error messages, text comparison. */
export function plain(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case "value":
          return part.value.text;
        case "claim":
          return plain(part.parts);
        case "reference":
          return `[@${part.to}]`;
        default:
          return part.text;
      }
    })
    .join("");
}

/** Every value that parts print or assert. */
export function valuesIn(parts: readonly Part[]): ClaimRecord["values"] {
  return parts.flatMap((part) => {
    if (part.kind === "value") return [part.value];
    if (part.kind === "phrase") return [part.value];
    if (part.kind === "claim") return [...part.claim.values, ...valuesIn(part.parts)];
    return [];
  });
}

/**
 * A template that becomes a piece of a larger one: `text`…`` inside a claim or a title.
 * @example text`${count(effekter, q.effekter.kvalitet)} tiltak`
 */
export const text: Template = (strings, ...inserts) => new Piece(readTemplate("text", strings, inserts));

/**
 * An option's or item's label in lower case, for the middle of a sentence.
 * @example lower(q.brukergrupper.ansatte)
 */
export function lower(labelled: Option | Item | Subset): Piece {
  const label = labelOf(labelled);
  return new Piece([{ kind: "label", text: label.charAt(0).toLowerCase() + label.slice(1) }]);
}

/**
 * A cross-reference that the note numbers: `ref("figur:effekter")` reads «figur 2».
 * @example prose`Effektene står i ${ref("figur:effekter")}.`
 */
export function ref(to: string): Piece {
  return new Piece([{ kind: "reference", to }]);
}

/**
 * Text with a number or a word that no data carry, excepted in place. Exceptions are listed in appendix 2.
 * @param words The words as they stand: `except("to", "et spørsmål kan ha to deler")`.
 * @throws When no reason is given, or when the words need no exception.
 * @example prose`Rammen er på ${except("50 mill. kroner", "grensen mellom to kostnadsklasser")} eller mer.`
 */
export function except(words: string, reason: string): Piece {
  if (reason.trim().length < 8)
    throw new ContentError(
      `except("${words}") must have a reason that a reviewer can judge, but got "${reason}".`,
    );
  if (!isRefused(words))
    throw new ContentError(
      `except("${words}") must hold something that is refused, but every word of it is allowed: write it as plain text.`,
    );
  return new Piece([{ kind: "exception", text: words, exception: { text: words, reason } }]);
}
