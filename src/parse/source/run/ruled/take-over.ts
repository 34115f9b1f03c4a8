import { PARTS, type PartName } from '../../rules/rule.js';
import type { Interpreter } from '../interpreter.js';
import { partKey } from '../scope.js';
import { ofEach } from '../values/arms.js';
import { asFallback, NONE, union, type Value, type Values } from '../values/values.js';
import { partOf, standIn } from './rule-sources.js';

/**
 * Parts of other objects where the object has none, or only a default.
 * @param opens what an argument is may be said by callers; not where the rule only asks whether it has such a member
 */
export function takeOver(machine: Interpreter, id: number, sources: Values, opens = true): void {
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
    const taken = union(
      ...held,
      ...((own || !opens) && name !== 'algorithm' ? NONE_OPEN : openPart(machine, sources, name)),
    );
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

const NONE_OPEN: Values[] = [];
const OPEN: ReadonlySet<PartName> = new Set(['algorithm', 'size', 'curve']);

/** What an argument is decides at the caller which algorithm is used, and how large its key is: kept open, so that callers can say it. */
function openPart(machine: Interpreter, sources: Values, name: PartName): Values[] {
  if (!OPEN.has(name)) return [];
  const open = sources.filter(
    (one) =>
      one.t === 'param' && (name === 'algorithm' || one.path.length > 0) && partOf(machine, one, name).length === 0,
  );
  return [open.map((one) => (one.t === 'param' ? { ...one, path: [...one.path, name] } : one))];
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
