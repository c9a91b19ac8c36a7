import { parquetReadObjects } from "hyparquet";
import { ContentError } from "../../ground/errors.js";
import { slug } from "../../ground/text/slug.js";
import type { Artefact } from "./artefact.js";
import { numberWordsIn } from "./numberWords.js";
import { isText, readingsOf, readingsOfBytes } from "./readings.js";
import { oneLine, readEntities, type Secret } from "./secrets.js";
import { skeletonSearch } from "./skeleton.js";
import { zipParts } from "./zipParts.js";

/** A secret that stands in something that would be published. The text itself is not repeated. */
export interface Leak {
  readonly artefact: string;
  readonly place: string;
}

/**
 * Looks for secrets in every byte of what would be published, and in its name: pages with what they carry packed,
 * drawings, tables, workbooks with their properties, Parquet, PDF.
 *
 * Looked for as written, as HTML, JSON, CSS, CSV, mail and addresses write it, in base64 and hexadecimal, packed, in
 * UTF-16, beside a picture, with tags or hyphens in its midst, whatever the spaces and letters' case, and as addresses and
 * file names have it (`blå-fjell` as `bla-fjell` and `blaafjell`). Of a long text any six
 * words in a row are enough.
 */
export async function findLeaks(artefacts: readonly Artefact[], secrets: readonly Secret[]): Promise<Leak[]> {
  const look = gateFor(secrets);
  const leaks: Leak[] = [];
  for (const artefact of artefacts)
    for (const place of await look(artefact)) leaks.push({ artefact: artefact.path, place });
  return leaks;
}

/** As findLeaks, of one artefact after the other: the places of the secrets that stand in it. */
export function gateFor(secrets: readonly Secret[]): (artefact: Artefact) => Promise<string[]> {
  const texts = secrets.filter(({ number }) => !number).map(formsOf);
  const mayStand = skeletonSearch(texts.map(({ written }) => written));
  const numbers = new Map(secrets.filter(({ number }) => number).map((secret) => [secret.text, secret]));
  return async (artefact) => {
    const found = new Set<string>();
    for (const layer of [artefact.path, ...(await layersOf(artefact))]) {
      const decoded = decode(layer);
      const suspects = mayStand(decoded);
      if (suspects.length === 0 && numbers.size === 0) continue;
      const text = oneLine(decoded).toLowerCase();
      const readings = readingsIn(text);
      for (const at of suspects) {
        const secret = texts[at] as Forms;
        if (!found.has(secret.place) && standsIn(readings, secret)) found.add(secret.place);
      }
      for (const digits of numbersIn(text, artefact.path)) {
        const secret = numbers.get(digits);
        if (secret && (isData(artefact.path) || isTelling(digits))) found.add(secret.place);
      }
    }
    return [...found];
  };
}

/** What an author reads of leaks: artefact, field and row of each, never the text. */
export function describeLeaks(leaks: readonly Leak[]): string[] {
  return leaks.map(
    ({ artefact, place }) =>
      `${artefact}: what stands in ${place} is not public, but would be published (the text is not repeated here). Take it out where the file is made, or mark the item as public in the questionnaire.`,
  );
}

/** Without accents and signs a text is less its own: so long must it be. */
const SHORTEST_FOLDED = 10;

/** Without its spaces too, a text may stand within others. */
const SHORTEST_SQUEEZED = 14;
/** Without æ, ø and å as well, it is less its own still. */
const SHORTEST_SPOILT = 20;

/** Letters one by one: `k a r i`, a cell or a line each. */
const SPELT = /(?<![a-z0-9])(?:[a-z0-9]-){8,}[a-z0-9](?![a-z0-9])/g;

/** In the letters of addresses, æ, ø and å as whoever lacks them writes them: `gjennomføring`, `gjennomfoering`. */
const folded = (text: string): string => slug(text).replace(/ae|aa/g, "a").replaceAll("oe", "o");

/** The letters that other encodings spoil: `p? ?kern`, `p\ufffd \ufffdkern`. */
const NORWEGIAN = /[æøå]/gi;

/** Letters and digits alone: what is hyphenated, spelt with a tag a letter, or `writtenLikeThis`. */
const squeezed = (letters: string): string => letters.replaceAll("-", "");

/** How a secret is looked for; null where too little of it would be left. */
interface Forms {
  readonly place: string;
  readonly written: string;
  readonly folded: string | null;
  /** Without its spaces; and without æ, ø and å as well. */
  readonly squeezed: readonly string[];
  readonly spelt: string | null;
}

