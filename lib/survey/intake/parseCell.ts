import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import { isBlank, visible } from "../../ground/text/visible.js";
import type { CheckRule } from "../questionnaire/checkRules.js";
import type { ItemDefinition, Missing, Option } from "../questionnaire/types.js";
import { type FormatUnit, formatUnit } from "./formatUnit.js";
import { type AmountStatus, type ParsedAmount, parseAmount, parseAmountNumber } from "./parseAmount.js";
import { parseDay } from "./parseDay.js";
import { parseNumber } from "./parseNumber.js";
import { type Problem, quote } from "./problem.js";
import type { RawCell } from "./workbook/rawWorkbook.js";
import { isPassing } from "./workbook/toRawCell.js";

/** What is wrong with a cell, without its place. */
export type Complaint = Pick<Problem, "kind" | "came" | "expected" | "wayOut"> & Partial<Problem>;

/** What a cell holds: a value, a kind of missing, or neither because of a complaint. */
export interface Parsed<T> {
  readonly value: T | null;
  readonly missing: Missing | null;
  readonly complaints: readonly Complaint[];
}

const EMPTY: Parsed<never> = { value: null, missing: "ikke_svart", complaints: [] };

function found<T>(value: T, ...complaints: Complaint[]): Parsed<T> {
  return { value, missing: null, complaints };
}

function wrong(complaint: Complaint): Parsed<never> {
  return { value: null, missing: null, complaints: [complaint] };
}

/** What spreadsheets show for an error, in English and in Norwegian, when it was pasted as text. */
const ERROR =
  /^#(?:REF!|VALUE!|VERDI!|N\/A|I\/T|DIV\/0!|NAME\?|NAVN\?|NUM!|NULL!|SPILL!|OVERFLYT!|CALC!|BEREGN!|GETTING_DATA|####+)$/i;

/** The complaint about a cell that holds no text or number, whatever the item; null when it does. */
function unreadable(cell: RawCell): Complaint | null {
  if (cell.struck) {
    return {
      kind: "cell",
      rule: "gjennomstreket" satisfies CheckRule,
      confirmable: true,
      expected: "Et svar kan ikke være gjennomstreket.",
      came: `${quote(cell.text)}, der noe er gjennomstreket`,
      wayOut: "Tøm cellen om svaret ikke gjelder, ellers skriv det på nytt.",
    };
  }
  if (cell.unseen) {
    return {
      kind: "cell",
      rule: "usynlig" satisfies CheckRule,
      confirmable: true,
      expected: "Et svar må synes i regnearket.",
      came: `${quote(cell.text)}, som skriftens farge eller tallets format skjuler`,
      wayOut: "Tøm cellen om svaret ikke gjelder, ellers gi den vanlig skrift og vanlig format.",
    };
  }
  if (cell.type === "error" || (cell.type === "text" && ERROR.test(cell.text.trim()))) {
    return {
      kind: "cell",
      expected: "Cellen må ha et svar, ikke en feil fra regnearket.",
      came: quote(cell.text),
      wayOut: "Skriv svaret inn i cellen.",
    };
  }
  if (cell.type === "formula") {
    return {
      kind: "formula",
      expected: "Cellen må ha en verdi.",
      came: cell.kept
        ? `formelen ${quote(cell.text)}, lagret med ${quote(cell.kept)}, ${isPassing(cell.text) ? "som kan bli et annet neste gang den regnes ut" : "og merket for ny utregning"}`
        : `formelen ${quote(cell.text)}, lagret uten verdi`,
      wayOut: "Skriv svaret inn i cellen i stedet for formelen.",
    };
  }
  return null;
}

/** The option whose label or alias a cell has; upper and lower case and white space are forgiven, nothing else. */
export function parseLabel(cell: RawCell | undefined, item: ItemDefinition): Parsed<string> {
  if (!cell || isBlank(cell.text)) return EMPTY;
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  const option = spelled(item).get(fold(cell.text));
  if (option !== undefined) return found(option);
  const labels = item.options.map(({ label }) => label);
  const near = nearest(cell.text, labels);
  return wrong({
    kind: "label",
    expected: `Svaret må være ett av ${labels.length > 6 ? `skjemaets ${labels.length}` : labels.map(quote).join(", ")}.`,
    came: quote(cell.text),
    wayOut: "Velg et svar fra listen.",
    hint: near ? `Er det ${quote(near)}? Velg det fra listen.` : null,
  });
}

const spellings = new WeakMap<ItemDefinition, ReadonlyMap<string, string>>();

/** The keys of an item's options, by everything that stands for them. */
function spelled(item: ItemDefinition): ReadonlyMap<string, string> {
  const known = spellings.get(item);
  if (known) return known;
  const keys = new Map<string, string>();
  for (const { key, label, aliases } of item.options)
    for (const name of [label, ...aliases].map(fold)) if (!keys.has(name)) keys.set(name, key);
  spellings.set(item, keys);
  return keys;
}

