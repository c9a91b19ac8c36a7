import { INSERT, LABEL } from "./lexicon.js";
import { compile, either, OWN_UNITS, words } from "./pattern.js";
import { REFERENCE } from "./readText.js";

/**
 * What makes a sentence one about something else than how the answers are, so that it may stand without a number: how
 * the survey was made, what a word means, what is meant to be, what others did. Anything else that is said in the
 * present of the survey's objects is an assertion, whatever its words, and wants a value or a claim.
 */
interface Elsewhere {
  readonly pattern: string;
  readonly because: string;
}

const PARTICIPLE = `(?:\\p{L}+(?:et|te|t|dd|de)|\\p{L}*(?:gitt|gjort|gjord|sendt|lagt|satt|tatt|slått|skrevet|bedt|beden|bedne|fått|vist|tenkt))`;
const DONE = `(?:${either(
  "spurt|stilt|regnet|rekna|regnes|runda|rundet|avrundet|beregnet|sorterte?|ordna|oppført|inndelt|drøftet",
  "drøfta|lovregulert|regulert|byttet navn|skiftet navn|brukt ordet|i (?:løpende |faste |\\d{4}-)kroner",
  "(?:ikke|ikkje) (?:det )?(?:samme|same) som|gjort|gjord|sendt|hentet|henta|laget|laga|skrevet|skrive",
  "lansert|vedtatt|opprettet|oppretta|innført|bedt|beden|bedne|åpnet|åpent|utarbeid\\p{L}*|utformet",
  "foretatt|gjennomført|oppgitt|oppgjeve|oppgjevne|oppgitte|levert|mottatt|motteke|godkjent|utviklet|testet",
  "oversatt|omsette|supplert|utsatt|forelagt|avsluttet|fastsatt|satt|definert|ført|beskrevet|angitt|målt",
  "merket|kodet|forkortet|utelatt|utelatne|tildelt|bevilget|nevnt|navngitt|rettet opp|retta|delt inn|delt i",
  "ordnet|sortert|gruppert|oppdatert|ment|meint|ønsket|ferdigstilt|justert|slått sammen|holdt utenfor",
  "tatt (?:inn|ut|med|utgangspunkt|hensyn|av)|lagt (?:til grunn|fram|frem|inn|vekt|ved|ut|opp)|samlet inn",
  "gitt (?:at|av)|uttømmende|tilfeldig|vilkårlig\\p{L}*|egnet|eigna|obligatorisk\\p{L}*|frivillig\\p{L}*",
  "rapporteringspliktig\\p{L}*|oppdikt\\p{L}*|syntetiske?|anonymisert\\p{L}*|gratis|offent(?:lig|leg)|søkbar\\p{L}*|tilgjengelig\\p{L}*|foreløpige?|kjent",
  "ukjent|førebels|omfattet|omfatta|med(?=[.]|$)|(?:her |også )?brukt (?:om|her)|selvrapporter\\p{L}*|utelukkende",
)})`;

