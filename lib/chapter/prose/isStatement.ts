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
  /** Tells nothing where it stands as the object of what the survey asks about: «tiltakene støtter strategien». */
  readonly subject?: true;
}

const PARTICIPLE = `(?:\\p{L}+(?:et|te|t|dd|de)|\\p{L}*(?:gitt|gjort|gjord|sendt|lagt|satt|tatt|slått|skrevet|bedt|beden|bedne|fått|vist|tenkt))`;
const DONE = `(?:${either(
  "spurt|stilt|regnet|rekna|regnes|runda|rundet|avrundet|beregnet|sorterte?|ordna|oppført|inndelt|drøftet",
  "drøfta|lovregulert|regulert|lagt til grunn|summert|kontrollert\\p{L}*|omregnet|omrekna|byttet navn|skiftet navn|brukt ordet|i (?:løpende |faste |\\d{4}-)kroner",
  "(?:ikke|ikkje) (?:det )?(?:samme|same) som|gjort|gjord|sendt|hentet|henta|laget|laga|skrevet|skrive",
  "lansert|vedtatt|opprettet|oppretta|innført|bedt|beden|bedne|åpnet|åpent|utarbeid\\p{L}*|utformet",
  "foretatt|gjennomført|oppgitt|oppgjeve|oppgjevne|oppgitte|levert|mottatt|motteke|godkjent|utviklet|testet",
  "oversatt|omsette|supplert|utsatt|forelagt|avsluttet|fastsatt|satt|definert|ført|beskrevet|angitt|målt",
  "merket|kodet|forkortet|utelatt|utelatne|tildelt|bevilget|nevnt|navngitt|rettet opp|retta(?! mot)|delt inn|delt i",
  "ordnet|sortert|gruppert|oppdatert|ment|meint|ønsket|ferdigstilt|justert|slått sammen|holdt utenfor",
  "tatt (?:inn|ut|med|utgangspunkt|hensyn|av)|lagt (?:til grunn|fram|frem|inn|vekt|ved|ut|opp)|samlet inn",
  "gitt (?:at|av)|gitte|gjeven|gjevne|oppfordret\\p{L}*|uttømmende|tilfeldig|vilkårlig\\p{L}*|egnet|eigna|obligatorisk\\p{L}*|frivillig\\p{L}*",
  "rapporteringspliktig\\p{L}*|oppdikt\\p{L}*|syntetiske?|anonymisert\\p{L}*|offent(?:lig|leg)|søkbar\\p{L}*|tilgjengelig\\p{L}*|foreløpige?|kjent",
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
      "(?<!(?:^|[^\\p{L}])(?:som|der|når|fordi|dem|slik|vet hva|vet hvem|vet hvordan)(?: [\\p{L}-]+)? )(?<!(?:kommunene|etatene|virksomhetene|departementene|direktoratene|lederne|ansatte) (?=vil (?:ikke|ikkje|heller) ))(?:kan|kunne|skal|skulle|må|måtte|bør|burde|vil|ville)(?! (?:nesten )?(?:vente|nøye seg|klare seg|betale prisen|ta til takke|helst|ofte|oftast|alltid|sjelden|sjeldan|i hovedsak|i hovudsak|hovedsakelig|først og fremst|stort sett|som regel|vanligvis|gjerne))",
      "lar seg|lèt seg|let seg|trengs|ønskes",
      "(?<!(?:kommune(?:r|ne)|etate(?:r|ne)|virksomhete(?:r|ne)|departemente(?:r|ne)|direktorate(?:r|ne)|lede(?:re|rne)|ansatte|sektoren|prosjekte(?:r|ne)|tiltak(?:ene)?) )(?:trenger|treng|behøver|ønsker|ønskjer)",
    ),
    because: "what may be or is meant to be, and was not found",
  },
  {
    pattern:
      "(?!etterspør)\\p{L}*(?:regneark|grafene|undersøk|kartlegg|skjema|spørsmål|spør|spurt|figur|tabell|søyle|diagram|kapit|avsnitt|vedlegg|appendiks|notat|rapport|metode|definisjon|begrep|omgrep|ordlist|fotnote|kilde|kjelde|utvalg(?!et av)|utval(?!g)|utgave|datasett|datagrunnlag|grunnlaget|svaralternativ|kategori|kryss|inndeling|koding|overskrift|setning|sammendrag|samandrag|kontakt|innrapporter|frist|purr|påminn|oversikt|oversyn|lenke|kontaktperson|utkast|papir(?=[.,])|portal|versjon|innmelding|personvern|taushets|offentleg?lov|unntatt|unnteke|kvalitetssikr|avrund|beregn|avgrens|presiser|forbehold|tolk|forklar(?!er hvorfor)|gjengi|publiser|vektet|parentes|terskel|anslag|taushet|skrivefeil|fritekst|språket|bokmål|nynorsk|engelsk|skala|stikkprøv|besvar|fylt(?:e)? ut|svart på|svarte på|på vegne|svarer for|svarte ikke|ikke svar|ikkje svar)\\p{L}*|(?:kostnads|ramme|svar)?klasse(?:n|r|ne)?(?! for seg)|(?:måle|undersøkelses|analyse)?enhet(?:en|er|ene)?|(?:for|alders|tids|terskel)?grensen|(?:tekst|kommentar|kostnads|svar|data|skjema)?felt(?:et|er|ene)?|(?:virksomhets|adresse|e-post|ord|tiltaks|spørsmåls|kontakt|sjekk|kilde|litteratur|innholds)?liste(?:n|r|ne)?",
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
      "(?<=^[\\s*#>-]*)(?:virksomheten|verksemda|den enkelte|det enkelte|tiltaket|prosjektet|etaten som|kommunen|brukeren|leseren|lederen|lesaren|brukaren|prosjektlederen|eieren|innmelderen|respondenten) (?!svikter|glimrer|mangler|vinner|taper|lykkes)[\\p{L}]+",
    because: "one of them, any, is how a rule speaks",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*)(?:et|en|ei|eit|ein) (?!stor|liten|økende|rekke|del|typisk|vanlig|gjennomsnitt|betydelig)(?:[\\p{L}-]+ )?[\\p{L}-]+ (?:gjør det mulig|hjelper|beskriver|inneholder|består|sørger|samler|viser|oversetter|lagrer|henter|utfører|blir til|trenger|krever|dekker|bør|beskriv|inneheld)",
    because: "what a thing of its kind is for",
  },
  {
    pattern:
      "(?:notatet|rapporten|dataene|datasettet|skjemaet|kurset|verktøyet|programmet|lisensen|bruken|publikasjonen|tjenesten|innsyn) er (?:\\p{L}+ )?gratis",
    because: "what a reader pays",
  },
  {
    pattern:
      "(?:svarte|misforsto|misforstod|ringte|returnerte|ba|bad|purret|rettet opp|trakk) (?:(?:ikke|ikkje|bare|berre|også|selv|selve|likevel|om|for|på|av|oss|én|en|ut|inn|to|spørsmålet|seg|svaret|skjemaet|tilbake)(?= |[.,]|$))|(?:fikk|fekk|har fått) (?:en |et |ei )?(?:kopi|brev|e-post|kvittering|beskjed|utsatt|tilsendt|\\p{L}+ (?:uker|dager|måneder)|purring|påminnelse|anledning|høve)",
    because: "what bodies did with the form",
  },
  {
    pattern:
      "(?:finans|justis|kommunal- og moderniserings|klima- og miljø)?departementet (?:fastsetter|forvalter|vedtar|samordner|utarbeider|gir ut|utgir|fordeler|eier|leder)|(?:fastsetter|hjemler|regulerer|pålegger) [\\p{L}]+",
    because: "who has which task",
  },
  {
    pattern:
      "(?:regnes|reknes|telles|tel[ler]?|teller|føres|vises|oppgis) (?:ikke|ikkje|altså|derfor|her) (?:inn|med|for|som|på|etter|under)|deles (?:gjerne |ofte |vanligvis |her )?(?:inn )?i|er i (?:løpende|faste|\\d{4}-)|\\p{L}*lisens(?:en)?",
    because: "how answers are counted and shown",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*)(?:med |ved |bak )?(?:ordet|ordene|uttrykket|forkortelsen|forkortelsene|navnet|betegnelsen|akronymet|tegnet|symbolet|bokstaven|bokstavene|fargen|stjernen|streken|tittelen|undertittelen)",
    because: "it speaks of a word or a sign",
  },
  {
    pattern:
      "(?<=^[\\s*#>-]*)[^.,:;]{2,60} er (?:å [\\p{L}]+|læren om|kunsten å)[^.]*|(?<=^[\\s*#>-]*)[^.,:;]{2,60} er (?:(?:et|en|ei|den|det|de) )?(?:nettverk(?:et)?|navn(?:et)?|programvare(?:n)?|maskinvare|teknologi|teknikker|metoder|læren|fellesnevner(?:en)?|del(?:en)?|samling(?:en)?|evnen|prosessen|arbeidet|perioden|punktet|tidspunktet|summen|beløpet|instrument(?:et)?|verktøy(?:et)?|virkemid\\p{L}+|ordning(?:en)?|[\\p{L}-]*(?:modell|løsning|verktøy|standard|kanal|tjeneste|komponent|innretning)(?:en|et)?)(?: (?:av|på|for|i|med|over) [\\p{L} -]{3,50}?)? (?:som|der|hvor|når)(?! (?:etatene|virksomhetene|staten|kommunene|departementene|direktoratene|ingen|få|mange|alle|de fleste|brukes|blir|er tatt|tas|stadig|nesten))(?= )",
    because: "a definition",
  },
  {
    pattern:
      "(?<=^[\\s*#>«»-]*)(?:med )?«[^»]+»(?: og «[^»]+»)* (?:er|siktes|menes|brukes|betyr|står|dekker|omfatter|kalles)",
    because: "it speaks of a word",
  },
  {
    pattern: "(?<=^[\\s*#>-]*)[\\p{L}-]+ er (?:noe )?(?:mer|annet) enn [\\p{L} -]+(?=[.;,]|$)",
    because: "what a word means",
  },
  {
    pattern:
      "(?:(?:legges|legg[ea]st|lagres|slettes|anonymiseres|publiseres|oppdateres|forvaltes|avrundes|rundes|kvalitetssikres|omregnes|arkiveres|utgis|kunngjøres|nummereres)(?: også| nå| alltid| fortløpende)*)(?= (?:ut|fram|på|som|når|i|av|etter|hvert|to|fortløpende|opp|ned|løpende|automatisk|her))|siktes det til",
    because: "what is done with the answers",
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
      "\\p{L}*(?:rammeverk|rundskriv|forskrift|regelverk|lovverk|strategi|stortingsmelding|instruks|mandat|oppdrag|retningslinj|veileder|prosjektveiviser|handlingsplan|standard|direktiv|forordning|forventning|høring|regjering|storting|statsråd|riksrevisjon|sekretariat|styringsgrupp|arbeidsgrupp|redaksjon|forfatter|oppdragsgiver|minister|avtale|grunnlov|digitaliseringsrådet)\\p{L}*",
      "(?:stats|års)?budsjettet (?:for|ble|er lagt)|lov(?:en|er|a)?(?: om)?",
      "[\\p{L}-]{3,}(?<!påskrivnings)(?:loven|lova|lovene|reglement(?:et)?|konvensjon(?:en)?|traktat(?:en)?)",
      "(?:medfinansierings)?ordning(?:en|a)?|meld\\. ?st\\.?|prop\\.?|plikt(?:en|er)?|krav(?:et|ene)?",
      "prinsipp(?:et|er)?|(?:(?:et|er|som|eit|felles|overordnet) |hoved)mål",
      "mål(?:et|ene|a)? (?:er|om|i|med|for|ligger|står)(?= )|(?:hoved)?formål(?:et)?|hensikt(?:en)?",
      "(?:har|ha|gir|får|bærer|med|til|under|tillagt|eget|selv|felles|hovedsakelig|\\p{L}+s) ansvar(?:et)?|ansvar på|ansvaret (?:for|er|ligger|følger|hviler|har|tilligger)|\\p{L}*reform(?:en)?",
    ),
    subject: true,
    because: "what law, strategy and plans ask for",
  },
  {
    pattern: either(
      "(?:i|fra|til) (?:danmark|sverige|finland|island|estland|nederland|storbritannia|canada|utlandet|andre land|nabolandene|norden)|(?:danske|svenske|finske|britiske|estiske|utenlandske|nordiske) [\\p{L}-]+",
      "difis?|digdirs?|ks(?! (?:er|blir|ble) (?:\\p{L}+ )?(?:med|tatt|holdt|involvert|hørt|trukket|utelatt))|kmd|oecds?|eus?|eøs|ssb|norge|noreg|departementet|direktorat(?:et)?",
      "\\p{L}+direktoratet|direktøren|\\p{L}+rådgiver(?:en)?|avdelingen|seksjonen|redaktøren|altinn|id-porten",
      "kommunesektorens organisasjon|leverandører?|forsker(?:e|ne)?|statistisk sentralbyrå",
      "brønnøysundregistrene|eksperter?",
    ),
    because: "what others do, which no answer tells",
  },
  {
    pattern: either(
      "menes|forkortes|uttales|staves|oversettes med|meiner vi|mener|meiner|betyr|defineres|definert|omfatter|omfattar|innebærer|inneber|handler om",
      "handlar om|tar for seg|kalles|kallast|heter|heiter|brukes (?:også |ofte |gjerne |bare |her |i notatet )*om|blir brukt om",
      "vil si|forutsetter|føreset|(?<!(?:tiltak|tiltakene|prosjekter|prosjektene|løsninger|løsningene) )krever|krev|avhenger|avheng",
      "følger (?:av|malen|med|som|definisjonen|inndelingen)|følgjer|hører til|høyrer til|hjemlet|heimla|forstås",
      "forstått|lest|leses|lesast|regnes (?:til|som|med|av)|regnest|summerer seg|(?:rettes|sendes|meldes) til",
      "skiller mellom|skil mellom",
      "står (?:for seg|for (?:tingenes|internet)|i alfabetisk|på side|på nett|i (?:kapit|vedleg|tabel|figur|note|fotnot|parentes|lov|forskrift|rundskriv|strategi|oversikt|appendi|ordlist)\\p{L}*|bakerst|her|nevnt|omtalt|oppført|forklart)",
      "er et ord|er en betegnelse|er et uttrykk",
      "er (?:et |en |ei )?(?:[\\p{L}-]+ )?(?:begrep|gren|form|type|eksempel|fellesnavn|underkategori|del|lov|gevinst|prinsipp|mål|part|forkortelse)(?: av| for| på| i)?",
      "er (?:en|ei|ett|et|blant) (?:av )?(?:de |dei )?(?:virksomhetene|medlemmene|etatene|verksemdene|avdelingene)",
      "er (?:et |en |ei |eit )(?:[\\p{L}-]+ )?\\p{L}*(?:råd|organ|nettverk|register|portal|tjeneste|teneste|system|samling|selskap|betegnelse|metode|teknikk|plattform|komponent|innretning)(?= )",
      "(?:i denne|i den) (?:sammenhengen|samanhengen)|er (?:her|i dette notatet) (?:alle|de|dei|den|det|en|ei|et)",
      "er (?:tjenester|systemer|løsninger|tiltak|prosjekter|programmer|virksomheter|data|de|dei|den)(?: [\\p{L}-]+)? (?:som|dei|der)",
      "(?:er|var) (?:\\p{L}+ )?(?:med i (?:de |de andre |dei andre |alle )?(?=\\d|skate|denne|den |det |\\p{L}*(?:utval|undersøk|kartlegg|råd|nettverk|grunnlag|tall|oversikt|tabell|figur|grupp|styr|samarbeid|datasett|lista|listen))[\\p{L}\\d]+|medlem|medlemmer|part)|dekker både|betegner|viser til",
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
      "det er (?:ikke |ikkje |også |ofte |alltid |derfor |for |mest |mer |like |like fullt |minst like |svært |for )*(?:viktig|nødvendig|nyttig|mulig|mogleg|vanskelig|vanskeleg|lett|krevende|enkelt|rom|opp til|lov|uvant|tidlig|tidleg|tilrådelig|ønskelig|en fordel|fritt|fristende|verdt|grunn(?! til å (?:tro|anta|regne med|hevde|si|frykte|mistenke))|en kunst|stor forskjell på|forskjell på|skilnad på|fullt mulig|ikke meningen|meningen|meininga|naturlig)(?= )",
      "(?:ikke|ikkje) (?:uventet|overraskende|urimelig|uventa)",
      "(?<=^[\\s*#>-]*|, |: |at |men )å [\\p{L} -]+ (?:er|tar|koster|krever|gir)|det (?:lønner|svarer) seg å|det er (?:lurt|klokt|smart|fornuftig|bra) å",
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
      "(?:her|nå|i (?:denne|neste|denne siste) delen|under|nedenfor) ser vi|summerer [\\p{L} ]{0,20}seg|(?:regnet|rekna) (?:sammen|saman|som|til|med|av|ut|om)|(?<!(?:tiltak|tiltakene|prosjekter|prosjektene|løsninger) )tar tid|inngår i (?=\\p{L}*(?:utval|undersøk|grunnlag|tall|oversikt|kartlegg|skate|serie|rammeverk|modell|figur|tabell|begrep|nevner|sum|arbeid|gruppe|denne|dette))[\\p{L}]+|måles|målast",
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
  "(?:svarene|svara|besvarelsene|tallene|resultatene)(?: [\\p{L}-]+){0,2} (?:tegner|gir|etterlater)(?: oss)? (?:et|eit)(?: [\\p{L}-]+)? (?:bilde|inntrykk|bilete) av (?=(?:en|ei|et) )",
  "(?:som|slik) (?:tabellen|figuren|svarene|tallene|oversikten|kartleggingen|undersøkelsen) (?:viser|antyder|forteller|bekrefter), ",
  `det er (?:god |all |liten )?grunn til å (?:tro|anta|regne med|hevde|si|frykte|mistenke) at `,
  `(?:etter (?:vår|min) (?:oppfatning|vurdering|mening|oppfatning|erfaring)|slik vi ser det|som (?:ventet|venta|antatt|forventet|fryktet|kjent)|ikke uventet|sett under ett|alt i alt|trolig|antakelig|antagelig|sannsynligvis|formodentlig|dessverre|heldigvis|gledelig nok|slik \\p{L}+ beskriver det,?) (?=(?:er|har|skyldes|tegner|blir|får|mangler|går|driver|bruker|\\p{L}{3,}er)(?: |$))`,
  `(?:\\p{L}*(?:undersøkels|kartlegging|svar|tall|data|analys|oversikt|figur|tabell|resultat|funn)\\p{L}*)(?: [\\p{L}-]+){0,2}? (?:avdekker|avslører|bekrefter|dokumenterer|stadfester|vitner om|tyder på|gir (?:et )?(?:entydig|tydelig|klart|godt|samlet)\\p{L}* bilde av|forteller om|peker på|peker mot|viser (?!hvor|hva|hvilke|hvem|kor|kva|fordeling|andel|antall|tall|svar|et|en|ei|til|dem|de|dei|alle|bare|også|ikke|tiltak|virksomhet|beløp|base|samme|det|den|seg|her))`,
  `det er (?:lett|ikke vanskelig|enkelt|klart|tydelig|åpenbart) (?:å se )?at `,
)})`;

