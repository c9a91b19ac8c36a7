import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { evaluate, survey } from "notat";
import { parsePlace } from "notat/dist/lib/numbers/address/parseAddress.js";
import { checkArithmetic } from "notat/dist/lib/numbers/published/checkArithmetic.js";
import { publishedAs } from "notat/dist/lib/numbers/published/publishedAddresses.js";
import { beforeAll, describe, expect, test } from "vitest";

const rows = parse(readFileSync(new URL("../../../data/2019/reference/derived.csv", import.meta.url)), {
  columns: true,
}) as { address: string; value: string; arithmetic: string }[];

beforeAll(async () => {
  await survey();
});

describe("numbers derived from published ones (reference/derived.csv)", () => {
  test.each(rows)("$address is $value: $arithmetic", ({ address, value, arithmetic }) => {
    expect(checkArithmetic(arithmetic).every(({ holds }) => holds)).toBe(true);
    expect(arithmetic.endsWith(`= ${value}`)).toBe(true);
    expect(evaluate(address).n).toBe(Number(value));
  });
});

describe("publishedAs(address)", () => {
  test.each([
    // Printed in the publication, by count or by share.
    ["2019/alle/effekter/kvalitet/share", "number"],
    ["2018/alle/finansiering/ja/count", "number"],
    // A per cent only rounds its count; a count gives its share.
    ["2019/alle/brukergrupper/ansatte/count", "mention"],
    ["2019/alle/utvikle/ja/share", "number"],
    // A net of published options of one single choice; of several ticks it would not be their sum.
    ["2019/alle/finansiering/nei|delvis/share", "number"],
    ["2019/alle/effekter/kvalitet|effektivisering/share", null],
    // Those who did not answer a recode did not answer its item.
    ["2019/alle/kostnadsklasse/mangler/share", "number"],
    ["2019/alle/kostnadsklasse/*/base", "number"],
    ["2019/kommunal/virksomhet/*/base", "number"],
    // Only an order was published, and a number that no data can give.
    ["2019/innbyggere/departement/HOD/count", "mention"],
    ["2019/kommunal/effekter/sammenhengende/share", "mention"],
    ["2019/alle/effekter/omlegging/share", "mention"],
    ["2019/skate/virksomhet/*/base", null],
    // The size of a subset and of its complement; not who of them answered, nor who was led to an item.
    ["2019/ikke-tverrgaende/brukergrupper/*/base", "number"],
    // Not of a complement whose unknown are not published.
    ["2019/ikke-nyskapende/teknologi/*/base", null],
    // The base of financing, alone and crossed with what all were asked.
    ["2019/alle/faser×finansiering/gjennomforing×ja/share", "number"],
    ["2019/tverrgaende/kostnadsklasse/*/base", null],
    ["2019/alle/finansiering/*/base", "number"],
    ["2019/alle/budsjett/*/base", null],
    ["2019/alle/involverte/*/base", "number"],
    ["2019/tverrgaende/ks/*/base", null],
    // 35 per cent of 432 may be any of four counts; 92 per cent of 73 is 67 and nothing else.
    ["2019/alle/teknologi/sky/count", "mention"],
    ["2019/alle/teknologi/sky/share", "mention"],
    ["2019/virksomheter/svar/ja/share", "number"],
    // 140 cross-cutting measures were asked; how many of them answered is not published.
    ["2019/tverrgaende/kostnadsklasse/*/asked", "number"],
    ["2019/tverrgaende/kostnadsklasse/*/base", null],
    ["2019/alle/involverte/*/base", "number"],
    // As a whole, or by both ends; an end of a published difference is not itself published.
    ["2019/alle/faser/konsept/count − 2018/alle/faser/konsept/count", "number"],
    ["2019/alle/finansiering/ja/count − 2018/alle/finansiering/ja/count", "number"],
    ["2019/alle/teknologi/sky/count − 2018/alle/finansiering/ja/count", "mention"],
  ])("%s → %s", (address, as) => {
    expect(publishedAs(parsePlace(address))).toBe(as);
  });
  test("a published per cent backs the share with as many decimals", () => {
    expect(publishedAs(parsePlace("2019/alle/teknologi/sky/share"), 0)).toBe("number");
    expect(publishedAs(parsePlace("2019/alle/teknologi/sky/share"), 1)).toBe("mention");
  });
});
