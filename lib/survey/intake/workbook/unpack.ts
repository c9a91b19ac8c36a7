import type { Readable } from "node:stream";
import { crc32, inflateRawSync } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { type Problem, problem } from "../problem.js";
import type { Limits } from "./limits.js";

/** The parts of a workbook, each whole and checked. Upper and lower case are one in their names. */
export class Parts {
  private readonly byName = new Map<string, Buffer>();

  add(name: string, content: Buffer): void {
    this.byName.set(name.toLowerCase(), content);
  }

  get(name: string): Buffer | undefined {
    return this.byName.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.byName.keys()];
  }
}

const SAVE_AGAIN = "Åpne filen i Excel, lagre den på nytt som .xlsx, og send den en gang til.";
const FORBIDDEN: readonly (readonly [RegExp, string, string])[] = [
  [
    /vbaproject|\/macrosheets\/|\/activex\//i,
    "Filen kan ikke inneholde makroer.",
    "Lagre den som .xlsx uten makroer, og send den på nytt.",
  ],
  [
    /(?:^|\/)(?:externallinks\/|connections\.xml$)/i,
    "Filen kan ikke hente tall fra andre filer eller databaser.",
    "Lim inn verdiene i stedet for koblingene, lagre, og send filen på nytt.",
  ],
];

/**
 * Unpacks a workbook's zip archive, with every limit checked before anything is unpacked and every part's checksum
 * after.
 *
 * Refused are archives that are no zip or are broken, too many or too large parts, parts packed too tightly to be
 * honest, encrypted, doubled or absolute names, macros and links out of the file, and parts whose checksum does not
 * fit their content (spreadsheet libraries take those in without a word).
 * @returns The parts, and all that is wrong with them.
 */
export async function unpack(file: Buffer, limits: Limits): Promise<{ parts: Parts; problems: Problem[] }> {
  const parts = new Parts();
  const kind = refuseKind(file);
  if (kind) return { parts, problems: [kind] };
  let zip: ZipFile;
  const entries: Entry[] = [];
  try {
    // Some report servers write backslashes in the names: they are read as slashes.
    zip = await yauzl.fromBufferPromise(file, { strictFileNames: false });
    if (zip.entryCount > limits.entries) {
      return {
        parts,
        problems: [refuse(`Filen kan ha høyst ${limits.entries} deler.`, `${zip.entryCount} deler`)],
      };
    }
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    return { parts, problems: [refuseArchive(error)] };
  }
  const other = refuseFormat(entries.map(({ fileName }) => fileName));
  const problems = other ? [other] : checkDirectory(entries, limits);
  if (problems.length > 0) return { parts, problems };
  for (const entry of entries) {
    if (entry.fileName.endsWith("/")) continue;
    try {
      const packed = await collect(await zip.openReadStreamPromise(entry, { decodeFileData: false }));
      const content = inflate(packed, entry);
      if (crc32(content) === entry.crc32) parts.add(entry.fileName, content);
      else
        problems.push(
          refuse(
            `Delen ${entry.fileName} må stemme med kontrollsummen sin.`,
            "et innhold som er endret eller skadet",
          ),
        );
    } catch {
      problems.push(refuse(`Delen ${entry.fileName} må kunne pakkes ut.`, "en skadet del"));
    }
  }
  return { parts, problems };
}

const WORKBOOK = "Filen må være en Excel-arbeidsbok (.xlsx).";
const SAVE_AS = "Lagre den som «Excel-arbeidsbok (.xlsx)» uten passord, og send den på nytt.";

/** What a file is that is no zip archive. */
function refuseKind(file: Buffer): Problem | null {
  const start = file.subarray(0, 8).toString("hex");
  if (start.startsWith("504b0304")) return null;
  const came =
    start === "d0cf11e0a1b11ae1"
      ? "en fil med passord eller i det gamle formatet .xls"
      : file.length === 0
        ? "en tom fil"
        : nameText(file);
  return problem({ kind: "file", expected: WORKBOOK, came, wayOut: SAVE_AS });
}

