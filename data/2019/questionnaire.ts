import { defineQuestionnaire } from "../../lib/survey/questionnaire/defineQuestionnaire.js";
import { corrections, groupRules, rules } from "./rules.js";

/**
 * The questionnaire of 2019: the 22 items of appendix 1 in Difi-notat 2019:10, with the answer options' labels
 * as printed there and the questions in our own words. Items, options, recodes and subsets have stable keys;
 * everything else (form, checks, types in cells, codebook, appendix 1) is made from this file.
 */
export const questionnaire = defineQuestionnaire({
  year: 2019,
  unit: { one: "tiltak", many: "tiltak", all: "tiltakene", article: "ett" },
  groupUnit: { one: "departement", many: "departementer", all: "departementene", article: "ett" },
  roles: { ministry: "departement", name: "navn" },
  mayBePublished: { item: "publiseres", is: ["ja"] },
  frame: {
    skate: { label: "Med i Skate" },
    opphav: {
      label: "Hvor navnet er fra",
      options: {
        notatet: "Det publiserte notatet",
        skate: "Medlemslisten for Skate",
        oppdiktet: { label: "Oppdiktet", invented: true },
      },
    },
    bruttobudsjettert: { label: "Bruttobudsjettert" },
  },
  rules,
  groupRules,
  corrections,
  items: {
    virksomhet: {
      number: 1,
      section: "Bakgrunn",
      kind: "agency",
      label: "Virksomhet",
      question: "Hvilken virksomhet eier eller har ansvaret for tiltaket?",
      required: true,
      public: true,
      comparability: {
        with: 2018,
        status: "broken",
        reason:
          "Utvalget hadde 87 virksomheter i 2018 og 73 i 2019. Flere forvaltningsbedrifter og nettobudsjetterte virksomheter falt ut.",
      },
    },
    departement: {
      number: 2,
      section: "Bakgrunn",
      kind: "single",
      label: "Departement",
      question: "Hvilket departement rapporterer virksomheten til?",
      options: {
        ASD: { label: "Arbeids- og sosialdepartementet", aliases: ["ASD"] },
        BFD: { label: "Barne- og familiedepartementet", aliases: ["BFD"] },
        FD: { label: "Forsvarsdepartementet", aliases: ["FD"] },
        FIN: { label: "Finansdepartementet", aliases: ["FIN"] },
        HOD: { label: "Helse- og omsorgsdepartementet", aliases: ["HOD"] },
        JD: { label: "Justis- og beredskapsdepartementet", aliases: ["JD"] },
        KD: { label: "Kunnskapsdepartementet", aliases: ["KD"] },
        KLD: { label: "Klima- og miljødepartementet", aliases: ["KLD"] },
        KMD: { label: "Kommunal- og moderniseringsdepartementet", aliases: ["KMD"] },
        KUD: { label: "Kulturdepartementet", aliases: ["KUD"] },
        LMD: { label: "Landbruks- og matdepartementet", aliases: ["LMD"] },
        NFD: { label: "Nærings- og fiskeridepartementet", aliases: ["NFD"] },
        OED: { label: "Olje- og energidepartementet", aliases: ["OED"] },
        SD: { label: "Samferdselsdepartementet", aliases: ["SD"] },
        UD: { label: "Utenriksdepartementet", aliases: ["UD"] },
      },
      required: true,
      public: true,
      comparability: {
        with: 2018,
        status: "broken",
        reason: "Utvalget av virksomheter er endret, og med det hvor mange tiltak hvert departement kan ha.",
      },
    },
    navn: {
      number: 3,
      section: "Bakgrunn",
      kind: "text",
      label: "Navn på tiltaket",
      question: "Hva heter tiltaket?",
      required: true,
      public: true,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
    kontakt: {
      number: 4,
      section: "Bakgrunn",
      kind: "text",
      label: "Kontaktpunkt",
      question: "Hvilken e-postadresse kan spørsmål om tiltaket rettes til?",
      public: false,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
    publiseres: {
      number: 5,
      section: "Bakgrunn",
      kind: "single",
      label: "Kan publiseres",
      question: "Kan alle opplysningene om tiltaket publiseres?",
      options: { ja: "Ja", nei: "Nei" },
      required: true,
      public: false,
      comparability: { with: 2018, status: "same", reason: "Samme spørsmål." },
    },
    hjemmel: {
      number: 6,
      section: "Bakgrunn",
      kind: "text",
      label: "Hjemmel for unntak",
      question: "Hvilken hjemmel har unntaket fra offentlighet?",
      asked: { item: "publiseres", is: ["nei"] },
      public: false,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
    finansiering: {
      number: 7,
      section: "Kostnader",
      kind: "single",
      label: "Finansiering",
      question: "Er gjennomføringen av tiltaket finansiert?",
      options: { ja: "Ja", nei: "Nei", delvis: "Delvis" },
      base: "answered",
      public: true,
      comparability: {
        with: 2018,
        status: "wider",
        reason:
          "Spørsmålet er det samme, men i 2019 omfattes også tiltak som gikk inn i en ny fase i løpet av året, og utvalget av virksomheter er et annet.",
      },
    },
    kostnadsramme: {
      number: 8,
      section: "Kostnader",
      kind: "amount",
      unit: "kroner",
      label: "Total kostnadsramme",
      question: "Hva er den antatte totale kostnadsrammen for gjennomføringen, for egen virksomhet?",
      base: "answered",
      public: true,
      comparability: {
        with: 2018,
        status: "wider",
        reason:
          "Spørsmålet er det samme, men langt flere lot det stå ubesvart i 2019, og utvalget av virksomheter er et annet.",
      },
    },
    budsjett: {
      number: 9,
      section: "Kostnader",
      kind: "amount",
      unit: "kroner",
      label: "Budsjett i år",
      question: "Hvor mye har virksomheten satt av til tiltaket i inneværende budsjettår?",
      everyYear: true,
      base: "answered",
      public: true,
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
    fase: {
      number: 10,
      section: "Organisering",
      kind: "single",
      label: "Prosjektfase",
      question: "Hvilken fase er tiltaket i?",
      options: {
        ide: "Idé",
        konsept: "Konsept",
        planlegging: "Planlegging",
        gjennomforing: "Gjennomføring",
        drift: "Drift og evt. kontinuerlig videreutvikling (smidig/agil)",
      },
      public: true,
      comparability: {
        with: 2018,
        status: "broken",
        reason: "Drift og videreutvikling er en ny fase i skjemaet for 2019.",
      },
    },
    involverer: {
      number: 11,
      section: "Organisering",
      kind: "single",
      label: "Involverer andre",
      question: "Har andre virksomheter en rolle i tiltaket?",
      options: { ja: "Ja", nei: "Nei", ikke_avklart: "Ikke avklart", vet_ikke: "Vet ikke" },
      // Whether others are involved, and who, is not settled: that is no «Nei».
      undecided: ["ikke_avklart", "vet_ikke"],
      public: true,
      comparability: {
        with: 2018,
        status: "narrower",
        reason:
          "I 2018 gjaldt spørsmålet virksomheter som var berørt av tiltaket. I 2019 gjelder det virksomheter med en formell rolle.",
      },
    },
    involverte: {
      number: 12,
      section: "Organisering",
      kind: "single",
      label: "Hvilke virksomheter",
      question: "Hvilke andre virksomheter har en rolle i tiltaket?",
      options: {
        egen_sektor: "Virksomheter i egen sektor",
        andre_sektorer: "Virksomheter i andre statlige sektorer",
        andre_nivaaer: "Virksomheter i andre forvaltningsnivåer (Kommuner, fylkeskommuner)",
        begge: {
          label: "Virksomheter i både andre statlige sektorer og forvaltningsnivåer",
          aliases: ["Virksomehter i både andre statlige sektorer og forvaltningsnivåer"],
        },
        annet: "Annet",
      },
      asked: { item: "involverer", is: ["ja"] },
      public: true,
      comparability: {
        with: 2018,
        status: "narrower",
        reason:
          "I 2018 gjaldt spørsmålet virksomheter som var berørt av tiltaket. I 2019 gjelder det virksomheter med en formell rolle.",
      },
    },
    ks: {
      number: 13,
      section: "Organisering",
      kind: "single",
      label: "Drøftet med KS",
      question: "Er tiltaket drøftet med KS?",
      options: { ja: "Ja", nei: "Nei", ikke_relevant: "Ikke relevant" },
      asked: { item: "involverte", is: ["andre_nivaaer", "begge"] },
      public: true,
      comparability: {
        with: 2018,
        status: "narrower",
        reason: "De som får spørsmålet, er avgrenset smalere i 2019 enn i 2018.",
      },
    },
    hovedleveranse: {
      number: 14,
      section: "Formål og gevinster",
      kind: "text",
      label: "Hovedleveranse",
      question: "Hva skal tiltaket levere?",
      public: true,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
    sokeord: {
      number: 15,
      section: "Formål og gevinster",
      kind: "text",
      label: "Søkeord",
      question: "Hvilke søkeord bør tiltaket kunne finnes med?",
      public: true,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
    effekter: {
      number: 16,
      section: "Formål og gevinster",
      kind: "multiple",
      max: 3,
      label: "Forventede effekter",
      question: "Hvilke effekter ventes tiltaket å gi?",
      options: {
        kvalitet: "Økt kvalitet på virksomhetens tjenester",
        effektivisering: "Effektivisering",
        kostnadseffektivisering: "Kostnadseffektivisering",
        omlegging: "Omlegging og forenkling av arbeidsrutiner",
        beslutningsstotte: "Bedre beslutningsstøtte",
        sammenhengende: "Sammenhengende tjenester til sluttbrukere (innbyggere, næringsliv)",
        frigjore: "Frigjøre og flytte ressurser i virksomheten dit det er behov (driftsoptimalisering)",
        nye_tjenester: "Etablere nye tjenester",
        infrastruktur: {
          label: "Mer robust og sikker infrastruktur",
          aliases: ["Mer robus og sikker infrastruktur"],
        },
        miljo: "Redusert miljøbelastning",
        andre: { label: "Andre", specify: true },
      },
      public: true,
      comparability: {
        with: 2018,
        status: "broken",
        reason:
          "I 2018 valgte virksomhetene én hovedhensikt blant andre svaralternativer. I 2019 kunne de velge inntil tre effekter.",
      },
    },
    brukergrupper: {
      number: 17,
      section: "Formål og gevinster",
      kind: "multiple",
      max: 2,
      label: "Brukergrupper",
      question: "Hvilke brukere vil hovedleveransen gi gevinst for?",
      options: {
        innbyggere: "Innbyggere",
        ansatte: "Ansatte",
        statlige: "Statlige virksomheter",
        kommuner: "Kommuner og/eller fylkeskommuner",
        private: "Private virksomheter",
        andre: { label: "Andre", specify: true },
      },
      public: true,
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
    utvikle: {
      number: 18,
      section: "Utvikling og gjenbruk av løsninger",
      kind: "single",
      label: "Utvikler for flere",
      question: "Skal virksomheten utvikle en teknisk løsning som flere virksomheter skal bruke?",
      options: { ja: "Ja", nei: "Nei", usikker: "Usikker" },
      public: true,
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
    gjenbruke: {
      number: 19,
      section: "Utvikling og gjenbruk av løsninger",
      kind: "single",
      label: "Gjenbruker",
      question: "Skal virksomheten gjenbruke en teknisk løsning som andre virksomheter allerede bruker?",
      options: { ja: "Ja", nei: "Nei", usikker: "Usikker", ikke_relevant: "Ikke relevant" },
      public: true,
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
    teknologi: {
      number: 20,
      section: "Utvikling og gjenbruk av løsninger",
      kind: "multiple",
      label: "Ny teknologi",
      question: "Hvilke nye teknologier er tatt i bruk i tiltaket?",
      options: {
        robot: "Robotteknologi",
        ki: "AI/Kunstig intelligens/maskinlæring",
        sky: "Skytjenester",
        iot: "IoT (internet of things)",
        annet: { label: "Annet", specify: true },
        ikke_relevant: { label: "Ikke relevant", exclusive: true },
      },
      public: true,
      comparability: { with: 2018, status: "new", reason: "Spørsmålet er nytt i 2019." },
    },
    innovasjon: {
      number: 21,
      section: "Utvikling og gjenbruk av løsninger",
      kind: "single",
      label: "Grad av innovasjon",
      question: "I hvilken grad er tiltaket innovativt og nyskapende?",
      options: { liten: "I liten grad", noen: "I noen grad", stor: "I stor grad" },
      showMissing: true,
      public: true,
      comparability: { with: 2018, status: "new", reason: "Spørsmålet er nytt i 2019." },
    },
    kommentar: {
      number: 22,
      section: "Kommentarer",
      kind: "text",
      label: "Kommentar",
      question: "Er det mer som bør sies om tiltaket?",
      public: false,
      comparability: { with: 2018, status: "same", reason: "Fritekst." },
    },
  },
  recodes: {
    faser: {
      of: "fase",
      label: "Prosjektfase",
      question: "Hvilken fase er tiltaket i? Drift og videreutvikling er regnet med i gjennomføring.",
      options: {
        ide: { label: "Idé", when: { item: "fase", is: ["ide"] } },
        konsept: { label: "Konsept", when: { item: "fase", is: ["konsept"] } },
        planlegging: { label: "Planlegging", when: { item: "fase", is: ["planlegging"] } },
        gjennomforing: { label: "Gjennomføring", when: { item: "fase", is: ["gjennomforing", "drift"] } },
      },
      comparability: {
        with: 2018,
        status: "wider",
        reason:
          "Drift og videreutvikling er en ny fase i skjemaet for 2019 og er regnet med i gjennomføring. I 2019 omfattes også tiltak som gikk inn i en ny fase i løpet av året.",
      },
    },
    kostnadsklasse: {
      of: "kostnadsramme",
      label: "Kostnadsklasse",
      question:
        "Total kostnadsramme for egen virksomhet, i klasser. Nedre grense hører med til klassen, øvre ikke.",
      options: {
        under10: { label: "Under 10 mill. kroner", when: { item: "kostnadsramme", below: 10_000_000 } },
        fra10til50: {
          label: "10–50 mill. kroner",
          when: { item: "kostnadsramme", from: 10_000_000, below: 50_000_000 },
        },
        fra50til100: {
          label: "50–100 mill. kroner",
          when: { item: "kostnadsramme", from: 50_000_000, below: 100_000_000 },
        },
        over100: { label: "100 mill. kroner eller mer", when: { item: "kostnadsramme", from: 100_000_000 } },
      },
      base: "answered",
      comparability: {
        with: 2018,
        status: "wider",
        reason:
          "Spørsmålet er det samme, men langt flere lot det stå ubesvart i 2019, og utvalget av virksomheter er et annet.",
      },
    },
    tverrgaende: {
      of: "involverer",
      label: "Tverrgående",
      question: "Involverer tiltaket virksomheter i andre statlige sektorer eller andre forvaltningsnivåer?",
      options: {
        ja: {
          label: "Tverrgående",
          when: { item: "involverte", is: ["andre_sektorer", "andre_nivaaer", "begge"] },
        },
        nei: {
          label: "Ikke tverrgående",
          when: { not: { item: "involverte", is: ["andre_sektorer", "andre_nivaaer", "begge"] } },
        },
      },
      comparability: {
        with: 2018,
        status: "narrower",
        reason:
          "I 2018 gjaldt spørsmålet virksomheter som var berørt av tiltaket. I 2019 gjelder det virksomheter med en formell rolle.",
      },
    },
    kommunalt: {
      of: "involverer",
      label: "Involverer kommunesektoren",
      question: "Involverer tiltaket kommuner eller fylkeskommuner?",
      options: {
        ja: {
          label: "Involverer kommunesektoren",
          when: { item: "involverte", is: ["andre_nivaaer", "begge"] },
        },
        nei: {
          label: "Involverer ikke kommunesektoren",
          when: { not: { item: "involverte", is: ["andre_nivaaer", "begge"] } },
        },
      },
      comparability: {
        with: 2018,
        status: "narrower",
        reason:
          "I 2018 gjaldt spørsmålet virksomheter som var berørt av tiltaket. I 2019 gjelder det virksomheter med en formell rolle.",
      },
    },
    losninger: {
      of: "utvikle",
      label: "Utvikling og gjenbruk",
      question:
        "Skal tiltaket utvikle en løsning for flere virksomheter, gjenbruke en løsning som andre bruker, eller begge deler? Usikker og ikke relevant er regnet som nei.",
      options: {
        begge: {
          label: "Både utvikle og gjenbruke",
          when: {
            all: [
              { item: "utvikle", is: ["ja"] },
              { item: "gjenbruke", is: ["ja"] },
            ],
          },
        },
        bare_utvikle: {
          label: "Bare utvikle",
          when: {
            all: [{ item: "utvikle", is: ["ja"] }, { not: { item: "gjenbruke", is: ["ja"] } }],
          },
        },
        bare_gjenbruke: {
          label: "Bare gjenbruke",
          when: {
            all: [{ item: "gjenbruke", is: ["ja"] }, { not: { item: "utvikle", is: ["ja"] } }],
          },
        },
        ingen: {
          label: "Ingen av delene",
          when: {
            all: [{ not: { item: "utvikle", is: ["ja"] } }, { not: { item: "gjenbruke", is: ["ja"] } }],
          },
        },
      },
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
    deling: {
      of: "utvikle",
      label: "Utvikling eller gjenbruk",
      question:
        "Skal tiltaket utvikle en løsning for flere virksomheter, gjenbruke en løsning som andre bruker, eller begge deler? Usikker og ikke relevant er regnet som nei.",
      options: {
        ja: {
          label: "Utvikler eller gjenbruker",
          when: {
            any: [
              { item: "utvikle", is: ["ja"] },
              { item: "gjenbruke", is: ["ja"] },
            ],
          },
        },
        nei: {
          label: "Ingen av delene",
          when: {
            all: [{ not: { item: "utvikle", is: ["ja"] } }, { not: { item: "gjenbruke", is: ["ja"] } }],
          },
        },
      },
      comparability: { with: 2018, status: "broken", reason: "Tall for 2018 er ikke publisert." },
    },
  },
  subsets: {
    skate: { label: "tiltak fra Skate-virksomhetene", when: { frame: "skate" } },
    tverrgaende: { label: "tverrgående tiltak", when: { item: "tverrgaende", is: ["ja"] } },
    kommunal: { label: "tiltak som involverer kommunesektoren", when: { item: "kommunalt", is: ["ja"] } },
    intern: { label: "virksomhetsinterne tiltak", when: { item: "involverer", is: ["nei"] } },
    gjennomforing: { label: "tiltak i gjennomføringsfasen", when: { item: "faser", is: ["gjennomforing"] } },
    tidlig: { label: "tiltak i idé- eller konseptfasen", when: { item: "faser", is: ["ide", "konsept"] } },
    planlagt: {
      label: "tiltak i planleggings- eller gjennomføringsfasen",
      when: { item: "faser", is: ["planlegging", "gjennomforing"] },
    },
    ufinansiert: {
      label: "tiltak uten full finansiering",
      when: { item: "finansiering", is: ["nei", "delvis"] },
    },
    over100: {
      label: "tiltak på 100 mill. kroner eller mer",
      when: { item: "kostnadsklasse", is: ["over100"] },
    },
    nyskapende: { label: "tiltak som er innovative i stor grad", when: { item: "innovasjon", is: ["stor"] } },
    gjenbrukere: {
      label: "tiltak som både skal utvikle og gjenbruke",
      when: { item: "losninger", is: ["begge"] },
    },
    delere: {
      label: "tiltak som skal utvikle, gjenbruke eller begge deler",
      when: { item: "deling", is: ["ja"] },
    },
    sene: { label: "tiltak som ble meldt inn etter svarfristen", when: { receivedAfter: "2019-08-30" } },
    innbyggere: {
      label: "tiltak med gevinst for innbyggere",
      when: { item: "brukergrupper", is: ["innbyggere"] },
    },
  },
});
