import { PARTS, type PartName, type Source } from '../../rules/rule.js';
import { lastSegment } from '../../tree/names.js';
import { withoutLeft } from '../branches/left-arms.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { fieldOf } from '../objects/classes.js';
import { fieldKey, memberKey, namesAround, partKey, standInKey } from '../scope.js';
import { ofEach } from '../values/arms.js';
import { partOfKey, partOfPrime } from '../values/key-text.js';
import { constant, keyOf, NONE, placedAt, typeOf, union, type Value, type Values } from '../values/values.js';

const SOURCE = /^\$([\w*|$&-]+)((?:\.(?:[\w$*-]+|\(\)))*)$/;

/** What a rule says of a call is decided where the call stands, or where the name that it calls was chosen; a place that is not known spans nothing. */
function statedBy(source: string | number | boolean, { chosen, node }: CallSite): Value {
  const said = placedAt(constant(source), chosen?.at ?? (node.at.end > 0 ? node.at : undefined));
  return chosen?.arms && said.t === 'const' ? { ...said, arms: chosen.arms } : said;
}

/** The values a source stands for; nothing when the argument is not given. */
export function sourceValues(machine: Interpreter, source: Source, site: CallSite): Values {
  const match = typeof source === 'string' ? SOURCE.exec(source) : null;
  if (!match) return [statedBy(source, site)];
  const [, names = '', path = ''] = match;
  let values: Values = NONE;
  for (const name of names.split('|')) {
    values = argumentValues(machine, name, site);
    if (values.length > 0) break;
  }
  for (const step of path.split('.').slice(1))
    values = union(...ofEach(values, (one) => stepInto(machine, one, step, site)));
  return values;
}

function argumentValues(machine: Interpreter, name: string, site: CallSite): Values {
  if (name === 'this') return site.receiver;
  if (name === 'spread') return site.args.find((one) => one.name === '**')?.values ?? NONE;
  if (name === 'called') return [constant(calledName(site))];
  if (name === 'target') return [constant(machine.targets.join(' '))];
  if (name === 'within') return [constant(namesAround(site.frame).join(' '))];
  const positional = site.args.filter((one) => one.name === undefined);
  if (name === 'args') return [{ t: 'list', items: positional.map((one) => one.values) }];
  if (/^\d+$/.test(name)) return unwrapped(machine, positional[Number(name)]?.values ?? NONE);
  return site.args.find((one) => one.name === name)?.values ?? spreadArgument(machine, name, site);
}

/** What is called; a method of whatever object (`*.sign`) with the name of the variable or member it is called on: `signing_key.sign`. */
function calledName({ name, node: { callee } }: CallSite): string {
  if (!name.startsWith('*.') || callee?.k !== 'member') return name;
  const { object } = callee;
  // `settings.signing_key.sign(..)`: what is asked of something is called like a member of it.
  const on = object.k === 'call' && object.args.length === 0 ? object.callee : object;
  return 'name' in on ? `${on.name}${name.slice(1)}` : name;
}

/** A class that closes one handle has few fields. */
const MOST_FIELDS = 4;

/**
 * A class of C++ that holds one handle of a library stands for it where it is handed to the library, by `operator T()` or by `get()`:
 * `AlgHandle alg(BCRYPT_RSA_ALGORITHM); BCryptGenerateKeyPair(alg, ..)`.
 */
function unwrapped(machine: Interpreter, values: Values): Values {
  if (!machine.language.structures || !values.some((one) => one.t === 'object' && one.cls)) return values;
  return values.flatMap((one) => heldBy(machine, one) ?? [one]);
}

function heldBy(machine: Interpreter, value: Value): Values | undefined {
  const fields = value.t === 'object' ? [...(value.cls?.fields.keys() ?? [])] : [];
  if (value.t !== 'object' || fields.length === 0 || fields.length > MOST_FIELDS) return undefined;
  const held = fields
    .map((name) =>
      (fieldOf(machine, value, name) ?? NONE).filter((one) => partOf(machine, one, 'algorithm').length > 0),
    )
    .filter((one) => one.length > 0);
  return held.length === 1 ? held[0] : undefined;
}

/** An entry of a map that is handed over as named arguments: its argument is named `**`. */
function spreadArgument(machine: Interpreter, name: string, site: CallSite): Values {
  const maps = site.args.filter((one) => one.name === '**').flatMap((one) => one.values);
  return union(...maps.map((one) => (one.t === 'object' ? (fieldOf(machine, one, name) ?? NONE) : NONE)));
}

function stepInto(machine: Interpreter, value: Value, step: string, site: CallSite): Values {
  if (step === '*') return value.t === 'list' ? union(...value.items) : [value, ...elementsOf(machine, value)];
  if (step === 'of' && value.t === 'symbol' && value.of) return value.of[0] ?? NONE;
  if (step === '()') return value.t === 'function' ? machine.invoke(value.closure, [], value.self) : NONE;
  if (value.t === 'object') {
    const field = fieldOf(machine, value, step);
    if (field) return field;
    const paired = pairedWith([elementsOf(machine, value)], step, machine);
    if (paired.length > 0) return paired;
  }
  if ((PARTS as readonly string[]).includes(step)) {
    const part = partOf(machine, value, step as PartName);
    if (part.length > 0) return part;
  }
  if (value.t === 'list' && step === 'octets') return octetsOf(value.items);
  if (value.t === 'list')
    return /^\d+$/.test(step) ? (value.items[Number(step)] ?? NONE) : pairedWith(value.items, step, machine);
  if (value.t === 'param') return memberOfArgument(machine, { ...value, path: [...value.path, step] });
  if (value.t === 'const' && typeof value.v === 'string')
    return step === 'length' ? [constant(value.v.length)] : jsonMember(value, value.v, step);
  if (value.t === 'object' || value.t === 'const' || value.t === 'function') return NONE;
  return memberOf(machine, value, step, site);
}

