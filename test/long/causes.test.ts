import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import {
  changeAnswers,
  compile,
  copyProject,
  makeSnapshots,
  type ProjectCopy,
} from "../support/copyProject.js";

// Each single change that somebody may make to a note: review says it first, by what was changed and from what to what.
// The copy is no checkout, as a zip of the project is none.
let copy: ProjectCopy;
let undo: (() => void)[] = [];
let mustCompile = false;

beforeAll(() => {
  copy = copyProject();
  makeSnapshots(copy);
});
afterEach(() => {
  for (const back of undo.reverse()) back();
  undo = [];
  if (mustCompile) compile(copy);
  mustCompile = false;
});

/** Changes a file of the copy, and puts it back after the test. */
function change(path: string, edit: (text: string) => string): void {
  const file = join(copy.folder, path);
  const before = readFileSync(file, "utf8");
  undo.push(() => writeFileSync(file, before));
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  if (path.endsWith(".ts")) {
    mustCompile = true;
    compile(copy);
  }
}

function changeAnswer(id: string, column: string, to: string | number): void {
  const file = join(copy.folder, "data/2019/raw/svar.xlsx");
  const before = readFileSync(file);
  undo.push(() => writeFileSync(file, before));
  changeAnswers(copy, 2019, (rows) => {
    const [header = []] = rows;
    const row = rows.find((one) => one[header.indexOf("id")] === id);
    if (!row) throw new Error(`The answers must have ${id}.`);
    row[header.indexOf(column)] = to;
    return rows;
  });
}

let printed = "";

/** The causes that review tells of: before all else, and in the page as on the terminal. */
function causes(): string[] {
  const { ok, text } = copy.run(["review"]);
  expect(ok).toBe(false);
  printed = text;
  const lines = text.split("\n");
  expect(lines[0]).toMatch(/^Endret \(\d+\):$/);
  const end = lines.findIndex((line, i) => i > 0 && !line.startsWith("  "));
  const found = lines.slice(1, end).map((line) => line.trim());
  const page = readFileSync(join(copy.folder, "out/2019/review.html"), "utf8");
  const [told = ""] = /<h2>Det som er endret<\/h2>[\s\S]*?(?=<h2>)/.exec(page) ?? [];
  const words = told.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  for (const cause of found) expect(words).toContain(cause.replace(/: .*/, "").replace(/\s+/g, " "));
  return found;
}

test("a workbook that was only saved again is no change", () => {
  changeAnswer("2019-003", "budsjett", 3_400_000);
  expect(copy.run(["review"])).toMatchObject({ ok: true });
});

test("files that say the same in another way are no change: the log in another order, lines that end as Windows does", () => {
  change("data/2019/corrections.csv", (text) => {
    const [head, ...rows] = text.trimEnd().split("\n");
    return `${[head, ...rows.reverse()].join("\r\n")}\r\n`;
  });
  for (const path of ["frame.csv", "reference/figures.csv", "edition.json", "accepted/answers.tsv"])
    change(`data/2019/${path}`, (text) => text.replaceAll("\n", "\r\n"));
  change("data/2019/raw/skjermet.json", (text) => JSON.stringify(JSON.parse(text)));
  change("notebooks/2019/3.1-effekter.ipynb", (text) => text.replaceAll('\\n"', '\\r\\n"'));
  expect(copy.run(["review"])).toMatchObject({ ok: true });
});

test("1 an answer", () => {
  changeAnswer("2019-003", "budsjett", 3_900_000);
  expect(causes()).toEqual(["2019-003, budsjett: 3,4 → 3,9 mill. kroner"]);
});

test("1 b an answer that stops the run", () => {
  changeAnswer("2019-003", "budsjett", 3_400_000_000);
  const [first, ...others] = causes();
  expect(first).toMatch(/^2019-003, budsjett: 3,4 mill\. kroner → 3,4 mrd\. kroner/);
  expect(others).toEqual([]);
  expect(printed).toContain("✗ Kapitlene: kan ikke kjøres til ende");
});

