import { type Chart, type ChartCell, drawnNumber, isSynthetic } from "../../chapter/figures/chart.js";
import type { FigureOutput } from "../../chapter/outputs.js";
import { plain } from "../../chapter/prose/template.js";
import { toCsv } from "./renderTable.js";

/** What every line of the file must carry, since a line can be taken out of it. */
export interface Origin {
  /** With the figure's number. */
  readonly title: string;
  /** Says that the data are synthetic. */
  readonly mark: string | undefined;
  readonly source: string;
}

/**
 * A figure's numbers as CSV: the first line names the columns, then a line a number, each with its base, where it comes
 * from, and whether it follows from synthetic data alone.
 */
export function figureCsv({ chart, subtitle, note }: FigureOutput, { title, mark, source }: Origin): string {
  const several = chart.series.length > 1;
  const columns = [
    chart.heading,
    ...(several ? [chart.legend ?? "Serie"] : []),
    ...(chart.show === "amount" ? [chart.axis] : ["Antall", "Grunnlag", "Andel i prosent"]),
    ...(mark ? ["Bare i syntetiske data"] : []),
    "Adresse",
    "Figur",
    "Om tallene",
    "Merknad",
    "Kilde",
  ];
  const about = [title, plain(subtitle), [plain(note), mark].filter((text) => text).join(" "), source].map(
    (text) => text.replace(/\s+/g, " "),
  );
  const rows = chart.rows.flatMap(({ label, cells }) =>
    cells.map((cell, j) => [
      label,
      ...(several ? [chart.series[j] ?? ""] : []),
      ...numbersOf(cell, chart.show),
      ...(mark ? ["gap" in cell ? "" : isSynthetic(cell, chart.show) ? "ja" : "nei"] : []),
      "gap" in cell ? "" : (cell.record?.address ?? ""),
      ...about,
    ]),
  );
  return toCsv(
    columns.map((label) => ({ label })),
    rows,
  );
}

function numbersOf(cell: ChartCell, show: Chart["show"]): (string | number | null)[] {
  if (show === "amount") return ["amount" in cell ? cell.amount : "gap" in cell ? cell.gap : null];
  if ("gap" in cell) return [cell.gap, null, null];
  if (!("n" in cell)) return [null, null, null];
  const share = drawnNumber(cell, "share");
  return [cell.n, share === null ? null : cell.base, share];
}
