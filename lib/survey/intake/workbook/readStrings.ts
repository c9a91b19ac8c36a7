import { PlainCopy } from "./plainCopy.js";
import { inPart } from "./readContents.js";
import { isOn } from "./readStyles.js";
import { RichText } from "./richText.js";
import type { Parts } from "./unpack.js";
import { walkXml } from "./walkXml.js";

/**
 * The texts that the cells of a workbook share, by their number. An empty one (`<si/>`) has its number too.
 * @returns Also the numbers of those of which some is struck through.
 * @param name The part that holds them, or null when there is none.
 */
export function readStrings(
  parts: Parts,
  name: string | null,
): { strings: string[]; struck: ReadonlySet<number>; copy: PlainCopy } {
  const strings: string[] = [];
  const struck = new Set<number>();
  const copy = new PlainCopy("s");
  if (name === null) return { strings, struck, copy };
  const rich = new RichText(copy);
  inPart(parts, name, (part) =>
    walkXml(part, {
      open(tag) {
        if (!tag.own) return;
        if (tag.name === "sst" || tag.name === "si") copy.open(tag.name);
        else if (tag.name === "strike" && isOn(tag)) rich.strike();
        else rich.open(tag.name);
      },
      text: (text) => rich.text(text),
      close(tag) {
        if (!tag.own) return;
        if (tag.name === "si") {
          const taken = rich.take();
          if (taken.struck) struck.add(strings.length);
          strings.push(taken.text);
        }
        if (tag.name === "sst" || tag.name === "si") copy.close(tag.name);
        else rich.close(tag.name);
      },
    }),
  );
  return { strings, struck, copy };
}
