import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { compile, copyProject, type ProjectCopy, writeAnswers } from "../support/copyProject.js";

// The next edition is a folder of data and chapters: nothing in lib changes. This one has one changed item
// (effekter), one new option (teknologi.blokkjede) and one new body; 12 measures from 3 of 4 bodies.
const fixture = fileURLToPath(new URL("../fixtures/edition-2020/", import.meta.url));
let copy: ProjectCopy;

beforeAll(() => {
  copy = copyProject();
  cpSync(fixture, copy.folder, { recursive: true });
  const data = join(copy.folder, "data/2020");
  mkdirSync(join(data, "raw"));
  const rows = parse(readFileSync(join(data, "svar.csv"))) as string[][];
  const cell = (text: string) => (text === "" ? null : /^\d+$/.test(text) ? Number(text) : text);
  writeAnswers(
    join(data, "raw/svar.xlsx"),
    rows.map((row) => row.map(cell)),
  );
  compile(copy);
});

/** Chapters that must not pass, by name: a cell each, or last year's chapter. */
const REFUSED = {
  "endret-spørsmål": "compare(tabulate(tiltak, q.effekter), q.effekter.sammenhengende);",
  "nytt-svaralternativ": "compare(tabulate(tiltak, q.teknologi), q.teknologi.blokkjede);",
  "umerket-brudd":
    "const hod = compare(tabulate(tiltak, q.departement), q.departement.HOD);\nprose`HOD har ${increase(hod)`flere`}.`;",
};

function writeChapter(name: string, cell: string): void {
  const load = `import { breakNote, compare, increase, prose, q, survey, tabulate } from "notat";
const { tiltak } = await survey();\n`;
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "code",
        id: "celle",
        metadata: {},
        execution_count: null,
        outputs: [],
        source: [load + cell],
      },
    ],
  };
  writeFileSync(join(copy.folder, "notebooks/2020", `${name}.ipynb`), JSON.stringify(notebook));
}

test("the edition of 2020 builds its note without a change in lib", () => {
  const built = copy.run(["build", "--year", "2020", "--out", "out/2020"]);
  expect(built.ok, built.text).toBe(true);
  const html = readFileSync(join(copy.folder, "out/2020/notat.html"), "utf8");
  // 9 of 12 measures have the effect sammenhengende; answers that are real carry no mark of synthetic data.
  expect(html).toContain("skal gi sammenhengende tjenester");
  expect(html).not.toContain("Syntetiske data");
  expect(html).toContain("Brudd mot 2019: Utvalget har fått en ny virksomhet.");
});

test("the note of 2019 is made as it was before there was an edition of 2020", () => {
  const built = copy.run(["build", "--year", "2019", "--out", "out/2019"]);
  expect(built.ok, built.text).toBe(true);
  const html = readFileSync(join(copy.folder, "out/2019/notat.html"), "utf8");
  expect(html).toContain("Digitaliseringstiltak i staten 2019");
  expect(html).toContain("Bedre tjenester og effektivisering er de vanligste effektene");
});

describe("on the answers of 2020", () => {
  let text: string;
  beforeAll(() => {
    for (const [name, cell] of Object.entries(REFUSED)) writeChapter(name, cell);
    const last = "3.1-effekter.ipynb";
    cpSync(join(copy.folder, "notebooks/2019", last), join(copy.folder, "notebooks/2020", last));
    const files = [...Object.keys(REFUSED), "3.1-effekter"].map((name) => `notebooks/2020/${name}.ipynb`);
    text = copy.run(["run", ...files, "--out", "out"], { NOTAT_YEAR: "2020" }).text.replace(/\s+/g, " ");
  });
  test("the changed item is not compared", () => {
    expect(text).toContain(
      `"effekter" can't be compared with 2019: it is broken (I 2019 kunne virksomhetene krysse av for inntil tre`,
    );
  });
  test("the new option is not compared", () => {
    expect(text).toContain(
      `"teknologi.blokkjede" can't be compared with 2019: the option was not in that questionnaire.`,
    );
  });
  test("a comparison across a break is marked", () => {
    expect(text).toContain(
      "a comparison across a break must say so, but «flere» (departement mot 2019) stands without it",
    );
  });
  test("last year's chapter stops by the name of the claim that no longer holds", () => {
    expect(text).toContain(
      "The data do not carry the claim «Bedre tjenester og effektivisering er de vanligste effektene». It needs: «Økt kvalitet på virksomhetens tjenester» og «Effektivisering» er de største av svarene",
    );
  });
});
