import { ContentError } from "../../ground/errors.js";
import { formatNumber, formatPercent } from "../../ground/text/format.js";
import { percent } from "../../ground/text/percent.js";
import type { Comparison } from "../../numbers/values/compare.js";
import { share, valueIn } from "../../numbers/values/ofTabulation.js";
import { withCount } from "../../numbers/values/reprint.js";
import type { Value } from "../../numbers/values/value.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { type Item, MISSING } from "../../survey/questionnaire/types.js";
import type { Crosstab } from "../../transforms/crosstab.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import type { Column, FigureOutput, Part } from "../outputs.js";
import { checkLabel } from "../prose/context.js";
import { COLOURS, FONT, LABEL_WIDTH, plotlyText, SEQUENCE, WIDTH, wrapLabel } from "./theme.js";

/** What is drawn, before it has a title: made by `bars` and its like, shown by `figure`. */
export interface Drawing {
  readonly id: string;
  readonly subtitle: readonly Part[];
  readonly alt: readonly Part[];
  readonly note: readonly Part[];
  readonly plotly: FigureOutput["plotly"];
  readonly height: number;
  readonly columns: readonly Column[];
  readonly rows: FigureOutput["table"]["rows"];
  readonly values: readonly ValueRecord[];
}

interface Bar {
  readonly label: string;
  readonly value: Value;
  readonly muted?: boolean;
}

/**
 * Horizontal bars of one tabulation: shares with their counts, most chosen first for multiple response, in the
 * questionnaire's order where the options have one (single choice).
 *
 * @param options.show `"share"` (default) or `"count"`: what the bars' lengths and labels are.
 * @param options.sort Most chosen first; default for multiple response only. Missing answers stay last.
 * @param options.missing Those who did not answer as a bar of their own, for counts of an item that leaves them out of
 *  its base: it has a count and no share.
 * @example figure(bars(tabulate(tiltak, q.effekter)), title`…`)
 */
export function bars(
  tabulation: Tabulation,
  options: { show?: "share" | "count"; sort?: boolean; missing?: boolean } = {},
): Drawing {
  if (options.missing && options.show !== "count")
    throw new ContentError(
      'Missing answers can only have a bar among counts: bars(tabulation, { show: "count", missing: true }).',
    );
  const { item, universe } = tabulation;
  const sort = options.sort ?? item.kind === "multiple";
  const cells = tabulation.cells.filter((cell) => item.kind !== "agency" || cell.n > 0);
  const shown = sort
    ? [...cells].sort((a, b) => Number(a.missing) - Number(b.missing) || b.n - a.n)
    : [...cells];
  if (options.missing) shown.push(missingCell(tabulation));
  const list = shown.map((cell): Bar => {
    const value = share(tabulation, {
      item: item.key,
      key: cell.key,
      label: cell.label,
      aliases: [],
      specify: false,
      exclusive: false,
    });
    return { label: cell.label, value, muted: cell.missing };
  });
  const several =
    item.kind === "multiple"
      ? `Flere svar mulig${Number.isFinite(item.max) ? ` (inntil ${item.max})` : ""}, så andelene summerer seg til mer enn 100 prosent. `
      : "";
  const unit = options.show === "count" ? "Antall" : "Prosent";
  return horizontal(item.key, list, options.show ?? "share", {
    subtitle: `Spørsmål ${item.number}. ${item.question} ${unit} av ${formatNumber(tabulation.base)} ${universe.label} som ${item.base === "asked" ? "fikk spørsmålet" : "svarte"}.`,
    note: several + missingNote(tabulation),
    order: sort ? "falling" : "form",
  });
}

/**
 * Horizontal bars of values from several tabulations of one base: overlapping sets, nets, subsets side by side.
 * @param id The figure's id for cross-references.
 * @param list Label and value of each bar; all shares or all counts, of one base.
 * @param items The items behind them, for the subtitle.
 * @throws When the values have different bases.
 * @example barsOf("losninger", [{ label: "Utvikle", value: share(utvikle, q.utvikle.ja) }, …], [q.utvikle, q.gjenbruke])
 */
