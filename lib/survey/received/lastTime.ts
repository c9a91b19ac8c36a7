import type { ColumnTable } from "arquero";
import { rowsOf } from "../answers/rowsOf.js";
import type { OpenEdition } from "../edition/openEdition.js";
import type { Amounts } from "../intake/checkScale.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { isWithheld } from "../questionnaire/withheld.js";

/** What the edition before knows of the bodies' tiltak. */
export interface LastTime {
  readonly year: number;
  /** Amounts of items that both editions have, by the tiltak's id. */
  readonly amounts: Amounts;
  /** Tiltak by body, in the order of the answers. */
  readonly tiltak: ReadonlyMap<string, readonly KnownTiltak[]>;
}

export interface KnownTiltak {
  readonly id: string;
  readonly name: string;
  /** Whether it may not be published. */
  readonly withheld: boolean;
}

/** What of the edition before is held against this one's forms. */
export interface EarlierAnswers {
  readonly year: number;
  readonly questionnaire: Questionnaire;
  readonly tiltak: ColumnTable;
}

/** What the edition before knows of this one's tiltak; null when there is none before. */
export function lastTime({ questionnaire }: OpenEdition, earlier: EarlierAnswers | null): LastTime | null {
  if (!earlier) return null;
  const amounts = Object.values(questionnaire.items).filter(
    ({ key, kind }) => kind === "amount" && earlier.questionnaire.items[key]?.kind === "amount",
  );
  const known = new Map<string, Record<string, number>>();
  const { body: bodyItem, name: nameItem } = earlier.questionnaire;
  const tiltak = new Map<string, KnownTiltak[]>();
  for (const row of rowsOf(earlier.tiltak)) {
    const id = String(row("id"));
    const given = amounts.flatMap(({ key }): [string, number][] => {
      const value = row(key);
      return typeof value === "number" ? [[key, value]] : [];
    });
    known.set(id, Object.fromEntries(given));
    const body = bodyItem ? String(row(bodyItem.key)) : "";
    const name = nameItem ? String(row(nameItem.key) ?? "") : "";
    const withheld = isWithheld(row, earlier.questionnaire);
    tiltak.set(body, [...(tiltak.get(body) ?? []), { id, name, withheld }]);
  }
  return { year: earlier.year, amounts: known, tiltak };
}
