import { type Body, STANDING_OUT } from "./bodies.js";
import type { Draft, Stage } from "./fillStage.js";
import type { Facts } from "./record.js";
import { SUBJECTS } from "./subjects.js";

const CROSS = ["andre_sektorer", "andre_nivaaer", "begge"];
const LOCAL = ["andre_nivaaer", "begge"];

/** Involvement as far as the later stages care: municipal, otherwise across sectors, internal, or the rest. */
function involvement({ involverer, involverte }: Draft): Facts {
  if (LOCAL.includes(involverte as string)) return { involverer: "ja", involverte: "begge" };
  if (CROSS.includes(involverte as string)) return { involverer: "ja", involverte: "andre_sektorer" };
  if (involverer === "nei") return { involverer: "nei", involverte: null };
  return { involverer: "ja", involverte: "egen_sektor" };
}

const isCross = (facts: Facts): boolean => CROSS.includes(facts.involverte as string);
const isLocal = (facts: Facts): boolean => LOCAL.includes(facts.involverte as string);
const ticks = (facts: Facts, item: string): readonly string[] => facts[item] as readonly string[];

/** Which body has which measures. The number of measures of each body is given (`bodies.ts`). */
export function bodiesStage(bodies: readonly Body[]): Stage {
  const answering = bodies.filter(({ tiltak }) => tiltak > 0);
  const skate = answering.filter((body) => body.skate).reduce((sum, { tiltak }) => sum + tiltak, 0);
  const byNumber = new Map(answering.map((body) => [body.organisasjonsnummer, body]));
  return {
    name: "bodies",
    group: (draft) => ({
      ...involvement(draft),
      utvikle: draft.utvikle!,
      gjenbruke: draft.gjenbruke!,
      kostnadsklasse: draft.kostnadsklasse === "over100" ? "over100" : "under10",
      sen: draft.finansiering === null,
    }),
    patterns: answering.map(({ organisasjonsnummer, departement, skate }) => ({
      virksomhet: organisasjonsnummer,
      departement,
      skate,
    })),
    weight: (group, pattern) => {
      const body = byNumber.get(pattern.virksomhet as string)!;
      if (group.sen === true && !body.sen) return 0;
      let weight = body.tiltak;
      const big = body.opphav !== "oppdiktet";
      if (STANDING_OUT.includes(body.kortnavn)) {
        if (group.utvikle === "ja") weight *= 1.8;
        if (group.gjenbruke === "ja") weight *= 1.6;
      }
      if (isCross(group) && body.skate) weight *= 1.5;
      if (isLocal(group))
        weight *=
          ({ KMD: 2.2, HOD: 2, KD: 1.3, BFD: 1.3 } as Record<string, number>)[body.departement] ?? 0.7;
      if (group.kostnadsklasse === "over100")
        // A small body has no project of that size.
        weight *=
          (big ? 2 : body.tiltak < 4 ? 0 : 0.25) * (["ASD", "HOD"].includes(body.departement) ? 2 : 1);
      return weight;
    },
    extra: [
      { name: `Skate har ${skate} tiltak`, holds: (facts) => facts.skate === true, lo: skate, hi: skate },
      ...answering.map(({ organisasjonsnummer, kortnavn, tiltak }) => ({
        name: `${kortnavn} har ${tiltak} tiltak`,
        holds: (facts: Facts) => facts.virksomhet === organisasjonsnummer,
        lo: tiltak,
        hi: tiltak,
      })),
      ...answering
        .filter(({ sen }) => sen)
        .map(({ organisasjonsnummer, kortnavn }) => ({
          name: `${kortnavn} leverer noe sent og noe i tide`,
          holds: (facts: Facts) => facts.virksomhet === organisasjonsnummer && facts.sen === true,
          lo: 2,
          hi: 4,
        })),
    ],
  };
}

const EFFECT_ODDS: Readonly<Record<string, number>> = {
  kvalitet: 1.6,
  effektivisering: 1.3,
  kostnadseffektivisering: 0.25,
  omlegging: 0.55,
  beslutningsstotte: 0.24,
  sammenhengende: 0.45,
  frigjore: 0.16,
  nye_tjenester: 0.2,
  infrastruktur: 0.2,
  miljo: 0.06,
  andre: 0.04,
};

