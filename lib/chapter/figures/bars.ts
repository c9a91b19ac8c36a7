import type { ColumnTable } from "arquero";
import { ContentError } from "../../ground/errors.js";
import { capitalise } from "../../ground/text/capitalise.js";
import { formatNumber } from "../../ground/text/format.js";
import { endsOf } from "../../numbers/address/parseAddress.js";
import { count, mangler, share } from "../../numbers/values/ofTabulation.js";
import type { Value } from "../../numbers/values/value.js";
import { unitAt } from "../../numbers/worlds/units.js";
import { unitOf } from "../../survey/answers/answers.js";
import { rowsOf } from "../../survey/answers/rowsOf.js";
import { complement } from "../../survey/answers/subset.js";
import type {
  Given,
  Item,
  ItemDefinition,
  Option,
  Subset,
  UnitSpec,
} from "../../survey/questionnaire/types.js";
import { isAnswer, whoAnswered, whoWereAsked } from "../../survey/questionnaire/unitWords.js";
import { inRows } from "../../transforms/inRows.js";
import { made } from "../../transforms/made.js";
import { isNet, keysOf } from "../../transforms/net.js";
import { type Tabulation, tabulate } from "../../transforms/tabulate.js";
import { checkLabel } from "../prose/context.js";
import { cellOf } from "./cells.js";
import type { Chart, ChartRow, Gap } from "./chart.js";

export interface BarOptions<Key extends string> {
  /** What the bars' lengths are: shares (default) or counts. */
  readonly show?: "share" | "count";
  /** Count and share both stand at each bar. */
  readonly both?: boolean;
  /** Most chosen first; default for multiple response only. Missing answers stay last. */
  readonly sort?: boolean;
  /** The options in another order than the form's: a scale that the form does not have in order. */
  readonly order?: readonly Option<Given<Key>>[];
  /** Those who did not answer as a bar of their own, for counts of an item that leaves them out of its base. */
  readonly missing?: boolean;
  /** Options whose bars stand out from the others'. */
  readonly mark?: readonly Option<Given<Key>>[];
  /** What the marked ones are, for the legend: a named subset, `s.tverrgaende`. */
  readonly markAs?: Subset;
  /** A subset of the tiltak; whoever explores the figure can see it beside the rest of them. */
  readonly split?: ColumnTable;
}

/**
 * Horizontal bars of one tabulation: shares with their counts, most chosen first for multiple response, in the
 * questionnaire's order where the options have one (single choice).
 *
 * A ministry of whose bodies none has answered, or none was asked, has no bar and says so: it is not one with no tiltak.
 * @throws When missing answers are to stand among shares; when `order` has not every option once.
 * @example bars(effekter)
 */
export function bars<Key extends string>(tabulation: Tabulation<Key>, options: BarOptions<Key> = {}): Chart {
  const { item, answers } = tabulation;
  const unit = unitOf(answers);
  const show = options.show ?? "share";
  if (options.missing && show !== "count")
    throw new ContentError(
      'Missing answers can only have a bar among counts: bars(tabulation, { show: "count", missing: true }).',
    );
  const rows = markRows(inOrder(rowsOfOptions(tabulation, show), item, options.order), options);
  if (options.missing)
    rows.push({
      label: mangler.label,
      cells: [cellOf(count(tabulation, mangler as never), { outside: item.base === "answered" })],
      tone: "muted",
    });
  const hasNets = tabulation.cells.some(isNet);
  const chart: Chart = {
    id: item.key,
    form: "bars",
    show,
    question: questionOf(item),
    of: `${sizeOf(tabulation)}${whoseBase(tabulation)}`,
    // Whose bodies are silent is not asked of a tiltak, so that none of them lacks an answer.
    note: rows.some(({ cells: [cell] }) => cell !== undefined && "gap" in cell)
      ? `Der ingen ${answers.questionnaire.bodyUnit.one} svarte, er antallet ${unit.many} ikke kjent.`
      : severalNote(tabulation) + missingNote(tabulation),
    heading: "Svar",
    axis: axisOf(show, unit),
    unit: unit.many,
    series: [""],
    rows,
    // Who has put answers together has put them in order too.
    order: (options.sort ?? (item.kind === "multiple" && !hasNets)) ? "falling" : hasNets ? "given" : "form",
    ...(options.both ? { both: true } : {}),
    ...(options.mark
      ? { tones: options.markAs ? [capitalise(options.markAs.label), `Øvrige ${unit.many}`] : [] }
      : {}),
  };
  return made(options.split ? { ...chart, parts: partsOf(chart, tabulation, options.split) } : chart);
}

