import { StringDecoder } from "node:string_decoder";

/** Everything that is written to the stream goes to `write` instead, as text, and calls back. */
export function takeOver(stream: NodeJS.WriteStream, write: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  // Node makes pipes fail when they are full for a moment, and processes that a cell starts would lose text by it.
  (stream as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
  stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string") {
      const plain = typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
      write(plain ? chunk : Buffer.from(chunk, encoding as BufferEncoding).toString());
    } else write(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
    if (typeof done === "function") process.nextTick(done as () => void);
    return true;
  }) as typeof stream.write;
}