/** Expected effects: every set of at most three. */
export function effectsStage(bodies: readonly Body[]): Stage {
  const miljo = new Set(bodies.filter((body) => body.miljo).map((body) => body.organisasjonsnummer));
  const sets = subsetsOf(Object.keys(EFFECT_ODDS), 3);
  return {
    name: "effects",
    group: (draft) => ({
      ...involvement(draft),
      skate: draft.skate!,
      kostnadsklasse: draft.kostnadsklasse === "over100" ? "over100" : "under10",
      miljo: miljo.has(draft.virksomhet as string),
    }),
    patterns: sets.map((effekter) => ({ effekter })),
    weight: (group, pattern) => {
      const chosen = ticks(pattern, "effekter");
      if (chosen.includes("miljo") && group.miljo !== true) return 0;
      let weight = [0.004, 0.25, 1, 2.2][chosen.length]!;
      for (const effect of chosen) weight *= EFFECT_ODDS[effect]!;
      // Two ways of saying the same are ticked together less often.
      if (chosen.includes("effektivisering") && chosen.includes("kostnadseffektivisering")) weight *= 0.7;
      if (chosen.includes("sammenhengende") && isCross(group)) weight *= 1.4;
      if (chosen.includes("miljo")) weight *= 3;
      return weight;
    },
    extra: [
      ...Object.entries({
        omlegging: [138, 152],
        kostnadseffektivisering: [66, 90],
        beslutningsstotte: [58, 82],
        frigjore: [36, 56],
        nye_tjenester: [46, 68],
        infrastruktur: [44, 66],
        andre: [10, 18],
      }).map(([effect, [lo, hi]]) => ({
        name: `antatt: ${lo}–${hi} med ${effect}`,
        holds: (facts: Facts) => ticks(facts, "effekter").includes(effect),
        lo: lo!,
        hi: hi!,
      })),
      {
        name: "antatt: 3–8 uten svar på effekter",
        holds: (facts) => ticks(facts, "effekter").length === 0,
        lo: 3,
        hi: 8,
      },
      // 50 per cent of 73 can't be had; the nearest are 36 and 37.
      {
        name: "36 eller 37 av de 73 med sammenhengende tjenester",
        holds: (facts) => isLocal(facts) && ticks(facts, "effekter").includes("sammenhengende"),
        lo: 36,
        hi: 37,
      },
    ],
  };
}

/** Whom the measure is for: every set of at most two, following from what effects it is to have. */
export function usersStage(): Stage {
  const odds: Readonly<Record<string, number>> = {
    innbyggere: 1,
    ansatte: 1.3,
    statlige: 0.95,
    kommuner: 0.5,
    private: 0.75,
    andre: 0.06,
  };
  return {
    name: "users",
    group: (draft) => ({
      ...involvement(draft),
      departement: draft.departement!,
      sluttbrukere: ticks(draft, "effekter").includes("sammenhengende"),
      internt:
        ticks(draft, "effekter").includes("effektivisering") ||
        ticks(draft, "effekter").includes("omlegging"),
    }),
    patterns: subsetsOf(Object.keys(odds), 2).map((brukergrupper) => ({ brukergrupper })),
    weight: (group, pattern) => {
      const chosen = ticks(pattern, "brukergrupper");
      let weight = [0.01, 0.15, 2][chosen.length]!;
      for (const user of chosen) {
        weight *= odds[user]!;
        if (group.sluttbrukere === true && (user === "innbyggere" || user === "private")) weight *= 1.8;
        if (group.sluttbrukere === true && user === "ansatte") weight *= 0.5;
        if (group.internt === true && user === "ansatte") weight *= 1.6;
        if (isLocal(group) && user === "kommuner") weight *= 3;
        if (isCross(group) && user === "ansatte") weight *= 0.5;
        if (isCross(group) && user === "statlige") weight *= 1.4;
        if (user === "innbyggere" && (group.departement === "HOD" || group.departement === "KD")) weight *= 2;
        if (user === "private" && ["NFD", "FIN", "LMD", "OED"].includes(group.departement as string))
          weight *= 1.7;
      }
      return weight;
    },
    extra: [
      {
        name: "antatt: 1–5 uten svar på brukergrupper",
        holds: (facts) => ticks(facts, "brukergrupper").length === 0,
        lo: 1,
        hi: 5,
      },
    ],
  };
}

