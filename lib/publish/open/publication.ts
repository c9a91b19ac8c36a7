import { recordsOf } from "../../chapter/figures/chart.js";
import { valuesIn } from "../../chapter/prose/template.js";
import { allParts, type ExecutedNotebook, shownIn, textsOf } from "../../chapter/shown.js";
import { endsOf, parsePlace, printAddress } from "../../numbers/address/parseAddress.js";
import { readPublished } from "../../numbers/published/readPublished.js";
import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import type { Condition } from "../../survey/questionnaire/types.js";

/** Every number that is published together. */
export interface Publication {
  readonly addresses: readonly string[];
  /** Selections of the authors' own that addresses name, as conditions. */
  readonly selections: Readonly<Record<string, Condition>>;
}

/**
 * Every number that a note lets out: in text, figures, tables, what claims were tried on, and the published figures that
 * are held against the answers.
 */
export function publicationIn(
  chapters: readonly { readonly notebook: ExecutedNotebook }[],
  year: number,
): Publication {
  const records = chapters.flatMap(({ notebook }) =>
    shownIn(notebook).flatMap(({ shown }): readonly ValueRecord[] => {
      const texts = textsOf(shown);
      const claimed = texts
        .flatMap(allParts)
        .flatMap((part) =>
          part.kind === "claim" ? [...part.claim.values, ...(part.claim.next ? [part.claim.next] : [])] : [],
        );
      return [
        ...texts.flatMap(valuesIn),
        ...claimed,
        ...(shown.kind === "figure" ? recordsOf(shown.figure.chart) : []),
        ...(shown.kind === "table" ? shown.table.values : []),
      ];
    }),
  );
  const reconciled = readPublished(year).flatMap(({ addresses, than }) => [...addresses, ...than]);
  const places = [...records.map(({ address }) => parsePlace(address)), ...reconciled];
  return {
    addresses: [...new Set(places.flatMap((place) => endsOf(place).map(printAddress)))],
    selections: Object.assign({}, ...records.map(({ selections }) => selections)),
  };
}
