// One measured run of ours, in a process of its own: notebooks executed and a page of each, as nbconvert makes them.
// node engine.js cache|execute OUT FILE.ipynb …
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runNotebooks } from "notat/dist/lib/engine/run/runNotebooks.js";

const [mode, out, ...files] = process.argv.slice(2);
const rendering = import("notat/dist/lib/publish/report/renderNotebookPage.js");
const runs = await runNotebooks(files, mode === "cache" ? { cache: [] } : {});
const { renderNotebookPage } = await rendering;
mkdirSync(out, { recursive: true });
for (const { file, notebook, ok, error } of runs) {
  if (!ok) throw new Error(`${file}: ${error.ename}: ${error.evalue}`);
  const title = basename(file, ".ipynb");
  writeFileSync(join(out, `${title}.html`), await renderNotebookPage(notebook, { title }));
}
