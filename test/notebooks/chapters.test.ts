import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FigureOutput, ProseOutput } from "notat";
import { recordsOf, tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { MIME } from "notat/dist/lib/chapter/outputs.js";
import { plain, valuesIn } from "notat/dist/lib/chapter/prose/template.js";
import type { CodeCell } from "notat/dist/lib/engine/notebook/notebook.js";
import { parseNotebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { type NotebookRun, runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";
import { type Place, printAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import { readPublished } from "notat/dist/lib/numbers/published/readPublished.js";
import { lintChapters } from "notat/dist/lib/publish/note/lintChapters.js";
import { beforeAll, describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../notebooks/2019/", import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();
const written = names.map((file) => ({
  file,
  notebook: parseNotebook(readFileSync(join(folder, file), "utf8"), file),
}));
let runs: NotebookRun[] = [];

beforeAll(async () => {
  runs = await runNotebooks(
    names.map((name) => join(folder, name)),
    { env: { NOTAT_YEAR: "2019" } },
  );
}, 120_000);

const codeCells = (cells: readonly { cell_type: string }[]): CodeCell[] =>
  cells.filter((cell): cell is CodeCell => cell.cell_type === "code");

/** Outputs of one of our own types, of one chapter or of all. */
function outputs<Output>(type: string, chapter = ""): Output[] {
  return runs
    .filter(({ file }) => file.includes(chapter))
    .flatMap(({ notebook }) => codeCells(notebook.cells))
    .flatMap((cell) => cell.outputs)
    .flatMap((output) => ("data" in output && output.data[type] ? [output.data[type] as Output] : []));
}

const text = (chapter: string): string =>
  outputs<ProseOutput>(MIME.prose, chapter)
    .map(({ parts }) => plain(parts).replace(/\s+/g, " "))
    .join("\n");

describe("the notebooks as written", () => {
  test("come in the order of the note", () => {
    expect(names.map((name) => name.replace(".ipynb", ""))).toEqual([
      "0-sammendrag",
      "1-innledning",
      "2-metode",
      "3.0-status",
      "3.1-effekter",
      "3.2-kostnader",
      "3.3-innovasjon",
      "3.4-tverrgaende",
      "3.5-vurderinger",
      "8-vedlegg-1-skjema",
      "9-vedlegg-2-avstemming",
    ]);
  });
  test.each(written)("$file has no outputs, hides its code, and no cell is long or loops", ({ notebook }) => {
    for (const cell of codeCells(notebook.cells)) {
      expect(cell.outputs, cell.id).toEqual([]);
      expect(cell.execution_count, cell.id).toBeNull();
      expect(cell.metadata.jupyter, cell.id).toEqual({ source_hidden: true });
      expect(cell.source.split("\n").length, cell.id).toBeLessThanOrEqual(12);
      expect(cell.source, cell.id).not.toMatch(
        /\b(?:for|while|do)\s*[({]|\.(?:map|forEach|filter|reduce|flatMap)\(/,
      );
    }
  });
  test("say nothing in Markdown that only the data may say", () => {
    expect(lintChapters(written)).toEqual([]);
  });
  test("number nothing themselves", () => {
    for (const { notebook } of written)
      for (const cell of notebook.cells) expect(cell.source).not.toMatch(/^#+ \d|\b(?:Figur|Tabell) \d/m);
  });
});

describe("the chapters of 2019", () => {
  test("run", () => {
    expect(runs.filter(({ ok }) => !ok).map(({ file, error }) => `${file}: ${error?.evalue}`)).toEqual([]);
  });
  test("have ten figures, in the order of the note", () => {
    expect(outputs<FigureOutput>(MIME.figure).map(({ id }) => id)).toEqual([
      "departement",
      "effekter",
      "brukergrupper",
      "kostnadsklasse",
      "finansiering",
      "faser",
      "faser-finansiering",
      "innovasjon",
      "losninger",
      "involverte",
    ]);
  });
  test("draw and print the published numbers: every value that a publication gives, agrees with it", () => {
    const figures = readPublished(2019).filter(
      ({ operator, status }) => (operator === "equals" || operator === "rounds") && status === "",
    );
    const published = new Map(figures.map((figure) => [printAddress(figure.addresses[0] as Place), figure]));
    const values = [
      ...outputs<ProseOutput>(MIME.prose).flatMap(({ parts }) => valuesIn(parts)),
      ...outputs<FigureOutput>(MIME.figure).flatMap(({ chart }) => recordsOf(chart)),
    ];
    let tried = 0;
    for (const { address, n, base } of values) {
      const figure = published.get(address);
      if (!figure) continue;
      tried += 1;
      const ours = figure.operator === "rounds" ? Math.round((100 * (n ?? 0)) / (base ?? 1)) : n;
      expect(ours, `${address} (${figure.id})`).toBe(figure.value);
    }
    expect(tried).toBeGreaterThan(100);
  });
  test.each([
    ["kostnadsklasse", ["Ikke svart", 115, "ikke i grunnlaget"]],
    ["finansiering", ["Ja", 301, 72]],
    ["faser", ["Konsept", 97, 58, 23.5, 13.4]],
    ["faser", ["Planlegging eller gjennomføring", 287, 332, 69.7, 76.9]],
    ["losninger", ["Både utvikle og gjenbruke", 96, 22.2]],
    ["losninger", ["Ingen av delene", 129, 29.9]],
    ["involverte", ["Virksomheter i andre statlige sektorer", 67, 30.7]],
    ["departement", ["Utenriksdepartementet", "ingen virksomhet svarte", "ingen virksomhet svarte"]],
    // 219 of the 267 in the phase: 20 partly, 28 not.
    ["faser-finansiering", ["Gjennomføring", 219, 20, 28, 267, 82, 7.5, 10.5]],
  ])("figure %s has the row %j", (id, row) => {
    const figure = outputs<FigureOutput>(MIME.figure).find((f) => f.id === id);
    expect(tableOf(figure!.chart).rows).toContainEqual(row);
  });
  test("stop no reader with a title that rests on synthetic data alone, and every figure has its alt text", () => {
    for (const figure of outputs<FigureOutput>(MIME.figure)) {
      expect(plain(figure.alt).length, figure.id).toBeGreaterThan(60);
      expect(plain(figure.subtitle), figure.id).toMatch(/\d+ tiltak|2019/);
    }
  });
});

// What inconsistencies of the published note must not come back, and what stands instead.
describe("where the published note errs, ours says what the data say", () => {
  test.each([
    ["3.2", "Kostnadsrammen er oppgitt for 317 av 432 tiltak. Av dem har 56 prosent (178 av 317)"],
    [
      "3.2",
      "For 115 av 432 tiltak (26,6 prosent) er ingen ramme oppgitt. I 2018 gjaldt det 17 av 412 tiltak (4,1 prosent)",
    ],
    ["3.2", "et sted mellom 41 prosent og 68 prosent"],
    ["3.5", "er 28 prosent ikke fullt finansiert (117 av 418)"],
    ["3.3", "275 av 432 tiltak utvikle for flere, gjenbruke eller begge deler (64 prosent)"],
    ["3.4", "Under halvparten av de tverrgående tiltakene med oppgitt ramme er under 10 mill. kroner"],
    [
      "3.4",
      "flere som bare går på tvers av statlige sektorer (67), enn som også involverer kommunesektoren (56)",
    ],
    ["3.1", "98 av 412 tiltak dette som hensikt (24 prosent). Tallene kan ikke sammenliknes"],
    ["2-", "67 av 73 virksomheter svarte"],
    ["2-", "et skjema med 22 spørsmål"],
  ])("chapter %s: «%s»", (chapter, sentence) => {
    expect(text(chapter)).toContain(sentence);
  });
  test("no share of 73 rounds to 50 per cent: 36 or 37 of them", () => {
    expect(text("3.4")).toMatch(/gi sammenhengende tjenester: (?:49 prosent \(36|51 prosent \(37) av 73\)/);
  });
  test.each([
    ["3.3", "nesten alle"],
    ["3.2", "av de 432 innmeldte"],
    ["3.4", "de fleste tiltakene er små"],
    ["", "30 prosent av tiltakene mangler finansiering"],
  ])("chapter %s: not «%s»", (chapter, sentence) => {
    expect(text(chapter).toLowerCase()).not.toContain(sentence);
  });
});
