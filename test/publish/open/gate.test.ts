import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { PDFDict, PDFDocument, PDFHexString, PDFName } from "@cantoo/pdf-lib";
import { writeXlsx } from "hucre";
import { parquetWriteBuffer } from "hyparquet-writer";
import { loadEdition } from "notat/dist/lib/ground/edition/edition.js";
import { projectRoot } from "notat/dist/lib/ground/project.js";
import { describeLeaks, findLeaks } from "notat/dist/lib/publish/open/gate.js";
import { openGate } from "notat/dist/lib/publish/open/openGate.js";
import { PublicAnswers } from "notat/dist/lib/publish/open/publicAnswers.js";
import { type Secret, secretsOf } from "notat/dist/lib/publish/open/secrets.js";
import { csvHref } from "notat/dist/lib/publish/report/csvHref.js";
import { answersOf } from "notat/dist/lib/survey/answers/answers.js";
import { expectedColumns } from "notat/dist/lib/survey/intake/matchColumns.js";
import { describe, expect, test } from "vitest";
import * as XLSX from "xlsx";
import { forgetLeaks } from "../../support/forgetLeaks.js";
import { smallSurvey } from "../../support/smallSurvey.js";

const secret: Secret = { text: "Kanari «blå» & gul-17", place: "t2, kommentar", number: false };
const amount: Secret = { text: "8123456", place: "t2, kostnadsramme", number: true };
const found = async (path: string, content: string | Uint8Array) =>
  (await findLeaks([{ path, content }], [secret, amount])).map(({ place }) => place);

