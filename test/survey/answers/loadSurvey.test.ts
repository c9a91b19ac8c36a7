import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { answer, writeProject } from "../intake/makeAnswers.js";

test("loadSurvey(edition) gives one row per measure, with options' keys, ticks, kroner and kinds of missing", async () => {
  const root = writeProject([
    answer("T-1", { kostnadsramme: "12,5 mill. kr", budsjett: "Ikke avklart", fase: "  idé " }),
    answer("T-2", {
      virksomhet: "Oppdiktet etat B",
      departement: "Kunnskapsdepartementet",
      involverer: "Ja",
      involverte: "Virksomehter i både andre statlige sektorer og forvaltningsnivåer",
      ks: "Ikke relevant",
      effekter__kvalitet: null,
      effekter__effektivisering: null,
      finansiering: null,
    }),
  ]);
  const { tiltak, frame, received, log } = await loadSurvey(openEdition(2019, root));
  expect(tiltak.object(0)).toMatchObject({
    id: "T-1",
    mottatt: "2019-09-20",
    virksomhet: "211111111",
    departement: "HOD",
    kostnadsramme: 12_500_000,
    kostnadsramme__mangler: null,
    budsjett: null,
    budsjett__mangler: "ikke_avklart",
    fase: "ide",
    involverte: null,
    involverte__mangler: "ikke_spurt",
    effekter__kvalitet: true,
    effekter__miljo: false,
    effekter__andre__tekst: null,
    effekter__mangler: null,
    skate: true,
  });
  expect(tiltak.object(1)).toMatchObject({
    involverte: "begge",
    ks: "ikke_relevant",
    finansiering: null,
    finansiering__mangler: "ikke_svart",
    effekter__kvalitet: false,
    effekter__mangler: "ikke_svart",
    skate: false,
  });
  expect(frame.array("svar")).toEqual([true, true, false]);
  expect(received).toEqual({ first: "2019-09-20", last: "2019-09-20" });
  expect(log).toEqual({ rows: [], mended: [], listed: [] });
});

test("loadSurvey(edition) replays the log, and says what it mended and by which row", async () => {
  const root = writeProject(
    [
      answer("T-1", { kostnadsramme: 12_000, budsjett: 2_000_000 }),
      answer("T-2", { navn: "Tiltak T-1" }),
      answer("T-3", { fase: "Utredning" }),
    ],
    [
      "T-1,kostnadsramme,12000,12000000,belop_i_tusen,Beløpet sto i tusen,AN,2019-11-04",
      "T-2,utgår,,ja,dobbeltregistrering,Registrert to ganger,AN,2019-11-04",
      "T-3,fase,Utredning,Konsept,fase_utenfor_listen,Avklart på telefon,AN,2019-11-05",
    ],
  );
  const { tiltak, log } = await loadSurvey(openEdition(2019, root));
  expect(tiltak.array("id")).toEqual(["T-1", "T-3"]);
  expect(tiltak.array("fase")).toEqual(["konsept", "konsept"]);
  expect(log.mended.map(({ problem, by }) => [problem.id, problem.field, problem.rule, by.line])).toEqual([
    ["T-1", "kostnadsramme", "kostnadsramme_tusen", 2],
    ["T-1", "budsjett", "budsjett_over_ramme", 2],
    ["T-2", "navn", "dobbeltregistrert", 3],
    ["T-3", "fase", null, 4],
  ]);
});

