import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContentError } from "notat";
import { filled, readCsv } from "notat/dist/lib/ground/files/readCsv.js";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

const schema = v.object({
  navn: filled,
  antall: v.pipe(v.string(), v.regex(/^\d+$/, "must be a whole number"), v.transform(Number)),
});

function write(content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "notat csv ")), "tall.csv");
  writeFileSync(path, content);
  return path;
}

function refusal(content: string | Buffer): string {
  const path = write(content);
  try {
    readCsv(path, schema);
  } catch (error) {
    expect(error).toBeInstanceOf(ContentError);
    return (error as Error).message.replace(path, "tall.csv");
  }
  throw new Error("It was taken.");
}

const text = "navn,antall\nSjøfartsverket,12\nÆrverdig råd,3\n";

describe("readCsv(path, schema) reads", () => {
  test("each line as its values, with where it begins; a byte order mark, CRLF, blank lines and line breaks in quotes", () => {
    expect(readCsv(write('\uFEFFnavn,antall\r\n\r\n"To\r\nlinjer ""x""",1\r\nå,02\r\n'), schema)).toEqual([
      { line: 3, record: { navn: 'To\r\nlinjer "x"', antall: 1 } },
      { line: 5, record: { navn: "å", antall: 2 } },
    ]);
  });
  test("columns in any order", () => {
    expect(readCsv(write("antall,navn\n3,æ\n"), schema)[0]?.record).toEqual({ navn: "æ", antall: 3 });
  });
  test("a file with its header alone", () => {
    expect(readCsv(write("navn,antall\n"), schema)).toEqual([]);
  });
});

describe("readCsv(path, schema) says what is wrong", () => {
  test("line by line, all at once, with what the caller finds between lines", () => {
    const path = write("navn,antall\n ,1\nb,x\nc,-3\nd,4\n");
    expect(() =>
      readCsv(path, schema, (lines, complain) => {
        for (const { line, record } of lines) if (record.navn === "d") complain(line, "d is not wanted.");
      }),
    ).toThrow(
      `${path} can't be used:
  line 2: navn must not be empty.
  line 3: antall must be a whole number, but is "x".
  line 4: antall must be a whole number, but is "-3".
  line 5: d is not wanted.`,
    );
  });
  test("semicolons and tabs, also with quotation marks and a byte order mark", () => {
    const came = (name: string) =>
      `tall.csv must be separated by commas, but is separated by ${name}. Save it with commas (in LibreOffice: field delimiter ","), and with decimal points.`;
    expect(refusal("navn;antall\nå;1\n")).toBe(came("semicolons, as a Norwegian Excel writes it"));
    expect(refusal('\uFEFF"navn";"antall"\r\nå;1\r\n')).toBe(
      came("semicolons, as a Norwegian Excel writes it"),
    );
    expect(refusal("navn\tantall\nå\t1\n")).toBe(came("tabs"));
  });
  test.each<[string, Buffer, string]>([
    [
      "Windows-1252",
      Buffer.from(text, "latin1"),
      'line 2 is not; read as Windows-1252 it has "Sjøfartsverket"',
    ],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${text}`, "utf16le"), "is UTF-16"],
    ["UTF-16 without one", Buffer.from(text, "utf16le"), "is UTF-16"],
    [
      "a file cut in the middle of a letter",
      Buffer.from(text).subarray(0, Buffer.from(text).indexOf("ø") + 1),
      'line 2 is not; read as Windows-1252 it has "SjÃ"',
    ],
  ])("another encoding: %s", (_, bytes, came) => {
    expect(refusal(bytes)).toBe(
      `tall.csv must be UTF-8, but ${came}. Save it as UTF-8 (in Excel: "CSV UTF-8", in LibreOffice: character set Unicode (UTF-8)).`,
    );
  });
  test.each([
    ["UTF-8 that was read as Windows-1252 and saved anew", text.replaceAll("ø", "Ã¸"), 2, "SjÃ¸fartsverket"],
    ["a capital letter of the same", text.replaceAll("Æ", "Ã†"), 3, "Ã†rverdig"],
    ["letters that are lost", text.replaceAll("å", "\uFFFD"), 3, "r\uFFFDd"],
  ])("letters that are not whole: %s", (_, content, line, word) => {
    expect(refusal(content)).toBe(
      `tall.csv must have its letters whole, but line ${line} has "${word}": text that was once read in another encoding and saved. Mend it, or go back to the file as it was.`,
    );
  });
  test.each([
    ["a workbook", "PK\u0003\u0004…", /must be a text file of comma-separated values, but is a workbook/],
    ["no file", null, /There must be a file .* with the columns navn, antall, but there is none/],
    ["other columns", "navn,antal\nå,1\n", /must have the columns navn, antall, but has navn, antal\./],
    [
      "a column more",
      "navn,antall,x\nå,1,2\n",
      /must have the columns navn, antall, but has navn, antall, x\./,
    ],
    ["nothing", "", /must have the columns navn, antall, but has none\./],
    ["a line of another length", "navn,antall\nå\n", /must be comma-separated values, .* on line 2/],
    ["a quotation mark astray", 'navn,antall\nå"b,1\n', /must be comma-separated values, .* line 2/],
  ])("%s", (_, content, message) => {
    const path = content === null ? "/finnes/ikke.csv" : write(content);
    expect(() => readCsv(path, schema)).toThrow(message);
  });
});

test("æ, ø, å and everything else of UTF-8 pass as they are", () => {
  const names = ["Sámediggi", "Ångström", "«Tegn» – og … “mer”", "日本", "Ã", "Âge"];
  expect(
    readCsv(write(`navn,antall\n${names.map((name) => `${name},1\n`).join("")}`), schema).map(
      ({ record }) => record.navn,
    ),
  ).toEqual(names);
});
