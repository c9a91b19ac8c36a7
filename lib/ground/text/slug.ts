/**
 * A text in the letters that every address shows as they are: `Økt innsyn (é)` → `okt-innsyn-e`.
 * @param between What stands for everything else.
 */
export function slug(text: string, between: "-" | "_" = "-"): string {
  return text
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, between)
    .replace(new RegExp(`^${between}+|${between}+$`, "g"), "");
}

/**
 * A name of its own: the wanted one, or with the first number from 2 that is free.
 * @param taken Names that are given already; the new one is added to them.
 */
export function unique(wanted: string, taken: Set<string>, between: "-" | "_" = "-"): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}${between}${n}`;
  taken.add(name);
  return name;
}