/** New technology and degree of innovation, which hang together. */
export function technologyStage(bodies: readonly Body[]): Stage {
  const users = new Set(bodies.filter((body) => body.nyTeknologi).map((body) => body.organisasjonsnummer));
  const outdoors = new Set(
    bodies.filter(({ felt }) => SUBJECTS[felt]!.malt.length > 0).map((body) => body.organisasjonsnummer),
  );
  const odds: Readonly<Record<string, number>> = { robot: 0.35, ki: 0.45, sky: 1, iot: 0.2, annet: 0.3 };
  const sets: string[][] = [...subsetsOf(Object.keys(odds), 3), ["ikke_relevant"]];
  const few = (facts: Facts): boolean =>
    ticks(facts, "teknologi").some((key) => key === "robot" || key === "ki" || key === "iot");
  const has = (key: string) => (facts: Facts) => ticks(facts, "teknologi").includes(key);
  return {
    name: "technology",
    group: (draft) => {
      const effects = ticks(draft, "effekter");
      return {
        nyTeknologi: users.has(draft.virksomhet as string),
        ute: outdoors.has(draft.virksomhet as string),
        nyeTjenester: effects.includes("nye_tjenester"),
        // IoT measures are marked by these three effects (3.3.1).
        trio: ["kvalitet", "effektivisering", "omlegging"].filter((key) => effects.includes(key)).length >= 2,
        deler: draft.utvikle === "ja",
      };
    },
    patterns: ["liten", "noen", "stor", null].flatMap((innovasjon) =>
      sets.map((teknologi) => ({ innovasjon, teknologi })),
    ),
    weight: (group, pattern) => {
      const chosen = ticks(pattern, "teknologi");
      if (few(pattern) && group.nyTeknologi !== true) return 0;
      if (chosen.includes("iot") && group.ute !== true) return 0;
      let weight = chosen.includes("ikke_relevant") ? 1.1 : [0.35, 1, 0.45, 0.15][chosen.length]!;
      for (const key of chosen) weight *= odds[key] ?? 1;
      if (chosen.includes("iot") && group.trio !== true) weight *= 0.3;
      const { innovasjon } = pattern;
      weight *=
        innovasjon === "liten" ? 0.26 : innovasjon === "noen" ? 0.47 : innovasjon === "stor" ? 0.22 : 0.05;
      if (innovasjon === "stor")
        weight *=
          (few(pattern) ? 2.5 : 1) *
          (chosen.includes("ikke_relevant") ? 0.4 : 1) *
          (group.nyeTjenester === true ? 2 : 1);
      if (innovasjon === "liten")
        weight *=
          (few(pattern) ? 0.3 : 1) *
          (chosen.includes("ikke_relevant") ? 1.6 : 1) *
          (group.nyeTjenester === true ? 0.5 : 1);
      if (innovasjon === null) weight *= chosen.length === 0 ? 3 : 0.7;
      if (group.deler === true && innovasjon === "stor") weight *= 1.2;
      return weight;
    },
    extra: [
      {
        name: "antatt: 95 innovative i stor grad (22 prosent er 93–97)",
        holds: ({ innovasjon }) => innovasjon === "stor",
        lo: 95,
        hi: 95,
      },
      { name: "antatt: 24–32 med roboter", holds: has("robot"), lo: 24, hi: 32 },
      { name: "antatt: 28–36 med kunstig intelligens", holds: has("ki"), lo: 28, hi: 36 },
      { name: "antatt: 60–75 med annen teknologi", holds: has("annet"), lo: 60, hi: 75 },
      {
        name: "antatt: 125–142 der spørsmålet ikke er relevant",
        holds: has("ikke_relevant"),
        lo: 125,
        hi: 142,
      },
      {
        name: "høyst 15 prosent (64 tiltak) med roboter, IoT eller kunstig intelligens",
        holds: few,
        lo: 0,
        hi: 64,
      },
    ],
  };
}

/** Every subset with at most `most` members, the empty one first, in a fixed order. */
function subsetsOf(keys: readonly string[], most: number): string[][] {
  let sets: string[][] = [[]];
  for (const key of keys)
    sets = [...sets, ...sets.filter((set) => set.length < most).map((set) => [...set, key])];
  return sets.sort((a, b) => a.length - b.length);
}
