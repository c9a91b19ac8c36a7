import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { type Change, changeLog } from "notat/dist/lib/survey/received/changeLog.js";
import { beforeAll, expect, test } from "vitest";
import { GOOD, received, returned, survey2019 } from "./bodyForms.js";

let root: string;
const [ONE, TWO] = ["2019-211111111-01", "2019-211111111-02"];

beforeAll(async () => {
  const made = survey2019();
  root = made.root;
  const rows = [
    { ...GOOD, kostnadsramme: 13_000, budsjett: 3400 },
    { ...GOOD, navn: "To", fase: "Utredning" },
  ];
  await received(root, [await returned(made.edition, "OEA", rows)]);
});

const change = (id: string, field: string, wanted: Change, rule = "belop_i_tusen") =>
  changeLog(
    openEdition(2019, root),
    {
      id,
      field,
      change: wanted,
      rule,
      reason: "Bekreftet på telefon.",
      by: "redaksjonen",
      date: "2019-09-01",
    },
    null,
  );
const log = () =>
  readFileSync(join(root, "data/2019/corrections.csv"), "utf8").trimEnd().split("\n").slice(1);

test("a correction is a row with what stood before; what it settles and leaves is told", async () => {
  const { row, settled, left } = await change(ONE, "kostnadsramme", { to: "13000000" });
  expect(row).toMatchObject({ before: "13000", after: "13000000" });
  expect(settled.map(({ rule }) => rule)).toContain("kostnadsramme_tusen");
  expect(left.map(({ rule }) => rule)).toContain("budsjett_tusen");
  expect(log()).toEqual([
    `${ONE},kostnadsramme,13000,13000000,belop_i_tusen,Bekreftet på telefon.,redaksjonen,2019-09-01`,
  ]);
});

test("a row that waits is counted once the log mends it", async () => {
  await change(TWO, "fase", { to: "Konsept" }, "fase_utenfor_listen");
  const { tiltak } = await loadSurvey(openEdition(2019, root));
  expect([...tiltak.array("id")]).toEqual([ONE, TWO]);
});

test("an answer that is right is confirmed for one rule, and taken back by another row", async () => {
  await expect(change(ONE, "budsjett", "confirm", "budsjett_lavt")).rejects.toThrow(
    `there must be a question about ${ONE}, budsjett that the rule budsjett_lavt settles, but there is none. Open there: budsjett_tusen`,
  );
  const { settled } = await change(ONE, "budsjett", "confirm", "budsjett_tusen");
  expect(settled.map(({ rule }) => rule)).toEqual(["budsjett_tusen"]);
  await change(ONE, "budsjett", "undo");
  await change(ONE, "kostnadsramme", "undo");
  expect(log().slice(2)).toEqual([
    `${ONE},budsjett,3400,3400,budsjett_tusen,Bekreftet på telefon.,redaksjonen,2019-09-01`,
    `${ONE},budsjett,3400,3400,angret,Bekreftet på telefon.,redaksjonen,2019-09-01`,
    `${ONE},kostnadsramme,13000000,13000,angret,Bekreftet på telefon.,redaksjonen,2019-09-01`,
  ]);
  const { tiltak, log: read } = await loadSurvey(openEdition(2019, root));
  expect(tiltak.get("kostnadsramme", 0)).toBe(13_000);
  expect(read.listed.map(({ rule }) => rule)).toContain("budsjett_tusen");
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    "an id that is not there",
    () => change("2019-211111111-1", "fase", { to: "Konsept" }),
    `there must be a row with the id "2019-211111111-1" in the answers, but there is none. Is it "${ONE}"?`,
  ],
  [
    "a column that is not there",
    () => change(ONE, "kostnadsrame", { to: "1" }),
    'there must be a column "kostnadsrame" in the answers that can be corrected, but there is none. Is it "kostnadsramme"?',
  ],
  [
    "the id itself",
    () => change(ONE, "id", { to: "x" }),
    'there must be a column "id" in the answers that can be corrected',
  ],
  [
    "what stands already",
    () => change(ONE, "fase", { to: "Konsept" }),
    `the new answer must be another than the one that stands, but ${ONE}, fase is «Konsept» already. To say that it is right: notat confirm.`,
  ],
  [
    "an answer outside the list",
    () => change(ONE, "fase", { to: "Utredning" }),
    "the log can't have that row, since the answer would be wrong:\n  Svar!K4",
  ],
  [
    "an amount that is none",
    () => change(ONE, "budsjett", { to: "mye" }),
    "Beløpet må være et antall hele kroner",
  ],
  [
    "a rule that is none",
    () => change(ONE, "budsjett", { to: "3400000" }, "belop_i_tusn"),
    'but is "belop_i_tusn". Is it "belop_i_tusen"?',
  ],
  [
    "nothing to take back",
    () => change(ONE, "navn", "undo"),
    `there must be a row of the log about ${ONE}, navn to take back, but there is none.`,
  ],
])("%s is refused, and the log is as it was", async (_, attempt, message) => {
  const before = log();
  await expect(attempt()).rejects.toThrow(message);
  expect(log()).toEqual(before);
});

test("of corrections that come at once none is lost, and each has for its before what the one ahead of it left", async () => {
  const before = log().length;
  const wanted = ["Planlegging", "Gjennomføring", "Idé"];
  await Promise.all(wanted.map((to) => change(TWO, "fase", { to }, "fase_utenfor_listen")));
  const rows = log()
    .slice(before)
    .map((row) => row.split(","));
  expect(rows.map(([, , , after]) => after).sort()).toEqual([...wanted].sort());
  expect(rows.map(([, , was]) => was)).toEqual(["Konsept", rows[0]![3], rows[1]![3]]);
});
