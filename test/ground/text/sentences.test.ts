import { sentencesIn } from "notat/dist/lib/ground/text/sentences.js";
import { expect, test } from "vitest";

test.each([
  ["Rammen er 12 mill. kroner. Se kap. 3. Neste.", ["Rammen er 12 mill. kroner.", "Se kap. 3.", "Neste."]],
  ["Grensen er 50 mill. Kroner teller.", ["Grensen er 50 mill. Kroner teller."]],
  [
    "Fristen var 30. august 2019. Det kom f.eks. 14 etterpå!",
    ["Fristen var 30. august 2019.", "Det kom f.eks. 14 etterpå!"],
  ],
  ["Se kapittel 3.1. Det er klart? Ja.", ["Se kapittel 3.1.", "Det er klart?", "Ja."]],
  [
    "Han sa: «Nei.» Så gikk han (jf. tab. 2). Slutt",
    ["Han sa: «Nei.»", "Så gikk han (jf. tab. 2).", "Slutt"],
  ],
  ["Overskrift\nTekst uten punktum", ["Overskrift", "Tekst uten punktum"]],
  ["", []],
])("sentencesIn(%j)", (text, sentences) => {
  expect(sentencesIn(text)).toEqual(sentences);
});
