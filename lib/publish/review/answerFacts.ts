import type { LoadedSurvey } from "../../survey/answers/loadSurvey.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { missingOf, type RowReader } from "../../survey/questionnaire/conditions.js";
import type { ItemDefinition, Questionnaire } from "../../survey/questionnaire/types.js";
import { isWithheld } from "../../survey/questionnaire/withheld.js";
import { KEPT_BACK, type KeptBack } from "../open/publicAnswers.js";
import type { AcceptedState } from "./acceptedState.js";
import { inOneLine } from "./oneLine.js";
import { type Digest, NOT_PUBLIC, WITHHELD } from "./secretKey.js";

/** In place of an answer of a public record that is kept back. */
export const HELD = `(${KEPT_BACK})`;

/** What is hidden of public records: items that are not public, and of some records answers that are kept back. */
export interface Hiding {
  readonly isPublic: (item: ItemDefinition) => boolean;
  readonly keptBack: KeptBack;
}

/**
 * What the accepted state hides. Answers that are hidden in the same way can be held against it one by one, whatever is
 * hidden now: what differs is what somebody changed.
 */
export function hidingIn(
  { answers, inputs }: Pick<AcceptedState, "answers" | "inputs">,
  { year }: Pick<Questionnaire, "year">,
): Hiding {
  const keptBack = new Map<string, Set<string>>();
  for (const [key, value] of answers) {
    const [id = "", field = ""] = key.split("\t");
    if (value === HELD) keptBack.set(id, (keptBack.get(id) ?? new Set()).add(field));
  }
  const ofItem = (key: string, field: string) =>
    inputs.get(`data/${year}/questionnaire.ts\t\titems.${key}.${field}`);
  return {
    keptBack,
    isPublic: (item) =>
      ofItem(item.key, "kind") === undefined ? item.public : ofItem(item.key, "public") === "true",
  };
}

/**
 * The clean answers as the accepted state has them: `id⇥item` → what was answered, options by key. What is not public
 * of a record, be it items or the whole of it, is one line with a digest.
 * @param hiding See `protect` for what is kept back.
 * @param digest Null without the key: then the digests are left empty.
 */
export function answerFacts(
  { tiltak, questionnaire }: LoadedSurvey,
  { isPublic, keptBack }: Hiding,
  digest: Digest | null,
): Map<string, string> {
  const facts = new Map<string, string>();
  const items = Object.values(questionnaire.items);
  // What the frame says of a body is a fact of the frame.
  const ofFrame = new Set(questionnaire.frame.map(({ key }) => key));
  const names = tiltak.columnNames().filter((name) => !ofFrame.has(name));
  for (const row of rowsOf(tiltak)) {
    const id = String(row("id"));
    const kept = keptBack.get(id);
    const withheld = isWithheld(row, questionnaire);
    const shown = items.filter((item) => isPublic(item) && !withheld && !kept?.has(item.key));
    for (const item of items)
      if (isPublic(item) && !withheld)
        facts.set(`${id}\t${item.key}`, kept?.has(item.key) ? HELD : inOneLine(answerOf(row, item)));
    const own = new Set(shown.map(({ key }) => key));
    // What is not answered is left out, and the rest has an order of its own: another form of the same answers is no other.
    const hidden = names
      .filter((name) => !own.has(name.split("__")[0] as string))
      .map((name) => [name, row(name) ?? false])
      .filter(([, value]) => value !== false)
      .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));
    facts.set(`${id}\t${withheld ? WITHHELD : NOT_PUBLIC}`, digest?.(hidden) ?? "");
  }
  return facts;
}

/** Whether the accepted state hides what a record answers to an item. */
export const hidesIn =
  (facts: ReadonlyMap<string, string>) =>
  (id: string, item: string): boolean =>
    facts.has(`${id}\t${WITHHELD}`) || facts.get(`${id}\t${item}`) === HELD;

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
