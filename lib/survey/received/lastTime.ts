import { editionYears } from "../../ground/project.js";
import { loadSurvey } from "../answers/loadSurvey.js";
import { rowsOf } from "../answers/rowsOf.js";
import { type OpenEdition, openEdition } from "../edition/openEdition.js";
import type { Earlier } from "../intake/checkScale.js";
import { isWithheld } from "../questionnaire/withheld.js";

/** What the edition before knows of the bodies' tiltak. */
export interface LastTime {
  readonly year: number;
  /** Amounts of items that both editions have, and that are not asked anew each year. */
  readonly amounts: Earlier;
  /** Tiltak by body, in the order of the answers. */
  readonly tiltak: ReadonlyMap<string, readonly KnownTiltak[]>;
}

export interface KnownTiltak {
  readonly id: string;
  /** Null when it may not be published. */
  readonly name: string | null;
}

/** The edition before, with its answers; null when there is none. */
export async function lastTime({ year, questionnaire }: OpenEdition): Promise<LastTime | null> {
  const before = editionYears()
    .filter((other) => other < year)
    .at(-1);
  if (before === undefined) return null;
  const earlier = await loadSurvey(openEdition(before));
  const amounts = Object.values(questionnaire.items).filter(
    ({ key, kind }) => kind === "amount" && earlier.questionnaire.items[key]?.kind === "amount",
  );
  const known = new Map<string, Record<string, number>>();
  const tiltak = new Map<string, KnownTiltak[]>();
  for (const row of rowsOf(earlier.tiltak)) {
    const id = String(row("id"));
    const given = amounts.flatMap(({ key }): [string, number][] => {
      const value = row(key);
      return typeof value === "number" ? [[key, value]] : [];
    });
    known.set(id, Object.fromEntries(given));
    const body = String(row(earlier.questionnaire.body.key));
    const name = isWithheld(row, earlier.questionnaire) ? null : String(row(earlier.questionnaire.name.key));
    tiltak.set(body, [...(tiltak.get(body) ?? []), { id, name }]);
  }
  return { year: before, amounts: known, tiltak };
}
