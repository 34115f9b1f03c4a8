import { NameIndex } from '../tree/name-index.js';
import { atHome, lastSegment } from '../tree/names.js';
import type { Export, Exports, KnownSlot, Slot, Slots } from '../uses/use.js';
import type { Interpreter } from './interpreter.js';
import type { CallArgument } from './objects/classes.js';
import { type ClassInfo, fieldKey, partKey, type Store } from './scope.js';
import { constant, union, unknown, type Value, type Values } from './values/values.js';

const MOST_ASKED = 400;
const MOST_UNREAD = 10;

/**
 * What other files of the tree export, as values of this one. Without it, on the first look at a file, it is noted which
 * names are asked for.
 */
export class Imports {
  /** Names that other files may declare. */
  readonly asked = new Set<string>();
  /** Modules all of whose names the file hands on. */
  readonly handsOn = new Set<string>();
  readonly #home: string;
  readonly #known: NameIndex<readonly Export[]> | undefined;
  readonly #made = new Map<string, Values | undefined>();
  readonly #names = new Set<string>();
  /** Class → the names of those that it extends and that other files declare. */
  readonly #bases = new Map<ClassInfo, readonly string[]>();
  readonly #handedOn = new Set<string>();
  /** Names of the file that are nothing but an import of it. */
  readonly #imported = new Set<string>();

  /** @param root where objects are kept: they outlive the branch in which they are first named */
  constructor(
    private readonly machine: Interpreter,
    private readonly root: Store,
    exports: Exports | undefined,
  ) {
    this.#known = exports && indexOf(exports);
    this.#home = machine.tree.home ?? '';
  }

  /** What another file declares under this name. */
  values(local: string): Values | undefined {
    if (this.machine.book.knows(local)) return undefined;
    const name = atHome(this.#home, local);
    if (this.asked.size < MOST_ASKED) this.asked.add(name);
    if (!this.#known) return undefined;
    if (!this.#made.has(name)) {
      const found = this.#known.find(name);
      this.#made.set(name, undefined);
      this.#made.set(name, found && union(...found.map((one) => this.#valuesOf(one, []))));
    }
    return this.#made.get(name);
  }

  /** A field that a class has from one which another file declares. */
  inherited(cls: ClassInfo, name: string): Values | undefined {
    for (const base of this.basesOf(cls)) {
      const found = this.values(`${base}.${name}`);
      if (found) return found;
    }
    return undefined;
  }

  /** Names of the classes of other files that a class extends. */
  basesOf(cls: ClassInfo): readonly string[] {
    let names = this.#bases.get(cls);
    if (!names) {
      // What a base is called may be asked for while it is being looked up.
      this.#bases.set(cls, []);
      const { machine } = this;
      const bases = cls.bases.flatMap((one) => machine.eval(one, cls.frame.parent ?? machine.file));
      names = bases.flatMap((one) => (one.t === 'symbol' && !machine.book.knows(one.name) ? [one.name] : []));
      this.#bases.set(cls, names);
    }
    return names;
  }

  /** What a function of another file gives back. */
  result(local: string, args: readonly CallArgument[]): Values | undefined {
    const name = atHome(this.#home, local);
    if (this.asked.size < MOST_ASKED) this.asked.add(`${name}()`);
    const found = this.#known?.find(`${name}()`);
    return found && union(...found.map((one) => this.#valuesOf(one, args)));
  }

  /** Something is imported by this name. */
  named(name: string): void {
    if (this.#names.size < MOST_ASKED && !this.machine.book.knows(name)) this.#names.add(atHome(this.#home, name));
  }

  /** Of the names that are imported those that are used as rules speak of it. */
  get wanted(): string[] {
    const { book, dormant } = this.machine;
    const asked = [...this.asked].map((one) => one.replace(/\(\)$/, ''));
    const members = asked.filter((one) => book.speaksOf(lastSegment(one)));
    // What is called in functions that were not read may be called of any.
    const unread = (dormant?.calls ?? []).filter((one) => book.speaksOf(one)).slice(0, MOST_UNREAD);
    return [...this.#names].flatMap((name) => {
      const own = [...members.filter((one) => one.startsWith(`${name}.`)), ...unread.map((one) => `${name}.${one}`)];
      return own.length > 0 || book.speaksOf(lastSegment(name)) ? [name, ...new Set(own)] : [];
    });
  }

  /** The name is bound by an import that is for this file alone. */
  only(local: string): void {
    this.#imported.add(local);
  }

  declared(local: string): void {
    this.#imported.delete(local);
  }

  /** The name is bound by an import from which others can import it. */
  handedOn(local: string): void {
    this.#handedOn.add(local);
  }

  isHandedOn(local: string): boolean {
    return this.#handedOn.has(local);
  }

  isOnlyImported(local: string): boolean {
    return this.#imported.has(local);
  }

  #valuesOf(one: Export, args: readonly CallArgument[]): Values {
    if ('symbol' in one) return [this.machine.symbol(one.symbol)];
    if ('values' in one) return this.#slots(one.values, args);
    if ('list' in one) return [{ t: 'list', items: one.list.map((item) => this.#itemOf(item, args)) }];
    const { type, why, parts = {}, fields = {} } = one;
    if (why !== undefined) return [unknown(why, type)];
    const id = this.machine.nextId();
    for (const [name, slots] of Object.entries(parts)) this.root.set(partKey(id, name), this.#slots(slots, args));
    const names = Object.entries(fields).map(([name, held]) => {
      this.root.set(fieldKey(id, name), union(...held.map((field) => this.#valuesOf(field, args))));
      return constant(name);
    });
    if (names.length > 0) this.root.set(fieldKey(id, '$keys'), names);
    return [{ t: 'object', id, type }];
  }

  #itemOf(item: readonly Export[], args: readonly CallArgument[]): Values {
    return item.length > 0 ? union(...item.map((one) => this.#valuesOf(one, args))) : [unknown('of another file')];
  }

  #slots(slots: Slots, args: readonly CallArgument[]): Values {
    return union(...slots.map((slot) => this.#slot(slot, args)));
  }

  #slot(slot: Slot, args: readonly CallArgument[]): Values {
    if ('known' in slot) return slot.typeOnly ? [unknown(slot.typeOnly)] : [known(slot)];
    if ('list' in slot) return [{ t: 'list', items: slot.list.map((item) => this.#slots(item, args)) }];
    if ('symbol' in slot) return [{ t: 'symbol', name: slot.symbol, via: slot.via }];
    if ('setting' in slot) return [{ t: 'config', key: slot.setting, file: slot.file, via: slot.via }];
    if ('why' in slot) return [unknown(slot.why)];
    if ('object' in slot) return [unknown('an object of another file')];
    // What the caller here gives, where nothing has to be done to it first.
    const given =
      args.find((one) => one.name === slot.name) ?? args.filter((one) => one.name === undefined)[slot.index];
    return given && slot.path.length === 0 && !slot.via ? given.values : [unknown('from an argument in another file')];
  }
}

/** A value of another file: it is written there. */
function known({ known: v, from, fallback }: KnownSlot): Value {
  return { t: 'const', v, from: from === 'literal' ? 'constant' : from, ...(fallback && { fallback }) };
}

const indexes = new WeakMap<Exports, NameIndex<readonly Export[]>>();

/** One set of exports is used for many files. */
function indexOf(exports: Exports): NameIndex<readonly Export[]> {
  let index = indexes.get(exports);
  if (!index) {
    index = new NameIndex(Object.entries(exports));
    indexes.set(exports, index);
  }
  return index;
}
