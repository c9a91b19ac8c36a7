import { sanitise } from "./sanitise.js";

/** Plotly's own MIME type, as any notebook may carry it. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** In ms. */
const TIME_LIMIT = 20_000;

/**
 * A figure of any notebook, from Plotly's MIME type, as SVG. What it is made of is foreign: pictures and links in it
 * are taken out.
 * @param spec `{ data, layout }`
 * @param id Unique in the page.
 * @returns Null when it can't be drawn without a browser (maps, three dimensions), or is no figure.
 */
export async function drawPlotly(spec: unknown, id: string): Promise<string | null> {
  const { data, layout = {} } = (spec ?? {}) as { data?: unknown; layout?: Record<string, unknown> };
  if (!Array.isArray(data) || typeof layout !== "object" || layout === null) return null;
  const width = sizeOf(layout.width, 720);
  const height = sizeOf(layout.height, 450);
  const name = titleOf(layout) || "Figur uten tittel";
  try {
    const { drawSpec } = await import("../../chapter/figures/draw.js");
    // Plotly would wait for pictures to load, which nothing does here.
    const spec = { data, layout: { ...layout, images: [] }, height };
    const alt = `${name}. Notatboken gir ingen beskrivelse av figuren.`;
    const drawn = drawSpec(spec, { id, title: name, alt, width: Math.max(600, width) });
    // A foreign figure may wait for what never comes. The timer also keeps the process alive until then.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, TIME_LIMIT, null);
    });
    const svg = await Promise.race([drawn, late]).finally(() => clearTimeout(timer));
    return svg === null ? null : sanitise(svg).html;
  } catch {
    return null;
  }
}

function sizeOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 50 && value <= 4000 ? value : otherwise;
}

function titleOf({ title }: Record<string, unknown>): string {
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, "") : "";
}
