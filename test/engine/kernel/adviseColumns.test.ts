import { adviseColumns } from "notat/dist/lib/engine/kernel/adviseColumns.js";
import { expect, test } from "vitest";

const columnsOf = (name: string) => (name === "tiltak" ? ["departement", "navn", "n"] : []);
const matches = (before: string) => adviseColumns(before, columnsOf)?.matches;

test("adviseColumns(before) names a table's columns in the texts that its verbs take", () => {
  expect(adviseColumns('tiltak.groupby("dep', columnsOf)).toEqual({ from: 16, matches: ["departement"] });
  expect(matches("tiltak.select('navn', 'n")).toEqual(["navn", "n"]);
  expect(matches('const a = tiltak.orderby(aq.desc("')).toEqual(["departement", "navn", "n"]);
  expect(matches('tiltak.filter((d) => d.n > 1).groupby("dep')).toEqual(["departement"]);
  expect(matches('f(tiltak.array("nav')).toEqual(["navn"]);
});

test("adviseColumns(before) names them after the parameter of a row's function", () => {
  expect(matches("tiltak.filter((d) => d.dep")).toEqual(["departement"]);
  expect(matches("tiltak.derive({ a: (d: any) => op.abs(d.n) + d.na")).toEqual(["navn"]);
  expect(matches("tiltak.rollup({ a: d => op.mean(d.")).toEqual(["departement", "navn", "n"]);
});

test("adviseColumns(before) says nothing anywhere else", () => {
  expect(matches('andre.groupby("dep')).toBeUndefined();
  expect(matches('tiltak.groupby("departement").count().x')).toBeUndefined();
  expect(matches('tiltak.groupby("departement"); "dep')).toBeUndefined();
  expect(matches("tiltak.filter((d) => e.dep")).toBeUndefined();
  expect(matches('tiltak.groupby("departement", ')).toBeUndefined();
  expect(matches('data.tiltak.groupby("dep')).toBeUndefined();
});