const ELSEWHERE: readonly Elsewhere[] = [
  {
    pattern:
      "[^.]*\\?\\s*$|(?<=^[\\s*#>-]*)(?:hvor|hva|hvem|hvordan|hvorfor|hvilke[nt]?|kor|kva|kven|korleis|kvifor)(?![^?]*, (?:er|har|blir|ligger|går|kommer|var) )",
    because: "a question asserts nothing",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*)(?:se|sjå|les|ta kontakt|merk|husk|hugs|velg|vel|slå (?:på|av|opp)|klikk|trykk|åpne|bla|kryss|fyll|send|meld|takk|tusen takk|mange takk|spør|skriv|få med|gi|last ned)",
    because: "it tells the reader what to do",
  },
  {
    pattern: either(
      "(?<!(?:^|[^\\p{L}])(?:som|der|når) )(?<!(?:kommunene|etatene|virksomhetene|departementene|direktoratene|lederne|ansatte) (?=vil (?:ikke|ikkje|heller) ))(?:kan|kunne|skal|skulle|må|måtte|bør|burde|vil|ville)(?! (?:nesten )?(?:helst|ofte|oftast|alltid|sjelden|sjeldan|i hovedsak|i hovudsak|hovedsakelig|først og fremst|stort sett|som regel|vanligvis|gjerne))",
      "lar seg|lèt seg|let seg|trengs|ønskes",
      "(?<!(?:kommunene|etatene|virksomhetene|departementene|direktoratene|lederne|ansatte|sektoren|prosjektene) )(?:trenger|treng|behøver|ønsker|ønskjer)",
    ),
    because: "what may be or is meant to be, and was not found",
  },
  {
    pattern:
      "(?!etterspør)\\p{L}*(?:undersøk|kartlegg|skjema|spørsmål|spør|spurt|figur|tabell|søyle|diagram|kapit|avsnitt|vedlegg|appendiks|notat|rapport|metode|definisjon|begrep|omgrep|ordlist|fotnote|kilde|kjelde|utvalg(?!et av)|utval(?!g)|utgave|datasett|datagrunnlag|grunnlaget|svaralternativ|kategori|kryss|inndeling|klasse|koding|enheten|overskrift|setning|sammendrag|samandrag|kontakt|innrapporter|frist|purr|påminn|oversikt|oversyn|lenke|liste|kontaktperson|utkast|papir(?=[.,])|portal|versjon|innmelding|personvern|taushets|offentleg?lov|unntatt|unnteke|kvalitetssikr|avrund|beregn|avgrens|presiser|forbehold|tolk|forklar|gjengi|publiser|vektet|parentes|grensen|terskel|anslag|taushet|skrivefeil|feltet|fritekst|språket|bokmål|nynorsk|engelsk|skala|stikkprøv|besvar|fylt(?:e)? ut|svart på|svarte på|på vegne|svarer for|svarte ikke|ikke svar|ikkje svar)\\p{L}*",
    because: "how the survey was made and is read",
  },
  {
    pattern:
      "(?:tallene for|tala for|ordet|ordene|ordbruk\\p{L}*|rad|rader|kolonne\\p{L}*|side|sidene|tall|tallet|tala|tallene|data|dataene|datafil\\p{L}*|søk|filtrer\\p{L}*) [^.]{0,60}?(?:er|har|i|for|om|står|ligger|ligg|på) (?:ikke |ikkje |også )?(?:målt|hentet|henta|oppgitt|gitt|vist|med|regnet|rekna|summert|antall|egnet|foreløpig|tilgjengelig|lagt|parentes|rundet|basert|ment|åpne|opne|en rad|ute|usikre?|unntatt|underlagt)(?=.*)",
    because: "how numbers are printed and data are kept",
  },
  {
    pattern: "(?:tallene|tala) (?:for|fra|i) [^.]{0,40}(?:kjent|kjende|publisert|oppgitt|samlet)",
    because: "which numbers are known",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*)(?:en|ei|et|eit) [\\p{L}-]+ er (?:en|ei|et|eit) [\\p{L}-]+(?: [\\p{L}-]+)? (?:som|der|for|med|av|i|til)",
    because: "a definition",
  },
  {
    pattern:
      "(?:idé|konsept|planleggings|gjennomførings|avslutnings|realiserings)fasen (?:ender|begynner|byrjar|starter|slutter|avsluttes|følger|kommer|kjem|går over) (?:med|når|etter|til|i|før|først)",
    because: "what a phase is",
  },
  {
    pattern:
      "(?:har|er|ble) (?:blitt )?(?:slått (?:seg )?sammen|byttet navn|skiftet navn|fått nytt navn|omorganisert|lagt under|skilt ut)",
    because: "how the state was organised anew",
  },
  {
    pattern:
      "(?:har )?fått (?:et|en|ei|sitt|sin|si)(?: eget| egen| eiga)? (?:nummer|id|kode|lenke|rad|linje)",
    because: "how tiltak are registered",
  },
  {
    pattern:
      "(?:teknologi|samfunn|marked)\\p{L}* (?:utvikler|endrer|forandrer) seg (?:raskt|fort|stadig|hele tiden)",
    because: "the time we live in, which no answer tells",
  },
  {
    pattern: "(?:er|blir|ble) (?:nummerert|ordnet|sortert|listet|ført opp) (?:i|etter|alfabetisk|slik)",
    because: "how a list is ordered",
  },
  {
    pattern:
      "(?:meldt|meldes|melde|meldte|meldast|tatt|telles|teller|tellast|regnes|regnet|rekna|reknast|ført|føres|ordnet|sortert|vises|vist|viser|vise) (?:seg )?(?:inn|med|for|som|på|etter|av|under|hvor|kor|hva|kva|om|bare|alle|fordeling\\p{L}*|andel\\p{L}*|antall\\p{L}*|én|en|et|dem|dei|de)",
    because: "how answers are counted and shown",
  },
  {
    pattern: either(
      "\\p{L}*(?:rundskriv|forskrift|regelverk|lovverk|strategi|stortingsmelding|instruks|mandat|oppdrag|retningslinj|veileder|prosjektveiviser|handlingsplan|standard|direktiv|forordning|forventning|høring|regjering|storting|statsråd|riksrevisjon|sekretariat|styringsgrupp|arbeidsgrupp|redaksjon|forfatter|oppdragsgiver|minister|avtale|grunnlov|digitaliseringsrådet)\\p{L}*",
      "(?:stats|års)?budsjettet (?:for|ble|er lagt)|lov(?:en|er|a)?(?: om)?",
      "(?:medfinansierings)?ordning(?:en|a)?|meld\\. ?st\\.?|prop\\.?|plikt(?:en|er)?|krav(?:et|ene)?",
      "prinsipp(?:et|er)?|(?:(?:et|er|som|eit|felles|overordnet) |hoved)mål",
      "mål(?:et|ene|a)? (?:er|om|i|med|for|ligger|står)(?= )|(?:hoved)?formål(?:et)?|hensikt(?:en)?",
      "ansvar(?:et)?|\\p{L}*reform(?:en)?",
    ),
    because: "what law, strategy and plans ask for",
  },
  {
    pattern: either(
      "difis?|digdirs?|ks(?! (?:er|blir|ble) (?:\\p{L}+ )?(?:med|tatt|holdt|involvert|hørt|trukket|utelatt))|kmd|oecds?|eus?|eøs|ssb|norge|noreg|departementet|direktorat(?:et)?",
      "\\p{L}+direktoratet|direktøren|\\p{L}+rådgiver(?:en)?|avdelingen|seksjonen|redaktøren|altinn|id-porten",
      "kommunesektorens organisasjon|leverandører?|forsker(?:e|ne)?|statistisk sentralbyrå",
      "brønnøysundregistrene|eksperter?",
    ),
    because: "what others do, which no answer tells",
  },
  {
    pattern: either(
      "menes|meiner vi|mener|meiner|betyr|defineres|definert|omfatter|omfattar|innebærer|inneber|handler om",
      "handlar om|tar for seg|kalles|kallast|heter|heiter|brukes (?:også |ofte |gjerne |bare |her |i notatet )*om|blir brukt om",
      "vil si|forutsetter|føreset|krever|krev|avhenger|avheng",
      "følger (?:av|malen|med|som|definisjonen|inndelingen)|følgjer|hører til|høyrer til|hjemlet|heimla|forstås",
      "forstått|lest|leses|lesast|regnes (?:til|som|med|av)|regnest|summerer seg|(?:rettes|sendes|meldes) til",
      "skiller mellom|skil mellom",
      "står (?:for seg|for (?:tingenes|internet)|i alfabetisk|på side|på nett|i (?:kapit|vedleg|tabel|figur|note|fotnot|parentes|lov|forskrift|rundskriv|strategi|oversikt|appendi|ordlist)\\p{L}*|bakerst|her|nevnt|omtalt|oppført|forklart)",
      "er et ord|er en betegnelse|er et uttrykk",
      "er (?:et |en |ei )?(?:[\\p{L}-]+ )?(?:begrep|gren|form|type|eksempel|fellesnavn|underkategori|del|lov|gevinst|prinsipp|mål|part|forkortelse)(?: av| for| på| i)?",
      "er (?:en|ei|ett|et|blant) (?:av )?(?:de |dei )?(?:virksomhetene|medlemmene|etatene|verksemdene|avdelingene)",
      "er (?:et |en |ei |eit )(?:[\\p{L}-]+ )?\\p{L}*(?:råd|organ|nettverk|register|portal|tjeneste|teneste|system|samling|selskap|betegnelse|metode|teknikk|plattform|komponent|innretning)(?= )",
      "(?:i denne|i den) (?:sammenhengen|samanhengen)",
      "er (?:tjenester|systemer|løsninger|tiltak|prosjekter|programmer|virksomheter|data|de|dei|den)(?: [\\p{L}-]+)? (?:som|dei|der)",
      "(?:er|var) (?:med i|medlem|medlemmer|part)|dekker både|betegner|viser til",
    ),
    because: "what a word means, or what belongs to what",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*|, |og |at |men |: )(?:hvis|dersom|i fall|den som|for den som|så lenge|inntil|med mindre|enten)",
    because: "a condition",
  },
  {
    pattern:
      "oss|vår|vårt|våre|(?<!(?:ser|finner|finn|merker) )vi(?! (?:ser|finner|finn|observerer|merker|konstaterer))|jeg|eg",
    because: "what the authors did",
  },
  {
    pattern: `(?:ble|vart|blei|fikk|fekk) (?:ikke |ikkje |også |så |derfor |tidligere |bare |først |det |seg |alle |noen |da )*(?:${PARTICIPLE}|skjema|tilbud|mulighet|anledning|høve|en telefon|en e-post)`,
    because: "what was done once",
  },
  {
    pattern: `(?:er|var|har|hadde) (?:ikke |ikkje |heller ikke |også |så |derfor |tidligere |bare |selv |sjølv |her |alltid |deretter |dermed )*(?:${DONE})`,
    because: "how something was done",
  },
  {
    pattern: either(
      "hadde (?:anledning|mulighet|høve)|avgjøres|avgjerast|møtes (?:hver|hvert|fire|jevnlig)|har møter",
      "(?:valgte|fylte|krysset|kryssa|leverte|svarte|deltok|oppga|oppgav|sendte|rapporterte|vurderte|hadde anledning til|kunne) (?:selv|sjølv|på|ut|av|ett|etter|inn|hvilken|hva|om|at|som)",
    ),
    because: "how the form was filled in",
  },
  {
    pattern: either(
      "(?:vet|veit|visste)(?: vi| derfor| best)? (?:ikke|ikkje|lite|selv|sjølv|best)",
      "(?:forteller|fortel|sier|seier|viser|avgjør)(?: \\p{L}+){0,2} (?:ikke|ikkje|ingenting|lite)(?: om)? (?:hva|hvor|om|hvem|når|hvordan|kva|kor)(?= )",
      "(?:ingen|inga|ikke noe|ikke noen|ikkje noko) (?:fasit\\p{L}*|rangering|garanti)|ikke gitt|ikkje gitt|uklart|ukjent|uvisst",
    ),
    because: "what is said not to be known",
  },
  {
    pattern: either(
      "(?:måter|måtar) å",
      "det er (?:ikke |ikkje |også |ofte |alltid |derfor |for |mest |mer |like |like fullt |minst like |svært |for )*(?:viktig|nødvendig|nyttig|mulig|mogleg|vanskelig|vanskeleg|lett|krevende|enkelt|rom|opp til|lov|uvant|tidlig|tidleg|tilrådelig|ønskelig|en fordel|fritt|fristende|verdt|grunn|en kunst|stor forskjell på|forskjell på|skilnad på|fullt mulig|ikke meningen|meningen|meininga|naturlig)(?= )",
      "(?:ikke|ikkje) (?:uventet|overraskende|urimelig|uventa)|som (?:ventet|venta)",
      "å [\\p{L} -]+ (?:er|tar|koster|krever|gir)",
    ),
    because: "a judgement of what to do",
  },
  {
    pattern:
      "(?:ifølge|ifølgje|i følge|ifl\\.|sier|sa|sitat|understreket|påpekte|peker på i|uttalte|skriver|skrev|kilde:|etter hans|etter hennes)",
    because: "what someone else said",
  },
  {
    pattern: `(?:står|ligger|vises|er vist|finnes|svar(?:ene|a)? kom inn) (?:[\\p{L}]+ )?(?:i|på|fra|frå) [${LABEL}${REFERENCE}]`,
    because: "where something stands, or when it came",
  },
  {
    pattern:
      "(?:\\p{L}*egne|\\p{L}*egen|\\p{L}*eget|\\p{L}*eigne|\\p{L}*eiga|\\p{L}*eige) (?:(?=[.])|anslag|ord|tall|vurdering(?:er)?|skjønn|svar|opplysninger|regelverk|strategi|nettsted|system|nettsider)",
    because: "whose words they are",
  },
  {
    pattern: either(
      "(?:her|nå|i (?:denne|neste|denne siste) delen|under|nedenfor) ser vi|(?:regnet|rekna) (?:sammen|saman|som|til|med|av|ut|om)|tar tid|inngår i|måles|målast",
      "leverte svar|tar imot|tek imot|(?<!(?:det|som) )(?:gjelder|gjeld)|er nødvendig|er viktig|sjekkes",
      "er ment|ulike roller|ansvarlig for|ansvarleg for|selv ansvaret|samme måte|same måte|hver for seg",
      "kvar for seg|for tidlig|for tidleg|eksempler på|eksempel på",
    ),
    because: "what goes without saying",
  },
];

