import { readFileSync } from "node:fs";
import { findUnchecked } from "notat/dist/lib/chapter/prose/findUnchecked.js";

const lines = (name) =>
  readFileSync(new URL(`../fixtures/gate/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "");

/**
 * How the gate does on the sentences of our own under `test/fixtures/gate`, a sentence a line: `false.txt` must be
 * refused, `honest.txt` must pass.
 * @returns Recall: the share of false sentences that are refused. Precision: the share of refused sentences that are
 *  false. And the sentences that go wrong.
 */
export function measureGate() {
  const missed = lines("false.txt").filter((sentence) => findUnchecked(sentence).length === 0);
  const stopped = lines("honest.txt").flatMap((sentence) => {
    const found = findUnchecked(sentence);
    return found.length === 0 ? [] : [`${sentence} («${found.map(({ text }) => text).join("», «")}»)`];
  });
  const refused = lines("false.txt").length - missed.length;
  return {
    recall: refused / lines("false.txt").length,
    precision: refused / (refused + stopped.length),
    counts: { false: lines("false.txt").length, honest: lines("honest.txt").length },
    missed,
    stopped,
  };
}
