import * as aq from "arquero";
import { displayAs } from "notat";
import { bundleOf, showObjects } from "notat/dist/lib/engine/notebook/bundleOf.js";
import { ContentError } from "notat/dist/lib/ground/errors.js";
import { sanitise } from "notat/dist/lib/publish/report/sanitise.js";
import { toDanfo } from "notat/dist/lib/transforms/explore/danfo.js";
import { expect, test } from "vitest";

const htmlOf = (value: unknown): string => (bundleOf(value) as { "text/html": string })["text/html"];
const plainOf = (value: unknown): string => (bundleOf(value) as { "text/plain": string })["text/plain"];

test("bundleOf(value) asks anyone's object for what is under Symbol.for('Jupyter.display')", async () => {
  expect(displayAs).toBe(Symbol.for("Jupyter.display"));
  expect(bundleOf({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>1</b>" }) })).toEqual({
    "text/html": "<b>1</b>",
  });
  const later = { [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "senere" }) };
  expect(await bundleOf(later)).toEqual({ "text/plain": "senere" });
});

test("bundleOf(value) prints what no one knows, also what does not like to be asked", () => {
  expect(bundleOf(1)).toEqual({ "text/plain": "1" });
  expect(bundleOf({ a: [1] })).toEqual({ "text/plain": "{ a: [ 1 ] }" });
  const shy = new Proxy(
    {},
    {
      get(_, key) {
        if (typeof key === "symbol") return undefined;
        throw new Error("no");
      },
    },
  );
  expect(plainOf(shy)).toBe("{}");
});

test("bundleOf(value) prints a proxy that throws whatever it is asked", () => {
  const no = () => {
    throw new Error("no");
  };
  expect(plainOf(new Proxy({}, { get: no, has: no, ownKeys: no }))).toBe("{}");
});

test("bundleOf(value) tells why a drawing of the library's must not be shown", () => {
  showObjects((value) => {
    if (!("refused" in value)) return null;
    throw new ContentError("must not be shown");
  });
  expect(() => bundleOf({ refused: true })).toThrow("must not be shown");
});

test("bundleOf(value) prints the beginning of what is long, and says how long it is", () => {
  const text = plainOf("x".repeat(1e6));
  expect(text.length).toBeLessThan(21_000);
  expect(text).toMatch(
    /\n… \(viser de 20\u00a0000 første av 1\u00a0000\u00a0000 tegn; console\.log skriver alle\)$/,
  );
});

test("bundleOf(frame) shows a frame of danfojs, and a column of one, as a table; named rows keep their names", () => {
  const frame = toDanfo(aq.table({ fase: ["a", "b", null], beløp: [1.5, null, 3] }));
  expect(plainOf(frame)).toMatch(/^3 rader × 2 kolonner\.\nfase +beløp\n/);
  expect(
    plainOf(frame)
      .split("\n")
      .slice(3, 6)
      .map((line) => line.trim().split(/ {2,}/)),
  ).toEqual([
    ["a", "1,5"],
    ["b", "–"],
    ["–", "3,0"],
  ]);
  expect(plainOf(frame.column("beløp"))).toMatch(/^3 rader × 1 kolonne\.\n *beløp\n/);
  expect(plainOf(frame.describe())).toMatch(/\nmedian +2,/);
  expect(plainOf(toDanfo(aq.table({ a: [] })))).toMatch(/^0 rader × 1 kolonne\./);
});

test("bundleOf(table) writes numbers to be read under each other: thousands apart, years together, six digits at most", () => {
  const table = aq.table({
    år: [2018, 2019],
    beløp: [68057142.85714285, 62625000],
    andel: [0.1234567, 1],
    liten: [1e-9, 1],
  });
  const [, , , first, second] = plainOf(table).split("\n");
  expect(first!.trim().split(/ {2,}/)).toEqual(["2018", "68\u00a0057\u00a0142,9", "0,12346", "1e-9"]);
  expect(second!.trim().split(/ {2,}/)).toEqual(["2019", "62\u00a0625\u00a0000,0", "1,00000", "1"]);
});

test("bundleOf(table) has how many rows, and of each column the type and what is missing", () => {
  const table = aq.table({
    navn: ["a", "b", null],
    beløp: [1, Number.NaN, 3.5],
    antall: [1, 2, 3],
    ja: [true, false, undefined],
    dag: [new Date("2019-09-01"), new Date("2019-09-03"), null],
    liste: [["x"], [], null],
    tom: [null, null, null],
    ulikt: [1, "a", null],
  });
  const text = plainOf(table);
  expect(text).toMatch(/^3 rader × 8 kolonner\.\n/);
  const [names, types] = text.split("\n").slice(1, 3) as [string, string];
  expect(names.trim().split(/ {2,}/)).toEqual(table.columnNames());
  expect(types.trim().split(/ {2,}/)).toEqual([
    "tekst · 1 mangler",
    "tall · 1 mangler",
    "heltall",
    "ja/nei · 1 mangler",
    "dato · 1 mangler",
    "liste · 1 mangler",
    "tom · 3 mangler",
    "blandet · 1 mangler",
  ]);
  expect(text).toContain("2019-09-03");
});

