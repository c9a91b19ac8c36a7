import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compile, copyProject, type ProjectCopy } from "../support/copyProject.js";
import { writeNotebook } from "../support/writeNotebook.js";

// Two registers that are no survey of digitalisation measures, with columns as others have published them and rows of our
// own: each is a folder of data and a chapter, with no line in lib.

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;

const PORTFOLIOS = [
  "Finance (Revenue, Customs)",
  "Children's Services",
  "Justice, Courts and Corrections",
  "Transport",
];
const STATUS = ["Active", "Active", "Active", "Paused", "Closed"];

/** 40 projects of 8 agencies: every tenth budget not told, every fourth end open. */
const projects = csv([
  [
    "Portfolio",
    "Agency",
    "Project name",
    "Tier",
    "DCA 2025",
    "Status",
    "Total budget",
    "End date",
    "Description",
  ],
  ...Array.from({ length: 40 }, (_, i) => [
    PORTFOLIOS[i % 4] as string,
    `Agency ${(i % 8) + 1}`,
    `Project ${i + 1} – phase one`,
    `Tier ${(i % 3) + 1}`,
    ["Low", "Medium", "High", "Not reported"][i % 4] as string,
    STATUS[i % 5] as string,
    i % 10 === 9 ? "NFP" : `$${i === 0 ? "1,250.5" : `${i}.0`}`,
    i % 4 === 3 ? "Ongoing" : `June ${2025 + (i % 3)}`,
    `Several sentences.\nOver "two" lines, number ${i + 1}.`,
  ]),
]);

const portfolio = `import { defineQuestionnaire } from "../../lib/survey/questionnaire/defineQuestionnaire.js";

export const questionnaire = defineQuestionnaire({
  year: 2025,
  unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
  bodyUnit: { one: "etat", many: "etater", all: "etatene", article: "én" },
  roles: { ministry: "portefolje", name: "navn" },
  missing: {
    nfp: { label: "Ikke offentliggjort", texts: ["NFP"] },
    lopende: { label: "Løpende", texts: ["Ongoing"] },
  },
  items: {
    portefolje: { kind: "single", label: "Portefølje", column: "Portfolio", public: true, options: {
      finans: ${JSON.stringify(PORTFOLIOS[0])}, barn: ${JSON.stringify(PORTFOLIOS[1])},
      justis: ${JSON.stringify(PORTFOLIOS[2])}, samferdsel: ${JSON.stringify(PORTFOLIOS[3])} } },
    etat: { kind: "agency", label: "Etat", column: "Agency", public: true },
    navn: { kind: "text", label: "Navn", column: "Project name", public: true },
    niva: { kind: "single", label: "Nivå", column: "Tier", public: true, options: { en: "Tier 1", to: "Tier 2", tre: "Tier 3" } },
    tillit: { kind: "single", label: "Tillit til levering", column: "DCA 2025", public: true, options: {
      lav: "Low", middels: "Medium", hoy: "High", ikke_oppgitt: "Not reported" } },
    status: { kind: "single", label: "Status", column: "Status", public: true, options: { aktiv: "Active", stanset: "Paused", avsluttet: "Closed" } },
    budsjett: { kind: "number", label: "Budsjett", column: "Total budget", unit: "mill. dollar", decimal: ".", public: true },
    slutt: { kind: "date", label: "Slutt", column: "End date", public: true },
    beskrivelse: { kind: "text", label: "Beskrivelse", column: "Description", public: true },
  },
  subsets: { store: { label: "prosjekter på nivå 1", when: { item: "niva", is: ["en"] } } },
});
`;

const PROBLEMS = ["Regelverk", "Prosedyre", "Rapporteringskrav", "Annet"];

/** 60 ideas of 12 bodies under 2 ministries; 15 of them with an extent in hours. */
const ideas = csv([
  ["departement", "organisasjon", "tittel", ...PROBLEMS.map((name) => `problemtype: ${name}`), "omfang"],
  ...Array.from({ length: 60 }, (_, i) => [
    i % 2 === 0 ? "Statsministerens kontor" : "Finansdepartementet¤",
    `Etat ${(i % 12) + 1}`,
    `Idé ${i + 1}`,
    ...PROBLEMS.map((_, k) => (i % (k + 2) === 0 ? "1" : "0")),
    i % 4 === 0 ? String(1 + i) : "",
  ]),
]);

