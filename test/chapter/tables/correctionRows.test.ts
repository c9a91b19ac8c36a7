import { readFileSync } from "node:fs";
import { correctionRows, evaluate, receivedDates, responseRows, survey } from "notat";
import { beforeAll, describe, expect, test } from "vitest";

let tiltak: Awaited<ReturnType<typeof survey>>["tiltak"];
beforeAll(async () => {
  ({ tiltak } = await survey());
});

describe("the corrections of 2019", () => {
  test("are counted by rule, in rows and in records", () => {
    // Counted in corrections.csv by hand: 7 double registrations, one row each.
    expect(evaluate("2019/logg/regel/dobbeltregistrering/count").n).toBe(7);
    expect(evaluate("2019/logg/regel/dobbeltregistrering/distinct").n).toBe(7);
    expect(() => evaluate("2019/logg/regel/ukjent/count")).toThrow('has no rule "ukjent". It has belop_i_');
    expect(() => evaluate("2019/logg/felt/*/count")).toThrow('The log is counted by "regel"');
  });
  test("make a table whose rows add up to the log", () => {
    const { rows } = correctionRows(2019);
    const total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
    expect(total).toBe(evaluate("2019/logg/regel/*/base").n);
    const counts = rows.map((row) => Number(row[1]));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });
  test("are named by their rule, since the reasons that the log gives are not public", () => {
    const labels = correctionRows(2019).rows.map(([label]) => label);
    expect(labels).toContain("Beløp i millioner");
    const log = readFileSync(new URL("../../../data/2019/corrections.csv", import.meta.url), "utf8");
    for (const label of labels) expect(log).not.toContain(label);
  });
});

describe("the response of 2019", () => {
  test("by ministry adds up to the frame, the response and the measures", () => {
    const { rows } = responseRows(tiltak);
    const sum = (column: number) =>
      rows.reduce((total, row) => total + (typeof row[column] === "number" ? row[column] : 0), 0);
    expect([rows.length, sum(1), sum(2), sum(3)]).toEqual([15, 73, 67, 432]);
  });
  test("does not say of a ministry whose bodies are silent that it has no measures", () => {
    const silent = responseRows(tiltak).rows.filter(([, , answered]) => answered === 0);
    // 432 measures are of 13 ministries, and the frame has 15.
    expect(silent.map((row) => row[3])).toEqual(["ikke kjent", "ikke kjent"]);
  });
  test("came from one day to another", () => {
    expect(receivedDates(tiltak).parts).toEqual([
      { kind: "label", text: expect.stringMatching(/^\d+\. [a-z]+ til \d+\. september 2019$/) },
    ]);
  });
  test("was late for the measures without an answer on financing", () => {
    expect(evaluate("2019/sene/virksomhet/*/base").n).toBe(14);
    expect(evaluate("2019/sene/finansiering/mangler/count").n).toBe(14);
  });
});