test("2 a correction, with its rule", () => {
  change("data/2019/corrections.csv", (text) =>
    text.replace("2019-011,budsjett,5900,5900000", "2019-011,budsjett,5900,5800000"),
  );
  expect(causes()).toEqual([
    "2019-011, budsjett: 5,9 → 5,8 mill. kroner (corrections.csv, linje 5, regel belop_i_tusen)",
  ]);
});

test("a reason in the log, which changes no answer", () => {
  change("data/2019/corrections.csv", (text) =>
    text.replace(
      "2019-011,budsjett,5900,5900000,belop_i_tusen,",
      "2019-011,budsjett,5900,5900000,belop_i_tusen,OBS ",
    ),
  );
  expect(causes()).toEqual(["data/2019/corrections.csv, 2019-011, budsjett, regel belop_i_tusen: endret"]);
});

test("3 a sentence", () => {
  change("notebooks/2019/3.1-effekter.ipynb", (text) =>
    text.replace("Det er ikke uventet, siden", "Det er ikke overraskende, siden"),
  );
  const [first, ...others] = causes();
  expect(first).toMatch(/^notebooks\/2019\/3\.1-effekter\.ipynb, celle \d+: endret$/);
  expect(others).toEqual([]);
});

test("4 a claim weakened", () => {
  change("notebooks/2019/3.1-effekter.ipynb", (text) =>
    text.replace("q.effekter.effektivisering)`små", "q.effekter.effektivisering, q.effekter.miljo)`små"),
  );
  const [first, cell, ...others] = causes();
  expect(first).toMatch(/^Påstand «små forskjeller», vilkår \(3\.1-effekter\): .* → .*miljø/);
  expect(cell).toMatch(/^notebooks\/2019\/3\.1-effekter\.ipynb, celle \d+: endret$/);
  expect(others).toEqual([]);
});

test("4 b a claim weakened so far that its chapter stops", () => {
  change("notebooks/2019/3.1-effekter.ipynb", (text) =>
    text.replace("effekterOvrige, 5,", "effekterOvrige, 80,"),
  );
  const [first, ...others] = causes();
  expect(first).toMatch(/^notebooks\/2019\/3\.1-effekter\.ipynb, celle \d+: endret$/);
  expect(others).toEqual([]);
  expect(printed).toContain("✗ Kapitlene: kan ikke kjøres til ende");
  expect(printed).toContain("must be at most 5 apart");
});

test("5 a library function", () => {
  change("lib/ground/text/format.ts", (text) =>
    text.replace("} prosent`;\n}\n\n/** `64 %`", "} pst`;\n}\n\n/** `64 %`"),
  );
  expect(causes()[0]).toMatch(/^Biblioteket/);
});

test("6 a label", () => {
  change("data/2019/questionnaire.ts", (text) =>
    text.replace('label: "Total kostnadsramme"', 'label: "Samlet kostnadsramme"'),
  );
  expect(causes()).toEqual([
    "data/2019/questionnaire.ts, items.kostnadsramme.label: Total kostnadsramme → Samlet kostnadsramme",
  ]);
});

test("7 a published figure", () => {
  change("data/2019/reference/figures.csv", (text) =>
    text.replace("2019/virksomheter/svar/*/base,,73,", "2019/virksomheter/svar/*/base,,74,"),
  );
  expect(causes()).toEqual(["data/2019/reference/figures.csv, sum-agencies-sent, value: 73 → 74"]);
});

test("8 a figure of 2018", () => {
  change("data/2018/figures.csv", (text) =>
    text.replace("2018/alle/faser/ide/count,28", "2018/alle/faser/ide/count,29"),
  );
  expect(causes()).toEqual(["data/2018/figures.csv, 2018/alle/faser/ide/count, value: 28 → 29"]);
});

test("9 the date", () => {
  change("data/2019/edition.json", (text) => text.replace('"2019-12-09"', '"2019-12-10"'));
  expect(causes()).toEqual(["data/2019/edition.json, date: 2019-12-09 → 2019-12-10"]);
});

