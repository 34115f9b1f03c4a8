import type { Interpreter } from './interpreter.js';
import type { Frame } from './scope.js';
import { NONE, type Values } from './values/values.js';

/** Names as constants have them. */
const CONSTANT = /^[A-Z][A-Z0-9_]+$/;

/** A class whose members are all imported, `import static org.example.Names.*`: packages are written small. */
const CLASS = /(?:^|\.)[a-z]\w*\.[A-Z]\w*$/;

const MOST = 6;

/**
 * A constant that nothing in the file declares: of a class of another file which one around extends or implements, or of
 * one whose members are imported together. Which of them has it is told when all files were read.
 */
export function constantsElsewhere(machine: Interpreter, name: string, frame: Frame): Values {
  if (!CONSTANT.test(name) || !machine.tree.shared || machine.language.membersAreNamed) return NONE;
  const owners = new Set(machine.wildcards.filter((one) => CLASS.test(one) && !machine.book.knows(one)));
  for (let at: Frame | undefined = frame; at; at = at.parent)
    if (at.cls && at.cls.bases.length > 0) for (const base of machine.imports.basesOf(at.cls)) owners.add(base);
  return [...owners].slice(0, MOST).map((one) => machine.symbol(`${one}.${name}`));
}
