import type { CryptoAsset, Finding, InlineIgnore, Occurrence, PastFinding } from '../model/index.js';
import { type Base, compareWithBase } from './compare.js';
import { withFingerprints } from './fingerprint.js';
import { type IgnoreFile, suppress } from './suppress.js';

export interface TriageOptions {
  readonly occurrences: readonly Occurrence[];
  readonly assets: readonly CryptoAsset[];
  /** ISO date on which expiry is judged. */
  readonly today: string;
  readonly inline?: readonly InlineIgnore[];
  readonly ignoreFiles?: readonly IgnoreFile[];
  /** False: only a part of what the ignore files speak of was examined. */
  readonly whole?: boolean;
  readonly base?: Base;
}

export interface Triaged {
  /** In the order given: fingerprinted, suppressed or not, new or unchanged. None is missing. */
  readonly findings: readonly Finding[];
  readonly fixed: readonly PastFinding[];
  readonly notices: readonly string[];
}

/** Marks findings: fingerprints, suppressions, change against a base. Marks, never deletes. */
export function triage(findings: readonly Finding[], options: TriageOptions): Triaged {
  const printed = withFingerprints(findings, options.occurrences, options.assets);
  const compared = options.base ? compareWithBase(printed, options.base) : { printed, fixed: [] };
  const marked = suppress(compared.printed, {
    inline: options.inline ?? [],
    files: options.ignoreFiles ?? [],
    today: options.today,
    whole: options.whole,
  });
  // What is suppressed now was open in the base: neither fixed nor new.
  return { findings: marked.printed.map(({ finding }) => finding), fixed: compared.fixed, notices: marked.notices };
}
