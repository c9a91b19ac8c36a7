import { at, difference } from "notat";
import {
  endsOf,
  isDifference,
  parsePlace,
  printAddress,
} from "notat/dist/lib/numbers/address/parseAddress.js";
import { describe, expect, test } from "vitest";
import { smallSurvey, times } from "../../support/smallSurvey.js";

describe("parsePlace(text)", () => {
  test.each([
    "2019/alle/effekter/kvalitet/share",
    "2019/tverrgaende+over100/faser×finansiering/gjennomforing×nei|delvis/count",
    "2019/alle/virksomhet/*/base",
    "2019/alle/faser/konsept/count − 2018/alle/faser/konsept/count",
  ])("reads what printAddress writes: %s", (text) => {
    expect(printAddress(parsePlace(text))).toBe(text);
  });
  test("reads a difference as its two addresses", () => {
    const place = parsePlace("2019/alle/faser/ide/count − 2018/alle/faser/ide/count");
    expect(isDifference(place)).toBe(true);
    expect(endsOf(place).map(({ year, cell }) => [year, cell])).toEqual([
      [2019, [["ide"]]],
      [2018, [["ide"]]],
    ]);
  });
  test.each([
    ["2019/alle/faser/ide", "has 4 parts"],
    ["19/alle/faser/ide/count", 'has the year "19"'],
    ["2019/alle/faser×finansiering/ide/count", "has 2 items and 1 parts in its cell"],
    ["2019/alle/faser/ide/variance", 'has the statistic "variance"; there are count, share'],
    ["2019/alle/faser/ide/count − 2018", "has 1 parts"],
    [
      "2019/alle/faser/ide/count − 2018/alle/faser/ide/count − 2017/alle/faser/ide/count",
      "A difference must be of two addresses",
    ],
  ])("refuses %s", (text, message) => {
    expect(() => parsePlace(text)).toThrow(message);
  });
});

test("a value knows its place, a difference both of them", () => {
  smallSurvey([...times(3, { finansiering: "ja" }), { finansiering: "nei" }]);
  const [ja, nei] = [at("alle/finansiering/ja/count"), at("alle/finansiering/nei/count")];
  const apart = difference(nei, ja);
  expect(apart.place).toEqual({ minuend: nei.place, subtrahend: ja.place });
  expect(apart.address).toBe("2019/alle/finansiering/nei/count − 2019/alle/finansiering/ja/count");
  expect(apart.number).toBe(2);
});

test("a difference is of two shares or two counts, and of no difference", () => {
  smallSurvey([...times(3, { finansiering: "ja" }), { finansiering: "nei" }]);
  const [n, share] = [at("alle/finansiering/ja/count"), at("alle/finansiering/ja/share")];
  expect(() => difference(n, share)).toThrow("two shares or two counts");
  expect(() => difference(difference(n, n), n)).toThrow("two shares or two counts");
});
