import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as XLSX from "xlsx";

// A second way to every count: the raw workbook and the log as data/README.md documents them, read with a spreadsheet
// library and counted here. Nothing of the library is used, nor its questionnaire: labels, routing, classes and subsets
// are written out once more, so that a mistake in one place shows in the other.

export type Cells = Record<string, string>;
export interface Recounted {
  n: number;
  base: number;
  value: number | null;
}

const FOLDER = new URL("../../data/2019/", import.meta.url);
const file = (path: string): Buffer => readFileSync(new URL(path, FOLDER));
const csv = (text: Buffer): Cells[] => parse(text, { columns: true, bom: true });

/** The raw answers, one record per row: every cell as text, empty cells as "". */
export function rawAnswers(): Cells[] {
  const sheet = XLSX.read(file("raw/svar.xlsx")).Sheets.Svar as XLSX.WorkSheet;
  return XLSX.utils
    .sheet_to_json<Record<string, unknown>>(sheet, { defval: "", raw: true })
    .map((row) => Object.fromEntries(Object.entries(row).map(([header, cell]) => [header, String(cell)])));
}

export const correctionsLog = (): Cells[] => csv(file("corrections.csv"));
export const frame = (): Cells[] => csv(file("frame.csv"));

/** Raw answers with the log replayed, removed records left out. */
export function cleanAnswers(raw: readonly Cells[] = rawAnswers()): Cells[] {
  const rows = new Map(raw.map((row) => [row.id as string, { ...row }]));
  for (const { id, field, before, after } of correctionsLog() as Record<string, string>[]) {
    const row = rows.get(id as string);
    if (!row || row[field as string] !== before)
      throw new Error(`The log says ${id} ${field} was "${before}", but it is "${row?.[field as string]}".`);
    row[field as string] = after as string;
  }
  return [...rows.values()].filter((row) => row.utgår !== "ja");
}

const KEYS: Record<string, Record<string, string>> = {
  departement: {
    "Arbeids- og sosialdepartementet": "ASD",
    "Barne- og familiedepartementet": "BFD",
    Forsvarsdepartementet: "FD",
    Finansdepartementet: "FIN",
    "Helse- og omsorgsdepartementet": "HOD",
    "Justis- og beredskapsdepartementet": "JD",
    Kunnskapsdepartementet: "KD",
    "Klima- og miljødepartementet": "KLD",
    "Kommunal- og moderniseringsdepartementet": "KMD",
    Kulturdepartementet: "KUD",
    "Landbruks- og matdepartementet": "LMD",
    "Nærings- og fiskeridepartementet": "NFD",
    "Olje- og energidepartementet": "OED",
    Samferdselsdepartementet: "SD",
    Utenriksdepartementet: "UD",
  },
  finansiering: { Ja: "ja", Nei: "nei", Delvis: "delvis" },
  faser: {
    Idé: "ide",
    Konsept: "konsept",
    Planlegging: "planlegging",
    Gjennomføring: "gjennomforing",
    "Drift og evt. kontinuerlig videreutvikling (smidig/agil)": "gjennomforing",
  },
  involverer: { Ja: "ja", Nei: "nei", "Ikke avklart": "ikke_avklart", "Vet ikke": "vet_ikke" },
  involverte: {
    "Virksomheter i egen sektor": "egen_sektor",
    "Virksomheter i andre statlige sektorer": "andre_sektorer",
    "Virksomheter i andre forvaltningsnivåer (Kommuner, fylkeskommuner)": "andre_nivaaer",
    "Virksomheter i både andre statlige sektorer og forvaltningsnivåer": "begge",
    Annet: "annet",
  },
  ks: { Ja: "ja", Nei: "nei", "Ikke relevant": "ikke_relevant" },
  utvikle: { Ja: "ja", Nei: "nei", Usikker: "usikker" },
  gjenbruke: { Ja: "ja", Nei: "nei", Usikker: "usikker", "Ikke relevant": "ikke_relevant" },
  innovasjon: { "I liten grad": "liten", "I noen grad": "noen", "I stor grad": "stor" },
};
const TICKS = ["effekter", "brukergrupper", "teknologi"];
const ANSWERED_BASE = ["finansiering", "kostnadsramme", "kostnadsklasse"];

type Row = { cells: Cells; skate: boolean; virksomhet: string };