test("bundleOf(table) draws how the values are spread, the largest class as high as there is room for", () => {
  // Twelve classes from 0 to 12: three in the first, one in the last.
  const html = htmlOf(aq.table({ n: [0, 0.5, 0.9, 12] }));
  expect(html).toContain('aria-label="Fordeling fra 0 til 12"');
  expect(html).toContain(' d="M0 22v-22h7V22zM88 22v-7.3h7V22z"');
  // Texts that repeat: the most common first. Texts that do not: only how many there are.
  expect(htmlOf(aq.table({ fase: ["a", "b", "b"] }))).toContain('aria-label="b: 2, a: 1"');
  expect(htmlOf(aq.table({ id: ["a", "b", "c"] }))).toMatch(/3 ulike(?!.*<svg)/s);
});

test("bundleOf(table) keeps a long or wide table short, and says that it does", () => {
  const rows = aq.table({ n: Array.from({ length: 31 }, (_, i) => i) });
  expect(plainOf(rows)).toMatch(/^31 rader × 1 kolonne; viser de 10 første radene\.\n/);
  const [first = "", folded = ""] = htmlOf(rows).split("<details>");
  expect(first.match(/<tr>/g)).toHaveLength(1 + 10);
  expect(folded).toMatch(/^<summary>De neste 21 radene<\/summary>/);
  expect([...folded.matchAll(/<td class="n">(\d+)</g)].map(([, n]) => Number(n))).toEqual(
    Array.from({ length: 21 }, (_, i) => 10 + i),
  );
  const whole = aq.table({ n: Array.from({ length: 30 }, (_, i) => i) });
  expect(htmlOf(whole).match(/<tr>/g)).toHaveLength(1 + 30);
  const wide = aq.table(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, [i]])));
  expect(plainOf(wide)).toMatch(/^1 rad × 101 kolonner; viser de 100 første kolonnene\.\n/);
  expect(htmlOf(wide)).toContain("<summary>De 100 kolonnene, én på hver linje</summary>");
  expect(htmlOf(wide)).toContain(
    '<tr><th scope="row"><div align="left">k99</div></th><td><div align="left"></div></td><td><div align="left">heltall</div></td><td class="n">0</td>',
  );
  expect(sanitise(htmlOf(wide)).removed).toEqual([]);
  const text = htmlOf(aq.table({ tekst: ["æ".repeat(49)] }));
  expect(text).toContain(`<nobr>${"æ".repeat(47)}…</nobr>`);
  expect(text).toContain(`title="${"æ".repeat(49)}"`);
  const grouped = aq.table({ fase: ["a", "b"], n: [1, 2] }).groupby("fase");
  expect(plainOf(grouped)).toMatch(/^2 rader × 2 kolonner, gruppert etter fase\.\n/);
});

test("bundleOf(table) shows the rows that a filter has left, in their order", () => {
  const table = aq.table({ n: [1, 2, 3] });
  const left = table.filter((row: { n: number }) => row.n > 1).orderby(aq.desc("n"));
  expect(plainOf(left)).toBe("2 rader × 1 kolonne.\n      n\nheltall\n      3\n      2\n");
});

test("bundleOf(rows) shows a list of plain objects as a table, and no other list", () => {
  expect(plainOf([{ a: 1 }, { b: "x" }])).toMatch(/^2 rader × 2 kolonner\.\n/);
  expect(plainOf([1, 2])).toBe("[ 1, 2 ]");
  expect(plainOf([])).toBe("[]");
  expect(plainOf([new Date(0), new Date(1)])).toContain("[ 1970");
});

test("bundleOf({ data, layout }) is a figure of Plotly's", () => {
  const figure = { data: [{ type: "violin", y: [1] }], layout: {} };
  expect(bundleOf(figure)).toEqual({
    "application/vnd.plotly.v1+json": figure,
    "text/plain": "[Plotly: violin]",
  });
  expect(bundleOf({ data: figure.data })).toEqual(bundleOf(figure));
  expect(plainOf({ data: [{ a: 1 }] })).toBe("{ data: [ { a: 1 } ] }");
});

test("a table is escaped, and nothing of it trips the sanitiser", () => {
  const html = htmlOf(aq.table({ "<i>": ["<script>alert(1)</script>", "b", "b"], n: [1, 2, 3] }));
  expect(html).not.toContain("<script>");
  expect(sanitise(html).removed).toEqual([]);
  expect(sanitise(html).html).toContain("<path");
});
