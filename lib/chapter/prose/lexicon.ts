import { either, OWN_UNITS } from "./pattern.js";

/** What running text may not say on its own. */
export type Kind =
  | "number"
  | "number word"
  | "share"
  | "order"
  | "change"
  | "reference"
  | "letter"
  | "statement";

/** A pattern of the lexicon: a regular expression's source between the edges of a word. */
export interface Rule {
  readonly kind: Kind;
  readonly pattern: string;
}

/** Stands where a value, phrase, claim or label is put in. */
export const INSERT = "\uE000";
/** Stands where an option's or item's label is put in, which is no number. */
export const LABEL = "\uE004";

// Bokmål and nynorsk side by side; endings are written out where a stem alone would catch other words.

/** What is counted, in any form, with the survey's own nouns: tiltakene, virksomheter, verksemdene, departementsområder. */
export const UNITS = `(?:${[
  OWN_UNITS,
  "(?:digitaliserings)?tiltak(?:et|a|ene)?",
  "(?:digitaliserings)?prosjekt(?:et|er|a|ene)?",
  "(?:skate-)?(?:virksomhet|verksemd)(?:en|a|er|ar|ene|ane)?",
  "(?:etat|sektor)(?:en|er|ar|ene|ane)?",
  "(?:direktorat|departement)(?:et|er|a|ene)?",
  "ministeri(?:um|et|er|ene)",
  "departementsområde(?:t|r|ne)?",
  "(?:svar)?porteføljen?",
  "(?:innmelding|respondent)(?:en|a|er|ar|ene|ane)?",
  "(?:prosjekt)?fase(?:n|r|ne)?",
  "brukergruppe(?:n|r|ne)?",
].join("|")})(?!\\p{L})`;
/** Up to three words that may stand between a quantifier and its noun. */
const MODIFIERS =
  "(?:(?!(?:som|og|eller|at|er|var|har|hadde|ikke|av|i|på|for|til|med|kan|skal|vil|om|enn) )[\\p{L}/-]+ ){0,3}?";
export const UNIT = `${MODIFIERS}(?:${UNITS})`;
/** `av`, or the noun itself. */
const OF_UNITS = `(?: av (?:dem|de|dei|disse|desse|oss|${UNIT})| ${UNIT})`;
const HEDGE = `(?:${either(
  "nesten|bortimot|bort imot|tilnærmet|omtrent|om lag|omlag|rundt|cirka|ca\\.?|så å si|så godt som",
  "praktisk talt|nær|nærmere|nær sagt|nærmest|knapt|knappe|drøyt|drøye|vel|godt|litt|over|under|nøyaktig",
  "fullt",
)})`;

/** Just short of all, or of none. */
const NEARLY =
  "(?:nesten|bortimot|bort imot|tilnærmet|omtrent|om lag|omlag|så å si|så godt som|praktisk talt|nær|nærmere|nær sagt|nærmest|knapt|knappe)";
/** What may stand before a fraction or a quantifier and changes it. */
const QUALIFIER = `(?:${either(
  `(?:godt|litt|langt|noe|svakt|klart) (?:over|under)|i (?:over|under)kant av|mer enn|meir enn|mindre enn`,
  `færre enn|flere enn|snaut|snaue|godt og vel|${HEDGE}`,
)})`;

const SMALL = "(?:en|én|ein|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni)";
const TEEN = "(?:ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten)";
const TEN = `(?:tjue|tyve|tredve|tretti|førr?ti|femti|seksti|sytti|åtti|nitti)${SMALL}?`;
const BELOW_100 = `(?:${TEN}|${TEEN}|${SMALL})`;
export const NUMBER_WORD = `(?:null|to|tre|fire|fem|seks|sju|syv|åtte|ni|${TEEN}|${TEN}|${SMALL}?(?:hundre|tusen)(?:og)?${BELOW_100}?)`;
const FRACTION =
  "(?:tredje|tre|fjerde|fire|femte|fem|sjette|seks|sjuende|syvende|sju|åttende|åtte|niende|ni|tiende|tidje|ti|tolvte|tjuende|hundre|tusen)";
const ORDINAL = "(?:tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende|tjuende|hundrede)";

const NUMBER_WORDS = [
  NUMBER_WORD,
  "(?:tjue|tretti|førr?ti|femti|seksti|sytti|åtti|nitti)to",
  "(?:ti|hundre|tusen|femti)(?:tall|tal|vis)s?",
  "million(?:er|ar)?|milliard(?:er|ar)?|milliardbeløp|millionbeløp",
  "dusin(?:vis)?|snes(?:evis)?",
  "(?:en|ei|et|eit|ein|én) (?:[\\p{L}]+ )?(?:håndfull|handfull|neve)",
  "på (?:en|ei|én) (?:hånd|hand)",
  "(?:et|eit) par(?= )",
  "\\p{L}+sifr(?:et|a|ede)",
  `(?<!(?:^|[^\\p{L}])(?:gjør|gjer|gjorde|betyr|blir|ble|gir) )(?:nøyaktig|ikke|ikkje|knapt|kun|bare|berre) (?:ett?|eitt?|én|en|ein)(?: eneste| einaste)?(?=${OF_UNITS})`,
  `(?:ett|eitt|én)(?=${OF_UNITS})`,
  "(?:trippel|duo|kvartett)(?:en)?",
];