test("9 b a title page that can't be read is told of as it is, and nothing else is blamed", () => {
  change("data/2019/edition.json", (text) => text.replace("{", ""));
  const { ok, text } = copy.run(["review"]);
  expect(ok).toBe(false);
  expect(text).toMatch(/^✗ Kapitlene: kan ikke kjøres til ende\n {4}.*data\/2019\/edition\.json/);
});

test("10 the sender", () => {
  change("data/2019/edition.json", (text) =>
    text.replace("Etat for etterprøvbare notater", "Etat for notater"),
  );
  expect(causes()).toEqual([
    "data/2019/edition.json, sender: Etat for etterprøvbare notater (oppdiktet) → Etat for notater (oppdiktet)",
  ]);
});

test("11 a chapter renamed", () => {
  const [from, to] = ["3.3-innovasjon", "3.3-nyskaping"].map((name) =>
    join(copy.folder, "notebooks/2019", `${name}.ipynb`),
  ) as [string, string];
  renameSync(from, to);
  undo.push(() => renameSync(to, from));
  expect(causes()[0]).toBe(
    "Kapittel med nytt filnavn: notebooks/2019/3.3-innovasjon.ipynb → notebooks/2019/3.3-nyskaping.ipynb",
  );
});

test("12 a figure's code", () => {
  change("notebooks/2019/3.1-effekter.ipynb", (text) =>
    text.replace("figure(bars(effekter, { split: skate })", "figure(bars(effekter)"),
  );
  const [first, ...others] = causes();
  expect(first).toMatch(/^notebooks\/2019\/3\.1-effekter\.ipynb, celle \d+: endret$/);
  expect(others).toEqual([]);
});

test("13 the frame", () => {
  change("data/2019/frame.csv", (text) =>
    text.replace("Direktoratet for økonomistyring (DFØ),DFØ,", "Direktoratet for økonomistyring (DFØ),DFO,"),
  );
  expect(causes()).toEqual(["data/2019/frame.csv, 986252932, kortnavn: DFØ → DFO"]);
});

test("several at once, each by itself: pictures, one beside the chapters and one in a cell, and a comment in another", () => {
  const picture = join(copy.folder, "notebooks/2019/kart.png");
  undo.push(() => rmSync(picture));
  writeFileSync(picture, "");
  change("notebooks/2019/3.1-effekter.ipynb", (text) => {
    const notebook = JSON.parse(text);
    notebook.cells[1].attachments = { "a.png": { "image/png": "" } };
    notebook.cells[3].source = ["// En merknad\n", ...[notebook.cells[3].source].flat()];
    return JSON.stringify(notebook);
  });
  expect(causes()).toEqual([
    "notebooks/2019/kart.png: ny",
    "notebooks/2019/3.1-effekter.ipynb, celle 2: endret",
    "notebooks/2019/3.1-effekter.ipynb, celle 4: endret",
  ]);
});

test("14 an edit rule, also when it stops the run", () => {
  change("data/2019/rules.ts", (text) =>
    text.replace("must: { item, from: 1000 }", "must: { item, from: 2_000_000 }"),
  );
  expect(causes()).toEqual(
    [
      "data/2019/rules.ts, rules.kostnadsramme_lavt.must.from: 1000 → 2000000",
      "data/2019/rules.ts, rules.budsjett_lavt.must.from: 1000 → 2000000",
    ].sort(),
  );
});

test("15 an item that is not public any more: its answers follow at once, and none of them is told", () => {
  change("data/2019/questionnaire.ts", (text) => {
    const at = text.indexOf("    innovasjon: {");
    return `${text.slice(0, at)}${text.slice(at).replace("public: true", "public: false")}`;
  });
  expect(causes()).toEqual(["data/2019/questionnaire.ts, items.innovasjon.public: ja → nei"]);
  expect(printed).toContain("Svarene på «Grad av innovasjon» (innovasjon): offentlige → ikke offentlige");
  expect(printed).not.toMatch(/2019-\d{3}, innovasjon/);
});

