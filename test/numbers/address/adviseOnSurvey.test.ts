import { questionnaire } from "notat";
import { adviseOnAddress, labelOnSurvey } from "notat/dist/lib/numbers/address/adviseOnSurvey.js";
import { expect, test } from "vitest";

const matches = (before: string) => adviseOnAddress(before, questionnaire)?.matches;
const label = (start: string, key: string) => labelOnSurvey(start, start.length, key, questionnaire);

test("adviseOnAddress(before) completes each part of an address, with or without its year", () => {
  expect(adviseOnAddress('prose`${at("al', questionnaire)).toEqual({ from: 12, matches: ["alle"] });
  expect(matches('at("2019/sk')).toEqual(["skate"]);
  expect(matches('at("alle/effek')).toEqual(["effekter"]);
  expect(matches('at("alle/faser×finans')).toEqual(["finansiering"]);
  expect(matches('at("alle/faser×finansiering/gjennomforing×d')).toEqual(["delvis"]);
  expect(matches('at("2019/alle/finansiering/ja|n')).toEqual(["nei"]);
  expect(matches('at("alle/finansiering/m')).toEqual(["mangler"]);
  expect(matches('at("alle/finansiering/ja/cou')).toEqual(["count"]);
  expect(matches('at("alle")')).toBeUndefined();
  expect(matches('look("alle/')).toBeUndefined();
  expect(matches('at("alle/tull')).toBeUndefined();
});

test("labelOnSurvey(before, from, key) has what items, options and subsets are called", () => {
  expect(label("tabulate(tiltak, q.", "effekter")).toBe("16. Forventede effekter");
  expect(label("q.effekter.", "kvalitet")).toBe("Økt kvalitet på virksomhetens tjenester");
  expect(label("subset(tiltak, s.", "skate")).toBe("tiltak fra Skate-virksomhetene");
  expect(label('at("alle/', "effekter")).toBe("16. Forventede effekter");
  expect(label('at("alle/effekter/', "kvalitet")).toBe("Økt kvalitet på virksomhetens tjenester");
  expect(label("req.", "effekter")).toBeUndefined();
  expect(label("x.", "effekter")).toBeUndefined();
});
