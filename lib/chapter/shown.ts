import type { MimeBundle } from "../engine/notebook/mime.js";
import {
  type FigureOutput,
  type ListOutput,
  MIME,
  type Part,
  type ProseOutput,
  type TableOutput,
} from "./outputs.js";

/** What of an executed notebook is read here: nbformat's shape, no more of it. */
export interface ExecutedNotebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source?: string;
    readonly outputs?: readonly object[];
  }[];
}

/** What a cell shows, by which of our outputs it is. `foreign` is any other. */
export type Shown =
  | { readonly kind: "prose"; readonly prose: ProseOutput }
  | { readonly kind: "figure"; readonly figure: FigureOutput }
  | { readonly kind: "table"; readonly table: TableOutput }
  | { readonly kind: "list"; readonly list: ListOutput }
  | { readonly kind: "foreign"; readonly data: MimeBundle };

/** @returns Null for what is printed and for errors, which show nothing. */
export function shownBy(output: object): Shown | null {
  if (!("data" in output)) return null;
  const data = output.data as MimeBundle;
  if (data[MIME.prose]) return { kind: "prose", prose: data[MIME.prose] as ProseOutput };
  if (data[MIME.figure]) return { kind: "figure", figure: data[MIME.figure] as FigureOutput };
  if (data[MIME.table]) return { kind: "table", table: data[MIME.table] as TableOutput };
  if (data[MIME.list]) return { kind: "list", list: data[MIME.list] as ListOutput };
  return { kind: "foreign", data };
}

/** Everything that an executed notebook shows, in its order. `cell` counts from 1. */
export function shownIn(notebook: ExecutedNotebook): { readonly cell: number; readonly shown: Shown }[] {
  return notebook.cells.flatMap(({ outputs = [] }, i) =>
    outputs.flatMap((output) => {
      const shown = shownBy(output);
      return shown ? [{ cell: i + 1, shown }] : [];
    }),
  );
}

/** The running texts of what is shown, each for itself: a figure has title, subtitle, alt text and note. */
export function textsOf(shown: Shown): (readonly Part[])[] {
  switch (shown.kind) {
    case "prose":
      return [shown.prose.parts];
    case "figure":
      return [shown.figure.title, shown.figure.subtitle, shown.figure.alt, shown.figure.note];
    case "table":
      return [shown.table.title, shown.table.note];
    default:
      return [];
  }
}

/** All parts of a text, also those within claims, in the order of reading. */
export function allParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => (part.kind === "claim" ? [part, ...allParts(part.parts)] : [part]));
}