const NO_TICK: Parsed<boolean> = found(false);
const TICKED = new Set(["1", "ja", "true", "sann"]);
const NOT_TICKED = new Set(["", "0", "nei", "false", "usann"]);

/** Whether an option is ticked: 1, ja or TRUE; not ticked: empty, 0, nei or FALSE, as other programs export it. */
export function parseTick(cell: RawCell | undefined, option: Option): Parsed<boolean> {
  if (!cell) return NO_TICK;
  const text = fold(cell.text);
  const complaint = unreadable(cell);
  if (!complaint && cell.type !== "date" && TICKED.has(text)) return found(true);
  if (!complaint && cell.type !== "date" && NOT_TICKED.has(text)) return NO_TICK;
  return wrong(
    complaint ?? {
      kind: "ticks",
      expected: "Et kryss er tallet 1, ellers skal cellen være tom.",
      came: quote(cell.text),
      wayOut: `Skriv 1 om ${quote(option.label)} gjelder, eller tøm cellen.`,
    },
  );
}

/** The record's id: text on one line, or a whole number of at most 15 digits (the 16th is lost in a spreadsheet). */
export function parseId(cell: RawCell | undefined): Parsed<string> {
  const text = cell?.text.trim() ?? "";
  const refuse = (expected: string, came: string, wayOut: string): Parsed<never> =>
    wrong({ kind: "id", expected, came, wayOut });
  if (!cell || text === "")
    return refuse("Hver rad må ha en id.", quote(""), "Skriv id-en, eller tøm hele raden.");
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  const format = "Gi cellen formatet Tekst, og skriv id-en på nytt.";
  if (cell.type === "date" || cell.type === "boolean") {
    const made = cell.type === "date" ? "en dato" : "en sannhetsverdi";
    return refuse(
      "Id-en må være tekst eller et helt tall.",
      `${quote(text)}, som Excel har gjort til ${made}`,
      format,
    );
  }
  if (cell.type === "number" && !/^\d{1,15}$/.test(text))
    return refuse("En id som er et tall, må være helt og ha høyst 15 sifre.", quote(text), format);
  if (visible(text) !== text)
    return refuse("Id-en kan ikke ha usynlige tegn.", quote(text), "Skriv id-en på nytt for hånd.");
  return found(text);
}

/** A plain number, in the notation that the item has. */
export function parseNumberCell(
  cell: RawCell | undefined,
  { decimal, unit }: ItemDefinition,
): Parsed<number> {
  if (!cell || isBlank(cell.text)) return EMPTY;
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  const number = cell.type === "number" ? Number(cell.text) : parseNumber(cell.text, decimal);
  if (number !== null && Number.isFinite(number) && cell.type !== "boolean" && cell.type !== "date")
    return found(number);
  return wrong({
    kind: "text",
    expected: `Svaret må være et tall${unit ? ` (${unit})` : ""}, med ${decimal === "," ? "komma" : "punktum"} foran desimaler.`,
    came: quote(cell.text),
    wayOut: "Skriv ett tall med sifre.",
  });
}

/** A day, a month or a year. */
export function parseDayCell(cell: RawCell | undefined): Parsed<string> {
  if (!cell || isBlank(cell.text)) return EMPTY;
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  const day = cell.type === "boolean" ? null : parseDay(cell.text);
  if (day !== null) return found(day);
  return wrong({
    kind: "date",
    expected: "Svaret må være en dag, en måned eller et år.",
    came: quote(cell.text),
    wayOut: "Skriv datoen som 30.06.2026, juni 2026 eller 2026.",
  });
}

/** Free text, trimmed. */
export function parseText(cell: RawCell | undefined): Parsed<string> {
  if (!cell || isBlank(cell.text)) return EMPTY;
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  if (cell.type === "date" || cell.type === "boolean") {
    return wrong({
      kind: "text",
      expected: "Cellen må ha tekst.",
      came: `${quote(cell.text)}, som Excel har gjort til ${cell.type === "date" ? "en dato" : "en sannhetsverdi"}`,
      wayOut: "Gi cellen formatet Tekst, og skriv svaret på nytt.",
    });
  }
  const text = cell.text.replace(LINE_BREAKS, "\n").trim();
  if (UNSEEN.test(text)) {
    return wrong({
      kind: "text",
      expected: "En tekst kan ikke ha tegn som styrer skjermen eller snur skriften.",
      came: quote(text),
      wayOut: "Skriv teksten på nytt for hånd.",
    });
  }
  return found(text);
}