/** Verbs by which a sentence says that it found what follows: that is judged by itself. */
const FOUND = `(?:${either(
  `(?:kartleggingen|undersøkelsen|undersøkinga|svarene|svara|tallene|tala|dataene|materialet|oversikten|oversynet|figuren|tabellen|notatet|analysen|resultatene|funnene|bildet|alt|mye|mykje|alt i alt|dette|det|vi|en gjennomgang|inntrykket|hovedinntrykket|konklusjonen|resultatet|hovedfunnet)(?: [\\p{L}-]+){0,3}? (?:viser|tyder på|tydar på|forteller|fortel|bekrefter|stadfester|avdekker|dokumenterer|vitner om|indikerer|peker mot|peker på|ser|finner|finn|observerer|merker|konstaterer|konstateres|registrerer|opplever|er|understreker|taler for|gir et bilde av|ser ut til|må sies|er lett å se|er ikke vanskelig å se|er klart|er tydelig|er åpenbart|slår fast|kan slå fast|er ikke til å komme fra)(?: (?:også|her|dermed|tydelig|klart|altså|likevel|derfor|nå|oss))* at `,
  `(?:\\p{L}*(?:undersøkels|kartlegging|svar|tall|data|analys|oversikt|figur|tabell|resultat|funn)\\p{L}*)(?: [\\p{L}-]+){0,2}? (?:avdekker|avslører|bekrefter|dokumenterer|stadfester|vitner om|tyder på|gir (?:et )?(?:entydig|tydelig|klart|godt|samlet)\\p{L}* bilde av|forteller om|peker på|peker mot|viser (?!hvor|hva|hvilke|hvem|kor|kva|fordeling|andel|antall|tall|svar|et|en|ei|til|dem|de|dei|alle|bare|også|ikke|tiltak|virksomhet|beløp|base|samme|det|den|seg|her))`,
  `det er (?:lett|ikke vanskelig|enkelt|klart|tydelig|åpenbart) (?:å se )?at `,
)})`;

