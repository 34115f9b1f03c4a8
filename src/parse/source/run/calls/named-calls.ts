import { MAKER } from '../../rules/named-rules.js';
import type { BookedRule } from '../../rules/rule-book.js';
import type { Node } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import { applyRules } from '../ruled/apply-rule.js';
import type { Closure } from '../scope.js';
import { computes, works } from '../values/computes.js';
import { NONE, type Values } from '../values/values.js';
import type { CallSite } from './invoke.js';

/**
 * A call of something that no rule knows, but whose name says what it does: `hal_ecdsa_sign(..)`. Code of vendors and
 * what a project has written itself are named so. Gives the keys that it makes.
 */
export function applyNamed(machine: Interpreter, site: CallSite): Values {
  const named = machine.book.named(site.name);
  // Without an argument nothing is signed or encrypted; a key can be made.
  const rules = site.args.length === 0 ? named.filter(({ role }) => role === 'keygen') : named;
  const made = applyRules(machine, rules, site);
  return rules.every(({ role }) => role === 'keygen') ? made : NONE;
}

/** A method of something that no rule knows: its type may say what it does, or the variable or field in which it is. */
export function applyNamedMethod(machine: Interpreter, type: string | undefined, site: CallSite, callee: Node): Values {
  if (type && machine.book.knows(type)) return NONE;
  const written = callee.k === 'member' && 'name' in callee.object ? callee.object.name : '';
  // The result of a function that nobody knows has its name as a type: it says nothing of what is done with it.
  const made = type?.includes('.') && /^[a-z]/.test(lastSegment(type.replace(MAKER, '')));
  return applyNamed(machine, { ...site, name: `${made ? '' : (type ?? written)}.${site.name}` });
}

/**
 * A function of the file that is called: it speaks by its name where nothing inside of it was reported. Where something was, the
 * call is told as a part of that (`ModuleIndex.tells`).
 */
export function applyNamedOwn(machine: Interpreter, closure: Closure, site: CallSite): void {
  const { node, qualified } = closure;
  if (!node.name) return;
  if (!machine.reporting.has(node)) {
    if (speaking(machine, closure).length === 0) return;
    machine.callsByName.add(node);
  }
  applyNamed(machine, { ...site, name: qualified });
}

/** Functions that are named so, report nothing inside and are not called in the file speak where they are written. */
export function reportNamed(machine: Interpreter): void {
  for (const closure of machine.closures) {
    const { node } = closure;
    if (!node.name || machine.reporting.has(node) || machine.callsByName.has(node)) continue;
    const rules = speaking(machine, closure);
    if (rules.length === 0 || node.params.length === 0) continue;
    machine.callsByName.add(node);
    const args = node.params.map(() => ({ values: [] }));
    applyRules(machine, rules, {
      name: closure.qualified,
      args,
      receiver: [],
      node: { at: node.at },
      frame: closure.frame,
    });
  }
}

/** The rules that speak of a function which the file declares. */
function speaking({ book }: Interpreter, { qualified, node }: Closure): readonly BookedRule[] {
  return book.named(qualified).filter(({ named }) => {
    if (!named?.own) return true;
    return named.own === 'works' ? works(node.body) : computes(node.body);
  });
}
