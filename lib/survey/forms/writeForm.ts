import { writeXlsx } from "hucre/xlsx";
import { formatDate } from "../../ground/text/dates.js";
import { formatNumber } from "../../ground/text/format.js";
import { type OpenEdition, titleOf } from "../edition/openEdition.js";
import type { Body } from "../frame/readFrame.js";
import type { SheetColumn } from "../intake/matchColumns.js";
import { columnName } from "../intake/workbook/rawWorkbook.js";
import { ANSWERS, GUIDANCE, LISTS } from "../intake/workbook/sheetNames.js";
import { type ItemDefinition, MISSING, type Questionnaire } from "../questionnaire/types.js";
import { unitWords } from "../questionnaire/unitWords.js";
import { formColumns, formVersion, HEADER_ROWS, headersOf, printMark } from "./formColumns.js";
import { answered, type CellOf, conditionFormula, quoteText, statementFormulas } from "./formula.js";

/** What is known of a tiltak before its body fills in the form: cells by the columns' codes. */
export interface Prefilled {
  readonly id: string;
  readonly cells: Readonly<Record<string, string | number>>;
}

/** Rows for new tiltak, beside those that are filled in. */
const NEW_ROWS = 40;
/** The column with what the sheet itself finds, after the id. */
const CHECKS_AT = 1;
/** Excel takes no longer formula. */
const LONGEST_FORMULA = 8192;

const COLOURS = {
  head: "1F4E79",
  group: "DDEBF7",
  grey: "D9D9D9",
  wrong: "FCE4D6",
  faint: "7F7F7F",
} as const;
const fill = (rgb: string) =>
  ({ type: "pattern", pattern: "solid", fgColor: { rgb }, bgColor: { rgb } }) as const;

const TICK = 1;

/**
 * The form of one body: a workbook with a page of guidance, a sheet with one row a tiltak, and the lists that its
 * cells choose from.
 *
 * The sheet checks what a sheet can (ticks, routing, required answers, edit rules without patterns), its structure is
 * locked, and its first row has the codes and the form's mark for the way back. Every row has its id beforehand, so
 * that a form which comes twice is about the same tiltak. The same edition, body and rows give the same bytes.
 * @param known Tiltak that go on from the last edition, in order.
 * @example writeWhole("skjema.xlsx", await writeForm(openEdition(2019), frame[0], []));
 */
export async function writeForm(
  edition: OpenEdition,
  body: Body,
  known: readonly Prefilled[],
): Promise<Uint8Array> {
  const { questionnaire, year } = edition;
  const columns = formColumns(questionnaire);
  const lists = listsOf(questionnaire);
  const made = new Date(Date.UTC(year, 0, 1));
  return writeXlsx({
    sheets: [
      guidanceSheet(edition, body, known.length),
      answerSheet(edition, body, columns, lists, known),
      { name: LISTS, rows: toRows(lists), protection: { sheet: true } },
    ],
    activeSheet: 0,
    defaultFont: { name: "Calibri", size: 11 },
    workbookProtection: { lockStructure: true },
    properties: {
      title: `Skjema, ${titleOf(edition)}: ${body.virksomhet}`,
      creator: "notat",
      created: made,
      modified: made,
    },
  });
}

/** Options by item, each a column of the list sheet; and the one answer of `utgår`. */
function listsOf(questionnaire: Questionnaire): Map<string, readonly string[]> {
  const items = Object.values(questionnaire.items).filter(
    ({ kind, key }) => kind === "single" && key !== questionnaire.ministry?.key,
  );
  return new Map([
    ["utgår", ["ja"]],
    ...items.map(({ key, options }): [string, readonly string[]] => [key, options.map(({ label }) => label)]),
  ]);
}

function toRows(lists: ReadonlyMap<string, readonly string[]>): (string | null)[][] {
  const height = Math.max(...[...lists.values()].map((options) => options.length));
  return Array.from({ length: height + 1 }, (_, i) =>
    [...lists].map(([key, options]) => (i === 0 ? key : (options[i - 1] ?? null))),
  );
}

type Sheet = Parameters<typeof writeXlsx>[0]["sheets"][number];
type Cells = NonNullable<Sheet["cells"]>;

