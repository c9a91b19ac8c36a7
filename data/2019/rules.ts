import type { EditRule, GroupRule } from "../../lib/survey/questionnaire/types.js";

/**
 * How the answers to one measure of 2019 must fit together. Rules are data: they are checked against the questionnaire
 * when it is read, and the methods chapter can list them.
 */

const CONFIRM = "Rett beløpet, eller bekreft det i loggen.";

/** Amounts whose size says that they were hardly given in kroner. */
function amountRules(item: string, name: string): EditRule[] {
  return [
    {
      key: `${item}_lavt`,
      label: `${name} er minst 1 000 kroner`,
      severity: "error",
      confirmable: true,
      items: [item],
      when: { item, above: 0 },
      must: { item, from: 1000 },
      message: `${name} må være minst 1 000 kroner. Et mindre beløp står trolig i tusen eller millioner.`,
      wayOut: CONFIRM,
    },
    {
      key: `${item}_tusen`,
      label: `${name} er minst 100 000 kroner`,
      severity: "warning",
      confirmable: true,
      items: [item],
      when: { item, from: 1000 },
      must: { item, from: 100_000 },
      message: `${name} er under 100 000 kroner: står beløpet i tusen kroner?`,
      wayOut: CONFIRM,
    },
    {
      key: `${item}_hoyt`,
      label: `${name} er høyst 10 milliarder kroner`,
      severity: "error",
      confirmable: true,
      items: [item],
      must: { item, to: 10_000_000_000 },
      message: `${name} må være høyst 10 milliarder kroner. Et større beløp er trolig skrevet med for mange nuller.`,
      wayOut: CONFIRM,
    },
  ];
}

/** About `unit` times the budget: between `unit` divided and multiplied by 1.1. */
const near = (unit: number) => ({
  item: "kostnadsramme",
  above: { item: "budsjett", times: unit / 1.1 },
  below: { item: "budsjett", times: unit * 1.1 },
});

export const rules: readonly EditRule[] = [
  ...amountRules("kostnadsramme", "Kostnadsrammen"),
  ...amountRules("budsjett", "Budsjettet"),
  {
    key: "budsjett_over_ramme",
    label: "Budsjettet er ikke større enn kostnadsrammen",
    severity: "error",
    confirmable: false,
    items: ["budsjett", "kostnadsramme"],
    must: { item: "budsjett", to: { item: "kostnadsramme" } },
    message: "Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen.",
    came: "{budsjett} av {kostnadsramme}",
    wayOut: "Rett det beløpet som er feil; se etter beløp i tusen eller millioner.",
  },
  {
    key: "enhet_ulik",
    label: "Budsjettet og kostnadsrammen står i samme enhet",
    severity: "warning",
    confirmable: true,
    items: ["budsjett", "kostnadsramme"],
    when: { item: "budsjett", above: 0 },
    must: { not: { any: [near(1000), near(1_000_000)] } },
    message:
      "Kostnadsrammen er omtrent tusen eller en million ganger budsjettet: står beløpene i samme enhet?",
    came: "{budsjett} av {kostnadsramme}",
    wayOut: CONFIRM,
  },
  {
    key: "kommentar_finansiering",
    label: "Svaret om finansiering stemmer med kommentaren",
    severity: "warning",
    confirmable: true,
    items: ["finansiering", "kommentar"],
    must: {
      any: [
        {
          all: [
            { item: "finansiering", is: ["ja"] },
            {
              not: {
                item: "kommentar",
                matches: String.raw`\b(?:ikke (?:full)?finansiert|mangler finansiering|uten finansiering|ufinansiert|ikke (?:fått|sikret) finansiering)`,
              },
            },
          ],
        },
        {
          all: [
            { item: "finansiering", is: ["nei", "delvis"] },
            {
              not: {
                item: "kommentar",
                matches: String.raw`(?<!ikke )\b(?:fullfinansiert|(?:er|fullt) finansiert|finansieringen er (?:på plass|sikret))`,
              },
            },
          ],
        },
      ],
    },
    message: "Svaret om finansiering må stemme med kommentaren.",
    came: "svaret {finansiering} og kommentaren {kommentar}",
    wayOut: "Spør virksomheten hva som gjelder.",
  },
];

/** How the tiltak of one body, or of one file, must fit together. */
export const groupRules: readonly GroupRule[] = [
  {
    key: "ingen_tiltak",
    label: "Skjemaet har minst ett tiltak",
    level: "file",
    severity: "warning",
    must: { count: "all", from: 1 },
    message: "Et skjema har vanligvis minst ett tiltak: stemmer det at virksomheten ikke har noen?",
    wayOut: "Stemmer det, trenger dere ikke å gjøre noe. Ellers fyll ut en rad for hvert tiltak.",
  },
  {
    key: "flere_i_tusen",
    label: "Høyst én kostnadsramme er under 100 000 kroner",
    level: "body",
    severity: "warning",
    // One alone is asked about by the rule of its own tiltak.
    must: {
      count: {
        all: [
          { item: "kostnadsramme", above: 0 },
          { item: "kostnadsramme", below: 100_000 },
        ],
      },
      to: 1,
    },
    message: "Flere kostnadsrammer er under 100 000 kroner: står de i tusen kroner?",
    wayOut: "Rett beløpene, eller bekreft dem ett for ett.",
  },
];

/** What rows of the log may name as their rule beside the edit rules, in words for a table: what was wrong. */
export const corrections = {
  belop_i_tusen: "Beløp i tusen",
  belop_i_millioner: "Beløp i millioner",
  belop_som_tekst: "Beløp som tekst",
  belop_som_intervall: "Beløp som intervall",
  budsjett_over_ramme: "Budsjett over ramme",
  finansiering_mot_kommentar: "Finansiering mot kommentar",
  fase_utenfor_listen: "Fase utenfor listen",
  svar_utenfor_listen: "Svar utenfor listen",
  navn_paa_virksomhet: "Navn på virksomhet",
  skrivefeil_i_skjema: "Skrivefeil i skjema",
  kryss_som_tekst: "Kryss som tekst",
  for_mange_kryss: "For mange kryss",
  dobbeltregistrering: "Dobbeltregistrering",
};
