import { capitalise } from "../../ground/text/capitalise.js";
import { percent } from "../../ground/text/percent.js";
import { at } from "../../numbers/values/at.js";
import { CELL_KINDS, RULE_OUTCOMES } from "../../numbers/worlds/control.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { allRules } from "../../survey/questionnaire/allRules.js";
import { countCell, TableRows, traced } from "./tableRows.js";

/**
 * What the edit rules came to after the log, as a table: one row per rule in the edition's words, what it is tried on,
 * and how often it holds, is broken, is broken and confirmed in the log, or can't be decided since an answer is missing.
 * The four add up to how often it was tried. Rules of a body or a file are tried on bodies, each of which sends one file.
 * The R package validate calls them passes, fails and NA.
 * @example table("regler", title`Utfallet av reglene`, ruleRows(2019))
 */
export function ruleRows(year: number): TableRows {
  const { questionnaire } = openEdition(year);
  const { unit, bodyUnit } = questionnaire;
  const lines = allRules(questionnaire).map(({ key, label, level }) => ({
    label,
    on: level === "row" ? unit.many : bodyUnit.many,
    counts: RULE_OUTCOMES.map((outcome) => at(`${year}/kontroll/regel×utfall/${key}×${outcome}/count`)),
  }));
  return new TableRows({
    columns: [
      { label: "Regel", kind: "text" },
      { label: "Prøvd på", kind: "text" },
      { label: "Holder", kind: "count" },
      { label: "Brutt", kind: "count" },
      { label: "Brutt, men bekreftet", kind: "count" },
      { label: "Kan ikke avgjøres", kind: "count" },
    ],
    rows: lines.map(({ label, on, counts }) => [label, capitalise(on), ...counts.map(countCell)]),
  });
}

/**
 * What became of the answers that were asked for, as a table: kept as they came, changed, filled in or taken out by the
 * log, still missing. They add up to all cells: an item that routing did not lead to is none, a question of multiple
 * response is one.
 * @example table("celler", title`Svarene etter rettelsene`, cellRows(2019))
 */
export function cellRows(year: number): TableRows {
  const lines = [...CELL_KINDS].map(([key, label]) => ({
    label,
    count: at(`${year}/kontroll/celle/${key}/count`),
  }));
  const all = lines.reduce((sum, { count }) => sum + count.number, 0);
  return new TableRows({
    columns: [
      { label: "Svar", kind: "text" },
      { label: "Antall", kind: "count" },
      { label: "Andel", kind: "percent" },
    ],
    rows: lines.map(({ label, count }) => [
      label,
      countCell(count),
      all === 0 ? "ingen spurt" : traced(percent(count.number, all, 1), count),
    ]),
  });
}
