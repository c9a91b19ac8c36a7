import type { Draft } from "./fillStage.js";
import type { Random } from "./random.js";

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
const both =
  (...all: ((draft: Draft) => boolean)[]) =>
  (draft: Draft): boolean =>
    all.every((fits) => fits(draft));

// Special ones first: a measure takes a pattern that says what sets it apart before one that fits all.
const TELLING: readonly Pattern[] = [
  {
    navn: "Robotisert behandling av {x}",
    leveranse: "Programvareroboter henter, kontrollerer og fører {x} i fagsystemet.",
    ord: "robot",
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
    fits: both(ticked("teknologi", "ki"), ticked("effekter", "kvalitet")),
  },
  {
    navn: "Sensordata om {x}",
    leveranse: "Sensorer sender målinger til et felles lager, slik at {x} kan følges fra time til time.",
    ord: "sensorer",
    fits: ticked("teknologi", "iot"),
  },
  {
    navn: "Tingenes internett for {x}",
    leveranse: "Tilkoblede målere gir løpende data om {x}.",
    ord: "IoT",
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
    leveranse: "En plattform i skyen som {x} kan bygges videre på.",
    ord: "skyplattform",
    fits: both(ticked("teknologi", "sky"), is("utvikle", "ja")),
  },
  {
    navn: "Grønnere drift av {x}",
    leveranse: "Mindre reising, papir og strøm i arbeidet med {x}.",
    ord: "miljø",
    fits: ticked("effekter", "miljo"),
  },
  {
    navn: "Felles løsning for {x}",
    leveranse: "En fellesløsning for {x} som flere virksomheter kan ta i bruk.",
    ord: "fellesløsning",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "Deling av data om {x}",
    leveranse: "Et grensesnitt som lar andre virksomheter hente opplysninger om {x} med hjemmel.",
    ord: "datadeling",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "Grensesnitt for {x}",
    leveranse: "Dokumenterte grensesnitt (API) for {x}, med testmiljø for dem som skal ta dem i bruk.",
    ord: "API",
    fits: is("utvikle", "ja"),
  },
  {
    navn: "{X} på felles komponenter",
    leveranse: "Løsningen for {x} tar i bruk felles innlogging, varsling og arkiv i stedet for egne.",
    ord: "felleskomponenter",
    fits: is("gjenbruke", "ja"),
  },
  {
    navn: "Felles innlogging og varsling for {x}",
    leveranse: "Brukerne av {x} logger inn og varsles gjennom løsninger som staten alt har.",
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
    leveranse: "En felles inngang der brukeren finner og fullfører alt som gjelder {x}.",
    ord: "brukerreise",
    fits: ticked("effekter", "sammenhengende"),
  },
  {
    navn: "Samarbeid med kommunene om {x}",
    leveranse: "Kommuner og stat deler arbeidsflate og opplysninger om {x}.",
    ord: "kommuner",
    fits: is("involverte", "andre_nivaaer", "begge"),
  },
  {
    navn: "Selvbetjening for {x}",
    leveranse: "Innbyggerne kan selv søke, ettersende og følge {x} på nett.",
    ord: "selvbetjening",
    fits: ticked("brukergrupper", "innbyggere"),
  },
  {
    navn: "Næringslivets inngang til {x}",
    leveranse: "Bedrifter får rapportert og hentet {x} fra egne fagsystemer.",
    ord: "næringsliv",
    fits: ticked("brukergrupper", "private"),
  },
  {
    navn: "Styringsdata om {x}",
    leveranse: "Et datavarehus og faste rapporter om {x} til ledelsen.",
    ord: "styringsdata",
    fits: ticked("effekter", "beslutningsstotte"),
  },
  {
    navn: "Analyseplattform for {x}",
    leveranse: "Analytikerne får samlede og dokumenterte data om {x}.",
    ord: "analyse",
    fits: ticked("effekter", "beslutningsstotte"),
  },
  {
    navn: "Sikker drift av {x}",
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
];
const PLAIN: readonly Pattern[] = [
  {
    navn: "Automatisk behandling av {x}",
    leveranse: "Enkle {x} avgjøres maskinelt, og resten fordeles til saksbehandler.",
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
    fits: () => true,
  },
  {
    navn: "Modernisering av {x}",
    leveranse: "Den gamle løsningen for {x} bygges om i mindre deler som kan endres hver for seg.",
    ord: "modernisering",
    fits: () => true,
  },
  {
    navn: "Bedre tjenester for {x}",
    leveranse: "Skjemaer, veiledning og svar om {x} skrives om sammen med brukerne.",
    ord: "brukerretting",
    fits: ticked("effekter", "kvalitet"),
  },
  {
    navn: "Digital saksflyt for {x}",
    leveranse: "Saksflyten for {x} blir digital fra mottak til arkiv.",
    ord: "saksflyt",
    fits: () => true,
  },
  {
    navn: "{X} uten papir",
    leveranse: "Innsending, behandling og svar om {x} blir digitale.",
    ord: "papirløs",
    fits: () => true,
  },
  {
    navn: "Opprydding i {x}",
    leveranse: "Dobbelte og utdaterte opplysninger om {x} fjernes, og kvaliteten måles fast.",
    ord: "datakvalitet",
    fits: () => true,
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
  subjects: readonly string[],
  used: Map<string, number>,
  random: Random,
): Texts {
  const fitting = TELLING.filter(({ fits }) => fits(draft));
  const patterns =
    random.next() < 0.7
      ? [...random.shuffle(fitting), ...random.shuffle(PLAIN)]
      : [...random.shuffle(PLAIN), ...fitting];
  const times = (key: string): number => used.get(key) ?? 0;
  for (const most of [1, 2]) {
    for (const subject of random.shuffle(subjects)) {
      for (const pattern of patterns) {
        const navn = fill(pattern.navn, subject);
        if (!pattern.fits(draft) || times(navn) > 0 || times(subject) >= most || times(pattern.navn) >= most)
          continue;
        for (const key of [navn, subject, pattern.navn]) used.set(key, times(key) + 1);
        return {
          navn,
          hovedleveranse: describe(draft, pattern, subject, random),
          sokeord: words(draft, pattern, subject),
        };
      }
    }
  }
  throw new Error(`There must be more subjects or patterns: all are used up of ${subjects.join(", ")}.`);
}

function describe(draft: Draft, pattern: Pattern, subject: string, random: Random): string {
  const users = (draft.brukergrupper as readonly string[]).map((user) => USERS[user]!);
  const gain =
    users.length > 0
      ? random.pick([
          `Gevinsten kommer ${users.join(" og ")} til gode.`,
          `Skal gjøre hverdagen enklere for ${users.join(" og ")}.`,
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
