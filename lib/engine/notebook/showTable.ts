import { inspect } from "node:util";
import { formatNumber } from "../../ground/text/format.js";
import { type Html, html, joined, trusted } from "../../ground/text/html.js";
import type { MimeBundle } from "./mime.js";
import { type Profile, profileOf } from "./profile.js";

/** As much of an Arquero table as is shown; whoever has these methods is one. */
export interface Table {
  numRows(): number;
  columnNames(): string[];
  /** The column's values, in the order of the rows that are left. */
  array(name: string): ArrayLike<unknown>;
  groups?(): { readonly names: readonly string[] } | null;
}

/** How a table is shown. */
export interface TableView {
  /** Above it, what it is; how many rows and columns there are follows. */
  readonly title?: string;
  /** What a column is called beside its name; none for most. */
  readonly labelOf?: (column: string) => string | undefined;
}

/** Short tables are shown whole. */
const WHOLE = 30;
const ROWS = 10;
const COLUMNS = 100;
/** What lies folded below the first rows, so that a wide table stays within two hundred kilobytes. */
const FOLDED_ROWS = 90;
const FOLDED_CELLS = 1600;
/** More columns than are seen side by side are listed, too. */
const SIDE_BY_SIDE = 12;
/** Of the plain text, which wraps. */
const PLAIN_COLUMNS = 12;
/** Of a text, in characters. */
const TEXT = 48;

export function isTable(value: object): value is Table {
  const table = value as Partial<Record<keyof Table, unknown>>;
  return [table.numRows, table.columnNames, table.array].every((f) => typeof f === "function");
}

/** A list of plain objects, as `table.objects()` gives it. */
export function isRows(value: object): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlain);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.keys(value).length > 0;
}

export function tableOfRows(rows: readonly Record<string, unknown>[]): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    numRows: () => rows.length,
    columnNames: () => names,
    array: (name) => rows.map((row) => row[name]),
  };
}

/** As much of a danfojs frame, or of one of its columns, as is shown. */
interface Frame {
  readonly columns: readonly string[];
  readonly index: readonly (string | number)[];
  readonly values: readonly unknown[];
  readonly $isSeries: boolean;
}

export function isFrame(value: object): value is Frame {
  const { columns, index, values, $isSeries } = value as Partial<Frame>;
  return typeof $isSeries === "boolean" && [columns, index, values].every(Array.isArray);
}

/** Rows that are named, as in `describe()`, keep their names in a first column. */
export function tableOfFrame({ columns, index, values, $isSeries }: Frame): Table {
  const named = index.some((name, i) => name !== i);
  const rowOf = (i: number): readonly unknown[] => ($isSeries ? [values[i]] : (values[i] as unknown[]));
  const names = named ? ["", ...columns] : [...columns];
  const count = values.length;
  return {
    numRows: () => count,
    columnNames: () => names,
    array: (name) => {
      if (named && name === "") return index;
      const j = columns.indexOf(name);
      return Array.from({ length: count }, (_, i) => rowOf(i)[j]);
    },
  };
}

/**
 * The first rows of a table; above each column its type, how many of its values are missing, and how they are spread;
 * how many rows and columns there are. In bokmål, since analysts read it.
 *
 * No more than a hundred columns, ten rows and 48 characters of a text; some more rows, and a list of many columns, lie
 * folded below.
 */
