import { arrange, type Chart, type ChartRow } from "./chart.js";

/** A choice that a reader has when exploring a figure. */
export interface Choice {
  /** In the address of the page: `vis`. */
  readonly name: "vis" | "rekkefolge" | "rader";
  readonly label: string;
  /** The figure's own first. */
  readonly options: readonly { readonly key: string; readonly label: string }[];
}

/** What a reader has chosen, by the choice's name. */
export type Chosen = Readonly<Record<string, string>>;

/**
 * What a reader may choose for a chart: counts or shares, the form's order or the largest first, all tiltak or parts of
 * them. None where there is nothing to choose.
 */
export function choicesOf(chart: Chart): Choice[] {
  const choices: Choice[] = [];
  if (chart.show !== "amount" && hasShares(chart)) choices.push(choice("vis", "Vis", VIS, chart.show));
  // Whoever put answers together put them in order too: the others are last, however many they are.
  if (chart.form === "bars" && chart.order !== "given" && chart.series.length === 1 && chart.rows.length > 2)
    choices.push(choice("rekkefolge", "Rekkefølge", ORDERS, chart.order));
  if (chart.parts) {
    const [part = "", rest = ""] = chart.parts.series;
    const both = { key: "delt", label: `${part} og ${rest.toLowerCase()}` };
    choices.push({
      name: "rader",
      label: chart.parts.legend ?? "",
      options: [{ key: "alle", label: "Alle" }, both],
    });
  }
  return choices;
}

const VIS = { share: { key: "andel", label: "Andel" }, count: { key: "antall", label: "Antall" } };
const ORDERS = {
  form: { key: "skjema", label: "Som i skjemaet" },
  falling: { key: "storst", label: "Størst først" },
};

function choice<Key extends string>(
  name: Choice["name"],
  label: string,
  options: Readonly<Record<Key, Choice["options"][number]>>,
  own: Key,
): Choice {
  const first = options[own];
  const all = Object.values(options) as Choice["options"][number][];
  return { name, label, options: [first, ...all.filter((option) => option !== first)] };
}

function hasShares({ rows }: Chart): boolean {
  return rows.every(({ cells }) => cells.every((cell) => "gap" in cell || ("n" in cell && cell.base > 0)));
}

/** Every combination of a chart's choices, the figure's own first, with the chart as it then is. */
export function viewsOf(chart: Chart): { readonly chosen: Chosen; readonly chart: Chart }[] {
  const all = choicesOf(chart).reduce<Chosen[]>(
    (list, { name, options }) =>
      list.flatMap((chosen) => options.map(({ key }) => ({ ...chosen, [name]: key }))),
    [{}],
  );
  return all.map((chosen) => ({ chosen, chart: viewOf(chart, chosen) }));
}

function viewOf(chart: Chart, { vis, rekkefolge, rader }: Chosen): Chart {
  const show = vis === undefined ? chart.show : vis === "antall" ? "count" : "share";
  const order = rekkefolge === undefined ? chart.order : rekkefolge === "storst" ? "falling" : "form";
  const own: Chart = { ...chart, show, order, axis: show === chart.show ? chart.axis : axisIn(chart, show) };
  if (rader !== "delt" || !chart.parts) return own;
  // Parts stand in the order of the whole, so that the reader finds the row again.
  const labels = arrange(own).rows.map(({ label }) => label);
  const place = ({ label }: ChartRow): number => labels.indexOf(label);
  const rows = [...chart.parts.rows].sort((a, b) => place(a) - place(b));
  return { ...chart.parts, show, order: "form", axis: own.axis, rows };
}

function axisIn({ unit = "" }: Chart, show: Chart["show"]): string {
  return show === "share" ? "Prosent" : `Antall ${unit}`.trim();
}
