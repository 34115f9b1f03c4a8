import type { CodeContext, Observation } from '../../model/index.js';
import type { Use } from './use.js';

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

export function evidenceOf(use: Use, place: Place, confidence: number): Observation['evidence'] {
  return {
    location: { type: 'file', path: place.path, line: use.line, column: use.column },
    technique: 'syntax-tree',
    confidence,
    symbol: use.symbol,
    ...(use.scope ? { scope: use.scope } : {}),
    excerpt: use.excerpt,
  };
}
