import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type * as XLSX from "xlsx";
import { type FormRow, GOOD, received, returned, rewritten, survey2019 } from "./bodyForms.js";

type Change = NonNullable<NonNullable<Parameters<typeof returned>[3]>["change"]>;
const ONE = "2019-211111111-01";
const TWO = "2019-211111111-02";

/** What becomes of a form with two tiltak, and what its receipt says. */
async function outcome(rows: readonly FormRow[], change?: Change) {
  const { root, edition } = survey2019();
  const [one] = await received(root, [await returned(edition, "OEA", rows, change ? { change } : {})]);
  return {
    state: one!.state,
    taken: one!.answer?.rows.map(({ id }) => id) ?? [],
    waiting: one!.answer?.waiting.map(({ id }) => id) ?? [],
    values: one!.answer?.rows[0]?.values,
    text: one!.text,
  };
}

const two: FormRow = { ...GOOD, navn: "Et tiltak til" };

function moveColumn({ sheet, at }: Parameters<Change>[0], from: string, to: string): void {
  for (let row = 1; row <= 5; row++) {
    const [a, b] = [at(from, row), at(to, row)];
    [sheet[a], sheet[b]] = [sheet[b], sheet[a]];
  }
}

describe("a form that comes back changed has one outcome, and never a guess:", () => {
  test("moved columns are read by their codes", async () => {
    let cells: [string, string] = ["", ""];
    const { taken, values } = await outcome([GOOD, two], (book) => {
      cells = [book.at("finansiering", 4), book.at("fase", 4)];
      moveColumn(book, "finansiering", "fase");
    });
    expect(cells[0]).not.toBe(cells[1]);
    expect([taken, values?.finansiering, values?.fase]).toEqual([[ONE, TWO], "ja", "konsept"]);
  });

  test("a renamed column is asked about, and nothing is taken", async () => {
    const { state, text } = await outcome([GOOD], ({ sheet, at }) => {
      sheet[at("kostnadsramme", 1)] = { t: "s", v: "kostnadsrammen" };
    });
    expect(state).toBe("refused");
    expect(text).toContain(
      "Kolonnen må være en av spørreskjemaets for 2019. Det kom: «kostnadsrammen». Er det «kostnadsramme»? Skriv koden slik.",
    );
  });

  test("an added column is left out, and told of", async () => {
    const { taken, text } = await outcome([GOOD], ({ sheet }) => {
      sheet.BZ1 = { t: "s", v: "Våre notater" };
      sheet.BZ4 = { t: "s", v: "egentlig 15 mill" };
      sheet["!ref"] = "A1:BZ60";
    });
    expect(taken).toEqual([ONE]);
    expect(text).toContain("En kolonne som ikke hører til skjemaet, er ikke lest. Det kom: «Våre notater».");
  });

  test("merged cells let their rows wait, and no others", async () => {
    const { taken, waiting, text } = await outcome(
      [GOOD, two, { ...GOOD, navn: "Det tredje" }],
      ({ sheet }) => {
        sheet["!merges"] = [{ s: { r: 3, c: 7 }, e: { r: 4, c: 7 } }];
      },
    );
    expect([taken, waiting]).toEqual([["2019-211111111-03"], [ONE, TWO]]);
    expect(text).toContain("Celler kan ikke være slått sammen.");
  });

  test("hidden rows and sheets are read or left alone, and told of", async () => {
    const { taken, text } = await outcome([GOOD, two], ({ sheet, book }) => {
      sheet["!rows"] = [];
      (sheet["!rows"] as XLSX.RowInfo[])[4] = { hidden: true };
      book.Workbook = {
        ...book.Workbook,
        Sheets: book.SheetNames.map((name) => ({
          name,
          Hidden: name === "Lister" ? 1 : 0,
        })) as XLSX.SheetProps[],
      };
    });
    expect(taken).toEqual([ONE, TWO]);
    expect(text).toContain("En skjult rad eller kolonne er lest som de andre.");
    expect(text).toContain("Et skjult ark kan ha svar som ingen ser.");
  });

  test("a comment is not read, and told of with its cell", async () => {
    const { taken, text } = await outcome([GOOD], ({ sheet, at }) => {
      (sheet[at("kostnadsramme", 4)] as XLSX.CellObject).c = [{ a: "Kari", t: "egentlig 15 mill" }];
    });
    expect(taken).toEqual([ONE]);
    expect(text).toContain("Merknader i cellene er ikke lest.");
    expect(text).not.toContain("egentlig");
  });

  test("numbers as text are values, where they can be only one", async () => {
    const { values, waiting } = await outcome([
      { ...GOOD, kostnadsramme: "12 500 000", budsjett: "2,25 mill. kr" },
      { ...two, kostnadsramme: "12.500" },
    ]);
    expect([values?.kostnadsramme, values?.budsjett, waiting]).toEqual([12_500_000, 2_250_000, [TWO]]);
  });

  test("thousands are asked about by this year's budget, by the body's other amounts, and by last year's", async () => {
    const byBudget = await outcome([{ ...GOOD, kostnadsramme: 12_500, budsjett: 2_250_000 }]);
    expect(byBudget.waiting).toEqual([ONE]);
    expect(byBudget.text).toContain(
      "Budsjettet for ett år kan ikke være større enn den totale kostnadsrammen.",
    );
    const others = [1, 2, 3].map((k) => ({
      ...GOOD,
      navn: `Tiltak ${k}`,
      kostnadsramme: 20_000_000 * k,
      budsjett: null,
    }));
    const byOthers = await outcome([...others, { ...two, kostnadsramme: 250_000, budsjett: null }]);
    expect(byOthers.text).toContain(
      "Beløpet er langt fra de andre som samme virksomhet har oppgitt: står det i en annen enhet?",
    );
    const { root, edition } = survey2019();
    const known = [{ id: "2018-007", cells: {} }];
    const file = await returned(edition, "OEA", [{ ...GOOD, kostnadsramme: 125_000, budsjett: null }], {
      known,
    });
    const last = {
      year: 2018,
      amounts: new Map([["2018-007", { kostnadsramme: 125_000_000 }]]),
      tiltak: new Map([["211111111", [{ id: "2018-007", name: "Et annet navn", withheld: false }]]]),
    };
    const [byLast] = await received(root, [file], { last });
    expect(byLast!.text).toContain(
      "Beløpet er langt fra det som ble oppgitt forrige gang: står det i en annen enhet? Det kom: 125 000 kroner, omtrent 1 000 ganger mindre enn forrige gang.",
    );
  });

  test("other spellings of an answer are asked about, unless they are the questionnaire's own", async () => {
    const { taken, waiting, text } = await outcome([
      { ...GOOD, fase: " konsept " },
      { ...two, fase: "Konseptfase" },
    ]);
    expect([taken, waiting]).toEqual([[ONE], [TWO]]);
    expect(text).toContain("Det kom: «Konseptfase».");
  });

  test.each(["Ny portal\nNytt arkiv", "Ny portal; nytt arkiv", "1) Ny portal 2) Nytt arkiv"])(
    "several tiltak in one cell are asked about: %j",
    async (navn) => {
      const { waiting, text } = await outcome([{ ...GOOD, navn }]);
      expect(waiting).toEqual([ONE]);
      expect(text).toContain("En rad er ett tiltak.");
      expect(text).toContain("Skriv hvert tiltak på en egen rad, eller bekreft i loggen at det er ett.");
    },
  );

  test("an amount that is a date, also counted from 1904, is asked about", async () => {
    const { waiting, text } = await outcome([GOOD], ({ sheet, book, at }) => {
      book.Workbook = { ...book.Workbook, WBProps: { date1904: true } };
      sheet[at("kostnadsramme", 4)] = { t: "n", v: 42_000, z: "yyyy-mm-dd" };
    });
    expect(waiting).toEqual([ONE]);
    expect(text).toContain("Beløpet må være et beløp, ikke en dato.");
  });

  test("an amount that is not known is a kind of missing", async () => {
    const { values } = await outcome([{ ...GOOD, kostnadsramme: "Ikke avklart", budsjett: null }]);
    expect([values?.kostnadsramme__mangler, values?.budsjett__mangler]).toEqual([
      "ikke_avklart",
      "ikke_svart",
    ]);
  });

  test.each<[string, FormRow, string]>([
    [
      "only what does not show",
      { navn: "\u200b\u3164" },
      "Hva heter tiltaket? Spørsmålet må være besvart. Det kom: en tom celle.",
    ],
    ["no letter", { navn: "-" }, "Hvert tiltak må ha et navn. Det kom: «-»."],
    ["a word for the row above", { navn: "Do." }, "Hvert tiltak må ha et navn. Det kom: «Do.»."],
    [
      "what turns the script",
      { hovedleveranse: "Ny \u202elatrop" },
      "tegn som styrer skjermen eller snur skriften. Det kom: «Ny ⟨U+202E⟩latrop».",
    ],
    [
      "an error as text",
      { hovedleveranse: "#VERDI!" },
      "Cellen må ha et svar, ikke en feil fra regnearket. Det kom: «#VERDI!».",
    ],
  ])("a text that is %s is asked about", async (_, row, said) => {
    const { waiting, text } = await outcome([{ ...GOOD, ...row }]);
    expect(waiting).toEqual([ONE]);
    expect(text).toContain(said);
  });

  test("a name with a slash or a plus between is taken, and the body is asked whether it is several", async () => {
    const { taken, text } = await outcome([{ ...GOOD, navn: "Ny portal / nytt arkiv" }]);
    expect(taken).toEqual([ONE]);
    expect(text).toContain("En rad er ett tiltak: er det flere i denne? Det kom: «Ny portal / nytt arkiv».");
  });

  test("sheets, comments and text boxes beside the answers are told of", async () => {
    const { taken, text } = await outcome([GOOD], ({ book }) => {
      const more = { "!ref": "A1:A1", A1: { t: "s", v: "Et glemt tiltak" } };
      const note = book.Sheets.Veiledning as XLSX.WorkSheet;
      note.C9 = { t: "s", v: "NB! alle tall i tusen" };
      (note.A3 as XLSX.CellObject).c = [{ a: "Kari", t: "i tusen" }];
      note["!ref"] = "A1:C60";
      book.SheetNames.push("Flere tiltak");
      book.Sheets["Flere tiltak"] = more as XLSX.WorkSheet;
    });
    expect(taken).toEqual([ONE]);
    expect(text).toContain("Bare arket Svar er lest. Det kom: også innhold i arket «Flere tiltak».");
    expect(text).toContain("Bare arket Svar er lest. Det kom: også innhold i arket «Veiledning».");
    expect(text).toContain("Merknader i cellene er ikke lest.");
  });

  test("a picture, and a text box of the older kind, are told of; a comment's own drawing is not", async () => {
    const { root, edition } = survey2019();
    const file = await returned(edition, "OEA", [GOOD]);
    const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const related = (...kinds: string[]) =>
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${kinds.map((kind, i) => `<Relationship Id="r${i}" Type="${types}/${kind}" Target="../${kind}.xml"/>`).join("")}</Relationships>`;
    const shape = (type: string, text: string) =>
      `<v:shape><v:textbox><div>${text}</div></v:textbox><x:ClientData ObjectType="${type}"/></v:shape>`;
    const wanted = async (vml: string, drawing: string) => {
      const own = join(root, `${vml.length}-${drawing.length}.xlsx`);
      copyFileSync(file, own);
      rewritten(own, (_, xml) => xml, [
        { name: "xl/worksheets/_rels/sheet2.xml.rels", content: related("vmlDrawing", "drawing") },
        { name: "xl/vmlDrawing.xml", content: `<xml>${vml}</xml>` },
        { name: "xl/drawing.xml", content: `<xdr:wsDr>${drawing}</xdr:wsDr>` },
      ]);
      const [one] = await received(root, [own], { replace: true });
      return one!.answer?.listed.map(({ came }) => came);
    };
    expect(await wanted(shape("Note", "egentlig 15 mill"), "")).toEqual([]);
    expect(await wanted(shape("Note", "") + shape("Shape", "alt i tusen"), "<xdr:pic></xdr:pic>")).toEqual([
      "en tekstboks",
      "et bilde",
    ]);
  });

  test("a number format that hides its number is asked about", async () => {
    const { waiting } = await outcome([GOOD], ({ sheet, at }) => {
      sheet[at("kostnadsramme", 4)] = { t: "n", v: 12_500_000, z: ";;;" };
    });
    expect(waiting).toEqual([ONE]);
  });

  test("a formula whose value is good only for the moment is asked about", async () => {
    const { waiting, text } = await outcome([GOOD], ({ sheet, at }) => {
      sheet[at("kostnadsramme", 4)] = { t: "n", v: 12_500_000, f: "ROUND(RAND()*20000000,0)" };
    });
    expect(waiting).toEqual([ONE]);
    expect(text).toContain("som kan bli et annet neste gang den regnes ut");
  });

  test("what is struck through is asked about: one answer, a part of one, a whole row", async () => {
    const { root, edition } = survey2019();
    const rows = [
      GOOD,
      { ...two, hovedleveranse: "Noe" },
      { ...GOOD, navn: "Det tredje" },
      { ...GOOD, navn: "Det fjerde" },
    ];
    let [lone, part] = ["", ""];
    const file = await returned(edition, "OEA", rows, {
      change: ({ at }) => {
        lone = at("fase", 4);
        part = at("hovedleveranse", 5);
      },
    });
    rewritten(file, (name, xml) => {
      if (name === "xl/styles.xml")
        return xml
          .replace(/<\/fonts>/, '<font><strike/><sz val="11"/><name val="Calibri"/></font></fonts>')
          .replace(/<fonts count="(\d+)"/, (_, n) => `<fonts count="${Number(n) + 1}"`)
          .replace(
            /<\/cellXfs>/,
            `<xf numFmtId="0" fontId="${(xml.match(/<font>|<font\/>|<font /g) ?? []).length}"/></cellXfs>`,
          );
      if (!xml.includes(`r="${lone}"`)) return xml;
      // SheetJS writes one style for every cell; the one that was added comes last.
      const style = "STYLE";
      return xml
        .replace(new RegExp(`<c r="${lone}"[^>]*?( t="\\w+")`), `<c r="${lone}" s="${style}"$1`)
        .replace(
          new RegExp(`<c r="${part}".*?(?:</c>|/>)`),
          `<c r="${part}" t="inlineStr"><is><r><rPr><strike/></rPr><t>Et søk </t></r><r><t>Et register</t></r></is></c>`,
        )
        .replace(/<c r="([A-Z]+6)"(?: s="\d+")?/g, `<c r="$1" s="${style}"`);
    });
    const [one] = await received(root, [file]);
    expect(one!.answer!.waiting.map(({ number }) => number)).toEqual([4, 5, 6]);
    expect(one!.text).toContain(
      "Et svar kan ikke være gjennomstreket. Det kom: «Konsept», der noe er gjennomstreket.",
    );
    expect(one!.text).toContain("«Et søk Et register», der noe er gjennomstreket");
    expect(one!.text.match(/en rad der alle svarene er gjennomstreket/g)).toHaveLength(1);
  });

  test.each([
    ["white letters", '<font><color rgb="FFFFFFFF"/></font>', "<fill/>", 0],
    ["white letters of the theme", '<font><color theme="0"/></font>', "<fill/>", 0],
    [
      "letters of their cell's colour",
      '<font><color rgb="FF1F4E79"/></font>',
      '<fill><patternFill patternType="solid"><fgColor rgb="001f4e79"/></patternFill></fill>',
      0,
    ],
    ["a format that shows nothing", "<font/>", "<fill/>", 300],
  ])("what does not show is asked about: %s", async (_, font, fill, format) => {
    const answerTo = async (style: number) => {
      const { root, edition } = survey2019();
      let hidden = "";
      const file = await returned(edition, "OEA", [GOOD], {
        change: ({ at }) => {
          hidden = at("fase", 4);
        },
      });
      rewritten(file, (name, xml) => {
        if (name === "xl/styles.xml")
          return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="300" formatCode=";;;"/></numFmts><fonts><font/>${font}</fonts><fills><fill/>${fill}</fills><cellXfs>${"<xf/>".repeat(9)}<xf fontId="1" fillId="1" numFmtId="${format}"/></cellXfs></styleSheet>`;
        return xml.replace(new RegExp(`<c r="${hidden}"(?: s="\\d+")?`), `<c r="${hidden}" s="${style}"`);
      });
      const [one] = await received(root, [file]);
      return one!;
    };
    const hidden = await answerTo(9);
    expect(hidden.answer!.waiting.map(({ number }) => number)).toEqual([4]);
    expect(hidden.text).toContain(
      "Et svar må synes i regnearket. Det kom: «Konsept», som skriftens farge eller tallets format skjuler.",
    );
    expect((await answerTo(8)).answer!.waiting).toEqual([]);
  });
});

