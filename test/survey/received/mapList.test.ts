import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import {
  applyMap,
  type MapLine,
  printMap,
  proposeMap,
  readMap,
  undecidedLines,
} from "notat/dist/lib/survey/received/mapList.js";
import { openFormReaders } from "notat/dist/lib/survey/received/readReceived.js";
import { beforeAll, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { received, survey2019 } from "./bodyForms.js";

const { root, edition } = survey2019();
const folder = mkdtempSync(join(tmpdir(), "notat liste æøå "));
let sheets: Awaited<ReturnType<ReturnType<typeof openFormReaders>["read"]>>["workbook"];
let lines: MapLine[];

beforeAll(async () => {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["Om porteføljen", "vår"]]), "Forside");
  const rows = [
    ["Porteføljen per august"],
    [],
    ["Nr", "Prosjekt", "Kan publiseres", "Status", "Ramme", "Forventede effekter", "Intern merknad"],
    [
      "P-1",
      "Søk på tvers",
      "Ja",
      "Konsept",
      12_500_000,
      "Effektivisering; Redusert miljøbelasting",
      "hemmelig",
    ],
    ["P-2", "Åpen dør", "Nei", "Gjennomføring", 3_000_000, "Andre", ""],
    ["P-3", "Ny portal", "Ja", "Parkert", null, null, ""],
  ];
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), "Portefølje");
  const path = join(folder, "liste.xlsx");
  writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  const readers = openFormReaders();
  sheets = (await readers.read(path, null)).workbook;
  readers.close();
  lines = proposeMap(sheets!.sheets, edition.questionnaire, []);
});

const short = (list: readonly MapLine[]) =>
  list.map(({ overskrift, svar, felt, valg, grunnlag }) =>
    [overskrift, svar, felt, valg, grunnlag].join(" | "),
  );

test("a mapping proposes columns and answers, with what each rests on, and decides none", () => {
  expect(short(lines)).toEqual([
    "Nr |  |  |  | ingen av skjemaets kolonner likner",
    "Prosjekt |  |  |  | ingen av skjemaets kolonner likner",
    "Kan publiseres |  | publiseres |  | overskriften er spørsmålets",
    "Kan publiseres | Ja | publiseres | ja | svaralternativets ordlyd",
    "Kan publiseres | Nei | publiseres | nei | svaralternativets ordlyd",
    "Status |  | fase |  | 2 av 3 svar er svaralternativer i spørsmål 10",
    "Status | Konsept | fase | konsept | svaralternativets ordlyd",
    "Status | Gjennomføring | fase | gjennomforing | svaralternativets ordlyd",
    "Status | Parkert | fase |  | ingen av svaralternativene likner",
    "Ramme |  |  |  | ingen av skjemaets kolonner likner",
    "Forventede effekter |  | effekter |  | overskriften er spørsmålets",
    "Forventede effekter | Effektivisering | effekter | effektivisering | svaralternativets ordlyd",
    "Forventede effekter | Redusert miljøbelasting | effekter | miljo | likner «Redusert miljøbelastning»",
    "Forventede effekter | Andre | effekter | andre | svaralternativets ordlyd",
    "Intern merknad |  |  |  | ingen av skjemaets kolonner likner",
  ]);
  expect(undecidedLines(lines)).toBe(15);
  expect(applyMap(sheets!.sheets, lines, edition.questionnaire, String)).toEqual([]);
});

test("what a person accepts is used, and nothing else; it is kept, and used next year", async () => {
  const path = join(folder, "211111111.csv");
  const decided = lines.map((line): MapLine => {
    if (line.overskrift === "Prosjekt") return { ...line, felt: "navn", godtatt: "ja" };
    if (line.overskrift === "Ramme") return { ...line, felt: "kostnadsramme", godtatt: "ja" };
    return { ...line, godtatt: line.felt === "" || line.svar === "Parkert" ? "nei" : "ja" };
  });
  writeFileSync(path, printMap(decided));
  const again = proposeMap(sheets!.sheets, edition.questionnaire, readMap(path));
  expect(again).toEqual(decided);
  const rows = applyMap(sheets!.sheets, again, edition.questionnaire, (row) => `2019-211111111-L${row}`);
  expect(rows).toEqual([
    {
      id: "2019-211111111-L4",
      cells: {
        navn: "Søk på tvers",
        publiseres: "Ja",
        fase: "Konsept",
        kostnadsramme: 12_500_000,
        effekter__effektivisering: 1,
        effekter__miljo: 1,
      },
    },
    {
      id: "2019-211111111-L5",
      cells: {
        navn: "Åpen dør",
        publiseres: "Nei",
        fase: "Gjennomføring",
        kostnadsramme: 3_000_000,
        effekter__andre: 1,
      },
    },
    // What is not mapped stands as it is, and is asked about when the form is taken in.
    { id: "2019-211111111-L6", cells: { navn: "Ny portal", publiseres: "Ja", fase: "Parkert" } },
  ]);
  const form = join(folder, "skjema.xlsx");
  writeFileSync(form, await writeForm(edition, edition.frame[0]!, rows));
  const [one] = await received(root, [form]);
  expect(one!.answer!.rows.map(({ id }) => id)).toEqual(["2019-211111111-L4", "2019-211111111-L5"]);
  expect(one!.text).toContain("Det kom: «Parkert».");
  expect(JSON.stringify(one!.answer!.rows)).not.toContain("hemmelig");
});
