import * as aq from "arquero";
import { evaluate, heatMap, surveyOf, table, threeWay, title } from "notat";
import { tableOf } from "notat/dist/lib/chapter/figures/chart.js";
import { countedRows } from "notat/dist/lib/chapter/tables/countedRows.js";
import { expect, test } from "vitest";

// R's UCBAdmissions (Bickel, Hammel & O'Connell 1975): applicants to Berkeley in 1973 by admission, gender and department,
// as ftable(UCBAdmissions) prints them: admitted and rejected men, admitted and rejected women.
const DEPARTMENTS = {
  A: [512, 313, 89, 19],
  B: [353, 207, 17, 8],
  C: [120, 205, 202, 391],
  D: [138, 279, 131, 244],
  E: [53, 138, 94, 299],
  F: [22, 351, 24, 317],
} as const;
const rows = Object.entries(DEPARTMENTS).flatMap(([dept, counts]) =>
  counts.flatMap((n, i) =>
    Array.from({ length: n }, () => ({
      dept,
      gender: i < 2 ? "Male" : "Female",
      admit: i % 2 === 0 ? "Admitted" : "Rejected",
    })),
  ),
);
const { answers, q } = surveyOf(aq.from(rows), {
  year: 1973,
  unit: { one: "søker", many: "søkere", all: "søkerne", article: "én" },
  items: {
    dept: { kind: "single", label: "Institutt" },
    gender: { kind: "single", label: "Kjønn", options: { male: "Male", female: "Female" } },
    admit: { kind: "single", label: "Opptak", options: { admitted: "Admitted", rejected: "Rejected" } },
  },
});
const found = threeWay(answers, q.dept, q.gender, q.admit);

test("threeWay(table, layers, rows, columns) counts what R's ftable() prints", () => {
  expect(found.layers.map(({ layer, n }) => [layer?.label, ...n.flat()])).toEqual(
    Object.entries(DEPARTMENTS).map(([dept, counts]) => [dept, ...counts]),
  );
  // margin.table(UCBAdmissions, 3): 933 585 918 792 584 714.
  expect(found.layers.map(({ base }) => base)).toEqual([933, 585, 918, 792, 584, 714]);
  expect(found.layers[0]).toMatchObject({ rowTotals: [825, 108], columnTotals: [601, 332] });
});

test("each cell has an address of three parts", () => {
  expect(evaluate("1973/alle/dept×gender×admit/a×female×admitted/count").value).toBe(89);
  // prop.table(UCBAdmissions[, "Female", "A"]): 0.824 admitted.
  expect(evaluate("1973/alle/dept×gender×admit/a×female×admitted/rowshare").value).toBeCloseTo(0.824, 3);
  const { rows: lines, values, columns } = countedRows(found, { per: "row" });
  expect(columns.map(({ label }) => label)).toEqual([
    "Institutt",
    "Kjønn",
    "Admitted",
    "Rejected",
    "I alt, antall",
  ]);
  // prop.table(UCBAdmissions[, , "A"], 2): men 0.6206 admitted, women 0.8241.
  expect(lines.slice(0, 3)).toEqual([
    ["A", "Male", 62.1, 37.9, 825],
    ["A", "Female", 82.4, 17.6, 108],
    ["A", "I alt", 64.4, 35.6, 933],
  ]);
  expect(values.some(({ address }) => address === "1973/alle/dept×gender×admit/a×male×admitted/count")).toBe(
    true,
  );
  expect(() => table("opptak", title`Opptak`, found)).not.toThrow();
});

test("each layer is a crosstab to be drawn", () => {
  const chart = heatMap(found.layers[5] as (typeof found.layers)[number]);
  expect(tableOf(chart).rows.map((row) => row.slice(0, 3))).toEqual([
    ["Male", 22, 351],
    ["Female", 24, 317],
  ]);
  expect(chart.of).toContain("714 søkere med «F»");
});