export function showTable(table: Table, { title, labelOf }: TableView = {}): MimeBundle {
  const all = table.columnNames();
  const names = all.slice(0, COLUMNS);
  const count = table.numRows();
  const shown = count <= WHOLE ? count : ROWS;
  const folded = Math.min(count - shown, FOLDED_ROWS, Math.ceil(FOLDED_CELLS / Math.max(1, names.length)));
  const columns = names.map((name) => {
    const values = table.array(name);
    const profile = profileOf(values);
    const cells = Array.from({ length: shown + folded }, (_, i) => values[i]);
    const text = profile.numeric ? numbersOf(cells) : cellText;
    return { name, label: labelOf?.(name), profile, cells: cells.map((cell) => textOf(cell, text)) };
  });
  const size = `${formatNumber(count)} ${count === 1 ? "rad" : "rader"} × ${formatNumber(all.length)} ${all.length === 1 ? "kolonne" : "kolonner"}`;
  const cut = [
    ...(shown < count ? [`de ${shown} første radene`] : []),
    ...(names.length < all.length ? [`de ${COLUMNS} første kolonnene`] : []),
  ];
  const groups = table.groups?.()?.names ?? [];
  const grouped = groups.length > 0 ? `, gruppert etter ${groups.join(" og ")}` : "";
  const about = cut.length > 0 ? `${size}${grouped}; viser ${cut.join(" og ")}` : `${size}${grouped}`;
  const head = columns.map(
    ({ name, label, profile }) =>
      html`<th scope="col"${label === undefined ? null : html` title="${label}"`}><div align="left">${name}<br><small><nobr>${profile.type}${missingText(profile)}</nobr></small>${spread(profile)}</div></th>`,
  );
  const rowsOf = (from: number, length: number) =>
    joined(
      Array.from(
        { length },
        (_, i) =>
          html`<tr>${columns.map(({ cells, profile }) => cellHtml(cells[from + i] ?? null, profile))}</tr>`,
      ),
      "\n",
    );
  const more = html`<details><summary>De neste ${folded} radene</summary><table><thead><tr>${columns.map(({ name }) => html`<th scope="col"><div align="left">${name}</div></th>`)}</tr></thead><tbody>${rowsOf(shown, folded)}</tbody></table></details>`;
  return {
    "text/html":
      html`<p>${title === undefined ? null : html`<strong>${title}</strong>. `}${about}.</p><table><thead><tr>${head}</tr></thead><tbody>${rowsOf(0, shown)}</tbody></table>${folded > 0 ? more : null}${columns.length > SIDE_BY_SIDE ? columnList(columns) : null}`
        .text,
    "text/plain": `${title === undefined ? "" : `${title}. `}${about}.\n${plainTable(columns.map((column) => ({ ...column, cells: column.cells.slice(0, shown) })))}`,
  };
}

/** A wide table's columns, one a line: the one that is looked for is found without going sideways. */
function columnList(columns: readonly { name: string; label: string | undefined; profile: Profile }[]): Html {
  const left = (text: string) => html`<td><div align="left">${text}</div></td>`;
  const lines = columns.map(
    ({ name, label, profile }) =>
      html`<tr><th scope="row"><div align="left">${name}</div></th>${left(label ?? "")}${left(profile.type)}<td class="n">${formatNumber(profile.missing)}</td><td class="n">${profile.distinct === null ? "" : formatNumber(profile.distinct)}</td></tr>`,
  );
  const head = ["Kolonne", "Hva den er", "Type"].map(
    (text) => html`<th scope="col"><div align="left">${text}</div></th>`,
  );
  return html`<details><summary>De ${columns.length} kolonnene, én på hver linje</summary><table><thead><tr>${head}<th scope="col" class="n">Mangler</th><th scope="col" class="n">Ulike</th></tr></thead><tbody>${joined(lines, "\n")}</tbody></table></details>`;
}

function missingText({ missing }: Profile): string {
  return missing === 0 ? "" : ` · ${formatNumber(missing)} mangler`;
}

function cellHtml(text: string | null, { numeric }: Profile): Html {
  if (text === null) return numeric ? html`<td class="n">–</td>` : html`<td><div align="left">–</div></td>`;
  const cut = shorten(text);
  if (numeric) return html`<td class="n">${cut}</td>`;
  return html`<td${cut === text ? null : html` title="${text.slice(0, 500)}"`}><div align="left"><nobr>${cut}</nobr></div></td>`;
}

const WIDTH = 96;
const HEIGHT = 22;

