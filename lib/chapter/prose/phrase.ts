import { ContentError } from "../../ground/errors.js";
import { percentOf } from "../../ground/text/percent.js";
import { share } from "../../numbers/values/ofTabulation.js";
import { Value } from "../../numbers/values/value.js";
import type { Option } from "../../survey/questionnaire/types.js";
import type { Tabulation } from "../../transforms/tabulate.js";
import { choosePhrase, describeInterval, PHRASES, type Phrase, phraseHolds } from "./phrases.js";
import { Piece } from "./piece.js";

/**
 * A share in words, from the committed table of intervals.
 *
 * @param source A share, or a tabulation with an option: `phrase(effekter, q.effekter.kvalitet)`.
 * @param wanted The phrase to use; the nearest that holds when left out.
 * @throws When the wanted phrase does not hold for the share, or when none does.
 * @example phrase(effekter, q.effekter.sammenhengende)
 */
export function phrase(source: Value, wanted?: Phrase): Piece;
export function phrase<Key extends string>(
  source: Tabulation<Key>,
  option: Option<Key>,
  wanted?: Phrase,
): Piece;
export function phrase(source: Value | Tabulation, second?: Option | Phrase, third?: Phrase): Piece {
  const value = source instanceof Value ? source : share(source, second as Option);
  const wanted = source instanceof Value ? (second as Phrase | undefined) : third;
  if (!value.isShare)
    throw new ContentError(
      `A phrase must be of a share, but ${value.address} is a ${value.kind.replaceAll("-", " ")}.`,
    );
  const { n, base } = value.measured;
  const chosen = wanted === undefined ? choosePhrase(n, base) : PHRASES.find((p) => p.text === wanted);
  const said = `${percentOf(n, base, 1).toString().replace(".", ",")} per cent (${n} of ${base})`;
  if (!chosen) {
    throw new ContentError(
      wanted === undefined
        ? `No phrase holds for ${value.address}, which is ${said}: print the number with share(…).`
        : `"${wanted}" is no phrase of the table. There are ${PHRASES.map((p) => `«${p.text}»`).join(", ")}.`,
    );
  }
  if (!phraseHolds(chosen, n, base)) {
    const near = choosePhrase(n, base);
    throw new ContentError(
      `«${chosen.text}» must be ${describeInterval(chosen)}, but ${value.address} is ${said}.${near ? ` «${near.text}» holds.` : " No phrase holds: print the number."}`,
    );
  }
  return new Piece([{ kind: "phrase", text: chosen.text, value: value.record }]);
}
