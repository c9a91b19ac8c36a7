import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { newlyListed } from "notat/dist/lib/publish/review/newlyListed.js";
import { type Digest, sealed, WITHHELD } from "notat/dist/lib/publish/review/secretKey.js";
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

test("sealed(line, digest, true) tells nothing of an answer that is hidden, which is known again all the same", () => {
  expect(sealed(a, digest, true)).toBe("(ikke offentlig)\t\t\tkey 29 b");
  const hidden = new Set([sealed(a, digest, true)]);
  expect(
    newlyListed([now[0]!, listed(a.replace("0123456789ab", "0123456789ac"), true)], hidden, digest).all,
  ).toHaveLength(1);
});

test("the accepted state of 2019 says of no answer that is hidden that it was wrong, or how", () => {
  const lines = (name: string): string[][] =>
    readFileSync(join(projectRoot, "data/2019/accepted", name), "utf8")
      .split("\n")
      .map((line) => line.split("\t"));
  const hidden = lines("answers.tsv").flatMap(([id = "", item, answer]) =>
    item === WITHHELD ? [id] : answer === "(skjermet)" ? [`${id}\t${item}`] : [],
  );
  expect(hidden.length).toBeGreaterThan(30);
  const told = [
    ...lines("listed.tsv").map(([id = "", field = ""]) => [id, field] as const),
    ...lines("inputs.tsv").map(([, what = ""]) => what.split(", ") as [string, string?]),
  ].flatMap(([id, field = ""]) => [id, `${id}\t${field.split("__")[0]}`]);
  expect(hidden.filter((one) => told.includes(one))).toEqual([]);
});
