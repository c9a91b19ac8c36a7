/** Abbreviations after which a sentence goes on, whatever letter or digit follows. */
const ABBREVIATIONS = new Set(
  "mill mrd kr kap fig tab nr pkt jf jfr ca dvs bl.a f.eks t.o.m f.o.m inkl ekskl hhv ev evt s tlf avd dir prop st.meld meld kgl art § pst prof dr d.v.s m.a.o på.gr p.g.a pga iht i.h.t mht m.h.t vedr ref ang tidl gj.snitt".split(
    " ",
  ),
);

/**
 * The sentences of a text in Norwegian, trimmed, in their order. A full stop after an abbreviation (`12 mill. kroner`,
 * `kap. 3`), after an ordinal (`25. september`) or within a word (`3.1`) ends none; a line break does.
 * @example sentencesIn("Rammen er 12 mill. kroner. Se kap. 3.") // ["Rammen er 12 mill. kroner.", "Se kap. 3."]
 */
export function sentencesIn(text: string): string[] {
  return text.split("\n").flatMap(inLine);
}

function inLine(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const end of line.matchAll(/[.!?…]+[»"”)\]*]*(?=\s)/gu)) {
    const next = end.index + end[0].length;
    if (!endsThere(line.slice(start, end.index), end[0], line.slice(next).trimStart())) continue;
    sentences.push(line.slice(start, next));
    start = next;
  }
  return [...sentences, line.slice(start)].map((sentence) => sentence.trim()).filter((one) => one !== "");
}

function endsThere(before: string, mark: string, after: string): boolean {
  if (!mark.startsWith(".")) return true;
  const word = /[^\s(«"”]*$/u.exec(before)?.[0] ?? "";
  if (ABBREVIATIONS.has(word.toLowerCase())) return false;
  // An ordinal, and «osv.» within a sentence: what goes on begins with a small letter.
  return !/^\p{Ll}/u.test(after);
}
