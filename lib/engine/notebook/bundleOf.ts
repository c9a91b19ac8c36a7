import { format } from "node:util";
import { ContentError } from "../../ground/errors.js";
import { formatNumber } from "../../ground/text/format.js";
import { displayAs } from "./display.js";
import type { MimeBundle } from "./mime.js";
import { isFrame, isRows, isTable, showTable, tableOfFrame, tableOfRows } from "./showTable.js";

/** Shows objects of some kinds; null for all others. */
export type Shows = (value: object) => MimeBundle | null;

// Kept on the global object: the library that a notebook imports may be another copy than the one that runs it.
const SHOWS = Symbol.for("notat.shows");
const shows = (): Shows[] => {
  const holder = globalThis as { [SHOWS]?: Shows[] };
  holder[SHOWS] ??= [];
  return holder[SHOWS];
};

/**
 * Says how a library's own objects are shown when a cell ends on them: plain objects, which have no method of their own.
 * The newest that knows the object shows it.
 * @example showObjects((value) => (isTabulation(value) ? { "text/html": … , "text/plain": … } : null))
 */
export function showObjects(show: Shows): void {
  shows().unshift(show);
}

export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/**
 * What a cell ends on as a MIME bundle: by its own method under `displayAs`, as its library shows it, an Arquero table,
 * a frame of danfojs or a list of rows as a table, `{ data, layout }` (layout may be left out) as a figure of Plotly's, all else as `console.log`
 * prints it.
 */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return asPrinted(value);
  const own = ownDisplay(value);
  if (own !== null) return own.call(value) as MimeBundle | Promise<MimeBundle>;
  try {
    for (const show of shows()) {
      const shown = show(value);
      if (shown !== null) return shown;
    }
    if (isTable(value)) return showTable(value);
    if (isFrame(value)) return showTable(tableOfFrame(value));
    if (isRows(value)) return showTable(tableOfRows(value));
    if (isPlotly(value)) return plotlyBundle(value.data, value.layout ?? {});
  } catch (e) {
    // What does not like to be asked is printed; what must not be shown is told.
    if (e instanceof ContentError) throw e;
  }
  return asPrinted(value);
}

function ownDisplay(value: object): ((this: object) => unknown) | null {
  try {
    const own = (value as { [displayAs]?: unknown })[displayAs];
    return typeof own === "function" ? (own as (this: object) => unknown) : null;
  } catch {
    return null; // A proxy that throws for what it does not have has none.
  }
}

/** In characters. A cell that ends on more shows the beginning: a notebook is read, and sent. */
const PRINTED = 20_000;

function asPrinted(value: unknown): MimeBundle {
  const text = format(value);
  if (text.length <= PRINTED) return { "text/plain": text };
  const told = `… (viser de ${formatNumber(PRINTED)} første av ${formatNumber(text.length)} tegn; console.log skriver alle)`;
  return { "text/plain": `${text.slice(0, PRINTED)}\n${told}` };
}

/** A figure of Plotly's, with a line of text for who can't see it. */
export function plotlyBundle(data: readonly object[], layout: object): MimeBundle {
  const types = [...new Set(data.map((trace) => String((trace as { type?: unknown }).type ?? "scatter")))];
  return {
    [PLOTLY_MIME]: { data: data.map(asJson), layout: asJson(layout) },
    "text/plain": `[Plotly: ${types.join(", ") || "ingen data"}]`,
  };
}

/** Lists of numbers and columns of tables as plain lists: JSON would make objects of them, which Plotly can't read. */
function asJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as never, asJson);
  if (Array.isArray(value)) return value.map(asJson);
  const { length, at } = value as { length?: unknown; at?: (i: number) => unknown };
  if (typeof length === "number" && typeof at === "function")
    return Array.from({ length }, (_, i) => asJson(at.call(value, i)));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asJson(part)]));
}

/** As Plotly.newPlot takes it: both there, so that an answer of some web service with `data` in it is none. */
/** As Plotly writes a figure. Without a layout, only when each trace says of what type it is: `data` is a common name. */
function isPlotly(value: object): value is { data: object[]; layout?: object } {
  const { data, layout } = value as { data?: unknown; layout?: unknown };
  if (!Array.isArray(data)) return false;
  if (!data.every((trace) => typeof trace === "object" && trace !== null && !Array.isArray(trace)))
    return false;
  if (layout !== undefined) return typeof layout === "object" && layout !== null;
  return data.length > 0 && data.every(({ type }: { type?: unknown }) => typeof type === "string");
}
