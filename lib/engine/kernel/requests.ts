import { createRequire } from "node:module";
import { printQuickInfo } from "tslab/dist/inspect.js";
import { type Advisor, adviseColumns } from "./adviseColumns.js";
import type { Content, createCellQueue } from "./cellQueue.js";
import { completeInText } from "./completeInText.js";
import { completeness } from "./completeness.js";
import type { createHistory } from "./history.js";

/**
 * What the kernel answers to everything but `execute_request`: the reply's content, an error as Jupyter has it, or null
 * for what it does not know.
 */
export function createRequests(
  cells: ReturnType<typeof createCellQueue>,
  history: ReturnType<typeof createHistory>,
  advisor: Advisor,
): (type: string, content: Content) => Content | null {
  return (type, content) => {
    try {
      switch (type) {
        case "kernel_info_request":
          return KERNEL_INFO;
        case "is_complete_request":
          return { ...completeness(String(content.code)) };
        case "inspect_request":
          return inspection(content);
        case "complete_request":
          return completion(content);
        case "history_request":
          return { history: history.answer(content) };
        case "comm_info_request":
          return { comms: {} };
        case "interrupt_request":
          cells.session.interrupt();
          return {};
        case "shutdown_request":
          return { restart: content.restart === true };
        default:
          return null;
      }
    } catch (e) {
      const { name, message } = e as Error;
      return { status: "error", ename: name, evalue: message, traceback: [] };
    }
  };

  function inspection({ code, cursor_pos }: Content): Content {
    const source = String(code);
    const at = unitsBefore(source, Number(cursor_pos));
    const callee = calleeBefore(source, at);
    const info =
      cells.session.inspect(source, at) ??
      (callee === null ? undefined : cells.session.inspect(source, callee));
    if (!info) return { found: false, data: {}, metadata: {} };
    return { found: true, data: { "text/plain": printQuickInfo(info) }, metadata: {} };
  }

  function completion({ code, cursor_pos }: Content): Content {
    const source = String(code);
    const at = unitsBefore(source, Number(cursor_pos));
    const before = source.slice(0, at);
    const advice = adviseColumns(before, (name) => cells.session.columnsOf(name)) ?? advisor.complete(before);
    const { start, end, candidates } = advice
      ? { start: advice.from, end: at, candidates: advice.matches }
      : completeInText(cells.session.complete(source, at), source, at);
    const points = (units: number) => [...source.slice(0, units)].length;
    const [from, to] = [points(start), points(end)];
    const labels = candidates.map((match) => advisor.labelOf(before, start, match));
    // As IPython gives types: JupyterLab shows them beside the words.
    const types = candidates.map((text, i) => ({ start: from, end: to, text, type: labels[i] ?? "" }));
    const known = labels.some((label) => label !== undefined);
    return {
      matches: candidates,
      cursor_start: from,
      cursor_end: to,
      metadata: known ? { _jupyter_types_experimental: types } : {},
    };
  }
}

const TYPESCRIPT_VERSION = (
  createRequire(import.meta.url)("@tslab/typescript-for-tslab/package.json") as { version: string }
).version;

const KERNEL_INFO: Content = {
  protocol_version: "5.3",
  implementation: "notat",
  implementation_version: "0.1.0",
  banner: `TypeScript ${TYPESCRIPT_VERSION} (tslab, run by notat)`,
  help_links: [],
  language_info: {
    name: "typescript",
    version: TYPESCRIPT_VERSION,
    mimetype: "text/typescript",
    file_extension: ".ts",
    // As tslab gives it: Jupyter's editors find their TypeScript mode by this.
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
};

/** Jupyter counts code points, TypeScript UTF-16 units. */
function unitsBefore(source: string, points: number): number {
  return [...source].slice(0, points).join("").length;
}

/** The end of the name of the function in whose brackets a place is; null outside brackets. */
function calleeBefore(source: string, at: number): number | null {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (")]}".includes(source[i] as string)) depth++;
    else if ("([{".includes(source[i] as string)) depth--;
    if (depth >= 0) continue;
    const before = source.slice(0, i).trimEnd();
    return source[i] === "(" && /[\w$]$/.test(before) ? before.length - 1 : null;
  }
  return null;
}
