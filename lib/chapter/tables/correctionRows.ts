import { at } from "../../numbers/values/at.js";
import { correctionsOf } from "../../numbers/worlds/log.js";
import { TableRows } from "./tableRows.js";

/**
 * The edits made, as a table: one row per rule of the log, how many cells it changed and in how many records. The
 * reasons that the log gives are not public. Rules with most rows first; the alphabet decides between equals.
 * @example table("rettelser", title`Rettelser i svarene`, correctionRows(2019))
 */
export function correctionRows(year: number): TableRows {
  const log = correctionsOf(year);
  const lines = [...new Set(log.map(({ rule }) => rule))].map((rule) => {
    const count = at(`${year}/logg/regel/${rule}/count`);
    const records = at(`${year}/logg/regel/${rule}/distinct`);
    return { rule, label: inWords(rule), count, records };
  });
  lines.sort((a, b) => b.count.number - a.count.number || (a.rule < b.rule ? -1 : 1));
  return new TableRows({
    columns: [
      { label: "Hva som er rettet", kind: "text" },
      { label: "Rettelser", kind: "count" },
      { label: "Tiltak", kind: "count" },
    ],
    rows: lines.map(({ label, count, records }) => [label, count.number, records.number]),
    values: lines.flatMap(({ count, records }) => [count.record, records.record]),
  });
}

/** A rule's key as words: `belop_som_tekst` → «Beløp som tekst». */
function inWords(rule: string): string {
  const words = rule
    .replaceAll("_", " ")
    .replace(/\bbelop\b/g, "beløp")
    .replace(/\bpaa\b/g, "på");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
