import type TS from "@tslab/typescript-for-tslab";
import { isCompleteCode, ts } from "../convert/tslabCompiler.js";

/** As Jupyter's is_complete_reply has it. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** `Unterminated template literal`, `'*\/' expected`: more may come. */
const OPEN = [1160, 1010];

/**
 * Whether a console may run what has been typed. tslab takes an open template literal for complete, and never says
 * that something is wrong; two empty lines at the end run it in any case.
 */
export function completeness(code: string): Completeness {
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  if (/(^|\n)\s*\n\s*$/.test(code)) return { status: "complete" };
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly TS.Diagnostic[] };
  if (parseDiagnostics.some(({ code: what }) => OPEN.includes(what)))
    return { status: "incomplete", indent: "" };
  return { status: parseDiagnostics.length > 0 ? "invalid" : "complete" };
}
