import { list } from '../../rules/full-names.js';
import type { PartName, PartRule, PartRules, Source } from '../../rules/rule.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { fieldKey, partKey } from '../scope.js';
import { namedFamily } from '../values/half-known-text.js';
import { oidOfBytes } from '../values/oid-bytes.js';
import {
  applyTransform,
  constant,
  NONE,
  placedAt,
  type Transform,
  unknown,
  type Value,
  type Values,
} from '../values/values.js';
import { partOf, sourceValues } from './rule-sources.js';

/** Writes down what a rule says of the parts of an object. */
export function setParts(machine: Interpreter, id: number, parts: PartRules, site: CallSite): void {
  for (const [name, part] of Object.entries(parts) as [PartName, PartRule][]) {
    const values = evaluatePart(machine, part, site, name).map((one) => stated(one, site));
    machine.uptake.take(values, id);
    const key = partKey(id, name);
    if (values.length === 0 || (yields(part) && !values.some(isStated) && machine.store.get(key)?.some(isStated)))
      continue;
    machine.store.set(key, values);
  }
}

/** What stands at no place of its own, a macro of the preprocessor, is stated by the call that sets it. */
function stated(value: Value, site: CallSite): Value {
  return site.node.at.end > 0 ? placedAt(value, site.node.at) : value;
}

function yields(part: PartRule): boolean {
  return typeof part === 'object' && 'yields' in part && part.yields === true;
}

/** A value that the code says, not one that the library would take. */
function isStated(value: Value): boolean {
  return value.t === 'const' && value.from !== 'library-default';
}

/** @param name the part in question: an object that has it says it itself, whatever the rule maps */
export function evaluatePart(machine: Interpreter, rule: PartRule, site: CallSite, name?: PartName): Values {
  const whole =
    typeof rule === 'object' && !Array.isArray(rule)
      ? (rule as Exclude<PartRule, Source | readonly Source[]>)
      : undefined;
  const sources = whole ? list(whole.from) : list(rule as Source | readonly Source[]);
  const given = firstGiven(machine, sources, site);
  let found = given;
  if (name === 'curve') found = found.map(oidOfBytes);
  if (name === 'padding' && found.length > 1) found = padded(machine, found);
  // `{ digest: long ? 'sha512' : false }`: a truth value names none.
  if (name === 'algorithm')
    found = found
      .filter((one) => one.t !== 'const' || typeof one.v !== 'boolean')
      .map((one) => {
        const family = namedFamily(one);
        return family ? constant(family) : one;
      });
  if (whole?.map || whole?.times || whole?.find || whole?.above || whole?.bits) {
    const { find, map, times, above, bits } = whole;
    const transform: Transform = { find, map, times, above, bits };
    found = found.flatMap((one) => {
      if (name && one.t === 'object' && partOf(machine, one, name).length > 0) return [one];
      const made = applyTransform(mappable(machine, one), transform);
      return made ? [made] : [];
    });
  }
  if (found.length === 0 && whole?.default !== undefined) {
    if (isHandedUnknown(machine, site)) return [unknown('what is handed over is not known')];
    // One that the rule does not know is not the one that the library takes where none is given.
    if (given.length > 0 && whole.map && (name === 'size' || name === 'curve'))
      return [unknown('a value that the rule does not know')];
    return [constant(whole.default, 'library-default')];
  }
  return found;
}

/**
 * What the first source gives that gives anything. A member that an argument may have gives way to a value that may stand in
 * its place: `generate(options.size || 2048)` where the rule asks for `$0.bits`, then for `$0`.
 */
function firstGiven(machine: Interpreter, sources: readonly Source[], site: CallSite): Values {
  let open: Values | undefined;
  for (const source of sources) {
    const found = sourceValues(machine, source, site).filter((one) => !(one.t === 'const' && one.v === null));
    if (found.length === 0) continue;
    if (open) {
      if (found.some((one) => one.t === 'const')) return found;
      continue;
    }
    if (sources.length === 1 || !isOpen(found, source)) return found;
    open = found;
  }
  return open ?? NONE;
}

/** `Verifier(user, **options())`: it may be among what is spread. */
function isHandedUnknown({ store }: Interpreter, { args }: CallSite): boolean {
  const isOpen = (one: Value) =>
    one.t === 'unknown' || one.t === 'symbol' || (one.t === 'object' && !store.get(fieldKey(one.id, '$keys')));
  return args.some((one) => one.name === '**' && one.values.some(isOpen));
}

function isOpen(found: Values, source: Source): boolean {
  const member = typeof source === 'string' ? source.slice(source.lastIndexOf('.') + 1) : '';
  const mayHave = (one: Value) => one.t === 'param' && one.path.length > 0 && one.path.at(-1) === member;
  return found.some(mayHave) && found.every((one) => mayHave(one) || one.t === 'unknown');
}

/** Of `padding.PSS(..)` and `ec.ECDSA(..)` that may stand in one place the first is the padding. */
function padded(machine: Interpreter, values: Values): Values {
  const some = values.filter((one) => one.t === 'object' && partOf(machine, one, 'padding').length > 0);
  return some.length > 0 ? some : values;
}

/** An enum constant of the file is mapped by its name. */
function mappable(machine: Interpreter, value: Value): Value {
  if (value.t !== 'object' || value.type) return value;
  return machine.store.get(fieldKey(value.id, '$name'))?.[0] ?? value;
}
