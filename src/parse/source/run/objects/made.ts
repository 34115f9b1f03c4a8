import { NOTHING } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import { assignMember } from '../assign.js';
import type { Interpreter } from '../interpreter.js';
import { type Frame, partKey } from '../scope.js';
import { NONE, type Value, type Values } from '../values/values.js';
import type { CallArgument } from './classes.js';

/** The members that are set in braces after the construction of something that no rule makes. */
export function setMembers(machine: Interpreter, made: Value, args: readonly CallArgument[], frame: Frame): void {
  for (const { name, values, sets: at } of args)
    if (name && at) assignMember(machine, made, { k: 'member', object: NOTHING, name, at }, values, frame);
}

/** The type of what a function makes of which no rule speaks: that which makes itself, or the name of the function. */
export function typeMade({ language }: Interpreter, name: string): string {
  const [own, owner] = [lastSegment(name), name.slice(0, name.lastIndexOf('.'))];
  return language.makers?.has(own) && /^[A-Z]/.test(lastSegment(owner)) ? owner : name;
}

/** `PKeyCtx ctx(EVP_PKEY_CTX_new_id(..))`: what a type that no rule knows is made from is what it owns and hands out. */
export function heldBy(machine: Interpreter, name: string, args: readonly CallArgument[]): Values {
  if (machine.book.knows(name)) return NONE;
  const says = (id: number) => machine.store.get(partKey(id, 'algorithm')) !== undefined;
  return (args[0]?.values ?? NONE).filter(
    (one) => one.t === 'object' && (says(one.id) || (one.type && machine.book.knows(one.type))),
  );
}
