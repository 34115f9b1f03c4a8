import { addTo } from '../../../basics/groups.js';
import { ANY_ENTRY, type ConfigSetting, foldedKey, settingTest } from '../../../model/index.js';
import { ANY_FILE, type Transform, transformedText } from '../run/values/values.js';
import { NameIndex } from '../tree/name-index.js';
import { lastSegment, rootOf, sameEnd } from '../tree/names.js';
import { calledNames, callsOf } from '../uses/packed-calls.js';
import { type KnownSlot, type OutsideCall, type Slot, type Slots, type SourceModule, settingIn } from '../uses/use.js';
import { Aliases } from './aliases.js';

/** `Profiles[name].Bits` of a type that nothing here declares is `profiles.*.bits` where entries have names. */
export function inEntries(key: string): string {
  const dot = key.lastIndexOf('.');
  return dot > 0 ? `${key.slice(0, dot)}.${ANY_ENTRY}${key.slice(dot)}` : key;
}

/** Entries of which a program may choose any. */
const MOST_ENTRIES = 12;

/** Constants, callers and settings of the whole tree, by name. */
export class ModuleIndex {
  readonly #constants = new NameIndex<Constant>();
  /** What fields of objects begin with, where nobody gives them another value. */
  readonly #begins = new NameIndex<Constant>();
  readonly #results = new NameIndex<Constant>();
  /** Types whose objects a settings file fills, and fields that it fills, by their own name alone. */
  readonly #filledTypes = new Map<string, Slots[]>();
  /** Last part of a name → files in which something called so is called; made when it is first asked for. */
  #callers: Map<string, SourceModule[]> | undefined;
  readonly #calls = new Map<string, readonly OutsideCall[]>();
  /** The file in which a call stands. */
  readonly #fileOf = new Map<OutsideCall, SourceModule>();
  readonly #aliases: Aliases;
  readonly #settings = new Map<string, ConfigSetting[]>();
  readonly #telling = new Set<string>();

  constructor(
    private readonly modules: readonly SourceModule[],
    settings: readonly ConfigSetting[],
  ) {
    for (const module of modules) {
      for (const [name, slots] of Object.entries(module.constants))
        this.#constants.add(name, { slots, path: module.path });
      for (const [name, slots] of Object.entries(module.gives)) {
        const isResult = name.endsWith('()');
        (isResult ? this.#results : this.#begins).add(name, { slots, path: module.path });
        if (!isResult && slots.some((one) => 'setting' in one)) addTo(this.#filledTypes, lastSegment(name), slots);
      }
      for (const name of module.telling) this.#telling.add(name);
    }
    this.#aliases = new Aliases(modules);
    for (const one of settings) addTo(this.#settings, foldedKey(one.key), one);
  }

  /** Values of a constant by its qualified name, or by an end of it that only one constant has. */
  constant(name: string): Slots | undefined {
    return valuesOf(this.#constants.get(name)) ?? this.#entry(name) ?? valuesOf(this.#constants.find(name));
  }

  /** Values of a constant, or what a field of a declared type begins with. */
  declared(name: string): Slots | undefined {
    const constant = this.constant(name);
    if (constant) return constant;
    const [filled, begins] = [this.#filled(name), valuesOf(this.#begins.find(name))];
    return filled ? [...filled, ...(begins ?? []).filter((one) => 'known' in one && one.known !== '')] : begins;
  }

  /** `config.Options.Signing.Curve` where objects of `config.Options` are filled from a settings file. */
  #filled(name: string): Slots | undefined {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const type = name.slice(0, dot);
      const alone = type.includes('.') ? undefined : this.#filledTypes.get(type);
      const slots = this.#begins.find(type)?.slots ?? (alone?.length === 1 ? alone[0] : undefined);
      const found = slots?.filter((one) => 'setting' in one);
      if (found?.length) return found.flatMap((one) => follow(one, name.slice(dot + 1).split('.')));
    }
    return undefined;
  }

  /** `settings.JWT.algorithm`: an entry of a constant that is a map. */
  #entry(name: string): Slots | undefined {
    const dot = name.lastIndexOf('.');
    const found = valuesOf(this.#constants.get(name.slice(0, dot)))?.flatMap((one) =>
      follow(one, [name.slice(dot + 1)]),
    );
    return found?.some((one) => 'known' in one || 'setting' in one) ? found : undefined;
  }

  /** @param context of the file in which `fn` stands: what tests hand over says nothing of code in production */
  callsOf(fn: string, context: string): readonly OutsideCall[] {
    const calls = this.#aliases
      .of(fn)
      .flatMap((name) => this.#callsNamed(lastSegment(name)).filter((call) => this.#isCallOf(name, call)));
    return [...new Set(calls)].filter((call) => context !== 'production' || this.#fileOf.get(call)?.context !== 'test');
  }

  #isCallOf(name: string, call: OutsideCall): boolean {
    return call.name === name || sameEnd(call.name, name) || this.#isBelow(rootOf(name, call.name), call);
  }

  #isBelow(root: string | undefined, call: OutsideCall): boolean {
    return root !== undefined && this.fileOf(call)?.path.startsWith(root) === true;
  }

  /** The file in which a call stands. */
  fileOf(call: OutsideCall): SourceModule | undefined {
    return this.#fileOf.get(call);
  }

  #callsNamed(name: string): readonly OutsideCall[] {
    let calls = this.#calls.get(name);
    if (!calls) {
      calls = (this.#callersByName().get(name) ?? []).flatMap((module) => {
        const own = callsOf(module.calls, (one) => one === name);
        for (const call of own) this.#fileOf.set(call, module);
        return own;
      });
      this.#calls.set(name, calls);
    }
    return calls;
  }

