import type { CodeContext, Observation } from '../../model/index.js';
import type { Use } from './use.js';

/** Everything about the file that its observations carry. */
export interface Place {
  readonly path: string;
  readonly language: string;
  readonly context: CodeContext;
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
