import { NARROW_WIDTH } from "../../chapter/figures/forms/forms.js";
import type { FigureOutput } from "../../chapter/outputs.js";
import { hashTexts, keep, kept } from "../../ground/files/keep.js";
import type { Drawings } from "../report/renderFigure.js";

/** A figure with the mark that its drawing carries. */
export interface DrawOrder {
  readonly figure: FigureOutput;
  readonly mark: string | undefined;
}

const known = new WeakMap<FigureOutput, { readonly mark: string | undefined; readonly drawings: Drawings }>();

/** The drawings of a figure in `.notat/drawings/`, if they are there. Read once for the same figure. */
export function keptDrawings(order: DrawOrder): Drawings | null {
  const { figure, mark } = order;
  const earlier = known.get(figure);
  if (earlier && earlier.mark === mark) return earlier.drawings;
  const drawings = kept<Drawings>(...entryOf(order)).read();
  if (drawings) known.set(figure, { mark, drawings });
  return drawings;
}

const elsewhere = new WeakMap<FigureOutput, Promise<void>>();

/** Who wants the drawings of a figure waits until another process has kept them, or has failed. */
export function drawnElsewhere({ figure }: DrawOrder, ended: Promise<void>): void {
  elsewhere.set(figure, ended);
}

/** Draws a figure twice, unless it has been drawn before. Plotly is only loaded when something must be drawn. */
export async function drawKept(order: DrawOrder): Promise<Drawings> {
  await elsewhere.get(order.figure);
  const there = keptDrawings(order);
  if (there) return there;
  return keep<Drawings>(...entryOf(order), async () => {
    const { draw } = await import("../../chapter/figures/draw.js");
    const { liveViews } = await import("../../chapter/figures/liveViews.js");
    const { figure, mark } = order;
    return {
      views: liveViews(figure.chart),
      wide: await draw(figure, { mark }),
      narrow: await draw(figure, { mark, width: NARROW_WIDTH }),
    };
  });
}

/** What draws lies in the chapters' wing and below. */
function entryOf({ figure, mark }: DrawOrder) {
  const input = JSON.stringify([figure, mark]);
  return [`chapter/drawings/${hashTexts(input).slice(0, 32)}`, [input]] as const;
}
