import { questionnaire } from "notat";
import { newChapter } from "notat/dist/lib/publish/note/newChapter.js";
import { describe, expect, test } from "vitest";

const make = (number: string, title: string) => newChapter(number, title, questionnaire);

describe("newChapter(number, title, questionnaire)", () => {
  test.each([
    ["4", "Hva så?", "4-hva-sa.ipynb", "# Hva så? {#hva-sa}"],
    ["4.0", "Hva så?", "4.0-hva-sa.ipynb", "# Hva så? {#hva-sa}"],
    ["3.6", "  Øst  og vest ", "3.6-ost-og-vest.ipynb", "## Øst og vest {#ost-og-vest}"],
    ["3.6.1", "Æres den", "3.6.1-aeres-den.ipynb", "### Æres den {#aeres-den}"],
  ])("%s %j is %s, whose heading stands as deep as the number says", (number, title, file, heading) => {
    const made = make(number, title);
    expect(made.file).toBe(file);
    expect(made.notebook.cells[1]?.source.split("\n")[0]).toBe(heading);
  });

  test.each([
    ["3,6", "Navn", 'The number must be a chapter\'s (4, 3.6 or 3.6.1), but is "3,6".'],
    ["../4", "Navn", 'but is "../4"'],
    ["4", " ", "The title must have from 1 to 120 characters, but has 0."],
    ["4", "a".repeat(121), "from 1 to 120 characters, but has 121"],
    ["4", "Se [@figur:a]", 'The title must be plain text, but has "[" in it: Se [@figur:a].'],
    ["4", "<b>", 'has "<" in it'],
    ["4", "Nesten alle er ferdige", '"Nesten alle" (share) must come from the data'],
    ["4", "De 12 beste", '"12" (number) must come from the data'],
  ])("refuses %s %j, and says what must be", (number, title, message) => {
    expect(() => make(number, title)).toThrow(message);
  });
});
