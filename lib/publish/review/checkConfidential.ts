import type { ColumnTable } from "arquero";
import { escapeHtml } from "../../ground/text/escape.js";
import { formatNumber } from "../../ground/text/format.js";
import { loadSurvey } from "../../survey/answers/loadSurvey.js";
import type { Correction } from "../../survey/corrections/readCorrections.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import type { Questionnaire } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import type { Check } from "./renderReview.js";

/** Texts shorter than this stand anywhere: «Nei», «Ingen». */
const SHORTEST = 8;
/** Amounts below this, and those of one digit and zeros, stand anywhere: limits, classes, sums. */
const SMALLEST = 100_000;
const ROUND = /^\d0*$/;

/**
 * Whether anything that is not public stands in the note: what is written under an item that is not public, every text
 * and amount of a measure that its body keeps back, and the reasons in the log of corrections. Looked for in the page
 * and in the tables that can be taken from it, whatever the spaces. Left out are texts of fewer than eight letters,
 * small and round amounts, and whatever a public measure says too.
 * @param tiltak The clean answers.
 * @param log The corrections.
 */
export function checkConfidential(
  tiltak: ColumnTable,
  questionnaire: Questionnaire,
  log: readonly Correction[],
  html: string,
): Check {
  const { texts, amounts } = collect(tiltak, questionnaire);
  for (const { line, reason } of log) {
    const text = oneLine(reason);
    if (text.length >= SHORTEST) texts.set(text, `corrections.csv linje ${line}, reason`);
  }
  const page = oneLine(`${html}\n${attachments(html)}`);
  // The text itself is not repeated: the review may be read by more people than the answers.
  const findings = [
    ...[...texts]
      .filter(([text]) => page.includes(text) || page.includes(oneLine(escapeHtml(text))))
      .map(([, place]) => `${place}: teksten står i notatet, men er ikke offentlig`),
    ...[...amounts]
      .filter(([amount]) => standsIn(page, amount))
      .map(([, place]) => `${place}: beløpet står i notatet, men er ikke offentlig`),
  ];
  return {
    title: "Opplysninger som ikke er offentlige",
    ok: findings.length === 0,
    summary: `${texts.size} tekster og ${amounts.size} beløp lett etter i notatet og tabellene som kan lastes ned, ${findings.length} funnet`,
    findings,
  };
}

/** The same for the page of a year's note and that year's answers and log. */
export async function checkNoteConfidential(year: number, html: string): Promise<Check> {
  const { tiltak, questionnaire, log } = await loadSurvey(openEdition(year));
  return checkConfidential(tiltak, questionnaire, log.rows, html);
}

/** Texts and amounts that are not public, each with where it is from. */
function collect(
  tiltak: ColumnTable,
  questionnaire: Questionnaire,
): { texts: Map<string, string>; amounts: Map<number, string> } {
  const texts = new Map<string, string>();
  const amounts = new Map<number, string>();
  const open = new Set<string | number>();
  const columns = new Set(tiltak.columnNames());
  const items = Object.values(questionnaire.items).flatMap((item) => [
    ...(item.kind === "text" || item.kind === "amount" ? [{ column: item.key, item }] : []),
    ...item.options
      .filter(({ specify }) => specify)
      .map(({ key }) => ({ column: `${item.key}__${key}__tekst`, item })),
  ]);
  for (let row = 0; row < tiltak.numRows(); row++) {
    const withheld = isWithheld((name) => columns.has(name) && tiltak.get(name, row), questionnaire);
    for (const { column, item } of items) {
      const value = columns.has(column) ? tiltak.get(column, row) : null;
      const found = typeof value === "string" ? oneLine(value) : (value as number | null);
      if (found === null) continue;
      const place = `${String(tiltak.get("id", row))}, ${column}`;
      if (!withheld && item.public) open.add(found);
      else if (typeof found === "string" && found.length >= SHORTEST) texts.set(found, place);
      else if (typeof found === "number" && found >= SMALLEST && !ROUND.test(String(found)))
        amounts.set(found, place);
    }
  }
  for (const said of open) {
    texts.delete(said as string);
    amounts.delete(said as number);
  }
  return { texts, amounts };
}

/** Whether an amount stands somewhere, with or without spaces between its thousands, and not within another number. */
function standsIn(page: string, amount: number): boolean {
  return [String(amount), oneLine(formatNumber(amount))].some((text) =>
    new RegExp(`(?<![\\d.,]|\\d )${text}(?![\\d]| \\d{3})`).test(page),
  );
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
