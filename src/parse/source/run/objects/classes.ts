import type { ClassNode, Node, Span } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { type ClassInfo, type Closure, type FieldInfo, type Frame, fieldKey, type Key } from '../scope.js';
import { asFallback, constant, NONE, through, union, type Value, type Values } from '../values/values.js';
import { entryOf, filledMember } from './filled-members.js';

type ObjectValue = Value & { t: 'object' };

const MOST_OBJECTS = 12;

export interface CallArgument {
  readonly name?: string;
  readonly values: Values;
  /** Where the member stands that is set once the object is made. */
  readonly sets?: Span;
}

const instances = new WeakMap<ClassInfo, ObjectValue>();

/** Types that are written where they are meant, `({ key }: { key: KeyObject })`, are looked at each time the function is called. */
const shapes = new WeakMap<ClassNode, { readonly machine: Interpreter; readonly cls: ClassInfo }>();

export function defineClass(machine: Interpreter, node: ClassNode, frame: Frame): ClassInfo {
  const before = node.shape ? shapes.get(node) : undefined;
  if (before?.machine === machine) return before.cls;
  const outer = frame.cls?.qualified ?? machine.tree.module;
  const cls: ClassInfo = {
    id: machine.nextId(),
    name: node.name,
    qualified: outer ? `${outer}.${node.name}` : node.name,
    bases: node.bases,
    fields: new Map(),
    stored: new Set(),
    methods: new Map(),
    constructors: [],
    nested: new Map(),
    single: node.single === true,
    open: node.open === true,
    typeParameters: node.typeParameters,
    frame: undefined as never,
  };
  const self: ObjectValue = { t: 'object', id: machine.nextId(), type: cls.qualified, cls };
  (cls as { frame: Frame }).frame = machine.frame(node.name, frame, { cls, self });
  const type = typeAbove(
    machine,
    node.bases.flatMap((one) => machine.eval(one, frame)),
  );
  instances.set(cls, type === undefined ? self : { ...self, type });
  (cls.frame as { self: Value }).self = instances.get(cls) as Value;
  if (node.shape) shapes.set(node, { machine, cls });
  else machine.classes.push(cls);
  for (const member of node.members) addMember(machine, cls, member);
  return cls;
}

/** The type of a library that the class extends, or one above that the file declares before it: what a structure embeds of another. */
function typeAbove({ book }: Interpreter, bases: Values): string | undefined {
  const named = bases.flatMap((one) => (one.t === 'symbol' ? [one.name] : []));
  if (named.length > 0) return named.find((one) => book.knows(one));
  const types = bases.flatMap((one) => (one.t === 'class' ? (instances.get(one.cls)?.type ?? []) : []));
  return types.find((one) => book.knows(one));
}

function addMember(machine: Interpreter, cls: ClassInfo, member: ClassNode['members'][number]): void {
  if (member.k === 'assign' && member.target.k === 'name') {
    cls.fields.set(member.target.name, { node: member, static: member.static === true });
  } else if (member.k === 'function') {
    const closure = machine.closure(member, cls.frame);
    if (member.constructs) cls.constructors.push(closure);
    if (member.name && machine.classes.some((one) => one !== cls && one.methods.has(member.name)))
      machine.overridden.add(member.name);
    if (member.name && member.name !== cls.name)
      cls.methods.set(member.name, [...(cls.methods.get(member.name) ?? []), closure]);
  } else if (member.k === 'class') {
    cls.nested.set(member.name, defineClass(machine, member, cls.frame));
  } else {
    // Initialiser blocks and statements in a class body run when the class is seen.
    const node = {
      k: 'function',
      name: '',
      params: [],
      body: member,
      initialises: true,
      at: { row: 0, column: 0, start: 0, end: 0 },
    } as const;
    machine.closure(node, cls.frame);
  }
}

/** The object that stands for `this` while methods are looked at without a caller. */
export function instanceOf(_machine: Interpreter, cls: ClassInfo): ObjectValue {
  return instances.get(cls) as ObjectValue;
}

/** Is it that object, and none that the code makes? */
export function isStandIn(object: ObjectValue): boolean {
  return object.cls !== undefined && instances.get(object.cls)?.id === object.id;
}

const known = new WeakMap<ClassInfo, ClassInfo[]>();

const NO_CLASSES: readonly ClassInfo[] = [];

