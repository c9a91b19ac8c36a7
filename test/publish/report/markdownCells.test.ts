import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMarkdown } from "notat/dist/lib/publish/report/markdown.js";
import { placePictures, sizeOf } from "notat/dist/lib/publish/report/pictures.js";
import { beforeAll, describe, expect, test } from "vitest";

// 3 × 2 pixels; made by Pillow.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAD0lEQVR4nGNkAAMWBhgAAAB4AAUJlNqVAAAAAElFTkSuQmCC";
const GIF = "R0lGODlhAwACAIAAAAAAAP///yH5BAAAAAAALAAAAAADAAIAAAIChF8AOw==";
let folder: string;

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), "notat bilder ")), "kapitler");
  mkdirSync(join(folder, "bilder"), { recursive: true });
  writeFileSync(join(folder, "bilder", "kart æ.png"), Buffer.from(PNG, "base64"));
  writeFileSync(join(folder, "liten.gif"), Buffer.from(GIF, "base64"));
  writeFileSync(join(folder, "ikke.png"), "<svg onload=alert(1)>");
  writeFileSync(
    join(folder, "stor.png"),
    Buffer.concat([Buffer.from(PNG, "base64"), Buffer.alloc(5_000_000)]),
  );
  writeFileSync(join(folder, "..", "utenfor.png"), Buffer.from(PNG, "base64"));
  symlinkSync(join(folder, "..", "utenfor.png"), join(folder, "lenke.png"));
});

const place = (source: string, attachments?: Parameters<typeof placePictures>[1]) =>
  placePictures(source, attachments, folder);

describe("placePictures(source, attachments, folder)", () => {
  test("puts in what is attached and what lies beside, with its alt text and title", () => {
    const attachments = { "a b.png": { "image/png": PNG } };
    expect(place("Se ![Et kart](attachment:a%20b.png) her.", attachments)).toEqual({
      markdown: `Se ![Et kart](data:image/png;base64,${PNG}) her.`,
      refused: [],
    });
    expect(place('![Kart](bilder/kart%20æ.png "Tittel") ![Liten](liten.gif)')).toEqual({
      markdown: `![Kart](data:image/png;base64,${PNG} "Tittel") ![Liten](data:image/gif;base64,${GIF})`,
      refused: [],
    });
  });
  test.each([
    ["![](liten.gif)", 'the picture "liten.gif" has no alt text: ![what it shows](…)'],
    [
      "![a](finnes-ikke.png)",
      'the picture "finnes-ikke.png" must be a file beside the notebook, but there is none',
    ],
    ["![a](attachment:x.png)", 'the picture "x.png" must be attached to the cell, but is not'],
    ["![a](../utenfor.png)", "must lie in the notebook's folder or below, but does not"],
    ["![a](/etc/passwd)", "must lie in the notebook's folder or below, but does not"],
    ["![a](lenke.png)", "must lie in the notebook's folder or below, but does not"],
    ["![a](ikke.png)", "must be a PNG, JPEG, GIF or WebP, but its bytes are none"],
    ["![a](stor.png)", "must have at most 5 MB, but has 5.0: make it smaller"],
  ])("refuses %s", (source, why) => {
    const { markdown, refused } = place(source);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(why);
    expect(markdown).not.toContain("data:");
  });
  test("leaves addresses to the page, which shows none of them, and code as it is", () => {
    for (const source of ["![a](https://evil.example/a.png)", "```\n![a](b.png)\n```"])
      expect(place(source)).toEqual({ markdown: source, refused: [] });
  });
});

/** Written by Pillow: lossy, lossless, and with transparency. */
const WEBP = [
  "UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoDAAIAB0CWJaACdAFAAAD+6DixhNJbd/uD9QfxA2AAAA==",
  "UklGRh4AAABXRUJQVlA4TBEAAAAvAkAAAAdQhSJXof+BiOh/AAA=",
  "UklGRlQAAABXRUJQVlA4WAoAAAAQAAAAAgAAAQAAQUxQSAcAAAAAZGRkZGRkAFZQOCAmAAAAcAEAnQEqAwACAAdAliWgAnQBQAAA/ug4sYTSW3f7g/UH8QNgAAA=",
];

test("sizeOf(bytes) reads PNG, GIF, JPEG and WebP, and nothing of what is cut off", () => {
  expect(sizeOf(Buffer.from(PNG, "base64"))).toEqual({ width: 3, height: 2 });
  expect(sizeOf(Buffer.from(GIF, "base64"))).toEqual({ width: 3, height: 2 });
  // Two segments, then the frame's header: height 16, width 258.
  const jpeg = Buffer.from("ffd8ffe000040102ffdb000300ffc0000b080010010201011100", "hex");
  expect(sizeOf(jpeg)).toEqual({ width: 258, height: 16 });
  for (const webp of WEBP) expect(sizeOf(Buffer.from(webp, "base64"))).toEqual({ width: 3, height: 2 });
  expect(sizeOf(Buffer.from(PNG, "base64").subarray(0, 12))).toBeNull();
});

describe("createMarkdown()", () => {
  const render = (source: string) => createMarkdown().parser.render(source, {});

  test("a picture has its alt text and its size", () => {
    expect(render(`![Et *kart*](data:image/png;base64,${PNG})`)).toBe(
      `<p><img src="data:image/png;base64,${PNG}" alt="Et kart" width="3" height="2"></p>\n`,
    );
  });
  test("reads definition lists, of several terms and definitions, with markup in them", () => {
    const list = render(
      "Tiltak\n: Det som er *meldt inn*.\n: Ikke drift.\n\nVirksomhet\n: En etat\nmed ansatte.",
    );
    expect(list.replaceAll(">\n", ">")).toBe(
      "<dl><dt>Tiltak</dt><dd>Det som er <em>meldt inn</em>.</dd><dd>Ikke drift.</dd>" +
        "<dt>Virksomhet</dt><dd>En etat\nmed ansatte.</dd></dl>",
    );
    expect(render("Slik:\ner det ikke\n\n: heller ikke")).not.toContain("<dl>");
  });
  test("shows formulas as MathML, and what is none as it is written", () => {
    expect(render("$\\bar{x} = \\sum x_i$")).toMatch(
      /^<p><span class="katex"><math .*<\/math><\/span><\/p>\n$/s,
    );
    expect(render("$\\bar{x}$")).not.toMatch(/annotation|style=/);
    expect(render("$\\ukjent{x}$")).toBe("<p><code>\\ukjent{x}</code></p>\n");
    expect(render("5 $ og 100 $, $ x $")).toBe("<p>5 $ og 100 $, $ x $</p>\n");
  });
  test("links a bare address, and nothing that only looks like a name", () => {
    expect(render("Se https://www.regjeringen.no/a_b.")).toBe(
      '<p>Se <a href="https://www.regjeringen.no/a_b">https://www.regjeringen.no/a_b</a>.</p>\n',
    );
    for (const source of ["Se data.no og a@etat.no.", "javascript:alert(1)"])
      expect(render(source)).not.toContain("<a");
  });
});
