import { capitalise } from "../../ground/text/capitalise.js";
import { fold, nearest } from "../../ground/text/nearest.js";
import type { Body } from "../frame/readFrame.js";
import type { CheckRule } from "../questionnaire/checkRules.js";
import { conditionInWords, itemsOf } from "../questionnaire/conditionParts.js";
import { holds } from "../questionnaire/conditions.js";
import { findItem } from "../questionnaire/findItem.js";
import type { ItemDefinition, Missing, Questionnaire, UnitSpec } from "../questionnaire/types.js";
import { unitWords } from "../questionnaire/unitWords.js";
import { isWithheld } from "../questionnaire/withheld.js";
import { checkIds, type Known } from "./checkIds.js";
import { checkScale } from "./checkScale.js";
import { checkRules } from "./editRules.js";
import { firstAlike } from "./firstAlike.js";
import { checkGroups } from "./groupRules.js";
import { digest } from "./listing.js";
import { matchColumns, type SheetColumn } from "./matchColumns.js";
import {
  type Complaint,
  type Parsed,
  parseAmountCell,
  parseDate,
  parseDayCell,
  parseId,
  parseLabel,
  parseNumberCell,
  parseRemoved,
  parseText,
  parseTick,
} from "./parseCell.js";
import { type Problem, problem, quote } from "./problem.js";
import { type CleanRow, CleanRows, type FieldValue } from "./row.js";
import { cellName, type RawCell, type RawRow, type RawSheet } from "./workbook/rawWorkbook.js";

/** The days on which answers to an edition can have come, both ISO and both taken in. */
export interface Receipts {
  readonly first: string;
  readonly last: string;
}

/**
 * Reads the answers: every cell becomes a value, a kind of missing, or a problem; never a guess.
 *
 * Checked are the columns, each cell by its item's kind, the number of ticks, routing, required items, ids, receipt
 * dates, bodies and their ministries, the edit rules, and amounts beside the body's others. Rows with `utgår` are left
 * out, and nothing is asked of them. When something is wrong with the columns, nothing else is looked at.
 * @param sheet As it came, or after the log.
 * @param receipts When answers can have come; any day of the edition's year when left out.
 * @param known What is known beforehand of the rows of a body's form.
 * @returns One row per tiltak, in the sheet's order, with the columns of the clean survey table, and all problems
 *  in the sheet's order. Rows can be used only when no problem fails.
 */
export function parseRows(
  sheet: RawSheet,
  questionnaire: Questionnaire,
  frame: readonly Body[],
  receipts: Receipts = { first: `${questionnaire.year}-01-01`, last: `${questionnaire.year}-12-31` },
  known?: Known,
): { rows: CleanRow[]; problems: Problem[] } {
  const { columns, problems: structural } = matchColumns(sheet, questionnaire);
  if (structural.length > 0) return { rows: [], problems: structural };
  const said = columns.filter(({ column: { role } }) => !(sheet.undated && role === "mottatt"));
  const byField = new Map(said.map((entry) => [entry.column.field, entry]));
  const bodies: Bodies = {
    byName: new Map(frame.flatMap((body) => foldedNames(body).map((name) => [name, body]))),
    byNumber: new Map(frame.map((body) => [body.organisasjonsnummer, body])),
  };
  // Of rows with nothing wrong only the values are kept.
  const readers = new Map<CleanRow, RowReader>();
  const kept = new CleanRows();
  const rows: CleanRow[] = [];
  const read = ({ number, cells }: RawRow): RowReader =>
    new RowReader(sheet.name, { number, cells }, byField, questionnaire, bodies, receipts);
  for (const [i, { number, cells }] of sheet.rows.entries()) {
    if (i === 0) continue;
    if (cells.every((cell) => !cell || cell.text.trim() === "")) continue;
    const reader = read({ number, cells });
    if (reader.removed) continue;
    const row = kept.add(number, reader.read());
    rows.push(row);
    if (reader.isWrong) readers.set(row, reader);
  }
  let byNumber: ReadonlyMap<number, RawRow> | undefined;
  const readerOf = (row: CleanRow): RowReader => {
    byNumber ??= new Map(sheet.rows.map((raw) => [raw.number, raw]));
    const reader = readers.get(row) ?? read(byNumber.get(row.number) as RawRow);
    if (!readers.has(row)) {
      reader.read();
      readers.set(row, reader);
    }
    return reader;
  };
  for (const { row, field, complaint } of checkIds(rows, questionnaire, known))
    readerOf(row).complain(field, complaint);
  checkTwins(rows, questionnaire, readerOf);
  for (const { row, field, complaint } of checkScale(rows, questionnaire, known?.amounts)) {
    const reader = readerOf(row);
    if (!reader.isQuestioned(field, complaint.severity)) reader.complain(field, complaint);
  }
  const nameOf = (number: string): string => bodies.byNumber.get(number)?.virksomhet ?? number;
  return {
    rows,
    problems: [
      ...rows.flatMap((row) => readers.get(row)?.judged() ?? []),
      ...checkGroups(rows, questionnaire, sheet.name, nameOf),
    ],
  };
}

