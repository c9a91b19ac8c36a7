/** Rendered HTML as a reader reads it: without tags, buttons and footnote marks, in one line. */
export function textOf(rendered: string): string {
  return rendered
    .replace(/<button[\s\S]*?<\/button>/g, "")
    .replace(/<sup[\s\S]*?<\/sup>/g, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}
