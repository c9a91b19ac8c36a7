/**
 * A plain copy of a part that holds cells, for a second reader: the same elements in the same order, but without
 * prefixes, comments, empty-element tags and everything else that it is known to stumble over; and for each text a
 * token in its place, since it misreads character codes. Whoever reads the tokens in the same cells has read the same
 * cells.
 */
export class PlainCopy {
  private xml = "";
  private readonly texts: string[] = [];

  /** @param letter Tells the tokens of one part from those of another. */
  constructor(private readonly letter: string) {}

  /** An element opens; of a row and a cell with its place and type, where they are said. */
  open(name: string, r?: string, t?: string): void {
    const place = r === undefined ? "" : ` r="${escapeXml(r)}"`;
    this.xml += t === undefined ? `<${name}${place}>` : `<${name}${place} t="${escapeXml(t)}">`;
  }

  close(name: string): void {
    this.xml += `</${name}>`;
  }

  /** An element with a value that is copied as it stands: a number, the number of a shared string. */
  value(name: string, value: string): void {
    this.xml += `<${name}>${escapeXml(value)}</${name}>`;
  }

  /** An element with a text. */
  text(name: string, text: string): void {
    this.xml += `<${name}>[${this.letter}${this.texts.push(text) - 1}]</${name}>`;
  }

  toString(): string {
    return this.xml;
  }

  /** What tokens of this part stand for. */
  resolve(tokens: string): string {
    return tokens.replace(/\[([a-z])(\d+)\]/g, (token, letter, i) =>
      letter === this.letter ? (this.texts[Number(i)] ?? token) : token,
    );
  }
}

function escapeXml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