const SHARES = [
  // Fractions.
  `(?:${QUALIFIER} )?halv(?:parten|delen)`,
  "halve(?:ne)?(?= )|halvt(?= så| av)",
  `(?:hver|kvar)t? (?:eneste|einaste|${ORDINAL}|andre|annen|annet|anna)`,
  `(?:hver|kvar)t? \\p{L}+(?:ende|te|de)(?=${OF_UNITS})`,
  "(?:annenhver|annethvert|annankvar|annakvart)(?! (?:dag|uke|veke|måned|månad|kvartal|år|time|mandag|tirsdag|onsdag|torsdag|fredag))",
  `(?:${QUALIFIER} )?(?:${SMALL} ?)?(?:${FRACTION}del)(?:er|ar|en|ene|ane)?`,
  "trekvart(?:e[nr])?|(?:en|ein|tre) kvart(?:er)?|kvartparten|halvannen",
  `(?:tredje|fjerde|femte)part(?:en)?(?= av )`,
  "(?:et |eit )?(?:svært |relativt )?(?:stort|høyt|lavt|lite|betydelig|økende) (?:antall|tal|tall)(?= )",
  "(?:bugner|flommer|kryr|vrimler|myldrer|yrer) (?:over )?av",
  "(?:halv|ti|hundre|(?:ti|hundre)?tusen|dusin|snes|titall|hundretall|tusentall|flokke|masse|mengde|drøsse|lasse|bøtte|hauge|spanne|stabel)vis(?= av )",
  "prosent(?:en|andel(?:en)?|del(?:en)?)?|hundredel(?:er|ene)?|promille",
  `${NUMBER_WORD} av (?:ti|fem|fire|tre|hundre)`,
  // Majority and minority.
  "(?:(?:klart?|solid|stort|knapt|overveldende|stor|lite|liten|betydelig|ganske) )?(?:fler|få|mindre)tall(?:et)?|fleirtal(?:et)?|mindretal(?:et)?",
  "majoritet(?:en)?|minoritet(?:en)?",
  "løvens part|(?:meste|bror|bruor|løve|lejon|hoved|hovud|største|flestes?|mesta|stør?ste)part(?:en)?",
  "(?:hoved|hovud|største)(?:del(?:en)?|tyngden?|tyngda|vekten?|vekta|andelen?)",
  "tyngdepunkt(?:et)?|(?:tyngden|tyngda) ligger|størstedelen|størsteparten|mesteparten|flesteparten",
  "(?:de|dei) (?:(?:aller,? )*(?:fleste|færreste|flesteparten))",
  // All and none.
  `(?:${HEDGE} )?samtlige`,
  `${NEARLY} (?:alle|all|ingen|intet|halve|hele|heile|hver|kvar)`,
  `all(?:e|e de|e dei|e disse)?(?= ${UNIT})`,
  `alle(?= (?:sammen|svarte|har|er|ble|fikk|skal)(?: |[.,]))`,
  `(?<=(?:${UNITS}) (?:er |var |har )?)alle(?= )`,
  `(?:hver|kvar)t?(?: eneste| einaste)?(?= (?:${UNITS}))`,
  // What any of them may or must do is a rule.
  `(?:enhver|ethvert|einkvar|eitkvart)(?= (?:${UNITS})(?! (?:som|kan|kunne|skal|skulle|må|måtte|bør|har (?:plikt|rett|ansvar)|plikter)))`,
  `(?:ingen|inga|ikkje nokon|ikke noen|ikke noe|ikkje noko|intet|inkje)(?=${OF_UNITS})`,
  "ingen(?= (?:svarte|lot|unnlot|mangler|bruker|deltok|meldte|har|er|ble|fikk|skal|oppga|oppgir)(?: |[.,]))",
  `(?<!(?:^|[^\\p{L}])(?:for|i|på|av|over|til|fra|gjennom|hos|den|det) )(?:hele|heile)(?= (?:staten|forvaltningen|feltet|utvalget|offentlig|sektoren|porteføljen))`,
  `knapt(?= (?:${UNITS}))`,
  `en del(?= (?:${MODIFIERS})(?:${UNITS}))`,
  "(?:ikke|ikkje) (?:ett? eneste|en eneste|én eneste|eitt einaste)",
  "(?:knapt|neppe) (?:noen?|noe|ett?|en|nokon|noko)(?= )",
  "uten unntak|utan unntak|unntaksvis",
  // Few and many.
  `(?:${HEDGE}|svært|ganske|nokså|relativt|bare|berre|kun|forholdsvis|påfallende|noen|nokre|veldig|særdeles|altfor|for)(?: svært)? (?:få|mange)`,
  `(?<!(?:^|[^\\p{L}])(?:å|kan|kunne|skal|skulle|vil|ville|må|måtte|for å|ikke) )få(?=${OF_UNITS})`,
  `(?<!(?:^|[^\\p{L}])(?:hvor|kor|så|like|for) )mange(?=${OF_UNITS})`,
  `(?:en|ein) (?:(?:svært|ganske|relativt|nokså|forholdsvis) )?(?:stor|liten|høy|høg|lav|låg|god|betydelig|vesentlig) (?:andel|del)`,
  "(?<!hvor )(?:svært|ganske|relativt|nokså|forholdsvis|stor|høy|lav|lave|høye|store|liten) andel(?:en)?",
  "andelen? (?:[^.]{0,60} )?er (?:noe |svært |ganske |relativt |fortsatt )?(?:lav|høy|stor|liten)",
  `andelen er(?! ${INSERT}| (?:også |ikke |alltid |her )?(?:oppgitt|regnet|beregnet|avrundet|rundet|basert|tatt|hentet|usikker|vist|gitt|ukjent|kjent|målt|definert|den |de ))`,
  either(
    "en (?:brøkdel|hel del|hel rekke)|et (?:knippe|mylder|hav) (?:av )?|tallrike?|fåtallige?",
    "(?:i|et) (?:snitt|gjennomsnitt)|gjennomsnitt(?:et|lig(?:e)?)|medianen?",
  ),
  "fåtall(?:et)?|fåtal(?:et)?|mengdevis|massevis|utallige|talløse|flust|i (?:hopetall|fleng|bøtter og spann|haugevis)",
  // Adverbs of share.
  `(?:${either(
    "hovedsakelig|hovudsakleg|overveiende|gjennomgående|jevnt over|jamt over|stort sett|mestendels",
    "i all hovedsak|for det meste|for en stor del|for en stor del|i det store og hele|nesten utelukkende",
    "utelukkende|nesten bare|i stort",
  )})`,
  `i hovedsak(?= (?:under |innenfor |hos |knyttet |bedre|${MODIFIERS}(?:${UNITS})|de |det |om |i |på |små|store|rettet))`,
  "sjelden|sjeldan|sjeldent|aldri før|aldri (?:har|er)(?= )",
  `(?<=(?:${UNITS}) )(?:er|har|gir|bruker|får|mangler) (?:normalt|vanligvis|typisk|ofte|gjerne|som regel|som oftest|alltid|aldri|helst)(?= )`,
  "(?:ofte|oftast|som regel|vanligvis|som oftest|gjerne|aldri|alltid)(?= (?:finansi|tverr|rettet|innov|med |små|store|dyre))",
  "(?:svært |lite |mer |mest |meget |vidt |ganske )?utbredt?e?",
  "(?:det|det) er (?:helt |ganske |svært |blitt )?u?(?:vanlig|vanleg)e?(?= (?:å|at))",
  "(?<!(?:på |som ))(?:er|var|blitt|svært|mer|like|ganske|lite) (?:(?:en |et )?(?:u?vanlig|vanleg))",
  "i (?:svært )?(?:størst|minst|høyest|lavest) grad",
  "(?:stor|høy|høg|liten|lav|låg|stort|høyt|lavt|sterk)t? (?:aktivitet(?:en|snivå(?:et)?)?|omfang|oppslutning|interesse|variasjon|spredning)",
  "aktiviteten[^.]{0,60} er (?:fortsatt |fremdeles )?(?:stor|høy|lav|liten)",
  "(?:skjer|foregår|finnes|drives|det er) (?:svært |veldig |ganske )?mye(?= \\p{L})",
  "(?:kjennetegnes|karakteriseres|preges|preget|kjenneteiknast)(?: (?:av|ved|blant annet))",
  "(?<!hva som )kjennetegner",
  "(?:har|med|er|størst|videre|stort|sterkt|tydelig) (?:et )?(?:stort |sterkt |tydelig )?(?:fokus|søkelys(?:et)?)(?: på)?",
  "(?:er|står) (?:et )?sentral(?:e|t)?(?: område| tema)?(?= i (?:tiltak|portefølj|undersøk))",
  "er (?:snarere |nå |blitt )?(?:regelen|hovedregelen|hovedformålet|normen|normalen|standarden|hverdagen|hverdagskost)",
  // How much there is of something, as a judgement.
  `(?<!(?:^|[^\\p{L}])(?:der|når|hvis|dersom|om|jo|hvor|så|kan|kunne)(?: [\\p{L}-]+){0,7} )(?:er|var|blir|ble|virker|forblir|framstår som|fremstår som) (?:\\p{L}+ )?(?:fraværende|laber|labre|marginale?|minimale?|beskjed(?:en|ent|ne)|omfattende|overveldende|enorme?t?|ubetydelige?|neglisjerbare?|tomt?|tomme|rekordstore?|skyhøye?|høye?|høyt|låge?|lavt?|lave|romslige?|knappe|tynt|tynne)(?=[.,;]|$| (?:i|blant|hos) (?:tiltak|staten|portefølj|alle|de|svar))`,
  "(?:godt|dårlig|svakt|sterkt|svært godt|lite|tynt|rikelig) (?:representert|dekket|besatt)(?! for)",
  `(?:samarbeider|samhandler|deler|gjenbruker|involverer|utvikler|bruker|digitaliserer|satser|investerer) (?:svært |for |ganske |altfor |veldig |forholdsvis )?(?:lite|mye|mykje|sjelden|tungt|stort|tett|bredt|friskt|massivt|offensivt)(?! sammen med oss)`,
  "(?:nøler|vegrer seg|kvier seg|kaster seg|strutter|oser|sliter|strever|stritter) (?:med|for|over|av|imot)(?= )",
  "(?:er|blitt|svært|ganske|lite) (?:flinke?|dyktige?|gode|dårlige?|svake|ivrige|tilbakeholdne|offensive|forsiktige)(?= (?:til|på|med) )",
  "(?:gir|ga|gav|rapporterer om|melder om|viser til|oppnår|høster) (?:svært |ganske )?(?:store|betydelige|gode|små|ingen|solide|klare) (?:besparelser|gevinster|effekter|utslag|resultater|resultat)",
  "(?:vi finner |det er |finnes )?knapt(?! med tid)(?= )",
  "hver gang(?= (?:et|en|ei) )",
  "få,? (?:om noen|eller ingen),?",
  "(?:få|ingen|mange|knapt noen|tydelige|klare) (?:tegn|spor|teikn) (?:til|på|av|etter)",
  "(?:nesten|nærmest|så godt som|omtrent|praktisk talt) (?:ikke|ikkje)",
  "(?:involveres|involverast|brukes|brukast|nyttes|benyttes|tas i bruk|prioriteres|finansieres) i (?:svært )?(?:liten|stor|høy|låg|lav|begrenset) grad",
  "førstevalg(?:et)?|favoritt(?:en)?|stor avstand",
  "(?:overveldende|forsvinnende|anselig|markant|dominerende|overveiende|rimelig|påfallende) (?:stor |liten |høy )?(?:andel|del|flertall|antall|mengde)",
  either(
    "store? dela?r av(?= )|storparten|hovedstrategien",
    "hoved(?:problemet|utfordringen|årsaken|hindringen|mønsteret|tendensen|trenden|grunnen|gruppen|mottakeren|bremsen|driveren)",
  ),
  "(?:ingen|(?:en |ei )?(?:klar|tydelig|sterk|svak|liten|nær|tett)) (?:sammenheng|samvariasjon|korrelasjon|samanheng|tendens)(?:en)?|henger (?:tett|nøye|klart|sterkt) sammen",
  "(?:vårt|et annet|et overordnet|det overordnede|hoved|det generelle) ?inntrykk(?:et)? er(?: også)? at",
  either(
    "det store bildet er|alt i alt er|(?:klar|tydelig) dreining|trumfer|på et historisk|imponerende",
    "dramatisk(?:e)?(?=[.,]|$)",
    "(?:nesten|nærmest|så godt som|praktisk talt) (?:alltid|aldri|ingenting|alt|utelatt)|i overtall",
    "i undertall|i hovudsak(?= små| store)|står (?:stille|bom stille)|noe unntak",
    "(?:gull|sølv|bronse)(?:en|plass(?:en)?|medalj\\p{L}*)(?= |[.,]|$)|bronsen|midt på treet|med på råd(?:et)?|skygger unna",
    "(?:etterslep|forsprang|gap|underskudd|avstand)(?:et|en)? [^.]{0,40}(?:er|ble|har blitt) (?:hentet inn|tettet|lukket|tatt igjen)",
    "(?:tiltakene|prosjektene|budsjettene|kostnadene|rammene|løsningene|systemene|gevinstene) (?:er|ble|blir|har blitt|vart) (?:\\p{L}+ )?(?:forsinket|stanset|stoppet|lagt ned|skrinlagt|avlyst|fullført|realisert|innfridd|kuttet|nedprioritert|overskredet|bremset|utsatt|forlenget)",
    "(?:tallene|svarene|undersøkelsen|kartleggingen|figuren|tabellen|dette|det) (?:her )?beviser(?= at|,)",
    "(?:strategi|politikk|satsing|reform|rundskriv|ordning)(?:en|a|et|ene)? (?:virker|lykkes|feiler|fungerer|svikter|slår an|har effekt|har virket|har fungert)",
    "koster (?:skjorta|en formue|flesk|dyrt|mye|mykje|lite)|særstilling(?:en)?|i særklasse|vitne til|festet grepet",
    "(?:tempo|nivå|ambisjon|innsats)\\p{L}* (?:er|ble|har blitt) (?:satt|skrudd) (?:ned|opp)",
    "(?:ligger|havner|kommer|troner)(?: \\p{L}+){0,4} (?:nederst|øverst|fremst)(?=[.,]|$)",
    "(?:glimrer|skinner) med (?:sitt|sine) fravær|i skuddet|allemannseie|et særsyn|særsyn|i flokk|sitt inntog",
    "skorter på|i siste rekke|på full fart|hører hjemme i|godt i gang|i støtet|på moten|i vinden|drar lasset",
    "(?:er|ligger|henger|sitter|havner|kommer) (?:\\p{L}+ )?(?:bakpå|på etterskudd|igjen|langt framme|i forkant|i fremste rekke|i førersetet)(?=[.,;]|$| (?:i|med|når) )",
    "sinke(?:n|r|ne)?(?= i|[.,])|løp(?:e|er|t|et) løpsk|vind i seilene|medvind|motbakke",
    "(?:trekker|peker|drar) i (?:samme|riktig|feil|gal) retning(?! som)|taler sitt (?:\\p{L}+ )?språk|taler for seg(?: selv)?|pulveriser(?:es|t)|faller mellom to stoler|gjør det (?:godt|bra|dårlig|skarpt|best)",
  ),
  "er (?:\\p{L}+ )?populær(?:e|t)?",
  "(?:meldes|rapporteres|klages|varsles|fortelles|tales|snakkes) (?:det )?om [^.!?\\n]{0,60}? (?:fra|hos|i) (?:etatene|virksomhetene|departementene|direktoratene|kommunene|staten)",
  // What stops or drives what is counted, whatever it is.
  `(?<!(?:^|[^\\p{L}])(?:som|der|hva) )(?:hindrer|bremser|stanser|stopper|fordyrer|forsinker|hemmer|kveler|blokkerer|vanskeliggjør|undergraver|lammer|utløser|tvinger fram|driver fram|setter fart i|får fart i|stikker kjepper i)(?= (?:${MODIFIERS})(?:${UNITS}|datadeling|samarbeid|digitalisering|gjenbruk|utviklingen|innovasjon))`,
  "(?:alt|det|dette|det meste|tingene|arbeidet|resten|samarbeidet) (?:går|gikk|fungerer|virker|ser|står|ligger|er) (?:det )?(?:\\p{L}+ )?(?:bra|godt|fint|dårlig|strålende|utmerket|tregt|galt|skeis|i orden|på skinner|i rute|bra til|etter planen|som planlagt|på stell|i boks)(?=[.,;!]|$)",
  "står (?:\\p{L}+ )?(?:øverst|nederst|høyt|lavt|sterkt|svakt|stille|bom fast|i stampe)",
  "(?:lite|intet|ikke noe|ikkje noko|ingenting) nytt",
  "(?:skyldes|kommer av|forklares (?:med|av)|bunner i|har sin årsak i) (?:[^.,!?\\n]{0,40} )?at (?:etatene|virksomhetene|departementene|direktoratene|kommunene|ledelsen)(?= )",
  "(?:rapporterer|melder|forteller|varsler) om (?:god|dårlig|stor|liten|økt|manglende|treg|rask|bedre|svak|trang|usikker|høy|lav|mange|få|store|små|gode|dårlige)\\p{L}* \\p{L}+",
  // What law and strategy ask for, said to be done.
  either(
    "(?:er|ligger|var|virker) (?:\\p{L}+ )?(?:i tråd|i samsvar|på linje|på kollisjonskurs|i konflikt|i strid) med(?= (?:\\p{L}+ )?(?:\\p{L}*strategi|regjering|\\p{L}*mål|rundskriv|krav|politikk|\\p{L}*lov|føring))\\p{L}*",
    "(?:har|hadde) (?:virket|fungert|lyktes|lykkes|slått til|båret frukter|hatt (?:\\p{L}+ )?(?:effekt|virkning|betydning))",
    "(?<!(?:skal|må|bør|kan|skulle)(?: [^.!?\\n]{0,60})? )(?:slik|sånn|som) (?:\\p{L}*rundskrivet|\\p{L}*loven|\\p{L}*strategien|regjeringen|stortinget|instruksen|regelverket|politikerne|kravet) (?:krever|ber om|forutsetter|pålegger|legger opp til|ønsker|vil|foreskriver|har bestemt|tilsier)",
  ),
  either(
    "(?:krav|mål|strategi|plikt|rundskriv|lov|ambisjon|forventning)(?:et|en|a|ene|er|ane)? (?:(?:i|om|til) \\p{L}+ )?(?<!om [^.]{0,40})(?:er|blir|ble|har blitt) (?:\\p{L}+ )?(?:oppfylt|nådd|innfridd|fulgt|etterlevd|gjennomført|brutt)",
    "(?:følges|etterleves|oppfylles|brytes|ignoreres) av|har (?:lyktes|lykkes|mislyktes|lukkast)",
  ),
  // Much of something by a figure of speech, before what is counted.
  `(?:en|ei|et|ein|eit) (?:hel|heil|lang|stor|bred|brei|stri|jevn) (?:rekke|rekkje|liste|serie|mengde|haug|drøss|bunke|strøm|vifte|palett)(?= (?:${MODIFIERS})(?:${UNITS})|[.,;]|$)`,
  "(?:er|var|blir|ble|forblir) (?:(?:et|eit|en|fortsatt|fremdeles|ennå|nå|bare|mest) )*(?:nisje|rand|unntaks|masse|margi[nl]al|hylle|folke)(?:fenomen|område|teknologi|produkt|tema|vare|sport)(?:et|en)?",
  `(?<=(?:${UNITS}) )(?:helst|aller helst|fortrinnsvis)(?= (?:tar|bruker|velger|satser|peker|går|griper|søker)(?: |[.,]|$))`,
  // What is asked of them, said to be done.
  `(?<=(?:${UNITS}) )(?:følger|fulgte|har fulgt|etterlever|etterlevde|oppfyller|innfrir|svarer på)(?= (?:(?:opp|også|lojalt|godt|tett) )*\\p{L}*(?:rundskrivet|strategien|kravene|kravet|loven|målene|føringene|pålegget|planen)(?![\\p{L}]))`,
  `(?<=(?:${UNITS}) )(?:har tatt|tar|tok) [^.,;]{0,50}på alvor`,
  "(?:mange|flere|få|fleire) (?:krysser|svarer|oppgir|nevner|melder|venter|planlegger|bruker|mangler|satser|samarbeider|peker|trekker)",
];