/** A PNG with one part beside its picture. */
function pngWith(kind: string, ...content: readonly (string | Buffer)[]): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const data = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([
    start,
    chunk("IHDR", Buffer.alloc(13)),
    chunk(kind, data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("findLeaks(artefacts, secrets) finds a text however it is written", () => {
  const text = "Kanari «blå» & gul-17 i skogen";
  const long: Secret = { text, place: "t2, navn", number: false };
  const latin1 = Buffer.from(text, "latin1");
  const utf16 = Buffer.from(text, "utf16le");
  const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64");
  const letters = [...text].map((letter) => letter.replace("&", "&amp;"));

  test.each<[string, string, string | Buffer]>([
    ["in UTF-16", "a.txt", utf16],
    ["in UTF-16, the great end first", "a.txt", Buffer.from(utf16).swap16()],
    ["in base64 of UTF-16", "a.html", `<p data-x="${base64(utf16)}">`],
    ["in base64 over lines", "a.txt", base64(text.repeat(6)).replace(/.{76}/g, "$&\r\n")],
    ["in base64 of a long text", "a.svg", `<g data-x="${base64(`${"x ".repeat(2000)}${text}`)}"/>`],
    ["packed by gzip", "a.json", base64(gzipSync(text))],
    ["packed by zlib", "a.json", base64(deflateSync(text))],
    ["in an address within an address", "a.html", encodeURIComponent(encodeURIComponent(text))],
    ["in an address of old", "a.html", "Kanari%20%ABbl%E5%BB%20%26%20gul-17%20i%20skogen"],
    ["in a query", "a.html", `?q=${encodeURIComponent(text).replaceAll("%20", "+")}`],
    [
      "in entities of entities",
      "a.html",
      "Kanari &amp;laquo;bl&amp;#229;&amp;raquo; &amp;amp; gul-17 i skogen",
    ],
    ["in entities without their end", "a.html", "Kanari &#171bl&#229&#187 &#38 gul-17 i skogen"],
    ["in JSON in JSON", "a.json", JSON.stringify('{"a":"Kanari \\u00abbl\\u00e5\\u00bb & gul-17 i skogen"}')],
    ["as mail writes it", "a.eml", "Kanari =C2=ABbl=C3=A5=C2=BB & gul-17 i sko=\r\ngen"],
    ["in octal", "a.js", "'Kanari \\253bl\\345\\273 & gul-17 i skogen'"],
    [
      "in hexadecimal with signs between",
      "a.txt",
      Buffer.from(text)
        .toString("hex")
        .replace(/..(?=.)/g, "$&:"),
    ],
    ["as numbers of letters", "a.js", `String.fromCharCode(${[...text].map((c) => c.charCodeAt(0))})`],
    ["as bytes", "a.json", JSON.stringify([...Buffer.from(text)])],
    [
      "with marks of direction and joiners",
      "a.html",
      "\u202aKan\u200eari «blå»\u061c & gul-17 i sko\u034fgen",
    ],
    [
      "in wide letters",
      "a.html",
      text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
    ["with spaces that do not break", "a.html", text.replaceAll(" ", "\u202f")],
    ["with a tag a letter", "a.html", `<p>x</p>${letters.map((c) => `<div>${c}</div>`).join("")}<p>y</p>`],
    [
      "with a tag a word",
      "a.svg",
      `<text>x</text>${text
        .split(" ")
        .map((w) => `<tspan x="1">${w.replace("&", "&amp;")}</tspan>`)
        .join("")}`,
    ],
    [
      "in runs, between others",
      "a.xml",
      "<t>x</t><si><r><rPr><sz val='9'/></rPr><t>Kan</t></r><r><t>ari «blå» &amp; gul-17 i skogen</t></r></si><t>y</t>",
    ],
    ["hyphenated", "a.txt", "Ka-\nnari «blå» & gul-17 i sko-\ngen"],
    ["with emphasis in its midst", "a.md", "**Kan**ari «blå» & _gul-17_ i *skogen*"],
    ["writtenAsOneWord", "a.js", "kanariBlaGul17ISkogen"],
    ["as a script escapes it", "a.js", escape(text)],
    [
      "as a script's bytes",
      "a.js",
      [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
    ],
    ["as mail of seven bits", "a.eml", "Kanari +AKs-bl+AOUAuw- & gul-17 i skogen"],
    ["as rich text", "a.rtf", "Kanari \\'abbl\\'e5\\'bb & gul-17 i skogen"],
    ["in UTF-8 read as Latin-1", "a.txt", Buffer.from(text).toString("latin1")],
    ["in parts that are no markup", "a.xml", "<t><![CDATA[Kanari «bl]]><![CDATA[å» & gul-17 i skogen]]></t>"],
    ["with links in its midst", "a.md", "[Kanari «blå»](x) & [gul-17](y.html#z) i skogen"],
    ["packed without a head", "a.html", `<p data-x="${base64(deflateRawSync(text))}">`],
    ["packed for the web", "a.html", `<p data-x="${base64(brotliCompressSync(text))}">`],
    ["with å as aa", "kanari-blaa-gul-17-i-skogen.csv", "x"],
    [
      "beside a picture of a page",
      "a.html",
      `<img src="data:image/png;base64,${base64(pngWith("tEXt", "Comment\0", latin1))}">`,
    ],
    [
      "packed beside a picture of a notebook",
      "a.ipynb",
      JSON.stringify({ "image/png": base64(pngWith("zTXt", "Comment\0\0", deflateSync(latin1))) }),
    ],
    ["beside a picture", "a.png", pngWith("iTXt", "Comment\0\0\0\0\0", text)],
    [
      "in Cyrillic and Greek letters that look like ours",
      "a.html",
      text.replace("K", "К").replaceAll("a", "а").replaceAll("o", "ο"),
    ],
    [
      "with how it is said above it",
      "a.html",
      "<ruby>Kana<rp>(</rp><rt>kæna</rt><rp>)</rp>ri</ruby> «blå» &amp; gul-17 i skogen",
    ],
    [
      "with a footnote in its midst",
      "a.html",
      'Kanari «blå»<sup><a href="#fn1">1</a></sup> &amp; gul-17 i skogen',
    ],
    [
      "in elements of somebody's own, and in words that were put in",
      "a.html",
      "<p>x</p><p>Kan<x-y>ari</x-y> <ins>«bl</ins>å» &amp; gul-17 i skogen</p><p>y</p>",
    ],
    ["letter by letter, a line each", "a.txt", [..."Kanari «blå» & gul-17 i skogen"].join("\n")],
    [
      "in the colours of a terminal",
      "a.ipynb",
      JSON.stringify(["\u001b[32mKanari «bl\u001b[0må» & gul-17 i skogen"]),
    ],
    [
      "in what a style shows, each letter by its number",
      "a.css",
      [...text].map((c) => `\\${c.codePointAt(0)!.toString(16)} `).join(""),
    ],
    ["in base64 of Latin-1", "a.html", `<p data-x="${base64(latin1)}">`],
    [
      "in a workbook's cell of several styles",
      "a.xml",
      '<si><r><rPr><b/></rPr><t>Kan</t></r><r><rPr><i/><color rgb="FF0000"/><sz val="9"/></rPr><t>ari «blå» &amp; gul-17 i skogen</t></r></si>',
    ],
    [
      "in a document's run",
      "a.xml",
      "<w:r><w:t>Kan</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ari «blå» &amp; gul-17 i skogen</w:t></w:r>",
    ],
  ])("%s", async (_, path, content) => {
    const leaks = await findLeaks([{ path, content }], [long]);
    expect(leaks.map(({ place }) => place)).toEqual(["t2, navn"]);
    if (typeof content !== "string") return;
    // In the midst of much else, some of it written in the same way.
    const much = "Noe annet %C3%A5 =C3=A6 \\xc3\\xa5 \\'e5 +AOU- [x](y) \\303\\245\n\n".padEnd(
      5000,
      "Noe helt annet. ",
    );
    const within = await findLeaks([{ path, content: `${much}\n${content}\n${much}` }], [long]);
    if (path !== "kanari-blaa-gul-17-i-skogen.csv") expect(within).toHaveLength(1);
    expect(await findLeaks([{ path: "a.txt", content: much }], [long])).toEqual([]);
  });

  test("but not where public texts hold it as a part of longer words", async () => {
    const rows = [
      { departement: "KMD", publiseres: "ja", navn: "Nye nettsider for allergikere" },
      { departement: "KMD", publiseres: "nei", navn: "Nye nettsider for alle" },
    ];
    const own = answersOf(smallSurvey(rows).tiltak);
    const secrets = await secretsOf(own, PublicAnswers.of(own), loadEdition(projectRoot, 2019), {
      workbooks: [],
      log: [],
    });
    const leaks = async (content: string) => (await findLeaks([{ path: "a.html", content }], secrets)).length;
    expect(await leaks("<td>Nye nettsider for allergikere</td>")).toBe(0);
    expect(await leaks("<td>Nye nettsider for alle</td>")).toBe(1);
  });
});

describe("findLeaks(artefacts, secrets) finds a text that is not public", () => {
  test.each<[string, string, string]>([
    ["as it is", "a.md", "x Kanari «blå» & gul-17 y"],
    [
      "in HTML",
      "a.html",
      "<p>Kanari &laquo;blå&raquo; &amp; gul-17</p>".replace("&laquo;", "«").replace("&raquo;", "»"),
    ],
    ["in numeric entities", "a.html", "Kanari &#171;bl&#xe5;&#187; &#38; gul-17"],
    ["in JSON with escapes", "a.json", '{"a":"Kanari \\u00abbl\\u00e5\\u00bb \\u0026 gul-17"}'],
    ["broken over lines", "a.txt", "Kanari\n   «blå» &\tgul-17"],
    ["with tags in its midst", "a.html", "<p>Kan<b>ari</b> «blå» <i>&amp;</i> gul-<wbr>17</p>"],
    [
      "over the lines of a drawing",
      "a.svg",
      "<text><tspan>Kanari «blå»</tspan><tspan>&amp; gul-17</tspan></text>",
    ],
    [
      "in names of characters, with a soft hyphen",
      "a.html",
      "Kanari &laquo;bl&aring;&raquo; &amp; g&shy;ul-17",
    ],
    ["in an address", "a.html", '<a href="x?q=Kanari%20%C2%ABbl%C3%A5%C2%BB%20%26%20gul-17">'],
    ["over the lines of a notebook", "a.ipynb", '["Kanari «blå»\\n",\n "& gul-17"]'],
    ["as a file or an anchor is named after it", "a.html", '<h2 id="kanari-bla-gul-17">x</h2>'],
    ["with its accents apart", "a.txt", "Kanari «blå» & gul-17".normalize("NFD")],
    ["with signs between, as a program puts it together", "a.ts", '"Kanari «blå» " + "& gul-17"'],
    ["in what a style shows", "a.css", 'p::before{content:"Kanari \\ab bl\\e5\\bb  & gul-17"}'],
    ["in hexadecimal, as a program writes letters", "a.js", "'Kanari \\xabbl\\xe5\\xbb & gul-17'"],
    ["in base64", "a.svg", `<g data-x="${Buffer.from("Kanari «blå» & gul-17").toString("base64url")}"/>`],
    [
      "in base64 of base64",
      "a.txt",
      Buffer.from(Buffer.from("Kanari «blå» & gul-17").toString("base64")).toString("base64"),
    ],
    ["in hexadecimal", "a.txt", Buffer.from("Kanari «blå» & gul-17").toString("hex")],
    ["with a comment in its midst", "a.html", "Kan<!-- x -->ari «blå» &amp; gul-17"],
    ["over runs of a rich text", "a.xml", "<r><t>Kan</t></r><r><t>ari «blå» &amp; gul-17</t></r>"],
    ["over tags of any kind", "a.html", "<div>Kan</div><div>ari «blå» &amp; gul-17</div>"],
    ["in an attribute", "a.html", '<img alt="Kanari «blå» &amp; gul-17" data-x="">'],
    ["in a drawing's title", "a.svg", "<title>Kanari «blå» &amp; gul-17</title>"],
    ["in the file's own name", "data/Kanari «blå» & gul-17.csv", "x"],
    [
      "in a picture's own text",
      "a.png",
      Buffer.from("PNG tEXt Kanari «blå» & gul-17", "utf8").toString("utf8"),
    ],
    ["in capitals", "a.svg", "<text>KANARI «BLÅ» &amp; GUL-17</text>"],
    [
      "in a table that a page carries",
      "a.html",
      `<a href="data:text/csv;charset=utf-8;base64,${Buffer.from("a;Kanari «blå» & gul-17").toString("base64")}">`,
    ],
    [
      "in a table that a page carries as it is",
      "a.html",
      `<a href="${csvHref("a;Kanari «blå» & gul-17\r\n")}">`,
    ],
    [
      "in what a page carries packed",
      "a.html",
      `<script type="application/octet-stream" id="x">${gzipSync("var a='Kanari «blå» & gul-17'").toString("base64")}</script>`,
    ],
  ])("%s", async (_, path, content) => {
    expect(await found(path, content)).toEqual(["t2, kommentar"]);
  });

  test("in a workbook's cell, sheet name, and properties", async () => {
    const text = "Kanari «blå» & gul-17";
    const cell = await writeXlsx({ sheets: [{ name: "A", rows: [[text]] }] });
    const property = await writeXlsx({
      properties: { subject: text },
      sheets: [{ name: "A", rows: [["x"]] }],
    });
    const hidden = await writeXlsx({
      sheets: [
        { name: "A", rows: [["x"]] },
        { name: text, hidden: true, rows: [] },
      ],
    });
    for (const workbook of [cell, property, hidden])
      expect(await found("a.xlsx", workbook)).toEqual(["t2, kommentar"]);
  });

  test("in archives of any kind and in what lies within them: documents, workbooks with macros, attachments", async () => {
    const zip = (name: string, content: string | Uint8Array): Buffer => {
      const archive = XLSX.CFB.utils.cfb_new();
      XLSX.CFB.utils.cfb_add(archive, name, Buffer.from(content));
      return XLSX.CFB.write(archive, { fileType: "zip", type: "buffer", compression: true }) as Buffer;
    };
    const xml = "<w:t>Kanari «blå» &amp; gul-17</w:t>";
    const document = zip("/word/document.xml", xml);
    const macros = zip("/xl/vbaProject.bin", Buffer.from(`\0\x01Kanari «blå» & gul-17`, "latin1"));
    const old = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xff]),
      Buffer.from(secret.text, "utf16le"),
    ]);
    const pdf = await PDFDocument.create();
    pdf.addPage();
    await pdf.attach(document, "vedlegg.docx");
    for (const [path, content] of [
      ["a.docx", document],
      ["a.zip", zip("/a.docx", document)],
      ["a.xlsm", macros],
      ["a.xls", old],
      ["a.pdf", await pdf.save()],
    ] as const)
      expect(await found(path, content), path).toEqual(["t2, kommentar"]);
  });

  test("in Parquet, packed as it is", async () => {
    const file = parquetWriteBuffer({
      columnData: [{ name: "a", data: ["x", "Kanari «blå» & gul-17"], type: "STRING" }],
    });
    expect(await found("a.parquet", new Uint8Array(file))).toEqual(["t2, kommentar"]);
  });

  test("in Parquet's own description of a column", async () => {
    const file = parquetWriteBuffer({
      columnData: [{ name: "a", data: ["x"], type: "STRING" }],
      kvMetadata: [{ key: "om", value: "Kanari «blå» & gul-17" }],
    });
    expect(await found("a.parquet", new Uint8Array(file))).toEqual(["t2, kommentar"]);
  });

  test("in a PDF's properties, bookmarks and alt texts", async () => {
    const properties: ((document: PDFDocument) => void)[] = [
      (document) => document.setTitle("Kanari «blå» & gul-17"),
      (document) => document.setSubject("Kanari «blå» & gul-17"),
      (document) => document.setAuthor("Kanari «blå» & gul-17"),
      (document) => document.setKeywords(["kart", "Kanari «blå» & gul-17"]),
      (document) => {
        document.setTitle("Notat");
        const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict);
        info.set(PDFName.of("Egen"), PDFHexString.fromText("Kanari «blå» & gul-17"));
      },
      (document) =>
        document.catalog.set(
          PDFName.of("Metadata"),
          document.context.register(
            document.context.flateStream(Buffer.from("<dc:title>Kanari «blå» &amp; gul-17</dc:title>"), {
              Type: "Metadata",
            }),
          ),
        ),
    ];
    for (const set of properties) {
      const document = await PDFDocument.create();
      document.addPage();
      set(document);
      expect(await found("notat.pdf", await document.save()), set.toString()).toEqual(["t2, kommentar"]);
    }
  });

  test("in the words of a PDF's page, where nothing else holds them", async () => {
    const document = await PDFDocument.create();
    const page = document.addPage();
    page.drawText("Her er Kanari «blå»\n& gul-17, over to linjer");
    expect(await found("notat.pdf", await document.save())).toEqual(["t2, kommentar"]);
    const clean = await PDFDocument.create();
    clean.addPage().drawText("Her er kanarifuglen");
    expect(await found("notat.pdf", await clean.save())).toEqual([]);
  });

  test("an amount in millions and in powers of ten", async () => {
    for (const text of ["8,123456 mill.", "8123.456 tusen", "8.123456e6", "8'123'456", "kr 8,123,456"])
      expect(await found("notat.html", text), text).toEqual(["t2, kostnadsramme"]);
    expect(await found("notat.html", "8,12 mill.")).toEqual([]);
  });

  test.each([
    "8-123-456",
    "8–123–456",
    "8 − 123 − 456",
    "8’123’456",
    "8/123/456",
    "8·123·456",
    "8:123:456",
    "8|123|456",
    "8, 123, 456",
    "81-23-45-6",
    "8 1 2 3 4 5 6",
    "8-1-2-3-4-5-6",
    "[8,1,2,3,4,5,6]",
    "٨١٢٣٤٥٦",
    "8\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e3",
    "0x7bf440",
    "⁸¹²³⁴⁵⁶",
    "8¹²³456",
    "åtte millioner hundre og tjuetre tusen fire hundre og femtiseks",
    "åtte millionar eitt hundre og tjuetretusen firehundreogfemtiseks",
    "8 millioner 123 tusen 456",
    "81.23456e5",
    "008123456",
    Buffer.from("8123456").toString("base64"),
  ])("an amount broken by signs or in other digits: %s", async (written) => {
    expect(await found("a.html", `<p>x ${written} y</p>`)).toEqual([amount.place]);
    expect(await found("data/a.csv", `a;b\nx;"${written}"\n`)).toEqual([amount.place]);
  });

  test("but not numbers that stand beside each other", async () => {
    expect(await found("data/a.csv", "a,b,c\n8,123,456\n")).toEqual([]);
    expect(await found("a.html", "<p>2018-12-34 og 81-234-5678</p>")).toEqual([]);
  });

  test("nor round numbers in words and digits, which stand anywhere", async () => {
    const round: Secret = { text: "12000000", place: "t2, budsjett", number: true };
    const places = async (text: string) => findLeaks([{ path: "a.html", content: text }], [round]);
    expect(await places("<p>over 12 millioner kroner</p>")).toEqual([]);
    expect(await places("<p>tolv millioner kroner</p>")).toHaveLength(1);
  });

  test("an exact amount among data, however it is written", async () => {
    for (const text of ["x,8123456,y", "8 123 456 kroner", "8.123.456"])
      expect(await found("a.csv", text)).toEqual(["t2, kostnadsramme"]);
    expect(await found("a.csv", "181234567")).toEqual([]);
  });

  test("an amount in a page, unless it is small or round: limits and sums stand anywhere", async () => {
    const round: Secret = { text: "20000000", place: "t2, budsjett", number: true };
    const small: Secret = { text: "45000", place: "t3, budsjett", number: true };
    const leaks = (html: string) =>
      findLeaks([{ path: "notat.html", content: html }], [amount, round, small]);
    for (const text of ["8123456", "8 123 456", "8\u00a0123\u00a0456", "8\n123 456"])
      expect((await leaks(`<td>${text}</td>`)).map(({ place }) => place)).toEqual(["t2, kostnadsramme"]);
    for (const text of ["18 123 456", "8 123 456 000", "8 123 4567", "0,8123456", "20 000 000", "45 000"])
      expect(await leaks(`<td>${text}</td>`)).toEqual([]);
  });

  test("but not within a longer word", async () => {
    const leaks = await findLeaks(
      [{ path: "a.txt", content: "videreutviklinga" }],
      [{ text: "utvikling", place: "x", number: false }],
    );
    expect(leaks).toEqual([]);
  });
});

