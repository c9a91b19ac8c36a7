import { isOrganisationNumber } from "notat/dist/lib/ground/text/isOrganisationNumber.js";
import { expect, test } from "vitest";

// Known bodies: NAV, Skatteetaten, Kartverket. 3·8+2·8+7·9+6·6+5·4+4·0+3·7+2·8 = 196 = 17·11 + 9, and 11 − 9 = 2.
test.each(["889640782", "974761076", "971040238"])("%s is an organisation number", (text) => {
  expect(isOrganisationNumber(text)).toBe(true);
});

test.each([
  ["a digit changed", "889640783"],
  ["two digits changed places", "889640872"],
  ["ten for a check digit", "100000060"],
  ["eight digits", "88964078"],
  ["spaces", "889 640 782"],
  ["nothing", ""],
])("%s is none: %s", (_, text) => {
  expect(isOrganisationNumber(text)).toBe(false);
});
