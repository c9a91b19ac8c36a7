/** What running text may not say on its own. */
export type Kind = "number" | "number word" | "share" | "order" | "change" | "reference" | "letter";

/** A pattern of the lexicon: a regular expression's source between the edges of a word. */
export interface Rule {
  readonly kind: Kind;
  readonly pattern: string;
}

/** Stands where a value, phrase, claim or label is put in. */
export const INSERT = "\uE000";

// Bokmål and nynorsk side by side; endings are written out where a stem alone would catch other words.

/** What is counted, in any form: tiltakene, virksomheter, verksemdene, departementsområder. */
export const UNITS = `(?:${[
  "(?:digitaliserings)?tiltak(?:et|a|ene)?",
  "(?:digitaliserings)?prosjekt(?:et|er|a|ene)?",
  "(?:skate-)?(?:virksomhet|verksemd)(?:en|a|er|ar|ene|ane)?",
  "(?:etat|sektor)(?:en|er|ar|ene|ane)?",
  "(?:direktorat|departement)(?:et|er|a|ene)?",
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
const HEDGE =
  "(?:nesten|bortimot|bort imot|tilnærmet|omtrent|om lag|omlag|rundt|cirka|ca\\.?|så å si|så godt som|praktisk talt|nær|nærmere|nær sagt|nærmest|knapt|knappe|drøyt|drøye|vel|godt|litt|over|under|nøyaktig|fullt)";

/** Just short of all, or of none. */
const NEARLY =
  "(?:nesten|bortimot|bort imot|tilnærmet|omtrent|om lag|omlag|så å si|så godt som|praktisk talt|nær|nærmere|nær sagt|nærmest|knapt|knappe)";
/** What may stand before a fraction or a quantifier and changes it. */
const QUALIFIER = `(?:(?:godt|litt|langt|noe|svakt|klart) (?:over|under)|i (?:over|under)kant av|mer enn|meir enn|mindre enn|færre enn|flere enn|snaut|snaue|godt og vel|${HEDGE})`;

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
  "(?:en|ei|et|eit) (?:håndfull|handfull|neve)",
  "(?:et|eit) par(?= )",
  "\\p{L}+sifr(?:et|a|ede)",
  `(?:nøyaktig|ikke|ikkje|knapt|kun|bare|berre) (?:ett?|eitt?|én|en|ein)(?: eneste| einaste)?(?=${OF_UNITS})`,
  `(?:ett|eitt|én)(?=${OF_UNITS})`,
  "(?:trippel|duo|kvartett)(?:en)?",
];

const SHARES = [
  // Fractions.
  `(?:${QUALIFIER} )?halv(?:parten|delen)`,
  "halve(?:ne)?(?= )|halvt(?= så| av)",
  `(?:hver|kvar)t? (?:eneste|einaste|${ORDINAL}|andre|annen|annet|anna)`,
  `(?:hver|kvar)t? \\p{L}+(?:ende|te|de)(?=${OF_UNITS})`,
  "annenhver|annethvert|annankvar|annakvart",
  `(?:${QUALIFIER} )?(?:${SMALL} ?)?(?:${FRACTION}del)(?:er|ar|en|ene|ane)?`,
  "trekvart(?:e[nr])?|(?:en|ein|tre) kvart(?:er)?|kvartparten|halvannen",
  `(?:tredje|fjerde|femte)part(?:en)?(?= av )`,
  "(?:et |eit )?(?:svært |relativt )?(?:stort|høyt|lavt|lite|betydelig|økende) (?:antall|tal|tall)(?= )",
  "(?:bugner|flommer|kryr|vrimler|myldrer|yrer) (?:over )?av",
  "(?!(?:henholds|del|forholds|vanlig|naturlig|gjennomsnitt|gradvis))\\p{L}+vis(?= av )",
  "prosent(?:en|andel(?:en)?|del(?:en)?)?|hundredel(?:er|ene)?|promille",
  `${NUMBER_WORD} av (?:ti|fem|fire|tre|hundre)`,
  // Majority and minority.
  "(?:(?:klart?|solid|stort|knapt|overveldende|stor|lite|liten|betydelig|ganske) )?(?:fler|få|mindre)tall(?:et)?|fleirtal(?:et)?|mindretal(?:et)?",
  "majoritet(?:en)?|minoritet(?:en)?",
  "løvens part|(?:meste|bror|bruor|løve|lejon|hoved|hovud|største|flestes?|mesta|stør?ste)part(?:en)?",
  "(?:hoved|hovud|største)(?:del(?:en)?|tyngden?|tyngda|vekten?|vekta|andelen?)",
  "tyngdepunkt(?:et)?|størstedelen|størsteparten|mesteparten|flesteparten",
  "(?:de|dei) (?:(?:aller,? )*(?:fleste|færreste|flesteparten))",
  // All and none.
  `(?:${HEDGE} )?samtlige`,
  `${NEARLY} (?:alle|all|ingen|intet|halve|hele|heile|hver|kvar)`,
  `all(?:e|e de|e dei|e disse)?(?= ${UNIT})`,
  `alle(?= (?:sammen|svarte|har|er|ble|fikk|skal)(?: |[.,]))`,
  `(?<=(?:${UNITS}) (?:er |var |har )?)alle(?= )`,
  `(?:hver|kvar)t?(?: eneste| einaste)?(?= (?:${UNITS}))`,
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
  `andelen er(?! ${INSERT})`,
  "en (?:brøkdel|hel del|hel rekke)|et (?:knippe|mylder|hav) (?:av )?|tallrike?|fåtallige?|(?:i|et) (?:snitt|gjennomsnitt)|gjennomsnitt(?:et|lig(?:e)?)|medianen?",
  "fåtall(?:et)?|fåtal(?:et)?|mengdevis|massevis|utallige|talløse|flust",
  // Adverbs of share.
  "(?:hovedsakelig|hovudsakleg|overveiende|gjennomgående|jevnt over|jamt over|stort sett|mestendels|i all hovedsak|for det meste|for en stor del|for en stor del|i det store og hele|nesten utelukkende|utelukkende|nesten bare|i stort)",
  `i hovedsak(?= (?:bedre|${MODIFIERS}(?:${UNITS})|de |det |om |i |på |små|store|rettet))`,
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
  "er (?:snarere )?(?:regelen|hovedregelen|hovedformålet|normen)",
  "er (?:\\p{L}+ )?populær(?:e|t)?",
];

/** A whole group as the subject of a plain statement, with nothing that counts it: checked sentence by sentence. */
export const GENERIC_SUBJECT = `(?:^|[.:;,] |\\n|(?<!om )at |men |og |mens |fordi )(?!om )(?:de |dei |disse |desse )?(?:(?!(?:som|om|noen|nokre|flere|fleire|enkelte|av|et|eit|en|ein|andre|hvilke|hvor) )[\\p{L}-]+ ){0,2}?(?:tiltakene|tiltaka|prosjektene|prosjekta|virksomhetene|verksemdene|etatene|departementene|tiltak som [^.,]{3,60},|tiltakenes hensikt)(?: som [^.,]{3,80},)? (?:også |her |i hovedsak |i stor grad |først |også her |jevnt over )*(?:har fokus|fokuserer|kjennetegnes|handler|dreier seg|gjelder|retter seg|er rettet|fordeler seg|fordeles|samarbeider|jobber|arbeider bredt|treffer|forventes å|ventes å|satser|prioriterer|mangler|understøtter|støtter|deler|utvikler|gjenbruker|digitaliserer|er opptatte?|har fått|bruker|tar (?:eller|i bruk)|er som|er (?:jevnt |likt |stort sett |i hovedsak |nå |også )?(?:spredt|fordelt|jevnt|likt|små|store|dyre|billige|innovative|nyskapende|tverrgående|finansiert|fullfinansiert|oppmerksomme|rimelige|interne)|er blitt|blir (?:stadig|flere|færre)|koster|involverer|tenker|leverer|oppgir (?!å ))`;

const COMPARATIVE =
  "(?:flere|fleire|færre|mer|meir|mindre|større|høyere|høgare|lavere|lågare|bedre|betre|dårligere|verre|eldre|yngre|lengre|lenger|tyngre|tettere|oftere|oftare|sjeldnere|\\p{L}{3,}(?:ere|are))";
/** Verbs and nouns that end like a comparative. */
const NOT_COMPARATIVE =
  "(?:\\p{L}*(?:iser|ifiser|ganiser|inansier|ordiner|eller|linj|duser|nisser|ider|uter|ater|ster|under|bruker|deltaker|leder|leverandør)e)";
const INTENSIFIER =
  "(?:langt|mye|mykje|noe|noko|litt|betydelig|vesentlig|klart|enda|ennå|stadig|markant|svakt|merkbart|vesentleg|tydelig|desto|dobbelt så|atskillig|adskillig)";

const ORDERS = [
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
  "rangere(?:s|r|t)|henger (?:\\p{L}+ )?(?:etter|bak)|(?:vinner|vant|taper|tapte) (?:over|terreng|mot)|kommer (?:best|dårligst|verst|heldigst) ut|nummer (?:en|én)|spydspiss|etternøler(?:e|en|ne)?|overskygger|overlegen|underlegen|utkonkurrer(?:er|te|t)|distanser(?:er|te|t)|ledende|dominans(?:en)?",
  "det er (?:helst|særlig|gjerne|spesielt) (?!viktig|nyttig|nødvendig|krevende|vanskelig|interessant)\\p{L}+",
  "(?<!(?:^|[^\\p{L}])(?:en|ei|som|sin|deres|daglig) )(?:leder|vinner|taper)(?=[.,;!]|$)",
  "slår|knuser|utklasser|overgår|forbigår|passerer|overstiger|innhenter|ruver|troner",
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
  "sjeldnere|sjeldnare|(?<!(?:må|bør|kan|skal|vil|skulle|kunne|burde)(?: [\\p{L}-]+){0,5} )(?:oftere|oftare)",
  // Alike.
  `(?:${HEDGE} |akkurat |nøyaktig )?like (?:mange|få|stor|store|stort|lite|høy|høyt|lav|ofte|vanlig|vanleg|mye|mykje|utbredt)`,
  `(?:${HEDGE} |akkurat )like (?!viktig|godt|nyttig)\\p{L}+`,
  "er like (?!viktig|godt|nyttig|nødvendig|relevant)\\p{L}+ som",
  `(?:${HEDGE}|akkurat|nøyaktig|stort sett|mye av) (?:like?|lik|det samme|den samme|de samme|samme|same|identisk)(?: |$|[.,])`,
  "(?:er|bildet er) (?:ganske |svært |tilnærmet |omtrent |nokså )?(?:likt|identisk)(?: med)?",
  "(?:er|blir|var) (?:det|den|de|dei) (?:samme|same)(?! som (?:står|skjemaet|i skjemaet))|det samme (?:som|bildet|mønsteret)(?! (?:står|skjemaet|i skjemaet))",
  "(?:på linje|i takt|på nivå|i samsvar) med(?: (?:resten|de andre|de øvrige|tiltak))",
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
  "økning(?:en|er)?|auking(?:a|en)?|auken?|oppgang(?:en)?|nedgang(?:en)?|oppsving(?:et)?|opptur(?:en)?|nedtur(?:en)?|framgang(?:en)?|fremgang(?:en)?|tilbakegang(?:en)?",
  "øk(?:t|te|er|ende)|auk(?:a|ar|ande)",
  "(?:har |er |ble )?vok(?:st|ste|ser|sende)|veks(?:er|ande)|vaks|vekst(?:en)?",
  "stig(?:er|ning|ningen|ende|ande)|steget|steg|steig|stige(?=[.,])",
  "synk(?:er|ende)|sank|sunket|søkk(?:er)?|sokke",
  "fall(?:et|t|er|ende)?|falt|fell",
  "mink(?:er|et|a|ende)|minsk(?:er|et|a|ende)|avta(?:r|tt|kende|kende)|avtok|tiltakende|krymp(?:er|et)|skrump(?:er|et)|stup(?:er|te|t)|ras(?:er|et|te)|eksploder(?:er|te|t)|mangedobl\\p{L}*|skutt i været|tar av(?=[.,]|$)|har tatt av(?=[.,]|$)|fosser|gjort et hopp|sk(?:jøt|yter|utt) fart|est ut|svulm\\p{L}*|ball(?:er|et) på seg|dal(?:er|ende|te|t)",
  "reduksjon(?:en|er)?|(?:er|ble|blitt) redusert",
  "\\p{L}*dobl(?:et|a|ar|er|ing|ingen|e)(?!\\p{L})|\\p{L}*(?:dobbel|dobbelt)(?:t)?(?= |[.,:;]|$)(?<!dobbelt så)",
  "det (?:halve|dobbelte|tredobbelte|firedobbelte|femdobbelte|mangedobbelte)",
  "tredobling|tredobbelt|firedobbelt|halver(?:t|ing|ingen|er|te)",
  "gang(?:er|en)? (?:så|større|flere|mer|høyere) ?(?:mange|mye|mykje|stor|høy)?",
  "(?:går|gått|gikk|peker|pekte|krøp|kryper|krabber|klatrer|klatret|sklir|beveger seg|utvikler seg) (?:\\p{L}+ )?(?:oppover|nedover|framover|fremover|bakover)",
  "(?:opp|ned)adgående|trappe(?:t|r|s) (?:opp|ned)|skru(?:dd|r|s) (?:opp|ned)|bremse(?:t|r) (?:opp|ned)|gått i (?:været|taket|gulvet|kjelleren)|bre(?:r|dt) (?:seg|om seg)|ligger fast|på stedet hvil|stått stille|stagner(?:er|t|te)|status quo|som før(?=[.,]|$)",
  "(?:den )?(?:gale|riktig|feil|rette) (?:veien|vei|retning)|har snudd|snur(?=[.,]|$)|flatet? ut|kollaps(?:er|et)|kulminer(?:er|t|te)|florerer|blomstrer|popper opp|tiltar|tiltok|es(?:er|te) ut|vedvarer|svinger(?= |[.,])",
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
  "i år som i fjor|også i år|fjorårets (?:resultat|undersøkelse|tall|nivå)\\p{L}*|(?:samme|same|tilsvarende|identisk|identiske) (?:bilde|resultat|nivå|tall|mønster)\\p{L}*",
  "fra år til år|år for år|for hvert år|år etter år|som aldri før|i vinden|for første gang på",
  "(?:er|ser|viser|vise|gir) (?:en |ei )?(?:klar |tydelig |stigende |økende |fallende )?trend(?:en)?(?= |[.,])|(?:stigende|økende|fallende|klar) trend",
  `fortsatt (?:har |er |mangler |stor|høy|et stort|er det|et høyt)|(?:fremdeles|framleis) (?:stor|høy|mange|mangler)`,
  "fler(?:e)? og fler(?:e)?|mer og mer|færre og færre|mindre og mindre",
  "andelen? har endret seg|har (?:ikke )?endret seg",
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
