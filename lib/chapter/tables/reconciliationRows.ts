import { numberAt } from "../../numbers/address/evaluate.js";
import {
  countStatuses,
  type ReconciledRow,
  reconcile,
  STATUS_LABELS,
  type Status,
} from "../../numbers/published/reconcile.js";
import { TableRows, textColumns } from "./tableRows.js";

/**
 * The published figures and what the data say of them, as a table: one row per figure, in the order of the publication.
 *
 * @param statuses Only figures that stand so; all of them when left out.
 * @throws When a figure can't be tried.
 * @example table("avvik", title`Tall som ikke kan oppfylles`, reconciliationRows("cannot-be-met"))
 */
export function reconciliationRows(...statuses: Status[]): TableRows {
  const rows = reconcile(numberAt).filter(({ status }) => statuses.length === 0 || statuses.includes(status));
  return new TableRows({
    columns: textColumns("Hvor", "Påstand", "Publisert", "Svarene gir", "Resultat", "Forklaring"),
    rows: rows.map((row) => [
      place(row),
      row.wording,
      row.published,
      row.computed,
      STATUS_LABELS[row.status],
      row.explanation,
    ]),
  });
}

/**
 * How many of the published figures have each status: one row per status.
 * @example table("status", title`Avstemming mot publiserte tall`, statusRows())
 */
export function statusRows(): TableRows {
  const counts = countStatuses(reconcile(numberAt));
  return new TableRows({
    columns: [
      { label: "Resultat", kind: "text" },
      { label: "Påstander", kind: "count" },
    ],
    rows: (Object.keys(STATUS_LABELS) as Status[]).map((status) => [STATUS_LABELS[status], counts[status]]),
  });
}

/** The section, or the publication where it has none: it stands above the table. */
function place({ source, section, figure }: ReconciledRow): string {
  const where = section.charAt(0).toUpperCase() + section.slice(1);
  return [where || source, figure].filter((part) => part !== "").join(", ");
}
