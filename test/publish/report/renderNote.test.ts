import {
  bars,
  display,
  figure,
  holds,
  largest,
  onDisplay,
  prose,
  q,
  ref,
  share,
  shareOutOf,
  tabulate,
  title,
} from "notat";
import type { Notebook } from "notat/dist/lib/engine/notebook/notebook.js";
import { type NoteInput, renderNote } from "notat/dist/lib/publish/report/renderNote.js";
import { beforeAll, describe, expect, test } from "vitest";
import { readPage } from "../../support/readPage.js";
import { smallSurvey, times } from "../../support/smallSurvey.js";

const edition = {
  year: 2019,
  title: "Prøvenotat",
  series: "Notat",
  number: "1",
  sender: "Etat for prøver",
  date: "2019-12-09",
  version: "1.0",
  contact: "feil@prover.example",
  syntheticMark: "Syntetiske data",
  citation: "Etat for prøver. Prøvenotat.",
  corrections: [{ date: "2020-01-02", text: "Rettet en skrivefeil." }],
  facts: {},
  names: [],
};
const provenance = { commit: "abc123", dirty: false, data: "d1", questionnaire: "q1" };

type Cell = string | (() => void);

function notebook(cells: readonly Cell[], metadata: Record<string, unknown> = {}): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    cells: cells.map((cell, i) => {
      if (typeof cell === "string") return { cell_type: "markdown", id: `c${i}`, metadata: {}, source: cell };
      const outputs: object[] = [];
      const off = onDisplay((data) =>
        outputs.push({ output_type: "display_data", data: JSON.parse(JSON.stringify(data)), metadata: {} }),
      );
      cell();
      off();
      return {
        cell_type: "code",
        id: `c${i}`,
        metadata: {},
        source: "const kode = 1 < 2;",
        execution_count: 1,
        outputs,
      };
    }),
  } as Notebook;
}

function render(
  chapters: { file: string; notebook: Notebook }[],
  published: NoteInput["published"] = ({ synthetic }) => ({ lines: [], backed: !synthetic }),
  only?: string,
) {
  const note = renderNote({ edition, chapters, published, provenance, drawings: new Map(), only });
  return { ...note, document: readPage(note.html) };
}

let effekter: ReturnType<typeof tabulate<"effekter">>;
beforeAll(() => {
  const { tiltak } = smallSurvey([
    ...times(64, { effekter: ["kvalitet"] }),
    ...times(36, { effekter: ["miljo"] }),
  ]);
  effekter = tabulate(tiltak, q.effekter);
});

