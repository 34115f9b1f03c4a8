import { openOwner } from './assign.js';
import { constantsElsewhere } from './constants-elsewhere.js';
import type { Interpreter } from './interpreter.js';
import { classOfSelf, fieldIn, fieldOf, methodsOf, staticOf } from './objects/classes.js';
import { applyGetter } from './objects/properties.js';
import { type Frame, fieldKey, numberOf, variableKey } from './scope.js';
import { NONE, through, typeOf, type Value, type Values } from './values/values.js';

/**
 * What a name stands for: a variable of a function around, a member of a class around, an import, else a name that
 * begins elsewhere.
 * @param member what is read or called of it: tells types of one name apart
 */
export function lookUp(machine: Interpreter, name: string, frame: Frame, member?: string): Values {
  const number = numberOf(name);
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const found = machine.store.get(variableKey(at, number));
    if (found) return at === machine.file ? through(found, 'constant') : found;
    const own = at.cls && !machine.language.membersAreNamed && ownMember(machine, at, name);
    if (own) return own;
    const read = at.self && machine.language.beanProperties ? implicitGetter(machine, at.self, name, frame) : undefined;
    if (read) return read;
  }
  const owner = machine.language.membersAreNamed ? undefined : openOwner(frame);
  const held = owner?.t === 'object' ? machine.store.get(fieldKey(owner.id, name)) : undefined;
  if (held) return held;
  const inherited = machine.language.membersAreNamed ? undefined : ofOtherFile(machine, name, frame);
  if (inherited) return inherited;
  for (const package_ of machine.wildcards) {
    const full = machine.book.canonical(`${package_}.${name}`);
    if (machine.book.knows(full)) return [machine.symbol(full)];
  }
  const { language, tree, book } = machine;
  const bare = language.bare?.(near(machine, book.bare(name, member)), tree.module, tree.piece === true);
  if (bare) machine.libraries.add(libraryOf(bare));
  const full = bare ?? language.unbound?.(name, tree.module, tree.piece === true) ?? name;
  const elsewhere = bare ? NONE : constantsElsewhere(machine, name, frame);
  const here = machine.imports.values(full) ?? [machine.symbol(full)];
  return elsewhere.length > 0 ? [...here, ...elsewhere] : here;
}

/** A field that a class around has from one of another file; types are no fields. */
function ofOtherFile(machine: Interpreter, name: string, frame: Frame): Values | undefined {
  if (/^[A-Z].*[a-z]/.test(name)) return undefined;
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const found = at.cls && at.cls.bases.length > 0 ? machine.imports.inherited(at.cls, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Of several types of one name those of a library of which the file names another type. */
function near(machine: Interpreter, types: readonly string[]): readonly string[] {
  const here = types.length > 1 ? types.filter((one) => machine.libraries.has(libraryOf(one))) : types;
  return here.length > 0 ? here : types;
}

/** `org.bouncycastle` of `org.bouncycastle.crypto.signers.Ed25519Signer`. */
function libraryOf(type: string): string {
  return type.split('.').slice(0, 2).join('.');
}

/** `private` where `this` is a `KeyPair`: in an extension, or a block that sees it as `this`. */
function implicitGetter(machine: Interpreter, self: Value, name: string, frame: Frame): Values | undefined {
  const type = typeOf(self);
  if (!type || !machine.book.knows(type)) return undefined;
  for (const one of machine.book.lineage(type)) {
    const read = applyGetter(machine, one, name, self, frame);
    if (read) return read;
  }
  return undefined;
}

/** A member named without `this`, as Java allows; what the class of the object at hand overrides goes before. */
function ownMember(machine: Interpreter, frame: Frame, name: string): Values | undefined {
  const cls = frame.cls;
  if (!cls) return undefined;
  const actual = classOfSelf(machine, frame) ?? cls;
  const field = fieldIn(machine, actual, name);
  if (field?.static) return staticOf(machine, actual, name);
  if (field && frame.self?.t === 'object') return fieldOf(machine, frame.self, name);
  const nested = cls.nested.get(name);
  if (nested) return [{ t: 'class', cls: nested }];
  const getters = methodsOf(machine, actual, name).filter((one) => one.node.getter);
  if (getters.length === 0) return undefined;
  if (machine.overridden.has(name)) machine.ownReads++;
  return getters.map((closure) => ({ t: 'function', closure, self: frame.self }));
}
