import { hashFiles } from "../../ground/files/hashFiles.js";
import { keep } from "../../ground/files/keep.js";
import { compiledFolder } from "../../ground/project.js";
import type { Answers } from "../../survey/answers/answers.js";
import { readChoice } from "./chosen.js";
import { protect } from "./protect.js";
import type { KeptBack } from "./publicAnswers.js";
import type { Publication } from "./publication.js";

/**
 * What `protect` keeps back, found anew only when the answers, the questionnaire, what is published or what was chosen is
 * another: it is the longest step of a build in which nothing but words moved.
 */
export async function keptBackOf(answers: Answers, publication: Publication): Promise<KeptBack> {
  const { year, all, frame } = answers;
  const choice = readChoice(year);
  const inputs = [
    hashFiles(compiledFolder(year), ["."], (file) => file.endsWith(".js")),
    JSON.stringify([all.objects(), frame.objects(), publication, choice]),
  ];
  const found = await keep<readonly (readonly [string, readonly string[]])[]>(
    `publish/keptBack/${year}`,
    inputs,
    () => [...protect(answers, publication, choice)].map(([record, items]) => [record, [...items]] as const),
  );
  return new Map(found.map(([record, items]) => [record, new Set(items)]));
}
