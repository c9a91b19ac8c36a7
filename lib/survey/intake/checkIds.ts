import { fold } from "../../ground/text/nearest.js";
import type { CheckRule } from "../questionnaire/checkRules.js";
import type { Questionnaire } from "../questionnaire/types.js";
import type { Amounts } from "./checkScale.js";
import { firstAlike } from "./firstAlike.js";
import type { Complaint } from "./parseCell.js";
import { quote } from "./problem.js";
import type { CleanRow } from "./row.js";

/** What is known beforehand of the rows of a body's form. */
export interface Known {
  readonly amounts: Amounts;
  /** The body's tiltak of last time, by id. */
  readonly names: ReadonlyMap<string, { readonly name: string; readonly withheld: boolean }>;
  /** Whether the form was given out with such an id. */
  isGiven(id: string): boolean;
}

/**
 * Ids are unique, also when only upper and lower case or white space tell them apart. Of a form they are those that it
 * was given out with, and a tiltak that was there last time stands under the id that it had.
 * @returns What is wrong, by row and column.
 */
export function checkIds(
  rows: readonly CleanRow[],
  { name }: Questionnaire,
  known?: Known,
): { row: CleanRow; field: string; complaint: Complaint }[] {
  const first = firstAlike(rows, ({ id }) => (id === "" ? null : fold(id)));
  const ids = new Map([...(known?.names ?? [])].map(([id, last]) => [fold(last.name), { id, ...last }]));
  return rows.flatMap((row) => {
    if (row.id === "") return [];
    const earlier = first.get(row);
    if (earlier) return [{ row, field: "id", complaint: doubled(row, earlier) }];
    if (!known) return [];
    const confirmed = name ? [name.key] : [];
    if (!known.isGiven(row.id))
      return [{ row, field: "id", complaint: { ...foreign(row.id), related: confirmed } }];
    const title = name && row.value(name.key);
    const before = typeof title === "string" ? ids.get(fold(title)) : undefined;
    if (!name || !before || before.id === row.id) return [];
    if (fold(known.names.get(row.id)?.name ?? "") === fold(before.name)) return [];
    return [{ row, field: name.key, complaint: moved(before) }];
  });
}

function doubled({ id }: CleanRow, earlier: CleanRow): Complaint {
  return {
    kind: "id",
    expected: "Hver rad må ha sin egen id.",
    came: `${quote(id)} ${earlier.id === id ? "også" : `og ${quote(earlier.id)}`} i rad ${earlier.number}`,
    wayOut: "Gi den ene raden en ny id, eller ta den ut.",
  };
}

function foreign(id: string): Complaint {
  return {
    kind: "id",
    rule: "id_ukjent" satisfies CheckRule,
    confirmable: true,
    expected: "Id-en må være en av dem som sto i skjemaet da det ble sendt ut.",
    came: quote(id),
    wayOut: "La id-ene stå som de er, og skriv det som er nytt, i radene med id under.",
  };
}

function moved({ id, name, withheld }: { id: string; name: string; withheld: boolean }): Complaint {
  return {
    kind: "id",
    rule: "navn_mot_ifjor" satisfies CheckRule,
    confirmable: true,
    secret: withheld,
    expected: "Det som var med forrige gang, må stå med den id-en som det hadde.",
    came: `${quote(name)}, som hadde id-en ${id}`,
    wayOut: `Før svarene i raden med id-en ${id}, eller bekreft i loggen at det er noe annet.`,
  };
}
