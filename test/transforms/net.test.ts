import { bars, count, evaluate, net, q, share, table, tabulate, title, top } from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { altOf } from "notat/dist/lib/chapter/figures/forms/forms.js";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../support/smallSurvey.js";

const { tiltak } = smallSurvey([
  { teknologi: ["sky", "ki"], departement: "HOD" },
  { teknologi: ["ki"], departement: "HOD" },
  { teknologi: ["sky"], departement: "HOD" },
  { teknologi: ["robot", "iot"], departement: "KMD" },
  { teknologi: ["robot"], departement: "KMD" },
  { teknologi: ["sky"], departement: "FD" },
  { departement: "JD" },
]);
const teknologi = tabulate(tiltak, q.teknologi);
const shown = ({ cells }: { cells: readonly { key: string; label: string; n: number }[] }) =>
  cells.map(({ key, label, n }) => [key, label, n]);

describe("net(tabulation, label, …options)", () => {
  const made = net(teknologi, "Maskiner", q.teknologi.ki, q.teknologi.robot, q.teknologi.iot);
  test("counts a row with several of the answers once, where the first of them stood", () => {
    // ki in two rows, robot in two others, iot in one that has robot too: four rows.
    expect(shown(made).filter(([key]) => String(key).includes("|"))).toEqual([
      ["ki|robot|iot", "Maskiner", 4],
    ]);
    expect(made.cells[0]?.key).toBe("ki|robot|iot");
    expect(made).toMatchObject({ base: 7, asked: 7, answered: 6, responses: teknologi.responses });
  });
  test("has an address in figure and table", () => {
    const chart = bars(made);
    expect(tableOf(chart).rows[0]?.slice(0, 2)).toEqual(["Maskiner", 4]);
    const { rows, values } = countedRows(made);
    // 4 of 7: 57.142… per cent.
    expect(rows[0]).toEqual(["Maskiner", 4, 57.1]);
    expect(values[0]?.address).toBe("2019/alle/teknologi/ki|robot|iot/count");
    expect(evaluate("2019/alle/teknologi/ki|robot|iot/count").value).toBe(4);
  });
  test("may be of nets", () => {
    const wider = { ...q.teknologi.sky, key: "ki|robot|iot" };
    expect(shown(net(made, "Alt", wider, q.teknologi.sky))[0]).toEqual(["ki|robot|iot|sky", "Alt", 6]);
  });
  test("refuses answers that the tabulation has not, and fewer than two", () => {
    expect(() => net(teknologi, "X", q.faser.ide as never, q.teknologi.ki)).toThrow(
      'A net of "teknologi" must have answers that the tabulation has (robot, ki, sky, iot, annet, ikke_relevant), but got faser.ide.',
    );
    expect(() => net(made, "X", q.teknologi.ki, q.teknologi.sky)).toThrow("but got teknologi.ki");
    expect(() => net(teknologi, "X", q.teknologi.ki)).toThrow(
      'A net must have two answers or more, but "X" has ki.',
    );
  });
  test("can't be called what only the data may say", () => {
    const boast = net(teknologi, "De fleste", q.teknologi.ki, q.teknologi.sky);
    expect(() => bars(boast)).toThrow("De fleste");
    expect(() => table("x", title`Teknologi`, boast)).toThrow("De fleste");
  });
});

describe("top(tabulation, n)", () => {
  const departement = tabulate(tiltak, q.departement);
  test("keeps those that most gave, the most given first, and gathers the others last", () => {
    const { cells } = top(departement, 2);
    expect(cells.map(({ label, n }) => [label, n])).toEqual([
      [q.departement.HOD.label, 3],
      [q.departement.KMD.label, 2],
      ["Øvrige svar", 2],
    ]);
    expect(bars(top(departement, 2)).rows.map(({ label }) => label)).toHaveLength(3);
    expect(altOf(bars(top(departement, 2)))).toMatch(/^Liggende søyler: Helse/);
  });
  test("keeps all who share the last place", () => {
    // sky three; ki and robot two each; iot one.
    expect(shown(top(teknologi, 2)).map(([key]) => key)).toEqual([
      "sky",
      "robot",
      "ki",
      "iot|annet|ikke_relevant",
    ]);
  });
  test("gathers nothing where one is left or none, and keeps what is counted of each", () => {
    expect(top(departement, 99).cells).toHaveLength(departement.cells.length);
    expect(share(top(teknologi, 1), q.teknologi.sky).number).toBe(3 / 7);
    expect(count(top(teknologi, 1), q.teknologi.iot).number).toBe(1);
  });
  test.each([0, -1, 1.5, Number.NaN])("refuses %d", (n) => {
    expect(() => top(departement, n)).toThrow("top() must keep a whole number of answers, from 1");
  });
  test("a net of one row is a net of every row repeated", () => {
    const many = smallSurvey(times(1000, { teknologi: ["ki", "robot"] })).tiltak;
    expect(net(tabulate(many, q.teknologi), "M", q.teknologi.ki, q.teknologi.robot).cells[0]?.n).toBe(1000);
  });
});
