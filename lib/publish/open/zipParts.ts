import type { Readable } from "node:stream";
import { inflateRawSync } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ContentError } from "../../ground/errors.js";
import { megabytes } from "../../survey/intake/workbook/unpack.js";

/** More than this is unpacked of no archive. */
const LARGEST = 1 << 28;
/** A folder's name ends on it. */
const SLASH = 47;

/**
 * The parts of any zip archive (workbooks, documents, archives), as far as they can be unpacked. Unlike `unpack`, which
 * refuses what is no honest form: here everything is looked at, macros, doubled names and parts that nobody asked for too.
 * @returns None of what is no whole archive.
 * @throws {ContentError} When it would be more than any archive in a repository is.
 */
export async function zipParts(file: Buffer): Promise<{ name: Buffer; content: Buffer }[]> {
  const parts: { name: Buffer; content: Buffer }[] = [];
  const entries: Entry[] = [];
  let zip: ZipFile;
  try {
    // Names as they are: yauzl refuses those that lead out of the archive.
    zip = await yauzl.fromBufferPromise(file, { decodeStrings: false });
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch {
    return parts;
  }
  const size = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (size > LARGEST)
    throw new ContentError(
      `an archive must be at most ${megabytes(LARGEST)} unpacked, but is ${megabytes(size)}`,
    );
  for (const entry of entries) {
    const name = Buffer.from(entry.fileName);
    if (name.at(-1) === SLASH || entry.isEncrypted()) continue;
    try {
      const packed = await collect(await zip.openReadStreamPromise(entry, { decodeFileData: false }));
      const isPacked = entry.compressionMethod !== 0;
      // What is larger than it says is broken or hostile.
      const limits = { maxOutputLength: Math.max(1, entry.uncompressedSize) };
      parts.push({ name, content: isPacked ? inflateRawSync(packed, limits) : packed });
    } catch {
      // A part that nobody can unpack tells nobody anything.
    }
  }
  return parts;
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
