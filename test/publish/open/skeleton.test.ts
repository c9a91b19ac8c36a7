import fc from "fast-check";
import { skeletonOf, skeletonSearch } from "notat/dist/lib/publish/open/skeleton.js";
import { expect, test } from "vitest";

const letters = fc.constantFrom(..."abdeknowqøåæ 19-@éŠ²ﬁ𝐤Ａ");
const text = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
/** As other programs write the same: without its accents, in capitals, in the letters of addresses, hyphenated. */
const otherwise: readonly ((text: string) => string)[] = [
  (one) => one,
  (one) => one.toUpperCase(),
  (one) => one.normalize("NFD"),
  (one) => one.replaceAll("å", "aa").replaceAll("ø", "oe").replaceAll("æ", "ae"),
  (one) => one.replaceAll("å", "a").replaceAll("ø", "o").replaceAll(" ", "-"),
  (one) => one.replace(/[ @-]/g, ""),
  (one) => [...one].join("\u00ad"),
];

test("a text is suspected wherever it stands, however it is written", () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 8 }),
      text,
      text,
      fc.nat(),
      fc.nat(),
      (wanted, before, after, which, how) => {
        const at = which % wanted.length;
        const write = otherwise[how % otherwise.length]!;
        // A sign of a footnote is taken for none of the text's own letters.
        const written = write(wanted[at]!.replaceAll("²", ""));
        expect(
          skeletonSearch(wanted.map((one) => one.replaceAll("²", "")))(before + written + after),
        ).toContain(at);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a text is not suspected where its consonants and digits do not stand one after the other", () => {
  const search = skeletonSearch(["Blå fjell 12", "Grønn dal 7"]);
  expect(search("Fjell 12 blå, Blåfjell 13, GRØNN DALER, grønn d a l 8")).toEqual([]);
  expect(search("blaafjell² 12")).toEqual([0]);
  expect(search("Gronn-dal-7")).toEqual([1]);
});

test("a text of which too little is left is always suspected", () => {
  expect(skeletonSearch(["ae1oe2b"])("")).toEqual([0]);
  expect([...skeletonOf("æ øå!")]).toEqual([]);
});