/** The answers as the source of what is said of them. */
const SOURCE = `,? (?:${either(
  "(?:ifølge|i følge|ifølgje) (?:svarene|besvarelsene|tallene|virksomhetene|etatene|respondentene|departementene|undersøkelsen|kartleggingen|dataene|materialet|dem selv)(?: selv| å dømme)?",
  "(?:viser|sier|forteller|bekrefter|avslører) (?:svarene|besvarelsene|tallene|undersøkelsen|kartleggingen|figuren|tabellen|oversikten)",
  "(?:skal (?:vi|en|man) tro|å dømme etter) [\\p{L}]+|(?:i|blant|av) \\p{L}*(?:svarene|besvarelsene|svara)",
)})`;

const SINGULAR =
  "(?:et|eit|en|ein|ei|ett|hvert enkelt|hver enkelt|hvert|hver|kvart|kvar|den enkelte|det enkelte|et slikt|en slik|dette|denne|det|den) (?!\\p{L}{3,}(?:etaten|sektoren|departementet|direktoratet))(?:(?!rekke|rekkje|mengde|lang|stor|liten|betydelig|vesentlig|hel|heil|økende)[\\p{L}-]+(?:e|t|g|sk|v|k|r|s) )?(?:[\\p{L}-]*(?:tiltak|prosjekt|virksomhet|verksemd|etat|departement|sektor|kommune|fase|ramme|løsning|løysing|tjeneste|teneste|system|initiativ|gevinst|effekt|kostnad|idé|konsept)(?:et|en)?)";
