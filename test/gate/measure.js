import { readFileSync } from "node:fs";
import { likeBy } from "notat/dist/lib/chapter/prose/findingLike.js";
import { findUnchecked } from "notat/dist/lib/chapter/prose/findUnchecked.js";
import { learn } from "./learnFrom.js";

/** @param {"false.txt" | "honest.txt"} name */
export const sentencesOf = (name) =>
  readFileSync(new URL(`../fixtures/gate/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "");

const FOLDS = 5;

/**
 * How well their sound alone tells the committed sentences apart, each judged by what is learnt from the other four
 * fifths. The gate has its rules besides, but these were made with the sentences at hand.
 */
export function measureSound() {
  const [findings, others] = [sentencesOf("false.txt"), sentencesOf("honest.txt")];
  let [refused, stopped] = [0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isIn = (_, i) => i % FOLDS === fold;
    const isOut = (_, i) => i % FOLDS !== fold;
    const learnt = learn(findings.filter(isOut), others.filter(isOut));
    refused += findings.filter(isIn).filter((one) => likeBy(learnt, one) > 0).length;
    stopped += others.filter(isIn).filter((one) => likeBy(learnt, one) > 0).length;
  }
  return { recall: refused / findings.length, precision: refused / (refused + stopped) };
}

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
