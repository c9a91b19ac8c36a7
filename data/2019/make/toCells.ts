import type { Questionnaire } from "notat";
import type { Body } from "./bodies.js";
import type { Measure } from "./finishRows.js";

/** A row of the workbook: what stands in each column, by header; null is an empty cell. */
export type Cells = Record<string, string | number | null>;

/** The headers of the sheet "Svar", in the order of the questionnaire. */
export function headersOf(q: Questionnaire): string[] {
  const items = Object.values(q.items).flatMap((item) =>
    item.kind !== "multiple"
      ? [item.key]
      : item.options.flatMap(({ key, specify }) => [
          `${item.key}__${key}`,
          ...(specify ? [`${item.key}__${key}__tekst`] : []),
        ]),
  );
  return ["id", "mottatt", "utgår", ...items];
}

/** A measure as its cells would stand had the agency filled in everything rightly: labels, ticks as 1, kroner. */
export function toCells(measure: Measure, bodies: ReadonlyMap<string, Body>, q: Questionnaire): Cells {
  const cells: Cells = { id: measure.id, mottatt: measure.mottatt, utgår: null };
  for (const item of Object.values(q.items)) {
    const answer = measure[item.key as keyof Measure];
    if (item.kind === "multiple") {
      for (const { key, specify } of item.options) {
        cells[`${item.key}__${key}`] = (answer as readonly string[]).includes(key) ? 1 : null;
        if (specify) cells[`${item.key}__${key}__tekst`] = measure.tekst[`${item.key}__${key}`] ?? null;
      }
    } else if (item.kind === "agency") cells[item.key] = bodies.get(answer as string)!.virksomhet;
    else if (item.kind === "single")
      cells[item.key] = item.options.find(({ key }) => key === answer)?.label ?? null;
    else cells[item.key] = answer as string | number | null;
  }
  return cells;
}
