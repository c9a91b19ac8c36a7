import type { Readable } from "node:stream";

/** Lines that end in a line feed and nothing else: JSON may hold the other ends of lines that node:readline knows. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let pieces: Buffer[] = [];
  stream.on("data", (data: Buffer) => {
    let from = 0;
    for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, from)) {
      pieces.push(data.subarray(from, at));
      onLine(Buffer.concat(pieces).toString());
      pieces = [];
      from = at + 1;
    }
    if (from < data.length) pieces.push(data.subarray(from));
  });
}
