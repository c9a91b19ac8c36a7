import { ContentError } from "../ground/errors.js";
import { projectRoot } from "../ground/project.js";
import { formatNumber } from "../ground/text/format.js";
import { readInputs, readListed } from "../publish/review/acceptedState.js";
import { newlyListed, SETTLE_AMOUNTS } from "../publish/review/newlyListed.js";
import { keyOf } from "../publish/review/secretKey.js";
import type { Listed } from "../survey/intake/listing.js";
import { tellProblems } from "../survey/intake/tellProblems.js";

/** Says how much is listed of the answers, and what of it is new since the accepted state. */
export function tellListed(year: number, listed: readonly Listed[]): void {
  const accepted = readListed(projectRoot, year);
  const { all } = newlyListed(listed, accepted, keyOf(year, readInputs(projectRoot, year)));
  if (listed.length === 0) return;
  if (all.length > 0) console.error(`notat: ${inWords(year, listed, all, accepted !== null).join("\n")}`);
  else console.error(`notat: ${count(listed.length)} til svarene, ingen nye siden den godtatte tilstanden.`);
}

/** @throws {ContentError} When an amount is listed that was not in the accepted state. */
export function refuseNewAmounts(year: number, listed: readonly Listed[]): void {
  const { all, amounts } = newlyListed(
    listed,
    readListed(projectRoot, year),
    keyOf(year, readInputs(projectRoot, year)),
  );
  if (amounts.length > 0)
    throw new ContentError([...inWords(year, listed, all, true), SETTLE_AMOUNTS].join("\n"));
}

function inWords(
  year: number,
  listed: readonly Listed[],
  fresh: readonly Listed[],
  hasAccepted: boolean,
): string[] {
  const since = hasAccepted ? " siden den godtatte tilstanden:" : ": ingen tilstand er godtatt ennå.";
  const head = `${count(listed.length)} til svarene, ${formatNumber(fresh.length)} ${fresh.length === 1 ? "ny" : "nye"}${since}`;
  const problems = fresh.map(({ problem }) => problem);
  return [head, ...tellProblems(problems, projectRoot, `merknader-${year}`)];
}

const count = (n: number): string => `${formatNumber(n)} ${n === 1 ? "merknad" : "merknader"}`;
