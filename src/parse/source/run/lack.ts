import type { PartName } from '../rules/rule.js';
import type { Interpreter } from './interpreter.js';

const MOST_LACKING = 100;
/** Before a name that linking finds where it is a constant. */
export const NAMED = '=';

/** A name of which a library says nothing: another file may say what it gives. */
export function lack(
  { lacking, book, language }: Interpreter,
  name: string | undefined,
  part: PartName | undefined,
  kind: '' | typeof NAMED = '',
): void {
  if (!name || !part || lacking.size >= MOST_LACKING || !/^[\w@$./:*-]*\w$/.test(name)) return;
  if (language.isStandard?.(name) || book.knows(name)) return;
  lacking.add(kind + name);
}