  #callersByName(): ReadonlyMap<string, readonly SourceModule[]> {
    if (!this.#callers) {
      this.#callers = new Map();
      for (const module of this.modules)
        for (const name of calledNames(module.calls)) addTo(this.#callers, name, module);
    }
    return this.#callers;
  }

  /** Does a function of this name report what it does? */
  tells(name: string): boolean {
    return this.#telling.has(name);
  }

  /** @param file the end of the path of the file that has it, where only that one counts */
  setting(key: string, file?: string): readonly string[] {
    const folded = foldedKey(key);
    const own = this.#settingsOf(folded);
    const found = own.length > 0 || file === undefined ? own : this.#settingsOf(inEntries(folded));
    if (file === ANY_FILE && (!key.includes('.') || new Set(found.map(({ location }) => location.path)).size > 1))
      return [];
    const isAny = file === undefined || file === ANY_FILE;
    const read = found.filter(({ location }) => isAny || `/${location.path}`.endsWith(`/${file}`));
    return [...new Set(read.map(({ value }) => value))];
  }

  #settingsOf(folded: string): readonly ConfigSetting[] {
    if (!folded.split('.').includes(ANY_ENTRY)) return this.#settings.get(folded) ?? [];
    const isAsked = settingTest([folded]);
    const found = [...this.#settings].flatMap(([key, some]) => (isAsked(key) ? some : []));
    return found.length > MOST_ENTRIES ? [] : found;
  }

