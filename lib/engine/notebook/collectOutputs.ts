import type { CellEvent } from "../run/cellRunner.js";
import type { MimeBundle } from "./mime.js";
import type { Metadata, Output } from "./notebook.js";

type Draft =
  | { output_type: "stream"; name: "stdout" | "stderr"; pieces: string[] }
  | { output_type: "display_data"; id: string | undefined; data: MimeBundle; metadata: Metadata }
  | Exclude<Output, { output_type: "stream" | "display_data" }>;

/** Gathers what cells give into notebook outputs, as a Jupyter client does. */
export interface OutputCollector {
  add(event: CellEvent): void;
  /** @param cell The cell's execution count. */
  outputs(cell: number): Output[];
}

/** Streams of one name that follow each other are one output; an update replaces all displays with its id. */
export function collectOutputs(): OutputCollector {
  const drafts = new Map<number, Draft[]>();

  function add(event: CellEvent): void {
    const list = drafts.get(event.cell) ?? [];
    drafts.set(event.cell, list);
    switch (event.type) {
      case "stream": {
        const last = list.at(-1);
        if (last?.output_type === "stream" && last.name === event.name) last.pieces.push(event.text);
        else list.push({ output_type: "stream", name: event.name, pieces: [event.text] });
        return;
      }
      case "display": {
        const { data, metadata, transient } = event.content;
        if (event.update) replace(transient.display_id, data, metadata);
        else list.push({ output_type: "display_data", id: transient?.display_id, data, metadata });
        return;
      }
      case "result":
        list.push({
          output_type: "execute_result",
          data: event.data,
          metadata: {},
          execution_count: event.cell,
        });
        return;
      case "error": {
        const { ename, evalue, traceback } = event.error;
        list.push({ output_type: "error", ename, evalue, traceback });
      }
    }
  }

  function replace(id: string | undefined, data: MimeBundle, metadata: Metadata): void {
    for (const list of drafts.values()) {
      for (const draft of list) {
        if (draft.output_type === "display_data" && id !== undefined && draft.id === id) {
          Object.assign(draft, { data, metadata });
        }
      }
    }
  }

  const finish = (draft: Draft): Output => {
    if (draft.output_type === "stream") {
      return { output_type: "stream", name: draft.name, text: draft.pieces.join("") };
    }
    if (draft.output_type === "display_data") {
      return { output_type: "display_data", data: draft.data, metadata: draft.metadata };
    }
    return draft;
  };
  return { add, outputs: (cell) => (drafts.get(cell) ?? []).map(finish) };
}
