import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { QuestionnaireSpec } from "notat/dist/lib/survey/questionnaire/types.js";
import type { Answer, Completions, SeenRow } from "./completions.js";

// What somebody has who took the published files home, read by itself: the open data as CSV, the numbers behind the note's
// words, the tables of its figures, and what lies in the repository beside them.

const csv = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, bom: true, relax_column_count: true });

/** The code of an answer that is kept back. */
const KEPT_BACK = "skjermet";

/** What each row answers, less where it is placed. */
const answered = (spec: QuestionnaireSpec) =>
  Object.entries(spec.items).filter(([key, { kind }]) => kind !== "agency" && key !== "departement");

/**
 * The rows of a survey as they are seen in the published files.
 * @param out The folder that a build wrote.
 * @param data The edition's folder in the repository.
 * @param truth Every row's own answers, for a first completion: `virksomhet`, `departement` and the items.
 * @param isSeen Whether an answer of a public row is seen: those that are shown, when nothing else is said.
 */
export function seenRows(
  spec: QuestionnaireSpec,
  { out, data, deadline }: { readonly out: string; readonly data: string; readonly deadline: string },
  truth: readonly ((column: string) => unknown)[],
  isSeen: (id: string, key: string, isShown: boolean) => boolean = (_, __, isShown) => isShown,
): SeenRow[] {
  const frame = new Map(csv(join(data, "frame.csv")).map((body) => [body.organisasjonsnummer, body]));
  const ticks = new Map<string, string[]>();
  for (const { tiltak, sporsmal, svar } of csv(join(out, "data/flersvar.csv"))) {
    const name = `${tiltak} ${sporsmal}`;
    ticks.set(name, [...(ticks.get(name) ?? []), svar!]);
  }
  const open = new Map(
    csv(join(out, "data/tiltak.csv")).map((row) => [`${row.organisasjonsnummer} ${row.navn}`, row]),
  );
  const items = answered(spec);
  const rows = truth.map((row): SeenRow => {
    const body = frame.get(String(row("virksomhet")))!;
    const shown = open.get(`${row("virksomhet")} ${row("navn")}`);
    const own = new Map(items.map(([key]) => [key, answerIn(spec, row, key)]));
    const answers = new Map<string, Answer>([["publiseres", shown ? "ja" : "nei"]]);
    if (shown)
      for (const [key, { kind, public: isPublic }] of items) {
        if (key === "publiseres" || !isPublic) continue;
        const seen = kind === "multiple" ? ticks.get(`${shown.tiltak} ${key}`) : [shown[key]!];
        if (!seen || seen.includes("")) throw new Error(`${shown.tiltak} has nothing to ${key}.`);
        const isShown = !seen.includes(KEPT_BACK);
        if (!isSeen(String(row("id")), key, isShown)) continue;
        if (!isShown) {
          answers.set(key, own.get(key)!);
          continue;
        }
        const options = Object.keys(spec.items[key]!.options ?? {});
        answers.set(
          key,
          kind === "amount" && /^\d+$/.test(seen[0]!)
            ? Number(seen[0])
            : kind === "multiple" && options.includes(seen[0]!)
              ? new Set(seen)
              : kind === "text" && seen[0] !== "ikke_svart"
                ? { text: seen[0]! }
                : seen[0]!,
        );
      }
    return {
      id: String(row("id")),
      place: { virksomhet: String(row("virksomhet")), departement: String(row("departement")) },
      frame: { skate: body.skate === "true", bruttobudsjettert: body.bruttobudsjettert === "true" },
      late: String(row("mottatt")) > deadline,
      answers,
      truth: own,
    };
  });
  if (rows.filter(({ answers }) => answers.get("publiseres") === "ja").length !== open.size)
    throw new Error("Every published row must be one of the survey's.");
  return rows;
}

function answerIn(spec: QuestionnaireSpec, row: (column: string) => unknown, key: string): Answer {
  const { kind, options } = spec.items[key]!;
  const missing = row(`${key}__mangler`);
  if (typeof missing === "string") return missing;
  if (kind === "text") return { text: String(row(key)) };
  if (kind !== "multiple") return row(key) as string | number;
  return new Set(Object.keys(options ?? {}).filter((option) => row(`${key}__${option}`) === true));
}

