import { readFileSync } from "node:fs";
import { findUnchecked } from "notat/dist/lib/chapter/prose/findUnchecked.js";

/** @param {"false.txt" | "honest.txt"} name */
export const sentencesOf = (name) =>
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
  const missed = sentencesOf("false.txt").filter((sentence) => findUnchecked(sentence).length === 0);
  const stopped = sentencesOf("honest.txt").flatMap((sentence) => {
    const found = findUnchecked(sentence);
    return found.length === 0 ? [] : [`${sentence} («${found.map(({ text }) => text).join("», «")}»)`];
  });
  const refused = sentencesOf("false.txt").length - missed.length;
  return {
    recall: refused / sentencesOf("false.txt").length,
    precision: refused / (refused + stopped.length),
    counts: { false: sentencesOf("false.txt").length, honest: sentencesOf("honest.txt").length },
    missed,
    stopped,
  };
}