function formsOf({ text, place, inLonger }: Secret): Forms {
  const letters = folded(text);
  const together = squeezed(letters);
  const spoilt = squeezed(folded(text.replace(NORWEGIAN, "")));
  return {
    place,
    written: text.toLowerCase(),
    folded: letters.length >= SHORTEST_FOLDED ? letters : null,
    squeezed: inLonger
      ? []
      : [
          ...(together.length >= SHORTEST_SQUEEZED ? [together] : []),
          ...(spoilt !== together && spoilt.length >= SHORTEST_SPOILT ? [spoilt] : []),
        ],
    spelt: together.length >= SHORTEST_FOLDED ? together : null,
  };
}

/** A text as it is, in the letters of addresses, and without its spaces; what is not asked for is not made. */
function readingsIn(text: string) {
  let letters: string | undefined;
  let together: string | undefined;
  let spelt: readonly string[] | undefined;
  return {
    written: text,
    get folded(): string {
      letters ??= folded(text);
      return letters;
    },
    get squeezed(): string {
      together ??= squeezed(this.folded);
      return together;
    },
    get spelt(): readonly string[] {
      spelt ??= (this.folded.match(SPELT) ?? []).map(squeezed);
      return spelt;
    },
  };
}

function standsIn(text: ReturnType<typeof readingsIn>, secret: Forms): boolean {
  return (
    holdsAlone(text.written, secret.written) ||
    (secret.folded !== null && holdsAlone(text.folded, secret.folded)) ||
    secret.squeezed.some((letters) => text.squeezed.includes(letters)) ||
    (secret.spelt !== null && text.spelt.some((letters) => letters.includes(secret.spelt as string)))
  );
}

function holdsAlone(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (standsAlone(text, at, wanted.length)) return true;
  return false;
}

/** Not as a part of a longer word: «Utvikling» is not in «videreutvikling». */
function standsAlone(text: string, at: number, length: number): boolean {
  const inWord = /[\p{L}\p{N}]/u;
  return (
    !(inWord.test(text[at - 1] ?? "") && inWord.test(text[at] ?? "")) &&
    !(inWord.test(text[at + length] ?? "") && inWord.test(text[at + length - 1] ?? ""))
  );
}

/** Small amounts, and those of one digit and zeros, stand anywhere in a text: limits, classes, sums. */
const isTelling = (digits: string): boolean => digits.length >= 6 && !/^\d0*$/.test(digits);

/** Where a number is an answer rather than a width, a colour or a sum. */
const isData = (path: string): boolean =>
  /\.(csv|json|xlsx|parquet)$/.test(path) || path.endsWith("oversikt.html");

/** What parts the thousands of a number, besides the space, the point and the comma: `8-123-456`, `8’123’456`, `8/123/456`. */
const PARTING = "'’_‐‑‒–—−/:|+*~·-";
const grouped = (signs: string): RegExp =>
  new RegExp(`(?<!\\d|\\d[.,])\\d+(?: ?[${signs}] ?\\d{3})*(?!\\d)`, "g");
/** A comma in CSV parts two cells, but for within quotation marks. */
const GROUPS = { cells: grouped(` .${PARTING}`), text: grouped(` .,${PARTING}`) };
/** Digits one by one, or parted anywhere by one sign that no list of numbers has. */
const PARTED = {
  cells: /(?<!\d)\d(?:([ .-])\d)(?:\1\d){3,}(?!\d)/g,
  text: /(?<!\d)\d(?:(, |[ .,-])\d)(?:\1\d){3,}(?!\d)/g,
  anywhere: new RegExp(`(?<!\\d)\\d{1,4}(?:([${PARTING}])\\d{1,4})(?:\\1\\d{1,4})+(?!\\d)`, "g"),
};

/** Numbers as people and programs write them: `8 123 456`, `8.123.456`, `8,123456` of millions, `8.123456e6`, `0x7bf440`. */
function numbersIn(written: string, path: string): string[] {
  const text = MAY_BE_DIGITS.test(written) ? written.replace(OTHER_DIGITS, digitOf) : written;
  const found: string[] = [];
  const take = (within: string, ...patterns: readonly RegExp[]): void => {
    for (const pattern of patterns)
      for (const [number] of within.matchAll(pattern))
        found.push(number.replace(/\D/g, "").replace(/^0+/, ""));
  };
  const isCells = path.endsWith(".csv");
  const kind = isCells ? "cells" : "text";
  take(text, GROUPS[kind], PARTED[kind], PARTED.anywhere);
  if (isCells) for (const [cell] of text.matchAll(/"[^"\n]*,[^"\n]*"/g)) take(cell, GROUPS.text, PARTED.text);
  const parts = [...text.matchAll(/(?<![\d.,])(\d{1,7})[.,](\d{3,6})(?![\d.,])/g)].flatMap(
    ([, front = "", back = ""]) =>
      [3, 6].filter((power) => back.length <= power).map((power) => `${front}${back.padEnd(power, "0")}`),
  );
  const powers = [
    ...text.matchAll(/(?<![\d.,])\d{1,7}(?:\.\d+)?e\+?\d{1,2}(?!\d)|(?<!\w)0x[0-9a-f]{4,10}(?!\w)/g),
  ].map(([number]) => String(Number(number)));
  return [...found, ...parts.filter(isTelling), ...powers, ...numberWordsIn(text)];
}