describe("ids of a form", () => {
  const last = {
    year: 2018,
    amounts: new Map(),
    tiltak: new Map([
      [
        "211111111",
        [
          { id: "2018-001", name: "Nytt arkiv", withheld: false },
          { id: "2018-002", name: "Åpen dør", withheld: true },
        ],
      ],
    ]),
  };
  const known = [
    { id: "2018-001", cells: {} },
    { id: "2018-002", cells: {} },
  ];
  async function idsOutcome(rows: readonly FormRow[], change?: Change) {
    const { root, edition } = survey2019();
    const file = await returned(edition, "OEA", rows, change ? { known, change } : { known });
    const [one] = await received(root, [file], { last });
    return { waiting: one!.answer!.waiting.map(({ number }) => number), text: one!.text };
  }
  const arkiv: FormRow = { ...GOOD, navn: "Nytt arkiv" };
  const dor: FormRow = { ...GOOD, navn: "Åpen dør", publiseres: "Nei" };

  test("are those that it was given out with", async () => {
    expect((await idsOutcome([arkiv, dor])).waiting).toEqual([]);
    const { waiting, text } = await idsOutcome([arkiv, dor], ({ sheet }) => {
      sheet.A4 = { t: "n", v: 1 };
      sheet.A5 = { t: "s", v: "2019-222222222-01" };
    });
    expect(waiting).toEqual([4, 5]);
    expect(text).toContain("Id-en må være en av dem som sto i skjemaet da det ble sendt ut. Det kom: «1».");
  });

  test("that stand in two rows let both wait", async () => {
    const { waiting } = await idsOutcome([arkiv, dor], ({ sheet }) => {
      sheet.A5 = { t: "s", v: "2018-001" };
    });
    expect(waiting).toEqual([4, 5]);
  });

  test("go with the names of last time, which are not told where they are not public", async () => {
    const { waiting, text } = await idsOutcome([dor, { ...GOOD, navn: "Noe nytt" }, arkiv]);
    expect(waiting).toEqual([4, 6]);
    expect(text).toContain(
      "må stå med den id-en som det hadde. Det kom: «Nytt arkiv», som hadde id-en 2018-001.",
    );
    expect(text).not.toContain("Åpen dør");
  });
});

