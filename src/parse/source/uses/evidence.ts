import type { CodeContext, Observation } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import { decidedAt } from './decided-at.js';
import type { Slot, Use } from './use.js';

/** Everything about the file that its observations carry. */
export interface Place {
  readonly path: string;
  readonly language: string;
  readonly context: CodeContext;
}

/** The kind of code at the place: that of its file, unless the language marks the part as a test. */
export function contextOf(use: Use, place: Place): CodeContext {
  return use.test && place.context === 'production' ? 'test' : place.context;
}

/** @param chosen the alternative of each part that the asset is made of */
export function evidenceOf(
  use: Use,
  place: Place,
  confidence: number,
  chosen: Partial<Record<PartName, Slot>>,
): Observation['evidence'] {
  const { line, column, endLine, endColumn } = use;
  const decided = decidedAt(chosen, use, place.path);
  return {
    location: { type: 'file', path: place.path, line, column, ...(endLine && { endLine, endColumn }) },
    ...(decided.length > 0 ? { decidedAt: decided } : {}),
    technique: 'syntax-tree',
    confidence,
    symbol: use.symbol,
    ...(use.scope ? { scope: use.scope } : {}),
    excerpt: use.excerpt,
  };
}
