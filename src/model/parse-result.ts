import type { Artifact } from './artifact.js';
import type { Attempt } from './attempt.js';
import type { CompanionAsk } from './companion.js';
import type { ConfigSetting, DataField, Observation } from './observation.js';

/** What one parser makes of one artifact. Facts only. */
export interface ParseResult {
  readonly observations: readonly Observation[];
  /** Further artifacts found inside: archive entries, embedded certificates, ConfigMap documents. */
  readonly embedded?: readonly Artifact[];
  readonly fields?: readonly DataField[];
  readonly settings?: readonly ConfigSetting[];
  /** Partial results and what is missing. */
  readonly attempts?: readonly Attempt[];
  /** Summary of a source file for resolution across files; opaque outside `parse/source/`. */
  readonly module?: unknown;
  /** Files with which this one has to be read again. */
  readonly companions?: readonly CompanionAsk[];
  /** Files whose settings were read in the place of a directive of this one, and by which product's rules. */
  readonly absorbed?: readonly { readonly path: string; readonly product: string }[];
  /** Inline ignore comments seen (`qday-ignore rule: reason`). */
  readonly ignores?: readonly InlineIgnore[];
}

export interface InlineIgnore {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
  readonly until?: string;
}
