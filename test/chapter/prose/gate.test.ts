import { findUnchecked } from "notat/dist/lib/chapter/prose/findUnchecked.js";
import { HARMLESS } from "notat/dist/lib/chapter/prose/harmless.js";
import { INSERT } from "notat/dist/lib/chapter/prose/lexicon.js";
import { readText } from "notat/dist/lib/chapter/prose/readText.js";
import { describe, expect, test } from "vitest";
import { measureGate } from "../../gate/measure.js";

test("of the committed sentences 95 per cent of the false are refused, and 95 per cent of the refused are false", () => {
  const { recall, precision, counts } = measureGate();
  expect(counts.false).toBeGreaterThan(150);
  expect(counts.honest).toBeGreaterThan(150);
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(precision).toBeGreaterThanOrEqual(0.95);
});

test("each harmless sense has its reason", () => {
  for (const { pattern, because } of HARMLESS) expect(because.length, pattern).toBeGreaterThan(5);
});

describe("readText(markdown) is what the page shows", () => {
  test.each([
    ["De **fle**ste og ha*l*v_parten_", "De fleste og halvparten"],
    ["halv<b></b>parten<!-- skjult -->", "halvparten"],
    ["&frac12; og st&oslash;rst og &#54;&#x34;", "1⁄2 og størst og 64"],
    ["`64 prosent`", "64 prosent"],
    ["⁶⁴ 𝟔𝟒 ㊿ 6️⃣", "64 64 50 6"],
    ["H\u0332a\u0332lv\u034fpar\u200bten", "Halvparten"],
    ["F\u00f8rtia\u030atte", "Førtiåtte"],
    ["[her](https://example.org/64)", "her"],
    ["De\nfleste", "De fleste"],
    ["De<br>fleste", "De fleste"],
    ["<p>De <i>fle</i>ste</p>", "De fleste"],
  ])("%s → %s", (markdown, seen) => {
    expect(readText(markdown).trim()).toBe(seen);
  });
  test.each([
    ['[her](https://example.org "flest")', "flest"],
    ['![bilde](data:image/png;base64,AAAA "flest")', "flest"],
    ['<abbr title="flest">her</abbr>', "flest"],
    ['<div aria-label="fl&#101;st">her</div>', "flest"],
    ['[her][x]\n\n[x]: https://example.org "flest"', "flest"],
    ["## Tema {#flest-tiltak}", "flest tiltak"],
    ["64. av dem", "64"],
  ])("what some readers get, or is made by the page: %s holds «%s»", (markdown, text) => {
    expect(readText(markdown)).toContain(text);
  });
  test("references and footnote marks are the page's own", () => {
    expect(readText("se [@figur:effekter] og noten[^1]")).not.toMatch(/figur|1/);
  });
});

describe("findUnchecked(markdown)", () => {
  test.each([
    ["Dе flеste tiltakene", "Dе", "letter"],
    ["六十四 av tiltakene", "六十四", "letter"],
    ["Halv-parten er små", "Halv-parten", "share"],
    ["XL av hundre", "XL", "number"],
    ["Se figur 9", "figur 9", "reference"],
    ["Det står i kapittel 7.4", "kapittel 7.4", "reference"],
    ["Det kom 1999 innspill", "1999", "number"],
    ["Det er nr. 2 på lista", "nr. 2", "order"],
    ["Etatene sover i timen.", "Etatene sover i timen", "statement"],
    [
      "Kartleggingen viser at robotene inntar staten.",
      "Kartleggingen viser at robotene inntar staten",
      "statement",
    ],
    ["https://64-prosent-av-tiltakene.example", "64", "number"],
    ["Tiltakene støtter strategien.", "Tiltakene støtter strategien", "statement"],
    [
      "Virksomhetene legger vekt på fart når de skal velge.",
      "Virksomhetene legger vekt på fart når de skal velge",
      "statement",
    ],
    ["Løser etatene oppgaven? Neppe.", "Neppe", "statement"],
    ["Robotene først, kommunene sist", "Robotene først, kommunene sist", "statement"],
    ["| Område | Vurdering |\n| --- | --- |\n| Helse | alt går bra |", "alt går bra", "share"],
    ["| Område | Vurdering |\n| --- | --- |\n| Helse | Svært bra |", "Svært bra", "statement"],
    [`${INSERT} av tiltakene koster noe, resten er gratis.`, "resten er gratis", "statement"],
  ])("«%s» is refused for «%s» (%s)", (sentence, text, kind) => {
    expect(findUnchecked(sentence)).toContainEqual({ text, kind });
  });
  test.each([
    "Etatene fylte ut skjemaet selv.",
    "Tiltakene skal følge rundskrivet.",
    "Hva venter etatene å få igjen?",
    "Med etater menes statlige virksomheter.",
    "Etater og departementer",
    "Strategien støtter tiltakene med råd.",
    "Er tiltaket finansiert? Det var opp til virksomheten å vurdere.",
    `${INSERT} av tiltakene har en ramme, for resten er den ikke oppgitt.`,
    "Rapporten er gratis.",
  ])("«%s» passes: it is about the survey, a rule, a question, a word, or no sentence", (sentence) => {
    expect(findUnchecked(sentence)).toEqual([]);
  });
  test("a survey's own nouns are what it is about", () => {
    const own = ["saker", "sakene"];
    expect(findUnchecked("Sakene behandles fort.")).toEqual([]);
    expect(findUnchecked("Sakene behandles fort.", [], own)).toEqual([
      { text: "Sakene behandles fort", kind: "statement" },
    ]);
    expect(findUnchecked("Alle sakene er lukket", [], own)).toContainEqual({ text: "Alle", kind: "share" });
  });
});
