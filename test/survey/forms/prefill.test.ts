import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { prefill } from "notat/dist/lib/survey/forms/prefill.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import { loadQuestionnaire } from "notat/dist/lib/survey/questionnaire/loadQuestionnaire.js";
import { beforeAll, expect, test } from "vitest";
import { answer, frame, writeProject } from "../intake/makeAnswers.js";

const last = loadQuestionnaire(2019);
const { fase, effekter } = last.spec.items;
/** The next form: an option less in fase, an option more in effekter, and innovasjon asked in another way. */
const next = defineQuestionnaire({
  ...last.spec,
  year: 2020,
  items: {
    ...last.spec.items,
    fase: { ...fase!, options: { ide: "Idé", gjennomforing: "I gjennomføring" } },
    effekter: { ...effekter!, options: { ...effekter!.options, nytt: "Noe nytt" } },
  },
  recodes: {},
  subsets: {},
});
let earlier: Awaited<ReturnType<typeof loadSurvey>>;

beforeAll(async () => {
  const root = writeProject([
    answer("T-1", {
      fase: "Gjennomføring",
      kostnadsramme: "Ikke avklart",
      teknologi__annet: 1,
      teknologi__annet__tekst: "Laser",
    }),
    answer("T-2", { fase: "Konsept", utgår: "ja" }),
    answer("T-3", { fase: "Konsept", kommentar: "Æ" }),
    answer("T-4", { virksomhet: "Oppdiktet etat B", departement: "KD" }),
  ]);
  earlier = await loadSurvey(openEdition(2019, root));
});

test("prefill(questionnaire, earlier, body) gives a body's own measures that were left, with their ids, as cells of the new form", () => {
  const [one, three, ...more] = prefill(next, earlier, frame[0]!);
  expect(more).toEqual([]);
  expect(one).toEqual({
    id: "T-1",
    cells: {
      navn: "Tiltak T-1",
      publiseres: "Ja",
      finansiering: "Ja",
      kostnadsramme: "Ikke avklart",
      // The option's label is this year's.
      fase: "I gjennomføring",
      involverer: "Nei",
      effekter__kvalitet: 1,
      effekter__effektivisering: 1,
      brukergrupper__innbyggere: 1,
      utvikle: "Ja",
      gjenbruke: "Nei",
      teknologi__sky: 1,
      teknologi__annet: 1,
      teknologi__annet__tekst: "Laser",
      innovasjon: "I noen grad",
    },
  });
  // budsjett asks about the year itself; konsept is no answer any more.
  expect(three?.cells).not.toHaveProperty("budsjett");
  expect(three?.cells).not.toHaveProperty("fase");
  expect(three).toMatchObject({ id: "T-3", cells: { kostnadsramme: 12_000_000, kommentar: "Æ" } });
});

test("a body without answers has nothing filled in", () => {
  expect(prefill(next, earlier, frame[2]!)).toEqual([]);
});
