import { contextOfPath } from '../../catalog/code-context.js';
import type { CodeContext } from '../../model/index.js';

const GENERATED = /@generated|(?:code|file) (?:is |was )?(?:auto-?)?generated (?:by|from)|do not edit/i;
const HEAD = 1000;

/** What kind of code a file is, by its path and its first lines. */
export function codeContext(path: string, text: string): CodeContext {
  const byPath = contextOfPath(path);
  if (byPath !== 'production') return byPath;
  return GENERATED.test(text.slice(0, HEAD)) ? 'generated' : 'production';
}
