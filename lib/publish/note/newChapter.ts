import { uncheckedIn } from "../../chapter/prose/template.js";
import { KERNELSPEC } from "../../engine/notebook/cleanNotebook.js";
import type { Cell, Notebook } from "../../engine/notebook/notebook.js";
import { UsageError } from "../../ground/errors.js";
import { slug } from "../../ground/text/slug.js";
import type { ItemDefinition, Questionnaire } from "../../survey/questionnaire/types.js";

/** A chapter to begin with: its file's name and what is in it. */
export interface NewChapter {
  readonly file: string;
  readonly notebook: Notebook;
}

/**
 * A chapter that builds at once: a heading, a figure of an item, a sentence with traced numbers, to be written over.
 * @param number Where it stands in the note: `4`, `3.6`. A chapter's own first notebook is `3.0`.
 * @param title In bokmål; stands in running text, so that numbers and claims are refused in it.
 * @throws {UsageError} When the number is none, or when the title can't be a heading.
 * @example newChapter("3.6", "Hvor tiltakene blir brukt", questionnaire).file // 3.6-hvor-tiltakene-blir-brukt.ipynb
 */
export function newChapter(number: string, title: string, questionnaire: Questionnaire): NewChapter {
  if (!/^\d{1,2}(?:\.\d{1,2}){0,2}$/.test(number))
    throw new UsageError(
      `The number must be a chapter's (4, 3.6 or 3.6.1), but is "${number}". Example: notat new chapter 3.6 "Hvor tiltakene blir brukt"`,
    );
  const name = title.trim().replace(/\s+/g, " ");
  if (name === "" || name.length > 120)
    throw new UsageError(
      `The title must have from 1 to 120 characters, but has ${name.length}. Example: notat new chapter ${number} "Hvor tiltakene blir brukt"`,
    );
  const strange = /[\p{Cc}<>[\]{}`|\\]/u.exec(name)?.[0];
  if (strange !== undefined)
    throw new UsageError(
      `The title must be plain text, but has "${strange}" in it: ${name}. Cross-references and the like are written in the notebook.`,
    );
  const refused = uncheckedIn("The title", name);
  if (refused.length > 0)
    throw new UsageError(
      `${refused.join("\n")}\nBegin with a title that asserts nothing; in the notebook a heading can be a template.`,
    );
  const id = slug(name) || "avsnitt";
  const depth = number.split(".").filter((part) => Number(part) > 0).length;
  const { unit } = questionnaire;
  const { key, options } = itemToShow(questionnaire);
  const [item, option] = [`q.${key}`, `q.${key}.${options[0]?.key}`];
  return {
    file: `${number}-${id}.ipynb`,
    notebook: {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {
        kernelspec: KERNELSPEC,
        language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      },
      cells: [
        code(
          "data",
          'import { bars, figure, outOf, prose, q, ref, share, survey, tabulate, title } from "notat";',
          "const { answers } = await survey();",
          `const svar = tabulate(answers, ${item});`,
        ),
        {
          cell_type: "markdown",
          id: "innledning",
          metadata: {},
          source: `${"#".repeat(depth)} ${name} {#${id}}\n\nSkriv her hva kapittelet svarer på, og hvem det er nyttig for.`,
        },
        code("figur", `figure(bars(svar), title\`Svarene på «\${${item}}»\`, { id: "${id}-svar" });`),
        code(
          "funn",
          `prose\`«\${${option}}» er svaret for \${outOf(svar, ${option})} ${unit.many} (\${share(svar, ${option})}),`,
          `se \${ref("figur:${id}-svar")}.\`;`,
        ),
      ],
    },
  };
}

/** Something to begin with: the first item with options of which a note may tell. */
function itemToShow({ items, ministry, body, year }: Questionnaire): ItemDefinition {
  const shown = Object.values(items).filter(
    (item) => item.public && item.options.length > 1 && item !== ministry && item !== body,
  );
  const found = shown.find(({ kind }) => kind === "multiple") ?? shown[0];
  if (!found)
    throw new UsageError(
      `The questionnaire of ${year} must have a public item with options, which a chapter can begin with, but has none.`,
    );
  return found;
}

function code(id: string, ...lines: string[]): Cell {
  return {
    cell_type: "code",
    id,
    metadata: { jupyter: { source_hidden: true } },
    source: lines.join("\n"),
    execution_count: null,
    outputs: [],
  };
}