export function barsOf(
  id: string,
  list: readonly { readonly label: string; readonly value: Value }[],
  items: readonly Item[],
): Drawing {
  refuseLabels(list);
  const bases = new Set(list.map(({ value }) => value.record.baseText));
  if (bases.size !== 1)
    throw new ContentError(
      `The bars of one figure must have one base, but "${id}" has ${[...bases].join(" and ")}.`,
    );
  const show = list.every(({ value }) => value.isShare) ? "share" : "count";
  const questions = items.map(({ $ }) => `Spørsmål ${$.number}. ${$.question}`).join(" ");
  return horizontal(id, list, show, {
    subtitle: `${questions} ${show === "count" ? "Antall" : "Prosent"} av ${[...bases][0]}.`,
    note: "",
    order: "form",
  });
}

/** Labels that authors write are text like any other. @throws With all that is wrong with them. */
function refuseLabels(list: readonly { readonly label: string; readonly value: Value }[]): void {
  const problems = list.flatMap(({ label, value }) => checkLabel(label, value.record));
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
}

function missingCell({ asked, answered }: Tabulation): Tabulation["cells"][number] {
  return { key: "mangler", label: MISSING.ikke_svart, n: asked - answered, missing: true };
}

function missingNote(tabulation: Tabulation): string {
  const { asked, answered, item } = tabulation;
  const missing = asked - answered;
  if (missing === 0) return "Alle som fikk spørsmålet, svarte.";
  const held =
    item.base === "asked" && !item.showMissing
      ? ` ${missing === 1 ? "Det" : "De"} er med i grunnlaget.`
      : item.base === "answered"
        ? ` ${missing === 1 ? "Det" : "De"} er ikke med i grunnlaget.`
        : "";
  return `Svar mangler for ${formatNumber(missing)} av ${formatNumber(asked)}.${held}`;
}

function horizontal(
  id: string,
  list: readonly Bar[],
  show: "share" | "count",
  text: { subtitle: string; note: string; order: "falling" | "form" },
): Drawing {
  const amounts = list.map(({ value }) =>
    show === "share" ? percent(value.measured.n, value.measured.base) : value.measured.n,
  );
  const labels = list.map(({ value }) =>
    show === "share" ? formatPercent(value.measured.n, value.measured.base) : formatNumber(value.measured.n),
  );
  // Missing answers left out of the base have a base of their own, so their share stands in no column with the others.
  const base = list[0]?.value.measured.base;
  const names = list.map(({ label }) => wrapLabel(label));
  const lines = names.map((name) => name.split("<br>").length);
  const height = 50 + lines.length * Math.max(34, 19 * Math.max(...lines) + 8);
  return {
    id,
    subtitle: [{ kind: "label", text: text.subtitle }],
    note: text.note === "" ? [] : [{ kind: "label", text: text.note }],
    alt: [{ kind: "label", text: describeBars(list, show, text.order) }],
    height,
    plotly: {
      data: [
        {
          type: "bar",
          orientation: "h",
          x: amounts,
          y: names,
          text: labels,
          textposition: "outside",
          cliponaxis: false,
          marker: { color: list.map(({ muted }) => (muted ? COLOURS.muted : COLOURS.main)) },
          hovertemplate: list.map(
            ({ label, value }) =>
              `${plotlyText(label)}: ${formatPercent(value.measured.n, value.measured.base)} (${formatNumber(value.measured.n)} av ${formatNumber(value.measured.base)})<extra></extra>`,
          ),
        },
      ],
      layout: {
        ...baseLayout(height),
        bargap: 0.3,
        xaxis: { ...valueAxis(show), range: [0, Math.max(...amounts, 1) * 1.15] },
        yaxis: { autorange: "reversed", ticks: "", ticklabelstandoff: 6, automargin: true, fixedrange: true },
      },
    },
    columns: [
      { label: "Svar", kind: "text" },
      { label: "Antall", kind: "count" },
      { label: "Andel", kind: "percent" },
    ],
    rows: list.map(({ label, value }) => [
      label,
      value.measured.n,
      value.measured.base === base ? percent(value.measured.n, value.measured.base, 1) : "ikke i grunnlaget",
    ]),
    // Counts stand beside the shares in the table.
    values: list.map(({ value }) => withCount(value).record),
  };
}

