/** A word or number in running text that only a value, a share phrase or a claim may bring. */
export interface Unchecked {
  readonly text: string;
  readonly kind: "number" | "number word" | "share" | "order" | "change";
}

const NUMBER_WORDS =
  "null to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue tjueen tjueto tjuetre tjuefire tjuefem tjueseks tjuesju tjueåtte tjueni tredve tretti førti femti seksti sytti åtti nitti hundre hundretalls tusen tusenvis million millioner milliard milliarder dusin tredje fjerde femte sjette sjuende åttende niende tiende".split(
    " ",
  );

const SHARE_WORDS = [
  "halvparten",
  "halvdelen",
  "hver (?:andre|annen|tredje|fjerde|femte|tiende)",
  "(?:en|to|tre) ?(?:tredjedel|tredel|fjerdedel|firedel|femtedel|femdel|sjettedel|sjettedel|tidel|tidjedel)(?:er)?",
  "(?:tredjedel|tredel|fjerdedel|firedel|kvart|femtedel|femdel|sjettedel|åttedel|tidel|tiendedel)(?:en|er|ene)?",
  "flertall(?:et)?",
  "fåtall(?:et)?",
  "mindretall(?:et)?",
  "majoritet(?:en)?",
  "minoritet(?:en)?",
  "mesteparten",
  "brorparten",
  "hoveddelen",
  "størsteparten",
  "flesteparten",
  "de (?:aller )?fleste",
  "nesten (?:alle|ingen)",
  "så godt som (?:alle|ingen)",
  "praktisk talt (?:alle|ingen)",
  "(?:svært|ganske|nokså|relativt|bare) (?:få|mange)",
  "få(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "(?<!hvor )mange(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "ingen(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "prosent(?:andel(?:en)?)?",
  "andelen er",
];

const ORDER_WORDS = [
  "flest",
  "færrest",
  "mest",
  // «minst ett» is a limit, not an order.
  "minst(?! (?:ett|en|én)(?![\\p{L}]))",
  "størst(?:e)?",
  "høyest(?:e)?",
  "lavest(?:e)?",
  "vanligst(?:e)?",
  "oftest",
  "sjeldnest",
  "hyppigst(?:e)?",
  "dominerer(?:er)?",
  "topper",
  "(?:flere|færre|mer|mindre|større|høyere|lavere|oftere|sjeldnere|vanligere) enn",
  "(?:flere|færre|mer|mindre|større|høyere|lavere) andel",
  "dobbelt så",
  "halvparten så",
  "like (?:mange|stor|store|høy|ofte|vanlig)",
  "omtrent (?:like|det samme)",
  "jevnt fordelt",
  "utpeker seg",
  "skiller seg ut",
  "overvekt",
];

const CHANGE_WORDS = [
  "øk(?:ning|ningen|t|te|er)",
  "nedgang(?:en)?",
  "vekst(?:en)?",
  "fall(?:et|t)?",
  "falt",
  "stig(?:er|ning)",
  "steg",
  "steget",
  "synk(?:er|ende)",
  "sank",
  "sunket",
  "gått (?:opp|ned)",
  "gikk (?:opp|ned)",
  "doblet",
  "halvert",
  "tredoblet",
  "uendret",
  "flere (?:i år|nå)",
  "færre (?:i år|nå)",
];

const EDGE = "[^A-Za-zÆØÅæøå0-9]";
const list = (
  words: readonly string[],
  kind: Unchecked["kind"],
): { pattern: RegExp; kind: Unchecked["kind"] } => ({
  pattern: new RegExp(`(?<=^|${EDGE})(?:${words.join("|")})(?=$|${EDGE})`, "giu"),
  kind,
});

const PATTERNS = [
  list(SHARE_WORDS, "share"),
  list(ORDER_WORDS, "order"),
  list(CHANGE_WORDS, "change"),
  list(NUMBER_WORDS, "number word"),
  { pattern: /(?<![\p{L}\d])[−-]?\d+(?:[ \u00a0.,]\d+)*(?:\s?%)?/gu, kind: "number" as const },
];

/** What may hold digits without being a number of the survey, taken out before the search. */
const EXCEPTED = [
  // Code, link targets, generated references, footnote marks, heading attributes, comments.
  /`[^`]*`/g,
  /\]\([^)]*\)/g,
  /<?https?:\/\/[^\s>)]+>?/g,
  /\[@[^\]]*\]/g,
  /\[\^[^\]]*\]:?/g,
  /\{#[^}]*\}/g,
  /<!--[\s\S]*?-->/g,
  // «minst ett»: the definition of who has something, not an order.
  /minst (?:ett?|én|en)(?![\p{L}])/giu,
  // Ordered lists.
  /^\s*\d+\.\s/gm,
  // Chapters, paragraphs, pages, reports.
  /(?:§+|kapittel|kapitler|kap\.|punkt|pkt\.|vedlegg|fotnote|figur|tabell|side|sidene|spørsmål|spørsmålene|s\.|artikkel|nr\.|(?:[Nn]otat|[Rr]apport|NOU|Meld\. St\.|Prop\.))\s*\d{1,4}(?:[.:–/-]\d+)*(?:\s*(?:,|og|til)\s*\d{1,2}(?:[.–-]\d+)*(?!\d|\s*(?:prosent|tiltak|%)))*/giu,
  // Years and spans of years.
  /(?<![\d.,])(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)?\d\d)?(?![\d%]|[.,]\d|\s?(?:prosent|tiltak|virksomheter|mill))/g,
];

/**
 * Finds what running text may not say on its own: digits, number words, and words of share, order and change.
 *
 * Excepted are years, references to chapters, paragraphs, pages and footnotes, addresses, code, and the names given
 * in `names` (products and documents whose names hold such words).
 * @param text Markdown, with values and claims replaced by something without letters or digits.
 * @returns In the order of the text, without overlaps.
 * @example findUnchecked("Halvparten av tiltakene") // [{ text: "Halvparten", kind: "share" }]
 */
export function findUnchecked(text: string, names: readonly string[] = []): Unchecked[] {
  let cleaned = text;
  const blank = (match: string): string => "\u0001".repeat(match.length);
  for (const name of names) cleaned = cleaned.replaceAll(name, blank);
  for (const pattern of EXCEPTED) cleaned = cleaned.replace(pattern, blank);
  const found: (Unchecked & { at: number })[] = [];
  for (const { pattern, kind } of PATTERNS) {
    for (const match of cleaned.matchAll(pattern)) {
      const at = match.index;
      const overlaps = found.some((f) => at < f.at + f.text.length && f.at < at + match[0].length);
      if (!overlaps) found.push({ text: match[0].trim(), kind, at });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ text: word, kind }) => ({ text: word, kind }));
}