describe("renderNote(input)", () => {
  test("numbers chapters, sections, appendices and figures, and fills in references both ways", () => {
    const { document, problems } = render([
      {
        file: "0.ipynb",
        notebook: notebook(
          ["# Sammendrag\n\nSe [@kapittel:effekter] og [@kapittel:skjema]. [@figur:effekter] viser det."],
          {
            notat: { numbering: "none" },
          },
        ),
      },
      { file: "1.ipynb", notebook: notebook(["# Innledning"]) },
      {
        file: "2.ipynb",
        notebook: notebook([
          "## Effekter {#effekter}",
          () => figure(bars(effekter), title`Effekter`),
          () => prose`Se ${ref("figur:effekter")}.`,
        ]),
      },
      { file: "9.ipynb", notebook: notebook(["# Skjemaet {#skjema}"], { notat: { numbering: "appendix" } }) },
    ]);
    expect(problems).toEqual([]);
    expect([...document.querySelectorAll(".chapter :is(h2, h3)")].map((h) => h.textContent)).toEqual([
      "Sammendrag",
      "1 Innledning",
      "1.1 Effekter",
      "Vedlegg 1 Skjemaet",
    ]);
    expect(document.querySelector(".summary p")?.textContent).toBe(
      "Se kapittel\u00a01.1 og vedlegg\u00a01. Figur\u00a01 viser det.",
    );
    expect(document.querySelector("figcaption")?.textContent).toBe("Figur 1 Effekter");
    expect([...document.querySelectorAll("main p a")].map((a) => a.getAttribute("href"))).toEqual(
      expect.arrayContaining(["#kapittel-effekter", "#figur-effekter"]),
    );
  });

  test("an unknown reference and a doubled id are problems, with the nearest or the place", () => {
    const { problems } = render([
      {
        file: "1.ipynb",
        notebook: notebook([
          "# En\n\nSe [@figur:effekt].",
          () => figure(bars(effekter), title`Effekter`),
          () => figure(bars(effekter), title`Effekter`),
        ]),
      },
    ]);
    expect(problems).toEqual([
      '1.ipynb, cell 3: "figur:effekter" must be the only one of its name in the note, but there is another. Give one its own: figure(…, { id: "…" }), table("…", …).',
      'There is no "figur:effekt" to refer to. Is it "figur:effekter"?',
    ]);
  });

  test("numbers footnotes through the note, though two chapters use the same label", () => {
    const { document } = render([
      { file: "1.ipynb", notebook: notebook(["# A\n\nTekst[^1].\n\n[^1]: Første."]) },
      { file: "2.ipynb", notebook: notebook(["# B\n\nTekst[^1].\n\n[^1]: Andre."]) },
    ]);
    expect(
      [...document.querySelectorAll(".fnref a")].map((a) => [a.textContent, a.getAttribute("href")]),
    ).toEqual([
      ["1", "#fn1"],
      ["2", "#fn2"],
    ]);
    expect(
      [...document.querySelectorAll(".footnotes li")].map((li) => li.textContent?.replace("↩", "").trim()),
    ).toEqual(["Første.", "Andre."]);
  });

  test("a chapter alone keeps its numbers, has its own title page, footnotes and explanations, and says what is elsewhere", () => {
    const chapters = [
      {
        file: "1.ipynb",
        notebook: notebook([
          "# En[^1]\n\n[^1]: Fremmed.",
          () => figure(bars(effekter), title`Effekter`),
          () => prose`Av tiltakene skal ${shareOutOf(effekter, q.effekter.miljo)} være bra for miljøet.`,
        ]),
      },
      {
        file: "2.ipynb",
        notebook: notebook([
          "# To *deler* {#to}\n\nTekst[^b] og[^1], se [@figur:effekter] og [@kapittel:egen].\n\n[^1]: Andre.\n\n[^b]: Første[^1].",
          "### Egen {#egen}\n\nTilbake til [@kapittel:to].",
          () => figure(bars(effekter), title`Effekter`, { id: "to" }),
          () => prose`Av tiltakene skal ${shareOutOf(effekter, q.effekter.kvalitet)} gi bedre tjenester.`,
        ]),
      },
    ];
    const { document, problems } = render(chapters, undefined, "2.ipynb");
    expect(problems).toEqual([]);
    expect(document.title).toBe("2 To deler – Prøvenotat");
    const head = document.querySelector(".title-page");
    expect(head?.querySelector("h1")?.innerHTML).toContain("To <em>deler</em>");
    expect(head?.textContent).toMatch(
      /Etat for prøver.*Utdrag av notatet Prøvenotat.*9\.\u00a0desember 2019/s,
    );
    expect(document.querySelector(".reading .mark")?.textContent).toContain("Syntetiske data");
    expect([...document.querySelectorAll(".chapter :is(h2, h3, h4)")].map((h) => h.outerHTML)).toEqual([
      expect.stringMatching(/^<h3 id="kapittel-egen">.*2\.0\.1.*Egen/),
    ]);
    expect(document.querySelector(".chapter p")?.textContent).toBe(
      "Tekst1 og2, se figur\u00a01 i notatet og kapittel\u00a02.0.1.",
    );
    for (const a of document.querySelectorAll("a[href^='#']"))
      expect(document.getElementById(a.getAttribute("href")!.slice(1)), a.outerHTML).not.toBeNull();
    expect(document.querySelector("figcaption")?.textContent).toBe("Figur 2 Effekter");
    const notes = [...document.querySelectorAll(".footnotes li")].map((li) => li.textContent?.trim());
    expect(notes).toEqual(["Første2. ↩", "Andre. ↩ ↩"]);
    expect([...document.querySelectorAll("[popover] h2")].map((h) => h.textContent)).toEqual([
      "Økt kvalitet på virksomhetens tjenester",
    ]);
  });

  test("a picture that can't be shown is a problem with its chapter and cell; formulas and definition lists are shown", () => {
    const cells = ["# A\n\n$x_i^a$ koster 5 $ og 6 $.", "Ord\n: Forklaring.\n\n![](attachment:a.png)"];
    const { document, problems } = render([{ file: "3.1-a.ipynb", notebook: notebook(cells) }]);
    expect(problems).toEqual([
      '3.1-a.ipynb, cell 2: the picture "a.png" must be attached to the cell, but is not.',
    ]);
    expect(document.querySelector("math")?.textContent?.trim()).toBe("xia");
    expect(document.querySelector(".chapter p")?.textContent).toContain("koster 5 $ og 6 $.");
    expect(document.querySelector("dt")?.nextElementSibling?.textContent).toBe("Forklaring.");
  });

  test("a number explains itself: n, base, item, filter, what was published and whether they agree", () => {
    const { document } = render(
      [
        {
          file: "1.ipynb",
          notebook: notebook([
            "# A",
            () => prose`Av tiltakene skal ${shareOutOf(effekter, q.effekter.kvalitet)} gi bedre tjenester.`,
          ]),
        },
      ],
      () => ({ lines: ["64 prosent (kapittel 3.1.1): stemmer"], backed: true }),
    );
    const button = document.querySelector("button.vb");
    expect(document.querySelector(".v")?.textContent).toBe("64 prosent (64 av 100)");
    expect(button?.getAttribute("aria-label")).toBe("Tallgrunnlag: 64 prosent (64 av 100)");
    const popover = document.getElementById(button?.getAttribute("popovertarget") ?? "");
    expect(popover?.hasAttribute("popover")).toBe(true);
    for (const text of [
      "64 av 100",
      "100 tiltak som fikk spørsmålet",
      "alle tiltak, 2019",
      "16. Hvilke effekter ventes tiltaket å gi?",
      "64 prosent (kapittel 3.1.1): stemmer",
      "2019/alle/effekter/kvalitet/share",
    ]) {
      expect(popover?.textContent).toContain(text);
    }
  });

  test("a number printed in two ways is explained twice, and a mark that its explanation gainsays is a problem", () => {
    const value = effekter;
    const { document, problems } = render(
      [
        {
          file: "1.ipynb",
          notebook: notebook([
            "# A",
            () =>
              prose`${share(value, q.effekter.kvalitet)}, ${shareOutOf(value, q.effekter.kvalitet)} og ${share(value, q.effekter.kvalitet)}.`,
          ]),
        },
      ],
      ({ decimals }) => ({
        lines: [decimals === 0 ? "64 prosent" : "Ikke publisert."],
        backed: decimals === 0,
      }),
    );
    expect(document.querySelectorAll("[popover]").length).toBe(2);
    // 276 of 432 is published, so neither was marked.
    expect(problems).toEqual([
      '2019/alle/effekter/kvalitet/share (64 prosent (64 av 100)): must be marked as synthetic exactly when it is not published, but is not marked, and its explanation says "Ikke publisert.".',
    ]);
  });

  test("a claim shows its predicate", () => {
    const { document } = render([
      {
        file: "1.ipynb",
        notebook: notebook([
          "# A",
          () => prose`${largest(effekter, q.effekter.kvalitet)`Flest skal gi bedre tjenester`}.`,
        ]),
      },
    ]);
    expect(document.querySelector(".claim")?.textContent).toBe("Flest skal gi bedre tjenester");
    expect(document.querySelector("[popover]")?.textContent).toContain(
      "«Økt kvalitet på virksomhetens tjenester» er størst av svarene på «Forventede effekter»",
    );
  });

  test("two claims by one predicate over different values are explained apart", () => {
    const own = (option: (typeof q.effekter)["kvalitet" | "miljo"]) =>
      holds("er under ni av ti", [share(effekter, option)], (n) => n < 0.9)`Mange skal det`;
    const { document } = render([
      {
        file: "1.ipynb",
        notebook: notebook([
          "# A",
          () => prose`${own(q.effekter.kvalitet)}. ${own(q.effekter.miljo)}. ${own(q.effekter.miljo)}.`,
        ]),
      },
    ]);
    expect(document.querySelectorAll("[popover]").length).toBe(2);
  });

  test("asks for nothing from the net and allows no script but its own", () => {
    const { html, document } = render([
      { file: "1.ipynb", notebook: notebook(["# A", () => figure(bars(effekter), title`Effekter`)]) },
    ]);
    const policy =
      document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const element of document.querySelectorAll("[src], link[href]"))
      expect(element.getAttribute("src") ?? element.getAttribute("href")).toMatch(/^(data:|#)/);
    expect(html.length).toBeLessThan(1_500_000);
  });

  test("hostile text is shown or left out, never run", () => {
    const hostile =
      "# A\n\n<img src=x onerror=alert(1)>\n\n[lenke](javascript:alert(1)) </script><script>alert(2)</script> \u202etxet ![spor](https://x.example/a.png)";
    const { document, removed, html } = render([{ file: "1.ipynb", notebook: notebook([hostile]) }]);
    expect(
      [...document.querySelectorAll("main script")].filter(
        (s) => s.getAttribute("type") !== "application/json",
      ),
    ).toEqual([]);
    expect(document.querySelector("main img")).toBeNull();
    expect(document.querySelector('a[href^="javascript"]')).toBeNull();
    expect(html).not.toContain("\u202e");
    expect(removed).toEqual(
      expect.arrayContaining([
        "1.ipynb, cell 1: fjernet onerror på <img>",
        "1.ipynb, cell 1: fjernet lenken til javascript:alert(1)",
      ]),
    );
  });

  test("says which commit, data and questionnaire it was made from, and when the tree was dirty", () => {
    const chapters = [{ file: "1.ipynb", notebook: notebook(["# A"]) }];
    expect(render(chapters).document.querySelector(".provenance")?.textContent).toContain(
      "Notatet er laget av versjon abc123 i versjonskontrollen, data d1 og spørreskjema q1.",
    );
    const dirty = renderNote({
      edition,
      chapters,
      published: () => ({ lines: [], backed: true }),
      drawings: new Map(),
      provenance: { ...provenance, dirty: true },
    });
    expect(dirty.html).toContain("Utkast: Notatet er laget av filer med endringer");
    const none = renderNote({
      edition,
      chapters,
      published: () => ({ lines: [], backed: true }),
      drawings: new Map(),
      provenance: { ...provenance, commit: null },
    });
    expect(none.html).toContain("Notatet er laget av filer uten versjonskontroll");
  });

  test("the plain text has a paragraph a line, in the order of the page", () => {
    const { text } = render([
      {
        file: "1.ipynb",
        notebook: notebook([
          "# A\n\nFørst[^1].\n\n[^1]: Note.",
          () => figure(bars(effekter), title`Effekter`),
          () => prose`${share(effekter, q.effekter.kvalitet)} sist.`,
        ]),
      },
    ]);
    expect(text.split("\n").slice(0, 3)).toEqual(["1 A", "Først.", "Figur 1. Effekter"]);
    expect(text).toContain("\n64 prosent sist.\n");
  });

  test("gives a number whose tiltak are shown elsewhere one id, and says under which heading it first stands", () => {
    const kvalitet = () =>
      prose`${share(effekter, q.effekter.kvalitet)} og ${share(effekter, q.effekter.miljo)}.`;
    const { html, linked } = renderNote({
      edition,
      chapters: [{ file: "1.ipynb", notebook: notebook(["# A", "## B", kvalitet, "## C", kvalitet]) }],
      published: ({ synthetic }) => ({ lines: [], backed: !synthetic }),
      tiltakBehind: ({ n }) =>
        n === 64
          ? {
              unit: { many: "tiltak", article: "ett" },
              href: "oversikt.html#effekter=kvalitet",
              shown: 60,
              hidden: 4,
            }
          : null,
      drawings: new Map(),
      provenance,
    });
    expect(linked).toEqual([
      {
        href: "oversikt.html#effekter=kvalitet",
        text: "64 av 100",
        hidden: 4,
        id: "sted-tall-1",
        section: "1.1 B",
      },
    ]);
    const places = readPage(html).querySelectorAll('[id^="sted-"]');
    expect([...places].map((e) => [e.id, e.textContent?.replaceAll("\u00a0", " ")])).toEqual([
      ["sted-tall-1", "64 prosent"],
    ]);
  });

  test("the same input gives the same bytes", () => {
    const chapters = () => [
      { file: "1.ipynb", notebook: notebook(["# A", () => figure(bars(effekter), title`Effekter`)]) },
    ];
    expect(render(chapters()).html).toBe(render(chapters()).html);
  });
});

test.each([
  ["HTML", { "text/html": "<table><tr><td>64</td></tr></table>", "text/plain": "a table" }],
  ["text", { "text/plain": "ColumnTable [Table: 81 cols x 432 rows] {\n  _names: [ 'kontakt' ]" }],
  ["a picture", { "image/png": "aGVp" }],
])("%s that a cell shows by itself is refused and does not get into the note", (_, data) => {
  const chapter = notebook(["# Funn", () => display(data)]);
  const { html, text, problems } = render([{ file: "1.ipynb", notebook: chapter }]);
  expect(problems).toEqual([
    expect.stringMatching(
      /^1\.ipynb, cell 2: A chapter may show prose, figures and tables of this library, but shows \S+\/\S+.*: ".*"\. Show it with prose, figure or table, or, if the cell only ends on a value, give the value a name\.$/,
    ),
  ]);
  // The body alone: fonts and scripts hold any four letters.
  expect(html.slice(html.indexOf("<main"), html.indexOf("</main>")) + text).not.toMatch(
    />64<|_names|a table|aGVp/,
  );
});
