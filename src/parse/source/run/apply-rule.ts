import { list } from '../rules/full-names.js';
import type { Condition, PartName, PartRule, PartRules, Source } from '../rules/rule.js';
import type { BookedRule } from '../rules/rule-book.js';
import type { Node, ObjectNode, Span } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import { namedFamily } from './builtins.js';
import type { Interpreter, OpenUse } from './interpreter.js';
import type { CallSite } from './invoke.js';
import { oidOfBytes } from './oid-bytes.js';
import { nameOf, partOf, sourceValues, standIn } from './rule-sources.js';
import { type Closure, type Frame, fieldKey, partKey } from './scope.js';
import { rememberFilled } from './struct-members.js';
import { takeOver } from './take-over.js';
import {
  applyTransform,
  constant,
  NONE,
  NUMBER,
  placedAt,
  type Transform,
  transformedText,
  union,
  unknown,
  type Value,
  type Values,
} from './values.js';

type ObjectValue = Value & { t: 'object' };

const NOWHERE: Span = { row: 0, column: 0, start: 0, end: 0 };

/** The result of a call that rules speak of; `undefined` when none does. */
export function applyCalls(machine: Interpreter, site: CallSite): Values | undefined {
  const rules = machine.book.calls(site.name).filter((rule) => holds(machine, rule, site));
  return rules.length > 0 ? union(...rules.map((rule) => apply(machine, rule, site))) : undefined;
}

/** These rules, whatever names they are about. */
export function applyRules(machine: Interpreter, rules: readonly BookedRule[], site: CallSite): void {
  for (const rule of rules) if (holds(machine, rule, site)) apply(machine, rule, site);
}

/** The value of a constant or member that rules speak of. */
export function applyRead(
  machine: Interpreter,
  name: string,
  receiver: Values,
  frame: Frame,
  at?: Span,
): Values | undefined {
  const value = machine.book.constant(name);
  if (value !== undefined) return [placedAt(constant(value), at)];
  const rules = machine.book.reads(name);
  if (rules.length === 0) return undefined;
  const site: CallSite = { name, args: [], receiver, node: { at: at ?? NOWHERE }, frame };
  return union(...rules.filter((rule) => holds(machine, rule, site)).map((rule) => apply(machine, rule, site)));
}

/** An object or struct literal; the entries are named arguments. One without a type is known by an entry, `*.name`. */
export function applyLiteral(
  machine: Interpreter,
  node: ObjectNode,
  type: Value | undefined,
  entries: readonly { readonly name?: string; readonly values: Values }[],
  frame: Frame,
): Value {
  const name = type?.t === 'symbol' ? type.name : undefined;
  const plain: Value = {
    t: 'object',
    id: machine.nextId(),
    type: name,
    cls: type?.t === 'class' ? type.cls : undefined,
  };
  const rules = name
    ? machine.book.literals(name)
    : type
      ? []
      : entries.flatMap((one) => machine.book.literals(`*.${one.name}`));
  const args = entries.map((one) => ({ name: one.name ?? '', values: one.values }));
  const site: CallSite = { name: name ?? '', args, receiver: NONE, node, frame };
  const made = rules.filter((rule) => holds(machine, rule, site)).flatMap((rule) => apply(machine, rule, site));
  return made.find((one) => one.t === 'object') ?? plain;
}

/** A method that does nothing, where it is declared. */
export function applyIdle(machine: Interpreter, rules: readonly BookedRule[], name: string, closure: Closure): void {
  const site: CallSite = { name, args: [], receiver: NONE, node: { at: closure.node.at }, frame: closure.frame };
  for (const rule of rules) apply(machine, rule, site);
}

