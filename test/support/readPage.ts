import { JSDOM, VirtualConsole } from "jsdom";

/** A page as a document; what jsdom can't read of its style is not printed, with all of it, on every test's output. */
export function readPage(html: string): Document {
  return new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document;
}
