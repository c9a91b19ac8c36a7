import type { Part } from "../../chapter/outputs.js";
import { allParts, type ExecutedNotebook, shownIn, textsOf } from "../../chapter/shown.js";
import type { Edition } from "../../ground/edition/edition.js";

/** An exception that an author takes in a Markdown cell: `<!-- unntak: «to» – spørsmålets form -->`. */
export const MARKDOWN_EXCEPTION = /<!--\s*unntak:\s*«([^»]+)»\s*[–-]\s*([\s\S]*?)\s*-->/g;

/** Something that carries the text, and where it stands. */
export interface Statement {
  readonly kind: "claim" | "exception" | "name" | "fact";
  readonly file: string;
  /** From 1; null for what stands in the edition. */
  readonly cell: number | null;
  readonly text: string;
  /** What must hold for a claim, an exception's reason, a fact's source. */
  readonly predicate: string;
  /** The numbers that a claim was tried on. */
  readonly numbers?: string;
  /** The sentence that a claim stands in. */
  readonly sentence?: string;
}

/** What carries a statement, for a table: predicate and numbers, reason or source. */
export function detailOf({ predicate, numbers }: Statement): string {
  return numbers ? `${predicate}: ${numbers}` : predicate;
}

/** Every claim and every exception of the chapters, wherever they stand, in the order of reading. */
export function statementsIn(chapters: readonly { file: string; notebook: ExecutedNotebook }[]): Statement[] {
  return chapters.flatMap(({ file, notebook }) => {
    const shown = shownIn(notebook).flatMap(({ cell, shown }) =>
      textsOf(shown)
        .flatMap(allParts)
        .flatMap((part) => inPart(part, file, cell)),
    );
    const written = notebook.cells.flatMap(({ cell_type, source = "" }, i) =>
      cell_type === "markdown" ? inMarkdown(source, file, i + 1) : [],
    );
    return [...shown, ...written].sort((a, b) => a.cell - b.cell);
  });
}

/** What the edition lets the text say: names, and facts from outside the survey. */
export function statementsOf({ year, names, facts }: Edition): Statement[] {
  const file = `data/${year}/edition.json`;
  return [
    ...names.map(
      (text): Statement => ({ kind: "name", file, cell: null, text, predicate: "står som det er" }),
    ),
    ...Object.values(facts).map(
      ({ label, text, source }): Statement => ({
        kind: "fact",
        file,
        cell: null,
        text: `${label}: ${text}`,
        predicate: source,
      }),
    ),
  ];
}

type Placed = Statement & { readonly cell: number };

function inPart(part: Part, file: string, cell: number): Placed[] {
  if (part.kind === "claim") {
    const { text, predicate, numbers, sentence } = part.claim;
    return [{ kind: "claim", file, cell, text, predicate, numbers, sentence }];
  }
  if (part.kind !== "exception") return [];
  return [{ kind: "exception", file, cell, text: part.exception.text, predicate: part.exception.reason }];
}

function inMarkdown(source: string, file: string, cell: number): Placed[] {
  return [...source.matchAll(MARKDOWN_EXCEPTION)].map(
    ([, text = "", predicate = ""]): Placed => ({ kind: "exception", file, cell, text, predicate }),
  );
}