function apply(machine: Interpreter, rule: BookedRule, site: CallSite): Values {
  const changed = rule.refines ? refine(machine, rule, site) : [];
  if (rule.setting) {
    const values = setting(machine, rule.setting, site);
    if (rule.gives) machine.give(site, Number(rule.gives.slice(1)), values);
    return values;
  }
  if (rule.value !== undefined) return stoodFor(machine, rule.value, site);
  const makes =
    rule.purpose !== undefined ||
    rule.alone ||
    rule.parts ||
    rule.members ||
    rule.like ||
    (rule.returns && !rule.returns.startsWith('$'));
  const handed = rule.returns?.startsWith('$') ? sourceValues(machine, rule.returns, site) : undefined;
  if (!makes) return handed ?? [unknown(`result of ${lastSegment(site.name)}()`)];
  const subject = rule.subject
    ? sourceValues(machine, rule.subject, site).find((one) => one.t === 'object')
    : undefined;
  const made: ObjectValue = subject ?? {
    t: 'object',
    id: machine.nextId(),
    type: rule.returns && !handed ? rule.returns : site.name,
  };
  for (const parts of rule.returns && !handed ? machine.book.typeParts(rule.returns) : [])
    setParts(machine, made.id, parts, site);
  setParts(machine, made.id, rule.parts ?? {}, site);
  for (const source of list(rule.like)) takeOver(machine, made.id, modelFor(machine, source, site));
  if (rule.purpose !== undefined) report(machine, rule, made, site);
  else if (rule.alone) {
    offer(machine, rule, made, site);
    for (const id of changed) machine.uptake.take([made], id);
  }
  for (const [name, type] of Object.entries(rule.members ?? {})) {
    const member: ObjectValue = { t: 'object', id: machine.nextId(), type };
    takeOver(machine, member.id, [made]);
    machine.store.set(fieldKey(made.id, name), [member]);
  }
  if (rule.callback) runCallback(machine, rule.callback, made, site);
  if (rule.gives) machine.give(site, Number(rule.gives.slice(1)), [made]);
  return handed ?? [made];
}

/** `key.getAlgorithm()` of a key that nobody names stands for nothing that is known. */
function stoodFor(machine: Interpreter, rule: PartRule, site: CallSite): Values {
  const values = evaluatePart(machine, rule, site).map((one) => placedAt(one, site.node.at));
  return values.length > 0 || typeof rule !== 'string' ? values : [unknown(`result of ${lastSegment(site.name)}()`)];
}

function report(machine: Interpreter, rule: BookedRule, made: ObjectValue, site: CallSite): void {
  machine.effects++;
  machine.uses.push(openUse(machine, rule, made, site));
  const given = [...site.receiver, ...site.args.flatMap((one) => one.values)];
  machine.uptake.take(
    given.map((one) => standIn(machine, one) ?? one),
    made.id,
  );
}

function offer(machine: Interpreter, rule: BookedRule, made: ObjectValue, site: CallSite): void {
  const alone = machine.book.alone(rule);
  if (!alone || machine.naming) return;
  machine.effects++;
  machine.uptake.offer(openUse(machine, alone, made, site));
}

function openUse(machine: Interpreter, rule: BookedRule, made: ObjectValue, site: CallSite): OpenUse {
  const moved = rule.at === undefined ? undefined : placeOf(site.node, rule.at);
  return {
    rule,
    object: made.id,
    symbol: site.name,
    at: moved ?? site.node.at,
    to: moved ? undefined : site.node.to,
    frame: site.frame,
    hints: machine.targets.filter((one) => one !== ''),
  };
}