const SINGULAR =
  "(?:et|eit|en|ein|ei|ett|hvert enkelt|hver enkelt|den enkelte|det enkelte|et slikt|en slik|dette|denne|det|den) (?:(?!rekke|rekkje|mengde|lang|stor|liten|betydelig|vesentlig|hel|heil|økende)[\\p{L}-]+(?:e|t|g|sk|v|k|r|s) )?(?:[\\p{L}-]*(?:tiltak|prosjekt|virksomhet|verksemd|etat|departement|sektor|kommune|fase|ramme|løsning|løysing|tjeneste|teneste|system|initiativ|gevinst|effekt|kostnad|idé|konsept)(?:et|en)?)";
/** What the survey asks about and counts, in the plural or as a mass; one tiltak or body is any of them. */
const TOPIC = `(?:${[
  OWN_UNITS,
  LABEL,
  "\\p{L}*(?:tiltak(?:a|ene|enes)?(?<!tiltaket)|prosjekt(?:er|ene|a)|virksomhet(?:er|ene)|verksemd(?:er|ene)|etat(?:er|ar|ene|ane)|departement(?:er|ene|a)|kommun(?:er|ar|ene|ane)|sektor(?:en|er|ar|ene)|initiativ(?:er|ene)?|direktorat(?:er|ene)|porteføljen?|tiltaksmasse[nr]?|ministerier|organ(?:er|ene)|leveranse(?:r|ne)|fagmiljø(?:er|ene)|forvaltning(?:en|a)|forvaltningsnivå(?:er|ene)|statsapparatet|\\p{L}{3,}etaten|etterspørsel\\p{L}*|aktører?|aktørene|foretak(?:ene)?)",
  either(
    "stat og kommune|staten|statens|statl(?:ige|eg|ege)\\p{L}*|kommunal\\p{L}*|offentlig sektor",
    "skate-?\\p{L}+|innbygg\\p{L}*|ansatte?|tilsette|næringsliv\\p{L}*|bedrifter|brukerne|brukarane",
    "brukergrupp\\p{L}*|brukerretting\\p{L}*|mottakere?|ledere?|lederne",
  ),
  "\\p{L}+departement(?:et)?(?<!(?:^|[^\\p{L}])departementet)|(?:helse|justis|kultur|miljø|klima|skole|utdannings|landbruks|samferdsels|forsvars|omsorgs)\\p{L}*",
  either(
    "robot\\p{L}*|sky(?:a|en|tjen\\p{L}*|ten\\p{L}*|løs\\p{L}*|tekn\\p{L}*|bruk\\p{L}*)?|iot",
    "(?:tingenes|tinga sitt) internett|kunstig intelligens|(?:\\p{L}+)?teknologi(?:en|er|ene|bruken)?",
    "maskinlæring\\p{L}*|automatiser\\p{L}*|algoritm\\p{L}*",
  ),
  either(
    "digitaliser\\p{L}*|innovasj\\p{L}*|innovativ\\p{L}*|nyskap\\p{L}*|gjenbruk\\p{L}*|samarbeid\\p{L}*",
    "samhandl\\p{L}*|samordn(?!ingstrapp)\\p{L}*|koordiner\\p{L}*|deling\\p{L}*|effektiviser\\p{L}*|tverrgå\\p{L}*",
    "tverrsekt\\p{L}*|brukermedvirk\\p{L}*",
  ),
  "\\p{L}*(?:gevinst|effekt|nytte|besparels|virkning)\\p{L}*|måloppnå\\p{L}*|realiser\\p{L}*",
  either(
    "(?:idé|konsept|planleggings|gjennomførings|avslutnings|realiserings)\\p{L}*|\\p{L}*fase(?:n|ne|r)?",
    "planlegging\\p{L}*|gjennomføring\\p{L}*|oppstart\\p{L}*|ideer|ideene|innføring\\p{L}*",
  ),
  either(
    "ramm(?:en|ene|er|a|ane)|kostnad\\p{L}*|prislapp\\p{L}*|pris(?:en|ene)|peng(?:er|ene|ar|ane)",
    "midle(?:r|ne)|midlar|kron(?:er|ene)|krone|småpenger|penge\\p{L}*|\\p{L}{4,}bruken|milliard\\p{L}*",
    "million\\p{L}*|beløp(?:ene)?|budsjett(?:ene|er)|bevilgning\\p{L}*|løyving\\p{L}*|finans\\p{L}*",
    "investering\\p{L}*|utgift\\p{L}*|it-\\p{L}+|ikt-\\p{L}+|underfinans\\p{L}*",
  ),
  either(
    "kvalitet(?:en)?|tjenest(?:er|ene)|tenest(?:er|ene)|løsning(?:er|ene)|løysing(?:ar|ane)|miljø|brukere?",
    "system(?:er|ene)|datadeling\\p{L}*|data|kompetans\\p{L}*|kapasitet\\p{L}*|ressurs\\p{L}*",
  ),
  "(?:\\p{L}*)?(?:andel|antall|tall|tal|fordeling|spredning|variasjon|volum|nivå|trend|omfang|takt|tempo|balans|gap|avstand|forsprang|etterslep|utvikling|svarprosent|frafall|innsats|interess|modenhet|tyngde|slagside|mengde|kurve|kurven|rekkefølge|forskjell|skilnad|forskjeller|trykk|aktivitet|oppslutning|kvalitet|bredde|spenn|prioriter|ambisjon|optimism|vilje|evne|behov|potensial|forankring|modning|prioritering|oppmerksomhet)(?:en|a|et|ene|ane|er|ar|n|s)?",
  "(?!mål)\\p{L}{3,}(?:grad|graden|takten|nivået|bildet|biletet|høyden|andelen|massen|mengden|innsatsen|omfanget|veksten|prosenten|kappløpet|dreiningen|spredningen|fordelingen|listen|lista|kurven)",
  either(
    "(?<=^[\\s*#>-]*)(?:de|dei|disse|desse)(?= (?:er|har|blir|ligger|går|kommer|får|mangler))",
    "respondent(?:er|ene)|\\p{L}*skifte(?:t)?|kappløp(?:et)?|bunnen|toppen|fjoråret|taket|veksten|trenden",
    "tyngdepunktet|overvekten|flertallet|resten|de øvrige|dei andre|de andre|de fleste|mange|noen få|alle",
    "samtlige|ingen",
  ),
].join("|")})`;

