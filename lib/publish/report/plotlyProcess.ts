/** The process that draws figures of any notebook: one order a line on its standard input, answered on 3. */
import { writeSync } from "node:fs";
import net from "node:net";
import { drawSpec } from "../../chapter/figures/draw.js";
import { readLines } from "../../engine/process/readLines.js";

/** A figure of Plotly's, whose forms can be drawn here. */
export interface PlotlyOrder {
  readonly id: string;
  readonly data: readonly object[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/** `stopped`: the process draws nothing more. */
export type PlotlyAnswer =
  | { readonly svg: string }
  | { readonly why: string }
  | { readonly why: string; readonly stopped: true };

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
net.Socket.prototype.connect = () => {
  throw new Error("A figure must be drawn without network.");
};
let last: Promise<unknown> = Promise.resolve();
readLines(process.stdin, (line) => {
  last = last.then(async () => {
    const answer = Buffer.from(`${JSON.stringify(await draw(JSON.parse(line) as PlotlyOrder))}\n`);
    for (let at = 0; at < answer.length; ) at += writeSync(3, answer, at);
  });
});
process.stdin.on("close", () => process.exit());

async function draw({ id, data, layout }: PlotlyOrder): Promise<PlotlyAnswer> {
  const width = Math.max(600, sizeOf(layout.width, 720));
  const height = sizeOf(layout.height, 450);
  const title = titleOf(layout) || "Figur uten tittel";
  // Plotly would wait for pictures to load, which nothing does here.
  const spec = { data, layout: { ...layout, images: [] }, height };
  const alt = `${title}. Notatboken gir ingen beskrivelse av figuren.`;
  try {
    return { svg: await drawSpec(spec, { id, title, alt, width }) };
  } catch (e) {
    return { why: `Plotly kunne ikke tegne den: ${(e as Error)?.message ?? String(e)}` };
  }
}

function sizeOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 50 && value <= 4000 ? value : otherwise;
}

function titleOf({ title }: Readonly<Record<string, unknown>>): string {
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, "") : "";
}
