import type Token from "markdown-it/lib/token.mjs";

/** One chapter of a note, as tokens: what its page is rendered from. */
export interface ChapterTokens {
  /** The children of its first heading; null when it has none. */
  readonly title: Token | null;
  /** Everything else, then the footnotes that it refers to, numbered from 1. */
  readonly body: readonly Token[];
}

/**
 * Takes one chapter out of a parsed note. Headings keep the note's numbers and stand as deep below the page's title as
 * they stood below the chapter's.
 * @param opening The mark that stands alone where the chapter begins.
 * @param closing The mark that stands alone where it ends.
 */
export function chapterTokens(tokens: readonly Token[], opening: string, closing: string): ChapterTokens {
  const place = (mark: string): number => tokens.findIndex(({ content }) => content === mark);
  // A mark's paragraph is three tokens.
  const own = tokens.slice(place(opening) - 1, place(closing) + 2);
  const at = own.findIndex(({ type }) => type === "heading_open");
  const depth = at === -1 ? 0 : Number(own[at]?.tag.slice(1)) - 1;
  for (const token of own)
    if (/^heading_(open|close)$/.test(token.type))
      token.tag = `h${Math.max(2, Number(token.tag.slice(1)) - depth)}`;
  const title = at === -1 ? null : (own[at + 1] as Token);
  const body = at === -1 ? own : own.filter((_, i) => i < at || i > at + 2);
  return { title, body: [...body, ...footnotesOf(own, tokens)] };
}

function footnotesOf(own: readonly Token[], all: readonly Token[]): Token[] {
  const start = all.findIndex(({ type }) => type === "footnote_block_open");
  if (start === -1) return [];
  const groups = new Map<number, Token[]>();
  let group: Token[] | undefined;
  for (const token of all.slice(start)) {
    if (token.type === "footnote_open") {
      group = [];
      groups.set(idOf(token), group);
    }
    group?.push(token);
    if (token.type === "footnote_close") group = undefined;
  }
  const wanted: number[] = [];
  const refer = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === "footnote_ref" && !wanted.includes(idOf(token))) wanted.push(idOf(token));
      refer(token.children ?? []);
    }
  };
  refer(own);
  // A footnote may refer to another.
  for (let i = 0; i < wanted.length; i++) refer(groups.get(wanted[i] as number) ?? []);
  const kept = wanted.flatMap((id) => groups.get(id) ?? []);
  renumber([...own, ...kept], new Map(wanted.map((id, i) => [id, i])));
  const close = all.find(({ type }) => type === "footnote_block_close");
  return wanted.length === 0 ? [] : [all[start] as Token, ...kept, ...(close ? [close] : [])];
}

const idOf = (token: Token): number => (token.meta as { id: number }).id;

function renumber(tokens: readonly Token[], ids: ReadonlyMap<number, number>): void {
  for (const token of tokens) {
    if (/^footnote_(ref|open|anchor)$/.test(token.type))
      token.meta = { ...(token.meta as object), id: ids.get(idOf(token)) };
    renumber(token.children ?? [], ids);
  }
}
