/** How large a workbook may be. Whatever is larger is refused before anything parses it. */
export interface Limits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Parts in the zip archive. */
  readonly entries: number;
  /** Bytes of all parts unpacked. */
  readonly unpacked: number;
  /** Unpacked bytes per packed byte, for parts over a megabyte. */
  readonly ratio: number;
  /** Last row that may hold anything. */
  readonly rows: number;
  /** Last column that may hold anything. */
  readonly columns: number;
  /** Milliseconds for all of the reading. */
  readonly milliseconds: number;
  /** Megabytes of memory for the process that reads. */
  readonly megabytes: number;
}

/** Ample for a survey of some thousand tiltak, small enough for an ordinary machine. */
export const LIMITS: Limits = {
  bytes: 20_000_000,
  entries: 500,
  unpacked: 100_000_000,
  ratio: 200,
  rows: 10_000,
  columns: 300,
  milliseconds: 30_000,
  megabytes: 512,
};
