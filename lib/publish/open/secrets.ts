import { createHash } from "node:crypto";
import { readXlsx } from "hucre";
import type { Edition } from "../../ground/edition/edition.js";
import { keep } from "../../ground/files/keep.js";
import { slug } from "../../ground/text/slug.js";
import type { Answers } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import type { Correction } from "../../survey/corrections/readCorrections.js";
import { LIMITS } from "../../survey/intake/workbook/limits.js";
import { ANSWERS, GUIDANCE, LISTS } from "../../survey/intake/workbook/sheetNames.js";
import { unpack } from "../../survey/intake/workbook/unpack.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import type { PublicAnswers } from "./publicAnswers.js";

/** Something that may stand in nothing that is published, and where it comes from. The text is for looking, not for telling. */
export interface Secret {
  readonly text: string;
  /** `2019-037, kostnadsramme`; `corrections.csv, linje 4, reason`; `svar.xlsx, docProps/core.xml`. */
  readonly place: string;
  /** Digits are looked for as a number of their own. */
  readonly number: boolean;
  /** Public texts have it as a part of longer words, so that only standing alone it tells. */
  readonly inLonger?: boolean;
}

/** Words shorter than this stand anywhere: «Nei», «Ingen». */
const SHORTEST = 8;
/** What has digits or an @ among its letters stands nowhere by chance, unless it is shorter than this. */
const SHORTEST_CODE = 5;
/** Of a long text, so many words in a row are known again. */
const WORDS_IN_A_ROW = 6;
/** Amounts of fewer digits do, too. */
const FEWEST_DIGITS = 5;

/**
 * Everything in a year's inputs that is not known to be public: an allow-list read the other way round, so that a new
 * column, a comment, a hidden sheet or a property of the workbook is secret without anybody having to say so.
 *
 * Public are the texts of the public answers, the questionnaire's own, the frame's and the edition's, and the ids of
 * records. What is left of the clean answers, the workbook's parts and the log's reasons is secret; so are the exact
 * amounts of tiltak that are withheld, where no public tiltak has the same amount.
 */
export async function secretsOf(
  answers: Answers,
  published: PublicAnswers,
  edition: Edition,
  inputs: { readonly workbooks: readonly Workbook[]; readonly log: readonly Correction[] },
): Promise<Secret[]> {
  const secrets = new Map<string, Secret>();
  const known = publicTexts(answers, published, edition);
  const asked = new Set<string>();
  const knownFolded = `-${slug(known)}-`;
  const knownSqueezed = knownFolded.replaceAll("-", "");
  const add = (value: unknown, place: string, inPart = true): void => {
    const whole = oneLine(String(value ?? ""));
    // Most cells hold one of few keys.
    if (asked.has(`${inPart} ${whole}`)) return;
    asked.add(`${inPart} ${whole}`);
    const words = whole.split(" ");
    const parts = words
      .slice(0, Math.max(0, words.length - WORDS_IN_A_ROW))
      .map((_, i) => words.slice(i, i + WORDS_IN_A_ROW).join(" "));
    // The part before the @ tells whose an address is.
    const local = /^([\w+-]+[._-][\w.+-]+)@\S+$/.exec(whole)?.[1];
    for (const text of inPart ? [whole, ...parts, ...(local ? [local] : [])] : [whole])
      if (
        text.length >= (/[\d@]/.test(text) ? SHORTEST_CODE : SHORTEST) &&
        /\p{L}/u.test(text) &&
        !secrets.has(text) &&
        !holdsAlone(known, text.toLowerCase()) &&
        // Public but for its signs: «Nye nettsider: for alle» where «Nye nettsider for alle» is published.
        !knownFolded.includes(`-${slug(text)}-`)
      )
        secrets.set(text, {
          text,
          place,
          number: false,
          inLonger: knownSqueezed.includes(slug(text).replaceAll("-", "")),
        });
  };
  const columns = answers.all.columnNames();
  const shown = new Set(published.fields.map(({ key }) => key));
  const amounts = amountsOf(published);
  for (const row of rowsOf(answers.all)) {
    const id = String(row("id"));
    const open = !isWithheld(row, answers.questionnaire);
    for (const column of columns) {
      const value = row(column);
      if (typeof value === "string") add(value, `${id}, ${column}`);
      // Of a public tiltak too: an amount that is kept back, or that is asked for the house alone.
      const secret = !open || !shown.has(column) || !amounts.has(value as number);
      if (secret && typeof value === "number" && String(value).length >= FEWEST_DIGITS && !amounts.has(value))
        secrets.set(String(value), { text: String(value), place: `${id}, ${column}`, number: true });
    }
  }
  const isWritten = (field: string): boolean =>
    field.endsWith("__tekst") || answers.questionnaire.items[field]?.kind === "text";
  for (const { line, field, reason, by, before, after } of inputs.log) {
    add(reason, `corrections.csv, linje ${line}, reason`);
    // «redaksjonen» is nobody.
    if (!isPlainWord(by)) add(by, `corrections.csv, linje ${line}, by`);
    // What was written before it was mended, or between two corrections, is in no answer any more.
    if (!isWritten(field)) continue;
    add(before, `corrections.csv, linje ${line}, before`);
    add(after, `corrections.csv, linje ${line}, after`);
  }
  for (const workbook of inputs.workbooks)
    for (const { text, place } of await keptOutside(workbook))
      if (!isPlainWord(text)) add(text, place, false);
  return [...secrets.values()];
}

