import { bodies, crosstab, prose, q, ranked, survey, thanks } from "notat";
import { plain } from "notat/dist/lib/chapter/prose/template.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

test("ranked(crosstab, column, ...rows) has the largest count first, each number with its address", async () => {
  const { tiltak } = await survey();
  const names = ["Arkivverket", "NAV", "DFØ"] as const;
  const { parts } = ranked(
    crosstab(tiltak, q.virksomhet, q.gjenbruke),
    q.gjenbruke.ja,
    ...bodies(tiltak, ...names),
  );
  expect(plain(parts)).toMatch(/^NAV \(\d+\), DFØ \(\d+\) og Arkivverket \(\d+\)$/);
  const values = parts.flatMap((part) => (part.kind === "value" ? [part.value] : []));
  expect(values.map(({ address }) => address)[0]).toBe("2019/alle/virksomhet×gjenbruke/889640782×ja/count");
  const counts = values.map(({ n }) => n as number);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
});

test("thanks() are the edition's own, and text like any other", async () => {
  const { edition } = openEdition(2019);
  expect(plain(thanks().parts)).toBe(edition.thanks);
  vi.spyOn(openEdition(2019), "edition", "get").mockReturnValue({
    ...edition,
    thanks: "Nesten alle virksomhetene svarte.",
  });
  expect(() => prose`${thanks()}`).toThrow(/thanks: "Nesten alle" \(share\) must come from the data/);
});