test("openGate(what, secrets) finds again what it found, and what has changed since, be it a file, its name or a secret", async () => {
  const leaks = async (files: Record<string, string>, secrets = [secret, amount]) => {
    const artefacts = Object.entries(files).map(([path, content]) => ({ path, content }));
    const gate = openGate("prøve/gate", secrets);
    for (const artefact of artefacts) gate.look([artefact]);
    const list = await gate.leaks();
    expect(list).toEqual(await findLeaks(artefacts, secrets));
    return list.map(({ artefact }) => artefact);
  };
  const other: Secret = { text: "noe annet hemmelig", place: "t3, navn", number: false };
  forgetLeaks();
  expect(await leaks({ "a.md": secret.text, "b.md": "ren" })).toEqual(["a.md"]);
  expect(await leaks({ "a.md": secret.text, "b.md": "ren" })).toEqual(["a.md"]);
  expect(await leaks({ "a.md": "ren", "b.md": secret.text })).toEqual(["b.md"]);
  // Five digits of data are an answer, of a page perhaps a width.
  const five: Secret = { text: "81234", place: "t2, budsjett", number: true };
  expect(await leaks({ "a.md": "81234" }, [five])).toEqual([]);
  expect(await leaks({ "a.csv": "81234" }, [five])).toEqual(["a.csv"]);
  expect(await leaks({ "a.md": "ren", "b.md": "noe annet hemmelig" }, [secret, other])).toEqual(["b.md"]);
  forgetLeaks();
});

