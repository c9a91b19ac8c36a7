import { TableRows, textColumns } from "../figures/tableRows.js";
import { describeInterval, PHRASES } from "./phrases.js";

/**
 * The share phrases and the per cent that each stands for, as a table for the methods page.
 * @example table("andelsuttrykk", title`Andeler i ord`, phraseRows())
 */
export function phraseRows(): TableRows {
  return new TableRows({
    columns: textColumns("Uttrykk", "Brukes om"),
    rows: PHRASES.map((phrase) => [phrase.text, describeInterval(phrase)]),
  });
}