/** Line breaks as word processors and other programs leave them. */
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Control characters, and those that turn the direction of what follows. */
const UNSEEN = /(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** The date on which a row came: ISO text, or a cell that holds a date. */
export function parseDate(cell: RawCell | undefined): Parsed<string> {
  const text = cell?.text.trim() ?? "";
  const complaint = cell && unreadable(cell);
  if (complaint) return wrong(complaint);
  if (cell && (cell.type === "text" || cell.type === "date") && isIsoDate(text)) return found(text);
  return wrong({
    kind: "date",
    expected: "Datoen må stå som år-måned-dag, for eksempel 2026-06-30.",
    came: quote(text),
    wayOut: "Skriv datoen da svaret ble mottatt.",
  });
}

/** Whether the record is taken out: `ja` or empty. */
export function parseRemoved(cell: RawCell | undefined): Parsed<boolean> {
  const complaint = cell && unreadable(cell);
  const text = fold(cell?.text ?? "");
  if (!complaint && (text === "" || text === "ja")) return found(text === "ja");
  return wrong(
    complaint ?? {
      kind: "cell",
      expected: "Kolonnen utgår kan bare ha «ja», eller være tom.",
      came: quote(cell?.text ?? ""),
      wayOut: "Skriv ja om raden skal ut, ellers tøm cellen.",
    },
  );
}

const WHOLE = "Skriv hele beløpet i kroner, for eksempel 10 000 000, eller med enhet, for eksempel 10 mill.";
const AMOUNTS: Readonly<Partial<Record<AmountStatus, readonly [expected: string, wayOut: string]>>> = {
  ambiguous: ["Beløpet må bare kunne forstås på én måte.", WHOLE],
  range: [
    "Beløpet må være ett tall, ikke et intervall.",
    "Skriv det mest sannsynlige beløpet, eller Ikke avklart.",
  ],
  several: ["Beløpet må være ett tall.", `${WHOLE} Er det flere, skriv summen.`],
  suspect_date: ["Beløpet må være et beløp, ikke en dato.", WHOLE],
  invalid: [
    "Beløpet må være et antall hele kroner, null eller mer.",
    `${WHOLE} Er det ikke kjent, skriv Ikke avklart.`,
  ],
};

const CONFIRM = "Rett beløpet, eller bekreft det i loggen.";
/** What is told of an amount that was taken in, by its rule. */
const NOTES = {
  belop_omtrentlig: [
    "Et omtrentlig beløp er tatt inn som det står.",
    "Skriv det nøyaktige beløpet når det er kjent, eller bekreft det i loggen.",
  ],
  belop_enhet: ["Beløpet er lest med enheten i cellens tallformat.", CONFIRM],
  belop_formel: ["Beløpet er regnet ut av en formel.", CONFIRM],
  belop_null: ["Beløpet er 0 kroner: er det riktig, eller er beløpet ikke kjent?", CONFIRM],
} as const satisfies Partial<Record<CheckRule, readonly [expected: string, wayOut: string]>>;

function understand(cell: RawCell, unit: FormatUnit): ParsedAmount {
  switch (cell.type) {
    case "number":
      if (unit.kind === "unknown") return { status: "invalid", kroner: null };
      return parseAmountNumber(Number(cell.text), unit.kind === "kroner" ? unit.each : null);
    case "date":
      return { status: "suspect_date", kroner: null };
    case "boolean":
      return { status: "invalid", kroner: null };
    default:
      return parseAmount(cell.text);
  }
}

/**
 * An amount in kroner. A number that the log has set is taken at its word: it is how an ambiguous one is settled.
 *
 * Listed are amounts that are approximate, exactly 0, computed by a formula, or in the unit of a number format.
 */
export function parseAmountCell(cell: RawCell | undefined): Parsed<number> {
  if (!cell || isBlank(cell.text)) return EMPTY;
  const complaint = unreadable(cell);
  if (complaint) return wrong(complaint);
  if (cell.corrected && /^\d+$/.test(cell.text)) return found(Number(cell.text));
  const unit: FormatUnit = cell.format ? formatUnit(cell.format) : { kind: "none" };
  const { status, kroner } = understand(cell, unit);
  const came = `${quote(cell.text)}${cell.format ? ` med tallformatet ${quote(cell.format)}` : ""}`;
  switch (status) {
    case "not_answered":
      return EMPTY;
    case "not_clarified":
      return { value: null, missing: "ikke_avklart", complaints: [] };
    case "not_relevant":
      return { value: null, missing: "ikke_relevant", complaints: [] };
    case "ok":
    case "flag":
      return found(kroner as number, ...notes());
    default: {
      const [expected, wayOut] = AMOUNTS[status] as readonly [string, string];
      return wrong({ kind: "amount", expected, came, wayOut });
    }
  }

  function notes(): Complaint[] {
    const rules: (keyof typeof NOTES)[] = [];
    if (status === "flag") rules.push("belop_omtrentlig");
    if (unit.kind === "kroner") rules.push("belop_enhet");
    if (cell?.computed) rules.push("belop_formel");
    if (kroner === 0) rules.push("belop_null");
    return rules.map((rule) => {
      const [expected, wayOut] = NOTES[rule];
      return { kind: "amount", severity: "listed", confirmable: true, rule, expected, came, wayOut };
    });
  }
}