/** A body registers a tiltak once. */
function checkTwins(
  rows: readonly CleanRow[],
  { body, name, unit }: Questionnaire,
  readerOf: (row: CleanRow) => RowReader,
): void {
  if (!body || !name) return;
  const keyOf = (row: CleanRow): string | null => {
    const [owner, title] = [row.value(body.key), row.value(name.key)];
    return owner && title ? `${owner}\u0000${fold(String(title))}` : null;
  };
  for (const [row, twin] of firstAlike(rows, keyOf)) {
    readerOf(row).complain(name.key, {
      kind: "rule",
      rule: "dobbeltregistrert" satisfies CheckRule,
      expected: `${capitalise(unitWords(unit).a)} ${unit.one} skal være registrert én gang.`,
      came: `${quote(String(row.value(name.key)))}, som også er registrert som ${twin.id}`,
      wayOut: `Ta ut den ene raden med utgår, eller bekreft i loggen at det er to ${unit.many}.`,
      otherId: twin.id,
      confirmable: true,
      secret: readerOf(twin).withheld,
    });
  }
}

const folded = new WeakMap<Body, readonly string[]>();

/** A frame is the same for every form, and its names need folding once. */
function foldedNames(body: Body): readonly string[] {
  const known = folded.get(body);
  if (known) return known;
  const names = [body.virksomhet, body.kortnavn].map(fold);
  folded.set(body, names);
  return names;
}

interface Bodies {
  readonly byName: ReadonlyMap<string, Body>;
  readonly byNumber: ReadonlyMap<string, Body>;
}

/** Most rows have nothing wrong, and there may be a hundred thousand of them. */
const NONE: ReadonlySet<string> = new Set();

/** One row of the sheet on its way to values. */
class RowReader {
  private readonly problems: Problem[] = [];
  readonly removed: boolean;
  private readonly values: Record<string, FieldValue> = {};
  private readonly parsedId: Parsed<string>;
  private readonly id: string;
  /** Items with a failing cell: nothing more is said of them. */
  private spoilt = NONE;
  private readonly raw: RawRow;

  constructor(
    private readonly sheet: string,
    raw: RawRow,
    private readonly columns: ReadonlyMap<string, { readonly column: SheetColumn; readonly at: number }>,
    private readonly questionnaire: Questionnaire,
    private readonly bodies: Bodies,
    private readonly receipts: Receipts,
  ) {
    this.raw = raw;
    const struck = this.isStruck();
    if (struck) this.raw = { number: raw.number, cells: raw.cells.map(withoutStrike) };
    this.parsedId = parseId(this.cell("id"));
    this.id = this.parsedId.value ?? "";
    this.removed = this.take("utgår", parseRemoved(this.cell("utgår"))) ?? false;
    if (struck && !this.removed) this.complain("id", STRUCK_ROW);
  }

