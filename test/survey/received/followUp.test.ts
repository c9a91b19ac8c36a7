import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OpenEdition, openEdition } from "notat/dist/lib/survey/edition/openEdition.js";
import { writeForm } from "notat/dist/lib/survey/forms/writeForm.js";
import { type FrameMark, markFrame } from "notat/dist/lib/survey/frame/markFrame.js";
import { problem } from "notat/dist/lib/survey/intake/problem.js";
import {
  followUp,
  openTable,
  printStatus,
  reminderList,
  reminderText,
} from "notat/dist/lib/survey/received/followUp.js";
import { responseFigure } from "notat/dist/lib/survey/received/responseFigure.js";
import { expect, test } from "vitest";
import * as XLSX from "xlsx";
import { survey2019 } from "./bodyForms.js";

/** The edition of 2019 as it was published: 73 asked, 67 answered. */
const published = () => {
  const edition = openEdition(2019);
  const tiltak = new Map(
    edition.frame.map(({ organisasjonsnummer }) => [organisasjonsnummer, { taken: 0, waiting: 0 }]),
  );
  return { edition, followed: followUp(edition.frame, edition.edition.deadline, "2019-12-09", tiltak, null) };
};

test("73 bodies asked, 67 answered, 92 per cent, come from the frame", () => {
  const { edition, followed } = published();
  const text = printStatus(followed, edition, "2019-12-09").join("\n");
  expect(text).toContain("73 virksomheter spurt, 67 har svart, 92 prosent.");
  expect(text).toContain("svarfrist 30. august 2019");
  expect(text).toMatch(/Ikke svart: 6, av dem 6 etter fristen og 0 purret\./);
  expect(text).toMatch(/^I alt +73 +67 +92 prosent/m);
});

test("a body has answered in time or late, is waited for, or is overdue: by the deadline and the day", () => {
  const { edition } = survey2019();
  const [a, b, c] = edition.frame;
  const frame = [{ ...a!, svar: "2019-08-30" }, { ...b!, svar: "2019-08-31" }, c!];
  const standings = (deadline: string | undefined, day: string) =>
    followUp(frame, deadline, day, new Map(), null).map(({ standing }) => standing);
  expect(standings("2019-08-30", "2019-08-30")).toEqual(["besvart", "sent besvart", "venter"]);
  expect(standings("2019-08-30", "2019-08-31")).toEqual(["besvart", "sent besvart", "forfalt"]);
  expect(standings(undefined, "2019-12-31")).toEqual(["besvart", "besvart", "venter"]);
});

test("markFrame notes sent, reminded and answered, and leaves all else as it was", () => {
  const { root } = survey2019();
  const path = join(root, "data/2019/frame.csv");
  writeFileSync(
    path,
    `\uFEFF${readFileSync(path, "utf8").replace("Oppdiktet etat A", '"Etat A, «B» og C"')}`,
  );
  const { questionnaire } = openEdition(2019, root);
  const mark = (noted: Record<string, FrameMark>): boolean =>
    markFrame(path, new Map(Object.entries(noted)), questionnaire);
  expect(mark({ "211111111": { sendt: "2019-06-20" }, "222222222": { sendt: "2019-06-20" } })).toBe(true);
  mark({ "222222222": { purret: "2019-09-02", sendt: "2019-07-01" }, "211111111": { svar: "2019-08-20" } });
  mark({ "222222222": { purret: "2019-09-09" } });
  expect(mark({ "211111111": { svar: "2019-09-30" } })).toBe(false);
  expect(
    openEdition(2019, root).frame.map(({ virksomhet, sendt, purret, svar }) => [
      virksomhet,
      sendt,
      purret,
      svar,
    ]),
  ).toEqual([
    ["Etat A, «B» og C", "2019-06-20", null, "2019-08-20"],
    ["Oppdiktet etat B", "2019-06-20", "2019-09-02 2019-09-09", null],
    ["Oppdiktet etat C", null, null, null],
  ]);
});

