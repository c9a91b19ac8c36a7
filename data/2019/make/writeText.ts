import type { Draft } from "./fillStage.js";
import type { Random } from "./random.js";
import type { Subjects } from "./subjects.js";

/** The texts of a measure. */
export interface Texts {
  readonly navn: string;
  readonly hovedleveranse: string;
  readonly sokeord: string;
}

interface Pattern {
  /** `{x}` is the subject, `{X}` the subject with a capital. */
  readonly navn: string;
  readonly leveranse: string;
  readonly ord: string;
  /** Which subjects it can be about; all when left out. */
  readonly om?: keyof Subjects;
  readonly fits: (draft: Draft) => boolean;
}

const ticked =
  (item: string, option: string) =>
  (draft: Draft): boolean =>
    (draft[item] as readonly string[]).includes(option);
const is =
  (item: string, ...options: string[]) =>
  (draft: Draft): boolean =>
    options.includes(draft[item] as string);
const always = (): boolean => true;

// Those that say what sets a measure apart; the next list fits almost any.
const TELLING: readonly Pattern[] = [
  {
    navn: "Robotisert behandling av {x}",
    leveranse: "Programvareroboter henter, kontrollerer og fører {x} i fagsystemet.",
    ord: "robot",
    om: "saker",
    fits: ticked("teknologi", "robot"),
  },
  {
    navn: "Roboter som avlaster arbeidet med {x}",
    leveranse: "Roboter tar de faste oppgavene i arbeidet med {x}, og saksbehandler får bare avvikene.",
    ord: "robotisering",
    fits: ticked("teknologi", "robot"),
  },
  {
    navn: "Maskinlæring for {x}",
    leveranse: "En modell sorterer {x} etter innhold og foreslår neste steg for saksbehandler.",
    ord: "maskinlæring",
    om: "saker",
    fits: ticked("teknologi", "ki"),
  },
  {
    navn: "Kunstig intelligens i arbeidet med {x}",
    leveranse: "En opplært modell finner mønstre i {x} og varsler om det som bør ses nærmere på.",
    ord: "kunstig intelligens",
    fits: ticked("teknologi", "ki"),
  },
  {
    navn: "Samtalerobot om {x}",
    leveranse: "En samtalerobot svarer på vanlige spørsmål om {x} hele døgnet.",
    ord: "samtalerobot",
    fits: ticked("teknologi", "ki"),
  },
  {
    navn: "Sensorer for {x}",
    leveranse: "Sensorer sender målinger til et felles lager, slik at {x} kan følges fra time til time.",
    ord: "sensorer",
    om: "malt",
    fits: ticked("teknologi", "iot"),
  },
  {
    navn: "Tingenes internett for {x}",
    leveranse: "Tilkoblede målere gir løpende tall for {x}.",
    ord: "IoT",
    om: "malt",
    fits: ticked("teknologi", "iot"),
  },
  {
    navn: "{X} over i skyen",
    leveranse: "Løsningen for {x} flyttes fra eget driftsmiljø til en skytjeneste.",
    ord: "sky",
    fits: ticked("teknologi", "sky"),
  },
  {
    navn: "Skybasert plattform for {x}",
    leveranse: "En plattform i skyen for {x}, som andre løsninger kan bygge på.",
    ord: "skyplattform",
    fits: ticked("teknologi", "sky"),
  },
  {
    navn: "Grønnere arbeid med {x}",
    leveranse: "Mindre reising, papir og strøm i arbeidet med {x}.",
    ord: "miljø",
    fits: ticked("effekter", "miljo"),
  },
  {
    navn: "Felles løsning for {x}",
    leveranse: "En løsning for {x} som flere virksomheter kan ta i bruk.",
    ord: "fellesløsning",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "Deling av opplysninger om {x}",
    leveranse: "Andre virksomheter får hente opplysninger om {x} når de har hjemmel til det.",
    ord: "datadeling",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "Grensesnitt for {x}",
    leveranse: "Dokumenterte grensesnitt (API) for {x}, med et testmiljø for dem som skal ta dem i bruk.",
    ord: "API",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "Felles katalog over {x}",
    leveranse: "En katalog viser hvor {x} ligger, hva de inneholder, og hvem som kan bruke dem.",
    ord: "katalog",
    om: "data",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "{X} på felles komponenter",
    leveranse: "Løsningen for {x} går over til innlogging, varsling og arkiv som staten alt har.",
    ord: "felleskomponenter",
    fits: is("gjenbruke", "ja"),
  },
  {
    navn: "Felles innlogging og varsling for {x}",
    leveranse: "Innlogging og varsling om {x} skjer gjennom løsninger som andre virksomheter bruker.",
    ord: "gjenbruk",
    om: "saker",
    fits: is("gjenbruke", "ja"),
  },
  {
    navn: "Gjenbruk av løsning for {x}",
    leveranse: "En løsning som en annen virksomhet har laget, tilpasses til {x}.",
    ord: "gjenbruk",
    fits: is("gjenbruke", "ja"),
  },
  {
    navn: "Sammenhengende tjeneste for {x}",
    leveranse: "Brukeren møter én tjeneste for {x}, også når flere virksomheter står bak.",
    ord: "sammenhengende tjenester",
    fits: ticked("effekter", "sammenhengende"),
  },
  {
    navn: "Én inngang til {x}",
    leveranse: "Brukeren finner alt som gjelder {x}, på ett sted.",
    ord: "brukerreise",
    fits: ticked("effekter", "sammenhengende"),
  },
  {
    navn: "Samarbeid med kommunene om {x}",
    leveranse: "Kommuner og stat får felles arbeidsflate for {x}.",
    ord: "kommuner",
    fits: is("involverte", "andre_nivaaer", "begge"),
  },
  {
    navn: "Selvbetjening for {x}",
    leveranse: "Brukerne kan selv sende inn, ettersende og følge {x} på nett.",
    ord: "selvbetjening",
    om: "saker",
    fits: ticked("brukergrupper", "innbyggere"),
  },
  {
    navn: "Innsyn i {x}",
    leveranse: "Innbyggerne logger inn og slår opp {x} som gjelder dem selv.",
    ord: "innsyn",
    om: "data",
    fits: ticked("brukergrupper", "innbyggere"),
  },
  {
    navn: "{X} rett fra bedriftenes fagsystemer",
    leveranse: "Bedriftene sender {x} fra egne fagsystemer i stedet for på skjema.",
    ord: "næringsliv",
    om: "saker",
    fits: ticked("brukergrupper", "private"),
  },
  {
    navn: "{X} for næringslivet",
    leveranse: "Bedrifter med hjemmel eller samtykke henter {x} inn i egne fagsystemer.",
    ord: "næringsliv",
    om: "data",
    fits: ticked("brukergrupper", "private"),
  },
  {
    navn: "Styringstall om {x}",
    leveranse: "Et datavarehus og faste rapporter om {x} til ledelsen.",
    ord: "styringsdata",
    fits: ticked("effekter", "beslutningsstotte"),
  },
  {
    navn: "Analyseplattform for {x}",
    leveranse: "Analytikerne får samlede og dokumenterte tall om {x}.",
    ord: "analyse",
    fits: ticked("effekter", "beslutningsstotte"),
  },
  {
    navn: "Sikker drift av løsningen for {x}",
    leveranse: "Nye servere, nett og tilgangsstyring for {x}.",
    ord: "informasjonssikkerhet",
    fits: ticked("effekter", "infrastruktur"),
  },
  {
    navn: "Ny tjeneste for {x}",
    leveranse: "En tjeneste som ikke har vært tilbudt før, bygd rundt {x}.",
    ord: "ny tjeneste",
    fits: ticked("effekter", "nye_tjenester"),
  },
  {
    navn: "Billigere drift av løsningen for {x}",
    leveranse: "Lisenser og drift for {x} samles hos færre leverandører.",
    ord: "drift",
    fits: ticked("effekter", "kostnadseffektivisering"),
  },
];
const PLAIN: readonly Pattern[] = [
  {
    navn: "Automatisk behandling av {x}",
    leveranse: "Enkle {x} avgjøres maskinelt, og resten fordeles til saksbehandler.",
    ord: "automatisering",
    om: "saker",
    fits: ticked("effekter", "effektivisering"),
  },
  {
    navn: "Automatisk kontroll av {x}",
    leveranse: "Feil og mangler i {x} finnes maskinelt, og bare de uklare tilfellene ses på av mennesker.",
    ord: "automatisering",
    fits: ticked("effekter", "effektivisering"),
  },
  {
    navn: "Enklere rutiner for {x}",
    leveranse: "Arbeidet med {x} legges om, og papirskjemaene blir borte.",
    ord: "forenkling",
    fits: ticked("effekter", "omlegging"),
  },
  {
    navn: "Nytt fagsystem for {x}",
    leveranse: "Et nytt fagsystem avløser to eldre systemer for {x}.",
    ord: "fagsystem",
    fits: always,
  },
  {
    navn: "Modernisering av løsningen for {x}",
    leveranse: "Den gamle løsningen for {x} bygges om i mindre deler som kan endres hver for seg.",
    ord: "modernisering",
    fits: always,
  },
  {
    navn: "Bedre veiledning om {x}",
    leveranse: "Skjemaer, veiledning og svar om {x} skrives om sammen med brukerne.",
    ord: "brukerretting",
    fits: ticked("effekter", "kvalitet"),
  },
  {
    navn: "Digital saksflyt for {x}",
    leveranse: "Saksflyten for {x} blir digital fra mottak til arkiv.",
    ord: "saksflyt",
    om: "saker",
    fits: always,
  },
  {
    navn: "{X} uten papir",
    leveranse: "Innsending, behandling og svar om {x} blir digitale.",
    ord: "papirløs",
    om: "saker",
    fits: always,
  },
  {
    navn: "Ajourhold av {x}",
    leveranse: "Nye rutiner og verktøy holder {x} oppdatert gjennom året.",
    ord: "datakvalitet",
    om: "data",
    fits: always,
  },
  {
    navn: "Bedre kvalitet i opplysninger om {x}",
    leveranse: "Dobbelte og utdaterte opplysninger om {x} fjernes, og kvaliteten måles fast.",
    ord: "datakvalitet",
    fits: always,
  },
  {
    navn: "Mobil løsning for {x}",
    leveranse: "{X} kan registreres og slås opp på nettbrett og telefon.",
    ord: "mobil",
    fits: always,
  },
];

