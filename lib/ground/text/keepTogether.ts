import { type Html, trusted } from "./html.js";

const NO_BREAK_SPACE = "\u00a0";

/** Begins what is left as it is: no running text, or (a value) text whose lines the style keeps whole. */
const AS_IT_IS =
  /^<(?:code|pre|script|style|svg|math|textarea|span [^>]*class="v"|a [^>]*class="permalink num")[\s>]/;
const EMPTY = new Set("br col hr img input wbr".split(" "));
const INLINE = new Set(
  "a abbr b bdi button cite dfn em i kbd mark q s small span strong sub sup u".split(" "),
);
/** How far back is looked for the number. */
const REACH = 40;

/** A number that is no year, with its mark: what follows it is what it counts. */
const NUMBER = /(?:^|[^\p{L}\d])(?!(?:19|20)\d\d$)\d[\d\u00a0]*(?:[.,–:/]\d+)*\*?$/u;
const DAY = /(?:^|[^\p{L}\d.])\d{1,2}\.$/u;
/** A word that a number belongs to, and what a unit is said by half. */
const BEFORE_NUMBER =
  /(?:^|[^\p{L}])(?:kapit(?:tel|lene)|figur(?:ene)?|tabell(?:ene)?|vedlegg|fotnote|punkt|side|uke|paragraf|notat|kl\.|nr\.|pkt\.|s\.|ca\.|§§?|Altinn)$/iu;
const HALF_A_UNIT = /\d[\u00a0 ](?:mill|mrd)\.$/u;

/**
 * HTML whose lines never end between a number and what it counts («140 tiltak»), within a unit («4 mill. kroner»), or
 * between a reference and its number («kapittel 3.2»): the space there is one that does not break. After a year, lines
 * may break; code, formulas and drawings are left as they are.
 * @param page HTML whose attributes hold no `>`, as `html` and our Markdown write it.
 */
export function keepTogether(page: Html): Html {
  let before = "";
  const inside: string[] = [];
  let result = "";
  for (const piece of page.text.split(/(<!--[\s\S]*?-->|<[^>]*>)/)) {
    const tag = /^<(\/?)([a-z][\w-]*)/i.exec(piece);
    if (tag) {
      const [, end, name = ""] = tag;
      const ended = end ? inside.pop() : "";
      if (!end && !EMPTY.has(name) && !piece.endsWith("/>")) inside.push(AS_IT_IS.test(piece) ? name : "");
      // A button lies over the number before it, and holds no text. A heading's own number (a link) counts nothing.
      if (!INLINE.has(name) || ended === "a") before = "";
      result += piece;
    } else if (piece.startsWith("<!--")) {
      result += piece;
    } else {
      const text = inside.some((name) => name !== "") ? piece : glued(piece, before);
      before = (before + text).slice(-REACH);
      result += text;
    }
  }
  return trusted(result);
}

/** A stretch of text with what stands before it. */
function glued(text: string, before: string): string {
  return text.replace(/[ \n](?=([\p{L}\d]))/gu, (space, next: string, at: number) => {
    const left = at < REACH ? (before + text.slice(0, at)).slice(-REACH) : text.slice(at - REACH, at);
    const isDigit = /\d/.test(next);
    // Most words end in a letter: no number and no unit then.
    if (!isDigit && !/[\d\u00a0*.]$/.test(left)) return space;
    const keeps = isDigit
      ? BEFORE_NUMBER.test(left)
      : (NUMBER.test(left) && !BEFORE_NUMBER.test(left.replace(/[ \u00a0][\d.]+$/, ""))) ||
        (/\p{Ll}/u.test(next) && (DAY.test(left) || HALF_A_UNIT.test(left)));
    return keeps ? NO_BREAK_SPACE : space;
  });
}