/** A small histogram in the ink of the page, as one path; or how many different values there are. */
function spread({ bars, ends, distinct, numeric }: Profile): Html | null {
  if (bars.length === 0)
    return distinct === null ? null : html`<br><small><nobr>${formatNumber(distinct)} ulike</nobr></small>`;
  const most = Math.max(...bars.map(({ n }) => n), 1);
  const step = Math.min(WIDTH / bars.length, 16);
  const round = (n: number) => Number(n.toFixed(1));
  const path = bars.map(({ n }, i) => {
    if (n === 0) return "";
    const height = Math.max(1, (n / most) * HEIGHT);
    return `M${round(i * step)} ${HEIGHT}v${round(-height)}h${round(step - 1)}V${HEIGHT}z`;
  });
  const width = round(step * bars.length);
  const words = numeric
    ? `Fordeling fra ${ends[0]} til ${ends[1]}`
    : bars.map(({ label, n }) => `${label}: ${formatNumber(n)}`).join(", ");
  const below = numeric
    ? html`<small><nobr>${ends[0]} – ${ends[1]}</nobr></small>`
    : html`<small>${distinctText(distinct)}</small>`;
  return html`<br><svg width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${words}"><title>${words}</title><path fill="currentColor" fill-opacity="0.55" d="${trusted(path.join(""))}"/></svg><br>${below}`;
}

function distinctText(distinct: number | null): string {
  return distinct === null ? "" : `${formatNumber(distinct)} ${distinct === 1 ? "verdi" : "ulike"}`;
}

function plainTable(
  columns: readonly { name: string; profile: Profile; cells: readonly (string | null)[] }[],
): string {
  const texts = columns.slice(0, PLAIN_COLUMNS).map(({ name, profile, cells }) => {
    const lines = [
      name,
      `${profile.type}${missingText(profile)}`,
      ...cells.map((cell) => (cell === null ? "–" : shorten(cell))),
    ];
    const width = Math.max(...lines.map((line) => line.length));
    return lines.map((line) => (profile.numeric ? line.padStart(width) : line.padEnd(width)));
  });
  const count = texts[0]?.length ?? 0;
  const rest = columns.length > PLAIN_COLUMNS ? "  …" : "";
  const line = (i: number) => `${(texts.map((text) => text[i]).join("  ") + rest).trimEnd()}\n`;
  return Array.from({ length: count }, (_, i) => line(i)).join("");
}

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));

/** What stands in a cell; null where the value is missing. */
function textOf(value: unknown, text: (value: unknown) => string): string | null {
  return isMissing(value) ? null : text(value);
}

/** Significant digits: more than anyone compares by eye. */
const DIGITS = 6;

/** Numbers of a column under each other: as many decimals in all as are seen, thousands apart from 10 000, so that years stay years. */
function numbersOf(values: readonly unknown[]): (value: unknown) => string {
  const numbers = values.filter((value) => typeof value === "number").filter(isPlainNumber);
  const largest = Math.max(1, ...numbers.map(Math.abs));
  const most = Math.max(1, DIGITS - Math.floor(Math.log10(largest)) - 1);
  const decimals = Math.max(0, ...numbers.map((n) => Math.min(most, decimalsOf(n))));
  return (value) => {
    if (typeof value !== "number" || !isPlainNumber(value)) return String(value);
    return Math.abs(value) < 10_000
      ? formatNumber(value, decimals).replaceAll("\u00a0", "")
      : formatNumber(value, decimals);
  };
}

/** Neither so large nor so small that it is written with an exponent. */
const isPlainNumber = (n: number): boolean => n === 0 || (Math.abs(n) >= 10 ** -DIGITS && Math.abs(n) < 1e15);

const decimalsOf = (n: number): number => /\.(\d+)$/.exec(String(n))?.[1]?.length ?? 0;

function cellText(value: unknown): string {
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  if (value instanceof Date) return dateText(value);
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxArrayLength: 20 });
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "ugyldig dato";
  return date.toISOString().replace(/T00:00:00\.000Z$/, "");
}

function shorten(text: string): string {
  const points = [...text.slice(0, 2 * TEXT)];
  return points.length > TEXT ? `${points.slice(0, TEXT - 1).join("")}…` : text;
}