test("openGate(what, secrets) lets nothing through when a file can't be looked through", async () => {
  forgetLeaks();
  const spoilt = [{ path: "a.parquet", content: Buffer.from("PAR1 og ikke mer") }];
  await expect(findLeaks(spoilt, [secret])).rejects.toThrow();
  const gate = openGate("prøve/gate", [secret]);
  gate.look([...spoilt, { path: "b.md", content: "ren" }]);
  await expect(gate.leaks()).rejects.toThrow();
  // The next is none the worse.
  const next = openGate("prøve/gate", [secret]);
  next.look([{ path: "b.md", content: secret.text }]);
  expect(await next.leaks()).toEqual([{ artefact: "b.md", place: secret.place }]);
  forgetLeaks();
});

test("describeLeaks tells file and place, never the text", async () => {
  const leaks = await findLeaks([{ path: "data/tiltak.csv", content: secret.text }], [secret]);
  expect(describeLeaks(leaks)).toEqual([
    "data/tiltak.csv: what stands in t2, kommentar is not public, but would be published (the text is not repeated here). Take it out where the file is made, or mark the item as public in the questionnaire.",
  ]);
});

describe("the gate, with a canary in everything that is not public", () => {
  const items = Object.values(answersOf(smallSurvey([{}]).tiltak).questionnaire.items);
  const texts = items.filter(({ kind }) => kind === "text").map(({ key }) => key);
  const specified = items.flatMap(({ key, options }) =>
    options.filter(({ specify }) => specify).map((option) => `${key}__${option.key}__tekst`),
  );
  const amounts = items.filter(({ kind }) => kind === "amount").map(({ key }) => key);
  const closed = items
    .filter((item) => !item.public && item.kind === "text" && item.asked === null)
    .map(({ key }) => key);
  const row = {
    departement: "KMD",
    effekter: ["andre"],
    brukergrupper: ["andre"],
    teknologi: ["annet"],
  };
  const canary = (field: string, which: string) => `Kanari ${which} ${field.replaceAll("_", " ")} i fjellet`;
  const withheld = {
    ...row,
    publiseres: "nei",
    ...Object.fromEntries([...texts, ...specified].map((key) => [key, canary(key, "unntatt")])),
    ...Object.fromEntries(amounts.map((key, i) => [key, 7_654_321 + i])),
  };
  const open = {
    ...row,
    publiseres: "ja",
    navn: "Et åpent tiltak",
    ...Object.fromEntries(closed.map((key) => [key, canary(key, "åpent")])),
  };
  const answers = answersOf(smallSurvey([open, withheld]).tiltak);
  const inputs = { workbooks: [], log: [] };
  const secrets = () => secretsOf(answers, PublicAnswers.of(answers), loadEdition(projectRoot, 2019), inputs);

  test.each([
    ...[...texts, ...specified].map((key) => ["unntatt", key, canary(key, "unntatt")] as const),
    ...closed.map((key) => ["åpent", key, canary(key, "åpent")] as const),
    ...amounts.map((key, i) => ["unntatt", key, String(7_654_321 + i)] as const),
  ])("finds that of %s tiltak's %s in a page, a table and a notebook", async (which, key, text) => {
    const files = [
      { path: "notat.html", content: `<td>${text}</td>` },
      { path: "data/a.csv", content: `x,${text},y` },
      { path: "a.ipynb", content: JSON.stringify({ source: [text] }) },
    ];
    const place = `${which === "åpent" ? "t1" : "t2"}, ${key}`;
    const found = await findLeaks(files, await secrets());
    expect(found.filter((leak) => leak.place === place).map(({ artefact }) => artefact)).toEqual(
      expect.arrayContaining(
        /^\d+$/.test(text) ? ["notat.html", "data/a.csv"] : files.map(({ path }) => path),
      ),
    );
  });

  test("finds six words in a row of a long text, but not five", async () => {
    const long = { ...open, kommentar: "det er mer enn seks ord som står i denne kommentaren" };
    const own = answersOf(smallSurvey([long]).tiltak);
    const found = async (content: string) =>
      (
        await findLeaks(
          [{ path: "notat.html", content }],
          await secretsOf(own, PublicAnswers.of(own), loadEdition(projectRoot, 2019), inputs),
        )
      ).map(({ place }) => place);
    expect(await found("<p>Noen skrev at mer enn seks ord som står, og mer til.</p>")).toEqual([
      "t1, kommentar",
    ]);
    expect(await found("<p>mer enn seks ord som</p>")).toEqual([]);
  });

  test("finds whose an address is, without where", async () => {
    const own = answersOf(smallSurvey([{ ...open, kontakt: "kari.kanari@etaten.example" }]).tiltak);
    const known = await secretsOf(own, PublicAnswers.of(own), loadEdition(projectRoot, 2019), inputs);
    const leaks = await findLeaks([{ path: "a.html", content: "<p>Spør kari.kanari om det</p>" }], known);
    expect(leaks.map(({ place }) => place)).toEqual(["t1, kontakt"]);
  });

  test("finds an amount of a public tiltak that is kept back", async () => {
    const own = answersOf(smallSurvey([{ ...open, kostnadsramme: 7_654_321 }]).tiltak);
    const kept = PublicAnswers.of(own, new Map([["t1", new Set(["kostnadsramme"])]]));
    const known = await secretsOf(own, kept, loadEdition(projectRoot, 2019), inputs);
    const leaks = await findLeaks([{ path: "data/a.csv", content: "x,7654321" }], known);
    expect(leaks.map(({ place }) => place)).toEqual(["t1, kostnadsramme"]);
  });
});