/** Answers as they came. */
export interface Workbook {
  /** As messages name it. */
  readonly name: string;
  readonly content: Buffer;
  /** A body's form, some of whose sheets are our own. */
  readonly isForm: boolean;
}

interface Outside {
  readonly text: string;
  readonly place: string;
}

/** Read once: a survey may have a workbook of each body. */
function keptOutside(workbook: Workbook): Promise<Outside[]> {
  const hash = createHash("sha256").update(workbook.content).digest("hex");
  const inputs = [hash, workbook.name, String(workbook.isForm)];
  return keep(`publish/outsideAnswers/${hash.slice(0, 32)}`, inputs, () => outsideAnswers(workbook));
}

/**
 * What a workbook holds besides the answers: comments, drawings, properties, headers and footers, hints, addresses of
 * links, and sheets of any other name, hidden or not. Cells of the answers are looked for as the clean answers have them:
 * misspelt labels, mended since, are no secrets.
 */
async function outsideAnswers({ name: file, content, isForm }: Workbook): Promise<Outside[]> {
  const { parts } = await unpack(content, LIMITS);
  const texts = parts.names().flatMap((name) => {
    // What a picture was called where it came from.
    const [, called = ""] = /^xl\/media\/(.+)\.\w+$/i.exec(name) ?? [];
    if (called !== "" && !OWN_NAME.test(called)) return [{ text: called, place: `${file}, ${name}` }];
    if (!/\.(?:xml|vml|rels)$/i.test(name)) return [];
    const xml = parts.get(name)?.toString("utf8") ?? "";
    // The hints of a form's cells are our own.
    const own = isForm ? xml.replace(/<dataValidation\b[^<>]*>/g, "") : xml;
    return textsOfXml(beside(name, own)).map((text) => ({ text, place: `${file}, ${name}` }));
  });
  const { sheets } = await readXlsx(content);
  const cells = sheets
    .filter(({ name }) => name !== ANSWERS && !(isForm && [GUIDANCE, LISTS].includes(name)))
    .flatMap(({ name, rows }) =>
      rows.flat().map((cell) => ({ text: String(cell ?? ""), place: `${file}, arket ${name}` })),
    );
  return [...texts, ...cells];
}

/** What of a part is no cell, and not what every workbook says of itself: the program, the kinds of its parts, styles. */
function beside(name: string, xml: string): string {
  const only = (parts: RegExp): string => `${(xml.match(parts) ?? []).join("<>")}<`;
  if (name === "docprops/app.xml") return only(/<(?:Company|Manager|HyperlinkBase)>[^<]*/g);
  if (name === "docprops/custom.xml") return `${xml.replace(/\sname="/g, ' title="')}<`;
  if (/^(?:docprops|customxml)\/|comment|drawing|persons?\//.test(name)) return `${xml}<`;
  if (name.endsWith(".rels")) return only(/<Relationship\b[^<>]*TargetMode="External"[^<>]*>/g);
  if (name.startsWith("xl/worksheets/"))
    return (
      only(/<(?:odd|even|first)(?:Header|Footer)>[^<]*|<(?:dataValidation|hyperlink)\b[^<>]*>/g) +
      quoted(xml, /<formula[12]>([^<]*)/g)
    );
  // How a text is said, beside it: readers show it above the letters.
  if (name === "xl/sharedstrings.xml") return only(/(?<=<rPh\b[^<>]*>(?:<rPr>.*?<\/rPr>)?)<t\b[^<>]*>[^<]*/g);
  return name === "xl/workbook.xml"
    ? only(/<definedName\b[^<>]*>/g) + quoted(xml, /<definedName\b[^<>]*>([^<]*)/g)
    : "";
}

/** The texts that formulas hold, each between tags. */
function quoted(xml: string, formulas: RegExp): string {
  const texts = [...xml.matchAll(formulas)].flatMap(([, formula = ""]) => [
    ...readEntities(formula).matchAll(/"([^"]+)"/g),
  ]);
  return texts.map(([, text = ""]) => `>${text.replaceAll("<", " ")}<`).join("");
}

