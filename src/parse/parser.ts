import type { Catalog } from '../catalog/catalog.js';
import type { Artifact, Companion, Knowledge, Limits, ParseResult } from '../model/index.js';
import type { Face } from './face.js';
import type { TreeExports } from './source/uses/use.js';

/** What every parser may use besides the bytes. No disk, no network, no clock. */
export interface ParseContext {
  readonly catalog: Catalog;
  readonly knowledge: Knowledge;
  readonly limits: Limits;
  /** Passwords to try on keystores: the user's, then those the scanned configuration names. Never printed. */
  readonly passwords: readonly string[];
  /** On a second reading: the files that a file asked for on the first, by who asked and what for. */
  readonly companions?: (from: string, pattern: string) => readonly Companion[];
  /** On a second reading of source files: what others of the tree export, by language. */
  readonly exports?: TreeExports;
}

/**
 * Turns one artifact into facts.
 * `wants` must be cheap: it runs on every file. `parse` throws only `ParseError`.
 */
export interface Parser {
  /** `x509`, `nginx`, `source/java`, `npm`: printed in attempts. */
  readonly id: string;
  wants(face: Face, context: ParseContext): boolean;
  parse(artifact: Artifact, context: ParseContext): ParseResult | Promise<ParseResult>;
}
