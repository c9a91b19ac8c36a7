import { pathToFileURL } from "node:url";
import puppeteer, { type Page } from "puppeteer-core";
import { ContentError } from "../../ground/errors.js";
import { writeWhole } from "../../ground/files/writeWhole.js";
import { findChromium, HOW_TO_GET_CHROMIUM } from "./findChromium.js";
import { finishPdf, type PdfEdition } from "./finishPdf.js";
import { pagesOf } from "./pdfPages.js";

/** The contents' page numbers are of a layout that they are part of; they settle after two. */
const MAX_PASSES = 4;

/**
 * Prints the note as PDF with Chromium: tagged, with bookmarks, running heads and page numbers, also in the contents.
 * Chromium can't refer to page numbers, so it prints twice: once to learn them, once with them.
 *
 * @param html Path of the note.
 * @param out Path of the PDF; written whole or not at all.
 * @param edition Its title, sender and date are the PDF's.
 * @throws ContentError when no Chromium is found (the message says how to get one), or when it can't print.
 * @example await htmlToPdf("out/2019/notat.html", "out/2019/notat.pdf", edition)
 */
export async function htmlToPdf(html: string, out: string, edition: PdfEdition): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) throw new ContentError(HOW_TO_GET_CHROMIUM);
  // Chromium's sandbox does not work for root, as in most containers.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({ executablePath, args }).catch((error: Error) => {
    throw new ContentError(
      `Chromium must start to make a PDF, but ${executablePath} did not: ${error.message.split("\n")[0]}`,
    );
  });
  try {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await page.goto(pathToFileURL(html).href);
    const { headings, links } = await page.evaluate(prepare);
    const printed = await printWithPageNumbers(page);
    writeWhole(out, await finishPdf(printed, edition, headings, new Map(links)));
  } finally {
    await browser.close();
  }
}

async function printWithPageNumbers(page: Page): Promise<Uint8Array> {
  let pages = new Map<string, number>();
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    await page.evaluate(numberContents, [...pages]);
    const pdf = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    const found = pagesOf(pdf);
    if (pass > 1 && [...found].every(([id, number]) => pages.get(id) === number)) return pdf;
    pages = found;
  }
  throw new ContentError(
    `The page numbers of the contents must settle, but change with every printing (${MAX_PASSES} times).`,
  );
}

/**
 * Runs in the page. A figure's frame would become a figure of its own in the PDF, without a description; the drawing in
 * it is the figure.
 * @returns The words of the headings that are printed, and where links lead, each with its words.
 */
function prepare(): { headings: string[]; links: [string, string][] } {
  const wordsOf = (element: Element): string => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  for (const figure of document.querySelectorAll("figure")) figure.setAttribute("role", "group");
  const headings = [...document.querySelectorAll<HTMLElement>("h1, h2, h3, h4, h5, h6")];
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((link): [string, string] => {
    const href = link.getAttribute("href") ?? "";
    if (!href.startsWith("#")) return [href, link.getAttribute("aria-label") ?? wordsOf(link)];
    const id = decodeURIComponent(href.slice(1));
    const target = document.getElementById(id);
    const heading = target?.matches("h1, h2, h3, h4, h5, h6") ? target : null;
    return [id, `Gå til ${wordsOf(heading ?? link)}`];
  });
  return {
    headings: headings.filter((heading) => !heading.closest("[popover]")).map(wordsOf),
    // The first link to a place has its words in full: the contents come before the references.
    links: [...new Map(links.reverse())],
  };
}

/** Runs in the page. Room for three digits from the start, so that the second pass breaks its lines as the first did. */
function numberContents(pages: [string, number][]): void {
  const numbers = new Map(pages);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a")) {
    let slot = link.querySelector(".page-number");
    if (!slot) {
      slot = document.createElement("span");
      slot.className = "page-number";
      link.append(slot);
    }
    slot.textContent = String(numbers.get(decodeURIComponent(link.hash.slice(1))) ?? "");
  }
}
