import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toFrameTable } from "notat/dist/lib/survey/answers/toTables.js";
import { readFrame } from "notat/dist/lib/survey/frame/readFrame.js";
import { defineQuestionnaire } from "notat/dist/lib/survey/questionnaire/defineQuestionnaire.js";
import type { QuestionnaireSpec } from "notat/dist/lib/survey/questionnaire/types.js";
import { describe, expect, test } from "vitest";
import { questionnaire, temporaryFolder } from "../intake/makeAnswers.js";

const HEADER = "organisasjonsnummer,virksomhet,kortnavn,departement,skate,opphav,bruttobudsjettert,svar";

function read(...lines: string[]) {
  const path = join(temporaryFolder(), "frame.csv");
  writeFileSync(path, [HEADER, ...lines, ""].join("\n"));
  try {
    return readFrame(path, questionnaire);
  } catch (error) {
    throw new Error((error as Error).message.replace(path, "frame.csv"));
  }
}

test("readFrame(path, questionnaire) gives one body per line, its ministry as an option's key", () => {
  expect(
    read(
      "211111111,Etat A,EA,Helse- og omsorgsdepartementet,true,oppdiktet,false,2019-09-20",
      "889640782,Etat B,EB,ASD,false,notatet,true,",
    ),
  ).toEqual([
    {
      organisasjonsnummer: "211111111",
      virksomhet: "Etat A",
      kortnavn: "EA",
      departement: "HOD",
      skate: true,
      opphav: "oppdiktet",
      bruttobudsjettert: false,
      sendt: null,
      purret: null,
      svar: "2019-09-20",
    },
    {
      organisasjonsnummer: "889640782",
      virksomhet: "Etat B",
      kortnavn: "EB",
      departement: "ASD",
      skate: false,
      opphav: "notatet",
      bruttobudsjettert: true,
      sendt: null,
      purret: null,
      svar: null,
    },
  ]);
});

test("readFrame(path, questionnaire) says all that is wrong, line by line", () => {
  expect(() =>
    read(
      "21111111,Etat A,EA,HOD,kanskje,oppdiktet,false,20.9.2019",
      "911111111,Etat B,EB,HO,true,oppdiktet,false,",
      "222222222,etat  b,EC,KD,true,oppdiktet,false,",
      "222222222,Etat D,ED,KD,true,kjent,false,",
      "222222222,Etat E,EE,KD,true,oppdiktet,false,",
      "889640783,Etat F,EF,KD,true,notatet,false,",
    ),
  ).toThrow(`frame.csv can't be used:
  line 2: organisasjonsnummer must be nine digits, but is "21111111".
  line 2: skate must say yes or no (true or false, ja or nei, 1 or 0), but is "kanskje".
  line 2: svar must be a date such as 2026-06-30, or empty, but is "20.9.2019".
  line 3: departement must be an option of the questionnaire (ASD, BFD, FD, FIN, HOD, JD, KD, KLD, KMD, KUD, LMD, NFD, OED, SD, UD), but is "HO". Is it "HOD"?
  line 3: an invented body must have a number beginning with 2 or 3, but "Etat B" has 911111111.
  line 4: virksomhet must be unique, but "etat  b" is also on line 3.
  line 5: opphav must be notatet, skate or oppdiktet, but is "kjent".
  line 6: organisasjonsnummer must be unique, but "222222222" is also on line 4.
  line 7: organisasjonsnummer must have the right check digit (modulus 11), but 889640783 has not: a digit is wrong.`);
});

test("readFrame(path, questionnaire) takes what people write for yes and no; nothing is no only where no line says no", () => {
  const marks = (skate: readonly string[], gross: readonly string[]) =>
    read(
      ...skate.map((mark, i) => `21111111${i},Etat ${i},E${i},HOD,${mark},oppdiktet,${gross[i]},2019-09-20`),
    ).map((body) => [body.skate, body.bruttobudsjettert]);
  expect(marks(["1", "", "x"], ["Ja", "NEI", "0"])).toEqual([
    [true, true],
    [false, false],
    [true, false],
  ]);
  expect(() => marks(["1", "", "0"], ["true", "false", "false"])).toThrow(
    "line 3: skate must say yes or no as other lines do, but is empty.",
  );
});

describe("a frame of another survey", () => {
  const spec = {
    year: 2026,
    unit: { one: "prosjekt", many: "prosjekter", all: "prosjektene", article: "ett" },
    bodyUnit: { one: "skole", many: "skoler", all: "skolene", article: "én" },
    items: { skole: { kind: "agency", label: "Skole" } },
    frame: {},
  } as const;
  const known = (roles: QuestionnaireSpec["roles"], ...lines: string[]) => {
    const path = join(temporaryFolder(), "frame.csv");
    writeFileSync(path, [...lines, ""].join("\n"));
    const asked = defineQuestionnaire({ ...spec, ...(roles ? { roles } : {}) });
    const bodies = readFrame(path, asked);
    return toFrameTable(bodies, asked).objects();
  };
  test("has the numbers and short names that it has, under their own names", () => {
    const roles = { number: "skolenummer", shortName: "forkortelse" };
    expect(known(roles, "skolenummer,skole,forkortelse,svar", "A1,Nord,N,2026-06-30", "B2,Sør,,")).toEqual([
      { skolenummer: "A1", skole: "Nord", forkortelse: "N", svar: true, svardato: "2026-06-30" },
      { skolenummer: "B2", skole: "Sør", forkortelse: "Sør", svar: false, svardato: null },
    ]);
    expect(() => known(roles, "skolenummer,skole,svar", "A 1,Nord,", "B2,Sør,", "B2,Øst,")).toThrow(
      /skolenummer must be letters and digits, but is "A 1"[\s\S]*skolenummer must be unique, but "B2" is also on line 3/,
    );
  });
  test("need have neither", () => {
    expect(known({ number: null }, "skole,svar", "Nord og sør,")).toEqual([
      { nokkel: "nord_og_sor", skole: "Nord og sør", kortnavn: "Nord og sør", svar: false, svardato: null },
    ]);
  });
  test("is told which columns are missing, and which can't be so", () => {
    expect(() => known(undefined, "skole,svar", "Nord,")).toThrow("organisasjonsnummer");
    for (const number of ["skole", "svar", "Nummer", "a__b"])
      expect(() => known({ number }, "skole,svar", "Nord,")).toThrow(
        `roles.number must be a column of the frame that is none of an item and none of its own, in small letters, digits and single _, but is "${number}".`,
      );
  });
});