test("loadSurvey(edition) stops with everything that remains", async () => {
  const root = writeProject(
    [answer("T-1", { fase: "Utredning", involverte: "Annet" }), answer("T-2", { kostnadsramme: "10" })],
    ["T-1,fase,Konsept,Konsept,fase_utenfor_listen,Feil,AN,2019-11-05"],
  );
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ContentError: data/2019/raw/svar.xlsx kan ikke brukes: 4 problemer gjenstår etter corrections.csv.
      Svar!M2, id T-1, spørsmål 10 (fase): Svaret må være ett av «Idé», «Konsept», «Planlegging», «Gjennomføring», «Drift og evt. kontinuerlig videreutvikling (smidig/agil)». Det kom: «Utredning». Velg et svar fra listen.
      Svar!O2, id T-1, spørsmål 12 (involverte): Spørsmål 12 skal bare besvares av dem som har svart «Ja» på spørsmål 11. Det kom: «Annet», mens spørsmål 11 er «Nei». Ta bort svaret, eller rett spørsmål 11.
      Svar!K3, id T-2, spørsmål 8 (kostnadsramme): Beløpet må bare kunne forstås på én måte. Det kom: «10». Skriv hele beløpet i kroner, for eksempel 10 000 000, eller med enhet, for eksempel 10 mill.
      corrections.csv linje 2, Svar!M2, id T-1, kolonnen fase: «before» må være det som står i cellen, eller det en tidligere rad i loggen har satt der. Det kom: «Konsept», mens cellen har «Utredning». Rett raden i loggen, eller før en ny rad som går ut fra det som står.]
  `);
});

test("loadSurvey(edition, { refuse: false }) gives the answers as far as they can be read, and keeps nothing of it", async () => {
  const root = writeProject([
    answer("T-1", { kostnadsramme: "20 mill. kr", budsjett: "30 mill. kr" }),
    answer("T-2", { kostnadsramme: "10" }),
  ]);
  const { tiltak } = await loadSurvey(openEdition(2019, root), { refuse: false });
  expect([...tiltak.array("id")]).toEqual(["T-1", "T-2"]);
  expect([...tiltak.array("budsjett")][0]).toBe(30_000_000);
  expect([...tiltak.array("kostnadsramme")]).toEqual([20_000_000, null]);
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrow("problemer gjenstår");
});

test("loadSurvey(edition) groups what has one cause, and puts all of it into a file", async () => {
  const root = writeProject(
    Array.from({ length: 400 }, (_, i) =>
      answer(`T-${i}`, { effekter__kvalitet: "x", budsjett: String(10 + i) }),
    ),
  );
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ContentError: data/2019/raw/svar.xlsx kan ikke brukes: 800 problemer gjenstår etter corrections.csv.
      arket Svar, spørsmål 9 (budsjett): Beløpet må bare kunne forstås på én måte. Det kom: «10»; «11»; «12» og annet. Skriv hele beløpet i kroner, for eksempel 10 000 000, eller med enhet, for eksempel 10 mill. Gjelder 400 celler: L2, L3, L4, L5, L6 …
      arket Svar, spørsmål 16 (effekter__kvalitet): Et kryss er tallet 1, ellers skal cellen være tom. Det kom: «x». Skriv 1 om «Økt kvalitet på virksomhetens tjenester» gjelder, eller tøm cellen. Gjelder 400 celler: S2, S3, S4, S5, S6 …
      Alle 800 står i .notat/problemer-2019.txt, én på hver linje.]
  `);
  const all = readFileSync(join(root, ".notat/problemer-2019.txt"), "utf8").trimEnd().split("\n");
  expect(all).toHaveLength(800);
  expect(all[798]).toMatch(/^Svar!L401, id T-399, spørsmål 9 \(budsjett\): /);
});

test("loadSurvey(edition) lists what the workbook hides", async () => {
  const root = writeProject([answer("T-1")]);
  const path = join(root, "data/2019/raw/svar.xlsx");
  const book = XLSX.read(readFileSync(path));
  book.Workbook = { Sheets: [{ name: "Svar" }, { name: "Om datasettet", Hidden: 1 }] };
  writeFileSync(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }));
  const { log } = await loadSurvey(openEdition(2019, root));
  expect(log.listed.map(({ kind, sheet }) => [kind, sheet])).toEqual([
    ["sheet", "Om datasettet"],
    ["agency", null],
  ]);
});

