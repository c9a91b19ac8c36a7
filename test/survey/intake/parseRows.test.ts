import { readFileSync } from "node:fs";
import { EDIT_RULES } from "notat/dist/lib/survey/intake/editRules.js";
import { parseRows } from "notat/dist/lib/survey/intake/parseRows.js";
import { printProblem } from "notat/dist/lib/survey/intake/problem.js";
import { LIMITS } from "notat/dist/lib/survey/intake/workbook/limits.js";
import { parseWorkbook } from "notat/dist/lib/survey/intake/workbook/parseWorkbook.js";
import { describe, expect, test } from "vitest";
import { type Answers, answer, fields, frame, questionnaire, writeAnswers } from "./makeAnswers.js";

async function parse(answers: Answers[], header?: string[]) {
  const { sheets, problems } = await parseWorkbook(
    readFileSync(writeAnswers(answers, header)),
    ["Svar"],
    LIMITS,
  );
  expect(problems).toEqual([]);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");
  return parseRows(sheet, questionnaire, frame);
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
      "Svar!M2, tiltak T-1, spørsmål 10 (fase): Svaret må være ett av «Idé», «Konsept», «Planlegging», «Gjennomføring», «Drift og evt. kontinuerlig videreutvikling (smidig/agil)». Det kom: «Konsep». Er det «Konsept»? Velg det fra listen.",
    ],
    [
      "nothing guessed from a number",
      { utvikle: 1 },
      "Svar!AL2, tiltak T-1, spørsmål 18 (utvikle): Svaret må være ett av «Ja», «Nei», «Usikker». Det kom: «1». Velg et svar fra listen.",
    ],
    [
      "a long list by its length only",
      { departement: "Helsedepartementet" },
      "Svar!E2, tiltak T-1, spørsmål 2 (departement): Svaret må være ett av skjemaets 15. Det kom: «Helsedepartementet». Velg et svar fra listen.",
    ],
    [
      "an error of the spreadsheet",
      { fase: { t: "e", v: 0x17 } },
      "Svar!M2, tiltak T-1, spørsmål 10 (fase): Cellen må ha et svar, ikke en feil fra regnearket. Det kom: «#REF!». Skriv svaret inn i cellen.",
    ],
    [
      "text that Excel made a date of",
      { sokeord: { t: "n", v: 43_595, z: "d. mmm" } },
      "Svar!R2, tiltak T-1, spørsmål 15 (sokeord): Cellen må ha tekst. Det kom: «2019-05-10», som Excel har gjort til en dato. Gi cellen formatet Tekst, og skriv svaret på nytt.",
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual([words]);
  });
});

