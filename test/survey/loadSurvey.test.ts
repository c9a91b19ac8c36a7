import { loadSurvey } from "notat/dist/lib/survey/loadSurvey.js";
import { expect, test } from "vitest";
import { answer, writeProject } from "../intake/makeAnswers.js";

test("loadSurvey(root, year) gives one row per measure, with options' keys, ticks, kroner and kinds of missing", async () => {
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
  const { tiltak, frame, received, log } = await loadSurvey(root, 2019);
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

test("loadSurvey(root, year) replays the log, and says what it mended and by which row", async () => {
  const root = writeProject(
    [
      answer("T-1", { kostnadsramme: 12_000, budsjett: 2_000_000 }),
      answer("T-2", { navn: "Tiltak T-1" }),
      answer("T-3", { fase: "Utredning" }),
    ],
    [
      "T-1,kostnadsramme,12000,12000000,enhet,Beløpet sto i tusen,AN,2019-11-04",
      "T-2,utgår,,ja,dobbelt,Registrert to ganger,AN,2019-11-04",
      "T-3,fase,Utredning,Konsept,fase,Avklart på telefon,AN,2019-11-05",
    ],
  );
  const { tiltak, log } = await loadSurvey(root, 2019);
  expect(tiltak.array("id")).toEqual(["T-1", "T-3"]);
  expect(tiltak.array("fase")).toEqual(["konsept", "konsept"]);
  expect(log.mended.map(({ problem, by }) => [problem.id, problem.field, problem.rule, by.line])).toEqual([
    ["T-1", "kostnadsramme", "kostnadsramme_tusen", 2],
    ["T-1", "budsjett", "budsjett_over_ramme", 2],
    ["T-2", "navn", "dobbeltregistrert", 3],
    ["T-3", "fase", null, 4],
  ]);
});

test("loadSurvey(root, year) stops with everything that remains", async () => {
  const root = writeProject(
    [answer("T-1", { fase: "Utredning", involverte: "Annet" }), answer("T-2", { kostnadsramme: "10" })],
    ["T-1,fase,Konsept,Konsept,fase,Feil,AN,2019-11-05"],
  );
  await expect(loadSurvey(root, 2019)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ContentError: data/2019/raw/svar.xlsx can't be used: 4 problems remain after corrections.csv.
      corrections.csv linje 2, Svar!M2, tiltak T-1, kolonnen fase: «before» må være det som står i cellen («Utredning»), eller det en tidligere rad i loggen har satt der. Det kom: «Konsept». Rett raden i loggen, eller før en ny rad som går ut fra det som står.
      Svar!M2, tiltak T-1, spørsmål 10 (fase): Svaret må være ett av «Idé», «Konsept», «Planlegging», «Gjennomføring», «Drift og evt. kontinuerlig videreutvikling (smidig/agil)». Det kom: «Utredning». Velg et svar fra listen.
      Svar!O2, tiltak T-1, spørsmål 12 (involverte): Spørsmål 12 skal bare besvares når svaret på spørsmål 11 er «Ja». Det kom: «Annet», mens spørsmål 11 er «Nei». Ta bort svaret, eller rett spørsmål 11.
      Svar!K3, tiltak T-2, spørsmål 8 (kostnadsramme): Beløpet må bare kunne forstås på én måte. Det kom: «10». Skriv hele beløpet i kroner, for eksempel 10 000 000, eller med enhet, for eksempel 10 mill.]
  `);
});