  get isWrong(): boolean {
    return this.problems.length > 0;
  }

  /** Whether all that the body answered in the row is struck through. */
  private isStruck(): boolean {
    if (!this.raw.cells.some((cell) => cell?.struck)) return false;
    const answers = [...this.columns.values()].flatMap(({ column: { role, item }, at }) =>
      role === "id" || role === "mottatt" || item?.kind === "agency" || item === this.questionnaire.ministry
        ? []
        : (this.raw.cells[at] ?? []),
    );
    return answers.length > 1 && answers.every(({ struck }) => struck);
  }

  read(): Readonly<Record<string, FieldValue>> {
    this.take("id", this.parsedId);
    this.values.id = this.id;
    this.values.mottatt = this.take("mottatt", parseDate(this.cell("mottatt")));
    const items = Object.values(this.questionnaire.items);
    for (const item of items) this.readItem(item);
    for (const item of items) this.route(item);
    this.checkName();
    this.checkBody();
    this.checkReceipt();
    for (const complaint of checkRules(this.values, this.questionnaire)) {
      const fields = [complaint.field, ...complaint.related];
      if (!fields.some((field) => this.spoilt.has(field))) this.complain(complaint.field, complaint);
    }
    return this.values;
  }

  /** Notes what is wrong with a column of this row. */
  complain(field: string, complaint: Complaint): void {
    const entry = this.columns.get(field);
    if (!entry) return;
    const item = entry.column.item;
    if (item && complaint.severity !== "listed") this.spoilt = new Set(this.spoilt).add(item.key);
    this.problems.push(
      problem({
        ...complaint,
        sheet: this.sheet,
        cell: cellName(this.raw.number - 1, entry.at),
        id: this.id || null,
        field,
        item: item?.number ?? null,
      }),
    );
  }

  /** Whether a cell of this row has a problem already, at least as grave. */
  isQuestioned(field: string, severity: Complaint["severity"]): boolean {
    return this.problems.some(
      (known) => known.field === field && (severity === "listed" || known.severity !== "listed"),
    );
  }

  get withheld(): boolean {
    return isWithheld((column) => this.values[column], this.questionnaire);
  }

  /** The row's problems, and which of them say what is not public. */
  judged(): Problem[] {
    const isPublic = (field: string): boolean => this.columns.get(field)?.column.item?.public ?? true;
    // The same answers in a form with its items in another order, or with more of them, are the same.
    const given = Object.entries(this.values)
      .filter(([, value]) => value !== null && value !== false)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return this.problems.map((known) => {
      const secret = known.secret || this.withheld || ![known.field ?? "", ...known.related].every(isPublic);
      // A digest of an amount alone could be found by trying; with the record's texts in it, it can't.
      return secret ? { ...known, secret, mark: digest([known.came, given]) } : known;
    });
  }

  private cell(field: string): RawCell | undefined {
    const entry = this.columns.get(field);
    return entry && this.raw.cells[entry.at];
  }

  private take<T>(field: string, parsed: Parsed<T>): T | null {
    for (const complaint of parsed.complaints) this.complain(field, complaint);
    return parsed.value;
  }

  private readItem(item: ItemDefinition): void {
    if (item.kind === "multiple") this.readTicks(item);
    else {
      const parsed = this.parse(item);
      this.values[item.key] = this.take(item.key, parsed);
      this.values[`${item.key}__mangler`] = parsed.missing;
    }
    for (const option of item.options.filter(({ specify }) => specify)) {
      const field = `${item.key}__${option.key}__tekst`;
      const text = this.take(field, parseText(this.cell(field)));
      this.values[field] = text;
      const chosen =
        item.kind === "multiple"
          ? this.values[`${item.key}__${option.key}`]
          : this.values[item.key] === option.key;
      if (text !== null && !chosen && !this.spoilt.has(item.key)) {
        this.complain(field, {
          kind: "text",
          severity: "listed",
          expected: `Teksten hører til svaret ${quote(option.label)}.`,
          came: `${quote(text)} uten at det er valgt`,
          wayOut: "Kryss av for svaret, eller ta bort teksten.",
        });
      }
    }
  }

