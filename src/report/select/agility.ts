import type { AgilityScore } from '../../model/index.js';
import type { View } from './view.js';

/** Components by how hard their cryptography is to change, hardest first. */
export function agility({ report }: View): readonly AgilityScore[] {
  return [...report.plan.agility].sort((a, b) => a.score - b.score);
}

/** The facts that cost points, as a table cell: `12 × algorithm written as a literal at the call (−40)`. */
export function agilityFacts({ facts }: AgilityScore): string {
  return facts
    .filter(({ effect }) => effect < 0)
    .map(({ fact, count, effect }) => `${count} × ${fact} (−${-effect})`)
    .join('; ');
}
