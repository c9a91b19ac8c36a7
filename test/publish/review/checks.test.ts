import * as aq from "arquero";
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
import { checkConfidential } from "notat/dist/lib/publish/review/checkConfidential.js";
import { checkValues } from "notat/dist/lib/publish/review/checkValues.js";
import { questionnaire } from "notat/dist/lib/survey/questionnaire/current.js";
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
    prose`${kvalitet}, ${oneDecimal(kvalitet)}, ${inWords(at("virksomheter/skate/ja/count"))}, ${count(tabulate(sky, q.effekter), q.effekter.kvalitet)} tiltak`;
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

describe("checkConfidential(tiltak, questionnaire, log, html)", () => {
  const tiltak = aq.table({
    id: ["t1", "t2"],
    navn: ["Åpent tiltak", "Skjult & hemmelig tiltak"],
    kontakt: ["post@etat.example", null],
    hjemmel: [null, "Nei"],
    kommentar: [null, null],
    publiseres: ["ja", "nei"],
    hovedleveranse: ["En løsning for alle", "En lukket løsning"],
    sokeord: ["sky", null],
    teknologi__annet__tekst: [null, "noe lukket utstyr"],
    kostnadsramme: [23_400_000, 12_345_000],
    budsjett: [10_000_000, 20_000_000],
  });
  const log = [
    {
      line: 2,
      reason: "Etaten ringte og rettet det",
      rule: "r",
      id: "t1",
      field: "fase",
      before: "",
      after: "x",
    },
    { line: 3, reason: "Feil", rule: "r", id: "t1", field: "fase", before: "x", after: "y" },
  ].map((row) => ({ ...row, by: "AN", date: "2019-11-04" }));
  const found = (html: string) => checkConfidential(tiltak, questionnaire, log, html).findings;
  test("lets what is public stand", () => {
    const page = "Åpent tiltak: En løsning for alle, 23 400 000 kroner. Nei. Feil. Over 20 000 000 kroner";
    expect(checkConfidential(tiltak, questionnaire, log, page)).toMatchObject({
      ok: true,
      summary: "5 tekster og 1 beløp lett etter i notatet og tabellene som kan lastes ned, 0 funnet",
    });
  });
  test("finds items that are not public, and every text of a measure that is kept back", () => {
    expect(found("<p>post@etat.example</p>")).toEqual([
      "t1, kontakt: teksten står i notatet, men er ikke offentlig",
    ]);
    expect(found("<p>Skjult &amp;\nhemmelig tiltak</p>")).toHaveLength(1);
    expect(found("En lukket løsning med noe lukket utstyr")).toHaveLength(2);
  });
  test("finds the amounts of a measure that is kept back, however they are written", () => {
    const words = "t2, kostnadsramme: beløpet står i notatet, men er ikke offentlig";
    for (const amount of ["12345000", "12 345 000", "12\u00a0345\u00a0000", "12\n345 000"])
      expect(found(`<td>${amount}</td>`)).toEqual([words]);
    for (const other of ["112 345 000", "12 345 000 000", "12 345 0001", "7 12 345 000", "0,12345000"])
      expect(found(`<td>${other}</td>`)).toEqual([]);
  });
  test("lets an amount stand that a public measure has too", () => {
    const both = tiltak.assign(aq.table({ kostnadsramme: [12_345_000, 12_345_000] }));
    expect(checkConfidential(both, questionnaire, log, "12 345 000").ok).toBe(true);
  });
  test("finds what the log gives as reason", () => {
    expect(found("<td>Etaten  ringte og rettet det.</td>")).toEqual([
      "corrections.csv linje 2, reason: teksten står i notatet, men er ikke offentlig",
    ]);
  });
  test("keeps back a measure that has not said whether it may be published", () => {
    const unsaid = tiltak.assign(aq.table({ publiseres: [null, "nei"] }));
    expect(checkConfidential(unsaid, questionnaire, [], "En løsning for alle").findings).toHaveLength(1);
  });
  test("looks into the tables that can be taken from the page", () => {
    const csv = Buffer.from("En lukket løsning;1").toString("base64");
    expect(found(`<a href="data:text/csv;charset=utf-8;base64,${csv}">CSV</a>`)).toHaveLength(1);
  });
});
