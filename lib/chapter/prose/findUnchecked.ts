/** A word or number in running text that only a value, a share phrase or a claim may bring. */
export interface Unchecked {
  readonly text: string;
  readonly kind: "number" | "number word" | "share" | "order" | "change";
}

const UNITS = "(?:en|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni)";
const TEENS = "(?:ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten)";
const TENS = `(?:tjue|tyve|tredve|tretti|førti|femti|seksti|sytti|åtti|nitti)${UNITS}?`;
const BELOW_100 = `(?:${TENS}|${TEENS}|${UNITS})`;
/** `sekstifire`, `hundreogtolv`, `to hundre`; not «en», «ett» and «første», «andre», which are mostly other things. */
const NUMBER_WORDS = [
  "null",
  "to|tre|fire|fem|seks|sju|syv|åtte|ni",
  TEENS,
  TENS,
  `${UNITS}?(?:hundre|tusen)(?:og)?${BELOW_100}?`,
  "(?:ti|hundre|tusen)(?:tall|vis)s?",
  "(?:million|milliard)(?:er)?",
  "dusin(?:vis)?",
  "(?:tredj|fjerd|femt|sjett|sjuend|syvend|åttend|niend|tiend)e",
];

const SHARE_WORDS = [
  "halvparten",
  "halvdelen",
  "hvert? (?:andre|annen|annet|tredje|fjerde|femte|tiende)",
  "annenhver",
  "annethvert",
  "samtlige",
  "(?:en|to|tre) ?(?:tredjedel|tredel|fjerdedel|firedel|femtedel|femdel|sjettedel|tidel|tidjedel)(?:er)?",
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
  "de (?:aller )?(?:fleste|færreste)",
  "(?:nesten|bortimot|tilnærmet|omtrent|så å si) (?:alle|ingen)",
  "så godt som (?:alle|ingen)",
  "praktisk talt (?:alle|ingen)",
  "(?:svært|ganske|nokså|relativt|bare) (?:få|mange)",
  "få(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "(?<!hvor )mange(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "ingen(?= (?:av )?(?:tiltak|virksomhete|departemente))",
  "prosent(?:en|andel(?:en)?)?",
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
  "dominerer",
  "topper",
  "(?:flere|færre|mer|mindre|større|høyere|lavere|oftere|sjeldnere|vanligere)(?: (?:tiltak|virksomheter|av dem))? enn",
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
  "øk(?:ning|ningen|t|te|er|ende)",
  "reduksjon(?:en)?",
  "(?:har |er )?vokst",
  "stadig (?:flere|færre)",
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
  "(?:for|tre|fir)?dobl(?:et|ing|ingen|er)",
  "halver(?:t|ing|ingen|er)",
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
  { pattern: /(?<![\p{L}\p{N}])[−-]?\p{N}+(?:[ .,⁄]\p{N}+)*(?: ?%)?/gu, kind: "number" as const },
];

/** Nouns that make a number before them a count. */
const COUNTED =
  "(?:prosent|%|av\\b|tiltak|virksomhet|departement|svar(?:ene)?\\b|kroner|mill|personer|stykker)";

/** What may hold digits without being a number of the survey, taken out before the search: just what the page reads so. */
const EXCEPTED = [
  // Code, unless it is a count in disguise.
  new RegExp(`\`(?![^\`]*\\d\\s*${COUNTED})[^\`]*\``, "giu"),
  // Link targets, generated references, footnote marks, ids of headings, comments.
  /\]\([^)\s]*\)/g,
  /<?https?:\/\/[^\s>)]+>?/g,
  /\[@[a-z]+:[\wæøå-]+\]/g,
  /\[\^[\wæøå-]+\]:?/g,
  /\{#[\wæøå-]+\}(?=\s*$)/gm,
  /<!--[\s\S]*?-->/g,
  // «minst ett»: the definition of who has something, not an order.
  /minst (?:ett?|én|en)(?![\p{L}])/giu,
  // The numbers of an ordered list, which are no dates.
  /^\s*\d\.\s(?!(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember))/gmu,
  // Chapters, paragraphs, pages, reports.
  new RegExp(
    `(?:§+|kapittel|kapitler|kap\\.|punkt|pkt\\.|vedlegg|fotnote|figur|tabell|side|sidene|spørsmål|s\\.|artikkel|nr\\.|notat|rapport|NOU|Meld\\. St\\.|Prop\\.)\\s*\\d{1,4}(?:[.:–/-]\\d+)*(?![\\d.,]*\\d|\\s*${COUNTED})`,
    "giu",
  ),
  // Years and spans of years.
  new RegExp(
    `(?<![\\d.,])(?:19|20)\\d\\d(?:\\s?[–-]\\s?(?:19|20)?\\d\\d)?(?![\\d%]|[.,]\\d|\\s*${COUNTED})`,
    "giu",
  ),
];

/** As it will be read: no soft hyphens, composed signs taken apart (½), any white space one space. */
function asRead(text: string): string {
  return text
    .replace(/&(?:shy|nbsp|thinsp);/g, (entity) => (entity === "&shy;" ? "" : " "))
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .normalize("NFKC");
}

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
  let cleaned = asRead(text);
  const blank = (match: string): string => "\u0001".repeat(match.length);
  for (const name of names) cleaned = cleaned.replaceAll(name, blank);
  for (const pattern of EXCEPTED) cleaned = cleaned.replace(pattern, blank);
  // A line break in the source is a space in the note.
  cleaned = cleaned.replace(/\s+/g, " ");
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
