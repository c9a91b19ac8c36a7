import type { Body } from "./bodies.js";
import { drawBudget, drawTotal } from "./drawAmount.js";
import type { Draft } from "./fillStage.js";
import { seeded } from "./random.js";
import { SUBJECTS } from "./subjects.js";
import { writeText } from "./writeText.js";

/** A measure as it stands in the clean data: answers by item, options as keys, amounts in kroner. */
export interface Measure {
  readonly id: string;
  readonly mottatt: string;
  readonly virksomhet: string;
  readonly departement: string;
  readonly navn: string;
  readonly kontakt: string;
  readonly publiseres: string;
  readonly hjemmel: string | null;
  readonly finansiering: string | null;
  /** Kroner, or the kind of missing that the cell states in words. */
  readonly kostnadsramme: number | "Ikke avklart" | "Ikke relevant" | null;
  readonly budsjett: number | null;
  readonly fase: string | null;
  readonly involverer: string | null;
  readonly involverte: string | null;
  readonly ks: string | null;
  readonly hovedleveranse: string;
  readonly sokeord: string;
  readonly effekter: readonly string[];
  readonly brukergrupper: readonly string[];
  readonly utvikle: string | null;
  readonly gjenbruke: string | null;
  readonly teknologi: readonly string[];
  readonly innovasjon: string | null;
  readonly kommentar: string | null;
  /** What was written beside "other", by `item__option`. */
  readonly tekst: Readonly<Record<string, string>>;
}

/** Answers of 2019 were due on this day; the last that are counted came within the next four weeks. */
const DEADLINE = "2019-08-30";

/** Legal grounds as agencies would write them. */
const GROUNDS = [
  "Offentleglova § 24 tredje ledd",
  "Offentleglova § 21",
  "Offl. § 23 første ledd",
  "Offentleglova § 14",
  "Offentleglova § 23 tredje ledd (anbud)",
  "Sikkerhetsloven § 5-4",
];
const OTHER: Readonly<Record<string, readonly string[]>> = {
  effekter__andre: [
    "Bedre arbeidsmiljø",
    "Økt tillit",
    "Bedre personvern",
    "Etterlevelse av nytt regelverk",
    "Mindre svindel",
    "Kompetanseheving",
  ],
  brukergrupper__andre: [
    "Frivillige organisasjoner",
    "Forskere",
    "Media",
    "Studenter",
    "Utenlandske myndigheter",
  ],
  teknologi__annet: [
    "Ny fagsystemplattform",
    "Blokkjede",
    "Mikrotjenester",
    "Mobilapplikasjon",
    "Elektronisk skjema",
    "Datavarehus",
    "Drone",
    "Integrasjonsplattform",
    "Talegjenkjenning",
    "Virtuell virkelighet",
  ],
};

/** Answers whose split was never published: how many of the measures that are left get which. */
const SPLITS = {
  involverer: { ikke_avklart: 14, vet_ikke: 6, blank: 8 },
  ks: { ja: 55, nei: 9, ikke_relevant: 6, blank: 3 },
} as const;

/**
 * The measures with all that no figure is about: the fifth phase, who answers "unsure", dates, amounts, texts,
 * exemption from publication. Ids follow the order of receipt.
 */
export function finishRows(drafts: readonly Draft[], bodies: readonly Body[]): Measure[] {
  splitAnswers(drafts);
  const received = datesOf(bodies);
  const byNumber = new Map(bodies.map((body) => [body.organisasjonsnummer, body]));
  const order = new Map(bodies.map(({ organisasjonsnummer }, i) => [organisasjonsnummer, i]));
  const dates = seeded("2019 late dates");
  const dated = drafts.map((draft) => {
    const late = draft.finansiering === null;
    const number = draft.virksomhet as string;
    return {
      draft,
      body: byNumber.get(number)!,
      mottatt: late ? weekday("2019-09-02", dates.between(0, 22)) : received.get(number)!,
    };
  });
  dated.sort((a, b) =>
    a.mottatt < b.mottatt
      ? -1
      : a.mottatt > b.mottatt
        ? 1
        : order.get(a.body.organisasjonsnummer)! - order.get(b.body.organisasjonsnummer)!,
  );
  const withheld = withheldOf(dated.map(({ body }) => body));
  const texts = seeded("2019 texts");
  const amounts = seeded("2019 amounts");
  const used = new Map<Body, Map<string, number>>();
  return dated.map(({ draft, body, mottatt }, i) => {
    const usedHere = used.get(body) ?? new Map<string, number>();
    used.set(body, usedHere);
    const { navn, hovedleveranse, sokeord } = writeText(draft, SUBJECTS[body.felt]!, usedHere, texts);
    const costClass = draft.kostnadsklasse as string | null;
    const total = costClass === null ? null : drawTotal(costClass, mostFor(body), amounts);
    const unfinanced = draft.finansiering === "nei";
    // An unfinanced measure has most often nothing set aside; of the others some leave the budget blank.
    const known = amounts.next() < (total === null ? 0.25 : unfinanced ? 0.2 : 0.9);
    const budsjett = !known
      ? null
      : total === null
        ? drawBudget(drawTotal("under10", 10_000_000, amounts), "konsept", amounts)
        : drawBudget(total, draft.fase as string | null, amounts);
    const tekst: Record<string, string> = {};
    for (const item of ["effekter", "brukergrupper", "teknologi"]) {
      for (const option of draft[item] as readonly string[]) {
        const choices = OTHER[`${item}__${option}`];
        if (choices) tekst[`${item}__${option}`] = texts.pick(choices);
      }
    }
    return {
      id: `2019-${String(i + 1).padStart(3, "0")}`,
      mottatt,
      virksomhet: body.organisasjonsnummer,
      departement: body.departement,
      navn,
      kontakt: `digitalisering@${slug(body.kortnavn)}.example`,
      publiseres: withheld.has(i) ? "nei" : "ja",
      hjemmel: withheld.has(i) ? texts.pick(GROUNDS) : null,
      finansiering: draft.finansiering as string | null,
      kostnadsramme: total ?? (amounts.next() < 0.24 ? "Ikke avklart" : null),
      budsjett,
      fase: draft.fase as string | null,
      involverer: draft.involverer as string | null,
      involverte: draft.involverte as string | null,
      ks: draft.ks as string | null,
      hovedleveranse,
      sokeord,
      effekter: draft.effekter as readonly string[],
      brukergrupper: draft.brukergrupper as readonly string[],
      utvikle: draft.utvikle as string | null,
      gjenbruke: draft.gjenbruke as string | null,
      teknologi: draft.teknologi as readonly string[],
      innovasjon: draft.innovasjon as string | null,
      kommentar: comment(draft, total, texts),
      tekst,
    };
  });
}

