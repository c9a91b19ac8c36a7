/**
 * A drawing as an address that a link downloads, ready to stand in an attribute between double quotes. Its tags' own
 * quotes are made single ones, so that little is coded: base64 would be a third longer.
 * @param svg As a serialiser writes it: quotes in its tags are double, or the tag has no double one.
 * @example svgHref('<svg width="9"><text>50 %</text></svg>') // "data:image/svg+xml;charset=utf-8,<svg width='9'><text>50 %25</text></svg>"
 */
export function svgHref(svg: string): string {
  const single = svg.replace(/<[^>]*>/g, (tag) => (tag.includes("'") ? tag : tag.replaceAll('"', "'")));
  // A byte order mark would be lost on the way.
  return `data:image/svg+xml;charset=utf-8,${single.replace(/[%#"&\\^`{|}\t\r\n\ufeff]/g, encodeURIComponent)}`;
}