function describeBars(list: readonly Bar[], show: "share" | "count", order: "falling" | "form"): string {
  const print = ({ value }: Bar): string =>
    show === "share"
      ? `${formatPercent(value.measured.n, value.measured.base)}`
      : formatNumber(value.measured.n);
  const items = list.map((bar) => `${bar.label} ${print(bar)}`).join(", ");
  const start =
    order === "falling"
      ? "Liggende søyler, sortert fra størst til minst"
      : "Liggende søyler i skjemaets rekkefølge";
  return `${start}: ${items}.`;
}

/**
 * Two editions side by side, as far as the earlier one is published: counts per option, and one undivided bar for
 * earlier options that were never published apart.
 * @param rest Label and count of what the earlier edition did not divide; left out when nothing remains.
 * @example barsByYear(faser, [compare(faser, q.faser.ide, "count"), …])
 */
export function barsByYear(
  tabulation: Tabulation,
  then: { year: number; values: readonly (Value | null)[]; rest?: { label: string; value: Value } },
): Drawing {
  if (then.rest) refuseLabels([then.rest]);
  const { item, universe } = tabulation;
  const now = tabulation.cells.filter((cell) => !cell.missing);
  const nowValues = now.map((cell) => valueIn(universe, [item.key], [[cell.key]], "count"));
  const names = now.map((cell) => wrapLabel(cell.label, 20));
  const rest = then.rest;
  const restName = rest ? wrapLabel(rest.label, 26) : null;
  const categories = restName ? [...names, restName] : names;
  const thenNumbers = [
    ...then.values.map((value) => value?.number ?? null),
    ...(rest ? [rest.value.number] : []),
  ];
  const nowNumbers = [...nowValues.map((value) => value.number), ...(rest ? [null] : [])];
  const trace = (year: number, numbers: readonly (number | null)[], color: string): object => ({
    type: "bar",
    orientation: "h",
    name: String(year),
    x: numbers,
    y: categories,
    text: numbers.map((n) => (n === null ? "" : formatNumber(n))),
    textposition: "outside",
    cliponaxis: false,
    marker: { color },
    hovertemplate: `%{y}, ${year}: %{text}<extra></extra>`,
  });
  const height = 90 + 62 * categories.length;
  const max = Math.max(...thenNumbers.map((n) => n ?? 0), ...nowNumbers.map((n) => n ?? 0));
  const used = [
    ...nowValues,
    ...then.values.filter((v): v is Value => v !== null),
    ...(rest ? [rest.value] : []),
  ];
  return {
    id: item.key,
    subtitle: [
      {
        kind: "label",
        text: `Spørsmål ${item.number}. ${item.question} Antall ${universe.label}: ${formatNumber(tabulation.base)} i ${universe.year}.`,
      },
    ],
    note: [
      {
        kind: "label",
        text: `${missingNote(tabulation)} Brudd mot ${then.year}: ${item.comparability.reason}`,
      },
    ],
    alt: [
      {
        kind: "label",
        text: `Liggende søyler for to år. ${now.map((cell, i) => `${cell.label}: ${formatNumber(cell.n)} i ${universe.year}${then.values[i] ? `, ${formatNumber((then.values[i] as Value).number)} i ${then.year}` : ""}`).join(". ")}.${rest ? ` ${rest.label}: ${formatNumber(rest.value.number)} i ${then.year}.` : ""}`,
      },
    ],
    height,
    plotly: {
      data: [trace(universe.year, nowNumbers, COLOURS.main), trace(then.year, thenNumbers, COLOURS.third)],
      layout: {
        ...baseLayout(height),
        barmode: "group",
        bargap: 0.25,
        showlegend: true,
        legend: { orientation: "h", x: 0, y: 1.02, xanchor: "left", yanchor: "bottom", traceorder: "normal" },
        margin: { l: 10, r: 40, t: 40, b: 40 },
        xaxis: { ...valueAxis("count"), range: [0, max * 1.12] },
        yaxis: { autorange: "reversed", ticks: "", ticklabelstandoff: 6, automargin: true, fixedrange: true },
      },
    },
    columns: [
      { label: "Svar", kind: "text" },
      { label: `Antall ${universe.year}`, kind: "count" },
      { label: `Antall ${then.year}`, kind: "count" },
    ],
    rows: [
      ...now.map((cell, i) => [cell.label, cell.n, then.values[i]?.number ?? "ikke publisert"] as const),
      ...(rest ? [[rest.label, "delt opp over", rest.value.number] as const] : []),
    ],
    values: used.map((value) => value.record),
  };
}

