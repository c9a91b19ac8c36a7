import { textWidth } from "./textWidth.js";
import { COLOURS } from "./theme.js";

/** What a drawing must carry with it when it leaves its page. */
export interface Caption {
  readonly title: string;
  /** Item, base and n. */
  readonly subtitle: string;
  /** Base, missing answers, breaks. */
  readonly note: string;
  /** How to cite it; says that the data are synthetic. */
  readonly source: string;
}

/**
 * A drawing as a file of its own: title, subtitle, note and source in it, on white, so that it says what it shows
 * wherever it is put.
 * @param svg From `draw`.
 */
export function detachSvg(svg: string, caption: Caption): string {
  const [, attributes = "", content = ""] = /^<svg([^>]*)>([\s\S]*)<\/svg>$/.exec(svg) ?? [];
  const width = Number(/ width="([\d.]+)"/.exec(attributes)?.[1]);
  const height = Number(/ height="([\d.]+)"/.exec(attributes)?.[1]);
  const [, names = ""] = /^((?:<(title|desc)[^>]*>[^<]*<\/\2>)*)/.exec(content) ?? [];
  const above = block([
    { text: caption.title, size: 19, weight: 600, colour: COLOURS.ink },
    { text: caption.subtitle, size: 15, weight: 400, colour: COLOURS.soft },
  ]);
  const below = block([
    { text: caption.note, size: 13, weight: 400, colour: COLOURS.soft },
    { text: caption.source, size: 13, weight: 400, colour: COLOURS.soft },
  ]);
  const total = Math.ceil(above.height + height + below.height);
  const frame = attributes
    .replace(/ height="[^"]*"/, ` height="${total}"`)
    .replace(/ viewBox="[^"]*"/, ` viewBox="0 0 ${width} ${total}"`);
  return `<svg${frame}>${names}<rect width="${width}" height="${total}" fill="${COLOURS.paper}"/>${above.svg(0)}<g transform="translate(0,${above.height})">${content.slice(names.length)}</g>${below.svg(above.height + height)}</svg>`;

  function block(paragraphs: readonly { text: string; size: number; weight: 400 | 600; colour: string }[]) {
    let at = 6;
    const lines = paragraphs.flatMap(({ text, size, weight, colour }) => {
      if (text.trim() === "") return [];
      const own = wrap(text, width - 16, size, weight).map((line) => {
        at += Math.round(size * 1.32);
        return { y: at, line, size, weight, colour };
      });
      at += 4;
      return own;
    });
    return {
      height: at + 8,
      svg: (top: number) =>
        lines
          .map(
            ({ y, line, size, weight, colour }) =>
              `<text x="8" y="${Math.round(top + y)}" font-size="${size}px" font-weight="${weight}" fill="${colour}" textLength="${textWidth(line, size, weight).toFixed(1)}" lengthAdjust="spacingAndGlyphs">${escapeXml(line)}</text>`,
          )
          .join(""),
    };
  }
}

function wrap(text: string, width: number, size: number, weight: 400 | 600): string[] {
  const lines: string[] = [];
  let rough = 0;
  for (const word of text.trim().split(/[ \n\t]+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    const own = textWidth(word, size, weight);
    rough += textWidth(" ", size, weight) + own;
    // To lay out a line takes long: only one that nearly fits, or nearly does not, is measured as a whole.
    const fits =
      Math.abs(rough - width) > width / 20 ? rough < width : textWidth(longer, size, weight) <= width;
    if (lines.length > 0 && fits) lines[lines.length - 1] = longer;
    else {
      lines.push(word);
      rough = own;
    }
  }
  return lines;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
