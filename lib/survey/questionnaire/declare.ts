import type { ItemDefinition, Questionnaire } from "./types.js";
import { unitKey } from "./unitWords.js";

/**
 * The questionnaire as TypeScript declarations: one named interface per item, so that cells complete items and
 * options by prefix and hovering shows the question, its answers and its base.
 *
 * @param others Editions whose own items, options and subsets cells may ask for too: of the year that is made, a run knows.
 * @returns The text of a `.d.ts` that declares `q` and `s`, to stand beside the module that exports them.
 * @example declare(questionnaire) // export interface Effekter extends Item<"effekter"> { … }
 */
export function declare(questionnaire: Questionnaire, others: readonly Questionnaire[] = []): string {
  const items = itemsOf(questionnaire, others);
  const first = items.find(({ options }) => options.length > 0);
  const interfaces = items.map((item) => declareItem(item));
  const fields = items.map(
    (item) => `  ${doc(describe(item), "  ")}\n  readonly ${item.key}: ${interfaceName(item)};`,
  );
  const named = [questionnaire, ...others].flatMap((one) => Object.values(one.subsets));
  const subsets = named
    .filter(isFirst)
    .map((subset) => `  ${doc([subset.label], "  ")}\n  readonly ${subset.key}: Subset;`);
  return [
    `// Made from data/${questionnaire.year}/questionnaire.ts by the build.`,
    `import type { Item, Option, Subset } from "./types.js";`,
    ...interfaces,
    `/** The questionnaire of ${questionnaire.year}. */`,
    `export interface Items {\n${fields.join("\n")}\n}`,
    `/** The named subsets of ${questionnaire.year}. */`,
    `export interface Subsets {\n${subsets.join("\n")}\n}`,
    `/** The tables of \`survey()\` by what they are of. */`,
    `export interface Tables {\n${tablesOf([questionnaire, ...others]).join("\n")}\n}`,
    `export type ItemKey = keyof Items;`,
    // With the first item that has options and the first subset, so that a newcomer sees what can be asked for.
    `/**\n * Items and options of the questionnaire, each with its question, its answers and its base.\n * @example q.${first?.key}.${first?.options[0]?.key}.label\n */`,
    `export declare const q: Items;`,
    `/**\n * Named subsets of the answers, for \`subset\`.\n * @example s.${Object.keys(questionnaire.subsets)[0]}.label\n */`,
    `export declare const s: Subsets;`,
    `/**\n * The questionnaire as data: for tables of its items, and to see what is asked of whom.\n * @example Object.keys(questionnaire.items)\n */`,
    `export declare const questionnaire: import("./types.js").Questionnaire;`,
    "",
  ].join("\n");
}

function tablesOf(all: readonly Questionnaire[]): string[] {
  const tables = all.flatMap(({ unit, bodyUnit }) => [
    { key: unitKey(unit), what: `One row for each ${unit.one}, columns by the questionnaire.` },
    { key: unitKey(bodyUnit), what: `One row for each ${bodyUnit.one}.` },
  ]);
  return tables
    .filter(isFirst)
    .map(({ key, what }) => `  ${doc([what], "  ")}\n  readonly ${key}: import("arquero").ColumnTable;`);
}

const isFirst = <T extends { readonly key: string }>({ key }: T, i: number, all: readonly T[]): boolean =>
  all.findIndex((other) => other.key === key) === i;

/** The items and recodes of the questionnaire, then those of others, each with all its options. */
function itemsOf(questionnaire: Questionnaire, others: readonly Questionnaire[]): ItemDefinition[] {
  const all = [questionnaire, ...others].flatMap(({ items, recodes }) => [
    ...Object.values(items),
    ...Object.values(recodes),
  ]);
  return all.filter(isFirst).map((item) => ({
    ...item,
    options: all
      .filter(({ key }) => key === item.key)
      .flatMap(({ options }) => options)
      .filter(isFirst),
  }));
}

function declareItem(item: ItemDefinition): string {
  const options = item.options.map(
    (option) => `  ${doc([option.label], "  ")}\n  readonly ${option.key}: Option<"${item.key}">;`,
  );
  return `export interface ${interfaceName(item)} extends Item<"${item.key}"> {\n${options.join("\n")}\n}`;
}

function interfaceName(item: ItemDefinition): string {
  return item.key[0]?.toUpperCase() + item.key.slice(1);
}

function describe(item: ItemDefinition): string[] {
  const base = item.base === "asked" ? "those asked" : "those who answered";
  return [
    `**${item.number}. ${item.question}**`,
    "",
    ...(item.options.length > 0 ? [item.options.map((o) => o.label).join(" · "), ""] : []),
    item.kind === "multiple"
      ? `Multiple response${Number.isFinite(item.max) ? `, at most ${item.max}` : ""}. Base: ${base}; per cent of cases.`
      : `${item.recode ? `Recode of \`${item.recode.of}\`. ` : ""}Base: ${base}.`,
  ];
}

function doc(lines: readonly string[], indent: string): string {
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/"));
  return safe.length === 1
    ? `/** ${safe[0]} */`
    : `/**\n${safe.map((line) => `${indent} * ${line}`).join("\n")}\n${indent} */`;
}
