import {
  bodies,
  comparabilityRows,
  count,
  coverage,
  formRows,
  onDisplay,
  phraseRows,
  q,
  questionnaire,
  table,
  tabulate,
  title,
} from "notat";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

describe("bodies(table, …names)", () => {
  test("gives options that can be counted and named", () => {
    const { tiltak } = smallSurvey([
      ...times(3, { virksomhet: "200000001" }),
      ...times(2, { virksomhet: "200000002" }),
    ]);
    const [first] = bodies(tiltak, "Prøveetaten");
    expect(first).toMatchObject({ item: "virksomhet", key: "200000001", label: "Prøveetaten" });
    expect(String(count(tabulate(tiltak, q.virksomhet), first))).toBe("3");
  });
  test("refuses a name that the frame does not have", () => {
    const { tiltak } = smallSurvey([{}]);
    expect(() => bodies(tiltak, "NAV")).toThrow(
      'no body with the short name "NAV". It has Prøveetaten, Eksempeldirektoratet, Taushetstilsynet.',
    );
  });
});

test("coverage(table) counts asked, answered and missing per item", () => {
  const { tiltak } = smallSurvey([
    ...times(3, { involverer: "ja", involverte: "egen_sektor" }),
    ...times(1, { involverer: "ja" }),
    ...times(4, { involverer: "nei" }),
  ]);
  const { rows, values } = coverage(tiltak);
  // 8 were asked whether they involve others; 4 said yes and were asked whom; 1 of them left it blank.
  expect(rows).toContainEqual(["11. Involverer andre", 8, 8, 0, 0]);
  expect(rows).toContainEqual(["12. Hvilke virksomheter", 4, 3, 1, 25]);
  expect(rows).toContainEqual(["13. Drøftet med KS", 0, 0, 0, "ingen spurt"]);
  expect(rows.map(([label]) => label)).not.toContain("22. Kommentar");
  expect(values?.map(({ address }) => address)).toContain("2019/alle/virksomhet/mangler/count");
});

describe("tables of text", () => {
  test("formRows has every item with its answers and who is asked", () => {
    const { rows } = formRows(questionnaire);
    expect(rows).toHaveLength(22);
    expect(rows[12]).toEqual([
      "13",
      "Organisering",
      "Drøftet med KS. Er tiltaket drøftet med KS?",
      "Ett kryss: Ja; Nei; Ikke relevant",
      "De som har svart «Virksomheter i andre forvaltningsnivåer (Kommuner, fylkeskommuner)» eller «Virksomheter i både andre statlige sektorer og forvaltningsnivåer» på spørsmål 12",
    ]);
    expect(rows[15]?.[3]).toMatch(/^Inntil 3 kryss: Økt kvalitet .*; Andre \(spesifiser\)$/);
  });
  test("comparabilityRows has base and comparability of every counted item", () => {
    const { rows } = comparabilityRows(questionnaire);
    expect(rows).toContainEqual([
      "21. Grad av innovasjon",
      "De som fikk spørsmålet",
      "Nytt spørsmål",
      "Spørsmålet er nytt i 2019.",
    ]);
    expect(rows.map(([label]) => label)).toContain("10. Prosjektfase (omkodet)");
  });
  test("phraseRows has every phrase with its interval", () => {
    expect(phraseRows().rows).toContainEqual(["nesten alle", "fra 90 til under 100 prosent"]);
  });
  test("table(id, title, rows) shows title, columns, rows and values", () => {
    let output: { synthetic?: boolean[][] } = {};
    const off = onDisplay((data) => {
      output = data["application/vnd.notat.table+json"] as typeof output;
    });
    table("andelsuttrykk", title`Andeler i ord`, phraseRows());
    off();
    expect(output).toMatchObject({ id: "andelsuttrykk", values: [] });
    expect(new Set(output.synthetic?.flat())).toEqual(new Set([false]));
  });
  test("table(id, title, rows) refuses rows that an author wrote, whose numbers have no address", () => {
    const rows = { columns: [{ label: "Svar", kind: "text" }], rows: [["De fleste", 999]], values: [] };
    expect(() => table("egen", title`Andeler`, rows as never)).toThrow(
      'The rows of the table "egen" must be made by the library',
    );
  });
});
