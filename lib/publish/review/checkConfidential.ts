import type { ColumnTable } from "arquero";
import { escapeHtml } from "../../ground/text/escape.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import type { Check } from "./renderReview.js";

/** The item by which a body keeps a measure back, and its answer then. */
const KEPT_BACK = { item: "publiseres", is: "nei" } as const;

/** Texts shorter than this stand anywhere: «Nei», «Ingen». */
const SHORTEST = 8;

/**
 * Whether any text that is not public stands in the note: what is written under an item that is not public, and every
 * text of a measure that its body keeps back. Looked for in the page and in the tables that can be taken from it,
 * whatever the spaces; texts of fewer than eight letters are left out.
 * @param tiltak The clean answers.
 */
export function checkConfidential(tiltak: ColumnTable, questionnaire: Questionnaire, html: string): Check {
  const texts = new Map<string, string>();
  const rows = Array.from({ length: tiltak.numRows() }, (_, row) => row);
  const read = (column: string, row: number): void => {
    const value = tiltak.get(column, row);
    const text = typeof value === "string" ? oneLine(value) : "";
    if (text.length >= SHORTEST) texts.set(text, `${String(tiltak.get("id", row))}, ${column}`);
  };
  const columns = tiltak.columnNames();
  const written = Object.values(questionnaire.items).filter(({ kind }) => kind === "text");
  for (const item of written) if (!item.public) for (const row of rows) read(item.key, row);
  if (columns.includes(KEPT_BACK.item)) {
    const kept = rows.filter((row) => tiltak.get(KEPT_BACK.item, row) === KEPT_BACK.is);
    const all = [...written.map(({ key }) => key), ...columns.filter((name) => name.endsWith("__tekst"))];
    for (const row of kept) for (const column of all) read(column, row);
  }
  const page = oneLine(`${html}\n${attachments(html)}`);
  // The text itself is not repeated: the review may be read by more people than the answers.
  const findings = [...texts]
    .filter(([text]) => page.includes(text) || page.includes(oneLine(escapeHtml(text))))
    .map(([, place]) => `${place}: teksten står i notatet, men er ikke offentlig`);
  return {
    title: "Opplysninger som ikke er offentlige",
    ok: findings.length === 0,
    summary: `${texts.size} tekster lett etter i notatet og tabellene som kan lastes ned, ${findings.length} funnet`,
    findings,
  };
}

/** The tables and drawings that the page carries to be downloaded. */
function attachments(html: string): string {
  return [...html.matchAll(/data:(?:text|image)\/(?:csv|svg)[^,"]*;base64,([A-Za-z0-9+/=]+)/g)]
    .map(([, data = ""]) => Buffer.from(data, "base64").toString("utf8"))
    .join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