describe("a form whose own parts were changed is refused, with the way out:", () => {
  test("a column that stands twice under the same words", async () => {
    const { state, text } = await outcome([GOOD], ({ sheet, at }) => {
      const old = at("fase", 1);
      sheet[old] = { t: "s", v: "fase (gammel)" };
      sheet.BZ1 = { t: "s", v: "fase" };
      sheet.BZ2 = { ...(sheet[at("fase", 2)] as XLSX.CellObject) };
      sheet.BZ3 = { ...(sheet[at("fase", 3)] as XLSX.CellObject) };
      sheet.BZ4 = { t: "s", v: "Idé" };
      sheet["!ref"] = "A1:BZ60";
    });
    expect(state).toBe("refused");
    expect(text).toContain(
      "Hver kolonne må stå én gang. Det kom: «10. Prosjektfase, Velg fra listen» også i BZ2.",
    );
  });

  test("the marks of two bodies", async () => {
    const { state, text } = await outcome([GOOD], ({ sheet }) => {
      const mark = (sheet.B1 as XLSX.CellObject).v as string;
      sheet.BZ1 = { t: "s", v: mark.replace("211111111", "222222222") };
      sheet["!ref"] = "A1:BZ60";
    });
    expect(state).toBe("refused");
    expect(text).toContain(
      "Et skjema må være fra én virksomhet. Det kom: merkene til 211111111 og 222222222.",
    );
  });
});

test("a form without tiltak, and one whose amounts are small all over, are asked about as a whole", async () => {
  const empty = await outcome([]);
  expect(empty.state).toBe("taken");
  expect(empty.text).toContain("stemmer det at virksomheten ikke har noen? Det kom: 0 tiltak.");
  const small = [1, 2, 3].map((k) => ({
    ...GOOD,
    navn: `Tiltak nr. ${k}`,
    kostnadsramme: 12_500 * k,
    budsjett: 2_000,
  }));
  const { text } = await outcome(small);
  expect(text).toContain(
    "Flere kostnadsrammer er under 100 000 kroner: står de i tusen kroner? Det kom: 3 tiltak",
  );
});

test("a workbook that is no form is refused with what can be done with a list of one's own", async () => {
  const { state, text } = await outcome([GOOD], ({ sheet }) => {
    sheet.B1 = { t: "s", v: "Kontroll" };
  });
  expect(state).toBe("refused");
  expect(text).toContain(
    "Er det deres egen liste over tiltak, kan vi koble den til skjemaet: Si fra om det.",
  );
});
