import { loadKnowledge } from '../knowledge/load.js';
import { bodiesOf } from '../model/index.js';
import { LANGUAGES } from '../parse/source/languages/index.js';
import { prepare } from '../parse/source/prepare.js';

/** First bytes of what is recognised by content. */
const MARKS = ['-----BEGIN ', 'LS0tLS1CRUdJTi', 'ssh-rsa ', 'ssh-ed25519 '];

/**
 * Every token by which a file becomes a candidate, from the rules: what a text search would have to look for to do the
 * work of the filter. The benchmark gives it to ripgrep.
 */
export function tokens(): readonly string[] {
  const knowledge = loadKnowledge();
  const all = new Set(MARKS);
  for (const language of LANGUAGES) for (const [word] of prepare(knowledge, language).candidates.words) all.add(word);
  for (const body of bodiesOf(knowledge, 'config')) {
    const entries = body['recognise'] as readonly {
      readonly any?: readonly string[];
      readonly all?: readonly string[];
    }[];
    for (const entry of entries) for (const token of [...(entry.any ?? []), ...(entry.all ?? [])]) all.add(token);
  }
  return [...all].filter((token) => token.length > 1 && !token.includes('\n')).sort();
}
