import { INSERT, NUMBER_WORD, UNIT, UNITS } from "./lexicon.js";

/** A pattern that is right as it stands though a rule of the lexicon would catch it, and why. */
export interface Harmless {
  readonly pattern: string;
  readonly because: string;
}

const AT_START = "(?<=^|[.!?:\\n] ?)";
/** After a value in the same sentence. */
const BESIDE_A_NUMBER = `(?<=${INSERT}[^.!?\\n]*)`;
/** Words of asking and counting, whose sentences are about the survey and not about its answers. */
const ABOUT_COUNTING =
  "(?:opplysning|informasjon|liste|register|portal|database|datasett|svar|spør|spurt|skjema|regel|tall|oppgi|fyll|fylte|kryss|meld|vise|vist|antall|tell|regn|andel|hører til|beskriv|kolonne|rad|merk|sendt|rettet|oversikt|søyle|figur|tabell|undersøkelse|utvalg|gjennomgå)\\p{L}*";
const NTH = "(?! (?:andre|annen|annet|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende))";
const MONTH = "(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)";
/** Nouns that are numbered in a text, and that no answer counts. */
const STRUCTURE =
  "(?:hoved|under|tverr)?(?:del(?:er|ene)?|måte(?:r|ne)?|måtar|(?:del)?rapport(?:er|ene)?|ledd|trinn|steg|punkt(?:er|ene)?|bind|kapitler|kapitlene|avsnitt(?:ene)?|grunner|årsaker|hensyn(?:ene)?|forhold|ting|typer|slags|alternativer|betydninger|prioriteringer|satsinger|tolkninger|definisjoner|spor|retninger|prinsipper|perspektiver|møter|runder|omganger|vedlegg|tabeller|figurer|sider|utgaver|versjoner|formål|bolker|temaer?|opplag|kolonner|rader|linjer|eksempler|setninger|ord|begreper|kilder|lenker|områder|kategorier|klasser|grupper|spørsmålene|undersøkelser|kartlegginger|målinger|livshendelser|skrivefeil|trykkfeil|bokstaver|tegn|vedtak|roller|nivåer)";
/** Parts of the form and words of the text. */
const ABOUT_FORM =
  "(?:skjema(?:et|er|ene)?|spørsmål(?:et|ene|a)?|begrep(?:et|er|ene|a)?|omgrep(?:et|a)?|definisjon(?:en|er|ene)?|svaralternativ(?:et|er|ene)?|forkortelse(?:r|ne)|hovedprioritering(?:er|ene)|kategori(?:en|er|ene)|formulering(?:er|ene)|felt(?:et|ene|a)?|rettelse(?:r|ne)|henvendelse(?:r|ne)|ord(?:ene|a)?|fotnote(?:r|ne)|oppgave(?:r|ne))(?!\\p{L})";
/** People who make or read a survey, and whom none is asked about. */
const MAKERS =
  "(?:kolleg(?:er|aer|aene|ene)|medarbeidere?|fagpersoner|fagfolk|testpersoner|statistikere|forskere|redaktører|korrekturlesere|saksbehandlere|konsulenter|studenter|informanter|intervjuere|praktikanter|jurister|lesere|deltakere|rådgivere|personer|avdelinger|seksjoner)";
const SPAN = "(?:år|årene|måneder|måneder|uker|veker|dager|dagar|døgn|timer|timar|minutter)";

