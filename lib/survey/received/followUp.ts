import { stringify } from "csv-stringify/sync";
import { capitalise } from "../../ground/text/capitalise.js";
import { formatDate } from "../../ground/text/dates.js";
import { formatNumber, formatShare } from "../../ground/text/format.js";
import { plainTable } from "../../ground/text/plainTable.js";
import { type OpenEdition, titleOf } from "../edition/openEdition.js";
import type { Body } from "../frame/readFrame.js";
import { type Problem, shown } from "../intake/problem.js";
import type { Questionnaire } from "../questionnaire/types.js";
import { unitWords } from "../questionnaire/unitWords.js";

/** How it stands with one body on a day. */
export type Standing = "besvart" | "sent besvart" | "venter" | "forfalt";

/** One body of the frame, with how it stands and what it has sent. */
export interface Followed {
  readonly body: Body;
  readonly standing: Standing;
  /** Tiltak that are taken, that wait, and that it had last time; null when there was no last time. */
  readonly taken: number;
  readonly waiting: number;
  readonly last: number | null;
}

/**
 * How it stands with every body of the frame on a day: one that answered did so by the deadline or late; one that did
 * not is waited for until the deadline, and overdue after it. Without a deadline nobody is late.
 * @param deadline ISO.
 * @param tiltak By organisation number.
 */
export function followUp(
  frame: readonly Body[],
  deadline: string | undefined,
  day: string,
  tiltak: ReadonlyMap<string, { readonly taken: number; readonly waiting: number }>,
  last: ReadonlyMap<string, number> | null,
): Followed[] {
  return frame.map((body) => {
    const { organisasjonsnummer, svar } = body;
    const late = deadline !== undefined && (svar ?? day) > deadline;
    const standing = svar !== null ? (late ? "sent besvart" : "besvart") : late ? "forfalt" : "venter";
    const { taken = 0, waiting = 0 } = tiltak.get(organisasjonsnummer) ?? {};
    return { body, standing, taken, waiting, last: last ? (last.get(organisasjonsnummer) ?? 0) : null };
  });
}

export const hasAnswered = ({ body }: Followed): boolean => body.svar !== null;

/** What the owner sees first: who has answered, by ministry, and tiltak against last time. */
export function printStatus(followed: readonly Followed[], opened: OpenEdition, day: string): string[] {
  const { questionnaire, edition } = opened;
  const { unit, bodyUnit } = questionnaire;
  const answered = followed.filter(hasAnswered);
  const sent = followed.filter(({ body }) => body.sendt);
  const count = (standing: Standing): number => followed.filter((one) => one.standing === standing).length;
  const reminded = followed.filter(({ body }) => body.purret && body.svar === null).length;
  const total = (of: readonly Followed[], what: "taken" | "waiting"): number =>
    of.reduce((sum, one) => sum + one[what], 0);
  const lastTotal = (of: readonly Followed[]): string => {
    const known = of.flatMap(({ last }) => last ?? []);
    return known.length > 0 ? formatNumber(known.reduce((sum, n) => sum + n, 0)) : "–";
  };
  const n = formatNumber;
  const rows = (questionnaire.ministry?.options ?? []).flatMap(({ key, label }) => {
    const of = followed.filter(({ body }) => body.departement === key);
    if (of.length === 0) return [];
    const back = of.filter(hasAnswered);
    return [
      [
        label,
        n(of.length),
        n(back.length),
        formatShare(back.length, of.length),
        n(total(of, "taken")),
        n(total(of, "waiting")),
        lastTotal(of),
      ],
    ];
  });
  const all = [
    "I alt",
    n(followed.length),
    n(answered.length),
    followed.length > 0 ? formatShare(answered.length, followed.length) : "–",
    n(total(followed, "taken")),
    n(total(followed, "waiting")),
    lastTotal(followed),
  ];
  const deadline = edition.deadline ? `, svarfrist ${formatDate(edition.deadline)}` : "";
  return [
    `${titleOf(opened)}, per ${formatDate(day)}${deadline}`,
    `${n(followed.length)} ${followed.length === 1 ? bodyUnit.one : bodyUnit.many} spurt${sent.length > 0 && sent.length < followed.length ? ` (${n(sent.length)} har fått skjemaet)` : ""}, ${n(answered.length)} har svart${followed.length > 0 ? `, ${formatShare(answered.length, followed.length)}` : ""}.`,
    `Svart etter fristen: ${n(count("sent besvart"))}. Ikke svart: ${n(followed.length - answered.length)}, av dem ${n(count("forfalt"))} etter fristen og ${n(reminded)} purret.`,
    "",
    ...plainTable([
      [
        questionnaire.ministry?.label ?? "",
        "Spurt",
        "Svart",
        "Andel",
        capitalise(unit.many),
        "Venter",
        "Forrige gang",
      ],
      ...rows,
      all,
    ]),
  ];
}

