import { newlyListed } from "notat/dist/lib/publish/review/newlyListed.js";
import { type Digest, sealed } from "notat/dist/lib/publish/review/secretKey.js";
import type { Listed } from "notat/dist/lib/survey/intake/listing.js";
import { expect, test } from "vitest";

const listed = (line: string, amount: boolean): Listed => ({
  line,
  amount,
  problem: {} as Listed["problem"],
});
const [a, b, c, d] = ["a", "b", "c", "d"].map((record) => `${record}\tbudsjett\tbelop\t0123456789ab`) as [
  string,
  string,
  string,
  string,
];
const now = [listed(a, true), listed(b, true), listed(c, false), listed(d, false)];
const digest: Digest = (of) => `key ${String(of).length} ${String(of).at(-1)}`;
const accepted = new Set([a, c, "gone"].map((line) => sealed(line, digest)));

test("newlyListed(listed, accepted) gives what the accepted state does not list, amounts apart", () => {
  const { all, amounts } = newlyListed(now, accepted, digest);
  expect(all.map(({ line }) => line)).toEqual([b, d]);
  expect(amounts.map(({ line }) => line)).toEqual([b]);
});

test("newlyListed(listed, accepted) finds no fault when nothing has been accepted", () => {
  expect(newlyListed(now, null, digest)).toEqual({ all: now, amounts: [] });
});

test("newlyListed(listed, accepted, null) takes another amount for the same, as nobody without the key can tell", () => {
  const other = listed(a.replace("0123456789ab", "ba9876543210"), true);
  expect(newlyListed([other], accepted, digest).amounts).toEqual([other]);
  expect(newlyListed([other, ...now.slice(1)], accepted, null).all).toEqual([now[1], now[3]]);
});

test("sealed(line, digest) shows no digest that could be found by trying amounts", () => {
  expect(sealed(a, digest)).toBe("a\tbudsjett\tbelop\tkey 29 b");
  expect(sealed(a, null)).toBe("a\tbudsjett\tbelop\t");
});
