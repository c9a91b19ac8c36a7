import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from "@cantoo/pdf-lib";
import type { Edition } from "../../ground/edition/edition.js";
import { ContentError } from "../../ground/errors.js";
import { html } from "../../ground/text/html.js";

/** What of an edition stands in its PDF beside the pages. */
export type PdfEdition = Pick<Edition, "date" | "title" | "sender" | "syntheticMark">;

/**
 * The PDF that Chromium printed with what it leaves out or gets wrong: bookmarks with the headings' own words (it writes
 * those of headings that begin a page twice), what each link leads to, title, sender, dates of the edition, and the same
 * as XMP metadata. Equal input gives equal bytes.
 * @param headings The words of every heading that was printed, in order.
 * @param links Where links lead, an id of the note or an address, each with its words.
 * @throws ContentError when there are not as many bookmarks as headings.
 */
export async function finishPdf(
  pdf: Uint8Array,
  edition: PdfEdition,
  headings: readonly string[],
  links: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  nameBookmarks(document, headings);
  describeLinks(document, links);
  const date = new Date(`${edition.date}T00:00:00Z`);
  document.setTitle(edition.title, { showInWindowTitleBar: true });
  document.setAuthor(edition.sender);
  document.setSubject(edition.syntheticMark ?? "");
  document.setLanguage("nb");
  document.setCreator("notat");
  document.setProducer("Chromium");
  document.setCreationDate(date);
  document.setModificationDate(date);
  const metadata = document.context.stream(xmpOf(edition), { Type: "Metadata", Subtype: "XML" });
  document.catalog.set(PDFName.of("Metadata"), document.context.register(metadata));
  return document.save({ useObjectStreams: false });
}

function nameBookmarks({ catalog }: PDFDocument, headings: readonly string[]): void {
  const bookmarks = bookmarksBelow(catalog.lookupMaybe(PDFName.of("Outlines"), PDFDict));
  if (bookmarks.length !== headings.length)
    throw new ContentError(
      `A PDF must have a bookmark for each of its ${headings.length} headings, but Chromium made ${bookmarks.length}.`,
    );
  bookmarks.forEach((bookmark, i) => {
    bookmark.set(PDFName.of("Title"), PDFHexString.fromText(headings[i] ?? ""));
  });
}

/** What a screen reader says of a link that stands alone: PDF/UA asks for it beside the words on the page. */
function describeLinks(document: PDFDocument, links: ReadonlyMap<string, string>): void {
  for (const page of document.getPages()) {
    const annotations = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray);
    for (let i = 0; i < (annotations?.size() ?? 0); i++) {
      const link = annotations?.lookupMaybe(i, PDFDict);
      if (link?.get(PDFName.of("Subtype")) !== PDFName.of("Link")) continue;
      const place = link.lookupMaybe(PDFName.of("Dest"), PDFName)?.decodeText();
      const address = link
        .lookupMaybe(PDFName.of("A"), PDFDict)
        ?.lookupMaybe(PDFName.of("URI"), PDFString)
        ?.decodeText();
      const words = links.get(place ?? address ?? "") ?? address ?? place ?? "";
      link.set(PDFName.of("Contents"), PDFHexString.fromText(words));
    }
  }
}

function bookmarksBelow(parent: PDFDict | undefined): PDFDict[] {
  const found: PDFDict[] = [];
  let next = parent?.lookupMaybe(PDFName.of("First"), PDFDict);
  while (next) {
    found.push(next, ...bookmarksBelow(next));
    next = next.lookupMaybe(PDFName.of("Next"), PDFDict);
  }
  return found;
}

function xmpOf({ title, sender, date, syntheticMark }: PdfEdition): string {
  const at = `${date}T00:00:00Z`;
  const text = html`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${sender}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${syntheticMark ?? ""}</rdf:li></rdf:Alt></dc:description><dc:language><rdf:Bag><rdf:li>nb</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate><xmp:MetadataDate>${at}</xmp:MetadataDate><xmp:CreatorTool>notat</xmp:CreatorTool><pdf:Producer>Chromium</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>${text}<?xpacket end="r"?>`;
}
