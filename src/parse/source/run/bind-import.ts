import type { Node } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import type { Interpreter } from './interpreter.js';
import type { Frame } from './scope.js';

/** A name of another file or of a library becomes one of this file. */
export function bindImport(machine: Interpreter, node: Node & { k: 'import' }, frame: Frame): void {
  const { local, name, handsOn } = node;
  const { imports } = machine;
  imports.named(name);
  const exported = handsOn === true || machine.language.importsAreNames === true;
  if (local === '*') {
    machine.wildcards.push(nested(machine, name));
    if (node.own) machine.namespaces.add(lastSegment(name));
    if (exported) imports.handsOn.add(name);
    return;
  }
  machine.bind(local, imports.values(name) ?? [machine.symbol(name)], frame);
  if (exported) imports.handedOn(local);
  else imports.only(local);
}

/** `include OpenSSL` and then `include PKey` means `OpenSSL::PKey`. */
function nested({ book, wildcards }: Interpreter, name: string): string {
  if (book.knows(name)) return name;
  return wildcards.map((one) => `${one}.${name}`).find((one) => book.knows(one)) ?? name;
}