/** The largest project believable for a body: the note speaks of heavy ones in the health sector. */
function mostFor({ opphav, departement }: Body): number {
  if (opphav === "oppdiktet") return 250_000_000;
  return departement === "HOD" ? 1_900_000_000 : 700_000_000;
}

/** The day each answering body sent its form: in time, most in the last days. */
export function datesOf(bodies: readonly Body[]): Map<string, string> {
  const random = seeded("2019 dates");
  return new Map(
    bodies
      .filter(({ tiltak }) => tiltak > 0)
      .map(({ organisasjonsnummer }) => [
        organisasjonsnummer,
        weekday(DEADLINE, -Math.floor(random.next() ** 2 * 60)),
      ]),
  );
}

/** Tells apart what the stages held as one: phases of the form, "unsure", "not clarified", discussed with KS. */
function splitAnswers(drafts: readonly Draft[]): void {
  const random = seeded("2019 splits");
  for (const draft of drafts) {
    // Operation is a phase of its own in the form; financed measures reach it more often.
    const running =
      draft.faser === "gjennomforing" && random.next() < (draft.finansiering === "ja" ? 0.26 : 0.1);
    draft.fase = running ? "drift" : draft.faser!;
    if (draft.utvikle === "nei") draft.utvikle = orBlank(random.weighted({ nei: 70, usikker: 22, blank: 8 }));
    if (draft.gjenbruke === "nei")
      draft.gjenbruke = orBlank(random.weighted({ nei: 50, usikker: 24, ikke_relevant: 18, blank: 8 }));
    draft.ks = null;
  }
  const local = drafts.filter(({ involverte }) => involverte === "andre_nivaaer" || involverte === "begge");
  deal(local, "ks", SPLITS.ks);
  deal(
    drafts.filter(({ involverer }) => involverer === "ikke_avklart"),
    "involverer",
    SPLITS.involverer,
  );

  function deal(some: readonly Draft[], item: string, split: Readonly<Record<string, number>>): void {
    const deck = Object.entries(split).flatMap(([option, n]) => Array<string>(n).fill(option));
    if (deck.length !== some.length)
      throw new Error(`The split of ${item} must have ${some.length} answers, but has ${deck.length}.`);
    random.shuffle(deck).forEach((option, i) => {
      some[i]![item] = orBlank(option);
    });
  }
}

const orBlank = (option: string): string | null => (option === "blank" ? null : option);

/** Which rows are exempt from publication: some of the invented bodies', justice and preparedness before others. */
function withheldOf(bodies: readonly Body[]): Set<number> {
  const random = seeded("2019 withheld");
  const chosen = new Set<number>();
  bodies.forEach((body, i) => {
    const chance =
      body.opphav !== "oppdiktet" ? 0 : ["justis", "beredskap"].includes(body.felt) ? 0.35 : 0.06;
    if (random.next() < chance) chosen.add(i);
  });
  return chosen;
}

function comment(draft: Draft, total: number | null, random: Random): string | null {
  if (total === null && random.next() < 0.3)
    return random.pick([
      "Kostnaden er ikke avklart ennå.",
      "Tiltaket er for tidlig i løpet til at kostnaden kan anslås.",
      "Kostnaden avhenger av satsingsforslaget.",
      "Ramme fastsettes etter forprosjektet.",
    ]);
  if (draft.finansiering === "delvis" && random.next() < 0.3)
    return random.pick([
      "Første del er dekket av egen ramme; resten er søkt.",
      "Medfinansiering er søkt.",
      "Deler av beløpet er bevilget.",
    ]);
  if (draft.finansiering === "nei" && random.next() < 0.25)
    return random.pick(["Inngår i satsingsforslag for neste år.", "Avventer prioritering i etatsstyringen."]);
  if (random.next() < 0.08)
    return random.pick([
      "Avhenger av at regelverket endres.",
      "Henger sammen med et større program.",
      "Ta gjerne kontakt for mer om tiltaket.",
      "Tidsplanen er under revisjon.",
      "Tallene gjelder bare egen virksomhet.",
    ]);
  return null;
}

type Random = ReturnType<typeof seeded>;

/** The day so many days after, moved to a weekday within the period. */
function weekday(from: string, days: number): string {
  const date = new Date(`${from}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  while (date.getUTCDay() === 0 || date.getUTCDay() === 6) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
