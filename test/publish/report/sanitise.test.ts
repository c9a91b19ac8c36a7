import fc from "fast-check";
import { JSDOM } from "jsdom";
import { cleanText, escapeHtml } from "notat/dist/lib/ground/text/escape.js";
import { sanitise } from "notat/dist/lib/publish/report/sanitise.js";
import { describe, expect, test } from "vitest";

describe("sanitise(html)", () => {
  test.each([
    ["<img src=x onerror=alert(1)><b>64</b>", "<b>64</b>"],
    ['<a href="javascript:alert(1)">lenke</a>', "<a>lenke</a>"],
    ['<a href=" java\nscript:alert(1)">lenke</a>', "<a>lenke</a>"],
    ['<a href="https://www.ssb.no/">SSB</a>', '<a href="https://www.ssb.no/">SSB</a>'],
    ["<script>alert(1)</script><style>b{}</style>etter", "etter"],
    [
      '<iframe src="https://x.example"></iframe><object data="x"></object><form action="x"><input name="a"></form>',
      "",
    ],
    ['<p style="position:fixed" onclick="x()" id="innhold">tekst</p>', "<p>tekst</p>"],
    ['<table><tr><td colspan="2">1</td></tr></table>', '<table><tr><td colspan="2">1</td></tr></table>'],
    ['<img src="https://x.example/spor.png">', ""],
    ['<img src="data:image/svg+xml;base64,AAAA">', '<img src="data:image/svg+xml;base64,AAAA" />'],
    ['<a href="data:image/svg+xml;base64,AAAA">lenke</a>', "<a>lenke</a>"],
    [
      '<img src="data:image/png;base64,AAAA" alt="et kart">',
      '<img src="data:image/png;base64,AAAA" alt="et kart" />',
    ],
    [
      '<svg viewBox="0 0 1 1"><script>1</script><path d="M0 0" onload="x()"/></svg>',
      '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
    ],
    ["<svg><foreignObject><iframe></iframe></foreignObject></svg>", "<svg></svg>"],
    ["</script><script>alert(1)</script>", ""],
  ])("%s", (html, expected) => {
    expect(sanitise(html).html).toBe(expected);
  });

  test("notes what it took out, in bokmål", () => {
    expect(
      sanitise('<script>1</script><img src=x onerror=alert(1)><a href="javascript:x">a</a>').removed,
    ).toEqual([
      "fjernet <script>",
      "fjernet bildet x, som ligger utenfor siden",
      "fjernet onerror på <img>",
      'fjernet href="javascript:x…" på <a>',
    ]);
  });

  test("whatever comes in, no script, handler or foreign address comes out", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:1">',
        "<svg/onload=1>",
        "<!--",
        "-->",
        '"',
        "'",
        "<math><mtext>",
        "<style>",
        "</style>",
        "<![CDATA[",
        "&lt;script&gt;",
        "<iframe srcdoc='<script>'>",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { document } = new JSDOM(`<body>${sanitise(pieces.join("")).html}</body>`).window;
        for (const element of document.body.querySelectorAll("*")) {
          expect(["SCRIPT", "STYLE", "IFRAME", "OBJECT", "FORM", "MATH"]).not.toContain(
            element.tagName.toUpperCase(),
          );
          for (const { name, value } of element.attributes) {
            expect(name).not.toMatch(/^on|^style$|^srcdoc$|^id$/);
            if (name === "href") expect(value).toMatch(/^(https?:|mailto:|[^:]*$)/);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("cleanText(text) takes out what turns the direction of text, and private marks of ours", () => {
  expect(cleanText("a\u202eb\u2066c\u200fd\ue000e\u0000f")).toBe("abcdef");
  expect(cleanText("linje\n\tto æøå 😀")).toBe("linje\n\tto æøå 😀");
});

test("escapeHtml(text) shows any text as text", () => {
  expect(escapeHtml('<img src=x onerror="1">&')).toBe("&lt;img src=x onerror=&quot;1&quot;&gt;&amp;");
});