describe("secretsOf(answers, …)", () => {
  const rows = [
    {
      publiseres: "ja",
      departement: "KMD",
      navn: "Åpent tiltak med navn",
      kontakt: "kanari-1@b.example",
      kommentar: "Kanari nummer to her",
      kostnadsramme: 1_000_000,
    },
    {
      publiseres: "nei",
      departement: "KMD",
      navn: "Kanari nummer tre her",
      hovedleveranse: "Kanari nummer fire her",
      hjemmel: "Kanari nummer fem her",
      kostnadsramme: 7_654_321,
      budsjett: 1_000_000,
    },
  ];
  const made = async (
    workbook: Buffer | null = null,
    reason = "Kanari nummer seks her",
    isForm = false,
    by = "redaksjonen",
  ) => {
    const answers = answersOf(smallSurvey(rows).tiltak);
    const log = [
      {
        line: 2,
        id: "t1",
        field: "x",
        before: "",
        after: "",
        rule: "r",
        reason,
        by,
        date: "2019-09-01",
      },
    ];
    return secretsOf(answers, PublicAnswers.of(answers), loadEdition(projectRoot, 2019), {
      workbooks: workbook ? [{ name: "svar.xlsx", content: workbook, isForm }] : [],
      log,
    });
  };

  test("is all that is written where nothing is public, and all of withheld tiltak", async () => {
    expect([...new Set((await made()).map(({ place }) => place))].sort()).toEqual(
      [
        "corrections.csv, linje 2, reason",
        "t1, kommentar",
        "t1, kontakt",
        "t2, hjemmel",
        "t2, hovedleveranse",
        "t2, kostnadsramme",
        "t2, navn",
      ].sort(),
    );
  });

  test("is who corrected an answer, when it is somebody", async () => {
    const log = (await made(null, "Kort her", false, "Kari Kanarifugl")).filter(({ place }) =>
      place.startsWith("corrections.csv"),
    );
    expect(log.map(({ text, place }) => `${place}: ${text}`)).toContain(
      "corrections.csv, linje 2, by: Kari Kanarifugl",
    );
  });

  test("is what was written in rows that were taken out, and in columns of a body's own", async () => {
    const rows = [
      ["id", "utgår", "navn", "kommentar", "kostnadsramme", "fase", "Vår egen kolonne", "Avdeling"],
      [
        "t1",
        "",
        "Åpent tiltak med navn",
        "Kanari nummer to her",
        1_000_000,
        "Idefasen her",
        "",
        "Avdeling for alt",
      ],
      ["t9", "ja", "Kanari som ble tatt ut", "", 8_765_432, "", "Kanari i egen kolonne", "Avdeling for alt"],
      ["t8", "ja", "Åpent tiltak med navn", "", "8 til 9 millioner", "", 7_123_456, "Avdeling for alt"],
    ];
    const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: "Svar", rows }] }));
    const found = (await made(workbook)).filter(({ place }) => place.startsWith("svar.xlsx, rad"));
    expect(found.map(({ text, place }) => `${place}: ${text}`)).toEqual([
      "svar.xlsx, rad 3, navn: Kanari som ble tatt ut",
      "svar.xlsx, rad 3, kostnadsramme: 8765432",
      "svar.xlsx, rad 3, Vår egen kolonne: Kanari i egen kolonne",
      "svar.xlsx, rad 4, Vår egen kolonne: 7123456",
    ]);
  });

  test("is what a table of answers holds in columns that nobody asked for, unless many rows have it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "notat register "));
    const path = join(folder, "svar.csv");
    const { questionnaire } = answersOf(smallSurvey(rows).tiltak);
    const asked = expectedColumns(questionnaire).map(({ field }) => field);
    const line = (...own: string[]) => [...asked.map(() => ""), ...own].join(";");
    const words = ["Region sørvest", "Region sørvest", "Region sørvest"];
    writeFileSync(
      path,
      [
        [...asked, "Region", "Internt"].join(";"),
        ...words.map((word, i) => line(word, i === 1 ? "Kanari i et register" : "")),
      ].join("\n"),
    );
    const answers = answersOf(smallSurvey(rows).tiltak);
    const inputs = { workbooks: [], log: [], register: path };
    const secrets = await secretsOf(
      answers,
      PublicAnswers.of(answers),
      loadEdition(projectRoot, 2019),
      inputs,
    );
    expect(
      secrets
        .filter(({ place }) => place.startsWith("svar.csv"))
        .map(({ text, place }) => `${place}: ${text}`),
    ).toEqual(["svar.csv, rad 3, Internt: Kanari i et register"]);
    rmSync(folder, { recursive: true });
  });

  test("is somebody's name the other way round, and a short one too", async () => {
    const texts = (await made(null, "Kort her", false, "Ola Moe")).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(["Ola Moe", "Moe, Ola"]));
  });

  test("is a comment in runs, and what a workbook's drawings and pictures are called", async () => {
    const zip = XLSX.CFB.read(Buffer.from(await writeXlsx({ sheets: [{ name: "Svar", rows: [["id"]] }] })), {
      type: "buffer",
    });
    const add = (name: string, xml: string): void => {
      XLSX.CFB.utils.cfb_add(zip, name, Buffer.from(xml));
    };
    add(
      "/xl/comments1.xml",
      '<comments><commentList><comment ref="A1"><text><r><rPr><b/><sz val="9"/></rPr><t>Kanari </t></r><r><t xml:space="preserve">i en merknad</t></r></text></comment></commentList></comments>',
    );
    add(
      "/xl/drawings/drawing1.xml",
      '<xdr:wsDr><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Kanari i bildets navn"/></xdr:nvPicPr></xdr:pic><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Picture 12345"/></xdr:nvPicPr></xdr:pic><a:p><a:r><a:rPr lang="nb"/><a:t>Kanari i en </a:t></a:r><a:r><a:t>tekstboks</a:t></a:r></a:p></xdr:wsDr>',
    );
    add("/xl/media/kanari i mappen.png", "x");
    add("/xl/media/image12.png", "x");
    const bytes = XLSX.CFB.write(zip, { fileType: "zip", type: "buffer" }) as Buffer;
    const texts = (await made(Buffer.from(bytes))).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        "Kanari i en merknad",
        "Kanari i bildets navn",
        "Kanari i en tekstboks",
        "kanari i mappen",
      ]),
    );
    expect(texts.filter((text) => /picture|image/i.test(text))).toEqual([]);
  });

  test("is what a workbook holds besides the answers: properties, comments, other sheets, hidden or not", async () => {
    const workbook = await writeXlsx({
      properties: { subject: "Kanari i egenskapene", company: "Kanari i firmaet her" },
      sheets: [
        {
          name: "Svar",
          rows: [["id"]],
          cells: new Map([["0,0", { comment: { text: "Kanari i en merknad" } }]]),
        },
        { name: "Skjult", hidden: true, rows: [["Kanari i et skjult ark"]] },
      ],
    });
    const places = (await made(Buffer.from(workbook))).map(({ text, place }) => `${text}: ${place}`);
    expect(places).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Kanari i egenskapene: svar\.xlsx, docprops/),
        expect.stringMatching(/^Kanari i firmaet her: svar\.xlsx, docprops/),
        expect.stringMatching(/^Kanari i en merknad: svar\.xlsx, xl\/comments/),
        "Kanari i et skjult ark: svar.xlsx, arket Skjult",
      ]),
    );
  });

  test("is what names, lists, own properties and the way a text is said hold, in a workbook's parts", async () => {
    const zip = XLSX.CFB.read(Buffer.from(await writeXlsx({ sheets: [{ name: "Svar", rows: [["id"]] }] })), {
      type: "buffer",
    });
    const change = (name: string, with_: (xml: string) => string): void => {
      const entry = XLSX.CFB.find(zip, name)!;
      entry.content = Buffer.from(with_(Buffer.from(entry.content as Uint8Array).toString("utf8")));
    };
    const names = '<definedNames><definedName name="x">"Kanari i et navn"</definedName></definedNames>';
    change("/xl/workbook.xml", (xml) => xml.replace("</sheets>", `</sheets>${names}`));
    const list =
      '<dataValidations count="1"><dataValidation type="list" sqref="A9"><formula1>"Kanari i en liste,b"</formula1></dataValidation></dataValidations>';
    change("/xl/worksheets/sheet1.xml", (xml) => xml.replace("</sheetData>", `</sheetData>${list}`));
    change("/xl/sharedStrings.xml", (xml) =>
      xml.replace("</sst>", '<si><t>x</t><rPh sb="0" eb="1"><t>Kanari sagt slik</t></rPh></si></sst>'),
    );
    const own =
      '<Properties><property name="Kanari som heter noe"><lpwstr>Kanari i en egenskap</lpwstr></property></Properties>';
    XLSX.CFB.utils.cfb_add(zip, "/docProps/custom.xml", Buffer.from(own));
    const bytes = XLSX.CFB.write(zip, { fileType: "zip", type: "buffer" }) as Buffer;
    const texts = (await made(Buffer.from(bytes))).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        "Kanari i et navn",
        expect.stringContaining("Kanari i en liste"),
        "Kanari sagt slik",
        "Kanari som heter noe",
        "Kanari i en egenskap",
      ]),
    );
  });

  test("is what a returned form holds besides its own sheets, and in heads, feet and links of any sheet", async () => {
    const workbook = await writeXlsx({
      sheets: [
        {
          name: "Svar",
          rows: [["id"]],
          headerFooter: { oddFooter: '&LSide &P av &N&C&"Arial,Bold"&12Kanari i bunnteksten&RSvar' },
          cells: new Map([
            [
              "0,0",
              {
                value: "id",
                hyperlink: { target: "https://kanari.example/hemmelig", tooltip: "Kanari i et hint" },
              },
            ],
          ]),
        },
        { name: "Veiledning", rows: [["Skjemaets egen veiledning"]] },
        { name: "Notater", hidden: true, rows: [["Kanari i et eget ark"]] },
      ],
    });
    const texts = (await made(Buffer.from(workbook), "Kanari nummer seks her", true)).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        "Kanari i bunnteksten",
        "Kanari i et hint",
        "https://kanari.example/hemmelig",
        "Kanari i et eget ark",
      ]),
    );
    expect(texts).not.toContain("Skjemaets egen veiledning");
  });
});