  private parse(item: ItemDefinition): Parsed<string | number> {
    const cell = this.cell(item.key);
    const parsed = this.parseAs(item, cell);
    const kind = this.questionnaire.missingTexts.get(fold(cell?.text ?? ""));
    if (kind === undefined || (parsed.value !== null && item.kind !== "text")) return parsed;
    return { value: null, missing: kind, complaints: [] };
  }

  private parseAs(item: ItemDefinition, cell: RawCell | undefined): Parsed<string | number> {
    switch (item.kind) {
      case "amount":
        return parseAmountCell(cell);
      case "number":
        return parseNumberCell(cell, item);
      case "date":
        return parseDayCell(cell);
      case "agency":
        return this.parseBody(cell);
      case "single":
        return parseLabel(cell, item);
      default:
        return parseText(cell);
    }
  }

  private readTicks(item: ItemDefinition): void {
    const ticked = item.options.filter((option) => {
      const field = `${item.key}__${option.key}`;
      const tick = this.take(field, parseTick(this.cell(field), option)) ?? false;
      this.values[field] = tick;
      return tick;
    });
    this.values[`${item.key}__mangler`] = ticked.length === 0 ? "ikke_svart" : null;
    const labels = ticked.map(({ label }) => quote(label)).join(", ");
    const related = ticked.map(({ key }) => `${item.key}__${key}`);
    const last = related.at(-1) ?? "";
    if (ticked.length > item.max) {
      this.complain(last, {
        kind: "ticks",
        expected: `Det kan være høyst ${item.max} kryss.`,
        came: `${ticked.length}: ${labels}`,
        wayOut: `Behold de ${item.max} viktigste.`,
        related,
      });
    }
    const exclusive = ticked.find((option) => option.exclusive);
    if (exclusive && ticked.length > 1) {
      this.complain(`${item.key}__${exclusive.key}`, {
        kind: "ticks",
        expected: `${quote(exclusive.label)} kan ikke krysses av sammen med andre svar.`,
        came: labels,
        wayOut: "Behold enten det eller de andre.",
        related,
      });
    }
  }

  private parseBody(cell: RawCell | undefined): Parsed<string> {
    const { bodyUnit } = this.questionnaire;
    const text = parseText(cell);
    if (text.value === null) return text;
    const body = this.bodies.byName.get(fold(text.value));
    if (body) return { value: body.organisasjonsnummer, missing: null, complaints: [] };
    const near = nearest(
      text.value,
      [...this.bodies.byNumber.values()].map(({ virksomhet }) => virksomhet),
    );
    const complaint: Complaint = {
      kind: "agency",
      expected: `Svaret må være ${unitWords(bodyUnit).a} av ${bodyUnit.all} som er spurt.`,
      came: quote(text.value),
      wayOut: "Skriv navnet slik det står i skjemaet.",
      hint: near ? `Er det ${quote(near)}? Skriv navnet slik.` : null,
    };
    return { value: null, missing: null, complaints: [complaint] };
  }

