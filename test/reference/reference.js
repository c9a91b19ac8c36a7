// The reference of the library, made from its doc comments: lib/README.md. `npm run reference` writes it.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as exported from "notat";

const require = createRequire(import.meta.url);
// The compiler that cells are checked with: what it reads of the declarations is what an editor shows.
const ts = require("@tslab/typescript-for-tslab");

/** What one wants to do, in the order in which one does it, with the functions for it. */
export const INTENTS = [
  {
    title: "Load",
    text: "Answers with their questionnaire, as Arquero tables.",
    names: "survey surveyOf questionnaire q s",
  },
  {
    title: "Choose",
    text: "Rows by their answers, and answers made of others.",
    names: "subset complement has anyOf allOf not between bodies recode",
  },
  {
    title: "Count",
    text: "Whole numbers with asked, answered, missing and base; amounts with their quartiles.",
    names: "tabulate crosstab threeWay top net summarise trend compare",
  },
  {
    title: "Explore",
    text: "Looking for what is there; the tables are plain Arquero tables.",
    names: "codebook describe search labels save",
  },
  {
    title: "Take a number",
    text: "A value knows its address, its base and how it is printed.",
    names:
      "share count outOf shareOutOf base asked answered unweighted size distinct mangler lowerBound upperBound amount difference at evaluate oneDecimal inWords percent addTo100",
  },
  {
    title: "Show",
    text: "Figures and tables of what is counted, each number with its address.",
    names:
      "figure bars barsOf barsByYear dots stackedBars heatMap lines box histogram scatter plot table coverage ranked responseRows receivedDates correctionRows ruleRows cellRows factRows formRows comparabilityRows phraseRows statusRows reconciliationRows display displayAs onDisplay",
  },
  {
    title: "Write",
    text: "Text whose numbers and claims are carried by the data.",
    names:
      "prose thanks summary title alt note text lower listOf ref fact year except phrase about atLeast atMost majority minority largest largestIn smallest more ordered even similar holds increase decrease breakNote notComparable otherGround",
  },
  { title: "Errors", text: "What is thrown at a user.", names: "ContentError UsageError" },
].map(({ names, ...intent }) => ({ ...intent, names: names.split(" ") }));

/**
 * Every function and value that the library exports, with what its doc comment says.
 * @returns {{ name: string, text: string, params: { name: string, text: string }[], throws: string, example: string, call: string }[]}
 */
export function readExports() {
  const file = fileURLToPath(new URL("../../lib/dist/lib/index.d.ts", import.meta.url));
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = checker.getSymbolAtLocation(program.getSourceFile(file));
  // What is a class here and a type there can't be called.
  const values = new Set(Object.keys(exported));
  return checker
    .getExportsOfModule(source)
    .filter(({ name }) => values.has(name))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .map((symbol) => entryOf(symbol, checker))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entryOf(symbol, checker) {
  const tags = symbol.getJsDocTags(checker);
  const textOf = (name) =>
    tags
      .filter((tag) => tag.name === name)
      .map(({ text = [] }) =>
        text
          .map((part) => part.text)
          .join("")
          .trim(),
      );
  const declaration = symbol.declarations?.[0];
  const parameters = declaration && ts.isFunctionDeclaration(declaration) ? declaration.parameters : null;
  const call = parameters
    ? `${symbol.name}(${parameters.map((p) => `${p.dotDotDotToken ? "…" : ""}${ts.isIdentifier(p.name) ? p.name.text : "options"}${p.questionToken ? "?" : ""}`).join(", ")})`
    : symbol.name;
  return {
    name: symbol.name,
    call,
    text: symbol
      .getDocumentationComment(checker)
      .map((part) => part.text)
      .join("")
      .trim(),
    params: textOf("param").map((line) => {
      const [, name, text] = /^(\S+)\s*(?:-\s*)?([\s\S]*)$/.exec(line) ?? ["", line, ""];
      return { name, text };
    }),
    throws: textOf("throws")
      .join(" ")
      .replace(/^\{\w+\} /, ""),
    example: indented(textOf("example")[0] ?? ""),
  };
}

/** The compiler takes the room before lines away: two spaces for each bracket that is open. */
function indented(text) {
  let depth = 0;
  return text
    .split("\n")
    .map((line) => {
      const closes = /^[)\]}]/.test(line) ? 1 : 0;
      const own = "  ".repeat(Math.max(0, depth - closes)) + line;
      depth += (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
      return own;
    })
    .join("\n");
}

/** What every example can use. */
export const PREAMBLE = (names) => `import {
  ${names.join(", ")},
} from "notat";
const { tiltak } = await survey();
const effekter = tabulate(tiltak, q.effekter);
const finansiering = tabulate(tiltak, q.finansiering);
const skate = subset(tiltak, s.skate);`;

/** The reference as Markdown. @throws {Error} When an export has no place, no text or no example. */
export function makeReference() {
  const entries = new Map(readExports().map((entry) => [entry.name, entry]));
  const placed = new Set(INTENTS.flatMap(({ names }) => names));
  const problems = [
    ...[...entries.keys()]
      .filter((name) => !placed.has(name))
      .map((name) => `${name} stands under no intent`),
    ...[...placed].filter((name) => !entries.has(name)).map((name) => `${name} is not exported`),
    ...[...entries.values()]
      .filter(({ text }) => text === "")
      .map(({ name }) => `${name} has no doc comment`),
    ...[...entries.values()]
      .filter(({ example }) => example === "")
      .map(({ name }) => `${name} has no @example`),
  ];
  if (problems.length > 0) throw new Error(`The reference can't be made:\n  ${problems.join("\n  ")}`);
  const contents = INTENTS.map(
    ({ title, names }) =>
      `- [${title}](#${title.toLowerCase().replaceAll(" ", "-")}): ${names.map((name) => `\`${name}\``).join(" ")}`,
  );
  const sections = INTENTS.map(
    ({ title, text, names }) =>
      `## ${title}\n\n${text}\n\n${names.map((name) => section(entries.get(name))).join("\n\n")}`,
  );
  return `${[
    "<!-- Made by `npm run reference` from the doc comments: change those. -->",
    "# Reference",
    "Everything that notebooks import from `notat`, by what one wants to do. Every example is run by the tests, after these\nlines:",
    `\`\`\`ts\n${PREAMBLE(["q", "s", "survey", "subset", "tabulate", "…"])}\n\`\`\``,
    contents.join("\n"),
    ...sections,
  ].join("\n\n")}\n`;
}

function section({ call, text, params, throws, example }) {
  const list = [
    ...params.map((param) => `- \`${param.name}\`: ${oneLine(param.text)}`),
    ...(throws === "" ? [] : [`- Throws: ${oneLine(throws)}`]),
  ];
  return [
    `### ${call}`,
    text,
    ...(list.length > 0 ? [list.join("\n")] : []),
    `\`\`\`ts\n${example}\n\`\`\``,
  ].join("\n\n");
}

const oneLine = (text) => text.replace(/\s*\n\s*/g, " ");