/** Bodies to remind, as a table for a spreadsheet. */
export function reminderList(followed: readonly Followed[], { questionnaire }: OpenEdition): string {
  const label = (key: string): string =>
    questionnaire.ministry?.options.find((option) => option.key === key)?.label ?? key;
  const rows = followed
    .filter((one) => !hasAnswered(one))
    .map(({ body, standing, last }) => [
      body.virksomhet,
      ...(questionnaire.numbered ? [body.organisasjonsnummer] : []),
      ...(questionnaire.ministry ? [label(body.departement)] : []),
      body.sendt ?? "",
      body.purret ?? "",
      standing,
      last === null ? "" : String(last),
    ]);
  return stringify([
    [
      questionnaire.bodyUnit.one,
      ...(questionnaire.numbered ? [questionnaire.bodyKey] : []),
      ...(questionnaire.ministry ? [questionnaire.ministry.key] : []),
      "sendt",
      "purret",
      "status",
      `${questionnaire.unit.many} forrige gang`,
    ],
    ...rows,
  ]);
}

/** The text of a reminder, the same for every body, to be sent with its form. */
export function reminderText(opened: OpenEdition, day: string): string {
  const { edition, questionnaire } = opened;
  const { unit, bodyUnit } = questionnaire;
  const { deadline, contact, sender } = edition;
  const past = deadline !== undefined && day > deadline;
  const due = deadline
    ? past
      ? `Svarfristen var ${formatDate(deadline)}. Vi har ikke fått skjemaet deres.`
      : `Svarfristen er ${formatDate(deadline)}. Vi har ikke fått skjemaet deres ennå.`
    : "Vi har ikke fått skjemaet deres ennå.";
  return `Emne: Påminnelse om skjema: ${titleOf(opened)}

Hei

${due}

Har dere svart tidligere år, står ${unit.all} fra forrige gang alt i skjemaet. Rett det som er endret, legg til nye ${unit.many}, og send skjemaet til ${contact}. Har dere ingen ${unit.many}, er det nok å svare det.

Kan dere ikke svare${past ? "" : " innen fristen"}, si fra når vi kan vente svaret. ${capitalise(unitWords(bodyUnit).a)} ${bodyUnit.one} som ikke svarer, er ikke med i tallene.

Hilsen
${sender}
`;
}

/** Something that is asked, and of whom. */
export interface OpenQuestion {
  readonly body: string;
  readonly problem: Problem;
  /** Whether its tiltak waits for it. */
  readonly waits: boolean;
}

/** What is open, as a table for a spreadsheet, without what is not public. */
export function openTable(questions: readonly OpenQuestion[], { bodyUnit }: Questionnaire): string {
  return stringify([
    [bodyUnit.one, "id", "felt", "celle", "regel", "venter", "hva må være riktig", "det kom", "vei ut"],
    ...questions.map(({ body, problem, waits }) => {
      const { came, wayOut } = shown(problem);
      return [
        body,
        problem.id ?? "",
        problem.field ?? "",
        problem.cell ?? "",
        problem.rule ?? problem.kind,
        waits ? "ja" : "",
        problem.expected,
        came,
        wayOut,
      ].map(plain);
    }),
  ]);
}

/** Text that a spreadsheet would run gets an apostrophe first. */
const plain = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
