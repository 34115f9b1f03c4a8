import type { Node } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import type { ClassInfo, Frame } from '../scope.js';
import type { Value, Values } from '../values/values.js';
import { basesOf } from './classes.js';

type Named = Value & { t: 'symbol' };

/** A type with its arguments. With the first of them it may be known by another name: `ecdsa::SigningKey<Secp256k1>`. */
export function withArguments({ book }: Interpreter, type: Named, of: readonly Values[]): Named {
  const first = of[0]?.find((one) => one.t === 'symbol');
  if (!first) return { ...type, of };
  const written = `${book.canonical(type.name)}<${lastSegment(first.name)}>`;
  const known = book.canonical(written);
  return { ...type, ...(known !== written && { name: known }), of };
}

const DEEPEST = 4;

/** What a type parameter of the class in which the code stands is for the object at hand: `class EcSigner : Signer<ECDsa>`. */
export function typeFromHeir(
  machine: Interpreter,
  name: string,
  frame: Frame,
): { type: Node; frame: Frame } | undefined {
  const heir = frame.self?.t === 'object' ? frame.self.cls : undefined;
  const owner = frame.cls;
  if (!heir || !owner || heir === owner || !owner.typeParameters?.includes(name)) return undefined;
  return argumentOf(machine, heir, owner, name, 0);
}

function argumentOf(
  machine: Interpreter,
  heir: ClassInfo,
  owner: ClassInfo,
  name: string,
  depth: number,
): { type: Node; frame: Frame } | undefined {
  if (depth >= DEEPEST) return undefined;
  const around = heir.frame.parent ?? machine.file;
  for (const base of basesOf(machine, heir)) {
    if (base !== owner) {
      const above = argumentOf(machine, base, owner, name, depth + 1);
      if (above) return above;
      continue;
    }
    const given = heir.bases.find(
      (one) =>
        one.k === 'generic' &&
        machine.eval(one.type, around).some((value) => value.t === 'class' && value.cls === owner),
    );
    const type = given?.k === 'generic' ? given.of[owner.typeParameters?.indexOf(name) ?? -1] : undefined;
    if (type) return { type, frame: around };
  }
  return undefined;
}
