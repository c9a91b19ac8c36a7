import { createHash } from "node:crypto";
import { basename } from "node:path";
import { readXlsx } from "hucre";
import type { Edition } from "../../ground/edition/edition.js";
import { keep } from "../../ground/files/keep.js";
import { slug } from "../../ground/text/slug.js";
import type { Answers } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import type { Correction } from "../../survey/corrections/readCorrections.js";
import { HEADER_ROWS, parseMark } from "../../survey/forms/formColumns.js";
import { expectedColumns, type SheetColumn } from "../../survey/intake/matchColumns.js";
import { leftAloneIn } from "../../survey/intake/readRegister.js";
import { LIMITS } from "../../survey/intake/workbook/limits.js";
import { ANSWERS, GUIDANCE, LISTS } from "../../survey/intake/workbook/sheetNames.js";
import { unpack } from "../../survey/intake/workbook/unpack.js";
import { isNumeric, type Questionnaire } from "../../survey/questionnaire/types.js";
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
/** Names, and what has digits or an @ among its letters, stand nowhere by chance, unless shorter than this. */
const SHORTEST_CODE = 5;
/** Two or three words with capitals: perhaps somebody's. */
const NAME = /^\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*){1,2}$/u;
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
  inputs: {
    readonly workbooks: readonly Workbook[];
    /** The path of answers that came as a table; see readRegister. */
    readonly register?: string | undefined;
    readonly log: readonly Correction[];
  },
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
    const isName = NAME.test(whole);
    // «Nordmann, Kari»
    const turned = isName ? [`${words.at(-1)}, ${words.slice(0, -1).join(" ")}`] : [];
    for (const text of [...(inPart ? [whole, ...parts, ...(local ? [local] : [])] : [whole]), ...turned])
      if (
        text.length >= (isName || /[\d@]/.test(text) ? SHORTEST_CODE : SHORTEST) &&
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
  const amounts = amountsOf(published);
  const addNumber = (value: number, place: string): void => {
    const text = String(Math.trunc(value));
    if (text.length >= FEWEST_DIGITS && !amounts.has(value) && !secrets.has(text))
      secrets.set(text, { text, place, number: true });
  };
  const withheld = new Set<string>();
  for (const row of rowsOf(answers.all)) {
    const id = String(row("id"));
    if (isWithheld(row, answers.questionnaire)) withheld.add(id);
    for (const column of columns) {
      const value = row(column);
      if (typeof value === "string") add(value, `${id}, ${column}`);
      // Of a public tiltak too: an amount that is kept back, or that is asked for the house alone.
      if (typeof value === "number") addNumber(value, `${id}, ${column}`);
    }
  }
  const isWritten = (field: string): boolean =>
    field.endsWith("__tekst") || answers.questionnaire.items[field]?.kind === "text";
  for (const { line, id, field, reason, by, ...texts } of inputs.log) {
    add(reason, `corrections.csv, linje ${line}, reason`);
    // «redaksjonen» is nobody.
    if (!isPlainWord(by)) add(by, `corrections.csv, linje ${line}, by`);
    // What was written before it was mended, or between two corrections, is in no answer any more.
    for (const which of ["before", "after"] as const) {
      const text = texts[which];
      const place = `corrections.csv, linje ${line}, ${which}`;
      if (isWritten(field)) add(text, place);
      else if (!isNumeric(answers.questionnaire.items[field]?.kind ?? "text")) continue;
      else if (/^\d+(?:\.\d+)?$/.test(text)) addNumber(Number(text), place);
      else if (withheld.has(id)) add(text, place, false);
    }
  }
  const sheetColumns = columnsOf(answers.questionnaire);
  const outside = [
    ...(await Promise.all(inputs.workbooks.map((workbook) => keptOutside(workbook, sheetColumns)))).flat(),
    ...(inputs.register === undefined ? [] : await outsideRegister(inputs.register, answers.questionnaire)),
  ];
  for (const { value, place, inPart } of outside)
    if (typeof value === "number") addNumber(value, place);
    else if (!isPlainWord(value)) add(value, place, inPart);
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
  readonly value: string | number;
  readonly place: string;
  /** Whether some words of it in a row tell: not of what a sheet shows to everyone who opens it. */
  readonly inPart: boolean;
}

/** The columns that were asked for. */
interface Columns {
  /** Where anything may be written. */
  readonly written: readonly string[];
  /** Of amounts. Words there are mended, and of a withheld one the log has them. */
  readonly numeric: readonly string[];
  /** That hold codes, labels and dates. Misspelt labels, mended since, are no secrets. */
  readonly closed: readonly string[];
}

function columnsOf(questionnaire: Questionnaire): Columns {
  const kindOf = ({ item, role }: SheetColumn): keyof Columns => {
    if (role === "specify") return "written";
    if (role !== "answer" || item === null) return "closed";
    return item.kind === "text" ? "written" : isNumeric(item.kind) ? "numeric" : "closed";
  };
  const columns = expectedColumns(questionnaire);
  const of = (kind: keyof Columns): string[] =>
    columns.filter((column) => kindOf(column) === kind).map(({ field }) => field);
  return { written: of("written"), numeric: of("numeric"), closed: of("closed") };
}

/** Read once: a survey may have a workbook of each body. */
function keptOutside(workbook: Workbook, columns: Columns): Promise<Outside[]> {
  const hash = createHash("sha256").update(workbook.content).digest("hex");
  const inputs = [hash, workbook.name, String(workbook.isForm), JSON.stringify(columns)];
  return keep(`publish/outsideAnswers/${hash.slice(0, 32)}`, inputs, () => outsideAnswers(workbook, columns));
}

