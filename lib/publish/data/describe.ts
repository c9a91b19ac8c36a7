import { slug } from "../../ground/text/slug.js";
import type { Dataset, DataTable } from "./dataset.js";

/** Description of the tables for programs: Frictionless Data Package, version 2. */
export function dataPackage(dataset: Dataset): string {
  const { edition, licence } = dataset;
  const resource = (folder: string) => (table: DataTable) => ({
    name: `${folder.replace("/", "-")}${table.name}`
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, "-")
      .replace(/^-+/, ""),
    type: "table",
    path: `${folder}${table.name}.csv`,
    title: table.title,
    description: table.description,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    dialect: { delimiter: ",", lineTerminator: "\r\n", header: true },
    schema: {
      fields: table.columns.map((column) => ({
        name: column.name,
        title: column.title,
        ...(column.description === "" ? {} : { description: column.description }),
        type: column.type,
        ...(column.categories.length > 0 ? { categories: column.categories } : {}),
        missingValues: [
          { value: "", label: "Tom" },
          ...column.missing.map(({ value, label }) => ({ value, label })),
        ],
      })),
      ...(table.key.length > 0 ? { primaryKey: table.key } : {}),
      ...(table.name === "flersvar"
        ? {
            foreignKeys: [
              {
                fields: [...keyOf(dataset)],
                reference: { resource: dataset.records[0]?.name, fields: [...keyOf(dataset)] },
              },
            ],
          }
        : {}),
    },
  });
  return `${JSON.stringify(
    {
      $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
      name: identifierOf(dataset),
      title: edition.title,
      description: [edition.syntheticMark, edition.disclaimer].filter(Boolean).join(". "),
      version: edition.version,
      created: `${edition.date}T00:00:00Z`,
      contributors: [{ title: edition.sender, email: edition.contact, roles: ["publisher"] }],
      ...(edition.syntheticMark ? { keywords: [edition.syntheticMark.toLowerCase()] } : {}),
      licenses: [{ name: licence.id, title: licence.title, path: licence.url }],
      resources: [...dataset.records.map(resource("")), ...dataset.tables.map(resource("tabeller/"))],
    },
    null,
    2,
  )}\n`;
}

/** Description of the data set for catalogues: DCAT-AP-NO 2, as Turtle. */
export function dcat(dataset: Dataset): string {
  const { edition, licence } = dataset;
  const text = (value: string): string =>
    `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  const nb = (value: string): string => `${text(value)}@nb`;
  const files: [string, string, string][] = [
    ...dataset.records.map(({ name }): [string, string, string] => [
      `${name}.csv`,
      "CSV",
      "https://www.iana.org/assignments/media-types/text/csv",
    ]),
    ...dataset.records.map(({ name }): [string, string, string] => [
      `${name}.parquet`,
      "PARQUET",
      "https://www.iana.org/assignments/media-types/application/vnd.apache.parquet",
    ]),
    [
      workbookName(dataset),
      "XLSX",
      "https://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
  ];
  return `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<#datasett> a dcat:Dataset ;
  dct:title ${nb(edition.title)} ;
  dct:description ${nb([edition.syntheticMark, edition.disclaimer].filter(Boolean).join(". ") || edition.title)} ;
  dct:identifier ${text(identifierOf(dataset))} ;
  dct:publisher <#utgiver> ;
  dct:issued "${edition.date}"^^xsd:date ;
  dct:language <http://publications.europa.eu/resource/authority/language/NOB> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/GOVE> ;
  dcat:contactPoint <#kontakt> ;
  dcat:distribution ${files.map(([path]) => `<#${path}>`).join(", ")} .

<#utgiver> a foaf:Agent ;
  foaf:name ${nb(edition.sender)} .

<#kontakt> a vcard:Organization ;
  vcard:fn ${nb(edition.sender)} ;
  vcard:hasEmail <mailto:${encodeURI(edition.contact)}> .
${files
  .map(
    ([path, format, media]) => `
<#${path}> a dcat:Distribution ;
  dct:title ${nb(path)} ;
  dcat:accessURL <${path}> ;
  dcat:downloadURL <${path}> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/${format}> ;
  dcat:mediaType <${media}> ;
  dct:license <${licence.url}> .
`,
  )
  .join("")}`;
}

/** The licence of the data, in words. */
export function licenceText({ edition, licence }: Dataset): string {
  return `Dataene kan brukes etter ${licence.title}: ${licence.url}

Oppgi kilden slik: ${edition.citation}
${edition.disclaimer ? `\n${edition.disclaimer}\n` : ""}`;
}

export function workbookName(dataset: Dataset): string {
  return `${identifierOf(dataset)}.xlsx`;
}

/** The edition's title as a name: `digitaliseringstiltak-i-staten-2019`. */
function identifierOf({ edition: { title, year } }: Dataset): string {
  const name = slug(title).slice(0, 60).replace(/-+$/, "");
  return name.split("-").includes(String(year)) ? name : `${name}-${year}`;
}

/** The columns that name a row in each of the tables of answers. */
function keyOf({ records }: Dataset): readonly string[] {
  return records[0]?.key ?? [];
}
