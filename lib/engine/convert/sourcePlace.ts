import { createRequire } from "node:module";
import type TS from "@tslab/typescript-for-tslab";

/** After this mark in a cell's JavaScript comes what is ours, without a counterpart in the TypeScript. */
export const LIVE_MARK = "\n__tslab__.live(";

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}
interface Token extends Place {
  readonly text: string;
}

/**
 * The place in a cell's TypeScript of a place in the JavaScript that tslab made of it.
 *
 * tslab gives no source map, but the JavaScript is nearly a subsequence of the TypeScript's tokens: we align the two.
 * Only failing cells need this, so it is made on request.
 * @returns null when nothing near corresponds.
 */
export function sourcePlace(source: string, output: string, place: Place): Place | null {
  const end = output.lastIndexOf(LIVE_MARK);
  const from = tokens(end < 0 ? output : output.slice(0, end));
  const to = tokens(source);
  let at = -1;
  while (at + 1 < from.length && !isAfter(from[at + 1]!, place)) at++;
  if (at < 0) return null;
  const matches = align(from, to);
  // First forwards over `exports.` that tslab has put before a name, then backwards.
  for (const i of [at, at + 1, at + 2])
    if (matches[i] !== undefined && matches[i]! >= 0) return pick(to[matches[i]!]!);
  for (let i = at; i >= 0; i--) if (matches[i]! >= 0) return pick(to[matches[i]!]!);
  return null;
}

const pick = ({ line, column }: Token): Place => ({ line, column });
const isAfter = (a: Place, b: Place) => a.line > b.line || (a.line === b.line && a.column > b.column);

function tokens(text: string): Token[] {
  const ts: typeof TS = createRequire(import.meta.url)("@tslab/typescript-for-tslab");
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  const list: Token[] = [];
  const braces: boolean[] = [];
  let line = 0;
  let previous = ts.SyntaxKind.Unknown;
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.OpenBraceToken) braces.push(false);
    if (kind === ts.SyntaxKind.CloseBraceToken && braces.pop()) kind = scanner.reScanTemplateToken(false);
    if (kind === ts.SyntaxKind.TemplateHead || kind === ts.SyntaxKind.TemplateMiddle) braces.push(true);
    if (kind === ts.SyntaxKind.SlashToken && !endsExpression(ts, previous)) kind = scanner.reScanSlashToken();
    previous = kind;
    const start = scanner.getTokenPos();
    while (line + 1 < starts.length && starts[line + 1]! <= start) line++;
    list.push({ text: scanner.getTokenText(), line: line + 1, column: start - starts[line]! + 1 });
  }
  return list;
}

function endsExpression(ts: typeof TS, kind: TS.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.Identifier ||
    kind === ts.SyntaxKind.CloseParenToken ||
    kind === ts.SyntaxKind.CloseBracketToken ||
    kind === ts.SyntaxKind.NumericLiteral ||
    kind === ts.SyntaxKind.StringLiteral
  );
}

/** Longest common subsequence: for every token of `a` its index in `b`, or -1. Of equal ones the earliest. */
function align(a: readonly Token[], b: readonly Token[]): number[] {
  const width = b.length + 1;
  const matches = new Array<number>(a.length).fill(-1);
  if (a.length * width > 30_000_000) return matches; // a cell of more than some 5,000 tokens
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i]!.text === b[j]!.text
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]!.text === b[j]!.text && length[i * width + j] === length[(i + 1) * width + j + 1]! + 1)
      matches[i++] = j++;
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
    else j++;
  }
  return matches;
}
