/** What a client asks of the cells that have run: Jupyter's history_request. */
export interface HistoryRequest {
  readonly hist_access_type?: unknown;
  readonly n?: unknown;
  readonly start?: unknown;
  readonly stop?: unknown;
  readonly pattern?: unknown;
}

/** The sources of this session's cells, in their order. */
export function createHistory() {
  const sources: string[] = [];
  const line = (source: string, i: number): [number, number, string] => [0, i + 1, source];
  return {
    add: (source: string) => void sources.push(source),
    /** `[session, line, source]` of each: the last n, lines from start up to stop, or the last n like a pattern. */
    answer({ hist_access_type, n, start, stop, pattern }: HistoryRequest): [number, number, string][] {
      const all = sources.map(line);
      const last = (list: typeof all) =>
        typeof n === "number" ? list.slice(-Math.max(0, n) || list.length) : list;
      if (hist_access_type === "range")
        return all.slice(Math.max(0, Number(start ?? 1) - 1), stop == null ? undefined : Number(stop) - 1);
      if (hist_access_type !== "search") return last(all);
      const like = new RegExp(
        `^${String(pattern ?? "*")
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", "[^]*")
          .replaceAll("?", "[^]")}$`,
      );
      return last(all.filter(([, , source]) => like.test(source)));
    },
  };
}