const USERS: Readonly<Record<string, string>> = {
  innbyggere: "innbyggerne",
  ansatte: "de ansatte",
  statlige: "andre statlige virksomheter",
  kommuner: "kommunene",
  private: "bedriftene",
  andre: "frivillige",
};
const PHASE: Readonly<Record<string, readonly string[]>> = {
  ide: ["Tiltaket er foreløpig en idé.", "Behovet er beskrevet, men ikke utredet.", ""],
  konsept: ["Alternativene utredes nå.", "Konseptvalget tas til våren.", ""],
  planlegging: ["Prosjektplanen er under arbeid.", "Anskaffelsen forberedes.", ""],
  gjennomforing: ["Første versjon er i bruk.", "Leveres i flere trinn.", ""],
  drift: ["Løsningen er i drift og videreutvikles løpende.", "Endringer leveres hver tredje uke.", ""],
};

/**
 * Name, description and search words that fit the body's tasks and the answers given.
 * @param used What the body has used so far and how often: names come once, subjects and patterns twice at most.
 */
export function writeText(
  draft: Draft,
  subjects: Subjects,
  used: Map<string, number>,
  random: Random,
): Texts {
  const telling = TELLING.filter(({ fits }) => fits(draft));
  const plain = PLAIN.filter(({ fits }) => fits(draft));
  const patterns =
    random.next() < 0.7
      ? [...random.shuffle(telling), ...random.shuffle(plain)]
      : [...random.shuffle(plain), ...random.shuffle(telling)];
  const times = (key: string): number => used.get(key) ?? 0;
  for (const most of [1, 2, 3]) {
    for (const pattern of patterns) {
      const about = pattern.om
        ? subjects[pattern.om]
        : [...subjects.saker, ...subjects.data, ...subjects.malt];
      for (const subject of random.shuffle(about)) {
        const navn = fill(pattern.navn, subject);
        if (times(navn) > 0 || times(subject) >= most || times(pattern.navn) >= most) continue;
        for (const key of [navn, subject, pattern.navn]) used.set(key, times(key) + 1);
        return {
          navn,
          hovedleveranse: describe(draft, pattern, subject, random),
          sokeord: words(draft, pattern, subject),
        };
      }
    }
  }
  throw new Error(
    `There must be more subjects or patterns: all names about ${Object.values(subjects).flat().join(", ")} are taken.`,
  );
}

