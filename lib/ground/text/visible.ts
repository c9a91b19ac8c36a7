const NAMES: Readonly<Record<string, string>> = { "\n": "↵", "\r": "↵", "\t": "⇥" };
/** Control and format characters (bidirectional and zero-width ones among them), line separators, half surrogates. */
const HIDDEN = /\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/**
 * A text on one line, with everything in it that does not show, or that makes a terminal do something, as a sign or
 * its number.
 * @example visible("x\u001b[2J\nRODT") // "x⟨U+001B⟩[2J↵RODT"
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return NAMES[char.charAt(0)] ?? `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** White space, what does not show, and letters of which nothing is drawn. */
const BLANK = /^[\s\p{Z}\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]*$/u;

/** Whether nothing of a text is to be seen. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