/**
 * What a workbook holds besides the clean answers: comments, drawings, properties, headers and footers, hints, addresses
 * of links, and sheets of any other name, hidden or not; among the answers what was written in rows that were taken out,
 * in forms that others have replaced, and in columns of a body's own.
 */
async function outsideAnswers(
  { name: file, content, isForm }: Workbook,
  columns: Columns,
): Promise<Outside[]> {
  const { parts } = await unpack(content, LIMITS);
  const texts = parts.names().flatMap((name) => {
    // What a picture was called where it came from.
    const [, called = ""] = /^xl\/media\/(.+)\.\w+$/i.exec(name) ?? [];
    if (called !== "" && !OWN_NAME.test(called))
      return [{ value: called, place: `${file}, ${name}`, inPart: false }];
    if (!/\.(?:xml|vml|rels)$/i.test(name)) return [];
    const xml = parts.get(name)?.toString("utf8") ?? "";
    // The hints of a form's cells are our own.
    const own = isForm ? xml.replace(/<dataValidation\b[^<>]*>/g, "") : xml;
    const inPart = /comment|headerfooter/i.test(name);
    return textsOfXml(beside(name, own)).map((value) => ({ value, place: `${file}, ${name}`, inPart }));
  });
  const { sheets } = await readXlsx(content);
  const cells = sheets
    .filter(({ name }) => name !== ANSWERS && !(isForm && [GUIDANCE, LISTS].includes(name)))
    .flatMap(({ name, rows, hidden, veryHidden }) =>
      rows.flat().map((cell) => ({
        value: String(cell ?? ""),
        place: `${file}, arket ${name}`,
        inPart: hidden === true || veryHidden === true,
      })),
    );
  const answers = sheets
    .filter(({ name }) => name === ANSWERS)
    .flatMap(({ rows }) => openCells(rows, file, isForm, columns));
  return [...texts, ...cells, ...answers];
}

/** In a column that nobody asked for, what as many rows have is no more than a word of the body's own. */
const WORD_OF_ITS_OWN = 3;

/** What the answers' sheet holds in columns where anything may be written, and in those that nobody asked for. */
function openCells(
  [head = [], ...rows]: readonly (readonly unknown[])[],
  file: string,
  isForm: boolean,
  { written, numeric, closed }: Columns,
): Outside[] {
  const headers = head.map((cell) => String(cell ?? "").trim());
  const width = Math.max(head.length, ...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_, at) => at).flatMap((at) => {
    const header = headers[at] ?? "";
    // A form's checks stand in a column of their own.
    if (closed.includes(header) || (isForm && parseMark(header))) return [];
    const isOfNumbers = numeric.includes(header);
    const isAsked = isOfNumbers || written.includes(header);
    // A form's headers stand in more than one row.
    const from = isForm && isAsked ? HEADER_ROWS - 1 : 0;
    const column = rows.slice(from).map((cells, i): Outside => {
      const cell = cells[at] ?? "";
      const value = typeof cell === "number" ? cell : String(cell);
      return { value, place: `${file}, rad ${from + i + 2}, ${header || `kolonne ${at + 1}`}`, inPart: true };
    });
    if (isOfNumbers) return column.filter(({ value }) => typeof value === "number");
    return isAsked ? column : seldom(column);
  });
}

function seldom(column: readonly Outside[]): Outside[] {
  const counts = new Map<string | number, number>();
  for (const { value } of column) counts.set(value, (counts.get(value) ?? 0) + 1);
  return column.filter(({ value }) => (counts.get(value) ?? 0) < WORD_OF_ITS_OWN);
}

/** The same of a table's columns that nobody asked for. */
async function outsideRegister(path: string, questionnaire: Questionnaire): Promise<Outside[]> {
  const columns = new Map<string, Outside[]>();
  for (const { header, row, text } of await leftAloneIn(path, questionnaire)) {
    const column = columns.get(header) ?? [];
    column.push({ value: text, place: `${basename(path)}, rad ${row}, ${header}`, inPart: true });
    columns.set(header, column);
  }
  return [...columns.values()].flatMap(seldom);
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
      headings(xml) + only(/<(?:dataValidation|hyperlink)\b[^<>]*>/g) + quoted(xml, /<formula[12]>([^<]*)/g)
    );
  // How a text is said, beside it: readers show it above the letters.
  if (name === "xl/sharedstrings.xml") return only(/(?<=<rPh\b[^<>]*>(?:<rPr>.*?<\/rPr>)?)<t\b[^<>]*>[^<]*/g);
  return name === "xl/workbook.xml"
    ? only(/<definedName\b[^<>]*>/g) + quoted(xml, /<definedName\b[^<>]*>([^<]*)/g)
    : "";
}

/** What stands at the head and foot of the pages, each part between tags, without the codes of its fonts. */
function headings(xml: string): string {
  const found = [...xml.matchAll(/<(?:odd|even|first)(?:Header|Footer)>([^<]*)/g)].map(([, text = ""]) =>
    text
      .replace(/&amp;(?:(?:&quot;|").*?(?:&quot;|")|K[\dA-F]{6}|\d+|[BIUESXYOH])/gi, "")
      .replace(/&amp;[LCRPNDTFAZG]/gi, "<>"),
  );
  return `<>${found.join("<>")}<`;
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

/** The sign of a footnote is no digit of the number before it. */
export const FOOTNOTES = /[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]/g;

/** One spacing for texts that are compared, without what no reader sees. */
export function oneLine(text: string): string {
  return (
    text
      .replace(FOOTNOTES, " ")
      .normalize("NFKC")
      .replace(UNSEEN, "")
      // A single space, which most are, is not made anew.
      .replace(/\s{2,}|[^\S ]/g, " ")
      .trim()
  );
}
