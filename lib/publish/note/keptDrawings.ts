import { createRequire } from "node:module";
import { join } from "node:path";
import { NARROW_WIDTH } from "../../chapter/figures/narrowSpec.js";
import type { FigureOutput } from "../../chapter/outputs.js";
import { hashFiles } from "../../ground/files/hashFiles.js";
import { hashTexts, readKept, writeKept } from "../../ground/files/kept.js";
import { projectRoot } from "../../ground/project.js";
import type { Drawings } from "../report/renderFigure.js";

/** A figure with the mark that its drawing carries. */
export interface DrawOrder {
  readonly figure: FigureOutput;
  readonly mark: string | undefined;
}

/** The drawings of a figure in `.notat/drawings/`, by what they are drawn from: figure, mark, and the code that draws. */
export function keptDrawings(order: DrawOrder): Drawings | null {
  const key = keyOf(order);
  return readKept<Drawings>(pathOf(key), key);
}

/** Draws a figure twice, unless it has been drawn before. Plotly is only loaded when something must be drawn. */
export async function drawKept(order: DrawOrder): Promise<Drawings> {
  const kept = keptDrawings(order);
  if (kept) return kept;
  const { draw } = await import("../../chapter/figures/draw.js");
  const { figure, mark } = order;
  const drawings = {
    wide: await draw(figure, { mark }),
    narrow: await draw(figure, { mark, width: NARROW_WIDTH }),
  };
  const key = keyOf(order);
  writeKept(pathOf(key), key, drawings);
  return drawings;
}

const pathOf = (key: string): string => join(projectRoot, ".notat", "drawings", `${key}.json`);
const keyOf = ({ figure, mark }: DrawOrder): string =>
  hashTexts(JSON.stringify([figure, mark]), drawerVersion());

let version: string | undefined;

function drawerVersion(): string {
  version ??= readDrawerVersion();
  return version;
}

function readDrawerVersion(): string {
  const require = createRequire(import.meta.url);
  return hashTexts(
    hashFiles(projectRoot, ["lib/dist/lib/chapter", "lib/dist/lib/ground"], (file) => file.endsWith(".js")),
    (require("plotly.js-dist-min/package.json") as { version: string }).version,
  );
}
