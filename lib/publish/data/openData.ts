import { createHash } from "node:crypto";
import type { Artefact } from "../open/artefact.js";
import { codebookMarkdown, codebookPage } from "./codebook.js";
import { Dataset } from "./dataset.js";
import { dataPackage, dcat, licenceText, workbookName } from "./describe.js";
import { writeCsv } from "./writeCsv.js";
import { writeParquet } from "./writeParquet.js";
import { codebookTable, writeWorkbook } from "./writeWorkbook.js";

/**
 * The open data of an edition: CSV, workbook, Parquet, what describes them, checksums and licence.
 * @returns Files with their paths below the folder of what is published, `data/tiltak.csv` and so on, in a fixed order.
 */
export async function openData(dataset: Dataset): Promise<Artefact[]> {
  Dataset.check(dataset);
  const files: Artefact[] = [
    ...dataset.records.map((table) => ({ path: `data/${table.name}.csv`, content: writeCsv(table) })),
    ...dataset.records.map((table) => ({ path: `data/${table.name}.parquet`, content: writeParquet(table) })),
    ...dataset.tables.map((table) => ({
      path: `data/tabeller/${table.name}.csv`,
      content: writeCsv(table),
    })),
    { path: `data/${workbookName(dataset)}`, content: await writeWorkbook(dataset) },
    { path: "data/kodebok.csv", content: writeCsv(codebookTable(dataset)) },
    { path: "data/kodebok.md", content: codebookMarkdown(dataset) },
    { path: "data/kodebok.html", content: codebookPage(dataset) },
    { path: "data/datapackage.json", content: dataPackage(dataset) },
    { path: "data/dcat.ttl", content: dcat(dataset) },
    { path: "data/LISENS.txt", content: licenceText(dataset) },
  ];
  const sums = files
    .map(
      ({ path, content }) =>
        `${createHash("sha256").update(content).digest("hex")}  ${path.replace(/^data\//, "")}`,
    )
    .join("\n");
  return [...files, { path: "data/SHA256SUMS", content: `${sums}\n` }];
}
