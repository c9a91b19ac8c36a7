/** What may follow what stands before the cursor. */
export interface Advice {
  /** Where in the text the completed word begins. */
  readonly from: number;
  readonly matches: readonly string[];
}

/** What others know of the text before a cursor than its types. */
export interface Advisor {
  /** @returns Null where it has nothing to say. */
  complete(before: string): Advice | null;
  /** What a completion is called in words; undefined where it has none. `from` is where it begins. */
  labelOf(before: string, from: number, match: string): string | undefined;
}

/** Methods of an Arquero table in whose brackets columns are named, or that take a function of a row. */
const VERBS =
  "antijoin array assign column count dedupe derive filter fold get groupby impute join join_left join_right join_full lookup orderby pivot relocate rename rollup select semijoin spread unroll";
const CALL = new RegExp(`\\.\\s*(?:${VERBS.split(" ").join("|")})\\s*\\(`, "g");
const NAME = /([\p{L}_$][\p{L}\p{N}_$]*)$/u;

/**
 * The columns of a table, where one is being named: in a text within the brackets of a verb, or after the parameter of
 * a row's function. Which columns there are is known of tables that have a name; what the verbs before in the same chain
 * have made of them is not.
 * @param columnsOf By the name of a variable.
 * @example adviseColumns('tiltak.groupby("dep', () => ["departement"]) // { from: 16, matches: ["departement"] }
 */
export function adviseColumns(
  before: string,
  columnsOf: (variable: string) => readonly string[],
): Advice | null {
  const call = [...before.matchAll(CALL)]
    .filter(({ index, 0: text }) => isOpen(before.slice(index + text.length)))
    .at(-1);
  if (!call) return null;
  const inside = before.slice(call.index + call[0].length);
  const word = wordIn(inside);
  const root = rootOf(before.slice(0, call.index));
  if (word === null || root === null) return null;
  const matches = columnsOf(root).filter((column) => column.startsWith(word));
  return matches.length === 0 ? null : { from: before.length - word.length, matches };
}

/** What has been written of a column's name: in a text that is still open, or after `row.`. */
function wordIn(inside: string): string | null {
  const text = /^(?:[^"'`]|"[^"\n]*"|'[^'\n]*'|`[^`]*`)*(?:"([^"\n]*)|'([^'\n]*))$/.exec(inside);
  if (text) return text[1] ?? text[2] ?? null;
  const [, inBrackets, bare] =
    /\(\s*([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^()=]*)?(?:,[^()]*)?\)\s*=>|([\p{L}_$][\p{L}\p{N}_$]*)\s*=>/u.exec(
      inside,
    ) ?? [];
  const row = inBrackets ?? bare;
  const property = /([\p{L}_$][\p{L}\p{N}_$]*)\.([\p{L}\p{N}_$]*)$/u.exec(inside);
  return row !== undefined && property?.[1] === row ? (property[2] ?? "") : null;
}

/** Whether the brackets that stand before a text are not closed in it. */
function isOpen(inside: string): boolean {
  let depth = 0;
  for (const character of inside) {
    if (character === "(") depth++;
    else if (character === ")" && --depth < 0) return false;
  }
  return true;
}

/** The variable that a chain of calls begins with. */
function rootOf(chain: string): string | null {
  let text = chain.trimEnd();
  while (text.endsWith(")")) {
    let depth = 0;
    let at = text.length - 1;
    for (; at >= 0; at--) {
      if (text[at] === ")") depth++;
      else if (text[at] === "(" && --depth === 0) break;
    }
    text = text.slice(0, Math.max(0, at)).trimEnd();
    const method = NAME.exec(text);
    if (!method) return null;
    text = text.slice(0, method.index).trimEnd();
    if (!text.endsWith(".")) return null;
    text = text.slice(0, -1).trimEnd();
  }
  const name = NAME.exec(text);
  return name !== null && text[name.index - 1] !== "." ? (name[1] ?? null) : null;
}
