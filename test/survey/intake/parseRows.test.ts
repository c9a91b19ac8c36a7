import { readFileSync } from "node:fs";
import { parseRows, type Receipts } from "notat/dist/lib/survey/intake/parseRows.js";
import { type Problem, printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import { cellName, type RawSheet } from "notat/dist/lib/survey/intake/workbook/rawWorkbook.js";
import { describe, expect, test } from "vitest";
import { type Answers, answer, fields, frame, questionnaire, writeAnswers } from "./makeAnswers.js";

async function parse(answers: Answers[], header?: string[], receipts?: Receipts) {
  const { sheets, problems } = await parseWorkbook(
    readFileSync(writeAnswers(answers, header)),
    ["Svar"],
    LIMITS,
  );
  expect(problems).toEqual([]);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");
  return parseRows(sheet, questionnaire, frame, receipts);
}

/** What the form calls a column. */
function labelOf(field: string): string | undefined {
  const [key = "", option] = field.split("__");
  const item = questionnaire.items[key];
  return option ? item?.options.find((o) => o.key === option)?.label : item?.label;
}

/** The problems of one measure that is right but for some cells. */
async function problemsOf(changes: Answers): Promise<string[]> {
  return (await parse([answer("T-1", changes)])).problems.map(printProblem);
}

describe("parseRows(sheet, questionnaire, frame) matches columns by their codes", () => {
  test("in any order", async () => {
    const { rows, problems } = await parse([answer("T-1")], [...fields].reverse());
    expect(problems).toEqual([]);
    expect(rows[0]?.values).toMatchObject({ id: "T-1", fase: "konsept", effekter__kvalitet: true });
  });

  test("and says all that is wrong with them at once, with the nearest code", async () => {
    const header = fields
      .map((field) => (field === "finansiering" ? "finasiering" : field))
      .filter((field) => field !== "sokeord");
    const { problems } = await parse([answer("T-1")], [...header, "fase", "merknad"]);
    expect(problems.map(printProblem)).toEqual([
      "Svar!J1, kolonnen finasiering: Kolonnen må være en av spørreskjemaets for 2019. Det kom: «finasiering». Er det «finansiering»? Skriv koden slik.",
      "Svar!AV1, kolonnen fase: Hver kolonne må stå én gang. Det kom: «fase» også i M1. Ta ut den ene.",
      "Svar!AW1, kolonnen merknad: Kolonnen må være en av spørreskjemaets for 2019. Det kom: «merknad». Ta kolonnen ut, eller bruk skjemaet som ble sendt ut.",
      "arket Svar, spørsmål 7 (finansiering): Kolonnen finansiering må være med. Det kom: et ark uten den. Bruk skjemaet som ble sendt ut, og la alle kolonner stå.",
      "arket Svar, spørsmål 15 (sokeord): Kolonnen sokeord må være med. Det kom: et ark uten den. Bruk skjemaet som ble sendt ut, og la alle kolonner stå.",
    ]);
  });

  test.each<[string, string[], string]>([
    ["below a title", ["Svar på undersøkelsen"], "koder i rad 2. Slett radene over."],
    [
      "nowhere",
      ["Svar på undersøkelsen", "x"],
      "et ark uten kodene. Bruk skjemaet som ble sendt ut, og la første rad stå.",
    ],
  ])("and says so when they are %s", async (_, [title = "", id = "id"], came) => {
    const { problems } = await parse([{ [title]: id }, { [title]: "T-1" }], [title]);
    expect(problems.map(printProblem)).toEqual([
      `arket Svar: Første rad må ha kolonnenes koder. Det kom: ${came}`,
    ]);
  });

  test.each<[string, string[][], string]>([
    [
      "headings above the codes",
      [["Bakgrunn", "", "Kostnader"], ["id", "mottatt", "utgår"], ["T-1"]],
      "en overskrift på 2 rader, med kodene i rad 2. Slett radene over.",
    ],
    [
      "the form's words below the codes",
      [fields, fields.map((field) => (field === "id" ? "Id" : (labelOf(field) ?? ""))), ["T-1"]],
      "en overskrift på to rader: også rad 2 har overskrifter. Skriv hver kode i én celle i første rad, og slett den andre overskriften.",
    ],
    [
      "codes that are cut in two",
      [
        [...fields.filter((field) => !field.startsWith("effekter")), "effekter"],
        [
          ...fields.filter((field) => !field.startsWith("effekter")).map(() => ""),
          "kvalitet",
          "miljo",
          "andre",
        ],
      ],
      "en overskrift på to rader: også rad 2 har overskrifter. Skriv hver kode i én celle i første rad, og slett den andre overskriften.",
    ],
  ])("and says of %s that the header is not one line, and nothing else", async (_, lines, came) => {
    const rows = lines.map((texts, r) => ({
      number: r + 1,
      cells: texts.map((text, c) => (text ? { at: cellName(r, c), type: "text" as const, text } : undefined)),
    }));
    const { rows: read, problems } = parseRows({ name: "Svar", rows }, questionnaire, frame);
    expect(read).toEqual([]);
    expect(problems.map(printProblem)).toEqual([
      `arket Svar: Første rad må ha kolonnenes koder. Det kom: ${came}`,
    ]);
  });

  test("and takes no answer for a heading", async () => {
    const { problems } = await parse([
      answer("T-1", { navn: "Navn på tiltaket", sokeord: "Søkeord", hovedleveranse: "Hovedleveranse" }),
    ]);
    expect(problems).toEqual([]);
    // Nor two of them, when the date is no date either.
    const words = { navn: labelOf("navn") ?? "", sokeord: labelOf("sokeord") ?? "" };
    const { problems: date } = await parse([answer("T-1", { ...words, mottatt: "i går" })]);
    expect(date.map(({ kind }) => kind)).toEqual(["date"]);
  });

  test("and refuses merged cells, and says nothing else", async () => {
    const { sheets } = await parseWorkbook(
      readFileSync(writeAnswers([answer("T-1", { fase: "x" })])),
      ["Svar"],
      LIMITS,
    );
    const merged = { ...(sheets[0] as RawSheet), merged: ["A2:B2", "C7:C9"] };
    const { problems } = parseRows(merged, questionnaire, frame);
    expect(problems.map(printProblem)).toEqual([
      "Svar!A2: Celler kan ikke være slått sammen. Det kom: A2:B2. Del dem opp igjen, og fyll ut hver celle.",
      "Svar!C7: Celler kan ikke være slått sammen. Det kom: C7:C9. Del dem opp igjen, og fyll ut hver celle.",
    ]);
  });

  test("and shows what does not show in a code", async () => {
    const header = fields.map((field) => (field === "budsjett" ? "bud\u200bsjett" : field));
    const { problems } = await parse([answer("T-1")], header);
    expect(problems.map(printProblem)[0]).toBe(
      "Svar!L1, kolonnen bud⟨U+200B⟩sjett: Kolonnen må være en av spørreskjemaets for 2019. Det kom: «bud⟨U+200B⟩sjett». Skriv koden «budsjett» på nytt, uten usynlige tegn.",
    );
  });

  test("and refuses content without a code above it", async () => {
    const { problems } = await parse([answer("T-1", { "": "hei" })], [...fields, ""]);
    expect(problems.map(printProblem)).toEqual([
      "Svar!AW1: En kolonne med innhold må ha en kode i første rad. Det kom: innhold i AW2, uten kode over. Skriv koden, eller tøm kolonnen.",
    ]);
  });
});

describe("parseRows(sheet, questionnaire, frame) reads labels", () => {
  test("by label or alias, upper and lower case and white space forgiven", async () => {
    const { rows, problems } = await parse([
      answer("T-1", { fase: " IDÉ", departement: "hod", innovasjon: "I  stor\u00a0grad", virksomhet: "oea" }),
    ]);
    expect(problems).toEqual([]);
    expect(rows[0]?.values).toMatchObject({
      fase: "ide",
      departement: "HOD",
      innovasjon: "stor",
      virksomhet: "211111111",
    });
  });

  test.each<[string, Answers, string]>([
    [
      "an unknown label, the nearest suggested",
      { fase: "Konsep" },
      "Svar!M2, id T-1, spørsmål 10 (fase): Svaret må være ett av «Idé», «Konsept», «Planlegging», «Gjennomføring», «Drift og evt. kontinuerlig videreutvikling (smidig/agil)». Det kom: «Konsep». Er det «Konsept»? Velg det fra listen.",
    ],
    [
      "nothing guessed from a number",
      { utvikle: 1 },
      "Svar!AL2, id T-1, spørsmål 18 (utvikle): Svaret må være ett av «Ja», «Nei», «Usikker». Det kom: «1». Velg et svar fra listen.",
    ],
    [
      "a long list by its length only",
      { departement: "Helsedepartementet" },
      "Svar!E2, id T-1, spørsmål 2 (departement): Svaret må være ett av skjemaets 15. Det kom: «Helsedepartementet». Velg et svar fra listen.",
    ],
    [
      "an error of the spreadsheet",
      { fase: { t: "e", v: 0x17 } },
      "Svar!M2, id T-1, spørsmål 10 (fase): Cellen må ha et svar, ikke en feil fra regnearket. Det kom: «#REF!». Skriv svaret inn i cellen.",
    ],
    [
      "text that Excel made a date of",
      { sokeord: { t: "n", v: 43_595, z: "d. mmm" } },
      "Svar!R2, id T-1, spørsmål 15 (sokeord): Cellen må ha tekst. Det kom: «2019-05-10», som Excel har gjort til en dato. Gi cellen formatet Tekst, og skriv svaret på nytt.",
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual([words]);
  });
});

describe("parseRows(sheet, questionnaire, frame) reads ticks", () => {
  test.each<[string, Answers, string]>([
    [
      "a date",
      { effekter__kvalitet: { t: "n", v: 1, z: "yyyy-mm-dd" } },
      "Svar!S2, id T-1, spørsmål 16 (effekter__kvalitet): Et kryss er tallet 1, ellers skal cellen være tom. Det kom: «1900-01-01». Skriv 1 om «Økt kvalitet på virksomhetens tjenester» gjelder, eller tøm cellen.",
    ],
    [
      "that are not 1",
      { effekter__kvalitet: "x" },
      "Svar!S2, id T-1, spørsmål 16 (effekter__kvalitet): Et kryss er tallet 1, ellers skal cellen være tom. Det kom: «x». Skriv 1 om «Økt kvalitet på virksomhetens tjenester» gjelder, eller tøm cellen.",
    ],
    [
      "too many",
      { brukergrupper__ansatte: 1, brukergrupper__kommuner: "1" },
      "Svar!AH2, id T-1, spørsmål 17 (brukergrupper__kommuner): Det kan være høyst 2 kryss. Det kom: 3: «Innbyggere», «Ansatte», «Kommuner og/eller fylkeskommuner». Behold de 2 viktigste.",
    ],
    [
      "an exclusive one with others",
      { teknologi__ikke_relevant: 1 },
      "Svar!AT2, id T-1, spørsmål 20 (teknologi__ikke_relevant): «Ikke relevant» kan ikke krysses av sammen med andre svar. Det kom: «Skytjenester», «Ikke relevant». Behold enten det eller de andre.",
    ],
    [
      "a text beside no tick (only listed)",
      { effekter__andre__tekst: "Bedre rykte" },
      "Svar!AD2, id T-1, spørsmål 16 (effekter__andre__tekst): Teksten hører til svaret «Andre». Det kom: «Bedre rykte» uten at det er valgt. Kryss av for svaret, eller ta bort teksten.",
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual([words]);
  });
});

test("parseRows(sheet, questionnaire, frame) reads ticks as other programs export them", async () => {
  const yes: Answers["x"][] = [1, "1", "ja", " JA ", "TRUE", "sann", true];
  const no: Answers["x"][] = [null, 0, "0", "nei", "Nei", "FALSE", "usann", false];
  for (const [ticks, ticked] of [
    [yes, true],
    [no, false],
  ] as const) {
    for (const tick of ticks) {
      const { rows, problems } = await parse([answer("T-1", { effekter__miljo: tick ?? null })]);
      expect(problems).toEqual([]);
      expect(rows[0]?.values.effekter__miljo).toBe(ticked);
    }
  }
});

test("parseRows(sheet, questionnaire, frame) takes an item whose ticks are all 0 for unanswered", async () => {
  const none = { effekter__kvalitet: 0, effekter__effektivisering: 0, effekter__miljo: "nei" };
  const { rows, problems } = await parse([answer("T-1", none)]);
  expect(problems).toEqual([]);
  expect(rows[0]?.values.effekter__mangler).toBe("ikke_svart");
});

describe("parseRows(sheet, questionnaire, frame) reads amounts", () => {
  test.each<[string, Answers["x"], string]>([
    ["ambiguous", "1.500", "Beløpet må bare kunne forstås på én måte. Det kom: «1.500»."],
    ["a small number", 10, "Beløpet må bare kunne forstås på én måte. Det kom: «10»."],
    ["a range", "5-10 mill", "Beløpet må være ett tall, ikke et intervall. Det kom: «5-10 mill»."],
    [
      "several",
      "2019: 5 mill, 2020: 5 mill",
      "Beløpet må være ett tall. Det kom: «2019: 5 mill, 2020: 5 mill».",
    ],
    [
      "a date",
      { t: "n", v: 43_707, z: "yyyy-mm-dd" },
      "Beløpet må være et beløp, ikke en dato. Det kom: «2019-08-30».",
    ],
    ["negative", -5_000_000, "Beløpet må være et antall hele kroner, null eller mer. Det kom: «-5000000»."],
    [
      "text",
      "Kommer senere",
      "Beløpet må være et antall hele kroner, null eller mer. Det kom: «Kommer senere».",
    ],
    ["an error", { t: "e", v: 0x17 }, "Cellen må ha et svar, ikke en feil fra regnearket. Det kom: «#REF!»."],
    [
      "approximate (only listed)",
      "ca. 10 mill",
      "Et omtrentlig beløp er tatt inn som det står. Det kom: «ca. 10 mill». Skriv det nøyaktige beløpet når det er kjent, eller bekreft det i loggen.",
    ],
    ["computed (only listed)", { t: "n", v: 12e6, f: "12*1000000" }, "Beløpet er regnet ut av en formel."],
    [
      "in the unit of its number format (only listed)",
      { t: "n", v: 12_500, z: '# ##0 "tkr"' },
      'Beløpet er lest med enheten i cellens tallformat. Det kom: «12500» med tallformatet «# ##0 "tkr"».',
    ],
    [
      "in per cent",
      { t: "n", v: 0.5, z: "0%" },
      "Beløpet må være et antall hele kroner, null eller mer. Det kom: «0.5» med tallformatet «0%».",
    ],
    [
      "in euro",
      { t: "n", v: 12_000_000, z: "[$€-2] #,##0" },
      "Beløpet må være et antall hele kroner, null eller mer. Det kom: «12000000» med tallformatet «[$€-2] #,##0».",
    ],
  ])("%s", async (_, kostnadsramme, words) => {
    const [first, ...more] = await problemsOf({ kostnadsramme: kostnadsramme ?? null });
    expect(first).toMatch(/^Svar!K2, id T-1, spørsmål 8 \(kostnadsramme\)(?:, regel [a-z_]+)?: /);
    expect(first?.replace(/^.*?: /, "")).toContain(words);
    expect(more).toEqual([]);
  });

  test("in the unit of their number format, and says which rule lists them", async () => {
    const { rows, problems } = await parse([
      answer("T-1", {
        kostnadsramme: { t: "n", v: 12.5, z: '0.0 "MNOK"' },
        budsjett: { t: "n", v: 0, f: "1-1" },
      }),
      answer("T-2", { kostnadsramme: { t: "n", v: 12_500_000, z: '#,##0 "kr"' } }),
    ]);
    expect(rows.map(({ values }) => values.kostnadsramme)).toEqual([12_500_000, 12_500_000]);
    expect(problems.map(({ id, rule, severity, confirmable }) => [id, rule, severity, confirmable])).toEqual([
      ["T-1", "belop_enhet", "listed", true],
      ["T-1", "belop_formel", "listed", true],
      ["T-1", "belop_null", "listed", true],
    ]);
    expect(printProblem(problems[2] as Problem)).toBe(
      "Svar!L2, id T-1, spørsmål 9 (budsjett), regel belop_null: Beløpet er 0 kroner: er det riktig, eller er beløpet ikke kjent? Det kom: «0». Rett beløpet, eller bekreft det i loggen.",
    );
  });

  test("far from the others of their body, whatever their size (only listed)", async () => {
    const others = [30, 48, 60].map((million, i) => answer(`T-${i}`, { kostnadsramme: million * 1e6 }));
    const listed = async (amount: number, changes: Answers = {}) =>
      (
        await parse([...others, answer("T-9", { kostnadsramme: amount, budsjett: null, ...changes })])
      ).problems.map(printProblem);
    // The middle one of the others is 48 million.
    expect(await listed(1_500_000)).toEqual([
      "Svar!K5, id T-9, spørsmål 8 (kostnadsramme), regel belop_skala: Beløpet er langt fra de andre som samme virksomhet har oppgitt: står det i en annen enhet? Det kom: 1\u00a0500\u00a0000 kroner, minst 32 ganger mindre enn det midterste av de andre. Rett beløpet, eller bekreft det i loggen.",
    ]);
    expect(await listed(4_800_000_000)).toEqual([
      expect.stringContaining(
        "4\u00a0800\u00a0000\u00a0000 kroner, minst 100 ganger mer enn det midterste av de andre.",
      ),
    ]);
    expect(await listed(1_500_001)).toEqual([]);
    expect(await listed(4_799_999_999)).toEqual([]);
    // Another body's amounts are no scale, and what another rule asks about is asked once.
    const elsewhere = { virksomhet: "Oppdiktet etat B", departement: "KD" };
    expect(await listed(1_500_000, elsewhere)).toEqual([]);
    expect(await listed(30_000)).toEqual([expect.stringContaining("regel kostnadsramme_tusen")]);
  });

  test("beside one or two others only when they are far from both", async () => {
    const rules = async (...amounts: number[]) =>
      (
        await parse(amounts.map((kostnadsramme, i) => answer(`T-${i}`, { kostnadsramme, budsjett: null })))
      ).problems.map(({ id }) => id);
    expect(await rules(200_000, 90_000_000)).toEqual([]);
    expect(await rules(200_000, 90_000_000, 80_000_000)).toEqual(["T-0"]);
    expect(await rules(200_000, 90_000_000, 300_000)).toEqual(["T-1"]);
    expect(await rules(200_000, 90_000_000, 5_000_000)).toEqual([]);
  });

  test("with their own kinds of missing", async () => {
    const { rows } = await parse([
      answer("T-1", { kostnadsramme: "ikke avklart", budsjett: "Ikke relevant" }),
      answer("T-2", { budsjett: "-" }),
    ]);
    expect(rows.map(({ values }) => [values.kostnadsramme__mangler, values.budsjett__mangler])).toEqual([
      ["ikke_avklart", "ikke_relevant"],
      [null, "ikke_svart"],
    ]);
  });
});

describe("parseRows(sheet, questionnaire, frame) follows the routing", () => {
  test.each<[string, Answers, string[]]>([
    [
      "an answer where none was asked for",
      { involverte: "Annet" },
      [
        "Svar!O2, id T-1, spørsmål 12 (involverte): Spørsmål 12 skal bare besvares av dem som har svart «Ja» på spørsmål 11. Det kom: «Annet», mens spørsmål 11 er «Nei». Ta bort svaret, eller rett spørsmål 11.",
      ],
    ],
    [
      "through two items",
      { involverer: "Ja", ks: "Ja" },
      [
        "Svar!P2, id T-1, spørsmål 13 (ks): Spørsmål 13 skal bare besvares av dem som har svart «Virksomheter i andre forvaltningsnivåer (Kommuner, fylkeskommuner)» eller «Virksomheter i både andre statlige sektorer og forvaltningsnivåer» på spørsmål 12. Det kom: «Ja», mens spørsmål 12 er ubesvart. Ta bort svaret, eller rett spørsmål 12.",
      ],
    ],
    [
      "but says nothing of an answer behind one that can't be read",
      { involverer: "Jo", involverte: "Annet" },
      [
        "Svar!N2, id T-1, spørsmål 11 (involverer): Svaret må være ett av «Ja», «Nei», «Ikke avklart», «Vet ikke». Det kom: «Jo». Er det «Ja»? Velg det fra listen.",
      ],
    ],
    [
      "a required item left blank",
      { publiseres: null },
      [
        "Svar!H2, id T-1, spørsmål 5 (publiseres): Kan alle opplysningene om tiltaket publiseres? Spørsmålet må være besvart. Det kom: en tom celle. Fyll ut cellen.",
      ],
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual(words);
  });
});

describe("parseRows(sheet, questionnaire, frame) knows records and bodies", () => {
  test.each<[string, Answers, string]>([
    [
      "an unknown body, the nearest suggested",
      { virksomhet: "Oppdiktet etat AA" },
      "Svar!D2, id T-1, spørsmål 1 (virksomhet): Svaret må være en av virksomhetene som er spurt. Det kom: «Oppdiktet etat AA». Er det «Oppdiktet etat A»? Skriv navnet slik.",
    ],
    [
      "a ministry that is not the body's",
      { departement: "Kunnskapsdepartementet" },
      "Svar!E2, id T-1, spørsmål 2 (departement): «Departement» må være som i utvalget (frame.csv). Det kom: «Kunnskapsdepartementet», mens Oppdiktet etat A rapporterer til Helse- og omsorgsdepartementet. Velg Helse- og omsorgsdepartementet, eller rett «Virksomhet».",
    ],
    [
      "a body that has not answered",
      { virksomhet: "Oppdiktet etat C", departement: "KD" },
      "Svar!D2, id T-1, spørsmål 1 (virksomhet): En virksomhet med tiltak må stå med svardato i utvalget (frame.csv). Det kom: «Oppdiktet etat C», som står uten. Før inn datoen i utvalget, eller rett «Virksomhet».",
    ],
    [
      "a date that is none",
      { mottatt: "2019-02-30" },
      "Svar!B2, id T-1, kolonnen mottatt: Datoen må stå som år-måned-dag, for eksempel 2026-06-30. Det kom: «2019-02-30». Skriv datoen da svaret ble mottatt.",
    ],
    [
      "utgår with something else than ja",
      { utgår: "nei" },
      "Svar!C2, id T-1, kolonnen utgår: Kolonnen utgår kan bare ha «ja», eller være tom. Det kom: «nei». Skriv ja om raden skal ut, ellers tøm cellen.",
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual([words]);
  });

  test("ids that are missing or doubled, measures that are registered twice", async () => {
    const { problems } = await parse([
      answer("T-1"),
      answer("", { navn: "Et annet" }),
      answer("T-1", { navn: "Et tredje" }),
      answer("T-4", { navn: "  tiltak t-1 " }),
    ]);
    expect(problems.map(printProblem)).toEqual([
      "Svar!A3, kolonnen id: Hver rad må ha en id. Det kom: en tom celle. Skriv id-en, eller tøm hele raden.",
      "Svar!A4, id T-1, kolonnen id: Hver rad må ha sin egen id. Det kom: «T-1» også i rad 2. Gi den ene raden en ny id, eller ta den ut.",
      "Svar!F5, id T-4, spørsmål 3 (navn), regel dobbeltregistrert: Et tiltak skal være registrert én gang. Det kom: «tiltak t-1», som også er registrert som T-1. Ta ut den ene raden med utgår, eller bekreft i loggen at det er to tiltak.",
    ]);
  });

  test.each<[string, Answers["x"], string]>([
    [
      "an error",
      { t: "e", v: 0x2a },
      "Svar!A2, kolonnen id: Cellen må ha et svar, ikke en feil fra regnearket. Det kom: «#N/A». Skriv svaret inn i cellen.",
    ],
    [
      "a date",
      { t: "n", v: 43_707, z: "yyyy-mm-dd" },
      "Svar!A2, kolonnen id: Id-en må være tekst eller et helt tall. Det kom: «2019-08-30», som Excel har gjort til en dato. Gi cellen formatet Tekst, og skriv id-en på nytt.",
    ],
    [
      "a truth",
      true,
      "Svar!A2, kolonnen id: Id-en må være tekst eller et helt tall. Det kom: «TRUE», som Excel har gjort til en sannhetsverdi. Gi cellen formatet Tekst, og skriv id-en på nytt.",
    ],
    [
      "a number of sixteen digits",
      1_234_567_890_123_456,
      "Svar!A2, kolonnen id: En id som er et tall, må være helt og ha høyst 15 sifre. Det kom: «1234567890123460». Gi cellen formatet Tekst, og skriv id-en på nytt.",
    ],
    [
      "half a number",
      1.5,
      "Svar!A2, kolonnen id: En id som er et tall, må være helt og ha høyst 15 sifre. Det kom: «1.5». Gi cellen formatet Tekst, og skriv id-en på nytt.",
    ],
    [
      "what does not show",
      "T-\u200b1",
      "Svar!A2, kolonnen id: Id-en kan ikke ha usynlige tegn. Det kom: «T-⟨U+200B⟩1». Skriv id-en på nytt for hånd.",
    ],
  ])("an id that is %s", async (_, id, words) => {
    const { rows, problems } = await parse([answer("T-1", { id: id ?? null })]);
    expect(problems.map(printProblem)).toEqual([words]);
    expect(rows[0]?.id).toBe("");
  });

  test("an id that is a number of fifteen digits", async () => {
    const { rows, problems } = await parse([answer("T-1", { id: 123_456_789_012_345 })]);
    expect(problems).toEqual([]);
    expect(rows[0]?.id).toBe("123456789012345");
  });

  test("ids that only upper and lower case or white space tell apart", async () => {
    const { problems } = await parse([answer("T 1"), answer("t  1", { navn: "Et annet" })]);
    expect(problems.map(printProblem)).toEqual([
      "Svar!A3, id t  1, kolonnen id: Hver rad må ha sin egen id. Det kom: «t  1» og «T 1» i rad 2. Gi den ene raden en ny id, eller ta den ut.",
    ]);
  });

  test("a formula without its value in any column", async () => {
    for (const field of ["id", "mottatt", "utgår", "navn", "fase", "kostnadsramme", "effekter__kvalitet"]) {
      const sheet = (await parseWorkbook(readFileSync(writeAnswers([answer("T-1")])), ["Svar"], LIMITS))
        .sheets[0];
      const at = fields.indexOf(field);
      const rows = sheet?.rows.map((row) =>
        row.number === 1
          ? row
          : {
              ...row,
              cells: Array.from({ length: fields.length }, (_, i) =>
                i === at ? ({ at: "X2", type: "formula", text: "=A1" } as const) : row.cells[i],
              ),
            },
      );
      const { problems } = parseRows({ name: "Svar", rows: rows ?? [] }, questionnaire, frame);
      expect([field, problems.map(({ came }) => came)]).toEqual([
        field,
        ["formelen «=A1», lagret uten verdi"],
      ]);
    }
  });

  test("receipt dates outside the edition, and far from the body's answer", async () => {
    const receipts = { first: "2019-01-01", last: "2019-12-09" };
    const dates = ["2018-12-31", "2019-12-10", "2019-06-20", "2019-06-19"];
    const { problems } = await parse(
      dates.map((mottatt, i) => answer(`T-${i}`, { mottatt })),
      undefined,
      receipts,
    );
    // Oppdiktet etat A answered on 2019-09-20: 92 days after 2019-06-20.
    expect(problems.map(printProblem)).toEqual([
      "Svar!B2, id T-0, kolonnen mottatt: Svaret må være mottatt fra 2019-01-01 til 2019-12-09. Det kom: «2018-12-31». Rett datoen.",
      "Svar!B3, id T-1, kolonnen mottatt: Svaret må være mottatt fra 2019-01-01 til 2019-12-09. Det kom: «2019-12-10». Rett datoen.",
      "Svar!B5, id T-3, kolonnen mottatt, regel mottatt_mot_svardato: Svaret må være mottatt høyst 92 dager før eller etter svardatoen i utvalget (frame.csv). Det kom: «2019-06-19», mens svardatoen er 2019-09-20. Rett datoen, eller bekreft den i loggen.",
    ]);
    expect(problems.map(({ confirmable }) => confirmable)).toEqual([false, false, true]);
  });

  test("blank rows and rows that are taken out are passed over", async () => {
    const { rows, problems } = await parse([
      { id: " " },
      answer("T-1"),
      answer("T-2", { utgår: "Ja", fase: "hva som helst" }),
    ]);
    expect(problems).toEqual([]);
    expect(rows.map(({ id }) => id)).toEqual(["T-1"]);
  });
});

describe("parseRows(sheet, questionnaire, frame) applies the edit rules", () => {
  test.each<[string, Answers]>([
    ["kostnadsramme_lavt", { kostnadsramme: "750 kr", budsjett: null }],
    ["kostnadsramme_tusen", { kostnadsramme: 12_000, budsjett: null }],
    ["kostnadsramme_hoyt", { kostnadsramme: 10_000_000_001 }],
    ["budsjett_lavt", { budsjett: "500 kroner" }],
    ["budsjett_tusen", { budsjett: 50_000 }],
    ["budsjett_hoyt", { budsjett: 12_000_000_000, kostnadsramme: null }],
    ["budsjett_over_ramme", { budsjett: 12_000_001 }],
    ["enhet_ulik", { kostnadsramme: 500_000_000, budsjett: 500_000 }],
    ["kommentar_finansiering", { kommentar: "Tiltaket er ikke finansiert i år." }],
    ["kommentar_finansiering", { finansiering: "Delvis", kommentar: "Tiltaket er fullfinansiert." }],
  ])("%s is broken by %o", async (rule, changes) => {
    const { problems } = await parse([answer("T-1", changes)]);
    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    const { severity } = questionnaire.rules.find(({ key }) => key === rule) ?? {};
    expect(problems[0]?.severity).toBe(severity === "error" ? "fails" : "listed");
  });

  test.each<[string, Answers]>([
    ["a budget that is all of the frame", { budsjett: 12_000_000 }],
    ["a comment that agrees", { finansiering: "Delvis", kommentar: "Tiltaket er ikke fullfinansiert." }],
    ["an amount that is missing", { budsjett: "Ikke avklart" }],
  ])("none is broken by %s", async (_, changes) => {
    expect(await problemsOf(changes)).toEqual([]);
  });

  test("in words that say what came", async () => {
    expect(await problemsOf({ budsjett: 20_000_000 })).toEqual([
      "Svar!L2, id T-1, spørsmål 9 (budsjett), regel budsjett_over_ramme: Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen. Det kom: 20\u00a0000\u00a0000 kroner av 12\u00a0000\u00a0000 kroner. Rett det beløpet som er feil; se etter beløp i tusen eller millioner.",
    ]);
  });
});
