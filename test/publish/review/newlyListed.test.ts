import { newlyListed } from "notat/dist/lib/publish/review/newlyListed.js";
import type { Listed } from "notat/dist/lib/survey/intake/listing.js";
import { expect, test } from "vitest";

const listed = (line: string, amount: boolean): Listed => ({
  line,
  amount,
  problem: {} as Listed["problem"],
});
const now = [listed("a", true), listed("b", true), listed("c", false), listed("d", false)];

test("newlyListed(listed, accepted) gives what the accepted state does not list, amounts apart", () => {
  const { all, amounts } = newlyListed(now, new Set(["a", "c", "gone"]));
  expect(all.map(({ line }) => line)).toEqual(["b", "d"]);
  expect(amounts.map(({ line }) => line)).toEqual(["b"]);
});

test("newlyListed(listed, accepted) finds no fault when nothing has been accepted", () => {
  expect(newlyListed(now, null)).toEqual({ all: now, amounts: [] });
});