  /** Settles who was asked: answers where routing did not lead are problems, blanks where it did are missing. */
  private route(item: ItemDefinition): void {
    const missing = `${item.key}__mangler`;
    const asked =
      item.asked === null ||
      holds(item.asked, (name) => this.values[name] ?? this.bodyValue(name), this.questionnaire);
    const first = item.kind === "multiple" ? `${item.key}__${item.options[0]?.key}` : item.key;
    if (asked) {
      if (item.required && this.values[missing] === "ikke_svart" && !this.spoilt.has(item.key)) {
        this.complain(first, {
          kind: "required",
          expected: `${item.question} Spørsmålet må være besvart.`,
          came: "en tom celle",
          wayOut: "Fyll ut cellen.",
        });
      }
      return;
    }
    const gates = itemsOf(item.asked);
    const answered = this.values[missing] !== "ikke_svart" && !this.spoilt.has(item.key);
    if (answered && !gates.some((gate) => this.spoilt.has(gate))) {
      const given =
        item.kind === "multiple"
          ? item.options.filter(({ key }) => this.values[`${item.key}__${key}`] === true)
          : [];
      const field = given[0] ? `${item.key}__${given[0].key}` : item.key;
      const now = gates.map((gate) => `spørsmål ${this.number(gate)} er ${this.printed(gate)}`);
      this.complain(field, {
        kind: "routing",
        expected: `Spørsmål ${item.number} skal bare besvares av dem som ${conditionInWords(item.asked, this.questionnaire)}.`,
        came: `${quote(this.cell(field)?.text ?? "")}, mens ${now.join(" og ")}`,
        wayOut: `Ta bort svaret, eller rett spørsmål ${gates.map((gate) => this.number(gate)).join(" og ")}.`,
        related: gates,
      });
    }
    this.values[missing] = "ikke_spurt" satisfies Missing;
  }

  private number(key: string): number | string {
    return findItem(this.questionnaire, key)?.number ?? key;
  }

  /** The answer of this row to an item, as the form has it. */
  private printed(key: string): string {
    const options = findItem(this.questionnaire, key)?.options ?? [];
    const given = options.filter(
      (option) => this.values[key] === option.key || this.values[`${key}__${option.key}`],
    );
    return given.length > 0 ? given.map(({ label }) => quote(label)).join(" og ") : "ubesvart";
  }

  private body(): Body | undefined {
    return this.bodies.byNumber.get(String(this.values[this.questionnaire.body?.key ?? ""]));
  }

  private bodyValue(name: string): FieldValue {
    return this.body()?.[name] ?? null;
  }

  /** A name over several lines, or with a list in it, is likelier several tiltak than one. */
  private checkName(): void {
    const key = this.questionnaire.name?.key;
    if (key === undefined) return;
    const name = this.values[key];
    // A register that nobody was asked for has the names that it has.
    const { unit } = this.questionnaire;
    if (!this.questionnaire.framed || typeof name !== "string") return;
    if (!/\p{L}/u.test(name) || DITTO.test(name.trim())) {
      this.complain(key, {
        kind: "text",
        expected: `${capitalise(unitWords(unit).each)} ${unit.one} må ha et navn.`,
        came: quote(name),
        wayOut: "Skriv navnet helt ut, også om det likner navnet i en annen rad.",
      });
      return;
    }
    const sure = isList(name);
    if (!sure && !mayBeList(name, unit)) return;
    this.complain(key, {
      kind: "rule",
      rule: "flere_i_raden" satisfies CheckRule,
      confirmable: true,
      ...(sure ? {} : { severity: "listed" }),
      expected: `En rad er ${unit.article} ${unit.one}${sure ? "." : ": er det flere i denne?"}`,
      came: quote(name),
      wayOut: `Skriv ${unitWords(unit).each} ${unit.one} på en egen rad, eller bekreft i loggen at det er ${unit.article}.`,
    });
  }