/** What the survey asks about and counts, in the plural or as a mass; one tiltak or body is any of them. */
const TOPIC = `(?:${[
  OWN_UNITS,
  LABEL,
  "\\p{L}*(?:tiltak(?:a|ene|enes)?(?<!tiltaket)|prosjekt(?:er|ene|a)|virksomhet(?:er|ene)|verksemd(?:er|ene)|etat(?:er|ar|ene|ane)|departement(?:er|ene|a)|kommun(?:er|ar|ene|ane)|sektor(?:en|er|ar|ene)|initiativ(?:er|ene)?|direktorat(?:er|ene)|porteføljen?|tiltaksmasse[nr]?|ministerier|organ(?:er|ene)|leveranse(?:r|ne)|fagmiljø(?:er|ene)|forvaltning(?:en|a)|forvaltningsnivå(?:er|ene)|statsapparatet|\\p{L}{3,}etaten|etterspørsel\\p{L}*|aktører?|aktørene|foretak(?:ene)?)",
  either(
    "stat og kommune|(?:en |vår )?stat|staten|statens|\\p{L}*områdene|it-avdeling\\p{L}*|\\p{L}*avdelinger|fellesløs\\p{L}*|porteføljens|bildet|statl(?:ige|eg|ege)\\p{L}*|kommunal\\p{L}*|offentlig sektor",
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
    "kvalitet(?:en)?|\\p{L}{4,}tjenest(?:er|ene)|tjenest(?:er|ene)|tenest(?:er|ene)|løsning(?:er|ene)|løysing(?:ar|ane)|miljø|brukere?",
    "system(?:er|ene)|datadeling\\p{L}*|data|kompetans\\p{L}*|kapasitet\\p{L}*|ressurs\\p{L}*",
  ),
  "(?:\\p{L}*)?(?:andel|antall|tall|tal|fordeling|spredning|variasjon|volum|nivå|trend|omfang|takt|tempo|balans|gap|avstand|forsprang|etterslep|utvikling|svarprosent|frafall|innsats|interess|modenhet|tyngde|slagside|mengde|kurve|kurven|rekkefølge|forskjell|skilnad|forskjeller|trykk|aktivitet|oppslutning|kvalitet|bredde|spenn|prioriter|ambisjon|optimism|vilje|evne|behov|potensial|forankring|modning|prioritering|oppmerksomhet)(?:en|a|et|ene|ane|er|ar|n|s)?",
  "(?!mål)\\p{L}{3,}(?:grad|graden|takten|nivået|bildet|biletet|høyden|andelen|massen|mengden|innsatsen|omfanget|veksten|prosenten|kappløpet|dreiningen|spredningen|fordelingen|listen|lista|kurven)",
  either(
    "(?<=^[\\s*#>-]*)(?:de|dei|disse|desse)(?= (?:er|har|blir|ligger|går|kommer|får|mangler))",
    "frivillig\\p{L}*|statsforvalter\\p{L}*|fylkesmenn\\p{L}*|fylkesmannen|\\p{L}{3,}(?:verket|tilsynet|vesenet)|politiet|forsvaret|etatsledere\\p{L}*|prosjektledere\\p{L}*|respondent(?:er|ene)|\\p{L}*skifte(?:t)?|kappløp(?:et)?|bunnen|toppen|fjoråret|taket|veksten|trenden",
    "tyngdepunktet|overvekten|flertallet|resten|de øvrige|dei andre|de andre|de fleste|mange|noen få|alle",
    "samtlige|ingen",
  ),
].join("|")})`;

