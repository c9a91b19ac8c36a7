import { seeded } from "./random.js";

/** A body of the frame, with what the generator needs to know of it. */
export interface Body {
  readonly organisasjonsnummer: string;
  readonly virksomhet: string;
  readonly kortnavn: string;
  readonly departement: string;
  readonly skate: boolean;
  readonly opphav: "notatet" | "skate" | "oppdiktet";
  readonly bruttobudsjettert: boolean;
  /** Measures reported; 0 for the six that stayed silent. */
  readonly tiltak: number;
  /** Which list of subjects its measures are about (`subjects.ts`). */
  readonly felt: string;
  /** Reports some measures after the deadline. Invented bodies only. */
  readonly sen: boolean;
  /** Lies within the few bodies that use robots, IoT or artificial intelligence. */
  readonly nyTeknologi: boolean;
  /** Lies within the few bodies that expect less strain on the environment. */
  readonly miljo: boolean;
}

/** The nine that stand out on developing and reusing (3.3.2). */
export const STANDING_OUT = [
  "DFØ",
  "Helsedirektoratet",
  "Brønnøysundregistrene",
  "Direktoratet for e-helse",
  "Difi",
  "Kystverket",
  "Vegvesenet",
  "NAV",
  "Arkivverket",
];

// Name, short name, organisation number, ministry, Skate, named in the note or only known from Skate, measures, subjects.
// The numbers of measures are ours: Skate bodies and the nine of 3.3.2 have most.
const NAMED: readonly [string, string, string, string, boolean, "notatet" | "skate", number, string][] = [
  ["Arbeids- og velferdsdirektoratet (NAV)", "NAV", "889640782", "ASD", true, "notatet", 25, "velferd"],
  ["Skattedirektoratet (Skatteetaten)", "Skatteetaten", "974761076", "FIN", true, "notatet", 17, "skatt"],
  ["Direktoratet for økonomistyring (DFØ)", "DFØ", "986252932", "FIN", false, "notatet", 16, "økonomi"],
  ["Helsedirektoratet", "Helsedirektoratet", "983544622", "HOD", false, "notatet", 19, "helse"],
  ["Direktoratet for e-helse", "Direktoratet for e-helse", "915933149", "HOD", true, "notatet", 19, "helse"],
  ["Norsk pasientskadeerstatning", "NPE", "984936923", "HOD", false, "notatet", 7, "pasient"],
  [
    "Statens lånekasse for utdanning (Lånekassen)",
    "Lånekassen",
    "960885406",
    "KD",
    true,
    "skate",
    9,
    "studie",
  ],
  [
    "Unit – Direktoratet for IKT og fellestjenester i høyere utdanning og forskning",
    "Unit",
    "919477822",
    "KD",
    true,
    "skate",
    13,
    "utdanning",
  ],
  [
    "Direktoratet for forvaltning og IKT (Difi)",
    "Difi",
    "991825827",
    "KMD",
    true,
    "notatet",
    21,
    "forvaltning",
  ],
  ["Statens kartverk (Kartverket)", "Kartverket", "971040238", "KMD", true, "notatet", 13, "kart"],
  ["Husbanken", "Husbanken", "942114184", "KMD", false, "notatet", 9, "bolig"],
  ["Arkivverket", "Arkivverket", "961181399", "KUD", true, "notatet", 14, "arkiv"],
  ["Brønnøysundregistrene", "Brønnøysundregistrene", "974760673", "NFD", true, "notatet", 20, "register"],
  ["Statens vegvesen Vegdirektoratet", "Vegvesenet", "971032081", "SD", false, "notatet", 18, "veg"],
  ["Kystverket", "Kystverket", "874783242", "SD", false, "notatet", 15, "kyst"],
];