/** The answer of a row: an option's key or the keys ticked; [] is not answered. */
function answers({ cells, virksomhet }: Row, item: string): string[] {
  if (TICKS.includes(item)) {
    return Object.keys(cells)
      .filter(
        (header) => header.startsWith(`${item}__`) && !header.endsWith("__tekst") && cells[header] === "1",
      )
      .map((header) => header.slice(item.length + 2));
  }
  if (item === "virksomhet") return [virksomhet];
  if (item === "kostnadsramme" || item === "kostnadsklasse") {
    const kroner = /^\d+$/.test(cells.kostnadsramme ?? "") ? Number(cells.kostnadsramme) : null;
    if (kroner === null) return [];
    return [
      kroner < 10e6 ? "under10" : kroner < 50e6 ? "fra10til50" : kroner < 100e6 ? "fra50til100" : "over100",
    ];
  }
  const row = { cells, virksomhet, skate: false };
  if (item === "tverrgaende" || item === "kommunalt") {
    // Nobody involved is a no; whom an open or blank answer would have led to, nobody knows.
    if (cells.involverer === "Nei") return ["nei"];
    const whom = answers(row, "involverte")[0];
    if (cells.involverer !== "Ja" || whom === undefined) return [];
    const others =
      item === "tverrgaende" ? ["andre_sektorer", "andre_nivaaer", "begge"] : ["andre_nivaaer", "begge"];
    return [others.includes(whom) ? "ja" : "nei"];
  }
  if (item === "deling") {
    if (cells.utvikle === "Ja" || cells.gjenbruke === "Ja") return ["ja"];
    return cells.utvikle === "" || cells.gjenbruke === "" ? [] : ["nei"];
  }
  if (item === "losninger") {
    if (cells.utvikle === "" || cells.gjenbruke === "") return [];
    const [develops, reuses] = [cells.utvikle === "Ja", cells.gjenbruke === "Ja"];
    return [develops ? (reuses ? "begge" : "bare_utvikle") : reuses ? "bare_gjenbruke" : "ingen"];
  }
  const text = cells[item === "faser" ? "fase" : item] ?? "";
  if (text === "") return [];
  const key = KEYS[item]?.[text];
  if (!key) throw new Error(`${cells.id}: ${item} is "${text}", which is no answer.`);
  return [key];
}

function isAsked(row: Row, item: string): boolean {
  if (item === "involverte") return row.cells.involverer === "Ja";
  if (item === "ks") return answers(row, "kommunalt")[0] === "ja";
  return true;
}

const SUBSETS: Record<string, (row: Row) => boolean> = {
  alle: () => true,
  skate: ({ skate }) => skate,
  tverrgaende: (row) => answers(row, "tverrgaende")[0] === "ja",
  kommunal: (row) => answers(row, "kommunalt")[0] === "ja",
  intern: ({ cells }) => cells.involverer === "Nei",
  gjennomforing: (row) => answers(row, "faser")[0] === "gjennomforing",
  tidlig: ({ cells }) => cells.fase === "Idé" || cells.fase === "Konsept",
  planlagt: (row) => ["planlegging", "gjennomforing"].includes(answers(row, "faser")[0] ?? ""),
  ufinansiert: ({ cells }) => cells.finansiering === "Nei" || cells.finansiering === "Delvis",
  over100: (row) => answers(row, "kostnadsklasse")[0] === "over100",
  nyskapende: ({ cells }) => cells.innovasjon === "I stor grad",
  gjenbrukere: ({ cells }) => cells.utvikle === "Ja" && cells.gjenbruke === "Ja",
  innbyggere: (row) => answers(row, "brukergrupper").includes("innbyggere"),
};

/** What decides who is in a subset; where that is missing, a row is neither in it nor in the rest. */
const DECIDES: Record<string, string> = {
  tverrgaende: "tverrgaende",
  kommunal: "kommunalt",
  gjennomforing: "faser",
  nyskapende: "innovasjon",
  ufinansiert: "finansiering",
  over100: "kostnadsklasse",
  innbyggere: "brukergrupper",
};

function isInRest(row: Row, key: string): boolean {
  const item = DECIDES[key];
  return !SUBSETS[key]?.(row) && (item === undefined || answers(row, item).length > 0);
}

