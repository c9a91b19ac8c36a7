import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { HtmlValidate } from "html-validate";
import type { Page } from "puppeteer-core";
import { expect, inject, test } from "vitest";
import { describeInBrowser, open } from "./browser.js";

const overview = join(dirname(inject("note")), "oversikt.html");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const status = (page: Page) => page.$eval("#status", (e) => e.textContent);
const names = (page: Page) => page.$$eval("#liste h2", (list) => list.map((e) => e.textContent));
const hash = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));
async function search(page: Page, text: string) {
  await page.$eval("#q", (e) => {
    (e as HTMLInputElement).value = "";
  });
  await page.type("#q", text);
  await page.waitForSelector('#utvalg[aria-busy="false"]');
}
async function choose(page: Page, label: string) {
  await page.evaluate((wanted) => {
    const found = [...document.querySelectorAll<HTMLLabelElement>("#fasetter label")].find((e) =>
      e.textContent?.startsWith(wanted),
    );
    found!.click();
  }, label);
}

describeInBrowser("the overview", () => {
  test("shows the public tiltak, asks for nothing and complains of nothing, from disk without a network", async () => {
    const { page, requests, complaints } = await open(overview);
    expect(await status(page)).toBe("Alle 411 tiltak");
    expect(await names(page)).toHaveLength(30);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("is valid HTML", async () => {
    const htmlvalidate = new HtmlValidate({
      extends: ["html-validate:standard"],
      rules: { "long-title": "off", "no-trailing-whitespace": "off", "no-inline-style": "error" },
    });
    const report = await htmlvalidate.validateString(readFileSync(overview, "utf8"));
    expect(
      report.results.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.message} (${m.ruleId})`)),
    ).toEqual([]);
  });

  test.each([
    ["a typing error", "arbeidsavklarngssaker", "Arbeidsavklaringssaker på felles komponenter"],
    ["another ending", "bidragssakene", "Automatisk kontroll av bidragssaker"],
    ["ø written o", "brukermoter", "Automatisk behandling av brukermøter"],
    ["ø written oe", "brukermoete", "Automatisk behandling av brukermøter"],
    ["å written aa", "aapne data", "Gjenbruk av løsning for åpne data"],
    ["the last part of a compound", "søknad", "Nytt fagsystem for dagpengesøknader"],
    ["a typing error in the first part of one", "tunell", "Roboter som avlaster arbeidet med tunnelkameraer"],
    [
      "the ministry that it is placed under",
      "samferdsel robot",
      "Roboter som avlaster arbeidet med tunnelkameraer",
    ],
  ])("finds a tiltak through %s", async (_, typed, wanted) => {
    const { page } = await open(overview);
    await search(page, typed);
    expect(await names(page)).toContain(wanted);
    await page.close();
  });

  test("whole words come before beginnings, and these before parts of others", async () => {
    const { page } = await open(overview);
    await search(page, "nav");
    const bodies = await page.$$eval("#liste .hvem", (list) => list.map((e) => e.textContent));
    // Navnedagsverket has five, and would be first by the rarity of its words.
    expect(bodies.slice(0, 25).every((body) => body.startsWith("Arbeids- og velferdsdirektoratet"))).toBe(
      true,
    );
    expect(bodies.slice(25).some((body) => body.startsWith("Navnedagsverket"))).toBe(true);
    await search(page, "tilskudd");
    expect(await names(page)).toEqual([
      expect.stringMatching(/^Tilskudd /),
      expect.stringMatching(/ tilskudds/),
      expect.stringMatching(/ tilskudds/),
      ...Array(3).fill(expect.stringMatching(/[^ ]tilskudd/)),
    ]);
    await page.close();
  });

  test("says so when nothing is spelt as it is asked for", async () => {
    const { page } = await open(overview);
    await search(page, "tunell");
    expect(await status(page)).toBe("1 av 411 tiltak. Ingen er skrevet slik; disse likner");
    await search(page, "tunnel");
    expect(await status(page)).toBe("1 av 411 tiltak");
    await page.close();
  });

  test("has all that was found on paper, however it is printed, and afterwards what was shown", async () => {
    const { page } = await open(overview);
    await choose(page, "Samferdselsdepartementet");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await names(page)).toHaveLength(38);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await names(page)).toHaveLength(30);
    await page.close();
  });

  test("gives a file with just what is shown, in its order, in which no text is a formula", async () => {
    const { page } = await open(overview);
    await page.evaluate(() => {
      const held = window as unknown as { files: Blob[] };
      held.files = [];
      URL.createObjectURL = (file: Blob) => {
        held.files.push(file);
        return "blob:null";
      };
    });
    await choose(page, "Samferdselsdepartementet");
    await page.select("#sorter", "alfabet");
    await page.click("#last-ned");
    const text = await page.evaluate(() => (window as unknown as { files: Blob[] }).files[0]!.text());
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).toHaveLength(38);
    const shown = await names(page);
    expect(rows.slice(0, 30).map(({ navn }) => navn)).toEqual(shown);
    expect(shown).toEqual(shown.toSorted(new Intl.Collator("nb").compare));
    expect(rows.every(({ departement }) => departement === "Samferdselsdepartementet")).toBe(true);
    await page.close();
  });

  test("does not take a short word for another that looks like it", async () => {
    const { page } = await open(overview);
    await search(page, "skole");
    for (const name of await names(page)) expect(name).toMatch(/skole/i);
    await page.close();
  });

  test("shows all until a word has two letters, and says that it searches where many tiltak are not yet read", async () => {
    // As many as 26 surveys have, each with a word of its own.
    const many = join(mkdtempSync(join(tmpdir(), "notat ")), "mange.html");
    const page0 = readFileSync(overview, "utf8");
    const [, json = ""] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page0)!;
    const data = JSON.parse(json);
    const name = data.fields.findIndex(({ key }: { key: string }) => key === data.spec.name);
    data.records = Array.from({ length: 26 }, (_, copy) =>
      data.records.map(([key, body, short, answers]: [string, string, string, unknown[]], i: number) => [
        `${key}-${copy}`,
        body,
        short,
        answers.with(name, `${answers[name]} utgave${copy}x${i}`),
      ]),
    ).flat();
    writeFileSync(
      many,
      page0.replace(json, () => JSON.stringify(data).replaceAll("<", "\\u003c")),
    );
    const { page } = await open(many);
    const first = await page.evaluate(() => {
      const box = document.getElementById("q") as HTMLInputElement;
      box.value = "arbeidsavklaringssaker utgave7x0";
      box.dispatchEvent(new Event("input", { bubbles: true }));
      return document.getElementById("status")!.textContent;
    });
    expect(first).toBe("Søker …");
    await page.waitForSelector('#utvalg[aria-busy="false"]');
    expect(await names(page)).toEqual(["Arbeidsavklaringssaker på felles komponenter utgave7x0"]);
    await search(page, "a");
    expect(await status(page)).toBe("Alle 10 686 tiltak".replace("10 ", "10\u00a0"));
    await page.close();
    rmSync(many);
  });

  test("counts each choice given the others, and list, count and address bar agree", async () => {
    const { page } = await open(overview);
    await choose(page, "Samferdselsdepartementet");
    expect(await status(page)).toBe("38 av 411 tiltak");
    expect(await hash(page)).toBe("#departement=SD");
    const phases = await page.$$eval("#fasetter details:nth-of-type(3) .antall", (list) =>
      list.map((e) => Number(e.textContent?.replace(/\D/g, ""))),
    );
    expect(phases.reduce((a, b) => a + b)).toBe(38);
    // The facet itself still counts what the others leave, so that one can choose another.
    const ministries = await page.$$eval("#fasetter details:nth-of-type(1) .antall", (list) =>
      list.map((e) => Number(e.textContent?.replace(/\D/g, ""))),
    );
    expect(ministries.reduce((a, b) => a + b)).toBe(411);
    await page.close();
  });

  test("the pictures follow the choices, and name those without an answer in one order", async () => {
    const { page } = await open(overview);
    const lines = () =>
      page.$$eval("#bilde svg", (list) => list.map((e) => e.getAttribute("aria-label")!.split(", ")));
    await choose(page, "Samferdselsdepartementet");
    const [phases, classes] = await lines();
    for (const [list, n] of [
      [phases!, 38],
      [classes!, 38],
    ] as const)
      expect(list.reduce((sum, line) => sum + Number(/(\d+) av/.exec(line)![1]), 0)).toBe(n);
    expect(phases!.at(-1)!.split(" ").slice(0, -3).join(" ")).toBe("Ikke svart");
    expect(classes!.slice(-3).map((line) => line.split(" ").slice(0, -3).join(" "))).toEqual([
      "Ikke svart",
      "Ikke avklart",
      "Skjermet",
    ]);
    await page.close();
  });

  test("takes steps back, and opens at an address", async () => {
    const { page } = await open(overview);
    await choose(page, "Samferdselsdepartementet");
    await choose(page, "Idé");
    const both = await status(page);
    await page.goBack();
    expect(await status(page)).toBe("38 av 411 tiltak");
    await page.goForward();
    expect(await status(page)).toBe(both);
    await page.evaluate(() => {
      location.hash = "#teknologi=ki&vis=tabell";
    });
    await page.waitForFunction(() => document.querySelectorAll("#rader tr").length > 0);
    // 34 answered so; one of them is kept back.
    expect(await status(page)).toBe("33 av 411 tiltak");
    await page.close();
  });

  test("is the same after a reload: query, choices, order and table stand in the address that is shared", async () => {
    const { page } = await open(overview);
    await choose(page, "Helse- og omsorgsdepartementet");
    await search(page, "løsning");
    await page.select("#sorter", "alfabet");
    await page.click("#vis-tabell");
    const seen = () =>
      page.evaluate(() => [
        document.getElementById("status")!.textContent,
        (document.getElementById("q") as HTMLInputElement).value,
        ...[...document.querySelectorAll("#rader th, #valgt li")].map((e) => e.textContent),
      ]);
    const before = await seen();
    expect(await hash(page)).toBe("#q=løsning&departement=HOD&sorter=alfabet&vis=tabell");
    expect(before.length).toBeGreaterThan(4);
    await page.reload();
    await page.waitForSelector('#utvalg[aria-busy="false"]');
    expect(await seen()).toEqual(before);
    await page.close();
  });

  test("is used with the keyboard alone, and says aloud what was found", async () => {
    const { page } = await open(overview);
    const focused = () => page.evaluate(() => document.activeElement!.id);
    const tabTo = async (id: string) => {
      for (let n = 0; n < 120 && (await focused()) !== id; n++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(id);
    };
    await tabTo("q");
    await page.keyboard.type("tunnel");
    await page.waitForSelector('#utvalg[aria-busy="false"]');
    expect(await status(page)).toBe("1 av 411 tiltak");
    expect(await page.$eval("#status", (e) => e.getAttribute("role"))).toBe("status");
    await tabTo("nullstill");
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("q");
    await tabTo("f-departement-SD");
    await page.keyboard.press("Space");
    expect(await status(page)).toBe("38 av 411 tiltak");
    await tabTo("vis-tabell");
    await page.keyboard.press("Space");
    expect(await page.$$eval("#rader tr", (list) => list.length)).toBe(30);
    await tabTo("mer");
    await page.keyboard.press("Enter");
    // The first of those that came has the focus.
    expect(await page.evaluate(() => document.activeElement!.closest("tr")!.rowIndex)).toBe(31);
    await page.close();
  });

  test("leads back to the note's numbers of the same choice, however it was made, and from the note here again", async () => {
    const { page } = await open(overview);
    const numbers = () => page.$eval("#i-notatet", (e) => e.textContent.replaceAll("\u00a0", " "));
    expect(await page.$eval("#i-notatet", (e) => (e as HTMLElement).hidden)).toBe(true);
    await page.evaluate(() => {
      location.hash = "#effekter=kvalitet";
    });
    await page.waitForFunction(() => !document.getElementById("i-notatet")!.hidden);
    expect(await numbers()).toMatch(/^I notatet: 276 av 432, .*\d+ vises ikke her/);
    const href = await page.$eval("#i-notatet a", (e) => e.getAttribute("href")!);
    await Promise.all([page.waitForNavigation(), page.click("#i-notatet a")]);
    expect(page.url()).toMatch(/notat\.html#sted-tall-\d+$/);
    const target = await page.$eval(`#${href.split("#")[1]}`, (e) =>
      e.textContent!.replaceAll("\u00a0", " "),
    );
    expect(target).toMatch(/276|64 prosent/);
    await page.close();
  });

  test("opens a tiltak at its own address, with the keyboard, and goes back to the list", async () => {
    const { page } = await open(overview);
    await page.focus("#liste a");
    const name = await page.$eval("#liste a", (e) => e.textContent);
    await page.keyboard.press("Enter");
    expect(await hash(page)).toMatch(/^#tiltak=[a-z0-9-]+$/);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    await page.focus(".tilbake");
    await page.keyboard.press("Enter");
    expect(await page.$eval("#detalj", (e) => (e as HTMLElement).hidden)).toBe(true);
    await page.close();
  });

  test("says so when the tiltak of an address is not there", async () => {
    const { page } = await open(overview);
    await page.evaluate(() => {
      location.hash = "#tiltak=finnes-ikke";
    });
    await page.waitForFunction(() => /finnes ikke/.test(document.getElementById("status")!.textContent!));
    await page.close();
  });

  test("shows what free text holds as text, whatever it holds", async () => {
    const { page } = await open(overview);
    await search(page, "<img src=x onerror=alert(1)>");
    expect(await page.$$eval("#valgt img, #status img", (list) => list.length)).toBe(0);
    await page.close();
  });

  test("is a plain table of all tiltak without script", async () => {
    const { page } = await open(overview, { script: false });
    const session = await page.createCDPSession();
    const { root } = await session.send("DOM.getDocument", { depth: -1 });
    const { nodeIds } = await session.send("DOM.querySelectorAll", {
      nodeId: root.nodeId,
      selector: "noscript tbody tr",
    });
    expect(nodeIds).toHaveLength(411);
    await page.close();
  });

  test.each([360, 768, 1280])("has no sideways scrolling at %i pixels", async (width) => {
    const { page } = await open(overview, { width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  test.each([
    ["light", "", false],
    ["dark", "", true],
    ["as a table", "#vis=tabell&fase=ide", false],
    ["one tiltak, dark", "#tiltak=nav-arbeidsavklaringssaker-pa-felles-komponenter", true],
  ])("axe finds nothing: %s", async (_, state, dark) => {
    const { page } = await open(overview, { dark });
    await page.evaluate((to) => {
      location.hash = to;
    }, state);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      type Results = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
      const run = (window as unknown as { axe: { run(options: object): Promise<Results> } }).axe.run;
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
      const { violations } = await run({ runOnly: { type: "tag", values: tags } });
      return violations.flatMap(({ id, nodes }) =>
        nodes
          .slice(0, 3)
          .map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
      );
    });
    expect(found).toEqual([]);
    await page.close();
  });
});