  private checkBody(): void {
    const body = this.body();
    if (!body) return;
    const { body: bodyItem, bodyUnit, ministry: item, unit } = this.questionnaire;
    if (!bodyItem || !this.questionnaire.framed) return;
    const ministry = item && this.values[item.key];
    if (item && typeof ministry === "string" && ministry !== body.departement) {
      const right = item.options.find(({ key }) => key === body.departement)?.label ?? body.departement;
      this.complain(item.key, {
        kind: "agency",
        expected: `${quote(item.label)} må være som i utvalget (frame.csv).`,
        came: `${quote(this.cell(item.key)?.text ?? "")}, mens ${body.virksomhet} rapporterer til ${right}`,
        wayOut: `Velg det som står i utvalget, eller rett ${quote(bodyItem.label)}.`,
        hint: `Velg ${right}, eller rett ${quote(bodyItem.label)}.`,
        related: [bodyItem.key],
      });
    }
    if (body.svar === null) {
      this.complain(bodyItem.key, {
        kind: "agency",
        expected: `${capitalise(unitWords(bodyUnit).a)} ${bodyUnit.one} med ${unit.many} må stå med svardato i utvalget (frame.csv).`,
        came: `${quote(body.virksomhet)}, som står uten`,
        wayOut: `Før inn datoen i utvalget, eller rett ${quote(bodyItem.label)}.`,
      });
    }
  }

  /** A tiltak came within the edition's dates, and about when its body answered. */
  private checkReceipt(): void {
    const { mottatt } = this.values;
    const { first, last } = this.receipts;
    const answered = this.body()?.svar ?? null;
    if (typeof mottatt !== "string" || !this.questionnaire.framed) return;
    if (mottatt < first || mottatt > last) {
      this.complain("mottatt", {
        kind: "date",
        expected: `Svaret må være mottatt fra ${first} til ${last}.`,
        came: quote(mottatt),
        wayOut: "Rett datoen.",
      });
    } else if (answered !== null && daysBetween(mottatt, answered) > NEAR) {
      this.complain("mottatt", {
        kind: "date",
        rule: "mottatt_mot_svardato" satisfies CheckRule,
        confirmable: true,
        expected: `Svaret må være mottatt høyst ${NEAR} dager før eller etter svardatoen i utvalget (frame.csv).`,
        came: `${quote(mottatt)}, mens svardatoen er ${answered}`,
        wayOut: "Rett datoen, eller bekreft den i loggen.",
      });
    }
  }
}

const STRUCK_ROW: Complaint = {
  kind: "id",
  rule: "gjennomstreket" satisfies CheckRule,
  expected: "Det som skal være med, kan ikke være gjennomstreket.",
  came: "en rad der alle svarene er gjennomstreket",
  wayOut: "Skriv ja i kolonnen utgår om raden skal ut, ellers ta bort gjennomstrekingen.",
};

function withoutStrike(cell: RawCell | undefined): RawCell | undefined {
  if (!cell?.struck) return cell;
  const { struck: _, ...rest } = cell;
  return rest;
}

/** Whether a name lists several: lines, items between semicolons, or numbers and dashes before each. */
function isList(name: string): boolean {
  const lines = name.split(/\r?\n|;/).filter((part) => part.trim() !== "");
  return lines.length > 1 || (name.match(/(?:^|\s)(?:\d{1,2}[.)]|[-•*])\s+\p{L}/gu) ?? []).length > 1;
}

/** Whether a name may list several: parts around a slash or a plus that stand alone, three that are new, or a count. */
function mayBeList(name: string, { one, many }: UnitSpec): boolean {
  const count = /^(?:\d+|to|tre|fire|fem|flere|diverse)\s+(?:ulike\s+)?(\p{L}.*)/iu.exec(name)?.[1] ?? "";
  return (
    /\p{L}\s+[/+]\s+\p{L}/u.test(name) ||
    /\bny(?:tt|e)? [^,]{1,60}, ny(?:tt|e)? [^,]{1,60} og ny(?:tt|e)? /i.test(name) ||
    /^\p{L}*(?:tiltak|prosjekt)/iu.test(count) ||
    [one, many].some((word) => fold(count.split(/[^\p{L}-]/u)[0] ?? "").endsWith(fold(word)))
  );
}

/** What stands for the name in another row. */
const DITTO = /^(?:do\.?|ditto|dito|samme|som over|se (?:over|ovenfor|rad \d+))\.?$/i;

/** How many days before or after its body's first answer a tiltak may have come without a question: a quarter. */
const NEAR = 92;

function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}