function describe(draft: Draft, pattern: Pattern, subject: string, random: Random): string {
  const users = (draft.brukergrupper as readonly string[]).map((user) => USERS[user]!);
  const gain =
    users.length > 0
      ? random.pick([
          `Gevinsten kommer ${users.join(" og ")} til gode.`,
          `Skal gjøre hverdagen enklere for ${users.join(" og ")}.`,
          `Utvikles sammen med ${users.join(" og ")}.`,
          `Skal spare tid for ${users.join(" og ")}.`,
          "",
          "",
          "",
        ])
      : "";
  const phase = random.pick(PHASE[draft.fase as string] ?? [""]);
  return [fill(pattern.leveranse, subject), gain, phase].filter(Boolean).join(" ");
}

function words(draft: Draft, pattern: Pattern, subject: string): string {
  const technology: Readonly<Record<string, string>> = {
    robot: "robot",
    ki: "kunstig intelligens",
    sky: "sky",
    iot: "IoT",
  };
  const more = (draft.teknologi as readonly string[]).flatMap((key) => technology[key] ?? []);
  return [...new Set([subject, pattern.ord, ...more])].slice(0, 4).join(", ");
}

function fill(text: string, subject: string): string {
  return text
    .replaceAll("{x}", subject)
    .replaceAll("{X}", subject.charAt(0).toUpperCase() + subject.slice(1));
}
