import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "notat/dist/lib/publish/report/findChromium.js";
import { pagesOf } from "notat/dist/lib/publish/report/pdfPages.js";
import { expect, test } from "vitest";

// As Chromium writes it: page 12 comes before page 11 in the file, and the tree of pages has two levels.
const pdf = Buffer.from(
  `%PDF-1.4
1 0 obj
<</Title (Prøve)
/Creator (Mozilla/5.0 \\(X11\\) Chrome/156)
/Producer (Skia/PDF m156)
/CreationDate (D:20261123204813+00'00')
/ModDate (D:20261123204813+00'00')>>
endobj
12 0 obj
<</Type /Page
/Parent 21 0 R>>
endobj
11 0 obj
<</Type /Page
/Parent 20 0 R>>
endobj
20 0 obj
<</Type /Pages
/Kids [11 0 R]
/Parent 22 0 R>>
endobj
21 0 obj
<</Type /Pages
/Kids [12 0 R]
/Parent 22 0 R>>
endobj
22 0 obj
<</Type /Pages
/Count 2
/Kids [20 0 R 21 0 R]>>
endobj
23 0 obj
<</kapittel-a [11 0 R /XYZ 0 805.1 0]
/kapittel-s#c3#a5 [12 0 R /XYZ 57 700 0]>>
endobj
24 0 obj
<</Type /Catalog
/Pages 22 0 R
/Dests 23 0 R>>
endobj
trailer
<</Size 25
/Root 24 0 R
/Info 1 0 R>>
`,
  "latin1",
);

test("pagesOf(pdf) finds the page of every target, in the order of the page tree", () => {
  expect([...pagesOf(pdf)]).toEqual([
    ["kapittel-a", 1],
    ["kapittel-så", 2],
  ]);
  expect(pagesOf(Buffer.from("no pdf")).size).toBe(0);
});

test("findChromium(env) takes CHROME_PATH, else a known name in PATH, else none", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat-chrome-"));
  try {
    const program = join(folder, "chromium");
    writeFileSync(program, "");
    chmodSync(program, 0o755);
    expect(findChromium({ CHROME_PATH: program, PATH: "" }, "linux")).toBe(program);
    expect(findChromium({ PATH: folder }, "linux")).toBe(program);
    expect(findChromium({ PATH: "" }, "linux")).toBeNull();
    expect(() => findChromium({ CHROME_PATH: join(folder, "nothing") }, "linux")).toThrow(
      /CHROME_PATH must be the path of Chromium, Chrome or Edge, but there is no program at/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