  /**
   * The slots with the parameters of `fn` replaced by what a call gives for them.
   * @param part the part that the slots stand in
   */
  withArguments(slots: Slots, fn: string, call: OutsideCall, part?: string): Slots {
    return slots.flatMap((slot): Slots => {
      if ('list' in slot) return [{ list: slot.list.map((item) => this.withArguments(item, fn, call, part)) }];
      if (!('param' in slot) || slot.param !== fn) return [slot];
      const given =
        call.args.find((arg) => arg.name === slot.name) ??
        call.args.filter((arg) => arg.name === undefined)[slot.index];
      // A map of options is written as named arguments: its entry is one of them.
      const entry = given ? undefined : call.args.find((arg) => arg.name !== undefined && arg.name === slot.path[0]);
      if (!given && !entry) return [];
      const path = this.#fileOf.get(call)?.path;
      const held = (given ?? (entry as (typeof call.args)[number])).values
        .map((one) => (path ? writtenIn(one, path) : one))
        .flatMap((one) => this.#member(one, entry ? slot.path.slice(1) : slot.path))
        .flatMap((one) => asPart(one, part));
      const { declared } = slot;
      // The caller hands over an object of which only the type is known.
      const isOpen = declared !== undefined && held.every((one) => 'why' in one) && this.declared(declared);
      return (isOpen ? [{ symbol: declared }] : held).map((one) => withTransforms(one, slot.via));
    });
  }

  /** What an object has there: by itself, or because a function of another file makes it, `const settings = load()`. */
  #member(slot: Slot, path: readonly string[]): Slots {
    const own = follow(slot, path);
    if (own.length > 0 || !('object' in slot)) return own;
    const [type] = slot.object['$type'] ?? [];
    if (!type || !('symbol' in type)) return own;
    const made = valuesOf(this.#results.find(`${type.symbol}()`))?.flatMap((one) => follow(one, path)) ?? [];
    return made.length > 0 ? made : this.#given(type.symbol, path);
  }

  /** What objects of a class of another file give: `keys.signing` of `Keys.new(..)`. */
  #given(type: string, [step, ...rest]: readonly string[]): Slots {
    const name = `${type.replace(/\.new$/, '')}.${step?.replace(/\(\)$/, '')}`;
    const held = valuesOf(this.#results.find(`${name}()`) ?? this.#begins.find(name)) ?? [];
    return held.flatMap((one) => (rest.length > 0 ? this.#member(one, rest) : [one]));
  }
}

interface Constant {
  readonly slots: Slots;
  /** Of the file that declares it. */
  readonly path: string;
}

function valuesOf(constant: Constant | undefined): Slots | undefined {
  return constant?.slots.map((one) => writtenIn(one, constant.path));
}

/** A value that comes from another file knows from which. */
function writtenIn(slot: Slot, path: string): Slot {
  if ('list' in slot) return { list: slot.list.map((item) => item.map((one) => writtenIn(one, path))) };
  if ('object' in slot) {
    const fields = Object.entries(slot.object).map(([key, held]) => [key, held.map((one) => writtenIn(one, path))]);
    return { object: Object.fromEntries(fields) };
  }
  if (!('at' in slot) || !slot.at) return slot;
  const pieces = 'pieces' in slot && slot.pieces?.map((one) => ({ ...one, at: { path, ...one.at } }));
  return { ...slot, at: { path, ...slot.at }, ...(pieces && { pieces }) };
}

/** An object that is handed over counts by the same part of its own, by its algorithm, or by what it is. */
export function asPart(slot: Slot, part: string | undefined): Slots {
  if (!part || !('object' in slot)) return [slot];
  const own = slot.object[part];
  return own ?? (part === 'size' ? [slot] : (slot.object['algorithm'] ?? slot.object['$type'] ?? [slot]));
}

function follow(slot: Slot, path: readonly string[]): Slots {
  const [step, ...rest] = path;
  if (step === undefined) return [slot];
  if (step === ANY_ENTRY && ('object' in slot || 'list' in slot))
    return entriesOf(slot).flatMap((one) => follow(one, rest));
  if ('object' in slot) {
    const held = slot.object[step];
    // `{...settings, mode}`: what is not written comes from what was spread.
    const spread = held ? [] : (slot.object['...'] ?? []).flatMap((one) => ('setting' in one ? follow(one, path) : []));
    return held ? held.flatMap((one) => follow(one, rest)) : spread;
  }
  if ('setting' in slot) return [path.reduce(settingIn, slot)];
  if ('param' in slot) return [{ ...slot, path: [...slot.path, ...path] }];
  if ('symbol' in slot) return [{ ...slot, symbol: [slot.symbol, ...path].join('.') }];
  return [{ why: 'a member of a value that is not known' }];
}

/** What may be chosen of a map or list. */
function entriesOf(slot: Slot): Slots {
  if ('list' in slot) return slot.list.flat();
  return 'object' in slot ? Object.entries(slot.object).flatMap(([name, held]) => (name === '$type' ? [] : held)) : [];
}

function withTransforms(slot: Slot, via: readonly Transform[] | undefined): Slot {
  if (!via) return slot;
  if ('param' in slot || 'symbol' in slot || 'setting' in slot) return { ...slot, via: [...(slot.via ?? []), ...via] };
  return 'known' in slot ? (transformed(slot, via) ?? { why: 'a value that the rule does not know' }) : slot;
}

/** Applies what a rule says about a value once the value is known. */
export function transformed(slot: KnownSlot, via: readonly Transform[] | undefined): KnownSlot | undefined {
  let known = slot.known;
  for (const transform of via ?? []) {
    const next = transformedText(known, transform);
    if (next === undefined) return undefined;
    known = next;
  }
  return { ...slot, known };
}
