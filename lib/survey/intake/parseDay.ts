import { isIsoDate } from "../../ground/text/isIsoDate.js";
import { fold } from "../../ground/text/nearest.js";

/** The months' first three letters, Norwegian and English; `mai` and `may`, `des` and `dec` are one month. */
const MONTHS = [
  "jan",
  "feb",
  "mar",
  "apr",
  "mai|may",
  "jun",
  "jul",
  "aug",
  "sep",
  "okt|oct",
  "nov",
  "des|dec",
];

/**
 * A date as people and programs write it, as a day, a month or a year of the calendar: `2026-06-30`, `30.06.2026`,
 * `June 2026`, `jun. 2026`, `2026-06`, `06/2026`, `2026`. Nothing is guessed: of `03/04/2026` nobody knows the month.
 * @returns `2026-06-30`, `2026-06` or `2026`; null when the text is no such date.
 * @example parseDay("June 2026") // "2026-06"
 */
export function parseDay(text: string): string | null {
  const plain = fold(text);
  const named = /^(?:(?<day>\d{1,2})\.? )?(?<name>[a-zæøå]{3,9})\.?,? (?<year>\d{4})$/.exec(plain)?.groups;
  if (named) {
    const month = MONTHS.findIndex((names) => names.split("|").includes((named.name as string).slice(0, 3)));
    return month < 0 ? null : day(named.year as string, String(month + 1), named.day);
  }
  const iso = /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:[t ][\d:.]+z?)?)?)?$/.exec(
    plain,
  )?.groups;
  if (iso)
    return iso.month === undefined ? (iso.year as string) : day(iso.year as string, iso.month, iso.day);
  const { d, m, y } = /^(?:(?<d>\d{1,2})\.)?(?<m>\d{1,2})[./](?<y>\d{4})$/.exec(plain)?.groups ?? {};
  return y === undefined || m === undefined ? null : day(y, m, d);
}

function day(year: string, month: string, of: string | undefined): string | null {
  const ofMonth = `${year}-${month.padStart(2, "0")}`;
  const whole = `${ofMonth}-${(of ?? "1").padStart(2, "0")}`;
  if (!isIsoDate(whole)) return null;
  return of === undefined ? ofMonth : whole;
}
