import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NARROW_WIDTH } from "../figures/narrowSpec.js";
import type { FigureOutput } from "../notebook/outputs.js";
import { writeWhole } from "../notebook/writeWhole.js";
import { projectRoot } from "../project.js";
import type { Drawings } from "../report/renderFigure.js";

/**
 * Draws every figure twice, and keeps the drawings in `.notat/drawings/` by what they were drawn from: figure, mark,
 * and the code that draws. Plotly is only loaded when something must be drawn.
 */
export async function drawAll(
  figures: readonly FigureOutput[],
  mark: string | undefined,
): Promise<ReadonlyMap<string, Drawings>> {
  const drawer = drawerVersion();
  const drawings = new Map<string, Drawings>();
  for (const figure of figures) {
    const key = createHash("sha256")
      .update(JSON.stringify([figure, mark, drawer]))
      .digest("hex");
    const path = join(projectRoot, ".notat", "drawings", `${key}.json`);
    const kept = readKept(path);
    if (kept) {
      drawings.set(figure.id, kept);
      continue;
    }
    const { draw } = await import("../figures/draw.js");
    const drawn = {
      wide: await draw(figure, { mark }),
      narrow: await draw(figure, { mark, width: NARROW_WIDTH }),
    };
    writeWhole(path, JSON.stringify(drawn));
    drawings.set(figure.id, drawn);
  }
  return drawings;
}

function drawerVersion(): string {
  const require = createRequire(import.meta.url);
  const folder = join(projectRoot, "lib", "dist", "lib", "figures");
  const code = [
    "draw.js",
    "measureSvg.js",
    "narrowSpec.js",
    "plotlyWindow.js",
    "textWidth.js",
    "theme.js",
  ].map((name) => readFileSync(join(folder, name)));
  const hash = createHash("sha256");
  for (const text of code) hash.update(text);
  hash.update((require("plotly.js-dist-min/package.json") as { version: string }).version);
  return hash.digest("hex");
}

/** A kept drawing; null when there is none or it is broken. */
function readKept(path: string): Drawings | null {
  if (!existsSync(path)) return null;
  try {
    const { wide, narrow } = JSON.parse(readFileSync(path, "utf8")) as Partial<Drawings>;
    return wide?.endsWith("</svg>") && narrow?.endsWith("</svg>") ? { wide, narrow } : null;
  } catch {
    return null;
  }
}