test("what goes out is in the survey's own words: of projects of departments it says nothing of measures", async () => {
  const { edition, followed } = published();
  const others: OpenEdition = {
    ...edition,
    edition: { ...edition.edition, title: "Prosjekter i kommunen", sender: "Kommunedirektøren" },
    year: 2019,
    questionnaire: {
      ...edition.questionnaire,
      ministry: null,
      unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
      bodyUnit: { one: "avdeling", many: "avdelinger", all: "avdelingene", article: "én" },
    },
  };
  const status = printStatus(followed, others, "2019-12-09").join("\n");
  expect(status).toContain("Prosjekter i kommunen 2019, per 9. desember 2019");
  expect(status).toContain("73 avdelinger spurt, 67 har svart");
  const reminder = reminderText(others, "2019-08-29");
  expect(reminder).toContain("står prosjektene fra forrige gang alt i skjemaet");
  expect(reminder).toContain("Har dere ingen prosjekter, er det nok å svare det.");
  expect(reminder).toContain("En avdeling som ikke svarer, er ikke med i tallene.");
  const figure = responseFigure(followed, others, "2019-12-09");
  const form = XLSX.read(await writeForm(others, others.frame[0]!, []));
  const guidance = XLSX.utils.sheet_to_csv(form.Sheets.Veiledning as XLSX.WorkSheet);
  expect(guidance).toContain("én rad for hvert prosjekt.");
  const [aboutForm] = guidance.split("Spørsmålene");
  for (const text of [status, reminder, aboutForm]) expect(text).not.toMatch(/tiltak|virksomhet/i);
  // Bodies are called what they are called.
  expect(figure.replace(/<g><title>.*?<\/title>/g, "")).not.toMatch(/tiltak|virksomhet/i);
});

test("the reminder list has those that have not answered, and its text says whether the deadline is past", () => {
  const { edition, followed } = published();
  const lines = reminderList(followed, edition).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 6);
  expect(lines[0]).toBe("virksomhet,organisasjonsnummer,departement,sendt,purret,status,tiltak forrige gang");
  expect(reminderText(edition, "2019-08-29")).toContain(
    "Svarfristen er 30. august 2019. Vi har ikke fått skjemaet deres ennå.",
  );
  expect(reminderText(edition, "2019-08-31")).toContain(
    "Svarfristen var 30. august 2019. Vi har ikke fått skjemaet deres.",
  );
});

test("the table of what is open tells nothing that is not public, and runs no formula", () => {
  const secret = problem({
    kind: "amount",
    id: "T-1",
    field: "budsjett",
    expected: "Beløpet må være ett.",
    came: "«999»",
    wayOut: "Spør.",
    secret: true,
  });
  const formula = problem({ kind: "text", id: "T-2", expected: "=1+1", came: "x", wayOut: "y" });
  expect(
    openTable(
      [
        { body: "Etat", problem: secret, waits: true },
        { body: "Etat", problem: formula, waits: false },
      ],
      published().edition.questionnaire,
    ),
  ).toBe(
    "virksomhet,id,felt,celle,regel,venter,hva må være riktig,det kom,vei ut\nEtat,T-1,budsjett,,amount,ja,Beløpet må være ett.,noe som ikke er offentlig,Spør.\nEtat,T-2,,,text,,'=1+1,x,y\n",
  );
});

test("the figure has a square for each body, the share, and a description", () => {
  const { edition, followed } = published();
  const svg = responseFigure(followed, edition, "2019-12-09");
  expect(svg).toContain(">92 prosent</text>");
  expect(svg).toContain("67 av 73 virksomheter har svart per 9. desember 2019.");
  expect(svg.match(/<g><title>/g)).toHaveLength(73);
  expect(svg.match(/: ikke svart, fristen er ute<\/title>/g)).toHaveLength(6);
  expect(svg).toContain("Syntetiske data");
  // The longest name of a ministry has 40 letters of up to 8 pixels, and its last one stands before the squares.
  const end = /<text x="(\d+)"[^>]*>Kommunal- og moderniseringsdepartementet</.exec(svg)?.[1];
  expect(Number(end)).toBeGreaterThan(40 * 8);
});