/** A part of the tiltak beside the rest, for the rows of a chart; missing answers left out of the base stay out. */
function partsOf(chart: Chart, { item }: Tabulation, table: ColumnTable): Chart {
  const [part, rest] = [table, complement(table)].map((rows) => tabulate(rows, { $: item })) as [
    Tabulation,
    Tabulation,
  ];
  const unit = unitOf(part.answers);
  const shown = new Set(chart.rows.map(({ label }) => label));
  return {
    ...chart,
    of: `${sizeOf(part)} og ${sizeOf(rest, `øvrige ${unit.many}`)}`,
    note: severalNote(part, rest),
    legend: capitalise(unit.many),
    series: [capitalise(part.answers.label), `Øvrige ${unit.many}`],
    rows: groupRows([part, rest], item, chart.show).filter(({ label }) => shown.has(label)),
    tones: [],
  };
}

/** A row for each option, with a cell for each group. */
export function groupRows(
  groups: readonly Tabulation[],
  item: ItemDefinition,
  show: Chart["show"],
): ChartRow[] {
  const value = show === "share" ? share : count;
  const cells = groups[0]?.cells ?? [];
  return cells
    .filter(
      ({ key }) =>
        item.kind !== "agency" || groups.some((group) => group.cells.some((c) => c.key === key && c.n > 0)),
    )
    .map(({ key, label, missing }) => ({
      label,
      cells: groups.map((group) => cellOf(value(group, ...optionsOf(item, key)))),
      ...(missing ? { tone: "muted" as const } : {}),
    }));
}

function inOrder(
  rows: readonly ChartRow[],
  item: ItemDefinition,
  order: readonly Option[] | undefined,
): ChartRow[] {
  if (!order) return [...rows];
  const labels = order.map(({ label }) => label);
  const options = item.options.map(({ label }) => label);
  if (labels.length !== options.length || !options.every((label) => labels.includes(label)))
    throw new ContentError(
      `"order" must have every option of "${item.key}" once: ${options.map((label) => `"${label}"`).join(", ")}, but has ${labels.map((label) => `"${label}"`).join(", ")}.`,
    );
  const place = ({ label }: ChartRow): number =>
    labels.includes(label) ? labels.indexOf(label) : labels.length;
  return [...rows].sort((a, b) => place(a) - place(b));
}

function markRows(rows: readonly ChartRow[], { mark }: { mark?: readonly Option[] }): ChartRow[] {
  if (!mark) return [...rows];
  return rows.map((row) =>
    row.tone === undefined ? { ...row, tone: mark.some(({ label }) => label === row.label) ? 0 : 1 } : row,
  );
}

/**
 * Horizontal bars of values from several tabulations of one base: overlapping sets, nets, subsets side by side.
 * @param id The figure's id for cross-references.
 * @param list Label and value of each bar; all shares or all counts, of one base.
 * @param items The items behind them, for the subtitle.
 * @throws When the values have different bases, or when a label says what only the data may say.
 * @example barsOf("losninger", [
 *   { label: "Utvikler", value: count(tabulate(tiltak, q.utvikle), q.utvikle.ja) },
 *   { label: "Gjenbruker", value: count(tabulate(tiltak, q.gjenbruke), q.gjenbruke.ja) },
 * ], [q.utvikle, q.gjenbruke])
 */
export function barsOf(
  id: string,
  list: readonly { readonly label: string; readonly value: Value }[],
  items: readonly Item[],
): Chart {
  // Labels that authors write are text like any other.
  const problems = list.flatMap(({ label, value }) => checkLabel(label, value.record));
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
  const bases = new Set(list.map(({ value }) => value.record.baseText));
  if (bases.size !== 1)
    throw new ContentError(
      `The bars of one figure must have one base, but "${id}" has ${[...bases].join(" and ")}.`,
    );
  const [first] = endsOf((list[0] as (typeof list)[number]).value.place);
  const show = list.every(({ value }) => value.isShare) ? "share" : "count";
  const questions = items.map(({ $ }) => `Spørsmål ${$.number}. ${$.question}`).join(" ");
  return made({
    id,
    form: "bars",
    show,
    question: questions,
    of: String([...bases][0]),
    note: "",
    heading: "Svar",
    axis: axisOf(show, unitAt(first)),
    unit: unitAt(first).many,
    series: [""],
    rows: list.map(({ label, value }) => ({ label, cells: [cellOf(value)] })),
    order: "form" as const,
  });
}