/** A finite verb, as near as endings tell: none in headings, labels and titles of works. */
const VERB = either(
  "er|var|har|hadde|vil|må|skal|kan|bør|vart|fikk|fekk|gikk|gjekk|tok|kom|ga|gav|vant|falt|sank|steg|drar",
  "fins|finst|finnes|vert|samarbeider|gjenbruker|digitaliserer|prioriterer|effektiviserer|automatiserer",
  "koordinerer|samordner|samhandler|finansierer|realiserer|\\p{L}+(?:er|ar|år|ør|ir|ur)|ligg|kjem|tek|gjev",
  "gjer|veks|\\p{L}{3,}(?:te|et|a|es|ast)(?= )|\\p{L}{3,}(?<!en)es",
);
const NO_VERB =
  /^(?:over|under|etter|før|eller|heller|mer|per|her|der|hver|kvar|aller|især|år|hvor|kor|fler)$/;
/** What a relative clause says is no statement of its own. */
const RELATIVE = "(?<!^[\\s*#>«-]*)(?:som|der) [^,.;:]*";

/** Who does something, with no word of what the survey lets them do: whatever stands behind it, that is asserted. */
const DOES = `(?:[\\p{L}-]+(?:e|ige|ske) )?(?:tiltakene|prosjektene|virksomhetene|etatene|departementene|direktoratene|kommunene|gevinstene|verksemdene|etatane|kommunane|prosjekta|tiltaka) (?!${either(
  "er|var|har|hadde|kan|kunne|skal|skulle|må|måtte|bør|burde|vil|ville|får|fikk|fekk|ble|blir|vart|vert|svar|oppgi|oppga|kryss|fyl|meld|rapporter|send|rett|velg|defin|regn|pliktk?|kall|ten[gk]|omfatt|gjeld|men|lever|inngå|hør|stå|delt|drøft|kjenn|vurder|angi|skriv|tolk|bruker (?:ordet|begrep|ulik|sin|skjema)|finn|vis|eier|dekk|ligg|teller|telles|ordn|sorter|nevn|omtal|beskriv|grupper|forstå|innebær|anbefal|forvent|trenger|behøver|ønsk|følger|bygger|rangeres|deles|kommer fra|styrer selv|selv|vet|forutset|avgjør|bestemmer|kom|hver|som|der|og|i |på |til |fra |med |under |av |hos |for |ved |over |om |tilhør|styres etter|stiller krav",
)})\\p{L}+(?:er|ar|es)(?= )`;
const DOES_PATTERN = compile(`^[\\s*#>-]*${DOES}(?![^.]*\\?)(?!.*(?:«|, sier |, skriver |ifølge ))`);
const FOUND_PATTERN = compile(`(?<=^[\\s*#>-]*)${FOUND}`);
const SOURCE_PATTERN = compile(`${SOURCE}(?![\\p{L}])`);
const SINGULAR_PATTERN = words(SINGULAR);
const VERB_PATTERN = words(VERB);
const RELATIVE_PATTERN = words(RELATIVE);
const ELSEWHERE_PATTERNS = ELSEWHERE.filter(({ subject }) => !subject).map(({ pattern }) => words(pattern));
const SUBJECT_PATTERNS = ELSEWHERE.filter(({ subject }) => subject).map(({ pattern }) => words(pattern));
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
  const said = sentence
    .replace(FOUND_PATTERN, (found) => (/ at $|, $/.test(found) ? "" : "det er "))
    .replace(SOURCE_PATTERN, "");
  // One tiltak or body, any of them, is how a rule or a definition speaks.
  const plural = said.replace(SINGULAR_PATTERN, (match) => "\u0001".repeat(match.length));
  const topic = topicOf(units);
  if (plural.search(topic) < 0 || !(hasVerb(said, topic) || isHeadline(said))) return false;
  if (said.search(DOES_PATTERN) >= 0) return true;
  if (ELSEWHERE_PATTERNS.some((pattern) => said.search(pattern) >= 0)) return false;
  const subject = subjectOf(said, topic);
  return !SUBJECT_PATTERNS.some((pattern) => subject.search(pattern) >= 0);
}

