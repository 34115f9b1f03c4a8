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
  /**
   * Steps that reading one source file may take, in each of parsing, lowering and interpreting it. They are counted: the same
   * file gives the same result on a busy machine. A million take two to four seconds.
   */
  readonly parseSteps: number;
  /** Milliseconds after which a parser gives up on an artifact, whatever it has counted. */
  readonly parseMillis: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 32 * 1024 * 1024,
  depth: 8,
  archiveEntries: 100_000,
  archiveBytes: 512 * 1024 * 1024,
  archiveRatio: 200,
  parseSteps: 2_000_000,
  parseMillis: 30_000,
};
