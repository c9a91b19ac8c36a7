import { PlainCopy } from "./plainCopy.js";
import { inPart } from "./readContents.js";
import { RichText } from "./richText.js";
import type { Parts } from "./unpack.js";
import { walkXml } from "./walkXml.js";

/**
 * The texts that the cells of a workbook share, by their number. An empty one (`<si/>`) has its number too.
 * @param name The part that holds them, or null when there is none.
 */
export function readStrings(parts: Parts, name: string | null): { strings: string[]; copy: PlainCopy } {
  const strings: string[] = [];
  const copy = new PlainCopy("s");
  if (name === null) return { strings, copy };
  const rich = new RichText(copy);
  inPart(parts, name, (part) =>
    walkXml(part, {
      open(tag) {
        if (!tag.own) return;
        if (tag.name === "sst" || tag.name === "si") copy.open(tag.name);
        else rich.open(tag.name);
      },
      text: (text) => rich.text(text),
      close(tag) {
        if (!tag.own) return;
        if (tag.name === "si") strings.push(rich.take());
        if (tag.name === "sst" || tag.name === "si") copy.close(tag.name);
        else rich.close(tag.name);
      },
    }),
  );
  return { strings, copy };
}