function nameText(file: Buffer): string {
  const start = file
    .subarray(0, 2000)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  if (/^\s*(?:<!doctype html|<html|<table)/i.test(start))
    return "en nettside (HTML) med navn som et regneark";
  if (/^\s*<\?xml/.test(start)) return "en XML-fil";
  if (start.startsWith("%PDF")) return "en PDF-fil";
  const [line = ""] = start.split(/\r?\n/);
  const isText = !file.subarray(0, 2000).includes(0);
  return isText && /[;,\t]/.test(line) ? "en tekstfil med skilletegn (.csv)" : "en fil av et annet slag";
}

/** Other documents that are zip archives too. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^(?:mimetype|content\.xml|META-INF\/manifest\.xml)$/i, "et OpenDocument-regneark (.ods)"],
  [/(?:^|\/)workbook\.bin$/i, "en binær arbeidsbok (.xlsb)"],
  [/^word\//i, "et Word-dokument (.docx)"],
  [/^ppt\//i, "en presentasjon (.pptx)"],
  [/^Index\/.*\.iwa$/i, "et regneark fra Numbers (.numbers)"],
];

function refuseFormat(names: readonly string[]): Problem | null {
  const came = FORMATS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  return came === undefined ? null : problem({ kind: "file", expected: WORKBOOK, came, wayOut: SAVE_AS });
}

function checkDirectory(entries: readonly Entry[], limits: Limits): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = entry.fileName;
    const folded = name.toLowerCase();
    if (seen.has(folded))
      problems.push(refuse("Hver del av filen må stå der én gang.", `delen ${name} to ganger`));
    seen.add(folded);
    if (entry.isEncrypted()) {
      problems.push(
        refuse(
          "Filen kan ikke være kryptert.",
          `den krypterte delen ${name}`,
          "Fjern passordet, lagre, og send filen på nytt.",
        ),
      );
    } else if (!entry.canDecodeFileData()) {
      problems.push(refuse("Filen må være pakket slik Excel gjør det.", `delen ${name} i et ukjent format`));
    }
    if (entry.uncompressedSize > 1_000_000 && entry.uncompressedSize > limits.ratio * entry.compressedSize) {
      const ratio = Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize));
      problems.push(
        refuse(
          `En del av filen kan ikke være pakket mer enn ${limits.ratio} ganger.`,
          `${name}, pakket ${ratio} ganger`,
        ),
      );
    }
    for (const [pattern, expected, wayOut] of FORBIDDEN) {
      if (pattern.test(name)) problems.push(refuse(expected, `delen ${name}`, wayOut));
    }
  }
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > limits.unpacked) {
    problems.push(
      refuse(
        `Filen kan være høyst ${megabytes(limits.unpacked)} utpakket.`,
        megabytes(unpacked),
        "Ta bort ark, bilder og formatering som ikke hører til svarene, og send filen på nytt.",
      ),
    );
  }
  return problems;
}

function refuseArchive(error: unknown): Problem {
  // yauzl checks names itself: absolute, or with "..".
  const name = /invalid characters in fileName|absolute path|invalid relative path/.exec(
    (error as Error).message,
  );
  if (name)
    return refuse("Navnene på filens deler må ligge inne i filen.", "en del med et navn som peker ut av den");
  return refuse("Filen må være en hel Excel-arbeidsbok (.xlsx).", "et arkiv som er avkortet eller skadet");
}

function refuse(expected: string, came: string, wayOut = SAVE_AGAIN): Problem {
  return problem({ kind: "file", expected, came, wayOut });
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** In one go: a workbook has many small parts, and a stream for each costs more than its content. */
function inflate(packed: Buffer, { compressionMethod, uncompressedSize }: Entry): Buffer {
  const content =
    compressionMethod === 0
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
  if (content.length !== uncompressedSize) throw new Error("of another size than it says");
  return content;
}

/** `20 MB` */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`;
}
