/**
 * On which page each link target of a PDF lies, from 1.
 * Reads what Chromium writes (Skia's PDF: objects in plain text, only streams are packed); no general PDF reader.
 * @returns Target's id → page. Empty when the file has no targets.
 * @example pagesOf(pdf).get("kapittel-effekter") // 7
 */
export function pagesOf(pdf: Uint8Array): Map<string, number> {
  const text = Buffer.from(pdf).toString("latin1");
  const objects = new Map<string, string>();
  for (const [, id = "", body = ""] of text.matchAll(
    /(?:^|\n)(\d+) 0 obj\n(<<[\s\S]*?)(?:\nendobj|>>\nstream|>> stream)/g,
  ))
    objects.set(id, body);
  const root = objects.get(/\/Root (\d+) 0 R/.exec(text)?.[1] ?? "") ?? "";
  const order = new Map<string, number>();
  const walk = (id: string): void => {
    const body = objects.get(id) ?? "";
    const kids = /\/Type \/Pages\b/.test(body) ? /\/Kids \[([^\]]*)\]/.exec(body)?.[1] : undefined;
    if (kids === undefined) order.set(id, order.size + 1);
    else for (const [, kid = ""] of kids.matchAll(/(\d+) 0 R/g)) walk(kid);
  };
  const pages = /\/Pages (\d+) 0 R/.exec(root)?.[1];
  if (pages) walk(pages);
  const targets = objects.get(/\/Dests (\d+) 0 R/.exec(root)?.[1] ?? "") ?? "";
  const found = new Map<string, number>();
  for (const [, name = "", page = ""] of targets.matchAll(/\/([^\s/[\]]+) \[(\d+) 0 R \/XYZ/g)) {
    const number = order.get(page);
    if (number !== undefined) found.set(nameOf(name), number);
  }
  return found;
}

/** A PDF name holds other characters as `#c3`. */
function nameOf(name: string): string {
  return Buffer.from(
    name.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}