/** A finite verb, as near as endings tell: none in headings, labels and titles of works. */
const VERB = either(
  "er|var|har|hadde|vil|må|skal|kan|bør|vart|fikk|fekk|gikk|gjekk|tok|kom|ga|gav|vant|falt|sank|steg|drar",
  "fins|finst|finnes|vert|samarbeider|gjenbruker|digitaliserer|prioriterer|effektiviserer|automatiserer",
  "koordinerer|samordner|samhandler|finansierer|realiserer|\\p{L}+(?:er|ar|år|ør|ir|ur)|ligg|kjem|tek|gjev",
  "gjer|veks|\\p{L}{3,}(?:te|et|a|es|ast)(?= )",
);
const NO_VERB = /^(?:over|under|etter|eller|heller|mer|per|her|der|hver|kvar|aller|især|år|hvor|kor|fler)$/;
/** What a relative clause says is no statement of its own. */
const RELATIVE = "(?:som|der) [^,.;:]*";

const FOUND_PATTERN = compile(`(?<=^[\\s*#>-]*)${FOUND}`);
const SINGULAR_PATTERN = words(SINGULAR);
const VERB_PATTERN = words(VERB);
const RELATIVE_PATTERN = words(RELATIVE);
const ELSEWHERE_PATTERNS = ELSEWHERE.map(({ pattern }) => words(pattern));
const topics = new Map<string, RegExp>();

