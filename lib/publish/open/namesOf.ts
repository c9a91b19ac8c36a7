import { slug } from "../../ground/text/slug.js";
import type { PublicAnswers } from "./publicAnswers.js";

/**
 * What the questionnaire calls a row, as the name of a file (`prosjekter`), and of a column and in the address bar
 * (`prosjekt`; another where an item is called so).
 */
export function namesOf({ fields, questionnaire: { unit } }: PublicAnswers): { table: string; key: string } {
  const one = slug(unit.one, "_");
  return {
    table: slug(unit.many),
    key: fields.some(({ key }) => key === one) ? `${one}_nokkel` : one,
  };
}
