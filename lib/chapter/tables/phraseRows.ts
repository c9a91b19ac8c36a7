import { describeInterval, PHRASES } from "../prose/phrases.js";
import { TableRows, textColumns } from "./tableRows.js";

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
