import type { Edition } from "../../ground/edition/edition.js";
import { documentOf } from "../../ground/page/document.js";
import { fontFace, sha256 } from "../../ground/page/page.js";
import { escapeHtml } from "../../ground/text/escape.js";
import { html, trusted } from "../../ground/text/html.js";
import type { DataColumn, Dataset, DataTable } from "./dataset.js";

/** The codebook as Markdown: each table, column and code of the open data. */
export function codebookMarkdown(dataset: Dataset): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
  const ofTable = ({ name, title, description, columns }: DataTable): string => {
    const codes = columns
      .filter((column) => codesOf(column).length > 0)
      .map(
        (column) =>
          `### Koder i ${column.name}\n\n${table(
            ["Kode", "Betyr"],
            codesOf(column).map(({ value, label }) => [value, label]),
          )}`,
      );
    const list = table(
      ["Kolonne", "Type", "Betyr"],
      columns.map((column) => [column.name, TYPES[column.type], meaningOf(column)]),
    );
    return [`## ${name}`, `${title}. ${description}`, list, ...codes].join("\n\n");
  };
  return `# Kodebok: ${dataset.edition.title}\n\n${noteOf(dataset.edition)}\n\n${dataset.records.map(ofTable).join("\n\n")}\n`;
}

/** The same as a page of its own, without script. */
export function codebookPage(dataset: Dataset): string {
  const { edition } = dataset;
  const style = `${fontFace()}
:root{color-scheme:light dark}body{font:400 1.1rem/1.5 "Source Sans 3",sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8a8f98}caption{text-align:left;font-weight:600;padding:.3rem 0}.wide{overflow-x:auto}`;
  const policy = `default-src 'none'; style-src '${sha256(style)}'; font-src data:; base-uri 'none'; form-action 'none'`;
  const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
    `<div class="wide" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.map((text) => `<th scope="col">${text}</th>`).join("")}</tr></thead><tbody>
${rows.map(([first = "", ...rest]) => `<tr><th scope="row">${escapeHtml(first)}</th>${rest.map((text) => `<td>${escapeHtml(text)}</td>`).join("")}</tr>`).join("\n")}
</tbody></table></div>`;
  const ofTable = ({ name, title, description, columns }: DataTable): string =>
    `<h2>${escapeHtml(title)}</h2>
<p>${escapeHtml(description)}</p>
${table(
  `Kolonner i ${name}`,
  ["Kolonne", "Type", "Betyr"],
  columns.map((column) => [column.name, TYPES[column.type], meaningOf(column)]),
)}
${columns
  .filter((column) => codesOf(column).length > 0)
  .map((column) =>
    table(
      `Koder i ${column.name}`,
      ["Kode", "Betyr"],
      codesOf(column).map(({ value, label }) => [value, label]),
    ),
  )
  .join("\n")}`;
  const title = `Kodebok: ${edition.title}`;
  const body = html`<main>
<h1>${title}</h1>
<p>${noteOf(edition)}</p>
${trusted(dataset.records.map(ofTable).join("\n"))}
</main>`;
  return documentOf({ title, edition: null, policy, style, body }).text;
}

const TYPES: Readonly<Record<DataColumn["type"], string>> = {
  string: "tekst",
  integer: "heltall",
  number: "tall",
  boolean: "sant eller usant",
};

function codesOf({ categories, missing }: DataColumn): readonly { value: string; label: string }[] {
  return [...categories, ...missing];
}

function meaningOf({ title, description }: DataColumn): string {
  return description === "" ? `${title}.` : `${title}. ${description}`;
}

function noteOf({ syntheticMark, disclaimer, citation }: Edition): string {
  return [syntheticMark ? `${syntheticMark}.` : "", disclaimer ?? "", `Kilde: ${citation}`]
    .filter((part) => part !== "")
    .join(" ");
}