const COMPARATIVE = `(?:${either(
  "flere|fleire|færre|mer|meir|mindre|større|høyere|høgare|lavere|lågare|bedre|betre|dårligere|verre|eldre",
  "yngre|lengre|lenger|tyngre|tettere|oftere|oftare|sjeldnere|\\p{L}{3,}(?:ere|are)",
)})`;
/** Verbs and nouns that end like a comparative. */
const NOT_COMPARATIVE =
  "(?:\\p{L}*(?:iser|ifiser|ganiser|inansier|ordiner|eller|linj|duser|nisser|ider|uter|ater|ster|under|bruker|deltaker|leder|leverandør)e)";
const INTENSIFIER = `(?:${either(
  "langt|mye|mykje|noe|noko|litt|betydelig|vesentlig|klart|enda|ennå|stadig|markant|svakt|merkbart",
  "vesentleg|tydelig|desto|dobbelt så|atskillig|adskillig",
)})`;

const ORDERS = [
  "(?:bred|stor|liten|full|sterk|svak) (?:enighet|uenighet|oppslutning|tilslutning|støtte|motstand)(?= )|sprik(?:er|te|ende)",
  // Superlatives.
  "(?:aller |desidert |klart |nest |de |dei |det |den )?(?:flest|færrest|størst|minst|høyest|høgast|lavest|lågast|mest|dyrest|billigst|størst|tyngst|svakest|sterkest|raskest|lengst|kortest|rikest|bredest|smalest|tettest)(?:e)?",
  "(?:aller |desidert |klart |nest |de |dei |det |den )?(?:\\p{L}+(?:ligst|igst|somst|leg?ast|ligast)|oftest|oftast|sjeldnest|sjeldnast|hyppigst|vanligst|vanlegast|fremst)(?:e)?",
  "(?:dyr|stor|lang|kort|sterk|svak|rik|rask|lav|låg|høg|klar|tett|brei|smal|viktig|vanleg|hyppig)aste?",
  "(?:de|dei|det|den) (?!(?:neste|eneste|beste|nyeste|eldste|seneste|nærmeste|øverste|nederste|innerste|ytterste|bakerste|meste) )\\p{L}{3,}este(?= )",
  "primært|først og fremst|fyrst og fremst",
  "desidert|i særklasse|suverent",
  // Rank.
  "dominer(?:er|ar|te|a)|domineres|dominerende",
  "topper|på topp(?:en)?|topp(?:plasser|plassering)(?:en)?|i toppen|toppsjikt(?:et)?",
  "(?:i|på) (?:tet|tetten|front|spissen|bunn|bunnen|botnen|sisteplass|jumboplass)(?:en)?",
  "ligger (?:\\p{L}+ ){0,2}(?:foran|bak|etter)|kommer (?:først|sist)(?= (?:i|på|ut)(?: |$))|kommer (?:bakerst|forrest|øverst|nederst)",
  "(?:best|verst|flinkest) i klassen|versting(?:en|er|ene)?|bestemann|vinner(?:en|ne)|taper(?:en|ne)",
  "(?:leder|ledet|leier|fører) (?:an|feltet|listen|lista|klart|foran)",
  "ligger (?:foran|bak|etter|over|under|høyt|lavt|høyest|lavest|noe høyt|noe lavt|svært lavt|svært høyt|relativt lavt|øverst|nederst|på topp)",
  "(?:første|andre|annen|tredje|siste|jumbo)plass(?:en)?",
  `(?:nr\\.?|nummer) (?:\\d+|${NUMBER_WORD}|en|én)(?= (?:på|i|av|blant))`,
  "(?:har )?overtatt (?:for|ledelsen|førsteplassen)|(?:på|i) (?:vikende front|frammarsj|fremmarsj|retur|medvind|motvind)",
  either(
    "rangere(?:s|r|t)|henger (?:\\p{L}+ )?(?:etter|bak)|(?:vinner|vant|taper|tapte) (?:over|terreng|mot)",
    "kommer (?:best|dårligst|verst|heldigst) ut|nummer (?:en|én)|spydspiss|etternøler(?:e|en|ne)?|overskygger",
    "overlegen|underlegen|utkonkurrer(?:er|te|t)|distanser(?:er|te|t)|ledende|dominans(?:en)?",
  ),
  "det er (?:helst|særlig|gjerne|spesielt) (?!viktig|nyttig|nødvendig|krevende|vanskelig|interessant)\\p{L}+",
  "(?<!(?:^|[^\\p{L}])(?:en|ei|som|sin|deres|daglig) )(?:leder|vinner|taper)(?=[.,;!]|$)",
  either(
    "slår|knuser|utklasser|overgår|forbigår|passerer|har passert|overstiger|har innhentet",
    "innhenter(?= (?:sky|robot|de|dei|resten|andre|\\p{L}+sektoren|staten))|ruver|troner",
  ),
  // Comparatives that end a statement: «blir større og dyrere».
  `(?<!(?:^|[^\\p{L}])(?:der|når|hvis|dersom|om|jo|hvor|desto|at|så|kan|skal|vil|bør|må)(?: [\\p{L}-]+){0,5} )(?:er|blir|var|ble) (?:(?:stadig|mye|noe|litt|langt|enda|også|nå|blitt|gradvis|betydelig) )?(?!${NOT_COMPARATIVE})${COMPARATIVE}(?: og ${COMPARATIVE})?(?=[.;]|$)`,
  `aldri (?:\\p{L}+ ){1,3}?(?:mer|så|flere|færre|høyere|lavere|bedre)(?= |[.,]|$)`,
  "utpeker seg|skiller seg ut|skil seg ut|skiljer seg ut|peker seg ut",
  "(?:stor |klar |liten |svak )?overvekt(?:en)?|flertallsgruppe|overrepresentert|underrepresentert",
  "(?:er|blir|utgjør) (?:et )?unntak(?:et)?(?! fra)|hører til (?:unntak|sjeldenhet|regel|de )\\p{L}*",
  "i (?:(?:langt|mye|noe|stadig|enda|vesentlig|betydelig) )?(?:mindre|større|høyere|lavere|økende|aukande) grad",
  // Comparatives: with «enn», with a word of degree, of what is counted.
  `(?!${NOT_COMPARATIVE} )${COMPARATIVE}(?: [^.,;:\\n\uE000]{0,60}?)? enn(?! si(?:n|tt|ne)\\b)`,
  `${INTENSIFIER} (?!${NOT_COMPARATIVE})${COMPARATIVE}`,
  `${INTENSIFIER} (?:mange|stor|stort|store|høy|ofte|vanlig|lite|mye) (?:som|over|under)`,
  "(?:en |ein )?(?:stadig )?(?:flere|fleire|færre|større|mindre|høyere|lavere|mer|meir) (?:andel|del|antall|tal|tall)",
  `færre(?= ${UNIT})`,
  `(?<!(?:^|[^\\p{L}])(?:med|av|for|på|i|til|fra|om|hos|når|en|et|at|brukes av) )(?<=(?:^|[.:;!?\\n] ?|det er |er det |får |vi |har ))flere(?= (?:${MODIFIERS})(?:tiltak|prosjekter)(?:[^\\p{L}]|$))`,
  `(?:mer|meir|mest|mindre|minst|like|lite) (?:vanlig|vanleg|utbredt|brukt|hyppig|ofte|sentral|aktuell)(?:e|t)?`,
  "sjeldnere|sjeldnare|(?<!(?:må|bør|kan|skal|vil|skulle|kunne|burde)(?: [\\p{L}-]+){0,5} |kan (?:gjøre|føre til|bety) at(?: [\\p{L}\\p{N}-]+){0,12} )(?:oftere|oftare)",
  // Alike.
  `(?:${HEDGE} |akkurat |nøyaktig )?like (?:mange|få|stor|store|stort|lite|høy|høyt|lav|ofte|vanlig|vanleg|mye|mykje|utbredt)`,
  `(?:${HEDGE} |akkurat )like (?!viktig|godt|nyttig)\\p{L}+`,
  "er like (?!viktig|godt|nyttig|nødvendig|relevant)\\p{L}+ som",
  `(?:${HEDGE}|akkurat|nøyaktig|stort sett|mye av) (?:like?|lik|det samme|den samme|de samme|samme|same|identisk)(?: |$|[.,])`,
  "(?:er|bildet er) (?:ganske |svært |tilnærmet |omtrent |nokså )?(?:likt|identisk)(?: med)?",
  "(?:er|blir|var) (?:det|den|de|dei) (?:samme|same)(?! som (?:står|skjemaet|i skjemaet))|det samme (?:som|bildet|mønsteret)(?! (?:står|skjemaet|i skjemaet))",
  "(?:på linje|i takt|på nivå|i samsvar) med(?: (?:(?:i )?fjor(?:året)?|året|tidligere|resten|de andre|de øvrige|tiltak))",
  "samsvarer (?:med|godt med) (?:det|bildet|tallene|resultatene|funnene|hva)",
  "(?:som|akkurat som|på samme måte som) (?:de andre|de øvrige|resten|tiltakene ellers|ellers|alle andre)",
  "(?:relativt |ganske |nokså |omtrent |tilnærmet )?(?:jevnt?e?|jamnt?|likt|skjevt?|ulikt|jamt|tilfeldig) (?:fordelt|fordeling(?:en)?|spredt|spreidd|fordelte)",
  "(?:fordel(?:er|te|t)|spre(?:r|dt)|sprer) (?:seg )?(?:\\p{L}+ )?(?:jevnt|likt|skjevt|ujevnt|jamt)",
  "jevnt|spredt likt|skjevfordel(?:er|t|te|ing)|er (?:ikke )?skjevt?(?= |[.,])",
  "(?:er|var|blir|virker) (?:\\p{L}+ )?(?:like?|likt|jevne?|jevnt|jamne?|identiske?)(?=[.,;]| på| mellom|$)",
  "(?:små|store|ingen|få|betydelige) (?:variasjon|ulikhet)(?:er|ar)?|(?:forskjellen|forskjellene|variasjonen|variasjonene|ulikhetene|spredningen) er",
  "(?:store|små|ingen|få|klare|tydelige|betydelige) forskjell(?:er|ar)(?: |$)|(?:ingen|stor|liten|klar|tydelig|betydelig|knapt noen) (?:forskjell|skilnad)(?:en)?(?= (?:på|mellom))",
  "(?:har|får|gir|involverer|bruker|mangler|krever) (?:mer|meir|mindre|færre|større|høyere|lavere|dyrere)(?= (?!å|av|enn|betydning|ansvar|rolle|for)\\p{L})",
  "det er (?:de|dei) \\p{L}+ [^.\\n]{0,100}?som (?:får|har|står|bruker|mangler|leder|samler|tar)",
  "(?:dobbelt|tredobbelt|ti ganger|flere ganger|mange ganger) (?:så|opp)",
];

