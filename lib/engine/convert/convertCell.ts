import type TS from "@tslab/typescript-for-tslab";
import type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import { LIVE_MARK } from "./sourcePlace.js";
import { ts } from "./tslabCompiler.js";

/** What tslab's converter gives, mended, with the names that the cell declares. */
export interface CellConversion extends ConvertResult {
  readonly declared?: readonly string[];
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

/**
 * tslab's converter, mended from outside where it silently compiles to something else than what was written:
 * object shorthand of an earlier cell's variable, renaming in destructuring, top-level `for await` and `await (…)`, and a
 * variable that a later cell assigns while functions of its own cell go on reading it.
 */
export function mendConverter(converter: Converter): Converter {
  return {
    ...converter,
    convert: (prevDecl: string, source: string): CellConversion => {
      const edits = mendingEdits(source);
      let result: ConvertResult;
      try {
        result = converter.convert(prevDecl, applyEdits(source, edits));
      } catch (e) {
        return { diagnostics: [diagnosticOf(e)] };
      }
      if (result.diagnostics.length > 0) {
        const diagnostics = result.diagnostics.map((d) => withWayOut(inOriginal(d, source, edits), source));
        return { diagnostics };
      }
      return result.output === undefined ? result : finish(result, result.output);
    },
  };
}

/** Shorthand `{x}` becomes `{x: x}` and `const {a: b}` becomes `const {"a": b}`: same meaning, and tslab sees it. */
function mendingEdits(source: string): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) {
      edits.push({ at: node.name.end, text: `: ${node.name.text}` });
    } else if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
      // tslab takes the property for an earlier variable of the same name and emits `const { exports, a: b }`.
      edits.push({ at: node.propertyName.getStart(), text: '"' }, { at: node.propertyName.end, text: '"' });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true));
  return edits.sort((a, b) => a.at - b.at);
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let out = "";
  let from = 0;
  for (const { at, text } of edits) {
    out += source.slice(from, at) + text;
    from = at;
  }
  return out + source.slice(from);
}

function inOriginal(diagnostic: Diagnostic, source: string, edits: readonly Edit[]): Diagnostic {
  if (edits.length === 0 || diagnostic.fileName) return diagnostic;
  const place = (offset: number) => {
    let shift = 0;
    for (const { at, text } of edits) {
      if (at + shift >= offset) break;
      shift += Math.min(text.length, offset - at - shift);
    }
    const before = source.slice(0, offset - shift).split("\n");
    return { offset: offset - shift, line: before.length - 1, character: before.at(-1)!.length };
  };
  return { ...diagnostic, start: place(diagnostic.start.offset), end: place(diagnostic.end.offset) };
}

const OUTSIDE_ROOT = 6059;
/** "Exported variable … has or is using name … from external module … but cannot be named." */
const NOT_NAMED = 4023;

function withWayOut(diagnostic: Diagnostic, source: string): Diagnostic {
  // TypeScript keeps such names with an underscore more, and tslab exports them by that.
  const [, escaped] = /^Cannot find name '_(__\w*)'/.exec(diagnostic.messageText) ?? [];
  if (escaped && diagnostic.start.offset > source.length) {
    const messageText = `Later cells can't see a name that begins with two underscores: call "${escaped}" something else.`;
    return { ...diagnostic, ...spanOf(escaped, source), messageText };
  }
  if (diagnostic.code === NOT_NAMED)
    return {
      ...diagnostic,
      messageText: `${diagnostic.messageText} Say its type: const fs: typeof import("fs") = await import("fs"). Or import it: import * as fs from "fs".`,
    };
  if (diagnostic.code !== OUTSIDE_ROOT) return diagnostic;
  const messageText = `${diagnostic.messageText} Cells can import files of their notebook's folder, and packages by name.`;
  return { ...diagnostic, messageText };
}

function spanOf(word: string, source: string): Pick<Diagnostic, "start" | "end"> {
  const offset = Math.max(0, source.search(new RegExp(`\\b${word}\\b`)));
  const before = source.slice(0, offset).split("\n");
  const start = { offset, line: before.length - 1, character: before.at(-1)!.length };
  return {
    start,
    end: { ...start, offset: offset + word.length, character: start.character + word.length },
  };
}

function finish(result: ConvertResult, output: string): CellConversion {
  const js = ts.createSourceFile("cell.js", output, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const { parseDiagnostics } = js as unknown as { parseDiagnostics: readonly TS.DiagnosticWithLocation[] };
  if (parseDiagnostics.length > 0) {
    const what = ts.flattenDiagnosticMessageText(parseDiagnostics[0]!.messageText, " ");
    return {
      diagnostics: [diagnosticOf(new Error(`tslab compiles this cell to invalid JavaScript (${what})`))],
    };
  }
  const variables: string[] = [];
  const declared: string[] = [];
  for (const statement of js.statements) {
    if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const)) {
      for (const { name } of statement.declarationList.declarations) addNames(name, variables);
    }
    if (ts.isExpressionStatement(statement)) declared.push(...hoistedExports(statement.expression));
  }
  const live = variables.filter((name) => declared.includes(name));
  const accessors = live.map((name) => `${name}: [() => ${name}, (v) => { ${name} = v; }]`);
  return {
    ...result,
    // tslab puts its function's head before the first line: with a line break there, columns are the output's own.
    output: `\n${output}${live.length > 0 ? `${LIVE_MARK}{ ${accessors.join(", ")} });` : ""}`,
    hasToplevelAwait: result.hasToplevelAwait || hasTopLevelAwait(js),
    declared,
  };
}

function addNames(name: TS.BindingName, names: string[]): void {
  if (ts.isIdentifier(name)) names.push(name.text);
  else for (const e of name.elements) if (ts.isBindingElement(e)) addNames(e.name, names);
}

/** `exports.a = exports.b = void 0`: TypeScript's list of everything that the cell declares. */
function hoistedExports(expression: TS.Expression): string[] {
  const names: string[] = [];
  let e = expression;
  while (ts.isBinaryExpression(e) && ts.isPropertyAccessExpression(e.left)) {
    names.push(e.left.name.text);
    e = e.right;
  }
  return ts.isVoidExpression(e) ? names : [];
}

function hasTopLevelAwait(node: TS.Node): boolean {
  return (
    ts.forEachChild(node, (child): true | undefined => {
      if (ts.isFunctionLike(child) || ts.isClassLike(child)) return undefined;
      if (ts.isForOfStatement(child) && child.awaitModifier) return true;
      // Before a bracket, in what is no module, it is read as a name: `await (async () => 7)()`.
      if (ts.isIdentifier(child) && child.text === "await" && !ts.isPropertyAccessExpression(node))
        return true;
      return hasTopLevelAwait(child) || undefined;
    }) ?? false
  );
}

function diagnosticOf(e: unknown): Diagnostic {
  const start = { offset: 0, line: 0, character: 0 };
  const messageText = e instanceof Error ? e.message : String(e);
  return { start, end: start, messageText, category: ts.DiagnosticCategory.Error, code: 0 };
}
