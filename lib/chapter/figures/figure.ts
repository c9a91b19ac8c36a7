import { PLOTLY_MIME } from "../../engine/notebook/bundleOf.js";
import type { MimeBundle } from "../../engine/notebook/mime.js";
import { ContentError } from "../../ground/errors.js";
import { checkMade } from "../../transforms/made.js";
import { type FigureOutput, MIME } from "../outputs.js";
import { ownLabels } from "../prose/context.js";
import type { Piece } from "../prose/piece.js";
import { plain } from "../prose/template.js";
import { displaySealed } from "../sealed.js";
import { type Chart, subtitleOf } from "./chart.js";
import { detachedSpec } from "./detached.js";
import { altOf, NARROW_WIDTH, specOf } from "./forms/forms.js";

/**
 * Shows a figure: the drawing, its data table, its alt text and where its numbers come from, as one output.
 *
 * @param chart From `bars`, `stackedBars`, `barsByYear` or their like.
 * @param title States the finding: title`…`.
 * @param options.alt Replaces the alt text made from the numbers: alt`…`.
 * @param options.note Replaces the note below the figure: note`…`.
 * @param options.id For cross-references; default the item's key.
 * @throws When the rows can't be drawn in their form; when the label of an author's own selection says what only the
 *  data may say.
 * @example figure(bars(effekter), title`${largest(effekter, q.effekter.kvalitet)`Flest tiltak`} skal gi bedre tjenester`)
 */
export function figure(
  chart: Chart,
  title: Piece,
  options: { alt?: Piece; note?: Piece; id?: string } = {},
): void {
  displaySealed(figureBundle(chart, title, options));
}

/** What `figure` shows. */
export function figureBundle(
  chart: Chart,
  title: Piece,
  options: { alt?: Piece; note?: Piece; id?: string } = {},
): MimeBundle {
  checkMade(
    chart,
    `chart of "${chart.id}"`,
    "bars(), dots() or their like",
    "Choose and name what is drawn before it is drawn: subset(), net(), top(), barsOf(); what is to be said of it stands in title`…` and note`…`.",
  );
  const named = { ...chart, id: options.id ?? chart.id };
  const records = [chart, ...(chart.parts ? [chart.parts] : [])].flatMap(({ rows }) =>
    rows.flatMap(({ cells }) =>
      cells.flatMap((cell) => ("record" in cell && cell.record ? [cell.record] : [])),
    ),
  );
  // The label of an author's own selection stands in the subtitle, and is text like any other.
  const problems = ownLabels(records);
  if (problems.length > 0) throw new ContentError(problems.join("\n"));
  // Drawn for both screens now, so that what can't be drawn fails in its cell.
  const { data, layout, height } = specOf(named);
  specOf(named, NARROW_WIDTH);
  const output: FigureOutput = {
    id: named.id,
    title: title.parts,
    subtitle: label(subtitleOf(named)),
    alt: options.alt?.parts ?? label(altOf(named)),
    note: options.note?.parts ?? label(named.note),
    chart: named,
  };
  return {
    [MIME.figure]: output,
    [PLOTLY_MIME]: detachedSpec({ data, layout, height }, output),
    "text/plain": [plain(output.title), plain(output.subtitle), plain(output.alt)]
      .filter((line) => line !== "")
      .join("\n"),
  };
}

function label(text: string): FigureOutput["alt"] {
  return text === "" ? [] : [{ kind: "label", text }];
}
