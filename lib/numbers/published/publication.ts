import { numberAt } from "../address/evaluate.js";
import { parsePlace } from "../address/parseAddress.js";
import type { ValueRecord } from "../values/valueRecord.js";
import { judge } from "./judge.js";
import { printPublished } from "./printPublished.js";
import { standingOf } from "./publishedAddresses.js";
import type { Ground } from "./publishedIndex.js";
import type { PublishedFigure } from "./readPublished.js";

/** What the explanation of a number says about its publication. */
export interface Publication {
  /** In bokmål: `64 prosent (kapittel 3.1.1, Figur 2): stemmer`. */
  readonly text: string;
  /** Whether the number as printed is published, or follows from what is: else it must be marked as synthetic. */
  readonly backed: boolean;
}

/**
 * What was published of a value, by the same look-up that decides its mark.
 * @param value As printed: a published per cent backs a share, not the count behind it.
 * @throws When the year's answers are not loaded.
 */
export function publicationOf({ address, decimals }: Pick<ValueRecord, "address" | "decimals">): Publication {
  const { as, grounds } = standingOf(parsePlace(address), decimals);
  const backed = as === "number";
  const found = grounds.map(printGround).filter((text) => text !== "");
  if (backed) {
    const text = found.join("; ");
    return { backed, text: text.charAt(0).toUpperCase() + text.slice(1) };
  }
  const said = found.length > 0 ? `Publisert som ${found.join("; ")}. ` : "Ikke publisert. ";
  return { backed, text: `${said}Tallet følger av syntetiske data.` };
}

function printGround(ground: Ground): string {
  switch (ground.kind) {
    case "figure": {
      const agrees = judge(ground.figure, numberAt, () => []).holds;
      return `${printPublished(ground.figure)} (${placeOf(ground.figure)}): ${agrees ? "stemmer" : "stemmer ikke"}`;
    }
    case "derived":
      return `følger av publiserte tall: ${ground.arithmetic.replaceAll(" - ", " − ")}`;
    case "earlier": {
      const derived = /^utledet: (.*)$/.exec(ground.source);
      return derived ? `følger av publiserte tall: ${derived[1]}` : `${ground.value} (${ground.source})`;
    }
    case "own":
      return "";
  }
}

function placeOf({ section, figure }: PublishedFigure): string {
  // A bare chapter would be read as one of this note's.
  const place = /^\d/.test(section) ? `det publiserte notatet, kapittel ${section}` : section || "nettsidene";
  return figure === "" ? place : `${place}, ${figure}`;
}
