import { FOOTNOTES } from "./secrets.js";

/**
 * What is left of a text however it is written: its consonants and digits, as numbers from 1. Vowels that others write
 * in two letters (`å` as `aa`, `ø` as `oe`), signs, spaces and accents are left out, so that the skeleton of a text
 * holds that of every text that stands in it, as it is, in the letters of addresses, or without its spaces.
 */
export function skeletonOf(written: string): Uint8Array {
  // Letters of mathematics and the like take two units each.
  const text = /[\ud800-\udbff]/.test(written) ? written.replace(FOOTNOTES, " ").normalize("NFKC") : written;
  const bones = new Uint8Array(MOST * text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let bone = BONES[unit] as number;
    if (bone === UNKNOWN) bone = learn(unit);
    if (bone === SEVERAL) for (const one of LONGER.get(unit) as Uint8Array) bones[length++] = one;
    else if (bone > 0) bones[length++] = bone;
  }
  return bones.subarray(0, length);
}

/** So many bones a unit of UTF-16 comes to at most. */
const MOST = 4;
const UNKNOWN = 255;
const SEVERAL = 254;
/** The bone of each unit of UTF-16, as far as one has been met. */
const BONES = new Uint8Array(0x10000).fill(UNKNOWN);
const LONGER = new Map<number, Uint8Array>();

function learn(unit: number): number {
  const letters = String.fromCharCode(unit)
    .replace(FOOTNOTES, "")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("q", "k")
    .replaceAll("w", "v")
    .replace(/[^0-9b-df-np-z]/g, "");
  const bones = Uint8Array.from(letters, (letter) => 1 + "0123456789bcdfghijklmnprstuvxyz".indexOf(letter));
  const bone = bones.length > 1 ? SEVERAL : (bones[0] ?? 0);
  if (bones.length > 1) LONGER.set(unit, bones.subarray(0, MOST));
  BONES[unit] = bone;
  return bone;
}

/** So many bones are looked up together. */
const START = 4;
/** Each of 31 bones takes 5 bits: q counts as k, and w as v. */
const BITS = 5;
const MASK = 2 ** (START * BITS) - 1;

/**
 * Finds which of many texts may stand in another: those whose skeletons stand in its skeleton, and those of which too
 * little is left to tell. Goes through the other once, however many texts there are.
 * @param wanted Texts, by their place in the list.
 */
export function skeletonSearch(wanted: readonly string[]): (text: string) => number[] {
  const begins = new Uint8Array((MASK + 1) >> 3);
  const alike = new Map<number, { readonly bones: Uint8Array; readonly at: number }[]>();
  const always: number[] = [];
  for (const [at, text] of wanted.entries()) {
    const bones = skeletonOf(text);
    if (bones.length < START) {
      always.push(at);
      continue;
    }
    let key = 0;
    for (const bone of bones.subarray(0, START)) key = (key << BITS) | bone;
    begins[key >> 3] = (begins[key >> 3] as number) | (1 << (key & 7));
    alike.set(key, [...(alike.get(key) ?? []), { bones, at }]);
  }
  return (text) => {
    const found = new Set(always);
    const bones = skeletonOf(text);
    let key = 0;
    for (let end = 0; end < bones.length; end++) {
      key = ((key << BITS) | (bones[end] as number)) & MASK;
      if (((begins[key >> 3] as number) & (1 << (key & 7))) === 0) continue;
      for (const one of alike.get(key) ?? [])
        if (!found.has(one.at) && standsAt(bones, end + 1, one.bones)) found.add(one.at);
    }
    return [...found];
  };
}

/** Whether what comes after the START bones of a text is at a place of another. */
function standsAt(bones: Uint8Array, from: number, wanted: Uint8Array): boolean {
  if (from + wanted.length - START > bones.length) return false;
  for (let i = START; i < wanted.length; i++) if (bones[from + i - START] !== wanted[i]) return false;
  return true;
}