/** The number at an address of 2019, or of what was published for 2018. */
export function recount(clean: readonly Cells[]): (address: string) => Recounted {
  const bodies = frame();
  const byName = new Map(bodies.map((body) => [body.virksomhet, body]));
  const rows = clean.map((cells): Row => {
    const body = byName.get(cells.virksomhet);
    if (!body) throw new Error(`${cells.id}: there is no body "${cells.virksomhet}".`);
    return { cells, virksomhet: body.organisasjonsnummer as string, skate: body.skate === "true" };
  });
  const published = new Map(
    csv(readFileSync(new URL("../../data/2018/figures.csv", import.meta.url))).map((line) => [
      line.address as string,
      Number(line.value),
    ]),
  );

  const count = (n: number, base: number, measure: string): Recounted => ({
    n,
    base,
    value: measure === "share" ? n / base : n,
  });
  return (address) => {
    const [year, subset = "", items = "", cell = "", measure = ""] = address.split("/");
    const [keys, parts] = [items.split("×"), cell.split("×")];
    if (year === "2018") {
      const whole = published.get(`2018/${subset}/${items}/*/base`) as number;
      const n =
        measure === "base" ? whole : (published.get(`2018/${subset}/${items}/${cell}/count`) as number);
      return count(n, whole, measure);
    }
    if (subset === "skjema") return form(items, measure);
    if (
      subset === "utvalg" ||
      (subset === "virksomheter" && ["svar", "skate", "bruttobudsjettert"].includes(items))
    )
      return ofFrame(bodies, keys, parts, measure);
    const has = (row: Row, item: string, part: string): boolean => {
      const given = answers(row, item);
      return (
        part === "*" ||
        part
          .split("|")
          .some((key) =>
            key === "mangler" || key === "ikke_svart"
              ? given.length === 0 && isAsked(row, item)
              : given.includes(key),
          )
      );
    };
    if (subset === "virksomheter") {
      const having = new Set(rows.filter((row) => has(row, items, cell)).map(({ virksomhet }) => virksomhet));
      return count(having.size, bodies.filter(({ svar }) => svar !== "").length, measure);
    }
    const inside = rows.filter((row) =>
      subset
        .split("+")
        .every((key) =>
          key.startsWith("ikke-") ? isInRest(row, key.slice("ikke-".length)) : SUBSETS[key]?.(row),
        ),
    );
    const asked = inside.filter((row) => keys.every((item) => isAsked(row, item)));
    const answered = asked.filter((row) => keys.every((item) => answers(row, item).length > 0));
    // Each item brings its own rule to a crossing; missing answers are a share of those asked.
    const base = asked.filter((row) =>
      keys.every(
        (item, i) =>
          !ANSWERED_BASE.includes(item) ||
          /mangler|ikke_svart/.test(parts[i] as string) ||
          answers(row, item).length > 0,
      ),
    );
    if (measure === "base") return count(base.length, base.length, measure);
    if (measure === "answered") return count(answered.length, base.length, measure);
    if (measure === "distinct")
      return count(new Set(inside.flatMap((row) => answers(row, items))).size, base.length, measure);
    const n = inside.filter((row) => keys.every((item, i) => has(row, item, parts[i] as string))).length;
    return count(n, base.length, measure);
  };
}

function ofFrame(
  bodies: readonly Cells[],
  keys: readonly string[],
  parts: readonly string[],
  measure: string,
): Recounted {
  const value = (body: Cells, key: string): string => {
    const text = body[key === "virksomhet" ? "organisasjonsnummer" : key] as string;
    if (key === "svar") return text === "" ? "nei" : "ja";
    return text === "true" ? "ja" : text === "false" ? "nei" : text;
  };
  if (measure === "distinct") {
    const n = new Set(bodies.map((body) => value(body, keys[0] as string))).size;
    return { n, base: bodies.length, value: n };
  }
  const having = (some: number): Cells[] =>
    bodies.filter((body) =>
      keys
        .slice(0, some)
        .every((key, i) => parts[i] === "*" || parts[i]?.split("|").includes(value(body, key))),
    );
  const base = having(keys.length - 1).length;
  const n = measure === "base" ? base : having(keys.length).length;
  return { n, base, value: measure === "share" ? n / base : n };
}

/** Appendix 1 of the note, counted by hand. */
function form(item: string, measure: string): Recounted {
  const counted: Record<string, Record<string, number>> = {
    "*": { items: 22 },
    fase: { options: 5 },
    involverte: { max: 1 },
    effekter: { max: 3, options: 11, named: 10 },
    brukergrupper: { max: 2, options: 6 },
    teknologi: { options: 6 },
  };
  const n = counted[item]?.[measure] ?? Number.NaN;
  return { n, base: n, value: n };
}