/** A row for each option of the tabulation's item, in the form's order. */
function rowsOfOptions(tabulation: Tabulation, show: "share" | "count"): ChartRow[] {
  const { item } = tabulation;
  const value = show === "share" ? share : count;
  checkNets(tabulation);
  return tabulation.cells
    .filter((cell) => item.kind !== "agency" || cell.n > 0)
    .map(({ key, label, n, missing }): ChartRow => {
      const silent = n === 0 && !missing ? silenceOf(tabulation, key) : null;
      return {
        label,
        cells: [silent ?? cellOf(value(tabulation, ...optionsOf(item, key)))],
        ...(missing ? { tone: "muted" as const } : {}),
      };
    });
}

/** What an author calls answers together is text like any other. @throws {ContentError} With all that is wrong with it. */
export function checkNets(tabulation: Tabulation): void {
  const problems = tabulation.cells
    .filter(isNet)
    .flatMap(({ key, label }) =>
      checkLabel(label, count(tabulation, ...optionsOf(tabulation.item, key)).record),
    );
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
}

/** Why nothing is known of the tiltak of those that the frame says are of a kind; null when none is an answer. */
function silenceOf({ item, answers }: Tabulation, key: string): Gap | null {
  const { bodyUnit, framed } = answers.questionnaire;
  if (!framed || answers.key !== "alle" || !answers.frame.columnNames().includes(item.key)) return null;
  const bodies = rowsOf(answers.frame).filter((row) => row(item.key) === key);
  if (bodies.length === 0) return { gap: `ingen ${bodyUnit.one} er spurt` };
  return bodies.some((row) => row("svar") === true) ? null : { gap: `ingen ${bodyUnit.one} svarte` };
}

/** The options of a cell: several of a net. */
function optionsOf(item: ItemDefinition, key: string): [never, ...never[]] {
  return keysOf({ key }).map((one) => optionOf(item, one)) as [never, ...never[]];
}

/** An option of an item, or of those that are not written in the questionnaire: bodies, kinds of missing. */
export function optionOf(item: ItemDefinition, key: string): Option {
  const known = item.options.find((option) => option.key === key);
  return known ?? { item: item.key, key, label: key, aliases: [], specify: false, exclusive: false };
}

/** @param unit What is counted. */
export function axisOf(show: "share" | "count", unit: UnitSpec): string {
  return show === "share" ? "Prosent" : `Antall ${unit.many}`;
}

/** Who of all are in the base, to follow them. Of a register nothing was asked. */
/** How many a tabulation's shares are of: `432 tiltak`, `6 194 skoler (sum av vekter; 200 rader)`. */
export function sizeOf({ base, answers, unweighted }: Tabulation, label = answers.label): string {
  return `${formatNumber(base)} ${label}${inRows(unweighted?.base)}`;
}

function whoseBase({ item, answers }: Tabulation): string {
  if (item.base === "answered") return ` ${whoAnswered(unitOf(answers))}`;
  return answers.questionnaire.framed || item.asked ? ` ${whoWereAsked(unitOf(answers))}` : "";
}

/** `Spørsmål 16. Hvilke effekter ventes tiltaket å gi?` */
export function questionOf(item: ItemDefinition): string {
  return `Spørsmål ${item.number}. ${item.question}`;
}

/**
 * That several answers could be given, and that the shares add up to more than all where they do in every one of the
 * tabulations, which a reader must be told; ends with a space.
 */
export function severalNote(...tabulations: readonly [Tabulation, ...Tabulation[]]): string {
  const [{ item }] = tabulations;
  if (item.kind !== "multiple") return "";
  const over = tabulations.every(({ cells, base }) => cells.reduce((sum, { n }) => sum + n, 0) > base);
  return `Flere svar mulig${Number.isFinite(item.max) ? ` (inntil ${item.max})` : ""}${over ? ", så andelene summerer seg til mer enn 100 prosent" : ""}. `;
}

/** How many did not answer, and whether they are counted. */
export function missingNote(tabulation: Tabulation): string {
  const { asked, answered, item, answers } = tabulation;
  const missing = asked - answered;
  if (missing === 0)
    return isAnswer(unitOf(answers)) ? "Ingen svar mangler." : "Alle som fikk spørsmålet, svarte.";
  const held =
    item.base === "asked" && !item.showMissing
      ? ` ${missing === 1 ? "Det" : "De"} er med i grunnlaget.`
      : item.base === "answered"
        ? ` ${missing === 1 ? "Det" : "De"} er ikke med i grunnlaget.`
        : "";
  return `Svar mangler for ${formatNumber(missing)} av ${formatNumber(asked)}.${held}`;
}