/** Where the digits of other scripts lie that NFKC makes none of ours, and few signs that Norwegian text has. */
const MAY_BE_DIGITS = /[\u0660-\u1fff\ua620-\uabff\ud800-\udbff]/;
/** Digits of other scripts: `٨١٢`. */
const OTHER_DIGITS = /[^\P{Nd}0-9]/gu;

function digitOf(sign: string): string {
  const code = sign.codePointAt(0) as number;
  let digit = 0;
  while (digit < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - digit - 1))) digit++;
  return String(digit);
}

/** What is written with signs that programs read: entities, and letters and ends of lines behind a backslash. */
function decode(text: string): string {
  let read = text;
  if (read.includes("&")) {
    read = readEntities(read);
    // An entity's own `&` may be written as one.
    if (/&(?:#|\w{2,6};)/.test(read)) read = readEntities(read);
  }
  if (read.includes("\\"))
    read = read
      .replace(/\\+u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (all, long?: string, short?: string) => {
        const code = Number.parseInt(long ?? short ?? "", 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      })
      .replace(/\\+x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // As people write an address that no program shall find.
  if (/[([{]\s*(?:at|krøllalfa|alfakrøll|dot|punktum)\s*[)\]}]/i.test(read))
    read = read.replace(/\s*[([{]\s*(at|krøllalfa|alfakrøll|dot|punktum)\s*[)\]}]\s*/gi, (_, sign: string) =>
      /^(?:dot|punktum)$/i.test(sign) ? "." : "@",
    );
  if (read.includes("\\"))
    read = read
      // As CSS writes a letter: `\e5 `.
      .replace(/\\([0-9a-f]{2,6})\s?/gi, (all, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code >= 0xa0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
      })
      // A notebook's lines are texts of a list.
      .replace(/\\n",\s*"/g, " ")
      .replace(/\\[nrt]/g, " ")
      .replaceAll('\\"', '"');
  // A quotation mark in CSV.
  return read.replaceAll('""', '"');
}

/** The texts that an artefact holds, those that it carries packed among them. */
async function layersOf({ path, content }: Artefact): Promise<string[]> {
  if (typeof content === "string") return readingsOf(content);
  try {
    return await layersOfBytes(Buffer.from(content));
  } catch (error) {
    const why = (error as Error).message.split("\n", 1)[0];
    throw new ContentError(
      `${path} must be a file that can be looked through for what is not public, but: ${why}. Take it out, save it again without a password, or let .gitignore name it.`,
    );
  }
}

/** Archives within archives. */
const DEEPEST = 3;

async function layersOfBytes(bytes: Buffer, depth = 0): Promise<string[]> {
  const start = bytes.toString("latin1", 0, 4);
  if (start === "PK\x03\x04" && depth < DEEPEST) {
    const layers: string[] = [];
    for (const { name, content } of await zipParts(bytes))
      layers.push(
        name.toString("utf8"),
        name.toString("latin1"),
        ...(await layersOfBytes(content, depth + 1)),
      );
    // A comment on the archive stands unpacked.
    return [bytes.toString("utf8"), ...layers];
  }
  if (start === "%PDF") {
    const { pdfTexts } = await import("./pdfTexts.js");
    const { texts, files } = await pdfTexts(bytes);
    const layers = texts.flatMap((text) => readingsOf(text));
    for (const file of files) layers.push(...(await layersOfBytes(file, depth + 1)));
    return layers;
  }
  if (start === "PAR1") {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    // Names of columns and what is said of them stand unpacked.
    return [bytes.toString("utf8"), ...rows.map((row) => Object.values(row).map(String).join("\n"))];
  }
  if (isText(bytes)) return readingsOf(bytes.toString("utf8"));
  const latin1 = bytes.toString("latin1");
  return [
    ...readingsOfBytes(bytes),
    ...readingsOf(bytes.toString("utf8")),
    latin1,
    // UTF-16 among other bytes, as old workbooks have it.
    latin1.replaceAll("\0", ""),
  ];
}
