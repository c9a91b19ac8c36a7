import type TS from "@tslab/typescript-for-tslab";
import { ts } from "../convert/tslabCompiler.js";

/** What may stand at a place, and from where to where of the source it would stand. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/**
 * Completions within a text: tslab gives all that the text may be, to be put after what there is of it. Here those that
 * begin like it, in its place; of a file's path, in the place of its last part.
 * @example completeInText({ start: 4, end: 4, candidates: ["aa", "b"] }, "q['a']", 4) // { start: 3, end: 4, candidates: ["aa"] }
 */
export function completeInText(given: Completion, source: string, at: number): Completion {
  const before = textBefore(source, at);
  if (before === null || given.start !== at) return given;
  const parts = [before, before.slice(before.lastIndexOf("/") + 1)];
  const found = parts.map((typed) => ({
    start: at - typed.length,
    end: at,
    candidates: given.candidates.filter((candidate) => candidate.startsWith(typed)),
  }));
  return found.find(({ candidates }) => candidates.length > 0) ?? { ...given, candidates: [] };
}

/** What stands of the text that a place is within; null outside texts. */
function textBefore(source: string, at: number): string | null {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
  const find = (node: TS.Node): string | null => {
    if (ts.isStringLiteralLike(node)) {
      const start = node.getStart(file) + 1;
      const closed = node.end > start && source[node.end - 1] === source[start - 1];
      return at >= start && at <= node.end - (closed ? 1 : 0) ? source.slice(start, at) : null;
    }
    return ts.forEachChild(node, (child) => find(child) ?? undefined) ?? null;
  };
  return find(file);
}
