import type { MimeBundle } from "../notebook/mime.js";
import type { CellError } from "../run/cellError.js";
import type { CellEvent } from "../run/cellRunner.js";
import type { createCellSession } from "./cellSession.js";
import type { Message } from "./message.js";

export type Content = Record<string, unknown>;

/** An execute request, with the ways to answer it. */
export interface ExecuteRequest {
  readonly message: Message;
  /** A message on iopub. */
  publish(type: string, content: Content): void;
  /** The execute_reply. The kernel is idle after it. */
  reply(content: Content): void;
}

/** Puts beside outputs of some MIME types what Jupyter's clients can draw. */
export interface Shower {
  readonly types: readonly string[];
  show(data: MimeBundle): Promise<MimeBundle>;
}

/** What a client had sent before it could know of an error arrives within so many milliseconds. */
const ABORT_MS = 20;

/**
 * Runs execute requests one after the other. After an error, those that were waiting are answered `aborted`;
 * those that a client sends once it has the error's reply run.
 */
export function createCellQueue(
  startSession: (onEvent: (event: CellEvent) => void) => ReturnType<typeof createCellSession>,
  shower: Shower,
) {
  const waiting: ExecuteRequest[] = [];
  let executing = false;
  let executionCount = 0;
  /** The request that started last: what comes late belongs to it. */
  let newest: ExecuteRequest | null = null;
  let lastError: CellError | null = null;

  /** Outputs that wait for one that takes time to draw, so that they come in their order. */
  let late: Promise<void> | null = null;

  const session = startSession((event) => {
    if (event.type === "error") lastError = event.error;
    if (!newest || (newest.message.content.silent && event.type !== "error")) return;
    const { publish } = newest;
    const [type, content] = outputMessage(event, executionCount);
    const data = content.data as MimeBundle | undefined;
    const own = data !== undefined && shower.types.some((mime) => mime in data);
    if (!own && late === null) {
      publish(type, content);
      return;
    }
    const after = (late ?? Promise.resolve()).then(async () => {
      // What cannot be drawn is shown as the cell gave it.
      publish(type, own ? { ...content, data: await shower.show(data).catch(() => data) } : content);
      if (late === after) late = null;
    });
    late = after;
  });

  function add(request: ExecuteRequest): void {
    waiting.push(request);
    if (!executing) void executeAll();
  }

  async function executeAll(): Promise<void> {
    executing = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      next.publish("status", { execution_state: "busy" });
      const error = await execute(next);
      if (error === null) continue;
      await new Promise((resolve) => setTimeout(resolve, ABORT_MS));
      const aborted = next.message.content.stop_on_error === false ? [] : waiting.splice(0);
      const { ename, evalue, traceback } = error;
      next.reply({ status: "error", execution_count: executionCount, ename, evalue, traceback });
      for (const request of aborted) {
        request.publish("status", { execution_state: "busy" });
        request.reply({ status: "aborted", execution_count: executionCount });
      }
    }
    executing = false;
  }

  async function execute(request: ExecuteRequest): Promise<CellError | null> {
    const { code, silent, store_history, user_expressions } = request.message.content;
    const count = executionCount + 1;
    if (!silent && store_history !== false) executionCount = count;
    newest = request;
    lastError = null;
    if (!silent) request.publish("execute_input", { code, execution_count: count });
    const ok = await session.run(String(code), count);
    await late;
    if (!ok) return lastError ?? UNKNOWN;
    const names = Object.keys((user_expressions as object | undefined) ?? {});
    const expressions = Object.fromEntries(names.map((name) => [name, NO_EXPRESSIONS]));
    request.reply({ status: "ok", execution_count: count, payload: [], user_expressions: expressions });
    return null;
  }

  return { add, session };
}

const UNKNOWN: CellError = { ename: "Error", evalue: "The cell failed.", traceback: [], place: null };
const NO_EXPRESSIONS = {
  status: "error",
  ename: "NotSupported",
  evalue: "This kernel evaluates no user_expressions.",
  traceback: [],
};

function outputMessage(event: CellEvent, count: number): [string, Content] {
  switch (event.type) {
    case "stream":
      return ["stream", { name: event.name, text: event.text }];
    case "display":
      return [event.update ? "update_display_data" : "display_data", { ...event.content }];
    case "result":
      return ["execute_result", { data: event.data, metadata: {}, execution_count: count }];
    case "error": {
      const { ename, evalue, traceback } = event.error;
      return ["error", { ename, evalue, traceback }];
    }
  }
}
