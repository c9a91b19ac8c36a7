// What notebooks import, in the order of a chapter: load, choose, count, show, write.

import { showOwn } from "./chapter/show/showOwn.js";
import { showObjects } from "./engine/notebook/bundleOf.js";

showObjects(showOwn);

export { box, histogram, scatter } from "./chapter/figures/amountCharts.js";
export { bars, barsOf } from "./chapter/figures/bars.js";
export { barsByYear } from "./chapter/figures/barsByYear.js";
export type { Chart } from "./chapter/figures/chart.js";
export { heatMap, lines, stackedBars } from "./chapter/figures/crosstabCharts.js";
export { dots } from "./chapter/figures/dots.js";
export { figure } from "./chapter/figures/figure.js";
export { plot } from "./chapter/figures/plot.js";
export type * from "./chapter/outputs.js";
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
  notComparable,
  ordered,
  otherGround,
  similar,
  smallest,
} from "./chapter/prose/claims.js";
export { fact } from "./chapter/prose/editionFacts.js";
export { listOf } from "./chapter/prose/listOf.js";
export { phrase } from "./chapter/prose/phrase.js";
export { alt, note, prose, summary, title } from "./chapter/prose/prose.js";
export { ranked } from "./chapter/prose/ranked.js";
export { except, lower, ref, text } from "./chapter/prose/template.js";
export { thanks } from "./chapter/prose/thanks.js";
export { year } from "./chapter/prose/year.js";
export { cellRows, ruleRows } from "./chapter/tables/controlRows.js";
export { correctionRows } from "./chapter/tables/correctionRows.js";
export { coverage } from "./chapter/tables/coverage.js";
export { factRows } from "./chapter/tables/factRows.js";
export { comparabilityRows, formRows } from "./chapter/tables/itemRows.js";
export { phraseRows } from "./chapter/tables/phraseRows.js";
export { receivedDates } from "./chapter/tables/receivedDates.js";
export { reconciliationRows, statusRows } from "./chapter/tables/reconciliationRows.js";
export { responseRows } from "./chapter/tables/responseRows.js";
export { table } from "./chapter/tables/table.js";
export type { TableRows } from "./chapter/tables/tableRows.js";
export { display, displayAs, onDisplay } from "./engine/notebook/display.js";
export { ContentError, UsageError } from "./ground/errors.js";
export { addTo100, percent } from "./ground/text/percent.js";
export { evaluate } from "./numbers/address/evaluate.js";
export { amount } from "./numbers/values/amount.js";
export { at } from "./numbers/values/at.js";
export { type Comparison, compare } from "./numbers/values/compare.js";
export { difference } from "./numbers/values/difference.js";
export {
  answered,
  asked,
  base,
  count,
  distinct,
  lowerBound,
  mangler,
  outOf,
  share,
  shareOutOf,
  size,
  unweighted,
  upperBound,
} from "./numbers/values/ofTabulation.js";
export { inWords, oneDecimal } from "./numbers/values/reprint.js";
export { type Trend, trend } from "./numbers/values/trend.js";
export type { Value } from "./numbers/values/value.js";
export { save } from "./publish/data/save.js";
export { bodies } from "./survey/answers/bodies.js";
export { recode } from "./survey/answers/recode.js";
export { complement, subset } from "./survey/answers/subset.js";
export { type Survey, survey } from "./survey/answers/survey.js";
export { type OwnSurvey, surveyOf } from "./survey/answers/surveyOf.js";
export { allOf, anyOf, between, has, not } from "./survey/questionnaire/conditions.js";
export { q, questionnaire, s } from "./survey/questionnaire/current.js";
export type * from "./survey/questionnaire/types.js";
export { type Crosstab, crosstab, type ThreeWay, threeWay } from "./transforms/crosstab.js";
export { codebook } from "./transforms/explore/codebook.js";
export { describe } from "./transforms/explore/describe.js";
export { labels } from "./transforms/explore/labels.js";
export { search } from "./transforms/explore/search.js";
export { net, top } from "./transforms/net.js";
export { type Summary, type SummaryRow, summarise } from "./transforms/summarise.js";
export { type Tabulation, tabulate } from "./transforms/tabulate.js";
