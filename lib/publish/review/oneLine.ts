/** A fact as a reader sees it: where its line breaks are, and no sign that only stands for another. */
export function shownInLine(text: string): string {
  return text.replace(/\\([\\trn])/g, (_, sign: string) =>
    sign === "\\" ? "\\" : sign === "n" ? " ¶ " : " ",
  );
}

/** A fact is a line, and its fields are divided by tabs. */
export function inOneLine(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\r", "\\r")
    .replaceAll("\n", "\\n");
}
