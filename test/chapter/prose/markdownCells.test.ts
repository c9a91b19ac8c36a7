import { lintMarkdown } from "notat/dist/lib/publish/note/lintChapters.js";
import { describe, expect, test } from "vitest";

describe("lintMarkdown(where, source)", () => {
  test("refuses what only the data may say, with file, cell and the way out", () => {
    expect(lintMarkdown("1-innledning.ipynb, cell 2", "## Halvparten er små\n\nDet er 432 tiltak.")).toEqual([
      '1-innledning.ipynb, cell 2: "Halvparten" (share) must come from the data, but stands in the text «Halvparten er små». Write it in a code cell as prose`…`, or take an exception: <!-- unntak: «…» – grunn -->',
      '1-innledning.ipynb, cell 2: "432" (number) must come from the data, but stands in the text «Det er 432 tiltak.». Write it in a code cell as prose`…`, or take an exception: <!-- unntak: «…» – grunn -->',
    ]);
  });
  test("reads formulas, alt texts and definition lists as a reader does", () => {
    for (const [source, word] of [
      ["$\\text{Halv}\\text{parten}$ er små.", "Halvparten"],
      ["$h a l v p a r t e n$", "halvparten"],
      ["$\\mathbf{6}^{4}$", "6"],
      ["![Nesten alle](a.png)", "Nesten alle"],
      ["Ord\n: Flest er små.", "Flest"],
    ] as const)
      expect(lintMarkdown("a", source).join(), source).toContain(word);
    expect(lintMarkdown("a", "Formelen er $\\bar{x} = \\frac{x}{n}$.")).toEqual([]);
  });
  test("takes an exception of one place, with a reason", () => {
    expect(
      lintMarkdown(
        "a, cell 1",
        "Et kryss teller én, ikke to. <!-- unntak: «to» – regel for telling, ikke et funn -->",
      ),
    ).toEqual([]);
    expect(
      lintMarkdown(
        "a, cell 1",
        "Ikke to, og ikke to. <!-- unntak: «to» – regel for telling, ikke et funn -->",
      ),
    ).toHaveLength(1);
  });
  test("refuses exceptions for words about the answers, and reads what the page shows", () => {
    expect(
      lintMarkdown(
        "a",
        "Halvparten av tiltakene er små. <!-- unntak: «Halvparten» – et godt ord i denne teksten -->",
      ).join(),
    ).toContain("«Halvparten» is about the answers, so it cannot be excepted");
    expect(lintMarkdown("a", "Halv\u0002parten er små.").join()).toContain('"Halvparten" (share)');
  });
  test("refuses exceptions without a reason, of allowed words, of parts of words, and of what does not stand there", () => {
    expect(lintMarkdown("a", "Ikke to. <!-- unntak: «to» – fordi -->")[0]).toContain(
      "must have a reason that a reviewer can judge",
    );
    expect(
      lintMarkdown("a", "Det er de fleste. <!-- unntak: «e» – en grunn som er lang -->").join("\n"),
    ).toMatch(/every word of it is allowed[\s\S]*"de fleste"/);
    expect(lintMarkdown("a", "Ingenting her. <!-- unntak: «tre» – en grunn som er lang -->")[0]).toContain(
      "must be of words that stand in the cell",
    );
  });
});
