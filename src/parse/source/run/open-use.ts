import type { BookedRule } from '../rules/rule-book.js';
import type { Point, Span } from '../tree/ir.js';
import type { Frame } from './scope.js';

/** A use whose parts still live in the store. */
export interface OpenUse {
  readonly rule: BookedRule;
  readonly object: number;
  readonly symbol: string;
  readonly at: Span;
  /** Where the call ends, where it is known. */
  readonly to?: Point;
  readonly frame: Frame;
  readonly hints: readonly string[];
  /** It speaks by the name of a function, where that is written and not where it is called. */
  readonly declared?: true;
  /** Texts and names that are asked for around it, the nearest test last. */
  readonly asked?: readonly (readonly string[])[];
}