function topicOf(units: readonly string[]): RegExp {
  const key = units.join("|");
  const found = topics.get(key) ?? words(TOPIC, units);
  topics.set(key, found);
  return found;
}

/**
 * Whether a sentence says how the answers are, with no number in it: it speaks of what the survey asks about, and of
 * nothing that tells it to be about something else.
 * @param sentence In lower case, as a reader sees it, with `INSERT` for each value and claim.
 * @param units The survey's own nouns.
 */
export function isStatement(sentence: string, units: readonly string[] = []): boolean {
  if (sentence.includes(INSERT)) return false;
  // A word alone is a label: «Gjenbruker».
  if (!/\S\s+\S/.test(sentence)) return false;
  const said = sentence.replace(FOUND_PATTERN, (found) => (found.endsWith(" at ") ? "" : "det er "));
  // One tiltak or body, any of them, is how a rule or a definition speaks.
  const plural = said.replace(SINGULAR_PATTERN, (match) => "\u0001".repeat(match.length));
  const topic = topicOf(units);
  if (plural.search(topic) < 0 || !hasVerb(said, topic)) return false;
  return !ELSEWHERE_PATTERNS.some((pattern) => said.search(pattern) >= 0);
}

/**
 * Whether a clause beside a number goes on to say something with no subject of its own: «(276 tiltak:) lykkes», «det
 * svikter».
 */
