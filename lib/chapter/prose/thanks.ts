import { ContentError } from "../../ground/errors.js";
import { chosenYear } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { Piece } from "./piece.js";
import { uncheckedIn } from "./template.js";

/**
 * The edition's thanks to those who answered, as `data/<year>/edition.json` has them: text like any other.
 * @throws When the edition has none, or when a word of them must come from the data.
 * @example prose`${thanks()}`
 */
export function thanks(): Piece {
  const { thanks } = openEdition(chosenYear()).edition;
  if (thanks === undefined)
    throw new ContentError(
      `data/${chosenYear()}/edition.json must have "thanks" (to those who answered), but has none.`,
    );
  const problems = uncheckedIn("thanks", thanks);
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
  return new Piece([{ kind: "text", text: thanks }]);
}
