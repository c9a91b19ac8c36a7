import { isUtf8 } from "node:buffer";

/**
 * Where bytes stop being UTF-8, with a word by which one sees it, read as Windows-1252.
 * @returns Null when they are UTF-8.
 */
export function notUtf8(bytes: Buffer): { readonly line: number; readonly word: string } | null {
  if (isUtf8(bytes)) return null;
  const lines = bytes.toString("latin1").split("\n");
  const at = lines.findIndex((line) => !isUtf8(Buffer.from(line, "latin1")));
  const said = new TextDecoder("windows-1252").decode(Buffer.from(lines[at] ?? "", "latin1"));
  const word = /[^\s,;"]*[^\p{ASCII}][^\s,;"]*/u.exec(said)?.[0] ?? said.trim();
  return { line: at + 1, word: word.slice(0, 40) };
}

/** Whether bytes say of themselves that they are UTF-16, or look like it. */
export function isUtf16(bytes: Buffer): boolean {
  const marked = /^(?:\xff\xfe|\xfe\xff)/.test(bytes.subarray(0, 2).toString("latin1"));
  let zeros = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) zeros += 1;
  return marked || zeros > bytes.length / 4;
}

/** Whether bytes are a zip: a workbook that was given another name. */
export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04";
}
