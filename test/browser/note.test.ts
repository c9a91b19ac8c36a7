import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  type PDFHexString,
  PDFName,
  type PDFRawStream,
  type PDFString,
} from "@cantoo/pdf-lib";
import { HtmlValidate } from "html-validate";
import { findLeaks } from "notat/dist/lib/publish/open/gate.js";
import { pdfTexts } from "notat/dist/lib/publish/open/pdfTexts.js";
import { htmlToPdf } from "notat/dist/lib/publish/report/htmlToPdf.js";
import { pagesOf } from "notat/dist/lib/publish/report/pdfPages.js";
import { afterAll, expect, inject, test } from "vitest";
import { describeInBrowser, open } from "./browser.js";

const note = inject("note");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations as `rule: first element`, for messages that say what to mend. */
async function violations(page: Awaited<ReturnType<typeof open>>["page"]): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Results = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
    const run = (window as unknown as { axe: { run(options: object): Promise<Results> } }).axe.run;
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
    const results = await run({ runOnly: { type: "tag", values: tags } });
    return results.violations.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
    );
  });
}

describeInBrowser("the note", () => {
  test("is at most 1.6 MB", () => {
    expect(statSync(note).size).toBeLessThanOrEqual(1_600_000);
  });

  test("is valid HTML", async () => {
    const htmlvalidate = new HtmlValidate({
      extends: ["html-validate:standard"],
      // A drawing is SVG within the page; these two rules are of taste.
      rules: { "long-title": "off", "no-trailing-whitespace": "off", "no-inline-style": "error" },
    });
    const report = await htmlvalidate.validateString(readFileSync(note, "utf8"));
    const messages = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, line, message }) => `${line}: ${message} (${ruleId})`),
    );
    expect(messages).toEqual([]);
  });

  test("asks for nothing and complains of nothing, with the network off", async () => {
    const { page, requests, complaints } = await open(note);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.fonts.check('16px "Source Sans 3"'))).toBe(true);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("shows ten figures as drawings, each with a name and a description", async () => {
    const { page } = await open(note);
    const figures = await page.$$eval("figure.figure", (list) =>
      list.map((figure) => {
        const svg = [...figure.querySelectorAll("svg")].find((s) => s.getBoundingClientRect().height > 50);
        const bars = svg ? [...svg.querySelectorAll(".point path")] : [];
        return {
          name: svg?.querySelector("title")?.textContent ?? "",
          description: svg?.querySelector("desc")?.textContent ?? "",
          bars: bars.filter((bar) => bar.getBoundingClientRect().width > 0).length,
          black: bars.filter((bar) => getComputedStyle(bar).fill === "rgb(0, 0, 0)").length,
        };
      }),
    );
    expect(figures).toHaveLength(10);
    for (const figure of figures) {
      expect(figure.name).not.toBe("");
      expect(figure.description.length).toBeGreaterThan(40);
      expect(figure.bars).toBeGreaterThan(1);
      expect(figure.black).toBe(0);
    }
    await page.close();
  });

  test("cuts no text of a drawing off, and lays none over another, wide or narrow", async () => {
    for (const width of [1280, 360]) {
      const { page } = await open(note, { width });
      const faults = await page.$$eval("figure.figure", (list) =>
        list.flatMap((figure) => {
          const svg = [...figure.querySelectorAll("svg")].find((s) => s.getBoundingClientRect().height > 50);
          if (!svg) return [`${figure.id}: nothing drawn`];
          const frame = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll("text")]
            .map((text) => ({ text: text.textContent ?? "", box: text.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0);
          const out = texts.filter(
            ({ box }) =>
              box.left < frame.left - 1 ||
              box.right > frame.right + 1 ||
              box.top < frame.top - 1 ||
              box.bottom > frame.bottom + 1,
          );
          const over = texts.flatMap((a, i) =>
            texts
              .slice(i + 1)
              .filter(
                (b) =>
                  Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
                  // Line boxes are taller than the letters in them.
                  Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 6,
              )
              .map((b) => `${figure.id}: «${a.text}» over «${b.text}»`),
          );
          return [...out.map(({ text }) => `${figure.id}: «${text}» is cut`), ...over];
        }),
      );
      expect(faults, `at ${width} px`).toEqual([]);
      await page.close();
    }
  });

  test("lets every figure be explored, and shows the drawing again", async () => {
    const { page, requests, complaints } = await open(note);
    const ids = await page.$$eval("figure.figure", (list) => list.map(({ id }) => id));
    for (const id of ids) {
      await page.click(`#${id} .explore`);
      await page.waitForSelector(`#${id} .live .main-svg .point path`, { timeout: 10_000 });
      const drawn = await page.$eval(`#${id} .live`, (live) => ({
        bars: live.querySelectorAll(".point path").length,
        wide: (live.querySelector(".main-svg") as SVGElement).getBoundingClientRect().width,
      }));
      expect(drawn.bars, id).toBeGreaterThan(1);
      expect(drawn.wide, id).toBeGreaterThan(300);
    }
    const bar = await page.$(`#${ids[0]} .live .point path`);
    await bar!.hover();
    await page.waitForSelector(`#${ids[0]} .hoverlayer .hovertext`);
    await page.click(`#${ids[0]} .explore`);
    expect(
      await page.$eval(`#${ids[0]} .wide-drawing svg`, (svg) => svg.getBoundingClientRect().height),
    ).toBeGreaterThan(50);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    ["light", false],
    ["dark", true],
  ])("has no fault that axe finds, in %s mode", async (_, dark) => {
    const { page } = await open(note, { dark });
    expect(await violations(page)).toEqual([]);
    await page.click("#vis-tallgrunnlag");
    await page.$$eval("details", (list) => {
      for (const details of list) details.open = true;
    });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test.each([360, 768, 1280])("does not scroll sideways at %d px", async (width) => {
    const { page } = await open(note, { width });
    await page.click("#vis-tallgrunnlag");
    await page.$$eval("details", (list) => {
      for (const details of list) details.open = true;
    });
    const wide = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      first: [...document.querySelectorAll("main *")]
        .filter((e) => !e.closest(".wide, pre, .output, svg"))
        .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((e) => e.outerHTML.slice(0, 100))
        .slice(0, 3),
    }));
    expect(wide).toEqual({ page: 0, first: [] });
    await page.close();
  });

  test("can be walked by keyboard: skip link, contents, table, downloads, switch, a number, Escape back", async () => {
    const { page } = await open(note);
    const focused = () =>
      page.evaluate(() => {
        const e = document.activeElement as HTMLElement;
        return { tag: e.tagName, id: e.id, text: (e.textContent ?? "").trim(), class: e.className };
      });
    const tabTo = async (found: (at: Awaited<ReturnType<typeof focused>>) => boolean, most = 200) => {
      for (let i = 0; i < most; i++) {
        await page.keyboard.press("Tab");
        const at = await focused();
        if (found(at)) return at;
        // Nothing may take the focus without showing it.
        const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
        if (at.tag !== "BODY") expect(outline, `${at.tag} ${at.text.slice(0, 30)}`).not.toBe("none");
      }
      throw new Error("Tab never came there.");
    };

    await page.keyboard.press("Tab");
    expect((await focused()).text).toBe("Hopp til innholdet");
    await page.keyboard.press("Enter");
    expect((await focused()).id).toBe("innhold-start");

    await page.reload();
    const entry = await tabTo(({ text }) => /Hvilke effekter/.test(text));
    expect(entry.tag).toBe("A");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => location.hash)).toBe("#kapittel-effekter");

    await tabTo(({ tag, text }) => tag === "SUMMARY" && text === "Tallene som tabell");
    await page.keyboard.press("Enter");
    const figure = await page.evaluate(() => document.activeElement!.closest("figure")!.id);
    expect(await page.$eval(`#${figure} details.data`, (details) => details.open)).toBe(true);
    await tabTo(({ tag, text }) => tag === "A" && /CSV/.test(text));
    await tabTo(({ tag, text }) => tag === "A" && /SVG/.test(text));

    // Off at first: no number stands in the tab order.
    expect(
      await page.$$eval(".vb", (list) => list.filter((b) => b.getBoundingClientRect().width > 0).length),
    ).toBe(0);
    await page.focus("#vis-tallgrunnlag");
    await page.keyboard.press("Space");
    const number = await tabTo(({ class: name }) => name === "vb");
    expect(number.tag).toBe("BUTTON");
    await page.keyboard.press("Enter");
    const open_ = await page.$eval("[popover]:popover-open", (pop) => pop.textContent ?? "");
    expect(open_).toMatch(/Grunnlag/);
    await page.keyboard.press("Escape");
    expect(await page.$("[popover]:popover-open")).toBeNull();
    expect((await focused()).text).toBe(number.text);
    await page.close();
  });

  test.each([360, 1280])(
    "breaks no line between a number and its bracket or full stop, at %d px, with the switch on",
    async (width) => {
      const { page } = await open(note, { width });
      await page.click("#vis-tallgrunnlag");
      const broken = await page.$$eval("main p .v", (list) =>
        list.flatMap((value) => {
          const line = (node: Node | null, at: number) => {
            if (node?.nodeType !== Node.TEXT_NODE) return null;
            const range = document.createRange();
            const from = at < 0 ? (node.textContent ?? "").length - 1 : at;
            range.setStart(node, from);
            range.setEnd(node, from + 1);
            return /[\s]/.test(range.toString()) ? null : range.getBoundingClientRect().top;
          };
          const [first, last] = [value.getClientRects()[0], [...value.getClientRects()].at(-1)];
          const before = line(value.previousSibling, -1);
          const after = line(value.nextSibling, 0);
          const far = (a: number | null, b: number | undefined) => a !== null && Math.abs(a - (b ?? 0)) > 8;
          return far(before, first?.top) || far(after, last?.top) ? [value.parentElement?.textContent] : [];
        }),
      );
      expect(broken).toEqual([]);
      await page.close();
    },
  );

  test.each([360, 1280])("ends no line between a number and what it counts, at %d px", async (width) => {
    const { page } = await open(note, { width });
    const broken = await page.$$eval("main :is(p, li, figcaption, caption)", (blocks) =>
      blocks.flatMap((block) => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const chars: [Node, number][] = [];
        let text = "";
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const own = node.textContent ?? "";
          for (let i = 0; i < own.length; i++) chars.push([node, i]);
          text += own;
        }
        const top = (at: number) => {
          const range = document.createRange();
          const [node, i] = chars[at]!;
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          return range.getBoundingClientRect().top;
        };
        return [
          ...text.matchAll(/(?<=[ \u00a0(])\d{1,3}\*?\s(?=(?:tiltak|prosent|av|virksomhet|mill)\p{L}*)/gu),
        ].flatMap(({ index, 0: found }) =>
          Math.abs(top(index) - top(index + found.length)) > 8 ? [text.slice(index - 20, index + 20)] : [],
        );
      }),
    );
    expect(broken).toEqual([]);
    await page.close();
  });

  test("has each number once: what is copied reads the same with the switch on", async () => {
    const { page } = await open(note);
    const copied = () =>
      page.evaluate(() => {
        const selection = getSelection()!;
        selection.selectAllChildren(document.querySelector("main p:has(.v)")!);
        return selection.toString();
      });
    const calm = await copied();
    expect(calm).toMatch(/\d/);
    await page.click("#vis-tallgrunnlag");
    expect(await copied()).toBe(calm);
    await page.close();
  });

  test("headings, figures and tables link to themselves", async () => {
    const { page } = await open(note);
    const wrong = await page.$$eval("main :is(.chapter > :is(h2, h3, h4), figure, .table-block)", (list) =>
      list.flatMap((e) => {
        const own = e.querySelector<HTMLAnchorElement>("a.permalink");
        return own?.hash === `#${e.id}` ? [] : [`${e.tagName} ${e.id}: ${own?.hash}`];
      }),
    );
    expect(wrong).toEqual([]);
    await page.close();
  });

  test("prints one chapter: the chapter and its footnotes", async () => {
    const { page } = await open(note);
    await page.evaluate(() => {
      window.print = () => {};
      const buttons = [...document.querySelectorAll<HTMLElement>(".print-chapter button")];
      buttons.find((b) => b.textContent === "Skriv ut kapittel 3.4")!.click();
    });
    await page.emulateMediaType("print");
    const shown = await page.$$eval("main > *, .footnotes li", (list) =>
      list
        .filter((e) => e.getBoundingClientRect().height > 0)
        .map((e) => e.id || e.querySelector("h3")?.id || e.classList[0]),
    );
    expect(shown[0]).toBe("kapittel-tverrgaende");
    expect(shown.slice(1)).toEqual(["footnotes", expect.stringMatching(/^fn\d+$/)]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.$(".one-chapter")).toBeNull();
    await page.close();
  });

  test("shows the summary before the contents on a phone", async () => {
    const { page } = await open(note, { width: 360 });
    const tops = await page.evaluate(() =>
      [".reading", ".summary", ".contents", "#kapittel-innledning"].map(
        (selector) => document.querySelector(selector)!.getBoundingClientRect().top,
      ),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    await page.close();
  });

  test("works without script: figures, tables, the switch, a number's explanation", async () => {
    const { page, complaints } = await open(note, { script: false });
    const heights = await page.$$eval("figure.figure .wide-drawing svg", (list) =>
      list.map((svg) => svg.getBoundingClientRect().height),
    );
    expect(heights).toHaveLength(10);
    expect(Math.min(...heights)).toBeGreaterThan(50);
    expect(
      await page.$$eval(".explore", (list) => list.filter((b) => b.getBoundingClientRect().width > 0).length),
    ).toBe(0);
    await page.click("details.data summary");
    expect(
      await page.$eval("details.data table", (table) => table.getBoundingClientRect().height),
    ).toBeGreaterThan(50);
    await page.click("#vis-tallgrunnlag");
    await page.click("main p .vb");
    expect(await page.$eval("[popover]:popover-open", (pop) => pop.textContent ?? "")).toMatch(/Grunnlag/);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describeInBrowser("the note on paper", () => {
  const folder = mkdtempSync(join(tmpdir(), "notat-pdf-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const edition = {
    date: "2019-12-09",
    title: "Tiltak & mer",
    sender: "Etat",
    syntheticMark: "Syntetiske data",
  };

  test("htmlToPdf(note) has each bookmark once, a description of each figure, and XMP metadata", async () => {
    const file = join(folder, "c.pdf");
    await htmlToPdf(note, file, edition);
    const { catalog } = await PDFDocument.load(readFileSync(file));
    const title = (dict: PDFDict) =>
      (dict.lookup(PDFName.of("Title")) as PDFHexString | PDFString).decodeText();
    const below = (dict: PDFDict): PDFDict[] => {
      const list: PDFDict[] = [];
      for (
        let next = dict.lookupMaybe(PDFName.of("First"), PDFDict);
        next;
        next = next.lookupMaybe(PDFName.of("Next"), PDFDict)
      )
        list.push(next, ...below(next));
      return list;
    };
    const { page } = await open(note);
    const headings = await page.$$eval("main :is(h1, h2, h3, h4, h5)", (list) =>
      list.map((heading) => (heading.textContent ?? "").replace(/\s+/g, " ").trim()),
    );
    await page.close();
    expect(below(catalog.lookup(PDFName.of("Outlines"), PDFDict)).map(title)).toEqual(headings);

    const name = (dict: PDFDict, key: string): string => String(dict.lookup(PDFName.of(key)) ?? "");
    // What PDF/UA asks for and can be read off the file; no checker of the standard can be had from npm or PyPI.
    expect(name(catalog, "Lang")).toBe("(nb)");
    expect(name(catalog.lookup(PDFName.of("MarkInfo"), PDFDict), "Marked")).toBe("true");
    expect(name(catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict), "DisplayDocTitle")).toBe("true");
    const linked = (await PDFDocument.load(readFileSync(file)))
      .getPages()
      .flatMap((one) =>
        (one.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? []).map((_, i) =>
          (
            one.node.lookup(PDFName.of("Annots"), PDFArray).lookup(i, PDFDict).get(PDFName.of("Contents")) as
              | PDFHexString
              | undefined
          )?.decodeText(),
        ),
      );
    // One for each part of a link that goes over the end of a line.
    expect(linked.length).toBeGreaterThan(100);
    expect(linked.filter((words) => words === undefined || words === "")).toEqual([]);
    expect(linked).toContain("Gå til 2 Organisering og metode");
    const levels: number[] = [];
    const bare: string[] = [];
    const described: (string | null)[] = [];
    const walk = (element: unknown): void => {
      if (element instanceof PDFArray) for (let i = 0; i < element.size(); i++) walk(element.lookup(i));
      if (!(element instanceof PDFDict)) return;
      const tag = name(element, "S");
      if (/^\/H\d$/.test(tag)) levels.push(Number(tag.slice(2)));
      if (tag === "/TH" && !name(element, "A").includes("Scope")) bare.push(tag);
      if (element.lookup(PDFName.of("S")) === PDFName.of("Figure"))
        described.push((element.lookup(PDFName.of("Alt")) as PDFHexString | undefined)?.decodeText() ?? null);
      walk(element.lookup(PDFName.of("K")));
    };
    walk(catalog.lookup(PDFName.of("StructTreeRoot")));
    expect(bare).toEqual([]);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, i) => i > 0 && level > (levels[i - 1] as number) + 1)).toEqual([]);
    expect(described).toHaveLength(10);
    for (const alt of described) expect(alt?.length).toBeGreaterThan(40);

    const metadata = catalog.lookup(PDFName.of("Metadata")) as PDFRawStream;
    const xmp = Buffer.from(metadata.getContents()).toString("utf8");
    expect(xmp).toContain('<rdf:li xml:lang="x-default">Tiltak &amp; mer</rdf:li>');
    expect(xmp).toContain("<xmp:CreateDate>2019-12-09T00:00:00Z</xmp:CreateDate>");
  });

  test("htmlToPdf(note) gives the same bytes twice, tagged, in Norwegian, with the edition's date", async () => {
    const [first, second] = [join(folder, "a.pdf"), join(folder, "b.pdf")];
    await htmlToPdf(note, first, edition);
    await htmlToPdf(note, second, edition);
    const pdf = readFileSync(first);
    expect(pdf.equals(readFileSync(second))).toBe(true);
    const text = pdf.toString("latin1");
    expect(text).toContain("/StructTreeRoot");
    expect(text).toMatch(/\/Lang (?:\(nb\)|<FEFF006E0062>)/);
    expect(text).toMatch(/\/CreationDate \(D:20191209000000/);
    expect(text).toMatch(/\/ModDate \(D:20191209000000/);
    // As the gate reads it: words over the ends of lines and over changes of the font.
    expect((await pdfTexts(pdf)).texts.join("\n").replace(/\s+/g, " ")).toContain(
      "svaralternativer er rettet. Hver rettelse står i en logg, med verdien før og etter, regel og begrunnelse, og svarene slik de kom inn, er bevart.",
    );
  });

  test("tells the gate of words that only the print has: made by the style, hyphenated, in another font", async () => {
    const { page } = await open(note);
    await page.evaluate(() => {
      const style = new CSSStyleSheet();
      style.replaceSync(
        ".k::before{content:'Kanarifug'}.k i::after{content:'len under '}.k b::after{content:'isen'}",
      );
      document.adoptedStyleSheets = [style];
      const p = document.createElement("p");
      p.className = "k";
      p.append(document.createElement("i"), document.createElement("b"));
      document.querySelector("main")!.prepend(p);
    });
    const content = await page.pdf({ preferCSSPageSize: true });
    const leaks = (text: string) =>
      findLeaks([{ path: "notat.pdf", content }], [{ text, place: "2019-037, navn", number: false }]);
    expect(await leaks("Kanarifuglen under isen")).toHaveLength(1);
    expect(await leaks("Kanarifuglen over isen")).toEqual([]);
    await page.close();
  });

  test("has ten whole figures: each begins and ends on the same page, and the live ones are drawings again", async () => {
    const { page } = await open(note);
    await page.click("figure.figure .explore");
    await page.waitForSelector(".live .main-svg");
    // Chromium writes a target for what is linked to.
    await page.$$eval("figure.figure", (list) => {
      for (const figure of list) {
        const last =
          [...figure.children].filter((e) => getComputedStyle(e).display !== "none").at(-2) ?? figure;
        last.id = `slutt-${figure.id}`;
        for (const id of [figure.id, last.id]) {
          const link = document.createElement("a");
          link.href = `#${id}`;
          link.textContent = ".";
          document.querySelector("main")!.append(link);
        }
      }
    });
    const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }));
    const figures = [...pages].filter(([id]) => id.startsWith("figur-"));
    expect(figures).toHaveLength(10);
    for (const [id, number] of figures) expect(pages.get(`slutt-${id}`), id).toBe(number);
    await page.emulateMediaType("print");
    const seen = await page.$$eval("figure.figure", (list) =>
      list.map((figure) => ({
        drawing: figure.querySelector(".wide-drawing svg")!.getBoundingClientRect().height > 50,
        live: (figure.querySelector(".live")?.getBoundingClientRect().height ?? 0) > 0,
      })),
    );
    expect(seen).toEqual(Array(10).fill({ drawing: true, live: false }));
    await page.close();
  });
});
