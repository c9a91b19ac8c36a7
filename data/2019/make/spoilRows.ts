import { type Random, seeded } from "./random.js";
import type { Cells } from "./toCells.js";

/** A line of corrections.csv. */
export interface LogRow {
  readonly id: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  readonly date: string;
}

/** The text of a cell as the log has it: numbers as plain digits, an empty cell as nothing. */
export const cellText = (cell: string | number | null | undefined): string =>
  cell === null || cell === undefined ? "" : String(cell);

/**
 * Puts into clean rows the errors that such forms come with, and writes the log row that mends each: amounts in
 * thousands and millions, amounts as text, budgets above the total, financing that the comment contradicts, phases
 * off the list, label variants, ticks that are no 1, too many ticks, double registrations.
 *
 * No cell has two errors, and a row at most two.
 * @param clean The rows as they are to be after the log.
 * @returns The raw rows in order of id (double registrations have ids of their own, at the end), and the log.
 */
export function spoilRows(clean: readonly Cells[]): { raw: Cells[]; log: LogRow[] } {
  const raw = clean.map((row) => ({ ...row }));
  const log: LogRow[] = [];
  const random = seeded("2019 raw errors");
  const errors = new Map<Cells, number>();
  const days = seeded("2019 log dates");

  /** Changes a cell of a raw row and logs the way back. */
  const spoil = (
    row: Cells,
    field: string,
    cell: string | number | null,
    rule: string,
    reason: string,
  ): void => {
    log.push({
      id: cellText(row.id),
      field,
      before: cellText(cell),
      after: cellText(row[field]),
      rule,
      reason,
      by: "redaksjonen",
      date: logDate(days, cellText(row.mottatt)),
    });
    row[field] = cell;
    errors.set(row, (errors.get(row) ?? 0) + 1);
  };
  /** So many rows that fit and are without errors. */
  const some = (n: number, fits: (row: Cells) => boolean): Cells[] => {
    const found = random.shuffle(raw.filter((row) => !errors.has(row) && fits(row))).slice(0, n);
    if (found.length < n)
      throw new Error(`There must be ${n} rows to put an error in, but ${found.length} fit.`);
    return found;
  };
  const total = (row: Cells): number | null =>
    typeof row.kostnadsramme === "number" ? row.kostnadsramme : null;
  const budget = (row: Cells): number | null => (typeof row.budsjett === "number" ? row.budsjett : null);

  for (const row of some(11, (r) => (total(r) ?? 0) % 1000 === 0 && (total(r) ?? 0) >= 1_000_000)) {
    spoil(
      row,
      "kostnadsramme",
      total(row)! / 1000,
      "belop_i_tusen",
      "Beløpet er oppgitt i tusen kroner; bekreftet av virksomheten.",
    );
    if (budget(row))
      spoil(
        row,
        "budsjett",
        budget(row)! / 1000,
        "belop_i_tusen",
        "Beløpet er oppgitt i tusen kroner; bekreftet av virksomheten.",
      );
  }
  for (const row of some(
    13,
    (r) => (total(r) ?? 0) % 100_000 === 0 && (total(r) ?? 0) >= 1_000_000 && (budget(r) ?? 0) % 50_000 === 0,
  )) {
    spoil(
      row,
      "kostnadsramme",
      total(row)! / 1_000_000,
      "belop_i_millioner",
      "Beløpet er oppgitt i millioner kroner; bekreftet av virksomheten.",
    );
    if (budget(row))
      spoil(
        row,
        "budsjett",
        budget(row)! / 1_000_000,
        "belop_i_millioner",
        "Beløpet er oppgitt i millioner kroner; bekreftet av virksomheten.",
      );
  }
  for (const row of some(14, (r) => (total(r) ?? 0) % 100_000 === 0 && (total(r) ?? 0) > 0)) {
    const million = comma(total(row)! / 1_000_000);
    const spaced = spaces(total(row)!);
    const text = random.pick([
      `${million} mill. kr`,
      `ca. ${million} mill`,
      `${million} MNOK`,
      `${spaced} kr`,
      `kr ${spaced},-`,
      `inntil ${million} millioner`,
    ]);
    spoil(row, "kostnadsramme", text, "belop_som_tekst", "Beløpet er skrevet som tekst; ført som kroner.");
  }
  for (const row of some(3, (r) => (total(r) ?? 0) >= 2_000_000 && (total(r) ?? 0) < 9_000_000)) {
    const from = Math.floor((total(row)! - 1) / 1_000_000);
    spoil(
      row,
      "kostnadsramme",
      `${from}-${from + 2} mill`,
      "belop_som_intervall",
      "Virksomheten oppga et intervall og har siden gitt ett beløp.",
    );
  }
  for (const row of some(8, (r) => budget(r) !== null && total(r) !== null && budget(r)! * 10 > total(r)!)) {
    spoil(
      row,
      "budsjett",
      budget(row)! * 10,
      "budsjett_over_ramme",
      "Årets budsjett var større enn totalrammen; en null for mye.",
    );
  }
  for (const row of some(5, (r) => r.finansiering === "Ja" && r.kommentar === null)) {
    row.kommentar = random.pick([
      "Finansieringen er på plass innenfor egen ramme.",
      "Tiltaket er fullfinansiert over gjeldende budsjett.",
    ]);
    const mended = clean[raw.indexOf(row)]!;
    mended.kommentar = row.kommentar;
    spoil(
      row,
      "finansiering",
      random.pick(["Nei", "Delvis"]),
      "finansiering_mot_kommentar",
      "Kommentaren sier at tiltaket er fullfinansiert; bekreftet av virksomheten.",
    );
  }
  for (const row of some(4, (r) => r.finansiering === "Nei" && r.kommentar === null)) {
    row.kommentar = "Tiltaket er ikke finansiert; inngår i satsingsforslaget.";
    clean[raw.indexOf(row)]!.kommentar = row.kommentar;
    spoil(
      row,
      "finansiering",
      "Ja",
      "finansiering_mot_kommentar",
      "Kommentaren sier at tiltaket ikke er finansiert; bekreftet av virksomheten.",
    );
  }
  const phases: Readonly<Record<string, readonly string[]>> = {
    Idé: ["Idèfasen", "Behovskartlegging"],
    Konsept: ["Konseptutredning", "Forprosjekt"],
    Planlegging: ["Planleggingsfasen", "Anskaffelse pågår"],
    Gjennomføring: ["Gjennomføringsfasen", "Pilot", "Utvikling", "Under innføring"],
    "Drift og evt. kontinuerlig videreutvikling (smidig/agil)": [
      "Drift",
      "Forvaltning",
      "Kontinuerlig utvikling",
    ],
  };
  for (const row of some(12, (r) => r.fase !== null)) {
    spoil(
      row,
      "fase",
      random.pick(phases[cellText(row.fase)]!),
      "fase_utenfor_listen",
      "Fasen står ikke på listen; lagt til den fasen som beskrivelsen svarer til.",
    );
  }
  const variants: readonly [field: string, label: string, variants: readonly string[]][] = [
    ["involverer", "Ikke avklart", ["Ikke avklart ennå", "Uavklart"]],
    ["utvikle", "Usikker", ["Usikkert", "Kanskje"]],
    ["gjenbruke", "Ikke relevant", ["Irrelevant", "Ikke aktuelt"]],
    ["innovasjon", "I stor grad", ["I høy grad", "Stor grad"]],
    ["innovasjon", "I noen grad", ["Noe", "Til en viss grad"]],
    ["involverte", "Virksomheter i egen sektor", ["Egen sektor"]],
    ["involverte", "Virksomheter i andre statlige sektorer", ["Andre statlige virksomheter"]],
    ["ks", "Ja", ["Ja, i møte", "Ja - drøftet"]],
  ];
  for (const [field, label, texts] of variants) {
    for (const row of some(2, (r) => r[field] === label))
      spoil(
        row,
        field,
        random.pick(texts),
        "svar_utenfor_listen",
        `Ført som «${label}», som er det svaret som ligger nærmest.`,
      );
  }
  for (const [variant, name] of [
    ["Skatteetaten sentralt", "Skattedirektoratet (Skatteetaten)"],
    ["Brønnøysundregisterene", "Brønnøysundregistrene"],
    ["Statens Vegvesen", "Statens vegvesen Vegdirektoratet"],
  ] as const) {
    for (const row of some(2, (r) => r.virksomhet === name))
      spoil(
        row,
        "virksomhet",
        variant,
        "navn_paa_virksomhet",
        "Navnet er skrevet annerledes enn i utvalget.",
      );
  }
  for (const row of some(3, (r) => r.effekter__kvalitet === 1))
    spoil(row, "effekter__kvalitet", "x", "kryss_som_tekst", "Krysset er skrevet som x.");
  for (const row of some(2, (r) => ticksOf(r) === 3 && r.effekter__frigjore === null)) {
    spoil(
      row,
      "effekter__frigjore",
      1,
      "for_mange_kryss",
      "Fire effekter var valgt; virksomheten strøk den minst viktige.",
    );
  }
  // The form's own misspelling lives on where answers were copied from it.
  for (const row of some(
    4,
    (r) => r.involverte === "Virksomheter i både andre statlige sektorer og forvaltningsnivåer",
  )) {
    spoil(
      row,
      "involverte",
      "Virksomehter i både andre statlige sektorer og forvaltningsnivåer",
      "skrivefeil_i_skjema",
      "Skjemaet hadde en skrivefeil i svaret.",
    );
  }

  const doubles = some(7, (r) => cellText(r.mottatt) <= "2019-08-30").map(
    (row, i): Cells => ({ ...row, id: `2019-${clean.length + 1 + i}`, mottatt: "2019-08-30" }),
  );
  for (const [i, double] of doubles.entries()) {
    const first = cellText(
      raw.find((row) => row.navn === double.navn && row.virksomhet === double.virksomhet)!.id,
    );
    if (i % 3 === 1) double.navn = `${cellText(double.navn)} (oppdatert)`;
    log.push({
      id: cellText(double.id),
      field: "utgår",
      before: "",
      after: "ja",
      rule: "dobbeltregistrering",
      reason: `Samme tiltak som ${first}.`,
      by: "redaksjonen",
      date: logDate(days, "2019-08-30"),
    });
  }
  log.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { raw: [...raw, ...doubles], log };
}

const ticksOf = (row: Cells): number =>
  Object.entries(row).filter(([field, cell]) => field.startsWith("effekter__") && cell === 1).length;
const comma = (n: number): string => String(n).replace(".", ",");
const spaces = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, " ");

/** A working day between receipt (or the deadline) and the day the numbers were drawn. */
function logDate(random: Random, received: string): string {
  const from = received > "2019-09-16" ? "2019-09-23" : "2019-09-02";
  const date = new Date(`${from}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + random.between(0, from === "2019-09-23" ? 1 : 18));
  while (date.getUTCDay() === 0 || date.getUTCDay() === 6) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