function answerSheet(
  { questionnaire, year }: OpenEdition,
  body: Body,
  columns: readonly SheetColumn[],
  lists: ReadonlyMap<string, readonly string[]>,
  known: readonly Prefilled[],
): Sheet {
  // The column with the checks stands between the id and the rest.
  const at = new Map(columns.map(({ field }, i) => [field, i < CHECKS_AT ? i : i + 1]));
  const letter = (field: string): string => columnName(at.get(field) as number);
  const first = HEADER_ROWS + 1;
  const last = HEADER_ROWS + known.length + NEW_ROWS;
  const cellIn =
    (row: number): CellOf =>
    (field) =>
      `$${letter(field)}${row}`;
  const cells: Cells = new Map();
  const headers = [
    ...columns.map((column) => ({
      at: at.get(column.field) as number,
      texts: [column.field, ...headersOf(column)],
    })),
    {
      at: CHECKS_AT,
      texts: [
        printMark({
          year,
          organisasjonsnummer: body.organisasjonsnummer,
          version: formVersion(questionnaire),
        }),
        "Kontroll",
        "Regnes ut av arket",
      ],
    },
  ];
  for (const { at: column, texts } of headers)
    texts.forEach((value, row) => {
      cells.set(`${row},${column}`, {
        value,
        type: "string",
        style: HEADERS[row] as (typeof HEADERS)[number],
      });
    });
  for (let row = first; row <= last; row++) {
    const filled = known[row - first];
    const id = filled?.id ?? newId(year, body, row - first - known.length + 1);
    for (const { field, item, role } of columns) {
      const value = field === "id" ? id : (filled?.cells[field] ?? null);
      const numFmt = item?.kind === "amount" ? "#,##0" : role === "tick" ? "0" : "@";
      cells.set(`${row - 1},${at.get(field)}`, {
        value,
        style: {
          numFmt,
          protection: { locked: field === "id" },
          alignment: { wrapText: item?.kind === "text", vertical: "top" },
          ...(field === "id" ? { font: { color: { rgb: COLOURS.faint } } } : {}),
        },
      });
    }
    cells.set(`${row - 1},${CHECKS_AT}`, {
      value: null,
      formula: checkFormula(questionnaire, columns, cellIn(row), (column) => body[column] === true),
      style: { alignment: { wrapText: true, vertical: "top" } },
    });
  }
  const range = (field: string): string => `${letter(field)}${first}:${letter(field)}${last}`;
  return {
    name: ANSWERS,
    cells,
    columns: widthsOf(columns),
    dataValidations: columns.flatMap((column) => {
      const rule = validationOf(column, lists, cellIn(first));
      return rule ? [{ ...rule, range: range(column.field) }] : [];
    }),
    conditionalRules: shadingOf(
      questionnaire,
      columns,
      cellIn(first),
      range,
      `B${first}:B${last}`,
      (column) => body[column] === true,
    ),
    freezePane: { rows: HEADER_ROWS, columns: 4 },
    protection: { sheet: true, formatColumns: true, formatRows: true, formatCells: true },
    rowDefs: new Map([
      [1, { height: 32 }],
      [2, { height: 62 }],
    ]),
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

const HEADERS = [
  { font: { size: 8, color: { rgb: COLOURS.faint } } },
  {
    font: { bold: true, color: { rgb: "FFFFFF" } },
    fill: fill(COLOURS.head),
    alignment: { wrapText: true, vertical: "top" },
  },
  { fill: fill(COLOURS.group), alignment: { wrapText: true, vertical: "top" } },
] as const;

/** The id of the k-th new tiltak of a body, from 1. */
function newId(year: number, { organisasjonsnummer }: Body, k: number): string {
  return `${year}-${organisasjonsnummer}-${String(k).padStart(2, "0")}`;
}

function widthsOf(columns: readonly SheetColumn[]): { width: number }[] {
  const widths = columns.map(({ item, role }) => {
    if (role === "id") return { width: 20 };
    if (role === "tick") return { width: 16 };
    if (role === "specify" || item?.kind === "text") return { width: 32 };
    return { width: item?.kind === "amount" ? 18 : 22 };
  });
  return [...widths.slice(0, CHECKS_AT), { width: 44 }, ...widths.slice(CHECKS_AT)];
}

type Validation = Omit<NonNullable<Sheet["dataValidations"]>[number], "range">;

function validationOf(
  { field, item, option, role }: SheetColumn,
  lists: ReadonlyMap<string, readonly string[]>,
  cell: CellOf,
): Validation | null {
  const stop = (errorMessage: string, inputMessage: string) => ({
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: "stop" as const,
    errorTitle: "Svaret passer ikke",
    errorMessage,
    showInputMessage: true,
    // Excel takes at most 255 characters, and 32 in a title.
    inputMessage: inputMessage.slice(0, 255),
  });
  const options = lists.get(field);
  if (options) {
    const column = columnName([...lists.keys()].indexOf(field));
    const question =
      item?.question ??
      "Skriv ja om det som står i raden, er avsluttet, stanset eller slått sammen med noe annet.";
    return {
      type: "list",
      formula1: `${LISTS}!$${column}$2:$${column}$${options.length + 1}`,
      ...stop("Velg et svar fra listen, eller la cellen stå tom.", question),
    };
  }
  if (role === "tick")
    return {
      type: "whole",
      operator: "equal",
      formula1: String(TICK),
      ...stop(
        "Et kryss er tallet 1. Ellers skal cellen være tom.",
        `${item?.question} Skriv 1 om «${option?.label}» gjelder.`,
      ),
    };
  if (item?.kind === "amount") {
    const at = cell(field).replace("$", "");
    const words = [MISSING.ikke_avklart, MISSING.ikke_relevant].map((text) => `${at}=${quoteText(text)}`);
    return {
      type: "custom",
      formula1: `OR(AND(ISNUMBER(${at}),${at}>=0),${words.join(",")})`,
      ...stop(
        "Skriv beløpet i hele kroner uten enhet, for eksempel 12500000, eller «Ikke avklart».",
        `${item.question} Hele kroner, for eksempel 12500000.`,
      ),
    };
  }
  return null;
}

/** What the sheet itself finds wrong with a row, in words; «I orden» when it finds nothing, nothing for an empty row. */
function checkFormula(
  questionnaire: Questionnaire,
  columns: readonly SheetColumn[],
  cell: CellOf,
  ofBody: (column: string) => boolean,
): string {
  const items = Object.values(questionnaire.items).filter((item) =>
    columns.some((column) => column.item === item),
  );
  const found: [string, string][] = [];
  for (const item of items) {
    const asked = item.asked ? conditionFormula(item.asked, questionnaire, cell, ofBody) : null;
    if (item.required)
      found.push([
        asked ? `AND(${asked},NOT(${answered(item, cell)}))` : `NOT(${answered(item, cell)})`,
        `Spørsmål ${item.number} må besvares.`,
      ]);
    if (asked)
      found.push([`AND(NOT(${asked}),${answered(item, cell)})`, `Spørsmål ${item.number} skal stå tomt.`]);
    if (item.kind !== "multiple") continue;
    const all = item.options.map(({ key }) => cell(`${item.key}__${key}`));
    const count = `COUNTA(${all.join(",")})`;
    if (Number.isFinite(item.max))
      found.push([
        `${count}>${item.max}`,
        `Høyst ${formatNumber(item.max)} kryss i spørsmål ${item.number}.`,
      ]);
    for (const { key, exclusive, label } of item.options)
      if (exclusive)
        found.push([
          `AND(${cell(`${item.key}__${key}`)}<>"",${count}>1)`,
          `«${label}» i spørsmål ${item.number} kan ikke stå sammen med andre kryss.`,
        ]);
  }
  for (const rule of questionnaire.rules) {
    const must = statementFormulas(rule.must, questionnaire, cell);
    const when = rule.when ? statementFormulas(rule.when, questionnaire, cell) : { holds: "TRUE" };
    if (must && when)
      found.push([when.holds === "TRUE" ? must.fails : `AND(${when.holds},${must.fails})`, rule.message]);
  }
  const filled = `COUNTA(${columns
    .filter(({ role }) => role !== "id")
    .map(({ field }) => cell(field))
    .join(",")})`;
  const isOut = `${cell("utgår")}="ja"`;
  // Each text ends with a space; without any, the words for a row in order are left, which no space comes before.
  const formula = (parts: readonly string[]): string =>
    `IF(${filled}=0,"",IF(${isOut},"Utgår",SUBSTITUTE(${[...parts, '"I orden"'].join("&")}," I orden","")))`;
  const parts = found.map(([when, text]) => `IF(${when},${quoteText(`${text} `)},"")`);
  // What does not fit is found when the form comes back.
  while (formula(parts).length > LONGEST_FORMULA) parts.pop();
  return formula(parts);
}

function shadingOf(
  questionnaire: Questionnaire,
  columns: readonly SheetColumn[],
  cell: CellOf,
  range: (field: string) => string,
  checks: string,
  ofBody: (column: string) => boolean,
): NonNullable<Sheet["conditionalRules"]> {
  const rules: NonNullable<Sheet["conditionalRules"]> = [];
  const add = (area: string, formula: string, rgb: string): void => {
    rules.push({
      type: "expression",
      priority: rules.length + 1,
      formula,
      range: area,
      style: { fill: fill(rgb) },
    });
  };
  add(
    checks,
    `AND(${checks.split(":")[0]}<>"",${checks.split(":")[0]}<>"I orden",${checks.split(":")[0]}<>"Utgår")`,
    COLOURS.wrong,
  );
  for (const { field, item } of columns) {
    if (!item) continue;
    if (item.asked)
      add(range(field), `NOT(${conditionFormula(item.asked, questionnaire, cell, ofBody)})`, COLOURS.grey);
    if (item.kind === "multiple" && Number.isFinite(item.max)) {
      const all = item.options.map(({ key }) => cell(`${item.key}__${key}`));
      add(range(field), `COUNTA(${all.join(",")})>${item.max}`, COLOURS.wrong);
    }
  }
  return rules;
}

function guidanceSheet(opened: OpenEdition, body: Body, known: number): Sheet {
  const { questionnaire, edition } = opened;
  const { unit } = questionnaire;
  const ministry = questionnaire.ministry?.options.find(({ key }) => key === body.departement)?.label ?? "";
  const { deadline, contact } = edition;
  const head = (text: string) => ({ text, style: { font: { bold: true, size: 14 } } });
  const lines: { text: string; style?: object }[] = [
    { text: `Skjema: ${titleOf(opened)}`, style: { font: { bold: true, size: 18 } } },
    {
      text: [
        body.virksomhet,
        ...(questionnaire.numbered ? [`${questionnaire.bodyKey} ${body.organisasjonsnummer}`] : []),
        ...(ministry === "" ? [] : [ministry]),
      ].join(", "),
    },
    ...(deadline ? [{ text: `Svarfrist: ${formatDate(deadline)}` }] : []),
    { text: `Spørsmål om skjemaet: ${contact}` },
    head("Slik fyller du ut skjemaet"),
    { text: `Svarene står i arket «${ANSWERS}»: én rad for ${unitWords(unit).each} ${unit.one}.` },
    ...(known > 0
      ? [
          {
            text: `De ${formatNumber(known)} første radene er ${unit.many} som dere meldte inn sist. Rett det som er endret. Skriv «ja» i kolonnen «Utgår» om det som står i raden, er avsluttet, stanset eller slått sammen med noe annet.`,
          },
        ]
      : []),
    { text: `Nye ${unit.many} skrives i de tomme radene under. Id-en er fylt ut på forhånd og skal stå.` },
    {
      text: "Svar med ett valg har en liste i cellen. I spørsmål med flere valg er et kryss tallet 1; ellers skal cellen være tom.",
    },
    {
      text: "Beløp skrives i hele kroner uten enhet, for eksempel 12500000. Er beløpet ikke kjent, skriv «Ikke avklart».",
    },
    { text: "Grå celler skal stå tomme: spørsmålet gjelder ikke slik raden er besvart." },
    { text: "Kolonnen «Kontroll» sier hva arket selv finner. «I orden» betyr at det ikke har funnet noe." },
    {
      text: "Rader og kolonner kan ikke legges til eller flyttes. La den første raden stå: Den har kodene som skjemaet leses etter.",
    },
    head("Spørsmålene"),
    ...Object.values(questionnaire.items)
      .filter(({ key }) => key !== questionnaire.body?.key && key !== questionnaire.ministry?.key)
      .map((item) => ({ text: `${item.number}. ${item.label}: ${item.question}${limitOf(item)}` })),
  ];
  return {
    name: GUIDANCE,
    columns: [{ width: 110 }],
    cells: new Map(
      lines.map(({ text, style }, row) => [
        `${row},0`,
        { value: text, type: "string", style: { alignment: { wrapText: true, vertical: "top" }, ...style } },
      ]),
    ) as Cells,
    protection: { sheet: true },
    view: { showGridLines: false },
  };
}

function limitOf(item: ItemDefinition): string {
  return Number.isFinite(item.max) && item.kind === "multiple"
    ? ` Høyst ${formatNumber(item.max)} kryss.`
    : "";
}
