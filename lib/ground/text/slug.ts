/**
 * A text in the letters that every address shows as they are: `Økt innsyn (é)` → `okt-innsyn-e`.
 * @param between What stands for everything else.
 */
export function slug(text: string, between: "-" | "_" = "-"): string {
  // Letter by letter into bytes: whole files are read so, and replacing in a string takes ten times as long.
  const bytes = Buffer.allocUnsafe(LONGEST * text.length);
  let length = 0;
  let apart = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const single = unit < SINGLE.length ? (SINGLE[unit] as number) : 0;
    if (single === APART) apart = true;
    else if (single > 0) {
      if (apart && length > 0) bytes[length++] = APART;
      apart = false;
      bytes[length++] = single;
    } else {
      const code = text.codePointAt(i) as number;
      if (code > 0xffff) i++;
      for (const letter of lettersOf(code)) {
        if (letter !== "-" && apart && length > 0) bytes[length++] = APART;
        apart = letter === "-";
        if (!apart) bytes[length++] = letter.charCodeAt(0);
      }
    }
  }
  const made = bytes.toString("latin1", 0, length);
  return between === "-" ? made : made.replaceAll("-", between);
}

const APART = 45;
/** So many letters one unit of a text comes to at most (`각`, taken apart). */
const LONGEST = 3;

/** What a character is in an address: letters, `-`, or nothing (an accent on its own). */
function lettersOf(code: number): string {
  return String.fromCodePoint(code)
    .toLowerCase()
    .replace("æ", "ae")
    .replace("ø", "o")
    .replace("å", "a")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]/g, "-");
}

/** Of most characters the one letter that they are. */
const SINGLE = Uint8Array.from({ length: 0x180 }, (_, code) => {
  const letters = lettersOf(code);
  return letters.length === 1 ? letters.charCodeAt(0) : 0;
});

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
