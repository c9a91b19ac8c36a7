/**
 * One look for all figures. The colours are told apart with any colour vision and in grey print: they differ in
 * lightness first (Okabe and Ito 2008, darkened where white text or thin lines need it).
 */
export const COLOURS = {
  main: "#1b4b7a",
  second: "#d17a22",
  third: "#6fb3c8",
  fourth: "#8a8f98",
  muted: "#b8bec6",
} as const;

/** For categories in a fixed order: dark to light, so that order survives grey print. */
export const SEQUENCE = [COLOURS.main, COLOURS.second, COLOURS.third, COLOURS.fourth] as const;

export const FONT = { family: "'Source Sans 3', 'Source Sans Pro', sans-serif", size: 15 } as const;

/** Width in px that a figure's layout is made for. */
export const WIDTH = 720;

/** Room for labels to the left of horizontal bars, in px. */
export const LABEL_WIDTH = 250;

/** Text as Plotly shows it, which reads a few HTML tags: a label never is one. */
export function plotlyText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Breaks a label into lines of at most `length` characters, at spaces and after slashes, for Plotly. */
export function wrapLabel(label: string, length = 44): string {
  const lines: string[] = [];
  for (const word of label.replaceAll("/", "/\u200b").split(/[ \u200b]/)) {
    const last = lines.at(-1);
    const glue = last?.endsWith("/") ? "" : " ";
    if (last !== undefined && (last + glue + word).length <= length)
      lines[lines.length - 1] = last + glue + word;
    else lines.push(word);
  }
  return lines.map(plotlyText).join("<br>");
}
