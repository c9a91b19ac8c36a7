import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** Tags within words and sentences; others part them. */
const INLINE =
  /<!--[\s\S]*?-->|<\/?(?:[a-z]+:)?(?:a|b|i|em|strong|span|tspan|mark|small|big|sub|sup|code|abbr|u|s|q|del|ins|cite|dfn|kbd|samp|var|font|time|data|bdi|bdo|label|ruby|rb|wbr|r|t|rpr|strike|color|sz|rfont|family|scheme|charset|vertalign|[a-z]+-[\w-]+)\b[^<>]*>/gi;

/** What stands above or beside letters and is read apart from them: how they are said, the number of a footnote. */
const ABOVE =
  /<(r[tp])\b[^<>]*>[\s\S]*?(?:<\/\1>|(?=<\/?r(?:[tpb]|uby)\b))|<sup\b[^<>]*>(?:<[^<>]*>)*[\d*†‡]{1,3}(?:<[^<>]*>)*<\/sup>/gi;

/** Letters of other alphabets that look like ours. */
const LIKE = new Map(
  [
    ["АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһӏѵԝԛ", "ABEKMHOPCTYXIJSaeopcyxijsdhlvwq"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχηκ", "ABEZHIKMNOPTYXaivoptuxnk"],
    ["ıɑɡɩʏ", "iagiy"],
  ].flatMap(([theirs = "", ours = ""]) => [...theirs].map((letter, i) => [letter, ours[i]] as const)),
);

/** What is coded may be coded once more. */
const DEEPEST = 3;
/** More than this is unpacked of nothing. */
const LARGEST = 1 << 28;

/**
 * A text as it is written; as a reader sees it without its tags, with spaces in their place, and with all of it in one;
 * what stands in addresses as `%C3%A5`, in mail as `=C3=A5` or `+AOU-`, in scripts as `\\xc3\\xa5`; without the links of
 * Markdown, what stands above letters, and letters that only look like ours; what stands in base64, hexadecimal or as a
 * list of numbers, packed or not.
 */
export function readingsOf(text: string, depth = 0): string[] {
  const readings: string[] = [];
  const coded = depth < DEEPEST ? codedIn(text) : [];
  // What is packed is looked at unpacked.
  const written = text.replace(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{4000,}={0,2}/g, " ");
  readings.push(written);
  if (/<[/!]?[\w-]/.test(written))
    readings.push(
      written.replace(INLINE, "").replace(/<[^<>]*>/g, " "),
      written.replace(/<!--[\s\S]*?-->|<[^<>]*>/g, ""),
      written.replace(/<[^<>]*>/g, " "),
    );
  const reread = (pattern: RegExp, replace: (part: string) => string): void => {
    const parts = around(written, pattern);
    if (parts.length > 0) readings.push(parts.map(replace).join("\n"));
  };
  reread(/%[0-9a-f]{2}/gi, (part) => {
    let address = part;
    // An address within an address is written so once more.
    for (let i = 0; i < DEEPEST && /%[0-9a-f]{2}/i.test(address); i++) address = bytesIn(address, /%/g);
    return address;
  });
  reread(/=[cCeE][0-9a-fA-F]=[0-9a-fA-F]{2}/g, (part) => bytesIn(part.replace(/=\r?\n/g, ""), /=/g));
  reread(/\\+x[c-e][0-9a-f]\\+x[0-9a-f]{2}/gi, (part) => bytesIn(part, /\\+x/g));
  reread(/\\'[89a-f][0-9a-f]/gi, (part) => bytesIn(part, /\\'/g));
  // UTF-8 that was taken for Latin-1.
  const misread = /(?:[\u00c2-\u00c3][\u0080-\u00bf])+/g;
  reread(misread, (part) => part.replace(misread, (run) => Buffer.from(run, "latin1").toString("utf8")));
  const utf7 = /\+([A-Za-z0-9+/]{2,})-/g;
  reread(utf7, (part) =>
    part.replace(utf7, (all, code: string) => {
      const letters = Buffer.from(code, "base64");
      return letters.length % 2 === 0 ? letters.swap16().toString("utf16le") : all;
    }),
  );
  reread(/<(?:rt|sup)\b/gi, (part) =>
    part
      .replace(ABOVE, "")
      .replace(INLINE, "")
      .replace(/<[^<>]*>/g, " "),
  );
  reread(/[\u0131\u0251\u0261\u0269\u028f\u0370-\u0527]/g, (part) =>
    part.replace(/[\u0131-\u0527]/g, (letter) => LIKE.get(letter) ?? letter),
  );
  reread(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{3,}/g, (part) => part.normalize("NFKC"));
  // Colours of a terminal, as they are or as JSON writes them.
  const colour = /(?:\p{Cc}|\\u001b)\[[\d;]*m/giu;
  reread(colour, (part) => part.replace(colour, ""));
  reread(/\]\(/g, (part) => part.replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1"));
  reread(/\]\]><!\[CDATA\[/g, (part) => part.replaceAll("]]><![CDATA[", ""));
  // As CSS writes letters, all of them.
  reread(/(?:\\[0-9a-f]{2,6}\s?){4,}/gi, (part) =>
    part.replace(/\\([0-9a-f]{2,6})\s?/gi, (all, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }),
  );
  const octal = /\\([0-3][0-7]{2})/g;
  reread(/\\[23][0-7]{2}/g, (part) =>
    part.replace(octal, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
  );
  const unpacked = coded.flatMap(({ bytes, packed }) => readingsOfBytes(bytes, depth + 1, packed));
  if (unpacked.length > 0) readings.push(unpacked.join("\n"));
  return readings;
}

/** On both sides of what is written in another way: no text that is looked for is longer. */
const BESIDE = 1000;

/** The parts of a text in which a pattern is found, with what stands around it. */
function around(text: string, pattern: RegExp): string[] {
  const parts: { from: number; to: number }[] = [];
  for (const { index, 0: match } of text.matchAll(pattern)) {
    const from = Math.max(0, index - BESIDE);
    const to = index + match.length + BESIDE;
    const last = parts.at(-1);
    if (last && from <= last.to) last.to = to;
    else parts.push({ from, to });
  }
  return parts.map(({ from, to }) => text.slice(from, to));
}

/** Runs of `%C3%A5` or `=C3=A5` as the letters that they are. */
function bytesIn(text: string, mark: RegExp): string {
  return text.replace(new RegExp(`(?:${mark.source}[0-9a-f]{2})+`, "gi"), (run) => {
    const bytes = Buffer.from(run.replace(mark, ""), "hex");
    return isText(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
  });
}

/**
 * What in a text may be bytes: base64, also over lines; hexadecimal, also with signs between; numbers of letters.
 * `packed`: whether they can have been packed, as a word of letters alone can't.
 */
function codedIn(text: string): { readonly bytes: Buffer; readonly packed: boolean }[] {
  const lines = text.replace(/(?:\r?\n|\\n)(?<=[\w+/-]{48}(?:\r?\n|\\n))(?=[\w+/-]{4})/g, "");
  // Most are words, and stand there again and again.
  const codes = new Set(lines.match(/(?<![\w+/-])(?:[\w+/-]{12,}={0,2}|[\w+/-]{6,}={1,2})(?![\w+/-])/g));
  const base64 = [...codes].map((code) => ({ bytes: Buffer.from(code, "base64"), packed: isMixed(code) }));
  const hex = [
    ...text.matchAll(/(?<!\w)(?:(?:0x)?[0-9a-f]{2}[ :,-]{0,2}){9,}(?:0x)?[0-9a-f]{2}(?!\w)/gi),
  ].map(([code]) => ({ bytes: Buffer.from(code.replace(/0x|[ :,-]/gi, ""), "hex"), packed: true }));
  const numbers = [...text.matchAll(/(?<![\d.,-])(?:\d{2,4}, ?){9,}\d{2,4}(?![\d.])/g)].flatMap(([list]) => {
    const codes = list.split(",").map(Number);
    const letters = Buffer.from(String.fromCharCode(...codes));
    const all = codes.every((code) => code < 256) ? [Buffer.from(codes), letters] : [letters];
    return all.map((bytes) => ({ bytes, packed: true }));
  });
  return [...base64, ...hex, ...numbers];
}

/** Small and capital letters, and what is no letter: of sixteen letters of base64, all but one in thirty. */
const isMixed = (code: string): boolean => /[a-z]/.test(code) && /[A-Z]/.test(code) && /[^A-Za-z]/.test(code);

/** The texts that bytes hold: packed ones, those of pictures, those in UTF-8 and UTF-16. None of fonts. */
export function readingsOfBytes(bytes: Buffer, depth = 0, mayBePacked = true): string[] {
  const start = bytes.subarray(0, 4).toString("latin1");
  if (depth > DEEPEST || ["wOF2", "wOFF", "OTTO", "\0\x01\0\0"].includes(start)) return [];
  const packed = start.startsWith("\x1f\x8b")
    ? gunzipSync
    : ["x\x01", "x^", "x\x9c", "x\xda"].includes(start.slice(0, 2))
      ? inflateSync
      : null;
  if (packed) {
    try {
      return readingsOfBytes(packed(bytes, { maxOutputLength: LARGEST }), depth + 1);
    } catch {
      // It only began as something packed does.
    }
  }
  if (start === "\x89PNG") return textsOfPng(bytes).flatMap((text) => readingsOf(text, depth + 1));
  if (/^(?:\xff\xd8\xff|GIF8|RIFF)/.test(start))
    return [bytes.toString("latin1"), bytes.toString("utf8"), bytes.toString("utf16le")];
  if (bytes.length > 0 && isText(bytes)) return readingsOf(bytes.toString("utf8"), depth);
  if (bytes.length < 8) return [];
  const inner = mayBePacked ? unpackedText(bytes) : null;
  if (inner !== null) return readingsOf(inner, depth + 1);
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return [
    even.toString("utf16le"),
    Buffer.from(even).swap16().toString("utf16le"),
    ...(isLatin1(bytes) ? [bytes.toString("latin1")] : []),
  ].filter(isWritten);
}

/** What is packed without a head that says so. */
function unpackedText(bytes: Buffer): string | null {
  const { stackTraceLimit } = Error;
  // Most bytes are not packed, and a failure's stack takes longer than the trial.
  Error.stackTraceLimit = 0;
  try {
    for (const unpack of unpackersFor(bytes[0]!))
      try {
        const inner = unpack(bytes, { maxOutputLength: LARGEST });
        if (inner.length > 8 && isText(inner)) return inner.toString("utf8");
      } catch {
        // It is not packed so.
      }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return null;
}

/** By the bits with which each begins: a block of DEFLATE that is packed, a window of Brotli's. */
const unpackersFor = (first: number) => [
  ...([3, 4, 5].includes(first & 7) ? [inflateRawSync] : []),
  ...((first & 1) === 1 && (first & 14) !== 0 ? [brotliDecompressSync] : []),
];

/** The texts beside a PNG's picture: `tEXt`, packed `zTXt`, `iTXt`, and what a camera says. */
function textsOfPng(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (/^(?:tEXt|zTXt|iTXt|eXIf)$/.test(kind)) {
      texts.push(chunk.toString("latin1"), chunk.toString("utf8"));
      for (let from = chunk.indexOf(0); from >= 0; from = chunk.indexOf(0, from + 1)) {
        try {
          const text = inflateSync(chunk.subarray(from + 1), { maxOutputLength: LARGEST });
          texts.push(text.toString("latin1"), text.toString("utf8"));
        } catch {
          // Nothing packed begins here.
        }
      }
    }
    at += length + 12;
  }
  return texts;
}

/** Whether bytes are UTF-8 that somebody can have written. */
export function isText(bytes: Buffer): boolean {
  const text = bytes.toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is no text has them.
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}

/** Whether bytes are Latin-1 that somebody can have written: no signs that steer machines. */
const isLatin1 = (bytes: Buffer): boolean =>
  bytes.every((byte) => (byte >= 32 && byte < 127) || byte >= 160 || (byte >= 9 && byte <= 13));

/** Whether a text that was read from bytes is one: letters that Norwegian has, and few others. */
function isWritten(text: string): boolean {
  let others = 0;
  for (const _ of text.matchAll(/[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{S}\s]/gu))
    if (++others >= 0.1 * text.length) return false;
  return true;
}