describe("parseRows(sheet, questionnaire, frame) reads ticks", () => {
  test.each<[string, Answers, string]>([
    [
      "that are not 1",
      { effekter__kvalitet: "x" },
      "Svar!S2, tiltak T-1, spørsmål 16 (effekter__kvalitet): Et kryss er tallet 1, ellers skal cellen være tom. Det kom: «x». Skriv 1 om «Økt kvalitet på virksomhetens tjenester» gjelder for tiltaket, eller tøm cellen.",
    ],
    [
      "too many",
      { brukergrupper__ansatte: 1, brukergrupper__kommuner: "1" },
      "Svar!AH2, tiltak T-1, spørsmål 17 (brukergrupper__kommuner): Det kan være høyst 2 kryss. Det kom: 3: «Innbyggere», «Ansatte», «Kommuner og/eller fylkeskommuner». Behold de 2 viktigste.",
    ],
    [
      "an exclusive one with others",
      { teknologi__ikke_relevant: 1 },
      "Svar!AT2, tiltak T-1, spørsmål 20 (teknologi__ikke_relevant): «Ikke relevant» kan ikke krysses av sammen med andre svar. Det kom: «Skytjenester», «Ikke relevant». Behold enten det eller de andre.",
    ],
    [
      "a text beside no tick (only listed)",
      { effekter__andre__tekst: "Bedre rykte" },
      "Svar!AD2, tiltak T-1, spørsmål 16 (effekter__andre__tekst): Teksten hører til svaret «Andre». Det kom: «Bedre rykte» uten at det er valgt. Kryss av for svaret, eller ta bort teksten.",
    ],
  ])("%s", async (_, changes, words) => {
    expect(await problemsOf(changes)).toEqual([words]);
  });
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
      "Et omtrentlig beløp er tatt inn som det står. Det kom: «ca. 10 mill».",
    ],
  ])("%s", async (_, kostnadsramme, words) => {
    const [first, ...more] = await problemsOf({ kostnadsramme: kostnadsramme ?? null });
    expect(first).toContain(`Svar!K2, tiltak T-1, spørsmål 8 (kostnadsramme): ${words}`);
    expect(more).toEqual([]);
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
        "Svar!O2, tiltak T-1, spørsmål 12 (involverte): Spørsmål 12 skal bare besvares når svaret på spørsmål 11 er «Ja». Det kom: «Annet», mens spørsmål 11 er «Nei». Ta bort svaret, eller rett spørsmål 11.",
      ],
    ],
    [
      "through two items",
      { involverer: "Ja", ks: "Ja" },
      [
        "Svar!P2, tiltak T-1, spørsmål 13 (ks): Spørsmål 13 skal bare besvares når svaret på spørsmål 12 er «Virksomheter i andre forvaltningsnivåer (Kommuner, fylkeskommuner)» eller «Virksomheter i både andre statlige sektorer og forvaltningsnivåer». Det kom: «Ja», mens spørsmål 12 er ubesvart. Ta bort svaret, eller rett spørsmål 12.",
      ],
    ],
    [
      "but says nothing of an answer behind one that can't be read",
      { involverer: "Jo", involverte: "Annet" },
      [
        "Svar!N2, tiltak T-1, spørsmål 11 (involverer): Svaret må være ett av «Ja», «Nei», «Ikke avklart», «Vet ikke». Det kom: «Jo». Er det «Ja»? Velg det fra listen.",
      ],
    ],
    [
      "a required item left blank",
      { publiseres: null },
      [
        "Svar!H2, tiltak T-1, spørsmål 5 (publiseres): Kan alle opplysningene om tiltaket publiseres? Spørsmålet må være besvart. Det kom: en tom celle. Fyll ut cellen.",
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
      "Svar!D2, tiltak T-1, spørsmål 1 (virksomhet): Virksomheten må være en av dem som er spurt. Det kom: «Oppdiktet etat AA». Er det «Oppdiktet etat A»? Skriv navnet slik.",
    ],
    [
      "a ministry that is not the body's",
      { departement: "Kunnskapsdepartementet" },
      "Svar!E2, tiltak T-1, spørsmål 2 (departement): Oppdiktet etat A rapporterer til Helse- og omsorgsdepartementet. Det kom: «Kunnskapsdepartementet». Velg Helse- og omsorgsdepartementet, eller rett virksomheten.",
    ],
    [
      "a body that has not answered",
      { virksomhet: "Oppdiktet etat C", departement: "KD" },
      "Svar!D2, tiltak T-1, spørsmål 1 (virksomhet): En virksomhet med tiltak må stå med svardato i utvalget (frame.csv). Det kom: «Oppdiktet etat C», som står uten. Før inn datoen i utvalget, eller rett virksomheten.",
    ],
    [
      "a date that is none",
      { mottatt: "2019-02-30" },
      "Svar!B2, tiltak T-1, kolonnen mottatt: Datoen må stå som år-måned-dag, for eksempel 2019-09-30. Det kom: «2019-02-30». Skriv datoen da svaret ble mottatt.",
    ],
    [
      "utgår with something else than ja",
      { utgår: "nei" },
      "Svar!C2, tiltak T-1, kolonnen utgår: Kolonnen utgår kan bare ha «ja», eller være tom. Det kom: «nei». Skriv ja om tiltaket skal ut, ellers tøm cellen.",
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
      "Svar!A3, kolonnen id: Hver rad må ha en id. Det kom: en tom celle. Skriv tiltakets id, eller tøm hele raden.",
      "Svar!A4, tiltak T-1, kolonnen id: Hvert tiltak må ha sin egen id. Det kom: «T-1» også i rad 2. Gi det ene tiltaket en ny id, eller ta ut raden.",
      "Svar!F5, tiltak T-4, spørsmål 3 (navn), regel dobbeltregistrert: Et tiltak skal være registrert én gang. Det kom: «tiltak t-1», som virksomheten også har registrert som T-1. Ta ut det ene med utgår, eller bekreft i loggen at det er to tiltak.",
    ]);
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
    expect(problems[0]?.severity).toBe(EDIT_RULES.find(({ key }) => key === rule)?.severity);
  });

  test.each<[string, Answers]>([
    ["a budget that is all of the frame", { budsjett: 12_000_000 }],
    ["a budget of nothing", { budsjett: 0 }],
    ["a comment that agrees", { finansiering: "Delvis", kommentar: "Tiltaket er ikke fullfinansiert." }],
    ["an amount that is missing", { budsjett: "Ikke avklart" }],
  ])("none is broken by %s", async (_, changes) => {
    expect(await problemsOf(changes)).toEqual([]);
  });

  test("in words that say what came", async () => {
    expect(await problemsOf({ budsjett: 20_000_000 })).toEqual([
      "Svar!L2, tiltak T-1, spørsmål 9 (budsjett), regel budsjett_over_ramme: Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen. Det kom: 20\u00a0000\u00a0000 kroner av 12\u00a0000\u00a0000 kroner. Rett det beløpet som er feil; se etter beløp i tusen eller millioner.",
    ]);
  });
});
