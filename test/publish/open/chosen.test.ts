import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Choice, readChoice, writeChoice } from "notat/dist/lib/publish/open/chosen.js";
import { Attack } from "notat/dist/lib/publish/open/findDisclosures.js";
import { protect } from "notat/dist/lib/publish/open/protect.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { afterAll, describe, expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const root = mkdtempSync(join(tmpdir(), "notat valg "));
mkdirSync(join(root, "data/2019"), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

// Published: 2 with KI. Of the public ones t1 and t2 have it, so neither t3 nor t4, which are withheld.
const KI = "2019/alle/teknologi/ki/count";
const rows = [
  { departement: "HOD", publiseres: "ja", teknologi: ["ki"] },
  { departement: "UD", publiseres: "ja", teknologi: ["ki"] },
  { departement: "HOD", publiseres: "nei", teknologi: ["sky"] },
  { departement: "KMD", publiseres: "nei", teknologi: ["robot"] },
];
const answers = answersOf(smallSurvey(rows).tiltak);
const publication = (...addresses: string[]) => ({ addresses, selections: {} });
/** Keeps back what t2 has; one world for each of the withheld, in which it has what t2 has and t2 what it has. */
const choice: Choice = {
  keptBack: { t2: ["teknologi"] },
  worlds: ["t3", "t4"].map((id) => ({ t2: { teknologi: id }, [id]: { teknologi: "t2" } })),
};
const kept = (made: ReturnType<typeof protect>) => [...made].map(([id, keys]) => `${id} ${[...keys]}`);

describe("what was chosen to be kept back", () => {
  test("is kept back as it was chosen, where its worlds leave nothing told", () => {
    expect(kept(protect(answers, publication(KI)))).toEqual(["t1 teknologi"]);
    expect(kept(protect(answers, publication(KI), choice))).toEqual(["t2 teknologi"]);
  });

  test.each([
    ["an answer is another in it that is shown", { t1: { teknologi: "t3" }, t3: { teknologi: "t1" } }],
    ["another number would be published", { t3: { teknologi: "t2" } }],
    ["it is of a record that there is not", { t2: { teknologi: "t3" }, t9: { teknologi: "t2" } }],
    ["an answer is that of a record that there is not", { t2: { teknologi: "t9" }, t3: { teknologi: "t2" } }],
    [
      "a withheld one may be published in it",
      { t2: { teknologi: "t3" }, t3: { teknologi: "t2", publiseres: "t2" } },
    ],
    ["it is placed elsewhere", { t2: { teknologi: "t3" }, t3: { teknologi: "t2", departement: "t2" } }],
    [
      "it is led past an item and answers it",
      {
        t2: { teknologi: "t3" },
        t3: { teknologi: "t2", involverer: "t1", ks: "t2", involverte: "t2" },
      },
    ],
  ])(
    "shows nothing by a world that is not possible: %s",
    (_, world: Record<string, Record<string, string>>) => {
      const led = answersOf(
        smallSurvey(
          rows.map((row, i) => (i === 1 ? { ...row, involverer: "ja", involverte: "begge", ks: "ja" } : row)),
        ).tiltak,
      );
      const attack = new Attack(led, publication(KI));
      const hidden = new Map([["t2", new Set(["teknologi"])]]);
      expect(attack.worldsOf({ ...choice, worlds: [world] }, hidden)).toEqual([]);
      expect(attack.worldsOf(choice, hidden).length).toBe(2);
    },
  );

  test("is not enough where it shows one of two places alone: what is told besides is covered at once", () => {
    const [one] = choice.worlds;
    expect(kept(protect(answers, publication(KI), { ...choice, worlds: [one!] }))).toEqual([
      "t2 teknologi",
      "t1 teknologi",
    ]);
  });

  test("is not enough where a number more is published", () => {
    const crossed = "2019/alle/departement×teknologi/UD×ki/count";
    const made = protect(answers, publication(KI, crossed), choice);
    expect(kept(made)).toEqual(["t1 teknologi"]);
    expect(
      new Attack(answers, publication(KI, crossed)).worldsOf(
        choice,
        new Map([["t2", new Set(["teknologi"])]]),
      ),
    ).toEqual([]);
  });

  test("is nothing where the answers are others, and passes over what is no public answer", () => {
    const moved = answersOf(
      smallSurvey(rows.map((row, i) => (i === 1 ? { ...row, publiseres: "nei" } : row))).tiltak,
    );
    expect(kept(protect(moved, publication(KI), choice))).toEqual([]);
    const more = {
      ...choice,
      keptBack: { ...choice.keptBack, t3: ["teknologi"], t1: ["navn", "departement", "kommentar"] },
    };
    expect(kept(protect(answers, publication(KI), more)).filter((line) => line.trim().includes(" "))).toEqual(
      ["t2 teknologi"],
    );
  });

  test("lies with the raw answers, and is read as it was written", () => {
    expect(readChoice(2019, root)).toBeNull();
    expect(writeChoice(2019, choice, root)).toBe("data/2019/raw/skjermet.json");
    expect(readChoice(2019, root)).toEqual(choice);
  });

  test("stops with what is wrong in a file that notat protect has not written", () => {
    writeFileSync(join(root, "data/2019/raw/skjermet.json"), '{"keptBack": 1, "worlds": [{"t1": "t2"}]}');
    expect(() => readChoice(2019, root)).toThrow(
      /data\/2019\/raw\/skjermet\.json can't be used:[\s\S]*keptBack[\s\S]*worlds/,
    );
  });
});