const register = `import { defineQuestionnaire } from "../../lib/survey/questionnaire/defineQuestionnaire.js";

export const questionnaire = defineQuestionnaire({
  year: 2014,
  unit: { one: "idé", many: "ideer", all: "ideene", article: "én" },
  items: {
    departement: { kind: "single", label: "Departement", public: true, options: {
      smk: "Statsministerens kontor", fin: { label: "Finansdepartementet", aliases: ["Finansdepartementet¤"] } } },
    organisasjon: { kind: "agency", label: "Organisasjon", public: true },
    tittel: { kind: "text", label: "Tittel", public: true },
    problemtype: { kind: "multiple", label: "Problemtype", base: "answered", public: true, options: {
      ${PROBLEMS.map((name) => `${name.toLowerCase()}: { label: "${name}", column: "problemtype: ${name}" }`).join(", ")} } },
    omfang: { kind: "number", label: "Omfang", unit: "timer", public: true },
  },
});
`;

const edition = (year: number, title: string): string =>
  JSON.stringify({
    year,
    title,
    series: "Prøve",
    number: "1",
    sender: "Prøveetaten",
    date: `${year}-12-01`,
    version: "1.0",
    contact: "feil@prove.example",
    citation: `Prøveetaten. ${title}.`,
    corrections: [],
    licence: { id: "MIT", title: "MIT", url: "https://opensource.org/license/mit" },
  });

let copy: ProjectCopy;

function addEdition(
  year: number,
  title: string,
  questionnaire: string,
  answers: string,
  cells: readonly string[],
): void {
  const data = join(copy.folder, "data", String(year));
  mkdirSync(join(data, "raw"), { recursive: true });
  writeFileSync(join(data, "questionnaire.ts"), questionnaire);
  writeFileSync(join(data, "edition.json"), edition(year, title));
  writeFileSync(join(data, "raw/svar.csv"), answers);
  const chapters = join(copy.folder, "notebooks", String(year));
  mkdirSync(chapters, { recursive: true });
  writeNotebook(join(chapters, "1-kapittel.ipynb"), [
    { cell_type: "markdown", source: `## ${title} {#kapittel}` },
    ...cells,
  ]);
}

beforeAll(() => {
  copy = copyProject();
  addEdition(
    2025,
    "Prosjekter i staten",
    portfolio,
    projects,
    [
      `import { amount, alt, at, bars, base, box, count, figure, largest, phrase, prose, q, s, share, shareOutOf, size, subset, summarise, survey, table, tabulate, title, crosstab } from "notat";
const { prosjekter: answers } = await survey();
const status = tabulate(answers, q.status);
const niva = tabulate(answers, q.niva);
const budsjett = summarise(answers, q.budsjett, { by: q.niva });`,
      'prose`Registeret har ${size(answers)} prosjekter. ${shareOutOf(status, q.status.aktiv)} er i gang, og ${largest(status, q.status.aktiv)`flest`} er det. Budsjettet er ${amount(budsjett, "median")} i midten, og ${at("alle/budsjett/nfp/count")} prosjekter oppgir det ikke.`;',
      'prose`${size(subset(answers, s.store))} av prosjektene er på nivå 1, ${at("etater/status/aktiv/count")} etater har et som er aktivt, og ${at("alle/slutt/2026/count")} prosjekter slutter i 2026.`;',
      'figure(bars(status, { show: "count" }), title`De fleste prosjektene`);',
      'table("budsjett", title`Budsjett etter nivå`, budsjett);',
      'table("kryss", title`Status etter nivå`, crosstab(answers, q.niva, q.status), { per: "row" });',
    ].map((cell) =>
      cell
        .replace("title`De fleste prosjektene`", "title`Prosjektene etter status`")
        .replace("er på nivå 1", "er på øverste nivå"),
    ),
  );
  writeFileSync(
    join(copy.folder, "data/2025/oversikt.json"),
    JSON.stringify({
      description: "beskrivelse",
      search: ["navn", "beskrivelse"],
      facets: ["portefolje", "niva", "store"],
      columns: ["status", "budsjett"],
      picture: ["niva"],
    }),
  );
  addEdition(2014, "Ideer fra virksomhetene", register, ideas, [
    `import { amount, bars, figure, largest, prose, q, share, size, summarise, survey, table, tabulate, title } from "notat";
const { answers, bodies } = await survey();
const problem = tabulate(answers, q.problemtype);`,
    'prose`${size(answers)} ideer kom fra ${size(bodies)} virksomheter. ${largest(problem, q.problemtype.regelverk)`Flest`} gjelder regelverk (${share(problem, q.problemtype.regelverk)} av de som oppga noe). Omfanget er ${amount(summarise(answers, q.omfang), "median")} i midten.`;',
    "figure(bars(problem), title`Ideene etter problemtype`);",
    'table("departement", title`Ideer etter departement`, tabulate(answers, q.departement));',
  ]);
  compile(copy);
});

