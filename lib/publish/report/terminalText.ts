import { stripVTControlCharacters } from "node:util";
import { AnsiUp } from "ansi_up";
import { cleanText } from "../../ground/text/escape.js";
import { type Html, trusted } from "../../ground/text/html.js";

/** What a terminal shows of a text: colours as classes, everything else escaped. */
export function terminalText(text: string): Html {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.escape_html = true;
  // cleanText would take the escape character out, so only what comes after it is cleaned.
  return trusted(cleanText(withoutStyles(ansi.ansi_to_html(overwritten(text)))));
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: terminals are controlled by these
/** Back to the beginning of the line, as Node's readline writes it too. */
const TO_START = /\x1b\[1?G/g;
const ERASE_REST = /\x1b\[0?K/;
const ERASE_LINE = "\x1b[2K";

/** Text that goes back to the beginning of its line, as progress bars do, covers what stands there. */
function overwritten(text: string): string {
  const moved = text.replace(TO_START, "\r");
  if (!moved.includes("\r")) return text;
  return moved
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => line.split("\r").reduce(cover, ""))
    .join("\n");
}

function cover(shown: string, part: string): string {
  const erased = part.lastIndexOf(ERASE_LINE);
  if (erased >= 0) return part.slice(erased + ERASE_LINE.length);
  if (ERASE_REST.test(part)) return part;
  // What is left of the earlier text has lost its colours.
  return part + stripVTControlCharacters(shown).slice(stripVTControlCharacters(part).length);
}
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: terminals are controlled by these

const COLOURS = ["red", "yellow", "green", "cyan", "blue", "magenta"];

/** Styles as classes: the page's policy refuses style attributes. Of 256 colours and of RGB, the nearest that there is. */
function withoutStyles(html: string): string {
  return html.replace(
    /<span style="([^"]*)"(?: class="([^"]*)")?>/g,
    (_, style: string, classes?: string) => {
      const [, red, green, blue] = /(?:^|;)color:rgb\((\d+),(\d+),(\d+)\)/.exec(style) ?? [];
      const colour = red === undefined ? null : colourOf(Number(red), Number(green), Number(blue));
      const all = [
        classes,
        colour && `ansi-${colour}-fg`,
        style.includes("font-weight:bold") && "ansi-bold",
        style.includes("font-style:italic") && "ansi-italic",
        style.includes("text-decoration:underline") && "ansi-underline",
      ].filter(Boolean);
      return all.length === 0 ? "<span>" : `<span class="${all.join(" ")}">`;
    },
  );
}

/** By its hue; null for what is grey. */
function colourOf(red: number, green: number, blue: number): string | null {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (spread < 40) return null;
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  return COLOURS[Math.round(sixth + 6) % 6]!;
}