export function isBareStatement(clause: string): boolean {
  const said = clause.replace(/^[\s:;–-]+/, "");
  if (JUDGED.test(said)) return true;
  const [, verb = ""] = /^(?:(?:det|de|dei|dette|alt|alle) )?([a-zæøå]+)/.exec(said) ?? [];
  if (!BARE_VERB.test(verb) || NO_VERB.test(verb) || said.split(/\s+/).length > 5) return false;
  return !ELSEWHERE_PATTERNS.some((pattern) => said.search(pattern) >= 0);
}
const JUDGED =
  /^(?:svært |veldig |ganske |meget |så )?(?:bra|godt|dårlig|svakt|flott|imponerende|skuffende|gledelig|bekymringsfullt|lovende|solid|tynt)[.!]?$/u;
const BARE_VERB =
  /^(?:\p{L}{2,}(?:er|ir|ør|år)|\p{L}{4,}(?:es|ast)|\p{L}{3,}(?:te|et)|blir|ble|vart|gikk|kom|falt|sank|steg|stakk|tok|ga|sto|får|fikk)$/u;

/** Whether something is said of the topic: a noun of it may end like a verb («virksomheter»). */
function hasVerb(sentence: string, topic: RegExp): boolean {
  return [...sentence.replace(RELATIVE_PATTERN, "").matchAll(VERB_PATTERN)].some(
    ([word]) =>
      !NO_VERB.test(word) &&
      (/(?:arbeid|bruk|iser|iter|iner|ordn|handl|sier)er$|arbeidet$/.test(word) ||
        [...word.matchAll(topic)].every(([noun]) => noun !== word)),
  );
}
