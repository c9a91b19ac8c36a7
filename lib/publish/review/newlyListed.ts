import type { Listed } from "../../survey/intake/listing.js";
import { type Digest, sealed } from "./secretKey.js";

/**
 * What is listed of the answers now and was not in the accepted state.
 * @param accepted Null when nothing has been accepted yet: then all is new, and nothing is wrong with that.
 * @param digest Null without the key: then what is listed of a field by the same rule is taken for the same, and any of
 *  it for one that is hidden, where there are such.
 * @returns All of it, and what of it is about amounts, which must be corrected or confirmed in the log.
 */
export function newlyListed(
  listed: readonly Listed[],
  accepted: ReadonlySet<string> | null,
  digest: Digest | null,
): { all: Listed[]; amounts: Listed[] } {
  const known = [...(accepted ?? [])];
  const isKnown = (line: string): boolean =>
    digest ? accepted?.has(line) === true : known.some((other) => other.startsWith(line));
  // Whether it is hidden depends on the numbers of the note, which may not be known yet.
  const all = listed.filter(
    ({ line }) => !isKnown(sealed(line, digest)) && !isKnown(sealed(line, digest, true)),
  );
  return { all, amounts: accepted === null ? [] : all.filter(({ amount }) => amount) };
}

/** What to do with amounts that are listed anew. */
export const SETTLE_AMOUNTS =
  "Rett beløpene i corrections.csv, eller bekreft dem der: en rad der before og after er det som står i cellen, og rule er regelen som er nevnt.";
