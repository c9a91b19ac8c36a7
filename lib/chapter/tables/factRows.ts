import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { TableRows, textColumns } from "./tableRows.js";

/**
 * The facts that the text takes from outside the survey, with their sources: a table.
 * @example table("opplysninger", title`Opplysninger utenfor undersøkelsen`, factRows())
 */
export function factRows(): TableRows {
  return new TableRows({
    columns: textColumns("Opplysning", "Verdi", "Kilde"),
    rows: Object.values(openEdition(chosenYear()).edition.facts).map(({ label, text, source }) => [
      label,
      text,
      source,
    ]),
  });
}