/** How many octets a number has that is written as a list of them. */
function octetsOf(items: readonly Values[]): Values {
  const [first] = items[0] ?? [];
  const leading = first?.t === 'const' && first.v === 0 ? 1 : 0;
  return items.length > leading ? [constant(items.length - leading)] : NONE;
}

/** Letters of a JSON text that is looked into: the header of a token. */
const MOST_JSON = 2000;

/** A member of an object that is written as JSON: `'{"alg": "ES256"}'`. */
function jsonMember(text: Value, json: string, name: string): Values {
  if (json.length > MOST_JSON || !/^\s*\{/.test(json)) return NONE;
  try {
    const held = JSON.parse(json) as Record<string, unknown>;
    const value = Object.hasOwn(held, name) ? held[name] : undefined;
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return known ? [placedAt(constant(value), text.t === 'const' ? text.at : undefined)] : NONE;
  } catch {
    return NONE;
  }
}

/** What is read of a member may be asked for by the rule that says what the member is: `getAlgorithm` stands for `$this.algorithm`. */
const DEEPEST = 4;
let asked = 0;

function memberOf(machine: Interpreter, value: Value, step: string, site: CallSite): Values {
  if (asked >= DEEPEST) return NONE;
  asked++;
  try {
    return machine.members([value], step, site.frame);
  } finally {
    asked--;
  }
}

/** What was put into a member of an argument holds for the rest of the function. */
function memberOfArgument(machine: Interpreter, member: Value & { t: 'param' }): Values {
  return machine.store.get(memberKey(member)) ?? [member];
}

/** In a list of pairs and longer rows, what stands beside a name: `{ {CKA_MODULUS_BITS, &bits, size}, ... }`. */
function pairedWith(items: readonly Values[], name: string, machine: Interpreter): Values {
  const rows = items.flat().map((row) => rowOf(machine, row));
  return union(...rows.flatMap(([key, value]) => (key?.flatMap(nameOf).includes(name) ? [value ?? NONE] : [])));
}

/** A row that is written, or filled, by the names of its members: CK_ATTRIBUTE (PKCS #11, section 3.3), `value` with pkcs11js. */
function rowOf(machine: Interpreter, row: Value): readonly Values[] {
  if (row.t === 'list') return row.items;
  if (row.t !== 'object') return [];
  const held = (name: string) => machine.store.get(fieldKey(row.id, name));
  return [held('type') ?? NONE, held('pValue') ?? held('value') ?? NONE];
}

/** What a map or an array that the code fills holds. */
function elementsOf(machine: Interpreter, value: Value): Values {
  if (value.t !== 'object') return NONE;
  const keys = machine.store.get(fieldKey(value.id, '$keys')) ?? NONE;
  return keys.flatMap((key) =>
    key.t === 'const' ? (machine.store.get(fieldKey(value.id, String(key.v))) ?? NONE) : NONE,
  );
}

/**
 * What remembers the changes made to something: an object itself; for an argument or a name of another file, an object
 * that stands for it.
 * @param makes where there is none yet
 */
export function standIn(machine: Interpreter, value: Value, makes = false): Value | undefined {
  if (value.t !== 'param' && value.t !== 'symbol') return value.t === 'object' ? value : undefined;
  const key = standInKey(keyOf(value));
  const known = machine.store.get(key)?.[0];
  if (known || !makes) return known;
  const made: Value = { t: 'object', id: machine.nextId() };
  machine.store.set(key, [made]);
  return made;
}

/** A part of an object, from itself or from its type; of a text from the key that it holds. */
export function partOf(machine: Interpreter, value: Value, name: PartName): Values {
  if (value.t === 'const') return partOfKey(machine.keyIn, value, name);
  if (value.t === 'list') return partOfPrime(value.items, name);
  const object = standIn(machine, value);
  if (object?.t === 'object') {
    const own = machine.store.get(partKey(object.id, name));
    const here = own && withoutLeft(machine, own);
    if (here && (here.length > 0 || own.length === 0)) return here;
  }
  const type = value.t === 'symbol' ? value.name : typeOf(value);
  if (!type) return NONE;
  for (const parts of machine.book.typeParts(type)) {
    const rule = parts[name];
    if (rule !== undefined && typeof rule !== 'object') return [constant(rule)];
  }
  return NONE;
}

/** The ways in which a value can be named in a rule. */
export function nameOf(value: Value): readonly string[] {
  if (value.t === 'const') return [String(value.v)];
  if (value.t === 'symbol') return [value.name, lastSegment(value.name)];
  // What is read from a configuration is a text, whatever it says.
  if (value.t === 'config') return ['$setting'];
  const type = value.t === 'object' || value.t === 'param' || value.t === 'unknown' ? value.type : undefined;
  return type ? [type, lastSegment(type)] : [];
}
