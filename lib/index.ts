// What notebooks import, in the order of a chapter: load, choose, count, show, write.

export { evaluate } from "./address/evaluate.js";
export { correctionRows } from "./corrections/correctionRows.js";
export { ContentError, UsageError } from "./errors.js";
export { bars, barsByYear, barsOf, type Drawing, earlierValues, stackedBars } from "./figures/bars.js";
export { figure, table } from "./figures/figure.js";
export type { TableRows } from "./figures/tableRows.js";
export { display, displayAs, onDisplay } from "./notebook/display.js";
export type * from "./notebook/outputs.js";
export {
  about,
  atLeast,
  atMost,
  breakNote,
  decrease,
  even,
  holds,
  increase,
  largest,
  largestIn,
  majority,
  minority,
  more,
  ordered,
  similar,
  smallest,
} from "./prose/claims.js";
export { fact, factRows } from "./prose/editionFacts.js";
export { listOf } from "./prose/listOf.js";
export { phrase } from "./prose/phrase.js";
export { phraseRows } from "./prose/phraseRows.js";
export { alt, note, prose, summary, title } from "./prose/prose.js";
export { except, lower, ref, text } from "./prose/template.js";
export {
  answered,
  asked,
  at,
  base,
  count,
  difference,
  distinct,
  inWords,
  lowerBound,
  mangler,
  oneDecimal,
  outOf,
  share,
  shareOutOf,
  size,
  upperBound,
  type Value,
} from "./prose/value.js";
export { q, questionnaire, s } from "./questionnaire/current.js";
export { comparabilityRows, formRows } from "./questionnaire/itemRows.js";
export type * from "./questionnaire/types.js";
export { reconciliationRows, statusRows } from "./review/reconciliationRows.js";
export { bodies } from "./survey/bodies.js";
export { allOf, anyOf, has, not } from "./survey/conditions.js";
export { receivedDates } from "./survey/receivedDates.js";
export { complement, subset } from "./survey/subset.js";
export { type Survey, survey } from "./survey/survey.js";
export { type Comparison, compare } from "./transforms/compare.js";
export { coverage } from "./transforms/coverage.js";
export { type Crosstab, crosstab } from "./transforms/crosstab.js";
export { addTo100, percent } from "./transforms/percent.js";
export { responseRows } from "./transforms/responseRows.js";
export { type Tabulation, tabulate } from "./transforms/tabulate.js";
