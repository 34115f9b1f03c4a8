/** Bounds on hostile input. Every parser honours those that concern it. */
export interface Limits {
  /** Bytes of one file; larger ones are an attempt `too-large`. Archives may have `archiveBytes`. */
  readonly fileBytes: number;
  /** Nesting of embedded artifacts and of structures. */
  readonly depth: number;
  readonly archiveEntries: number;
  readonly archiveBytes: number;
  /** Expanded over compressed size. */
  readonly archiveRatio: number;
  /** Milliseconds one parser may spend on one artifact. */
  readonly parseMillis: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 32 * 1024 * 1024,
  depth: 8,
  archiveEntries: 100_000,
  archiveBytes: 512 * 1024 * 1024,
  archiveRatio: 200,
  parseMillis: 5_000,
};