describe.each([
  [2025, ["40 prosjekter", "60 prosent (24 av 40)", "mill. dollar", "Ikke offentliggjort"]],
  [2014, ["60 ideer kom fra 12 virksomheter", "timer"]],
] as const)("the register of %i", (year, texts) => {
  let html = "";
  test("builds a note with figures, claims, prose and tables, without a change in lib", () => {
    const built = copy.run(["build", "--year", String(year), "--out", `out/${year}`]);
    expect(built.ok, built.text).toBe(true);
    html = readFileSync(join(copy.folder, `out/${year}/notat.html`), "utf8").replaceAll("\u00a0", " ");
    const text = html.replace(/<[^>]+>/g, "");
    for (const part of texts.slice(0, -1)) expect(text).toContain(part);
  });

  test("is reviewed: nothing is accepted yet, then all is as accepted", () => {
    const args = ["--year", String(year)];
    const first = copy.run(["review", ...args]);
    expect(first.ok, first.text).toBe(false);
    const accepted = copy.run(["accept", ...args]);
    expect(accepted.ok, accepted.text).toBe(true);
    const second = copy.run(["review", ...args]);
    expect(second.ok, second.text).toBe(true);
    expect(`${first.text}${accepted.text}${second.text}`).not.toMatch(/skate|at [^ ]+:\d+:\d+/i);
  });

  test("says nothing of measures, of Skate, or of data that are made up", () => {
    const text = html.replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, "").replace(/<[^>]+>/g, " ");
    expect(text).not.toMatch(/tiltak|skate|syntetisk/i);
  });
});

describe("overview and open data of registers", () => {
  const read = (path: string): string =>
    readFileSync(join(copy.folder, "out", path), "utf8").replaceAll("\u00a0", " ");
  test("are named in the questionnaire's words, in files, columns, descriptions and the page", () => {
    expect(read("2025/data/prosjekter.csv")).toMatch(/^\ufeff?prosjekt,etat,portefolje,navn,/);
    expect(read("2014/data/ideer.csv")).toMatch(/^\ufeff?ide,organisasjon,departement,tittel,/);
    expect(read("2014/data/datapackage.json")).toContain(
      "Én rad for hver av de 60 ideene som kan publiseres.",
    );
    const page = read("2025/oversikt.html");
    expect(page).toContain("Oversikten har de 40 prosjektene som kan publiseres, av 40 i undersøkelsen.");
    expect(page).toContain('<option value="alfabet">');
    expect(page).not.toContain('<option value="storst">');
  });

  test("hold no word of the survey of measures", () => {
    const files = ["datapackage.json", "dcat.ttl", "kodebok.md", "kodebok.csv", "LISENS.txt", "SHA256SUMS"];
    const pages = ["2014", "2025"].flatMap((year) => files.map((file) => read(`${year}/data/${file}`)));
    const [, shown = ""] = /<body[^>]*>([\s\S]*?)<script/.exec(read("2025/oversikt.html")) ?? [];
    for (const text of [...pages, shown]) expect(text).not.toMatch(/tiltak|skate|organisasjonsnummer/i);
    expect(shown.replace(/<[^>]+>/g, " ")).not.toMatch(/virksomhet/i);
  });
});

test("a hundred thousand answers from CSV take little more memory than ten thousand", () => {
  const [header = "", ...rows] = ideas.trim().split("\n");
  const cell = `import { q, survey, tabulate } from "notat";
const { answers } = await survey();
const counts = tabulate(answers, q.problemtype).cells.map(({ n }) => n);
console.log(JSON.stringify({ rows: answers.numRows(), counts, peak: process.resourceUsage().maxRSS / 1024 }));`;
  writeFileSync(join(copy.folder, "mange.mjs"), cell);
  const load = (size: number): { rows: number; counts: number[]; peak: number } => {
    const many = Array.from({ length: size }, (_, i) =>
      (rows[i % 60] as string).replace(/Idé \d+/, `Idé ${i + 1}`),
    );
    writeFileSync(join(copy.folder, "data/2014/raw/svar.csv"), `${[header, ...many].join("\n")}\n`);
    const out = execFileSync(process.execPath, ["mange.mjs"], {
      cwd: copy.folder,
      env: { ...process.env, NOTAT_YEAR: "2014" },
      encoding: "utf8",
    });
    return JSON.parse(out);
  };
  const [few, many] = [load(10_000), load(100_000)];
  // Of 60 rows every second, third, fourth and fifth; the last 40 of the hundred thousand are the first 40 of those.
  const ticked = [2, 3, 4, 5].map((k) => 1666 * (60 / k) + Math.ceil(40 / k));
  expect([many.rows, many.counts]).toEqual([100_000, ticked]);
  // Ten times the rows; 1.2 times the memory where it was measured, 1.75 with the lines of the file beside the cells.
  expect(many.peak / few.peak).toBeLessThan(1.35);
  // And as much again when what they came to is read from where it is kept.
  expect(load(100_000)).toMatchObject({ rows: 100_000, counts: ticked });
});