/** Every address of the year whose number is published, in the note, beside it or in the repository. */
export function publishedAddresses(year: number, out: string, data: string): string[] {
  const behindWords = [
    ...readFileSync(join(out, "notat.html"), "utf8").matchAll(/<dt>Adresse<\/dt><dd><code>([^<]*)<\/code>/g),
  ].map(([, address = ""]) => address);
  const accepted = readFileSync(join(data, "accepted/values.tsv"), "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t")[0]!);
  const reconciled = csv(join(data, "reference/figures.csv")).flatMap(({ address = "", than = "" }) => [
    address,
    than,
  ]);
  const all = [...behindWords, ...accepted, ...reconciled].flatMap((text) => text.split(/; | − /));
  return [...new Set(all.map((text) => text.trim()))].filter((address) => address.startsWith(`${year}/`));
}

/**
 * The numbers of the tables that go with figures, as addresses with what stands there. Rows and columns are known by the
 * labels of their answers.
 * @param about File → the items of its rows and, where the columns are answers too, of its columns.
 */
export function numbersInTables(
  spec: QuestionnaireSpec,
  year: number,
  out: string,
  about: Readonly<Record<string, readonly [string, string?]>>,
): { readonly address: string; readonly n: number }[] {
  const folder = join(out, "data/tabeller");
  const figures = readdirSync(folder).filter((file) => file.startsWith("figur-"));
  const unread = figures.filter((file) => about[file.slice("figur-".length, -".csv".length)] === undefined);
  if (unread.length > 0) throw new Error(`Nobody has said what ${unread} are about.`);
  return figures.flatMap((file) => {
    const [rowItem, columnItem] = about[file.slice("figur-".length, -".csv".length)]!;
    return csv(join(folder, file)).flatMap((row) => {
      const [[, label = ""] = [], ...cells] = Object.entries(row);
      const option = optionOf(spec, rowItem, label);
      return cells.flatMap(([column, text]) => {
        if (!/^\d+$/.test(text) || !/^Antall$|, antall$|^I alt$/.test(column)) return [];
        const head = column.replace(/,? ?antall$/i, "");
        if (/^\d{4}$/.test(head) && head !== String(year)) return [];
        const across =
          !columnItem || head === "" || /^\d{4}$/.test(head)
            ? null
            : head === "I alt"
              ? Object.keys(spec.items[columnItem]?.options ?? {}).join("|")
              : optionOf(spec, columnItem, head);
        const address = across
          ? `${year}/alle/${rowItem}×${columnItem}/${option}×${across}/count`
          : `${year}/alle/${rowItem}/${option}/count`;
        return [{ address, n: Number(text) }];
      });
    });
  });
}

/**
 * What the accepted claims say of the answer that comes after those they are about: «nest størst 6* (Finansdepartementet)».
 * It stands in no sentence, but in the repository.
 * @param selections Labels of the authors' own selections, with their names in addresses.
 */
export function numbersInClaims(
  spec: QuestionnaireSpec,
  year: number,
  data: string,
  selections: Readonly<Record<string, string>>,
): { readonly address: string; readonly n: number }[] {
  const named = (all: Readonly<Record<string, { readonly label: string }>>, wanted: string): string => {
    const found = Object.entries(all).find(([, { label }]) => label === wanted)?.[0];
    if (!found) throw new Error(`Nothing is called «${wanted}».`);
    return found;
  };
  const items = { ...spec.items, ...spec.recodes };
  const bodies = csv(join(data, "frame.csv"));
  return readFileSync(join(data, "accepted/statements.tsv"), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, , , about = "", numbers = ""] = line.split("\t");
      const [, n, next = ""] = /, nest (?:størst|minst) (\d+)\*? \((.*)\)$/.exec(numbers) ?? [];
      if (n === undefined) return [];
      const [, answer, asked] = /flere enn alle andre med «(.*)» på «(.*)»$/.exec(about) ?? [];
      if (answer !== undefined && asked !== undefined) {
        const item = named(spec.items, asked);
        const body = bodies.find(({ virksomhet }) => virksomhet === next)?.organisasjonsnummer;
        if (!body) throw new Error(`No body is called «${next}».`);
        const address = `${year}/alle/virksomhet×${item}/${body}×${optionOf(spec, item, answer)}/count`;
        return [{ address, n: Number(n) }];
      }
      const [, label = ""] = /av svarene på «(.*)»$/.exec(about) ?? [];
      // «Prosjektfase» is what an item and its recode are called: of the recode there are figures.
      const item = spec.recodes && Object.entries(spec.recodes).find(([, one]) => one.label === label)?.[0];
      const key = item ?? named(items, label);
      const [, among] =
        /^«.*?» blant (.*?)(?:,? «.*)? er (?:de )?størst/.exec(about.replaceAll(" og «", ", «")) ?? [];
      const subset = among === undefined ? "alle" : (selections[among] ?? named(spec.subsets ?? {}, among));
      return [{ address: `${year}/${subset}/${key}/${optionOf(spec, key, next)}/count`, n: Number(n) }];
    });
}

