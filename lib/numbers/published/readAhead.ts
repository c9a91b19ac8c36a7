// Build step: loaded into the snapshot in which cells' processes start. What lies beside the answers is read there once;
// openEdition reads a file again when it is another than it was then.
import { codeOf } from "../../ground/files/keep.js";
import { dataYears, editionYears } from "../../ground/project.js";
import { openEdition } from "../../survey/edition/openEdition.js";
import { readPublished } from "./readPublished.js";

codeOf("chapter");
for (const year of dataYears()) {
  const { published } = openEdition(year);
  tryOut(() => published.earlier);
  tryOut(() => published.derived);
  tryOut(() => readPublished(year));
}
for (const year of editionYears()) {
  const opened = openEdition(year);
  tryOut(() => opened.edition);
  tryOut(() => opened.frame);
}

/** What is wrong with a file, whoever uses it is told. */
function tryOut(read: () => unknown): void {
  try {
    read();
  } catch {
    // See above.
  }
}