// Names that nobody takes for real: each says so itself. Ministry, name, measures (0: silent), subjects, marks
// (s late with some, n new technology, m environment, N net-budgeted).
const INVENTED: readonly [string, string, number, string, string?][] = [
  ["ASD", "Direktoratet for arbeidslyst", 5, "arbeid"],
  ["ASD", "Tilsynet for kaffepauser", 2, "tilsyn"],
  ["ASD", "Pensjonistpoengverket", 6, "poeng", "n"],
  ["BFD", "Direktoratet for lekeplasser", 4, "oppvekst"],
  ["BFD", "Navnedagsverket", 2, "navnedag"],
  ["BFD", "Statens sandkasseråd", 3, "oppvekst"],
  ["BFD", "Ombudet for godnatthistorier", 1, "oppvekst"],
  ["FIN", "Småmyntdirektoratet", 5, "mynt", "s"],
  ["FIN", "Statens kvitteringsverk", 7, "kvittering", "n"],
  ["FIN", "Tilsynet for sparegriser", 3, "tilsyn"],
  ["FIN", "Direktoratet for avrunding", 2, "statistikk", "N"],
  ["HOD", "Direktoratet for frisk luft", 6, "luft", "m"],
  ["HOD", "Plasterverket", 4, "plaster"],
  ["HOD", "Statens hvileinstitutt", 5, "hvile", "s"],
  ["HOD", "Tilsynet for matpakker", 3, "tilsyn"],
  ["JD", "Nøkkeldirektoratet", 7, "justis"],
  ["JD", "Statens hittegodsverk", 5, "justis"],
  ["JD", "Direktoratet for gjerder og grinder", 3, "justis"],
  ["JD", "Vekterskolen for månelyse netter", 2, "utdanning", "N"],
  ["JD", "Refleksverket", 4, "beredskap"],
  ["JD", "Ringeklokketilsynet", 2, "tilsyn"],
  ["JD", "Direktoratet for nødlykter", 5, "beredskap"],
  ["KD", "Direktoratet for pugg", 10, "pugg"],
  ["KD", "Leksehjelpverket", 6, "lekser", "s"],
  ["KD", "Blyantinstituttet", 4, "forskning", "N"],
  ["KD", "Statens friminuttkontor", 5, "friminutt"],
  ["KLD", "Snøfallsdirektoratet", 4, "natur", "m"],
  ["KLD", "Moseverket", 3, "natur", "m"],
  ["KLD", "Regnbuetilsynet", 2, "tilsyn", "m"],
  ["KLD", "Direktoratet for stille fjorder", 6, "natur", "mn"],
  ["KLD", "Statens pinnsvinforvaltning", 2, "natur", "m"],
  ["KMD", "Direktoratet for postkasser", 5, "post"],
  ["KMD", "Stikkveiverket", 3, "kart"],
  ["KMD", "Statens dørskiltkontor", 2, "skilt"],
  ["KUD", "Direktoratet for allsang", 3, "kultur"],
  ["KUD", "Statens kor- og korpsregister", 2, "kultur"],
  ["KUD", "Eventyrverket", 4, "kultur", "s"],
  ["KUD", "Tilsynet for rim og rytme", 1, "tilsyn"],
  ["LMD", "Direktoratet for bringebær", 4, "landbruk"],
  ["LMD", "Høystakktilsynet", 3, "tilsyn"],
  ["LMD", "Statens saueteller", 6, "landbruk", "n"],
  ["LMD", "Potetdirektoratet", 3, "landbruk", "m"],
  ["NFD", "Krabbedirektoratet", 4, "fiske"],
  ["NFD", "Statens idébank for gode ideer", 4, "næring", "s"],
  ["NFD", "Fiskekakekontrollen", 3, "tilsyn"],
  ["NFD", "Direktoratet for oppfinnsomhet", 6, "næring", "n"],
  ["NFD", "Tauverksregisteret", 2, "tauverk", "N"],
  ["OED", "Direktoratet for stikkontakter", 4, "energi", "m"],
  ["OED", "Vindstilleverket", 3, "energi"],
  ["OED", "Statens lyspæretilsyn", 2, "tilsyn"],
  ["SD", "Direktoratet for gangveier", 3, "gangvei"],
  ["SD", "Ventesalverket", 2, "samferdsel"],
  ["FD", "Direktoratet for tinnsoldater", 0, "beredskap"],
  ["FD", "Statens trommeverk", 0, "kultur"],
  ["UD", "Direktoratet for postkort fra utlandet", 0, "forvaltning"],
  ["UD", "Statens adapterkontor", 0, "forvaltning"],
  ["JD", "Tilsynet for knirkende dører", 0, "tilsyn"],
  ["KLD", "Direktoratet for snarveier i skogen", 0, "natur"],
];

/** Named bodies that use robots, IoT or artificial intelligence; the invented ones are marked in their list. */
const NEW_TECHNOLOGY = ["NAV", "Skatteetaten", "Vegvesenet", "Kystverket", "Brønnøysundregistrene"];
const ENVIRONMENT = ["Vegvesenet", "Kystverket"];

/** The frame of 2019: 15 real bodies that published sources name, and 58 that are plainly invented. */
export function makeBodies(): Body[] {
  const random = seeded("2019 organisation numbers");
  const taken = new Set<string>();
  const named = NAMED.map(
    ([virksomhet, kortnavn, organisasjonsnummer, departement, skate, opphav, tiltak, felt]): Body => ({
      organisasjonsnummer,
      virksomhet,
      kortnavn,
      departement,
      skate,
      opphav,
      // The note says only that the frame is gross-budgeted in the main: the exceptions fall on invented bodies.
      bruttobudsjettert: true,
      tiltak,
      felt,
      sen: false,
      nyTeknologi: NEW_TECHNOLOGY.includes(kortnavn),
      miljo: ENVIRONMENT.includes(kortnavn),
    }),
  );
  const invented = INVENTED.map(
    ([departement, name, tiltak, felt, marks = ""]): Body => ({
      organisasjonsnummer: syntheticNumber(random, taken),
      virksomhet: `${name} (oppdiktet)`,
      kortnavn: name,
      departement,
      skate: false,
      opphav: "oppdiktet",
      bruttobudsjettert: !marks.includes("N"),
      tiltak,
      felt,
      sen: marks.includes("s"),
      nyTeknologi: marks.includes("n"),
      miljo: marks.includes("m"),
    }),
  );
  return [...named, ...invented];
}

/** A valid organisation number (check digit modulo 11) with first digit 2 or 3: the range of synthetic bodies. */
function syntheticNumber(random: { between(from: number, to: number): number }, taken: Set<string>): string {
  for (;;) {
    const digits = [random.between(2, 3), ...Array.from({ length: 7 }, () => random.between(0, 9))];
    const sum = digits.reduce((s, digit, i) => s + digit * [3, 2, 7, 6, 5, 4, 3, 2][i]!, 0);
    const check = (11 - (sum % 11)) % 11;
    const number = [...digits, check].join("");
    if (check === 10 || taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}