function optionOf(spec: QuestionnaireSpec, key: string, label: string): string {
  const options = spec.recodes?.[key]?.options ?? spec.items[key]?.options ?? {};
  const labels = Object.entries(options).map(([option, says]): [string, string] => [
    option,
    typeof says === "string" ? says : says.label,
  ]);
  const one = labels.find(([, says]) => says === label)?.[0];
  if (one) return one;
  if (label === "Ikke svart") return "ikke_svart";
  const parts = label.split(" eller ").map((part) => part.toLowerCase());
  const several = parts.map((part) => labels.find(([, says]) => says.toLowerCase() === part)?.[0]);
  if (several.every((option) => option !== undefined)) return several.join("|");
  throw new Error(`${key} has no answer «${label}».`);
}

/** What the tables of the methods chapter say of the control: of each rule how often it holds, is broken, is open; of cells. */
export function publishControl(completions: Completions, spec: QuestionnaireSpec, out: string): string[] {
  const folder = join(out, "data/tabeller");
  const rules = [...(spec.rules ?? []), ...(spec.groupRules ?? [])];
  const lines = csv(join(folder, "tabell-regler.csv"));
  if (lines.length !== rules.length) throw new Error("The table must have every rule.");
  const outcomes = lines.flatMap((row) => {
    const rule = rules.find(({ label, message }) => (label ?? message) === row.Regel);
    if (!rule) throw new Error(`There is no rule «${row.Regel}».`);
    const { holds, broken, tried } = completions.ruled(rule.key);
    completions.publish(holds);
    completions.publish(broken);
    const found = [holds, broken].map((sum) => completions.valueOf(sum));
    const said = [Number(row.Holder), Number(row.Brutt) + Number(row["Brutt, men bekreftet"])];
    const open = tried - found[0]! - found[1]!;
    return String([...found, open]) === String([...said, Number(row["Kan ikke avgjøres"])]) ? [] : [rule.key];
  });
  const cells = csv(join(folder, "tabell-celler.csv"));
  const { asked, missing } = completions.cells();
  for (const sum of [asked, missing]) completions.publish(sum);
  const all = cells.reduce((sum, { Antall }) => sum + Number(Antall), 0);
  const left = Number(cells.find(({ Svar }) => Svar === "Mangler fortsatt")?.Antall);
  const said = completions.valueOf(asked) === all && completions.valueOf(missing) === left;
  return [...outcomes, ...(said ? [] : [`cells: ${left} of ${all}`])];
}

/** Tells a completion all that the files say of the answers. Returns what it reads otherwise than they do. */
export function publish(
  completions: Completions,
  addresses: readonly string[],
  tables: readonly { readonly address: string; readonly n: number }[],
): string[] {
  const others: string[] = [];
  for (const { address, n } of tables) {
    const at = completions.at(address);
    if (!at || completions.valueOf(at.n) !== n) others.push(`${address}: ${n}`);
  }
  for (const address of new Set([...addresses, ...tables.map(({ address }) => address)])) {
    const at = completions.at(address);
    if (!at) continue;
    completions.publish(at.n);
    if (at.base) completions.publish(at.base);
  }
  return others;
}
