import * as aq from "arquero";
import { addRecodes } from "notat/dist/lib/survey/answers/addRecodes.js";
import { bodiesOf, register, wholeAnswers } from "notat/dist/lib/survey/answers/answers.js";
import { addLoaded } from "notat/dist/lib/survey/answers/loaded.js";
import { questionnaire } from "notat/dist/lib/survey/questionnaire/current.js";

/** Answers of one measure, by item: an option's key, a list of keys, kroner, or a kind of missing. */
export type Answers = Record<string, string | readonly string[] | number>;

const BODIES = [
  {
    organisasjonsnummer: "200000001",
    virksomhet: "Etat for prøver",
    kortnavn: "Prøveetaten",
    departement: "KMD",
    skate: true,
    bruttobudsjettert: true,
    svar: true,
  },
  {
    organisasjonsnummer: "200000002",
    virksomhet: "Direktoratet for eksempler",
    kortnavn: "Eksempeldirektoratet",
    departement: "HOD",
    skate: false,
    bruttobudsjettert: true,
    svar: true,
  },
  {
    organisasjonsnummer: "200000003",
    virksomhet: "Tilsynet for taushet",
    kortnavn: "Taushetstilsynet",
    departement: "HOD",
    skate: false,
    bruttobudsjettert: false,
    svar: false,
  },
];

/**
 * A survey small enough to count by hand, made without a workbook. What a row leaves out is `ikke_svart`, or
 * `ikke_spurt` where routing does not lead there.
 */
export function smallSurvey(rows: readonly Answers[]): {
  tiltak: aq.ColumnTable;
  virksomheter: aq.ColumnTable;
} {
  const columns: Record<string, unknown[]> = {
    id: rows.map((_, i) => `t${i + 1}`),
    virksomhet__mangler: rows.map(() => null),
    skate: [],
  };
  columns.virksomhet = rows.map((row) => row.virksomhet ?? "200000001");
  columns.skate = columns.virksomhet.map(
    (number) => BODIES.find((b) => b.organisasjonsnummer === number)?.skate,
  );
  for (const item of Object.values(questionnaire.items)) {
    if (item.kind === "agency") continue;
    const answers = rows.map((row) => row[item.key]);
    const missing = rows.map((row, i) => {
      if (item.asked && "is" in item.asked && !item.asked.is.includes(String(row[item.asked.item])))
        return "ikke_spurt";
      const answer = answers[i];
      if (answer === undefined || (Array.isArray(answer) && answer.length === 0)) return "ikke_svart";
      return answer === "ikke_avklart" && item.kind === "amount" ? "ikke_avklart" : null;
    });
    columns[`${item.key}__mangler`] = missing;
    for (const { key } of item.options.filter(({ specify }) => specify)) {
      const field = `${item.key}__${key}__tekst`;
      columns[field] = rows.map((row) => row[field] ?? null);
    }
    if (item.kind === "multiple") {
      for (const { key } of item.options)
        columns[`${item.key}__${key}`] = answers.map((a) => Array.isArray(a) && a.includes(key));
    } else {
      columns[item.key] = answers.map((a, i) => (missing[i] === null ? (a ?? null) : null));
    }
  }
  const tiltak = addRecodes(aq.table(columns as never), questionnaire);
  const frame = aq.from(BODIES);
  const whole = wholeAnswers({ year: 2019, questionnaire, frame, table: tiltak });
  addLoaded(whole);
  return { tiltak: register(whole), virksomheter: bodiesOf(whole).table };
}

/** `n` rows alike. */
export function times(n: number, row: Answers): Answers[] {
  return Array.from({ length: n }, () => row);
}
