import {
  at,
  count,
  has,
  inWords,
  onDisplay,
  oneDecimal,
  prose,
  q,
  shareOutOf,
  subset,
  survey,
  tabulate,
} from "notat";
import { collectState, type StatedValue } from "notat/dist/lib/publish/note/collectState.js";
import { checkValues } from "notat/dist/lib/publish/review/checkValues.js";
import { beforeAll, describe, expect, test } from "vitest";

describe("checkValues(values)", () => {
  let values: ReadonlyMap<string, StatedValue>;
  const with_ = (address: string, change: Partial<StatedValue>) =>
    checkValues(new Map([[address, { ...(values.get(address) as StatedValue), ...change, address }]]));

  beforeAll(async () => {
    const { tiltak } = await survey();
    const outputs: object[] = [];
    const off = onDisplay((data) => outputs.push({ data }));
    const effekter = tabulate(tiltak, q.effekter);
    const kvalitet = shareOutOf(effekter, q.effekter.kvalitet);
    const sky = subset(tiltak, { key: "sky", label: "tiltak i skyen", when: has(q.teknologi.sky) });
    prose`${kvalitet}, ${oneDecimal(kvalitet)}, ${inWords(at("virksomheter/skate/ja/count"))}, ${count(tabulate(sky, q.effekter), q.effekter.kvalitet)} tiltak i skyen`;
    off();
    ({ values } = collectState([{ file: "1.ipynb", notebook: { cells: [{ cell_type: "code", outputs }] } }]));
  });

  test("makes numbers, bases and print again, and counts the authors' own selections", () => {
    expect(values.size).toBe(3);
    expect(checkValues(values)).toMatchObject({
      ok: true,
      summary: "3 tall, 1 av dem fra forfatternes egne utvalg og derfor ikke regnet på nytt, 0 avviker",
    });
  });
  test("finds a wrong number, a wrong base, and print that is not the number's", () => {
    const address = "2019/alle/effekter/kvalitet/share";
    expect(with_(address, { n: 275 }).findings).toEqual([
      `${address}: notatet har 275 av 432, adressen gir 276 av 432`,
    ]);
    expect(with_(address, { base: 431 }).ok).toBe(false);
    expect(with_(address, { texts: ["65 prosent"] }).findings[0]).toContain("notatet skriver «65 prosent»");
  });
  test("recomputes differences", () => {
    const address = "2019/alle/finansiering/ja/count − 2018/alle/finansiering/ja/count";
    const a = 232;
    const now = at("2019/alle/finansiering/ja/count").number;
    const texts = [String(Math.abs(now - a))];
    expect(with_(address, { n: Math.abs(now - a), base: null, texts }).ok).toBe(true);
    expect(with_(address, { n: 1, base: null, texts }).ok).toBe(false);
  });
  test("fails an address that gives no number, unless its selection is the authors' own", () => {
    const change = { n: 1, base: 1, texts: ["1"] };
    expect(with_("2019/alle/effekter/kvalitett/count", change).findings[0]).toContain(
      "adressen gir ikke noe tall",
    );
    expect(with_("2018/alle/effekter/kvalitet/count", change).ok).toBe(false);
    expect(with_("2019/sky+skate/effekter/kvalitet/count", change).ok).toBe(true);
  });
});
