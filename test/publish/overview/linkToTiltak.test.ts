import { parseAddress } from "notat/dist/lib/numbers/address/parseAddress.js";
import { valueAt } from "notat/dist/lib/numbers/values/at.js";
import { PublicAnswers } from "notat/dist/lib/publish/open/publicAnswers.js";
import { linkToTiltak } from "notat/dist/lib/publish/overview/linkToTiltak.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const open = { publiseres: "ja", departement: "KMD" };
const answers = answersOf(
  smallSurvey([
    { ...open, effekter: ["kvalitet", "miljo"], brukergrupper: ["innbyggere"] },
    { ...open, effekter: ["kvalitet"], brukergrupper: ["ansatte"] },
    { ...open, effekter: ["miljo"], brukergrupper: ["innbyggere"] },
    { ...open, publiseres: "nei", effekter: ["kvalitet"], brukergrupper: ["innbyggere"] },
    { ...open, virksomhet: "200000002", brukergrupper: ["ansatte"] },
  ]).tiltak,
);
const link = (address: string, kept?: ReadonlyMap<string, ReadonlySet<string>>) =>
  linkToTiltak(PublicAnswers.of(answers, kept))(valueAt(parseAddress(`2019/${address}`)).record);

test.each([
  // Three have kvalitet, one of them is withheld.
  ["alle/effekter/kvalitet/share", "effekter=kvalitet", 2, 1],
  ["alle/effekter/kvalitet|miljo/count", "effekter=kvalitet|miljo", 3, 1],
  ["innbyggere/effekter/kvalitet/count", "brukergrupper=innbyggere&effekter=kvalitet", 1, 1],
  ["skate/effekter/kvalitet/count", "utvalg=skate&effekter=kvalitet", 2, 1],
  ["alle/effekter/mangler/count", "effekter=!ikke_svart|!ikke_avklart|!ikke_relevant", 1, 0],
])("linkToTiltak(answers) leads %s to %s: %d shown, %d not", (address, hash, shown, hidden) => {
  const found = link(address);
  expect(decodeURIComponent(found?.href ?? "")).toBe(`oversikt.html#${hash}`);
  expect(found).toMatchObject({ shown, hidden });
});

test("linkToTiltak(answers) counts an answer that is kept back among those that are not shown", () => {
  expect(link("alle/effekter/kvalitet/share", new Map([["t2", new Set(["effekter"])]]))).toMatchObject({
    shown: 1,
    hidden: 2,
  });
});

test.each([
  ["another thing than tiltak", "virksomheter/effekter/kvalitet/count"],
  ["a bound", "alle/effekter/kvalitet/least"],
  ["a complement", "ikke-skate/brukergrupper/ansatte/count"],
  ["how many different answers there are", "alle/departement/*/distinct"],
])("linkToTiltak(answers) leads nowhere for %s", (_, address) => {
  expect(link(address)).toBeNull();
});
