import { demandsOf } from "./demandsOf.js";
import type { Draft, Ground } from "./fillStage.js";
import type { Facts } from "./record.js";
import { solveCounts } from "./solveCounts.js";
import type { Demand } from "./system.js";

const PHASES = ["ide", "konsept", "planlegging", "gjennomforing", null] as const;
const FINANCING = ["ja", "nei", "delvis", null] as const;
const COSTS = ["under10", "fra10til50", "fra50til100", "over100", null] as const;
const INVOLVED = [
  ["ja", "egen_sektor"],
  ["ja", "andre_sektorer"],
  ["ja", "andre_nivaaer"],
  ["ja", "begge"],
  ["ja", "annet"],
  ["nei", null],
  // Stands for "Ikke avklart", "Vet ikke" and blank until these are told apart.
  ["ikke_avklart", null],
] as const;
const SOLUTIONS = [
  ["ja", "ja"],
  ["ja", "nei"],
  ["nei", "ja"],
  ["nei", "nei"],
] as const;

/** Every cell of phase × financing × cost class × involvement × develop × reuse that can hold a measure. */
function coreCells(): Facts[] {
  const cells: Facts[] = [];
  for (const faser of PHASES) {
    for (const finansiering of FINANCING) {
      // 41 + 58 + 332 leaves one measure without a phase. That all 332 answered on financing is the one reading by
      // which 219 + 48 + 74 add up; so the blanks are in the early phases, and on the measure without a phase.
      if (finansiering === null && faser !== "ide" && faser !== "konsept" && faser !== null) continue;
      if (faser === null && finansiering !== null) continue;
      for (const kostnadsklasse of COSTS) {
        for (const [involverer, involverte] of INVOLVED) {
          for (const [utvikle, gjenbruke] of SOLUTIONS) {
            cells.push({ faser, finansiering, kostnadsklasse, involverer, involverte, utvikle, gjenbruke });
          }
        }
      }
    }
  }
  return cells;
}

/** What is demanded of the core beyond the figures. */
function wholeSurvey(cells: readonly Facts[]): Demand[] {
  const where = (name: string, n: number, holds: (facts: Facts) => boolean): Demand => ({
    name,
    terms: cells.flatMap((facts, cell) => (holds(facts) ? [[cell, 1] as const] : [])),
    lo: n,
    hi: n,
  });
  return [
    where("432 tiltak i alt", 432, () => true),
    where(
      "alle 332 i planlegging og gjennomføring svarte om finansiering",
      332,
      (f) => f.finansiering !== null && (f.faser === "planlegging" || f.faser === "gjennomforing"),
    ),
    where(
      "418 − 332 = 86 i idé og konsept svarte om finansiering",
      86,
      (f) => f.finansiering !== null && (f.faser === "ide" || f.faser === "konsept"),
    ),
    where(
      "28 uten plassering på involvering (432 − 218 − 186)",
      28,
      ({ involverer }) => involverer === "ikke_avklart",
    ),
  ];
}

/** The measures with the answers of the core, in the order of its cells. */
export async function fillCore(ground: Ground): Promise<Draft[]> {
  const facts = coreCells();
  const whole = wholeSurvey(facts);
  const { demands, used } = demandsOf(
    ground.figures,
    { facts },
    ground.q,
    ground.published,
    ground.met,
    whole,
  );
  const counts = await solveCounts(
    { expected: facts.map(() => 432 / facts.length), demands: [...whole, ...demands] },
    "2019 core",
  );
  for (const id of used) ground.met.add(id);
  ground.say(
    `core: ${facts.length} cells, ${used.size} figures met, ${counts.filter((n) => n > 0).length} cells filled`,
  );
  return counts.flatMap((n, cell) => Array.from({ length: n }, () => ({ ...facts[cell] })));
}
