import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NARROW_WIDTH } from "../figures/narrowSpec.js";
import { hashTexts, readKept, writeKept } from "../notebook/kept.js";
import type { FigureOutput } from "../notebook/outputs.js";
import { projectRoot } from "../project.js";
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
  const { draw } = await import("../figures/draw.js");
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
  const folder = join(projectRoot, "lib", "dist", "lib", "figures");
  const code = [
    "draw.js",
    "measureSvg.js",
    "narrowSpec.js",
    "plotlyWindow.js",
    "textWidth.js",
    "theme.js",
  ].map((name) => readFileSync(join(folder, name), "utf8"));
  return hashTexts(...code, (require("plotly.js-dist-min/package.json") as { version: string }).version);
}