const CHANGES = [
  "(?:kraftig|svak|tydelig|klar|markant|liten|stor|jevn|betydelig) (?:økning|auke|nedgang|vekst|oppsving|oppgang|reduksjon|stigning)(?:en)?",
  either(
    "økning(?:en|er)?|auking(?:a|en)?|auken?|oppgang(?:en)?|nedgang(?:en)?|oppsving(?:et)?|opptur(?:en)?",
    "nedtur(?:en)?|framgang(?:en)?|fremgang(?:en)?|tilbakegang(?:en)?",
  ),
  "øk(?:t|te|er|ende)|auk(?:a|ar|ande)",
  "(?:har |er |ble )?vok(?:st|ste|ser|sende)|veks(?:er|ande)|vaks|vekst(?:en)?",
  "stig(?:er|ning|ningen|ende|ande)|steget|steg|steig|stige(?=[.,])",
  "synk(?:er|ende)|sank|sunket|søkk(?:er)?|sokke",
  "fall(?:et|t|er|ende)?|falt|fell",
  either(
    "mink(?:er|et|a|ende)|minsk(?:er|et|a|ende)|avta(?:r|tt|kende|kende)|avtok|tiltakende|krymp(?:er|et)",
    "skrump(?:er|et)|stup(?:er|te|t)|ras(?:er|et|te)|eksploder(?:er|te|t)|mangedobl\\p{L}*|skutt i været",
    "tar av(?=[.,]|$)|har tatt av(?=[.,]|$)|fosser|gjort et hopp|sk(?:jøt|yter|utt) fart|est ut|svulm\\p{L}*",
    "ball(?:er|et) på seg|dal(?:er|ende|te|t)",
  ),
  "reduksjon(?:en|er)?|(?:er|ble|blitt) redusert",
  "\\p{L}*dobl(?:et|a|ar|er|ing|ingen|e)(?!\\p{L})|\\p{L}*(?:dobbel|dobbelt)(?:t)?(?= |[.,:;]|$)(?<!dobbelt så)",
  "det (?:halve|dobbelte|tredobbelte|firedobbelte|femdobbelte|mangedobbelte)",
  "tredobling|tredobbelt|firedobbelt|halver(?:t|ing|ingen|er|te)",
  "gang(?:er|en)? (?:så|større|flere|mer|høyere) ?(?:mange|mye|mykje|stor|høy)?",
  "(?:går|gått|gikk|peker|pekte|krøp|kryper|krabber|klatrer|klatret|sklir|beveger seg|utvikler seg) (?:\\p{L}+ )?(?:oppover|nedover|framover|fremover|bakover)",
  either(
    "(?:opp|ned)adgående|trappe(?:t|r|s) (?:opp|ned)|skru(?:dd|r|s) (?:opp|ned)|bremse(?:t|r) (?:opp|ned)",
    "gått i (?:været|taket|gulvet|kjelleren)|bre(?:r|dt) (?:seg|om seg)|ligger fast|på stedet hvil",
    "stått stille|stagner(?:er|t|te)|status quo|som før(?=[.,]|$)",
  ),
  either(
    "(?:den )?(?:gale|riktig|feil|rette) (?:veien|vei|vegen|veg|retning)|har snudd|snur(?=[.,]|$)|flatet? ut",
    "kollaps(?:er|et)|kulminer(?:er|t|te)|florerer|blomstrer|popper opp|tiltar|tiltok|es(?:er|te) ut|vedvarer",
    "svinger(?= |[.,])",
  ),
  "(?:styrker|styrket|svekker|svekket|bedrer|bedret|forverrer|forverret|løfter|løftet) seg",
  "(?:tatt|tar|tok) seg (?:\\p{L}+ )?opp",
  "uendret|uforandret|uendra|stabil(?:t|e)?|uforanderlig",
  "rekord\\p{L}*",
  "(?:gått|gikk|gjekk|går|gått kraftig|er|oppe|nede|på vei) (?:opp(?:over)?|ned(?:over)?|fram|frem|tilbake)(?= |[.,;:]|$)(?<!er (?:fram|frem|opp|ned))",
  `(?:har|er) gått fra ${INSERT}|gått fra (?=\\d|${INSERT})`,
  "(?:er |har |blir |ble )(?:blitt|bli|vorte|vorten) (?:\\p{L}+ ){0,2}?(?!brukere)\\p{L}+(?:ere|are)|(?:blitt|vorte) (?:\\p{L}+ ){0,2}?(?:flere|fleire|færre|større|mindre|bedre|dårligere|verre|mer|mindre)",
  "forverr(?:et|er|ing|ingen)|bedret(?: seg)?|forbedring(?:en)? fra|svekket seg|styrket seg",
  "(?:flere|fleire|færre|mer|meir|mindre|høyere|lavere|større|oftere|sjeldnere)(?: [^.,;:\\n]{0,40}?)? (?:i år|no|nå|siden sist|siden i fjor|siden 2\\d{3}|enn før|dette året)(?= |[.,;:]|$)",
  "(?:som|enn|siden|sidan|akkurat som|lik|likt|likhet med i?|sammenliknet med|sammenlignet med|i motsetning til|mot) (?:i )?(?:fjor|i fjor|i fjor,|året før|forrige (?:gang|år|undersøkelse)|sist|før|året i forveien|fjoråret|fjorårets)(?= |[.,;:)]|$)",
  either(
    "i år som i fjor|også i år|fjorårets (?:resultat|undersøkelse|tall|nivå)\\p{L}*",
    "(?:samme|same|tilsvarende|identisk|identiske) (?:bilde|resultat|nivå|tall|mønster)\\p{L}*",
  ),
  "(?:jo|di|dess) [^,.]{2,40}, (?:jo|di|dess|desto)",
  "fra år til år|år for år|for hvert år|år etter år|som aldri før|i vinden|for første gang på",
  either(
    "(?:et |eit )?(?:klart |tydelig )?(?:skifte|vendepunkt|tidsskille|gjennombrudd)(?:t|et)? (?:mot|fra|i|for)(?= )",
    "(?:en |ei )?(?:positiv|negativ|god|gledelig|bekymringsfull|uheldig|gunstig|jevn) utvikling|krøpet",
    "kravlet|klatret",
  ),
  "(?:er|ser|viser|vise|gir) (?:en |ei )?(?:klar |tydelig |stigende |økende |fallende )?trend(?:en)?(?= |[.,])|(?:stigende|økende|fallende|klar) trend",
  `fortsatt (?:har |er |mangler |stor|høy|et stort|er det|et høyt)|(?:fremdeles|framleis) (?:stor|høy|mange|mangler)`,
  "fler(?:e)? og fler(?:e)?|mer og mer|færre og færre|mindre og mindre",
  "andelen? har endret seg|har (?:ikke )?endret seg",
  "på vei (?:ut|inn|opp|ned|bort|tilbake|framover|fremover|nedover|oppover)(?! til)",
  "nå\\p{L}* (?:tidenes|nye høyder)|tidenes",
];

/** Other languages' words of the same kinds, for text that is meant to be read past. */
const FOREIGN = [
  "halften|de flesta|okat|okning(?:en)?|minskat|halvdelen",
  "half of|halves|the majority|most of|all of|none of|increased?|decreased?|doubled|per ?cent",
];

export const RULES: readonly Rule[] = [
  ...SHARES.map((pattern): Rule => ({ kind: "share", pattern })),
  ...ORDERS.map((pattern): Rule => ({ kind: "order", pattern })),
  ...CHANGES.map((pattern): Rule => ({ kind: "change", pattern })),
  ...NUMBER_WORDS.map((pattern): Rule => ({ kind: "number word", pattern })),
  ...FOREIGN.map((pattern): Rule => ({ kind: "share", pattern })),
];