/** What is right as it stands though a rule would catch it. */
export const HARMLESS: readonly Harmless[] = [
  { pattern: "én digital offentlig sektor", because: "the strategy's name" },
  { pattern: "minst (?:ett?|én|en|ei|eitt|ein)", because: "the limit of a definition, no order" },
  { pattern: "(?:ett?|én|en|ei) eller flere", because: "any number" },
  { pattern: "(?:mer|flere) enn (?:ett?|én|en)", because: "the limit of a definition: several" },
  { pattern: "(?:ett?|én|en) og (?:samme|same)|på én gang|med ett|ved et tilfelle", because: "no count" },
  {
    pattern: "i (?:så |alle |hvert |kvart |verste |beste )?fall(?= )|i (?:alle|hvert) fall",
    because: "a condition: i fall",
  },
  {
    pattern:
      "(?<=^|[.:;,!?\\n] ?|dette |det |første |neste |siste |et |hvert )steget? (?:fra|til|mot|videre|opp|er|kan|vil|var)",
    because: "the noun: a step",
  },
  {
    pattern: "(?:et|ett|dette|første|neste|hvert|viktige?|store?|lite|lange?|mange) steg(?:et)?",
    because: "the noun: a step",
  },
  {
    pattern: "(?:mest|minst|størst|best|høyest|lavest) mulige?",
    because: "an aim, no order of what was found",
  },
  {
    pattern: "(?:størst|mest|minst|mindre|mer|særlig) vekt(?= på)",
    because: "what an author or a strategy stresses",
  },
  {
    pattern:
      "(?<!(?:^|[^\\p{L}])(?:har|er|ble|blitt|antallet|andelen|tallet) )(?:økte?|auka|redusert(?:e)?) (?:kostnader|utgifter|krav|behov|kvalitet\\p{L}*|deling|bruk av|tverrfaglighet|samhandling|samarbeid|samordning|sikkerhet|effektivitet|produktivitet|brukervennlighet|tilgjengelighet|verdiskap\\p{L}*|åpenhet|digitalisering|gjenbruk|innsikt|forståelse|trygghet|kunnskap|kompetanse|miljøbelastning)",
    because: "what tiltak aim at, in the words of the form; nothing that was found to rise",
  },
  { pattern: "(?:å|skal|kan|vil|bør|må|kunne|skulle) (?:auke|stige|falle|doble|halvere)", because: "an aim" },
  {
    pattern:
      "(?:til|for|skape|skaper|økonomisk|grønn|bærekraftig|gi|gir|mer) vekst(?:en)?(?! i (?:antall|andel|tal))",
    because: "growth of the economy",
  },
  {
    pattern:
      "(?:falt|faller|falle|falt ned|fell) (?:sammen med|(?:midt )?i (?:\\p{L}*ferien|påsken|jula|julen|helgen|helga)|på (?:en )?(?:\\p{L}*dag|helg|helligdag)|(?:inn )?under|innenfor|utenfor|inn i)",
    because: "a date, or what belongs where",
  },
  {
    pattern: "(?:fallende|stigende|synkende|avtakende|økende) (?:orden|rekkefølge)",
    because: "how something is sorted",
  },
  {
    pattern: `${NUMBER_WORD} (?:\\p{L}+(?:e|ige) )?${STRUCTURE}`,
    because: "parts of a text, which no answer counts",
  },
  {
    pattern: `(?:den|det|de) (?:første|andre|tredje) av (?:${NUMBER_WORD}|\\d) ${STRUCTURE}`,
    because: "place in a series",
  },
  { pattern: `(?:${NUMBER_WORD}|\\d{1,3}) ${SPAN}`, because: "a span of time" },
  {
    pattern:
      "(?<=(?:felt|rad|celle|kolonne|linje|svar|skjema|ark)\\p{L}* (?:som )?)(?:er|var|blir|ble|står) (?:\\p{L}+ )?tom(?:t|me)?|er (?:feltet|raden|cellen|linjen) tom(?:t|me)?",
    because: "what stands in the form",
  },
  {
    pattern: `(?<=(?:regnes|menes|forstås|defineres|kalles|teller|meiner vi|mener vi)[^.!?\\n]{0,60} )minst (?:${NUMBER_WORD}|\\d+)`,
    because: "the limit of a definition",
  },
  { pattern: "folk flest", because: "people in general" },
  {
    pattern: `(?<=(?:omfatter|er|handler om|betyr|dekker|krever|omfattar|inneber) )(?:mer|meir) enn(?! (?:halv|hver|${NUMBER_WORD}|en |ett |\\d))(?= [\\p{L} -]{3,30}[.,;]|$)`,
    because: "what a word means",
  },
  {
    pattern:
      "(?:under|over|på|opp til|inntil) \\d[\\d ]*(?:,\\d+)? (?:kroner|mill\\.?(?: kroner)?|millioner(?: kroner)?)(?= (?:skal|skulle|må|måtte|trengte|trenger) )",
    because: "the limit of a rule",
  },
  {
    pattern: `${NUMBER_WORD} (?:\\p{L}+e )?(?:navn|nummer|eiere|skjema|utfylte skjema|felt|bokstaver|siffer|desimaler)(?![\\p{L}])`,
    because: "how tiltak are registered",
  },
  {
    pattern: "(?:hver|kvar) fase (?:avsluttes|begynner|ender|starter|har (?:et|sitt|en|sin)|består|slutter)",
    because: "what a phase is",
  },
  {
    pattern:
      "(?<=(?:brukergruppene|kategoriene|fasene|alternativene|klassene|svaralternativene|spørsmålene|teknologiene) )(?:er|var) (?:de|dei) (?:samme|same) som(?: (?:i|ved) (?:forrige|fjorårets) \\p{L}+)?",
    because: "the form, not its answers",
  },
  {
    pattern:
      "(?<=(?:linje|strek|punkt|stjerne|farge|søyle|prikk)\\p{L}* (?:markerer|viser|er|angir) )(?:gjennomsnittet|medianen)",
    because: "how a figure is read",
  },
  {
    pattern: `${NUMBER_WORD} ${MAKERS}(?! (?:bruker|er brukere|svarer|svarte))`,
    because: "who made the survey, or made it better",
  },
  {
    pattern: `(?:de|dei) ${NUMBER_WORD} (?:siste|første|fyrste|øverste|nederste|midterste|nye|gamle|andre)(?= (?:fase|klasse|kategori|alternativ|svar|spørsmål|undersøkelse|kartlegging|år|årgang|nivå|ledd|kolonne|rad))`,
    because: "parts of the form, by their place",
  },
  {
    pattern:
      "(?<=[\\p{L}](?:elle|ige|ske|ale|bare|somme|iske|erte|ete|nye) )steg(?= (?:i (?:en|et|ei)|som|på|mot|for)|[.,])",
    because: "the noun: a step",
  },
  {
    pattern:
      "(?<=(?:betyr|innebærer|vil si|inneber|går ut på)(?: her)? at [^.!?\\n]{0,80})er (?:regelen|hovedregelen|normen|normalen|standarden)",
    because: "what a principle means",
  },
  {
    pattern:
      "(?:et|eit) (?:høyt|lavt|stort|lite|høgt|lågt) tall? (?=(?:er|betyr|sier|seier|trenger|behøver) (?:ikke|ikkje|bare|at|nødvendigvis))",
    because: "how a number is to be read",
  },
  {
    pattern:
      "(?<=(?:omregn|rund|oppgi|oppgje|oppgitt|skriv|regn|vis|før|måle|målt)\\p{L}* (?:til|i|som|om til) (?:hele |heile |nærmeste )?)(?:millioner|millionar|milliarder|milliardar|tusen)(?= kroner|[.,]|$)",
    because: "the unit",
  },
  {
    pattern:
      "(?<=(?:figur|tabell|skjema|spørsmål|metode|undersøkelse|kartlegging|notat|utsending|framgangsmåte|fremgangsmåte|inndeling|utvalg|mal|oppsett|farge)\\p{L}* [^.!?\\n]{0,60})(?:som|siden|enn) (?:i fjor|sist|før|året før|forrige gang|tidligere)",
    because: "how the survey is made",
  },
  {
    pattern:
      "(?:samme|same) (?:farge|oppsett|rekkefølge|skrift|verktøy|program|skala|enhet|språk|navn)\\p{L}*",
    because: "how the survey is made",
  },
  { pattern: `(?:${NUMBER_WORD}|\\d{1,3}) (?:sider|siders)`, because: "the length of a document" },
  { pattern: `(?<!\\d)(?:[1-9]|[12]\\d|3[01])\\. ${MONTH}(?: (?:19|20)\\d\\d)?`, because: "a date" },
  { pattern: "(?:klokka|klokken|kl\\.) ?(?:[01]?\\d|2[0-3])(?:[.:][0-5]\\d)?", because: "a time of day" },
  { pattern: "uke(?:ne)? [1-5]?\\d(?:(?:[–-]| og | til )[1-5]?\\d)?", because: "a week's number" },
  {
    pattern: "(?:i|som|uttrykt i|målt i|skrevet i|hele|viser|oppgir|angir) prosent(?! av)",
    because: "the unit",
  },
  {
    pattern: `${AT_START}(?:for|på|under|i|bak|per|hos) (?:hver|hvert|kvar|kvart)${NTH}(?: enkelt)?(?= )|(?<=${ABOUT_COUNTING}[^.!?\\n]{0,60}(?:for|på|under|i|av|bak|per|hos|fra|med|om|til) )(?:hver|hvert|kvar|kvart)${NTH}(?: enkelt)?(?= )|per (?:hver|${UNITS})|${BESIDE_A_NUMBER}(?:for|på|under|i|av|per|hos|fra|om) (?:hver|hvert|kvar|kvart)${NTH}(?= )`,
    because: "per tiltak or body: how something is asked and counted",
  },
  {
    pattern: `${BESIDE_A_NUMBER}(?:av|for|over|blant|til|fra|hos|om|ved|mellom|i|under|mot) alle(?: de| dei)?(?= ${UNIT})|(?:av|for|over|blant|til|fra|hos|i) alle(?: de| dei)?(?= ${UNIT}[^.!?\\n]*${INSERT})`,
    because: "the base of a number, which is held against the value beside it",
  },
  {
    pattern: `(?<=(?:${ABOUT_COUNTING}|(?:^|[^\\p{L}])(?:kan|skal|må|bør|kunne|skulle))[^.!?\\n]{0,60}(?:av|for|over|blant|til|fra|hos|i|på) )alle(?: de| dei)?(?= ${UNIT})`,
    because: "who was asked or is counted, or what is meant to be",
  },
  {
    pattern:
      "(?:den |det |de |dei |i )?(?:lav|høy|stør|min|øver|neder|vanlig|viktig|kort|leng|grove|fine|låga|høga|vanlega|viktiga)(?:e)?ste (?:(?:måle|undersøkelses|analyse)?enhet|klasse|nivå|trinn|kategori|verdi|grense|alternativ|svaralternativ|forkortelse|begrep|ord|uttrykk|linje|rad|inndeling)(?:en|n|ne|t|et|ene|a|er|r)?(?![\\p{L}])",
    because: "a class by its place among the classes",
  },
  { pattern: "ingen av delene", because: "an option: neither" },
  { pattern: "dobbelt(?:registrer|før|mora|tel)\\p{L}*", because: "the same record twice" },
  {
    pattern:
      "(?<!(?:^|[^\\p{L}])(?:langt|mye|noe|litt|enda|stadig|har|får|betydelig|klart) )(?:større|mindre|høyere|lavere) (?:tiltak|prosjekt(?:er)?)(?! enn)",
    because: "a kind of tiltak",
  },
  {
    pattern: "(?:senere|tidligere|annet|andre|annen|annerledes|heller|før|anna|andre) enn",
    because: "later or other than: no amount",
  },
  { pattern: "halvår(?:et|s)?|halvveis", because: "a span" },
  {
    pattern: "flere (?:av )?(?:ganger|svar|kryss|måter|steder|grunner|hensyn|spørsmål|alternativer)(?! enn)",
    because: "more than one",
  },
  {
    pattern: "(?:minst )?like (?:viktig|godt|nyttig|nødvendig|relevant|gjerne|fullt|interessant)",
    because: "a judgement, no amount",
  },
  {
    pattern: `${NUMBER_WORD} ganger(?! (?:så|større|flere|mer|høyere|av|opp))`,
    because: "how often something was done",
  },
  {
    pattern:
      "(?:de |det |den )?viktigste (?:resultat|funn|hensyn|endring|begrep|grunn|kild|spørsmål|oppgav|punkt|mål(?:et|ene|a)?(?!\\p{L})|forbehold|ord)\\p{L}*",
    because: "what an author finds important",
  },
  { pattern: "(?<=til )(?:hundre|100)(?: prosent)?", because: "what shares add up to" },
  {
    pattern:
      "(?:det|noe av det) (?:mest|minst) \\p{L}+ å (?=svare|besvare|fylle|oppgi|forstå|måle|tolke|anslå)",
    because: "how hard a question is to answer",
  },
  {
    pattern: `kan (?:ha|være|gi|koste|kreve|ta|bli) (?!${INSERT})[^.,;:\\n]{0,40}? enn(?! (?:i fjor|før|sist))`,
    because: "a possibility, nothing that was found",
  },
  {
    pattern: `(?<=(?:krav|plikt|lov|forskrift|rundskriv|instruks|ordning|regl|regel|strategi|veileder|retningslinj|frist|tilbud)\\p{L}* (?:gjelder|gjeld|omfatter|er rettet mot|retter seg mot|åpent|sendes|sendt|ble sendt|går|gikk)(?: for| til)? )alle(?: de)?(?= ${UNIT})`,
    because: "whom a rule is for",
  },
  {
    pattern: `(?:hver|hvert|kvar|kvart) (?:${UNITS}) (?:har|hadde|får|fikk|fekk|har fått|har levert) (?:et|eit|eitt|en|ei|sitt|sin|si) (?:eget|eige|egen|eiga|eigen)? ?(?:skjema|nummer|id|rad|linje|ark|lenke|kode|kontaktperson|liste|mal)\\p{L}*`,
    because: "how the survey is made",
  },
  {
    pattern: `(?<=(?:gjort|gjord|utført|lest|kodet|kontrollert|laget|skrevet|gjennomgått|vurdert|deltok) (?:av )?)${NUMBER_WORD} (?:personer|kolleger|kollegaer|medarbeidere|konsulenter|forskere|statistikere|saksbehandlere)`,
    because: "who made the survey",
  },
  {
    pattern: `(?<=(?:ordet|begrepet|uttrykket|betegnelsen|brukes|brukt) (?:\\p{L}+ )?om )alle(?: de| dei| slike)?(?= ${UNIT})`,
    because: "what a word is used of",
  },
  {
    pattern: "ingen (?:skal|må|bør) (?:behøve|måtte|trenge|kunne|stå|oppgi|gjøre)",
    because: "what is meant to be, of anybody",
  },
  {
    pattern:
      "(?:de fleste|mange|alle|noen) (?:(?:vil|kan|bør) )?(?:kjenner?|forstår?|forbinder?|vet|husker?|tenker?|tror)(?= (?:igjen |seg |nok |til |at |på |hva |hvordan |med )?)",
    because: "what people know, which was not asked",
  },
  {
    pattern: `(?<=(?:^|[.!?:\\n] ?)(?:en|ei|et|eit) [\\p{L}-]+ )er (?:det samme|det same|ikke det samme) som(?= (?:en|ei|et|eit|å) )`,
    because: "what two words mean",
  },
  {
    pattern: "(?:lettere|enklere|vanskeligere|greiere|tryggere) å (?:lese|forstå|bruke|tolke|vise|se) enn",
    because: "how something is shown",
  },
  {
    pattern: `(?<=(?:velge|valgte|kunne velge|skille|skilte) mellom )${NUMBER_WORD}(?= (?:\\p{L}+ )?(?:faser|alternativ|svar|klasser|nivå|kategori|grader))`,
    because: "what the form let a body choose",
  },
  {
    pattern: `(?:over |nær |om lag |omtrent |rundt )?${NUMBER_WORD} (?:personer|deltakere|innspill|høringssvar)(?= (?:har |ble |deltok|bidro|ga |møtte|kom ))`,
    because: "who took part in making something",
  },
  {
    pattern:
      "(?:en|ein) prosent(?:andel|del)?(?: av (?:et|eit) (?:lite|stort) (?:antall|tal|tall))?(?= (?:kan|vil|sier|av et|av eit))",
    because: "how a share is to be read",
  },
  {
    pattern: `(?:ved|med|hvis|når|under|dersom) (?:færre|flere|mindre|mer) enn (?:${NUMBER_WORD}|\\d+)(?= svar| i grunnlaget)|(?:antall )?i stedet for (?:prosent|andel)`,
    because: "how numbers are printed",
  },
  {
    pattern: `(?<=(?:^|[^\\p{L}])(?:en|ei|ett|én|et) av )(?:de )?${NUMBER_WORD}(?= (?:\\p{L}+ )?i (?:\\p{L}*strategi|handlingsplan|\\p{L}*reform|rundskriv|lov|modell))`,
    because: "parts of a strategy, which no answer counts",
  },
  {
    pattern: "viktigere enn(?=[^.!?]*, (?:skriver|mener|sier|ifølge|påpeker|understreker))",
    because: "what others find important",
  },
  {
    pattern: `${NUMBER_WORD}(?= (?:${UNITS}) kan (?:ha |forstå|tolke|være |svare))`,
    because: "a possibility, nothing that was found",
  },
  {
    pattern: `(?<=(?:hjelp|testet|prøvd|medlemmer|omorganisering|unntak|meldt inn|kvalitetssikret|på vegne|gjennomgått|kolleger|bistand)[^.!?\\n]{0,40} (?:av|i|fra|hos|med) )(?:${NUMBER_WORD}|en håndfull)(?! av (?:ti|fem|fire|tre))`,
    because: "who took part in the survey",
  },
  {
    pattern: `${NUMBER_WORD} (?:av )?(?:${UNITS}) (?=(?:er|ble|var) slått sammen|ba om|ringte|skrev til|tok kontakt)`,
    because: "what happened as the survey was made",
  },
  {
    pattern: "(?<=(?:^|[.!?:\\n] ?)(?:en|ei|et|eit) [\\p{L}-]+ )er (?:ikke|ikkje) (?:en|ei|et|eit)(?= )",
    because: "what a word does not mean",
  },
  {
    pattern:
      "(?<=(?:bygger på|bruker|viser|hentet fra) (?:de |dei )?)(?:samme|same) (?:tallene|tala|tall|tal)",
    because: "where numbers come from",
  },
  { pattern: "digitalt førstevalg", because: "a principle's name" },
  { pattern: "forskjeller på noen få", because: "how numbers are to be read" },
  { pattern: "forskjell(?:en)? på å", because: "what a word means" },
  {
    pattern: `${NUMBER_WORD} (?:innsats|satsings|mål|politikk|tema)områder`,
    because: "parts of a strategy, which no answer counts",
  },
  {
    pattern: "mest av alt|det viktigste er (?:at|å)|størst (?:nytte|glede)",
    because: "a judgement, no order of what was found",
  },
  {
    pattern:
      "(?:samme|same) (?:fram|frem)?(?:gangsmåte|metode|mal|skjema|spørsmål|inndeling|definisjon|ordlyd|regel|begrep|opplysning)\\p{L}*(?: som (?:sist|i fjor|før|året før|i \\d{4}))?",
    because: "how the survey is made",
  },
  {
    pattern: `(?:deler|dele|deles|delt|delte|delast)(?: \\p{L}+){0,3} i ${NUMBER_WORD}`,
    because: "how something is divided",
  },
  {
    pattern:
      "(?:(?:vet|sier|viser|avgjør|svarer|forteller)(?: vi| derfor| altså| heller| likevel| seg)* ikke(?: noe)? om|ikke (?:si|vite|avgjøre|vise|svare på)(?: noe)? om|(?:uklart|ukjent|usikkert|uvisst) (?:om|hvor)) [^.,;:\\n]*",
    because: "what is said not to be known",
  },
  { pattern: "alle tiltak teller likt", because: "how tiltak are counted" },
  {
    pattern:
      "\\p{L}*(?:utvalg|skjema|spørsmål|metode|ordlyd|definisjon|inndeling|framgangsmåte|frist)\\p{L}* (?:er|var|ble|vart) (?:det|den|de|dei) (?:samme|same)(?: som (?:i fjor|sist|året før|i \\d{4}))?",
    because: "how the survey is made",
  },
  {
    pattern: `(?<=(?:skal|må|bør|skulle|plikter) )alle(?: de| dei)?(?= ${UNIT})`,
    because: "whom a rule is for",
  },
  {
    pattern: "(?:nærmeste|i hele|hele) (?:ti|hundre|tusen|million|prosent)",
    because: "how numbers are rounded",
  },
  {
    pattern:
      "(?:en|ein) (?:høy|høg|lav|låg|stor|liten) (?:andel|del) (?:betyr|kan|vil|sier|trenger|må|behøver)(?= )",
    because: "how a share is to be read",
  },
  {
    pattern:
      "(?:mer|mindre|\\p{L}+ere) [^.,\\n]{0,30}?enn (?:det|en|man|mange|de fleste|vi) (?:høres|ser|skulle|kunne|tror|trodde|hadde tenkt)",
    because: "what one would think",
  },
  { pattern: "steg for steg|skritt for skritt", because: "the noun: a step" },
  {
    pattern:
      "(?:fall|vekst|økning|nedgang)(?:et|en)? i (?:\\p{L}*pris|rent|økonomi|folketall|kronekurs)\\p{L}*",
    because: "the economy, not the answers",
  },
  {
    pattern: `(?:hver|hvert) (?:${UNITS}) (?:fikk (?:tilsendt|skjema|spørsmål|ett?|[eé]n)|skulle|kunne|kan|må|skal fylle)(?= )`,
    because: "what the form let a body do",
  },
  { pattern: "i likhet med (?!i? ?(?:fjor|året|forrige|2\\d{3}))", because: "likeness of kind" },
  {
    pattern: `(?:de fleste|dei fleste|alle|samtlige|mange|få|noen få|enkelte|hvert|hver|kvart|kvar|${NUMBER_WORD}) (?:av (?:de |dei )?)?(?:\\p{L}+(?:e|ige|ske) )?${ABOUT_FORM}`,
    because: "parts of the form and words of the text, which no answer counts",
  },
  { pattern: `(?:flere|færre|fleire) ${ABOUT_FORM} enn`, because: "the form's own length" },
  {
    pattern: `(?<=${ABOUT_FORM}[^.,;:\\n]{0,30} (?:er|var|ble|vart) )(?:(?:noe|litt|langt|mye) )?(?:\\p{L}+ere enn|like|ulike|(?:det|den|de) mest \\p{L}+|tyngst|lengst|kortest)`,
    because: "how the form is, not its answers",
  },
  { pattern: "(?:ikke|ikkje) (?:meininga|meningen|meint|ment) at alle", because: "what is not meant" },
  {
    pattern: "(?:ikke|ikkje) alle (?:tiltak|prosjekt(?:er)?) (?:treng|trenger|må|behøver|har behov)",
    because: "what is not asked of all",
  },
  {
    pattern: "(?:størst|mest|minst|best|høyest|lågast|høgast) mogl?eg(?:e)?",
    because: "an aim, no order of what was found",
  },
  {
    pattern:
      "summ?(?:en|ane)? (?:blir |er |kan bli )?(?:over|meir enn|mer enn) (?:hundre|100) ?(?:prosent|%)",
    because: "what shares add up to",
  },
  {
    pattern:
      "(?:i|oppgitt i|oppgjevne i|målt i) (?:hele |heile )?(?:millionar|millioner|milliarder|milliardar|tusen) (?:kroner)?",
    because: "the unit",
  },
  {
    pattern: "(?:lågaste|høgaste|laveste|høyeste|største|minste) (?:kostnads|ramme)?klass\\p{L}*",
    because: "a class by its place among the classes",
  },
  { pattern: "gjensidig utelukkende", because: "a property of categories" },
  {
    pattern: "(?:mer|meir) enn (?:teknologi|teknikk|summen|ord|et spørsmål|eit spørsmål)",
    because: "what something is, not how much",
  },
  { pattern: "hver dag|hver uke|kvar dag|kvar veke|hverdag\\p{L}*", because: "a span of time" },
  {
    pattern: "(?:lengre|kortere|mer) (?:tid|arbeid) enn (?:ventet|tenkt|planlagt|venta)",
    because: "the making of the survey",
  },
  {
    pattern: "(?:ett|eitt|et) tiltak (?:bare |berre )?(?:har|kan ha) (?:én|ein|en)",
    because: "how tiltak are registered",
  },
  { pattern: `(?:åpen|åpent|open|ope) for alle(?: de)?(?= ${UNIT})`, because: "whom a rule is for" },
  {
    pattern:
      "er (?:ikke|ikkje|noe annet enn) (?:det )?(?:samme|same) som(?: null)?(?! (?:i fjor|før|sist|i \\d{4}))",
    because: "what two words mean",
  },
  { pattern: "for (?:få|mange) (?:år|svar|ord|tegn)", because: "a limit of the survey" },
  {
    pattern: "prosent(?:en|ene|andelene)? (?:er|blir) (?:rund|regn|avrund|berekn|beregn)\\p{L}*",
    because: "how numbers are printed",
  },
  { pattern: "(?:samme som|som|regnes som|lik|er) null", because: "what an empty field means" },
  {
    pattern: `(?<=(?:prosjektveiviser|modell|rammeverk|metode)\\p{L}* (?:har|er delt i|består av) )${NUMBER_WORD} faser`,
    because: "parts of a model, which no answer counts",
  },
  {
    pattern:
      "(?:summen|summene|delsummene) (?:blir |er |kan (?:bli |være )?|vil (?:bli |være )?)?(?:ofte |derfor |dermed )*(?:større|mindre|høyere|lavere|over|under)(?: enn)?",
    because: "how numbers add up",
  },
  {
    pattern: "(?<=sum\\p{L}* [^.!?]{0,30})(?:avvike fra |over |under |til |bli )hundre(?: prosent)?",
    because: "how shares add up",
  },
  {
    pattern:
      "(?<=(?:svaralternativ|spørsmål|skjema|definisjon|inndeling|kategori|begrep|metode|avgrensning)\\p{L}* )(?:er|var) (?:ikke )?(?:de|det|den) samme (?:som (?:i |ved )?(?:forrige|fjorårets) \\p{L}+)?",
    because: "the form, not its answers",
  },
];