/** What a sentence speaks of: what stands before its verb, when that is of the topic and does something; else all of it. */
function subjectOf(said: string, topic: RegExp): string {
  const main = said.replace(RELATIVE_PATTERN, (clause) => "\u0001".repeat(clause.length));
  for (const { 0: word, index } of main.matchAll(VERB_PATTERN)) {
    if (!isVerb(word, topic)) continue;
    const before = said.slice(0, index);
    return leads(before, topic) && !BELONGS.test(word) ? before.replace(PREPOSITION, "") : said;
  }
  return said;
}

const BELONGS = /^(?:er|var|har|hadde|følger|bygger|inngår|blir|ble|vart)$/;

/** Whether the first noun is of the topic. */
function leads(phrase: string, topic: RegExp): boolean {
  const [{ index } = { index: -1 }] = phrase.matchAll(topic);
  return index >= 0 && MODIFIED.test(phrase.slice(0, index));
}
const MODIFIED =
  /^[\s*#>«-]*(?:(?!(?:av|i|på|for|til|med|fra|om|hos|under|ved|etter|som|og|å|at|der|når|ifølge) )[\p{L}-]+ ){0,3}$/u;
const PREPOSITION = / (?:av|i|på|for|til|med|fra|om|hos|under|ved|etter) .*$/su;

/**
 * Whether a clause beside a number goes on to say something with no subject of its own: «(276 tiltak:) lykkes», «det
 * svikter».
 */
export function isBareStatement(clause: string): boolean {
  const said = clause.replace(/^[\s:;–-]+/, "");
  if (isJudgement(said) || (RESTING.test(said) && !UNKNOWN.test(said))) return true;
  const [, verb = ""] = /^(?:(?:det|de|dei|dette|alt|alle) )?([a-zæøå]+)/.exec(said) ?? [];
  if (!BARE_VERB.test(verb) || NO_VERB.test(verb) || said.split(/\s+/).length > 5) return false;
  return !ELSEWHERE_PATTERNS.some((pattern) => said.search(pattern) >= 0);
}

/** Whether a sentence answers a question that the text itself asks: «Neppe», «Ja, stort sett», «Svaret er nedslående». */
export function isAnswer(sentence: string): boolean {
  const said = sentence.replace(/^[\s*#>«-]+/, "");
  return ANSWER.test(said) && !ELSEWHERE_PATTERNS.some((pattern) => said.search(pattern) >= 0);
}
const ANSWER =
  /^(?:ja|nei|jo|jau|neppe|knapt|tvert (?:i)?mot|absolutt|slett ikke|sjelden|dessverre|heldigvis|både ja og nei|tja|ikke (?:akkurat|i år|ennå|helt|lenger|alltid|mye|her)|langt ifra|så absolutt|utvilsomt|lite|mye|svaret er|de (?:er|har|gjør)|det (?:er|gjør|blir|får) (?:de|dei|en|ett|\p{L}+ene))(?=[\s.,!:]|$)/u;

/** Whether a line or a cell is a judgement and nothing else: «Svært bra». */
export function isJudgement(text: string): boolean {
  return JUDGED.test(text.trim());
}
/** All others than those counted, and why nothing more is said of them. */
const RESTING =
  /^(?:resten|de øvrige|dei øvrige|de andre|dei andre|alle andre) (?:av \p{L}+ )?(?:er|har|var|blir|ble) /u;
const UNKNOWN =
  /(?:ukjent|ukjende|ikke|ikkje|utelatt|uten svar|ubesvart|unntatt|holdt utenfor|oppgitt|spurt|mangler|blank|delt|fordelt|med )/u;
const JUDGED =
  /^(?:svært |veldig |ganske |meget |så )?(?:bra|godt|dårlig|svakt|flott|imponerende|skuffende|gledelig|bekymringsfullt|lovende|solid|tynt)[.!]?$/u;
const BARE_VERB =
  /^(?:\p{L}{2,}(?:er|ir|ør|år)|\p{L}{4,}(?:es|ast)|\p{L}{3,}(?:te|et)|blir|ble|vart|gikk|kom|falt|sank|steg|stakk|tok|ga|sto|får|fikk)$/u;

/** Words by which a heading with no verb asserts. */
const HEADLINE = words(
  either(
    "i en (?:klasse for seg|særstilling)|i (?:sentrum|fokus|førersetet|kulissene|skyggen|bakgrunnen|forgrunnen|startgropa|siget|støpeskjeen|farta|fare|krise|endring|bevegelse|vinden|medvind|motvind|utakt|takt|ubalanse|balanse|rute|siloer)|på (?:gangen|sidelinjen|utsiden|gang|vent|etterskudd|overtid|sparebluss|full fart|vei|gli|hell|stedet hvil|plass|spissen|topp|bunn)|i gang",
    "(?:først|sist|foran|bak|fremst|uteglemt|fortsatt|fremdeles|ennå|endelig|igjen)(?=[.,!]|$)|(?<=^[\\s*#>-]*)(?:fortsatt|fremdeles|ennå|endelig|igjen|stadig|nå)(?= )",
    "(?:stor|stort|store|lite|liten|små|bred|bredt|brede|smal|smalt|kraftig|sterk|sterkt|svak|svakt|svake|god|godt|gode|dårlig|dårlige|tydelig|klar|klart|høy|høyt|høye|lav|lavt|lave|tung|trang|trange|knapp|knappe|ujevn|ujevnt|skjev|skjevt|stø|trygg|usikker|usikre|lovende|skuffende|full|fullt|tom|tomme|rask|treg|trege|god|ny) (?:[\\p{L}]+ )?(?:sprik|gap|spenn|avstand|kurs|samarbeid|finansiering|økonomi|vilje|interesse|fart|tempo|framdrift|spredning|forankring|modenhet|oppslutning|gjenbruk|nyskaping|innovasjon|kasse|kasser|lommebok|rammer|budsjetter|kostnader|gevinster|effekter|koordinering|samordning|satsing|innsats|optimisme|vekst|bremser|gevinst|effekt|hull)",
    "(?:nyskaping|innovasjon|gjenbruk|samarbeid|samordning|digitalisering|planer|ambisjoner|vilje|gevinster|sparing|effektivisering|kvalitet|automatisering) (?:uten|framfor|fremfor|foran|mot|i stedet for|på bekostning av|til besvær)",
    "(?:få|mange|flere|stadig|ingen|bare|kun|mest|minst|lite|mye)(?= \\p{L})",
    "(?<=^[\\s*#>-]*)(?:etatene|kommunene|staten|direktoratene|departementene|innbyggerne|næringslivet|robotene|tiltakene|prosjektene|pengene|gevinstene|virksomhetene) (?:på|uten|bak|foran|mot|utenfor) (?:\\p{L}+ )?\\p{L}+(?=[.!]|$)",
    "(?<=^[\\s*#>-]*)fra (?!idé|konsept|svar|skjema|data|start)\\p{L}+ til \\p{L}+(?=[.!]|$)",
    "(?<=: )(?:en|et|ei|eit|ein) (?!\\p{L}*(?:råd|begrep|omgrep|oversikt|definisjon|innføring|eksempel|veileder|metode)(?=[.!]|$))\\p{L}+(?=[.!]|$)",
  ),
);

/** Whether a heading asserts with no verb: «Skyen først, robotene sist». */
function isHeadline(said: string): boolean {
  return said.length < 90 && said.search(HEADLINE) >= 0;
}

/** Whether something is said of the topic: a noun of it may end like a verb («virksomheter»). */
function hasVerb(sentence: string, topic: RegExp): boolean {
  return [...sentence.replace(RELATIVE_PATTERN, "").matchAll(VERB_PATTERN)].some(([word]) =>
    isVerb(word, topic),
  );
}

const isVerb = (word: string, topic: RegExp): boolean =>
  !NO_VERB.test(word) &&
  (/(?:arbeid|bruk|iser|iter|iner|ordn|handl|sier|spenn|dreng)er$|arbeidet$|^(?:nevn|jevn)es$/.test(word) ||
    [...word.matchAll(topic)].every(([noun]) => noun !== word));