/** Stacked horizontal bars of a crosstab: one bar per row option, its parts the column options, as counts. */
export function stackedBars(table: Crosstab): Drawing {
  const { rowItem, columnItem, universe } = table;
  const id = `${rowItem.key}-${columnItem.key}`;
  const names = table.rowOptions.map(({ label }) => wrapLabel(label, 20));
  const values = table.rowOptions.flatMap(({ key: row }) =>
    table.columnOptions.map(({ key: column }) =>
      valueIn(universe, [rowItem.key, columnItem.key], [[row], [column]], "count"),
    ),
  );
  const height = 100 + 44 * names.length;
  const answered = table.rowTotals.reduce((sum, n) => sum + n, 0);
  return {
    id,
    subtitle: [
      {
        kind: "label",
        text: `Spørsmål ${rowItem.number} (${rowItem.label.toLowerCase()}) og spørsmål ${columnItem.number} (${columnItem.label.toLowerCase()}). Antall av ${formatNumber(answered)} ${universe.label} som svarte på begge.`,
      },
    ],
    note: [
      {
        kind: "label",
        text: `${formatNumber(table.base - answered)} av ${formatNumber(table.base)} som fikk begge spørsmålene, mangler svar på minst ett av dem.`,
      },
    ],
    alt: [
      {
        kind: "label",
        text: `Stablede liggende søyler. ${table.rowOptions.map(({ label }, i) => `${label}: ${table.columnOptions.map((c, j) => `${c.label} ${formatNumber(table.n[i]?.[j] ?? 0)}`).join(", ")}`).join(". ")}.`,
      },
    ],
    height,
    plotly: {
      data: table.columnOptions.map(({ label }, j) => ({
        type: "bar",
        orientation: "h",
        name: plotlyText(label),
        x: table.n.map((row) => row[j] ?? 0),
        y: names,
        text: table.n.map((row) => ((row[j] ?? 0) < 1 ? "" : formatNumber(row[j] ?? 0))),
        textposition: "inside",
        insidetextanchor: "middle",
        textangle: 0,
        constraintext: "none",
        textfont: { color: ["#ffffff", "#1a1a1a", "#1a1a1a", "#1a1a1a"][j % 4] },
        marker: { color: SEQUENCE[j % SEQUENCE.length], line: { color: "#ffffff", width: 1 } },
        hovertemplate: `%{y}, ${plotlyText(label)}: %{x}<extra></extra>`,
      })),
      layout: {
        ...baseLayout(height),
        barmode: "stack",
        bargap: 0.3,
        showlegend: true,
        legend: { orientation: "h", x: 0, y: 1.02, xanchor: "left", yanchor: "bottom", traceorder: "normal" },
        margin: { l: 10, r: 30, t: 40, b: 40 },
        xaxis: { ...valueAxis("count"), rangemode: "tozero" },
        yaxis: { autorange: "reversed", ticks: "", ticklabelstandoff: 6, automargin: true, fixedrange: true },
      },
    },
    columns: [
      { label: rowItem.label, kind: "text" },
      ...table.columnOptions.map(({ label }): Column => ({ label, kind: "count" })),
      { label: "I alt", kind: "count" },
    ],
    rows: table.rowOptions.map(({ label }, i) => [label, ...(table.n[i] ?? []), table.rowTotals[i] ?? 0]),
    values: values.map((value) => value.record),
  };
}

/** The values of comparisons as `barsByYear` takes them. */
export function earlierValues(comparisons: readonly (Comparison | null)[]): (Value | null)[] {
  return comparisons.map((comparison) => comparison?.then ?? null);
}

function baseLayout(height: number): object {
  return {
    width: WIDTH,
    height,
    font: FONT,
    separators: ",\u00a0",
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: Math.min(LABEL_WIDTH, 10), r: 40, t: 10, b: 40 },
  };
}

function valueAxis(show: "share" | "count"): object {
  return {
    title: { text: show === "share" ? "Prosent" : "Antall tiltak", standoff: 8, font: { size: 14 } },
    ticksuffix: show === "share" ? "\u00a0%" : "",
    gridcolor: "#d9dde2",
    zeroline: true,
    zerolinecolor: "#6b7280",
    fixedrange: true,
  };
}