/** The classes of the file that this one extends. */
export function basesOf(machine: Interpreter, cls: ClassInfo): readonly ClassInfo[] {
  if (cls.bases.length === 0) return NO_CLASSES;
  const seen = known.get(cls);
  if (seen) return seen;
  // What a base is called may lead through the class itself: `include User::Named` in User.
  known.set(cls, []);
  const found = cls.bases
    .flatMap((one) => machine.eval(one, cls.frame.parent ?? machine.file))
    .flatMap((one) => (one.t === 'class' && one.cls !== cls ? [one.cls] : []));
  if (found.length > 0) known.set(cls, found);
  else known.delete(cls);
  return found;
}

/** Does the class extend the other, at some depth? */
export function extendsClass(machine: Interpreter, cls: ClassInfo, other: ClassInfo, depth = 0): boolean {
  if (cls === other) return true;
  return depth < 5 && basesOf(machine, cls).some((one) => extendsClass(machine, one, other, depth + 1));
}

/** The class of the object at hand, where that is one of the class in which the code stands. */
export function classOfSelf(machine: Interpreter, frame: Frame): ClassInfo | undefined {
  const own = frame.self?.t === 'object' ? frame.self.cls : undefined;
  return own && frame.cls && own !== frame.cls && extendsClass(machine, own, frame.cls) ? own : undefined;
}