/** What programs call pictures, drawings and comments themselves. */
const OWN_NAME =
  /^(?:image|picture|bilde|chart|diagram|text ?box|tekstboks|comment|kommentar|rectangle|rektangel|shape|figur|graphic|grafikk|group|gruppe|object|drop down|check box|button|_x0000_\w*)[\s_-]*\d*$/i;

/** «Kolonnene»: a heading of a sheet, which may stand anywhere. */
const isPlainWord = (text: string): boolean => /^\p{L}{1,11}$/u.test(text.trim());

/** Texts between tags, and what attributes say that hold text, with entities read. */
function textsOfXml(xml: string): string[] {
  // A comment or a drawing's text with some of its words in another style is in runs.
  const runs = [...xml.matchAll(/<(text|si|(?:\w+:)?p)\b[^<>]*>([\s\S]*?)<\/\1>/g)].map(([, , inner = ""]) =>
    inner
      .replace(/<(\w+:)?(?:rPr|pPr|rPh)\b[^<>/]*>[\s\S]*?<\/\1?(?:rPr|pPr|rPh)>/g, "")
      .replace(/<[^<>]*>/g, ""),
  );
  const between = [
    ...[...xml.matchAll(/>([^<]{8,})</g)].map(([, text = ""]) => text),
    ...runs.filter((text) => text.length >= 8),
  ];
  const named = [
    ...xml.matchAll(
      /\s(?:title|descr|name|author|displayName|userId|comment|tooltip|display|prompt|promptTitle|error|errorTitle|Target)="([^"]{8,})"/g,
    ),
  ]
    .map(([, text = ""]) => text)
    .filter((text) => !OWN_NAME.test(text));
  return [...between, ...named].map(readEntities);
}

/** `&#248;` and `&amp;` as the characters that they stand for. */
export function readEntities(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (all, hex: string) => character(Number.parseInt(hex, 16), all))
    .replace(/&#(\d{1,7});?/g, (all, digits: string) => character(Number(digits), all))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replace(/&(\w{2,6});/g, (all, name: string) => NAMED[name] ?? all)
    .replaceAll("&amp;", "&");
}

/** Characters that HTML has names for and that Norwegian text is likely to hold. */
const NAMED: Readonly<Record<string, string>> = {
  nbsp: " ",
  shy: "",
  thinsp: " ",
  ensp: " ",
  emsp: " ",
  zwj: "",
  zwnj: "",
  sect: "§",
  aring: "å",
  Aring: "Å",
  aelig: "æ",
  AElig: "Æ",
  oslash: "ø",
  Oslash: "Ø",
  eacute: "é",
  laquo: "«",
  raquo: "»",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  rsquo: "’",
};

const character = (code: number, otherwise: string): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;

/** Every text that the public answers, the questionnaire, the frame and the edition hold, in small letters. */
function publicTexts(answers: Answers, published: PublicAnswers, edition: Edition): string {
  const texts = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === "string") texts.add(oneLine(value));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null)
      for (const [key, part] of Object.entries(value)) {
        texts.add(oneLine(key));
        walk(part);
      }
  };
  walk(answers.questionnaire.spec);
  walk(answers.frame.objects());
  walk(edition);
  for (const record of published.records) walk(record);
  for (const name of answers.all.columnNames()) walk(name);
  return [...texts].join("\n").toLowerCase();
}

/** Whether a text stands in another, and not only as a part of longer words. */
function holdsAlone(known: string, text: string): boolean {
  for (let at = known.indexOf(text); at >= 0; at = known.indexOf(text, at + 1))
    if (!/[\p{L}\p{N}]/u.test(`${known[at - 1] ?? ""}${known[at + text.length] ?? ""}`)) return true;
  return false;
}

function amountsOf(published: PublicAnswers): Set<number> {
  return new Set(
    published.records.flatMap(({ answers }) =>
      Object.values(answers).filter((answer): answer is number => typeof answer === "number"),
    ),
  );
}

/** Hyphens that show at a line's end, joiners, marks of direction, choices of a letter's form, keys drawn around one. */
const UNSEEN =
  /\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\ufe00-\ufe0f\u20e3]/g;

/** One spacing for texts that are compared, without what no reader sees. */
export function oneLine(text: string): string {
  return (
    text
      // The sign of a footnote is no digit of the number before it.
      .replace(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]/g, " ")
      .normalize("NFKC")
      .replace(UNSEEN, "")
      // A single space, which most are, is not made anew.
      .replace(/\s{2,}|[^\S ]/g, " ")
      .trim()
  );
}
