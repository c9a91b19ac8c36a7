import { writeSync } from "node:fs";
import type { ConvertedCell } from "./convertedCell.js";

/** To a converter's process, one JSON value a line on its standard input. Each is answered in turn. */
export interface ConvertOrder {
  /** The declarations of the cells before, as `declarationsAfter` gives them. */
  readonly prevDecl: string;
  readonly source: string;
}

/** File descriptor of the answers, one JSON value a line. tslab's own complaints go to the standard output. */
export const ANSWERS = 3;

/** The first line of the answers: from here on, what ends the process is a cell's own doing. */
export const STARTED = '"started"';

export function tellStarted(): void {
  writeSync(ANSWERS, `${STARTED}\n`);
}

/** Answers one line of orders. */
export function answerWith(convert: (prevDecl: string, source: string) => ConvertedCell, line: string): void {
  const { prevDecl, source } = JSON.parse(line) as ConvertOrder;
  const answer = Buffer.from(`${JSON.stringify(convert(prevDecl, source))}\n`);
  for (let at = 0; at < answer.length; ) at += writeSync(ANSWERS, answer, at);
}
