import type { LoadedSurvey } from "../../survey/answers/loadSurvey.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { missingOf, type RowReader } from "../../survey/questionnaire/conditions.js";
import type { ItemDefinition } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import { KEPT_BACK, type KeptBack } from "../open/publicAnswers.js";
import { inOneLine } from "./oneLine.js";
import { type Digest, NOT_PUBLIC, WITHHELD } from "./secretKey.js";

/**
 * The clean answers as the accepted state has them: `id⇥item` → what was answered, options by key. What is not public
 * of a record, be it items or the whole of it, is one line with a digest.
 * @param keptBack Public items of public records that are kept back; see `protect`.
 * @param digest Null without the key: then the digests are left empty.
 */
export function answerFacts(
  { tiltak, questionnaire }: LoadedSurvey,
  keptBack: KeptBack,
  digest: Digest | null,
): Map<string, string> {
  const facts = new Map<string, string>();
  const items = Object.values(questionnaire.items);
  const names = tiltak.columnNames();
  for (const row of rowsOf(tiltak)) {
    const id = String(row("id"));
    const kept = keptBack.get(id);
    const withheld = isWithheld(row, questionnaire);
    const shown = items.filter((item) => item.public && !withheld && !kept?.has(item.key));
    for (const item of items)
      if (item.public && !withheld)
        facts.set(
          `${id}\t${item.key}`,
          kept?.has(item.key) ? `(${KEPT_BACK})` : inOneLine(answerOf(row, item)),
        );
    const own = new Set(shown.map(({ key }) => key));
    const hidden = names.filter((name) => !own.has(name.split("__")[0] as string));
    facts.set(
      `${id}\t${withheld ? WITHHELD : NOT_PUBLIC}`,
      digest?.(hidden.map((name) => [name, row(name) ?? null])) ?? "",
    );
  }
  return facts;
}

/** Whether the accepted state hides what a record answers to an item. */
export const hidesIn =
  (facts: ReadonlyMap<string, string>) =>
  (id: string, item: string): boolean =>
    facts.has(`${id}\t${WITHHELD}`) || facts.get(`${id}\t${item}`) === `(${KEPT_BACK})`;

function answerOf(row: RowReader, item: ItemDefinition): string {
  const missing = missingOf(row, item.key);
  if (missing !== null) return `(${(item.missing[missing] ?? missing).toLowerCase()})`;
  if (item.kind !== "multiple") return String(row(item.key) ?? "");
  return item.options
    .filter(({ key }) => row(`${item.key}__${key}`) === true)
    .map(({ key, specify }) => {
      const text = specify ? row(`${item.key}__${key}__tekst`) : null;
      return text ? `${key} (${String(text)})` : key;
    })
    .join("; ");
}
