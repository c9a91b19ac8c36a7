import { StringDecoder } from "node:string_decoder";

/**
 * What cells write past `process.stdout`, to the file descriptors themselves: child processes with
 * `stdio: "inherit"`, `fs.writeSync(1, …)`. It comes by another way than the reports, so the process that runs the
 * cells writes marks into it: a report that carries mark k comes after everything that was written before k.
 */
export interface RawOutput {
  /** The last mark that was read. */
  passed(): number;
  /** The rest, when nothing more comes. */
  flush(): void;
}

/** The mark that stands in the text. No text of a cell holds a NUL with this after it but by intent. */
export const rawMark = (k: number): string => `\0notat-mark-${k}\0`;
const MARK = /\0notat-mark-(\d+)\0/;
/** A mark that has not come whole yet. */
const PART = /\0[\w-]{0,24}$/;

export function readRaw(
  stream: NodeJS.ReadableStream,
  onText: (text: string) => void,
  onMark: () => void,
): RawOutput {
  const decoder = new StringDecoder("utf8");
  let waiting = "";
  let passed = 0;
  const give = (text: string) => {
    if (text !== "") onText(text);
  };
  stream.on("data", (data: Buffer) => {
    waiting += decoder.write(data);
    for (let mark = MARK.exec(waiting); mark; mark = MARK.exec(waiting)) {
      give(waiting.slice(0, mark.index));
      waiting = waiting.slice(mark.index + mark[0].length);
      passed = Number(mark[1]);
      onMark();
    }
    const end = PART.exec(waiting)?.index ?? waiting.length;
    give(waiting.slice(0, end));
    waiting = waiting.slice(end);
  });
  stream.on("error", () => {});
  return {
    passed: () => passed,
    flush: () => {
      give(waiting + decoder.end());
      waiting = "";
    },
  };
}
