import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSurvey } from "notat/dist/lib/survey/answers/loadSurvey.js";
import { openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { describe, expect, test } from "vitest";
import { GOOD, received, returned, snapshot, survey2019 } from "./bodyForms.js";

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const ofA = (k: number) => `2019-211111111-0${k}`;

describe("takeIn(files, edition, options)", () => {
  test("takes the rows that can be taken, and asks about the others in a receipt", async () => {
    const { root, edition } = survey2019();
    const bad = {
      ...GOOD,
      navn: "Et tiltak til",
      fase: "Utredning",
      kostnadsramme: "10-12 mill",
      budsjett: null,
    };
    const file = await returned(edition, "OEA", [GOOD, bad]);
    const [one] = await received(root, [file]);
    expect(one).toMatchObject({ state: "taken", body: { kortnavn: "OEA" } });
    expect([ids(one!.answer!.rows), ids(one!.answer!.waiting)]).toEqual([[ofA(1)], [ofA(2)]]);
    expect(one!.text).toContain("Vi har tatt inn 1 av 2 tiltak. 1 tiltak venter på svar fra dere.");
    expect(one!.text).toContain(
      "Celle I5, spørsmål 8: Beløpet må være ett tall, ikke et intervall. Det kom: «10-12 mill». Skriv det mest sannsynlige beløpet, eller Ikke avklart.",
    );
    expect(one!.text).toContain("spørsmål 10: Svaret må være ett av «Idé», «Konsept», «Planlegging»");
    // The file lies under its hash, as it came; the body has answered.
    const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    const kept = join(root, "data/2019/raw/mottatt", `2019-08-20-1_211111111_${sha256}.xlsx`);
    expect(readFileSync(kept).equals(readFileSync(file))).toBe(true);
    expect(openEdition(2019, root).frame.map(({ svar }) => svar)).toEqual(["2019-08-20", null, null]);
    // What is counted is what was taken; what waits is told of.
    const { tiltak, log } = await loadSurvey(openEdition(2019, root));
    expect([...tiltak.array("id")]).toEqual([ofA(1)]);
    expect(log.listed.map(({ id, expected }) => [id, expected.slice(0, 79)])).toEqual(
      [
        [ofA(2), "Raden venter på svar, og er ikke regnet med. Beløpet må være ett tall, ikke et intervall."],
      ].map(([id, text]) => [id, text!.slice(0, 79)]),
    );
  });

  test("changes nothing when it gets the same file twice, in one run or two", async () => {
    const { root, edition } = survey2019();
    const file = await returned(edition, "OEA", [GOOD]);
    const [first, second] = await received(root, [file, file]);
    expect([first!.state, second!.state]).toEqual(["taken", "known"]);
    const before = snapshot(root);
    const [third] = await received(root, [file], { received: "2019-09-01" });
    expect(third!.state).toBe("known");
    expect(snapshot(root)).toEqual(before);
  });

  test("lets a later answer replace the older, says what changed, and asks about log rows that no longer fit", async () => {
    const { root, edition } = survey2019();
    await received(root, [
      await returned(edition, "OEA", [
        { ...GOOD, kostnadsramme: 13_000 },
        { ...GOOD, navn: "To" },
      ]),
    ]);
    const log = join(root, "data/2019/corrections.csv");
    appendFileSync(
      log,
      `${ofA(1)},kostnadsramme,13000,13000000,belop_i_tusen,Bekreftet.,redaksjonen,2019-09-01\n`,
    );
    appendFileSync(
      log,
      `${ofA(2)},navn,To,Tiltak to,skrivefeil_i_skjema,Bekreftet.,redaksjonen,2019-09-01\n`,
    );
    const later = await returned(edition, "OEA", [
      { ...GOOD, kostnadsramme: 14_000_000 },
      { navn: null },
      { ...GOOD, navn: "Tre" },
    ]);
    const [one] = await received(root, [later], { received: "2019-09-10" });
    expect(one!.text).toContain("Dette svaret erstatter det som kom 20. august 2019.");
    expect(one!.text).toContain(`${ofA(1)} 8. Total kostnadsramme «13000» → «14000000»`);
    expect(one!.text).toContain(`Nye tiltak: ${ofA(3)}.`);
    expect(one!.text).toContain(`Tiltak som ikke står i skjemaet lenger: ${ofA(2)}.`);
    expect(one!.text).toContain("Rettelser som ikke lenger passer");
    // The row that the log no longer fits waits; the log row about the tiltak that is gone stops the survey, not silently.
    expect(ids(one!.answer!.waiting)).toEqual([ofA(1)]);
    expect(one!.text).toContain("Nå er svaret et annet enn det vi rettet. Hva gjelder?");
    await expect(loadSurvey(openEdition(2019, root))).rejects.toThrow(
      `id-en «${ofA(2)}», som ikke står i det siste svaret`,
    );
    // Both answers are kept; the first date is when it answered.
    expect(readdirSync(join(root, "data/2019/raw/mottatt"))).toHaveLength(2);
    expect(openEdition(2019, root).frame[0]?.svar).toBe("2019-08-20");
  });

  test("keeps an answer that came earlier than the one in use, without using it", async () => {
    const { root, edition } = survey2019();
    await received(root, [await returned(edition, "OEA", [GOOD])], { received: "2019-09-10" });
    const [one] = await received(root, [await returned(edition, "OEA", [{ ...GOOD, navn: "Før" }])]);
    expect(one!.state).toBe("older");
    expect(one!.text).toContain("Et senere svar, mottatt 10. september 2019, er det vi bruker.");
    const { tiltak } = await loadSurvey(openEdition(2019, root));
    expect([...tiltak.array("navn")]).toEqual([GOOD.navn]);
  });

  test("does not choose between two answers of one day, unless it is told to replace", async () => {
    const { root, edition } = survey2019();
    const [one, two] = [
      await returned(edition, "OEA", [GOOD]),
      await returned(edition, "OEA", [{ ...GOOD, navn: "Nytt" }]),
    ];
    const [first, second] = await received(root, [one, two]);
    expect([first!.state, second!.state]).toEqual(["taken", "refused"]);
    expect(second!.text).toContain(
      "En virksomhet har ett svar for hver dag. Det kom: et annet svar mottatt «2019-08-20». Si med --received hvilken dag dette kom, eller med --replace at det erstatter det andre.",
    );
    const [third] = await received(root, [two], { replace: true });
    expect(third!.state).toBe("taken");
    const { tiltak } = await loadSurvey(openEdition(2019, root));
    expect([...tiltak.array("navn")]).toEqual(["Nytt"]);
  });

  test("is stopped by none of the files that can't be used, and keeps them too", async () => {
    const { root, edition } = survey2019();
    const good = await returned(edition, "OEB", [GOOD]);
    const none = join(root, "notat.txt");
    writeFileSync(none, "Hei, her er svarene våre.");
    const foreign = await returned(edition, "OEC", [GOOD], {
      change: ({ sheet }) => {
        sheet.B1.v = "Kontroll";
      },
    });
    const all = await received(root, [none, foreign, good]);
    expect(all.map(({ state }) => state)).toEqual(["refused", "refused", "taken"]);
    expect(all[0]!.text).toContain("Vi kunne ikke ta imot filen.");
    expect(all[1]!.text).toContain("Arket må være et av skjemaene som ble sendt ut");
    expect(readdirSync(join(root, "data/2019/raw/avvist"))).toHaveLength(2);
  });

  test("says nothing in a receipt that may not be published", async () => {
    const { root, edition } = survey2019();
    const secret = {
      ...GOOD,
      navn: "Hemmelig radar",
      publiseres: "Nei",
      hjemmel: "Oppdiktet lov § 21",
      kostnadsramme: "999 mill til 2 mrd",
      kontakt: "kari@etat.example",
    };
    const [first] = await received(root, [
      await returned(edition, "OEA", [
        secret,
        { ...secret, kostnadsramme: 12_500_000, navn: "Hemmelig båt" },
      ]),
    ]);
    const page = readFileSync(first!.receipt, "utf8");
    for (const text of ["radar", "båt", "999", "§ 21", "kari@"]) expect(page).not.toContain(text);
    expect(first!.text).toContain("Det kom: noe som ikke er offentlig.");
    const [second] = await received(
      root,
      [
        await returned(edition, "OEA", [
          secret,
          { ...secret, kostnadsramme: 13_500_000, navn: "Hemmelig fly" },
        ]),
      ],
      { received: "2019-09-01" },
    );
    expect(readFileSync(second!.receipt, "utf8")).not.toMatch(/båt|fly|13\s?500/);
  });

  test("escapes what a workbook says, in the receipt and in the body's name of the file", async () => {
    const { root, edition } = survey2019();
    const file = await returned(
      edition,
      "OEA",
      [
        {
          ...GOOD,
          navn: '<img src=x onerror="alert(1)">',
          fase: "<script>alert(1)</script>\u202E\u001B[31m",
        },
      ],
      { name: "<b>&svar.xlsx" },
    );
    const [one] = await received(root, [file]);
    const page = readFileSync(one!.receipt, "utf8");
    for (const raw of ["<script", "<img", "<b>", "\u202E", "\u001B"]) expect(page).not.toContain(raw);
    expect(page).toContain("&lt;script&gt;");
  });

  test("goes on after it was stopped anywhere: nothing is half-written, and the end is the same", async () => {
    const whole = survey2019();
    const files = [
      await returned(whole.edition, "OEA", [GOOD]),
      await returned(whole.edition, "OEB", [GOOD]),
    ];
    await received(whole.root, files);
    const wanted = snapshot(join(whole.root, "data"));
    const names = Object.keys(wanted).map((path) => path.replace(whole.root, ""));
    // Stopped after the first receipt and the frame, before the file counts: the frame knows more than the folder.
    const { root } = survey2019();
    writeFileSync(join(root, "data/2019/frame.csv"), readFileSync(join(whole.root, "data/2019/frame.csv")));
    const [one] = await received(root, files.slice(0, 1));
    expect(one!.state).toBe("taken");
    await received(root, files);
    expect(Object.keys(snapshot(join(root, "data"))).map((path) => path.replace(root, ""))).toEqual(names);
    expect(Object.values(snapshot(join(root, "data")))).toEqual(Object.values(wanted));
  });
});