/** A field of the class or of one that it extends. */
export function fieldIn(machine: Interpreter, cls: ClassInfo, name: string, depth = 0): FieldInfo | undefined {
  const own = cls.fields.get(name);
  if (own || depth > 4) return own;
  for (const base of basesOf(machine, cls)) {
    const found = fieldIn(machine, base, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The class that declares the field, where it is one of the class itself and not of its objects. */
export function ownerOfStatic(machine: Interpreter, cls: ClassInfo, name: string, depth = 0): ClassInfo | undefined {
  const own = cls.fields.get(name);
  if (own || depth > 4) return own?.static ? cls : undefined;
  for (const base of basesOf(machine, cls)) {
    const found = ownerOfStatic(machine, base, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Makes an instance and runs the constructor that fits. */
export function instantiate(machine: Interpreter, cls: ClassInfo, args: readonly CallArgument[]): Value {
  const made: ObjectValue = { ...instanceOf(machine, cls), id: machine.nextId() };
  const tag = args.find((one) => one.name === '$name');
  const given = args.filter((one) => one !== tag);
  if (tag) machine.store.set(fieldKey(made.id, '$name'), tag.values);
  construct(machine, cls, made, given);
  return made;
}

/** The fields that are declared with a type, those of the classes above first: what a record is given by position. */
export function namesOfFields(machine: Interpreter, cls: ClassInfo): readonly string[] {
  const declared = [...basesOf(machine, cls), cls].flatMap(({ fields }) =>
    [...fields].filter(([, { node }]) => node.type),
  );
  return [...new Set(declared.map(([name]) => name))];
}

/** What a class without a constructor is given are its fields, by name or in the order of those that are declared with a type. */
function fillFields(machine: Interpreter, cls: ClassInfo, self: Value, args: readonly CallArgument[]): void {
  const bases = basesOf(machine, cls);
  const inherited = bases.find((one) => one.constructors.length > 0);
  if (inherited) construct(machine, inherited, self, args);
  if (inherited || self.t !== 'object') return;
  const names = namesOfFields(machine, cls);
  const positional = args.filter((one) => one.name === undefined);
  // `Settings(**read)`: fields are keys of the settings that were read.
  const read = args
    .filter(({ name }) => name === '**')
    .flatMap(({ values }) => values.filter(({ t }) => t === 'config'));
  if (read.length > 0) for (const name of names) machine.store.set(fieldKey(self.id, name), entryOf(read, name));
  for (const one of args) {
    const name = one.name ?? names[positional.indexOf(one)];
    if (name && (one.name === undefined || fieldIn(machine, cls, name)))
      machine.store.set(fieldKey(self.id, name), one.values);
  }
}

export function construct(machine: Interpreter, cls: ClassInfo, self: Value, args: readonly CallArgument[]): void {
  const fits = cls.constructors.find((one) => one.node.params.length === args.length) ?? cls.constructors[0];
  if (fits) machine.invoke(fits, args, self);
  else if (machine.language.fieldsAreParameters) fillFields(machine, cls, self, args);
  else for (const base of basesOf(machine, cls)) construct(machine, base, self, args);
}

/** Value of a static member, computed when it is first asked for. */
export function staticOf(machine: Interpreter, cls: ClassInfo, name: string, depth = 0): Values | undefined {
  const key = fieldKey(cls.id, name);
  const known = machine.store.get(key);
  if (known) return known;
  const field = cls.fields.get(name);
  if (field?.static) {
    machine.store.set(key, NONE);
    const values = through(
      machine.assign({ ...field.node, declares: true }, machine.frame(cls.name, cls.frame, {})),
      'constant',
    );
    machine.store.set(key, values);
    return values;
  }
  const nested = cls.nested.get(name);
  if (nested) return [{ t: 'class', cls: nested }];
  const methods = cls.methods.get(name);
  if (methods) return methods.map((closure) => ({ t: 'function', closure, self: instanceOf(machine, cls) }));
  if (depth > 4) return undefined;
  for (const base of basesOf(machine, cls)) {
    const found = staticOf(machine, base, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Field, or method bound to its object. Field initialisers run when they are first asked for. */
export function fieldOf(machine: Interpreter, object: ObjectValue, name: string): Values | undefined {
  const key = fieldKey(object.id, name);
  // What a method says of its own fields depends on the object it is called on.
  const open = isStandIn(object);
  if (open) machine.ownReads++;
  const known = machine.store.get(key);
  if (known) return open ? ofStandIn(machine, object, name, known) : known;
  if (!object.cls) return ofRest(machine, object, name);
  const found = inherited(machine, object, object.cls, name, key, 0);
  return open && found ? ofStandIn(machine, object, name, found) : found;
}

/** What any object of the class may have in a field: what its constructors make, and what a settings file says of it. */
function ofStandIn(machine: Interpreter, object: ObjectValue, name: string, begun: Values): Values {
  const held = withMade(begun, machine.store.get(madeKey(object.id, name)));
  const filled = held.some(({ t }) => t === 'object') ? undefined : filledMember(machine, object.cls?.qualified, name);
  // What its objects begin with counts where the file is silent.
  return filled ? union(filled, asFallback(held.filter(isTelling))) : held;
}

function isTelling(one: Value): boolean {
  return one.t !== 'unknown' && !(one.t === 'const' && (one.v === '' || one.v === null));
}

/** What a constructor, or a function that makes an object and fills it, keeps of an object that the file makes is what the methods of any object of the class may find. */
export function rememberMade(machine: Interpreter, object: ObjectValue, name: string, values: Values): void {
  if (!object.cls || isStandIn(object)) return;
  const telling = values.filter((one) => one.t === 'object' && (isOfLibrary(machine, one) || isMap(machine, one)));
  if (telling.length === 0) return;
  const key = madeKey(instanceOf(machine, object.cls).id, name);
  machine.store.set(key, union(machine.store.get(key) ?? NONE, telling));
}

function isOfLibrary({ book }: Interpreter, { type }: ObjectValue): boolean {
  return type !== undefined && book.knows(type);
}

/** Settings that are written out. */
function isMap({ store }: Interpreter, { id, cls }: ObjectValue): boolean {
  return cls === undefined && (store.get(fieldKey(id, '$keys'))?.length ?? 0) > 0;
}

/** An argument of the constructor says nothing beside the objects that the file makes it of. */
function withMade(known: Values, made: Values | undefined): Values {
  return made
    ? union(
        made,
        known.filter((one) => one.t !== 'param' && one.t !== 'unknown'),
      )
    : known;
}

function madeKey(id: number, name: string): Key {
  return fieldKey(id, `$made ${name}`);
}

/** Key of the argument that was spread into an object: `{...options, bits}` may have what the argument has. */
export const REST = '$rest';

function ofRest(machine: Interpreter, object: ObjectValue, name: string): Values | undefined {
  if (name.startsWith('$')) return undefined;
  return machine.store.get(fieldKey(object.id, REST))?.map((one): Value => {
    if (one.t === 'config') return { ...one, key: one.key ? `${one.key}.${name}` : name };
    return one.t === 'param' ? { ...one, path: [...one.path, name], maybe: true } : one;
  });
}

function inherited(
  machine: Interpreter,
  object: ObjectValue,
  cls: ClassInfo,
  name: string,
  key: Key,
  depth: number,
): Values | undefined {
  const above = depth > 0 ? madeAbove(machine, object, cls, name) : undefined;
  if (above) return above;
  const field = cls.fields.get(name);
  if (field?.static && !isOfParameter(cls, field.node)) return staticOf(machine, cls, name);
  if (field) {
    machine.store.set(key, NONE);
    const frame = machine.frame(cls.name, cls.frame, { cls, self: object });
    const value = machine.assign({ ...field.node, declares: true }, frame);
    const values = field.node.constant ? through(value, 'constant') : value;
    machine.store.set(key, values);
    return values;
  }
  const methods = methodsOf(machine, cls, name);
  if (methods.length > 0) return methods.map((closure) => ({ t: 'function', closure, self: object }));
  if (depth > 4) return undefined;
  for (const base of basesOf(machine, cls)) {
    const found = inherited(machine, object, base, name, key, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** An heir without a constructor of its own is made by the one above: what that one makes and keeps is there. */
function madeAbove(machine: Interpreter, object: ObjectValue, cls: ClassInfo, name: string): Values | undefined {
  if (!isStandIn(object) || object.cls?.constructors.length !== 0) return undefined;
  const kept = machine.store.get(fieldKey(instanceOf(machine, cls).id, name));
  const telling = kept?.filter((one) => one.t === 'object' && isOfLibrary(machine, one)) ?? NONE;
  return telling.length > 0 ? telling : undefined;
}

/** `key: K` of a class with the type parameter K: what it is says the class of the object. */
function isOfParameter({ typeParameters }: ClassInfo, { type, value }: FieldInfo['node']): boolean {
  return type?.k === 'name' && !value && typeParameters?.includes(type.name) === true;
}

/** Methods of that name, the class's own before inherited ones. */
export function methodsOf(machine: Interpreter, cls: ClassInfo, name: string, depth = 0): readonly Closure[] {
  const own = cls.methods.get(name);
  if (own) return own;
  if (depth > 4) return [];
  for (const base of basesOf(machine, cls)) {
    const found = methodsOf(machine, base, name, depth + 1);
    if (found.length > 0) return found;
  }
  return [];
}

/** `$name` of an enum constant, for `name()` and `toString()`. */
export function enumName(machine: Interpreter, object: Value): Values | undefined {
  if (object.t !== 'object') return undefined;
  const found = machine.store.get(fieldKey(object.id, '$name'));
  return found?.map((one) => (one.t === 'const' ? constant(one.v, 'constant') : one));
}

const made = new WeakSet<ClassInfo>();

/** The one object of `object X`. */
export function singletonOf(machine: Interpreter, cls: ClassInfo): ObjectValue {
  const self = instanceOf(machine, cls);
  if (!made.has(cls)) {
    made.add(cls);
    construct(machine, cls, self, []);
  }
  return self;
}

/** Names of the constants of an enum that are objects of it. */
export function constantNames(cls: ClassInfo): string[] {
  return [...cls.fields].filter(([, one]) => one.static && isMade(one.node.value, cls)).map(([name]) => name);
}

/** `class Kind(StrEnum)`: the constants are their values. */
function isPlainEnum(machine: Interpreter, cls: ClassInfo): boolean {
  const bases = cls.bases.flatMap((one) => machine.eval(one, cls.frame.parent ?? machine.file));
  return bases.some((one) => one.t === 'symbol' && /(?:^|\.)(?:Str|Int)?(?:Enum|Flag)$/.test(one.name));
}

/** All constants of an enum whose constants are objects, all objects of a sealed class. */
export function enumConstants(machine: Interpreter, cls: ClassInfo): Values {
  const names = isPlainEnum(machine, cls) ? [...cls.fields.keys()] : constantNames(cls);
  if (names.length > 0) return union(...names.map((one) => staticOf(machine, cls, one) ?? NONE));
  const objects = machine.classes.filter((one) => one.single && one !== cls && extendsClass(machine, one, cls));
  return objects.slice(0, MOST_OBJECTS).map((one) => singletonOf(machine, one));
}

/** Is the value made by the enum's own constructor, with its name? */
function isMade(value: Node | undefined, cls: ClassInfo): boolean {
  return (
    value?.k === 'call' &&
    (value.callee.k === 'class' || (value.callee.k === 'name' && value.callee.name === cls.name)) &&
    value.args.some((one) => one.name === '$name')
  );
}
