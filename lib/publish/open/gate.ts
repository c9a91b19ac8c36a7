import { gunzipSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { LIMITS } from "../../survey/intake/workbook/limits.js";
import { unpack } from "../../survey/intake/workbook/unpack.js";
import type { Artefact } from "./artefact.js";
import { oneLine, readEntities, type Secret } from "./secrets.js";

/** A secret that stands in something that would be published. The text itself is not repeated. */
export interface Leak {
  readonly artefact: string;
  readonly place: string;
}

/**
 * Looks for secrets in every byte of what would be published: pages with what they carry packed, drawings, tables,
 * workbooks with their properties, Parquet.
 *
 * Looked for as written, as HTML, JSON, CSV and addresses write it, with tags in its midst, and whatever the spaces and
 * letters' case. Of a long text any six words in a row are enough.
 */
export async function findLeaks(artefacts: readonly Artefact[], secrets: readonly Secret[]): Promise<Leak[]> {
  const search = searchFor(secrets.filter(({ number }) => !number));
  const numbers = new Map(secrets.filter(({ number }) => number).map((secret) => [secret.text, secret]));
  const leaks: Leak[] = [];
  for (const artefact of artefacts) {
    const found = new Set<string>();
    for (const layer of await layersOf(artefact)) {
      const text = normalise(layer);
      search(text, found);
      for (const [number] of text.matchAll(/(?<!\d|\d[.,])\d+(?:[ .]\d{3})*(?!\d)/g)) {
        const digits = number.replace(/\D/g, "");
        const secret = numbers.get(digits);
        if (secret && (isData(artefact.path) || isTelling(digits))) found.add(secret.place);
      }
    }
    for (const place of found) leaks.push({ artefact: artefact.path, place });
  }
  return leaks;
}

/** What an author reads of leaks: artefact, field and row of each, never the text. */
export function describeLeaks(leaks: readonly Leak[]): string[] {
  return leaks.map(
    ({ artefact, place }) =>
      `${artefact}: what stands in ${place} is not public, but would be published (the text is not repeated here). Take it out where the file is made, or mark the item as public in the questionnaire.`,
  );
}

const START = 5;

/** Goes through a text once for all secrets, by their first letters. Adds the places of those that stand in it. */
function searchFor(secrets: readonly Secret[]): (text: string, found: Set<string>) => void {
  const starts = new Map<string, { place: string; wanted: string }[]>();
  // Most letters of a text begin no secret: a look into a table tells, without a string for each.
  const mayStart = new Uint8Array(2 ** 16);
  for (const { text, place } of secrets) {
    const wanted = text.toLowerCase();
    const start = wanted.slice(0, START);
    const alike = starts.get(start);
    if (alike) alike.push({ place, wanted });
    else starts.set(start, [{ place, wanted }]);
    mayStart[hashAt(wanted, 0)] = 1;
  }
  return (text, found) => {
    for (let i = 0; i + START <= text.length; i++) {
      if (mayStart[hashAt(text, i)] === 0) continue;
      for (const { place, wanted } of starts.get(text.slice(i, i + START)) ?? [])
        if (text.startsWith(wanted, i) && standsAlone(text, i, wanted.length)) found.add(place);
    }
  };
}

/** A number below 2^16 of the letters that a secret may start with. */
function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let i = at; i < at + START; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return (hash ^ (hash >>> 16)) & 0xffff;
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

function normalise(text: string): string {
  return oneLine(
    readEntities(text)
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      // A notebook's lines are texts of a list.
      .replace(/\\n",\s*"/g, " ")
      .replace(/\\[nrt]/g, " ")
      .replaceAll('\\"', '"')
      // A quotation mark in CSV.
      .replaceAll('""', '"'),
  ).toLowerCase();
}

/** The texts that an artefact holds, those that it carries packed among them. */
async function layersOf({ path, content }: Artefact): Promise<string[]> {
  if (typeof content === "string") return [content, ...packedIn(content)].flatMap(readingsOf);
  const bytes = Buffer.from(content);
  if (path.endsWith(".xlsx")) {
    const { parts, problems } = await unpack(bytes, LIMITS);
    // A broken or hostile file of the tests: as it is.
    if (problems.length > 0) return [bytes.toString("utf8"), bytes.toString("latin1")];
    return parts.names().flatMap((name) => [name, ...readingsOf(parts.get(name)?.toString("utf8") ?? "")]);
  }
  if (path.endsWith(".parquet")) {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    // Names of columns and what is said of them stand unpacked.
    return [bytes.toString("utf8"), ...rows.map((row) => Object.values(row).map(String).join("\n"))];
  }
  return [...readingsOf(bytes.toString("utf8")), bytes.toString("latin1"), bytes.toString("utf16le")];
}

/** Tags within words and sentences; others part them. */
const INLINE = /<\/?(?:a|b|i|em|strong|span|mark|small|sub|sup|code|abbr|u|s|wbr)\b[^<>]*>/gi;

/** A text as it is written, as a reader sees it without its tags, and what stands in addresses as `%C3%A5`. */
function readingsOf(text: string): string[] {
  // What is packed is looked at unpacked.
  const written = text.replace(/[A-Za-z0-9+/]{400,}={0,2}/g, " ");
  const readings = [written];
  if (/<\/?\w/.test(written)) readings.push(written.replace(INLINE, "").replace(/<[^<>]*>/g, " "));
  if (/%[0-9a-f]{2}/i.test(written))
    readings.push(
      written.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
        Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
      ),
    );
  return readings;
}

/** What a page carries: files to download as data addresses, and scripts and data as gzip in base64. */
function packedIn(html: string): string[] {
  const addresses = [...html.matchAll(/data:[a-z]+\/[\w.+-]+[^,"'\s]*;base64,([A-Za-z0-9+/=]+)/g)];
  const scripts = [...html.matchAll(/<script type="application\/octet-stream"[^>]*>([A-Za-z0-9+/=]+)</g)];
  return [
    ...addresses
      .filter(([all]) => !all.startsWith("data:font"))
      .map(([, base64 = ""]) => Buffer.from(base64, "base64").toString("utf8")),
    ...scripts.map(([, base64 = ""]) => gunzipSync(Buffer.from(base64, "base64")).toString("utf8")),
  ];
}