test("loadSurvey(edition) takes the edition's date for the last day of answers and corrections", async () => {
  const root = writeProject([answer("T-1", { mottatt: "2019-12-01" })]);
  expect((await loadSurvey(openEdition(2019, root))).tiltak.numRows()).toBe(1);
  const edition = JSON.parse(
    readFileSync(new URL("../../../data/2019/edition.json", import.meta.url), "utf8"),
  );
  writeFileSync(join(root, "data/2019/edition.json"), JSON.stringify({ ...edition, date: "2019-11-30" }));
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrow(
    "Svar!B2, id T-1, kolonnen mottatt: Svaret må være mottatt fra 2019-01-01 til 2019-11-30. Det kom: «2019-12-01». Rett datoen.",
  );
});

test("loadSurvey(edition) names the file that is not there", async () => {
  const root = writeProject([answer("T-1")]);
  rmSync(join(root, "data/2019/raw/svar.xlsx"));
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrow(
    "There must be a file data/2019/raw/svar.xlsx, but there is none.",
  );
});

test("loadSurvey(edition) shows a broken workbook's refusal, not a stack", async () => {
  const root = writeProject([answer("T-1")]);
  writeFileSync(join(root, "data/2019/raw/svar.xlsx"), "id;navn");
  await expect(loadSurvey(openEdition(2019, root))).rejects.toThrow(
    "data/2019/raw/svar.xlsx kan ikke leses:\n  Filen må være en Excel-arbeidsbok (.xlsx). Det kom: en tekstfil med skilletegn (.csv).",
  );
});

describe("loadSurvey(edition) keeps what it made", () => {
  const entries = (root: string): string[] => readdirSync(join(root, ".notat/answers"));

  test("and gives the same from there", async () => {
    const root = writeProject(
      [answer("T-1", { fase: "Utredning", budsjett: 50_000 })],
      ["T-1,fase,Utredning,Konsept,fase_utenfor_listen,Avklart,AN,2019-11-05"],
    );
    const made = await loadSurvey(openEdition(2019, root));
    const [entry] = entries(root);
    const kept = await loadSurvey(openEdition(2019, root));
    expect(entries(root)).toEqual([entry]);
    expect(kept.tiltak.objects()).toEqual(made.tiltak.objects());
    expect({ ...kept, tiltak: null, frame: null, questionnaire: null }).toEqual({
      ...made,
      tiltak: null,
      frame: null,
      questionnaire: null,
    });
    expect(kept.log.mended).toHaveLength(1);
    expect(kept.log.listed.map(({ rule, kind }) => rule ?? kind)).toEqual(["budsjett_tusen", "agency"]);
  });

  test("but not when a file has changed, and holds only the newest", async () => {
    const root = writeProject([answer("T-1")]);
    await loadSurvey(openEdition(2019, root));
    const before = entries(root);
    const log = join(root, "data/2019/corrections.csv");
    writeFileSync(
      log,
      `${readFileSync(log, "utf8")}T-1,fase,Konsept,Idé,fase_utenfor_listen,Avklart,AN,2019-11-05\n`,
    );
    expect((await loadSurvey(openEdition(2019, root))).tiltak.array("fase")).toEqual(["ide"]);
    expect(entries(root)).toEqual(before);
  });

  test("and makes a spoilt entry again", async () => {
    const root = writeProject([answer("T-1")]);
    await loadSurvey(openEdition(2019, root));
    const path = join(root, ".notat/answers", entries(root)[0] as string);
    const whole = readFileSync(path, "utf8");
    for (const spoilt of ["", whole.slice(0, -10), whole.replace("konsept", "drift")]) {
      writeFileSync(path, spoilt);
      expect((await loadSurvey(openEdition(2019, root))).tiltak.array("fase")).toEqual(["konsept"]);
      expect(readFileSync(path, "utf8")).toBe(whole);
    }
  });

  test("unless asked not to, or where it can't be written", async () => {
    const root = writeProject([answer("T-1")]);
    await loadSurvey(openEdition(2019, root), { cache: false });
    expect(existsSync(join(root, ".notat"))).toBe(false);
    writeFileSync(join(root, ".notat"), "a file where the folder should be");
    expect((await loadSurvey(openEdition(2019, root))).tiltak.numRows()).toBe(1);
  });
});
