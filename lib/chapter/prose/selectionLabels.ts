import type { ValueRecord } from "../../numbers/values/valueRecord.js";
import { findItem } from "../../survey/questionnaire/findItem.js";
import type { Condition, Questionnaire } from "../../survey/questionnaire/types.js";

const DENIES =
  /(?:^|[^\p{L}])(?:uten|utan|ikke|ikkje|utenfor|utanfor|unntatt|øvrige|andre|ingen|verken|mangler|bortsett)(?!\p{L})/iu;

/**
 * What is wrong with the label of a selection that an author made: it must speak of what its condition asks, and of no
 * other answer. A label with no long word of its own (`tiltak for flere`) is left to who reads it.
 * @returns One message a selection.
 */
export function checkSelection({ selections, filter }: ValueRecord, questionnaire: Questionnaire): string[] {
  return Object.entries(selections ?? {}).flatMap(([key, condition]) => {
    // Of a selection within another both labels stand in the filter: what cannot be told apart is not judged.
    if (Object.keys(selections ?? {}).length > 1 || / og /.test(filter)) return [];
    const label = filter.replace(/^øvrige .*? \(ikke (.*)\)$/, "$1");
    const asked = askedIn(condition, questionnaire);
    const words = contentWords(label, questionnaire);
    if (asked.all || words.length === 0) return [];
    const problem = (what: string): string[] => [
      `label of a selection «${label}» (${key}) must say what its condition asks (${asked.labels.join("; ")}), but ${what}.`,
    ];
    const foreign = words.filter((word) => !asked.words.some((own) => isLike(word, own)));
    if (foreign.length === words.length) return problem(`speaks of «${foreign.join(" ")}»`);
    const other = words.find(
      (word) =>
        !asked.chosen.some((own) => isLike(word, own)) &&
        asked.others.some(
          (own) => own.length >= 4 && (word === own || (own.length >= 5 && word.startsWith(own))),
        ),
    );
    if (other !== undefined) return problem(`speaks of another answer («${other}»)`);
    if (asked.denied && !DENIES.test(label)) return problem("does not deny it");
    return [];
  });
}

interface Asked {
  readonly words: readonly string[];
  /** Of the options that are asked for, and of the others of their item. */
  readonly chosen: readonly string[];
  readonly others: readonly string[];
  readonly labels: readonly string[];
  /** Nothing but «not». */
  readonly denied: boolean;
  /** It asks for what is no answer (the frame, when it came), which has no words of its own. */
  readonly all: boolean;
}

function askedIn(condition: Condition, questionnaire: Questionnaire): Asked {
  if ("frame" in condition || "receivedAfter" in condition)
    return { words: [], chosen: [], others: [], labels: [], denied: false, all: true };
  if ("not" in condition) return { ...askedIn(condition.not, questionnaire), denied: true };
  if ("all" in condition || "any" in condition) {
    const parts = ("all" in condition ? condition.all : condition.any).map((part) =>
      askedIn(part, questionnaire),
    );
    return {
      words: parts.flatMap(({ words }) => words),
      chosen: parts.flatMap(({ chosen }) => chosen),
      others: parts.flatMap(({ others }) => others),
      labels: parts.flatMap(({ labels }) => labels),
      denied: parts.length > 0 && parts.every(({ denied }) => denied),
      all: parts.some(({ all }) => all),
    };
  }
  const item = findItem(questionnaire, condition.item);
  if (!item) return { words: [], chosen: [], others: [], labels: [], denied: false, all: true };
  const chosen = "is" in condition ? item.options.filter(({ key }) => condition.is.includes(key)) : [];
  const denied =
    "is" in condition && condition.is.every((key) => /^(?:nei|mangler|ikke_|vet_ikke|ingen)/.test(key));
  const texts = [item.label, item.key, ...chosen.map(({ label }) => label), ...chosen.map(({ key }) => key)];
  // Of a single yes or no, the question says what it is about; of several options, each says it itself.
  const yesNo = chosen.length === 0 || chosen.every(({ label }) => label.length < 9);
  return {
    words: (yesNo ? [...texts, item.question] : texts).flatMap(lettersOf),
    chosen: chosen.flatMap(({ label, key }) => lettersOf(`${label} ${key}`)),
    others: item.options
      .filter((option) => !chosen.includes(option))
      .flatMap(({ label }) => lettersOf(label)),
    labels: [`${item.label}: ${chosen.map(({ label }) => label).join(" or ")}`],
    denied,
    all: false,
  };
}

const COMMON =
  /^(?:som|har|hadde|tatt|tar|bruk|med|uten|for|til|skal|vil|kan|fra|over|der|hos|blir|ble|den|det|ikke|ingen|alle|noen|både|også|etter|før|hver|mer|enn|nye?|fikk|får|gir|tiltak\p{L}*|prosjekt\p{L}*|virksomhet\p{L}*|oppgitt|besvart|svar\p{L}*|minst|høyst|under|eller|begge|deler|flere|gjelder|bruker|involverer|mellom|samlet|andre|øvrige|full|fått|hvor|dette|disse|andel\p{L}*|kroner|utenfor|unntatt|finnes|planlegger|omfatter|knyttet|rettet|særlig)$/u;

const lettersOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** The long words of a label; of «miljøtiltak» the first part. */
function contentWords(label: string, { unit }: Questionnaire): string[] {
  return lettersOf(label)
    .filter((word) => !COMMON.test(word))
    .map((word) => word.replace(new RegExp(`(?:${unit.all}|${unit.many}|${unit.one})$`), ""))
    .filter((word) => word.length >= 3);
}

/** Two words that share their beginning, «skyen» and «skytjenester», or of which one is in the other. */
function isLike(a: string, b: string): boolean {
  if (a.includes(b) || b.includes(a)) return true;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i >= Math.max(3, Math.min(6, Math.ceil(0.6 * Math.min(a.length, b.length))));
}
