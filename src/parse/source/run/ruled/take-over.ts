import { PARTS, type PartName } from '../../rules/rule.js';
import type { Interpreter } from '../interpreter.js';
import { partKey } from '../scope.js';
import { ofEach } from '../values/arms.js';
import { asFallback, NONE, union, type Value, type Values } from '../values/values.js';
import { partOf, standIn } from './rule-sources.js';

/** Parts of other objects where the object has none, or only a default. */
export function takeOver(machine: Interpreter, id: number, sources: Values): void {
  machine.uptake.take(
    sources.map((one) => standIn(machine, one) ?? one),
    id,
  );
  for (const name of PARTS) {
    if (name === 'role' || name === 'purpose') continue;
    const own = machine.store.get(partKey(id, name));
    const open = name === 'algorithm' && own?.every(saysNothing);
    if (own && !open && !isDefault(own)) continue;
    const held = ofEach(sources, (one) => partOf(machine, one, name));
    if (own && open) {
      // Not known which scheme: that of a key that is known stands where no caller says more.
      machine.store.set(partKey(id, name), union(own, asFallback(union(...held).filter(namesFamily))));
      continue;
    }
    const taken = union(...held, ...openAlgorithm(machine, sources, name));
    // A default stands until a caller says more.
    const kept = taken.some((one) => one.t !== 'param') ? NONE : (own ?? NONE);
    if (taken.length === 0) continue;
    machine.store.set(partKey(id, name), union(kept, taken));
    machine.lists.hand(sources, name, id);
  }
}

/** An argument, a setting, the result of a call that nobody knows. */
function saysNothing(value: Value): boolean {
  return value.t === 'param' || value.t === 'unknown' || value.t === 'config' || value.t === 'object';
}

/** A default of the library, with or without what callers may say. */
function isDefault(values: Values): boolean {
  const defaults = values.filter((one) => one.t === 'const' && one.from === 'library-default').length;
  return (
    defaults > 0 && values.every((one) => one.t === 'param' || (one.t === 'const' && one.from === 'library-default'))
  );
}

function namesFamily(value: Value): boolean {
  return value.t === 'const' && typeof value.v === 'string' && !value.v.startsWith('Classical');
}

/** What an argument is decides at the caller which algorithm is used: kept open, so that callers can say it. */
function openAlgorithm(machine: Interpreter, sources: Values, name: PartName): Values[] {
  return name === 'algorithm' ? [openAt(machine, sources, name)] : [];
}

/** As much for the size and curve of a key that an argument has, `keyring.badge`, where nothing says them. */
export function leaveOpen(machine: Interpreter, into: Value & { t: 'object' }, sources: Values): void {
  const members = sources.filter((one) => one.t === 'param' && one.path.length > 0);
  for (const name of ['size', 'curve'] as const) {
    const open = partOf(machine, into, name).length > 0 ? NONE : openAt(machine, members, name);
    if (open.length > 0) machine.store.set(partKey(into.id, name), open);
  }
}

function openAt(machine: Interpreter, sources: Values, name: PartName): Values {
  return sources.flatMap((one) =>
    one.t === 'param' && partOf(machine, one, name).length === 0 ? [{ ...one, path: [...one.path, name] }] : [],
  );
}

/** What a name of an algorithm says of the kind of a key. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:EdDSA|Ed25519|Ed448)/i, 'ed'],
  [/^X(?:25519|448)/i, 'x'],
  [/^EC(?:DSA|DH|-|$)/i, 'ec'],
  [/^RSA/i, 'rsa'],
  [/^DSA/i, 'dsa'],
];

/** Of keys of several kinds those that a scheme can take: `makers[kind]()` gives RSA, EC or Ed25519, PSS signs with RSA. */
export function ofItsKind(machine: Interpreter, id: number, sources: Values): Values {
  if (sources.length < 2 || !sources.every((one) => one.t === 'object')) return sources;
  const kind = kindIn(machine.store.get(partKey(id, 'algorithm')) ?? NONE);
  if (!kind) return sources;
  const fitting = sources.filter(
    (one) => (kindIn(partOf(machine, one, 'parameters')) ?? kindIn(partOf(machine, one, 'algorithm'))) === kind,
  );
  return fitting.length > 0 ? fitting : sources;
}

function kindIn(values: Values): string | undefined {
  const [only] = values;
  const text = values.length === 1 && only?.t === 'const' ? String(only.v) : '';
  return KINDS.find(([pattern]) => pattern.test(text))?.[1];
}
