/**
 * A text as a key that addresses can have: `Tier 1` → `tier_1`.
 * @param taken Keys that are given already; the new one is added to them.
 */
export function keyOf(text: string, taken: Set<string>): string {
  const plain = text
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const slug = (/^[a-z]/.test(plain) ? plain : `v_${plain}`.replace(/_$/, "")).slice(0, 60).replace(/_$/, "");
  let key = slug;
  for (let n = 2; taken.has(key); n++) key = `${slug}_${n}`;
  taken.add(key);
  return key;
}