test("16 a tiltak that becomes withheld, though the log corrects it", () => {
  changeAnswer("2019-013", "publiseres", "Nei");
  changeAnswer("2019-013", "hjemmel", "Offentleglova § 15");
  expect(causes()).toEqual(["2019-013: offentlig → unntatt offentlighet"]);
});

test("17 a tiltak that is taken out by the log, once, by its number alone", () => {
  change(
    "data/2019/corrections.csv",
    (text) =>
      `${text.trimEnd()}\n2019-100,utgår,,ja,dobbeltregistrering,Meldt inn to ganger.,redaksjonen,2019-09-24\n`,
  );
  const lines = readFileSync(join(copy.folder, "data/2019/corrections.csv"), "utf8")
    .trimEnd()
    .split("\n").length;
  expect(causes()).toEqual([`2019-100: borte (corrections.csv, linje ${lines}, regel dobbeltregistrering)`]);
});

test("18 a correction that is taken out", () => {
  change("data/2019/corrections.csv", (text) => text.replace(/^2019-049,finansiering,.*\n/m, ""));
  expect(causes()).toEqual([
    "2019-049, finansiering: Ja → Delvis (rettelsen i corrections.csv etter regel finansiering_mot_kommentar er borte)",
  ]);
});

test("19 which answers are kept back", () => {
  change("data/2019/raw/skjermet.json", (text) =>
    text.replace('"keptBack": {', '"keptBack": {\n  "2019-001": [\n   "innovasjon"\n  ],'),
  );
  expect(causes()).toEqual(["data/2019/raw/skjermet.json: endret"]);
});

test("20 another key: what is not public is not compared, and what is public is as ever", () => {
  change("data/2019/raw/nokkel.txt", () => `${"0123456789abcdef".repeat(4)}\n`);
  const { ok, text } = copy.run(["review"]);
  expect(ok).toBe(false);
  expect(text).toMatch(/^✓/);
  expect(text).toContain("nokkel.txt er en annen enn den som tilstanden er godtatt med");
  expect(copy.run(["build"])).toMatchObject({ ok: true });
  changeAnswer("2019-003", "budsjett", 3_900_000);
  expect(causes()).toEqual(["2019-003, budsjett: 3,4 → 3,9 mill. kroner"]);
  const accepted = join(copy.folder, "data/2019/accepted");
  const before = `${accepted}.before`;
  cpSync(accepted, before, { recursive: true });
  undo.push(() => {
    rmSync(accepted, { recursive: true });
    renameSync(before, accepted);
  });
  expect(copy.run(["accept"]).text).toContain("2019-003, budsjett: 3,4 → 3,9 mill. kroner");
  expect(copy.run(["review"])).toMatchObject({ ok: true });
});

test("21 a body renamed, whose answers then can't be read", () => {
  change("data/2019/frame.csv", (text) =>
    text.replace("Moseverket (oppdiktet)", "Mose- og lavverket (oppdiktet)"),
  );
  expect(causes()).toEqual([
    "data/2019/frame.csv, 223569595, virksomhet: Moseverket (oppdiktet) → Mose- og lavverket (oppdiktet)",
  ]);
});

test("22 bodies in another order", () => {
  change("data/2019/frame.csv", (text) => {
    const [head, ...rows] = text.trimEnd().split("\n");
    return `${[head, ...rows.sort()].join("\n")}\n`;
  });
  expect(causes()).toEqual(["data/2019/frame.csv, rekkefølgen: endret"]);
});

test("a chapter taken out, and an accepted state that is not whole", () => {
  const file = join(copy.folder, "notebooks/2019/3.3-innovasjon.ipynb");
  const before = readFileSync(file);
  undo.push(() => writeFileSync(file, before));
  rmSync(file);
  expect(causes()[0]).toBe("notebooks/2019/3.3-innovasjon.ipynb, kapittelet: borte");
  const state = join(dirname(file), "../../data/2019/accepted/answers.tsv");
  const accepted = readFileSync(state);
  undo.push(() => writeFileSync(state, accepted));
  rmSync(state);
  expect(copy.run(["review"]).text).toContain("må være hel, men mangler answers.tsv");
});
