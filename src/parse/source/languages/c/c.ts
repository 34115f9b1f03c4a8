import type { Language } from '../../language.js';
import { lowering, statements } from '../../tree/lowering.js';
import { C_CASES } from './cases.js';
import { learnRuns } from './commands.js';
import { balanced } from './conditionals.js';
import { learnFields } from './fields.js';
import { bareNames } from './macros.js';
import { beginMacros } from './preprocessor.js';
import { learnSnippet } from './snippets.js';
import { layoutsOfFunctions, learnLayouts } from './values.js';

const lower = lowering(C_CASES);

export const C: Language = {
  id: 'c',
  rules: ['c', 'apple', 'windows', 'commands', 'written-out', 'kept'],
  overloads: true,
  structures: true,
  extensions: ['.c', '.h', '.cc', '.cpp', '.cxx', '.c++', '.hh', '.hpp', '.hxx', '.inl', '.ipp', '.cu', '.ino'],
  grammar: (path) => (/\.(c|h)$/i.test(path) ? 'c' : 'cpp'),
  text: (text) => balanced(bareNames(text)),
  lower(root) {
    learnLayouts(root);
    learnFields(root);
    learnSnippet(root);
    learnRuns(root);
    beginMacros();
    return { module: '', shared: true, layouts: layoutsOfFunctions(), body: statements(root).map(lower) };
  },
  tokens: cTokens,
};

/** A C function is its own word; a C++ name needs its namespace somewhere in the file, and template arguments may be spaced. */
export function cTokens(qualified: string): string[] {
  const parts = qualified
    .replace(/<[^.]*>/g, '')
    .replace(/=$/, '')
    .split('.');
  const own = parts.filter((one) => one !== 'Encryption' && one !== 'Decryption');
  return parts.length > 1 ? [...new Set([own.at(-1) ?? '', parts[0] ?? ''])] : parts;
}