/** Where an entry of a literal, a named argument, or an entry of a map among the arguments stands. */
function placeOf(node: Pick<Partial<ObjectNode>, 'entries'> & CallSite['node'], name: string): Span | undefined {
  for (const { key, at } of node.entries ?? []) {
    if (at && (typeof key === 'object' ? isNamed(key, name) : key === name)) return at;
  }
  for (const { name: label, value, at } of node.args ?? []) {
    const found = label === name ? at : value.k === 'object' ? placeOf(value, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `'alg' => ..` or, by a constant, `CURLOPT_SSLVERSION => ..`. */
function isNamed(key: Node, name: string): boolean {
  return key.k === 'lit' ? key.value === name : key.k === 'name' && key.name === name;
}

function runCallback(machine: Interpreter, callback: { arg: Source; at: number }, made: Value, site: CallSite): void {
  for (const value of sourceValues(machine, callback.arg, site)) {
    if (value.t !== 'function') continue;
    const args = value.closure.node.params.map((_, index) => ({ values: index < callback.at ? NONE : [made] }));
    machine.invoke(value.closure, args, value.self);
    // Its arguments are known: a look at it on its own would tell the same with less.
    if (!value.closure.node.name) machine.exercised.add(value.closure.node);
  }
}

/** @returns the objects that are changed */
function refine(machine: Interpreter, rule: BookedRule, site: CallSite): number[] {
  const { like, of: _, ...parts } = rule.refines ?? {};
  const changed: number[] = [];
  for (const target of refined(machine, rule, site)) {
    const object = standIn(machine, target, true) ?? filledMember(machine, rule, target, site);
    if (object?.t !== 'object') continue;
    machine.effects++;
    setParts(machine, object.id, parts, site);
    for (const source of list(like)) takeOver(machine, object.id, modelFor(machine, source, site));
    rememberFilled(machine, target, object);
    changed.push(object.id);
  }
  return changed;
}

/** `load(&context.group, id)`: a member of which nothing is known yet holds from now on what the call puts there. */
function filledMember(machine: Interpreter, rule: BookedRule, target: Value, site: CallSite): Value | undefined {
  const at = /^\$(\d+)$/.exec(String(rule.refines?.of))?.[1];
  const place = at === undefined ? undefined : site.node.args?.[Number(at)]?.value;
  const empty = target.t === 'const' && target.v === null;
  const nothing = target.t === 'unknown' || empty;
  const written = place?.k === 'member' || place?.k === 'index' || (empty && place?.k === 'name');
  if (!nothing || !written) return undefined;
  const made: Value = { t: 'object', id: machine.nextId(), type: target.t === 'unknown' ? target.type : undefined };
  machine.give(site, Number(at), [made]);
  return made;
}

function refined(machine: Interpreter, rule: BookedRule, site: CallSite): Values {
  return sourceValues(machine, rule.refines?.of ?? '$this', site);
}

function setting(machine: Interpreter, what: NonNullable<BookedRule['setting']>, site: CallSite): Values {
  const keys = sourceValues(machine, what.key, site);
  const otherwise = [
    ...(what.default === undefined ? NONE : sourceValues(machine, what.default, site)),
    ...keys.flatMap((one) => placeholder(one)?.otherwise ?? []),
  ];
  const values = keys.map(
    (one): Value => (one.t === 'const' ? { t: 'config', key: String(one.v) } : unknown('read at run time')),
  );
  const fallback = otherwise.map((one): Value => (one.t === 'const' ? { ...one, from: 'configuration' } : one));
  return union(
    fallback.filter((one) => !(one.t === 'const' && one.v === null)),
    values,
  );
}

/** `${key:default}` of Spring and others. */
function placeholder(value: Value): { key: string; otherwise: Values } | undefined {
  const match = value.t === 'const' ? /^\$\{([^:}]{1,200})(?::([^}]{0,200}))?\}$/.exec(String(value.v)) : null;
  return match?.[1] ? { key: match[1], otherwise: match[2] === undefined ? NONE : [constant(match[2])] } : undefined;
}

function setParts(machine: Interpreter, id: number, parts: PartRules, site: CallSite): void {
  for (const [name, part] of Object.entries(parts) as [PartName, PartRule][]) {
    const values = evaluatePart(machine, part, site, name);
    machine.uptake.take(values, id);
    const key = partKey(id, name);
    if (values.length === 0 || (yields(part) && !values.some(isStated) && machine.store.get(key)?.some(isStated)))
      continue;
    machine.store.set(key, values);
  }
}

function yields(part: PartRule): boolean {
  return typeof part === 'object' && 'yields' in part && part.yields === true;
}

/** A value that the code says, not one that the library would take. */
function isStated(value: Value): boolean {
  return value.t === 'const' && value.from !== 'library-default';
}

/** What a `like` names: an object at hand, or an algorithm by its name. */
function modelFor(machine: Interpreter, source: Source, site: CallSite): Values {
  if (typeof source !== 'string' || source.startsWith('$')) return sourceValues(machine, source, site);
  const model: ObjectValue = { t: 'object', id: machine.nextId() };
  machine.store.set(partKey(model.id, 'algorithm'), [constant(source)]);
  return [model];
}

/** @param name the part in question: an object that has it says it itself, whatever the rule maps */
function evaluatePart(machine: Interpreter, rule: PartRule, site: CallSite, name?: PartName): Values {
  const whole =
    typeof rule === 'object' && !Array.isArray(rule)
      ? (rule as Exclude<PartRule, Source | readonly Source[]>)
      : undefined;
  const sources = whole ? list(whole.from) : list(rule as Source | readonly Source[]);
  let found: Values = NONE;
  for (const source of sources) {
    found = sourceValues(machine, source, site).filter((one) => !(one.t === 'const' && one.v === null));
    if (found.length > 0) break;
  }
  if (name === 'curve') found = found.map(oidOfBytes);
  if (name === 'algorithm')
    found = found.map((one) => {
      const family = namedFamily(one);
      return family ? constant(family) : one;
    });
  if (whole?.map || whole?.times || whole?.find || whole?.above) {
    const transform: Transform = { find: whole.find, map: whole.map, times: whole.times, above: whole.above };
    found = found.flatMap((one) => {
      if (name && one.t === 'object' && partOf(machine, one, name).length > 0) return [one];
      const made = applyTransform(mappable(machine, one), transform);
      return made ? [made] : [];
    });
  }
  if (found.length === 0 && whole?.default !== undefined) {
    return [constant(whole.default, 'library-default')];
  }
  return found;
}

/** An enum constant of the file is mapped by its name. */
function mappable(machine: Interpreter, value: Value): Value {
  if (value.t !== 'object' || value.type) return value;
  return machine.store.get(fieldKey(value.id, '$name'))?.[0] ?? value;
}

function holds(machine: Interpreter, rule: BookedRule, site: CallSite): boolean {
  return list(rule.when).every((condition) => conditionHolds(machine, condition, site));
}

function conditionHolds(machine: Interpreter, condition: Condition, site: CallSite): boolean {
  if (condition.any && !condition.any.some((one) => conditionHolds(machine, one, site))) return false;
  if (condition.mentions && !machine.text.mentions(condition.mentions)) return false;
  if (condition.args !== undefined) {
    const count = site.args.length;
    const [least, most] = typeof condition.args === 'number' ? [condition.args, condition.args] : condition.args;
    if (count < least || count > most) return false;
  }
  const found = (source: Source) =>
    sourceValues(machine, source, site).filter((one) => says(one, source, condition, site));
  if (condition.absent !== undefined && found(condition.absent).length > 0) return false;
  if (condition.given === undefined) return true;
  const values = found(condition.given);
  if (condition.kind && values.some(mayBeNumber) !== (condition.kind === 'number')) return false;
  if (condition.find && !values.some((one) => hasText(one, condition.find as string))) return false;
  if (condition.lacks && values.some((one) => hasText(one, condition.lacks as string))) return false;
  const names = values.flatMap(nameOf).map((one) => one.toLowerCase());
  if (condition.is && !condition.is.some((one) => names.includes(String(one).toLowerCase()))) return false;
  if (condition.not?.some((one) => names.includes(String(one).toLowerCase()))) return false;
  return condition.is !== undefined || condition.not !== undefined || values.length > 0;
}

/** What may be there is not given. Whatever is called so on whatever object: there only a member that is known to be there counts as given. */
function says(value: Value, source: Source, { given, written }: Condition, { name }: CallSite): boolean {
  if (value.t === 'param' && value.maybe) return false;
  const member = typeof source === 'string' && source.includes('.');
  if (!member || !(written || (given !== undefined && name.startsWith('*.')))) return true;
  if (value.t === 'symbol') return lastSegment(value.name) !== lastSegment(source);
  return value.t !== 'unknown' && !(value.t === 'param' && value.path.length > 0);
}

function hasText(value: Value, pattern: string): boolean {
  return value.t === 'const' && transformedText(String(value.v), { find: `(${pattern})` }) !== undefined;
}

/** What names a size, and what else may be given in its place. */
const NAMES_SIZE = /size|bits?(?![a-z])|length|strength|modulus/i;
const NAMES_KEY = /key|pem|der|data|str|text|content|file|raw|blob|secret|cert|path|body/i;

/** What an argument, a setting or a member is called tells a size from a key: `RSA.new(bits)`, `RSA.new(ENV['PEM'])`. */
function namesNumber(name: string): boolean {
  return NAMES_SIZE.test(name) || !NAMES_KEY.test(name);
}

function mayBeNumber(value: Value): boolean {
  if (value.t === 'const') return typeof value.v === 'number' || /^\d+$/.test(String(value.v));
  // A member of something that is not known may be anything, or not there.
  if (value.t === 'unknown') {
    const member = /^member (\S+)/.exec(value.why)?.[1];
    return value.type === NUMBER || (member !== undefined && namesNumber(member));
  }
  if (value.t === 'param') return namesNumber(value.path.at(-1) ?? value.name);
  if (value.t === 'config') return namesNumber(value.key);
  return value.t === 'symbol' && !value.name.includes('(') && namesNumber(lastSegment(value.name));
}
