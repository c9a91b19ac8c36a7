import fc from "fast-check";
import { Attack } from "notat/dist/lib/publish/open/findDisclosures.js";
import { leastLoss } from "notat/dist/lib/publish/open/leastLoss.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { expect, test } from "vitest";
import { smallSurvey } from "../../support/smallSurvey.js";

const ITEMS = ["utvikle", "finansiering"] as const;
type Row = { departement: string; publiseres: string } & Record<(typeof ITEMS)[number], string>;

/** The published numbers, each as what it counts: developing in each ministry, and that crossed with financing in all. */
const ADDRESSES = {
  "2019/alle/departement×utvikle/HOD×ja/count": (row: Row) =>
    row.departement === "HOD" && row.utvikle === "ja",
  "2019/alle/departement×utvikle/KMD×ja/count": (row: Row) =>
    row.departement === "KMD" && row.utvikle === "ja",
  "2019/alle/utvikle×finansiering/ja×ja/count": (row: Row) =>
    row.utvikle === "ja" && row.finansiering === "ja",
  "2019/alle/finansiering/ja/count": (row: Row) => row.finansiering === "ja",
};

/** Every set of answers that gives the same four numbers. */
function worldsOf(rows: readonly Row[]): Row[][] {
  const numbers = (some: readonly Row[]): string =>
    Object.values(ADDRESSES)
      .map((counts) => some.filter(counts).length)
      .join();
  const worlds: Row[][] = [];
  for (let code = 0; code < 4 ** rows.length; code++) {
    const world = rows.map((row, i) => ({
      ...row,
      utvikle: (code >> (2 * i)) & 1 ? "ja" : "nei",
      finansiering: (code >> (2 * i + 1)) & 1 ? "ja" : "nei",
    }));
    if (numbers(world) === numbers(rows)) worlds.push(world);
  }
  return worlds;
}

test("leastLoss keeps back as few answers as any choice that leaves each withheld tiltak two answers, tried one by one", async () => {
  const row = (departement: fc.Arbitrary<string>, publiseres: string) =>
    fc.record({
      departement,
      publiseres: fc.constant(publiseres),
      utvikle: fc.constantFrom("ja", "nei"),
      finansiering: fc.constantFrom("ja", "nei"),
    });
  const ministry = fc.constantFrom("HOD", "KMD");
  await fc.assert(
    fc.asyncProperty(
      fc.array(row(ministry, "ja"), { minLength: 2, maxLength: 4 }),
      row(fc.constant("HOD"), "nei"),
      row(fc.constant("KMD"), "nei"),
      async (shown, one, other) => {
        const rows: Row[] = [...shown, one, other];
        const attack = new Attack(answersOf(smallSurvey(rows).tiltak), {
          addresses: Object.keys(ADDRESSES),
          selections: {},
        });
        const asked = attack.secrets().filter(({ sources }) => sources.includes("utvikle"));
        if (asked.length !== attack.secrets().length || asked.length === 0) return;
        const cells = shown.flatMap((_, i) => ITEMS.map((key) => ({ i, key })));
        const worlds = worldsOf(rows);
        const withheld = [shown.length, shown.length + 1].filter((i) =>
          asked.some(({ places }) => places.includes(rows[i]!.departement)),
        );
        const protects = (hidden: readonly { i: number; key: string }[]): boolean =>
          withheld.every((w) =>
            worlds.some(
              (world) =>
                world[w]!.utvikle !== rows[w]!.utvikle &&
                cells.every(
                  ({ i, key }) =>
                    world[i]![key] === rows[i]![key] ||
                    hidden.some((cell) => cell.i === i && cell.key === key),
                ),
            ),
          );
        const sizes = Array.from({ length: 2 ** cells.length }, (_, code) =>
          cells.filter((__, i) => (code >> i) & 1),
        ).filter(protects);
        if (sizes.length === 0) return;
        const all = new Map(shown.map((_, i) => [`t${i + 1}`, new Set<string>(ITEMS)]));
        const kept = (await leastLoss(attack, all))!;
        const chosen = Object.entries(kept.keptBack).flatMap(([id, keys]) =>
          keys.map((key) => ({ i: Number(id.slice(1)) - 1, key })),
        );
        const hidden = new Map(Object.entries(kept.keptBack).map(([id, keys]) => [id, new Set(keys)]));
        const possible = attack.worldsOf(kept, hidden);
        expect(possible.length).toBe(kept.worlds.length);
        expect(attack.secrets().every((secret) => attack.opensIn(possible, secret))).toBe(true);
        expect(protects(chosen)).toBe(true);
        expect(chosen.length).toBe(Math.min(...sizes.map(({ length }) => length)));
      },
    ),
    { numRuns: 15, seed: 1 },
  );
});
