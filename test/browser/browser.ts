import { pathToFileURL } from "node:url";
import { findChromium, HOW_TO_GET_CHROMIUM } from "notat/dist/lib/publish/report/findChromium.js";
import puppeteer, { type Browser, type MediaFeature, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe } from "vitest";

const executablePath = findChromium();

/** Tests in a real browser. Without one they are skipped; in CI that is a failure. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath === null && process.env.CI === "true") throw new Error(HOW_TO_GET_CHROMIUM);
  describe.skipIf(executablePath === null)(name, () => {
    beforeAll(async () => {
      browser = await puppeteer.launch({
        executablePath: executablePath!,
        args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
      });
    });
    afterAll(async () => {
      await browser.close();
    });
    tests();
  });
}

let browser: Browser;

/** Opens an address of this machine; uncaught errors and violations of a policy are complaints. */
export async function openAddress(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${(error as Error).message}`));
  await page.setViewport({ width: 1000, height: 800 });
  await page.goto(url);
  return { page, complaints };
}

export interface Opened {
  readonly page: Page;
  /** Addresses that were asked for, the file itself left out. */
  readonly requests: string[];
  /** What the console said, uncaught errors and violations of the content security policy. */
  readonly complaints: string[];
}

/** Opens a file as a reader does, with the network off, and notes everything it asks for or complains of. */
export async function open(
  file: string,
  options: { width?: number; dark?: boolean; script?: boolean; print?: boolean } = {},
): Promise<Opened> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    // data: and blob: stay within the page.
    if (!/^(data|blob):/.test(request.url()) && request.url().split("#")[0] !== address)
      requests.push(request.url());
  });
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${(error as Error).message}`));
  const session = await page.createCDPSession();
  await session.send("Log.enable");
  session.on("Log.entryAdded", ({ entry }) => complaints.push(`${entry.level}: ${entry.text}`));
  await page.setOfflineMode(true);
  await page.setJavaScriptEnabled(options.script ?? true);
  await page.setViewport({ width: options.width ?? 1280, height: 800 });
  const features: MediaFeature[] = [
    { name: "prefers-color-scheme", value: options.dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
  ];
  await page.emulateMediaFeatures(features);
  if (options.print) await page.emulateMediaType("print");
  await page.goto(address);
  return { page, requests, complaints };
}
