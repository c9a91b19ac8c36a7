import { slug, unique } from "./slug.js";

/**
 * A text as a key that addresses can have: `Tier 1` → `tier_1`.
 * @param taken Keys that are given already; the new one is added to them.
 */
export function keyOf(text: string, taken: Set<string>): string {
  const plain = slug(text, "_");
  const wanted = (/^[a-z]/.test(plain) ? plain : `v_${plain}`.replace(/_$/, ""))
    .slice(0, 60)
    .replace(/_$/, "");
  return unique(wanted, taken, "_");
}
