import { list } from '../../rules/full-names.js';
import type { PartRule, PartRules, Source } from '../../rules/rule.js';
import type { BookedRule } from '../../rules/rule-book.js';
import type { Node, ObjectNode, Span } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { instanceOf } from '../objects/classes.js';
import { rememberSettings } from '../objects/filled-types.js';
import { rememberFilled } from '../objects/struct-members.js';
import type { OpenUse } from '../open-use.js';
import { type Closure, type Frame, fieldKey, NO_PLACE, partKey } from '../scope.js';
import { ANY_FILE, constant, NONE, placedAt, union, unknown, type Value, type Values } from '../values/values.js';
import { holds } from './conditions.js';
import { addSuites, besides, LISTED, rememberEntries, rememberLists } from './lists-set.js';
import { kindNamed, namesOfKeys } from './names-of-keys.js';
import { evaluatePart, setParts } from './rule-parts.js';
import { sourceValues, standIn } from './rule-sources.js';
import { leaveOpen, ofItsKind, takeOver } from './take-over.js';

type ObjectValue = Value & { t: 'object' };

/** The result of a call that rules speak of; `undefined` when none does. */
export function applyCalls(machine: Interpreter, site: CallSite): Values | undefined {
  const rules = machine.book.calls(site.name).filter((rule) => holds(machine, rule, site));
  return rules.length > 0 ? union(...rules.map((rule) => apply(machine, rule, site))) : undefined;
}

/** These rules, whatever names they are about. */
export function applyRules(machine: Interpreter, rules: readonly BookedRule[], site: CallSite): Values {
  return rules.flatMap((rule) => (holds(machine, rule, site) ? apply(machine, rule, site) : NONE));
}

/** The value of a constant or member that rules speak of. */
export function applyRead(
  machine: Interpreter,
  name: string,
  receiver: Values,
  frame: Frame,
  at?: Span,
  args: CallSite['args'] = [],
): Values | undefined {
  const value = machine.book.constant(name);
  if (value !== undefined) return [placedAt(constant(value), at)];
  const rules = machine.book.reads(name);
  if (rules.length === 0) return undefined;
  const site: CallSite = { name, args, receiver, node: { at: at ?? NO_PLACE }, frame };
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

function apply(machine: Interpreter, rule: BookedRule, given: CallSite): Values {
  const moved = rule.at === undefined ? undefined : placeOf(given.node, rule.at);
  // What the rule itself says is said where the use stands.
  const site = moved ? { ...given, node: { ...given.node, at: moved } } : given;
  const changed = rule.refines ? refine(machine, rule, site) : [];
  if (rule.setting) {
    const values = setting(machine, rule.setting, site);
    if (rule.gives) machine.give(site, Number(rule.gives.slice(1)), values);
    if (rule.setting.fills) rememberSettings(machine, sourceValues(machine, rule.setting.fills, site), values);
    return values;
  }
  if (rule.value !== undefined) {
    const values = stoodFor(machine, rule.value, site);
    return rule.function ? values.map((one) => functionNamed(machine, one)) : values;
  }
  const makes =
    rule.purpose !== undefined ||
    rule.alone ||
    rule.parts ||
    rule.members ||
    rule.callback ||
    rule.like ||
    (rule.returns && !rule.returns.startsWith('$'));
  const handed = rule.returns?.startsWith('$') ? handedBack(machine, rule.returns, site) : undefined;
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
  rememberEntries(machine, rule, made.id, site);
  let first: Values | undefined;
  for (const source of list(rule.like)) {
    const models = ofItsKind(machine, made.id, modelFor(machine, source, site));
    takeOver(machine, made.id, models);
    first ??= models;
  }
  // Where several are asked for, the others are members that the first may have.
  if (first) leaveOpen(machine, made, first);
  if (rule.shares !== undefined) share(machine, made.id, sourceValues(machine, rule.shares, site));
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
  const answered = rule.callback ? runCallback(machine, rule.callback, made, site) : NONE;
  if (rule.gives) machine.give(site, Number(rule.gives.slice(1)), [made]);
  return rule.callback?.gives ? answered : (handed ?? [made]);
}

/** What the call hands back: an argument, or with `$of` an object of the type that it is called for. */
function handedBack(machine: Interpreter, source: string, site: CallSite): Values {
  const values = sourceValues(machine, source, site);
  if (source !== '$of') return values;
  return values.map((one) => {
    if (one.t === 'class') return instanceOf(machine, one.cls);
    return unknown('made elsewhere', one.t === 'symbol' ? one.name : undefined);
  });
}

/** What is set on the one later is set on the others as well: a context of a key that belongs to one of a digest. */
function share(machine: Interpreter, id: number, others: Values): void {
  const ids = others
    .flatMap((one) => standIn(machine, one, true) ?? [])
    .flatMap((one) => (one.t === 'object' ? [one.id] : []));
  machine.shared.set(id, ids);
}

/** `key.getAlgorithm()` of a key that nobody names stands for nothing that is known. */
function stoodFor(machine: Interpreter, rule: PartRule, site: CallSite): Values {
  const values = evaluatePart(machine, rule, site).map((one) => placedAt(one, site.node.at));
  return values.length > 0 || typeof rule !== 'string' ? values : [unknown(`result of ${lastSegment(site.name)}()`)];
}

/** `dlsym(library, "RSA_sign")` */
function functionNamed(machine: Interpreter, value: Value): Value {
  return value.t === 'const' && typeof value.v === 'string' ? machine.symbol(value.v) : value;
}

/** A rule reports a use or an ingredient, or changes what is known of one. */
function speak(machine: Interpreter): void {
  machine.effects++;
  machine.ruled++;
}

function report(machine: Interpreter, rule: BookedRule, made: ObjectValue, site: CallSite): void {
  speak(machine);
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
  speak(machine);
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
    ...(rule.named && !site.node.callee && { declared: true as const }),
    ...askedWith(machine, site),
  };
}

/** What the tests around ask for, and the names of what is handed over or made: `verify(data, rsaKey)`. */
function askedWith(machine: Interpreter, { node }: CallSite): Pick<OpenUse, 'asked'> {
  const target = machine.targets.at(-1);
  const names = [...namesOfKeys(node), ...(target ? [target] : [])].flatMap(kindNamed);
  const asked = names.length > 0 ? [...machine.asked, names] : [...machine.asked];
  return asked.length > 0 ? { asked } : {};
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

/** @returns what the function gives */
function runCallback(machine: Interpreter, callback: { arg: Source; at: number }, made: Value, site: CallSite): Values {
  const answers: Values[] = [];
  for (const value of sourceValues(machine, callback.arg, site)) {
    if (value.t !== 'function') continue;
    const args = value.closure.node.params.map((_, index) => ({ values: index < callback.at ? NONE : [made] }));
    // A block of Kotlin or Groovy that takes no name sees what it is given as `this`: `buildKeyStore { certificate("a") }`.
    const sees = machine.language.beanProperties && !value.closure.node.name;
    answers.push(machine.invoke(value.closure, args, sees ? made : value.self));
    // Its arguments are known: a look at it on its own would tell the same with less.
    if (!value.closure.node.name) machine.exercised.add(value.closure.node);
  }
  return union(...answers);
}

/** @returns the objects that are changed */
function refine(machine: Interpreter, rule: BookedRule, site: CallSite): number[] {
  const { like, of: _, ...parts } = rule.refines ?? {};
  const changed: number[] = [];
  for (const target of refined(machine, rule, site)) {
    const object = standIn(machine, target, true) ?? filledMember(machine, rule, target, site);
    if (object?.t !== 'object') continue;
    speak(machine);
    const held = besides(machine, rule, object.id);
    setParts(machine, object.id, parts, site);
    for (const other of machine.shared.get(object.id) ?? []) setParts(machine, other, parts, site);
    if (held) addSuites(machine, object.id, held);
    rememberLists(machine, rule, object.id, filled(machine, parts, site), site.node.at);
    const models = list(like).map((source) => modelFor(machine, source, site));
    for (const one of models) takeOver(machine, object.id, one);
    if (models[0]) leaveOpen(machine, object, models[0]);
    rememberFilled(machine, target, object);
    changed.push(object.id);
  }
  return changed;
}

/** Without the lists that are emptied, `config.CurvePreferences = nil`: nothing is set there. */
function filled(machine: Interpreter, parts: PartRules, site: CallSite): PartRules {
  const emptied = LISTED.filter((one) => {
    const rule = parts[one];
    return rule !== undefined && evaluatePart(machine, rule, site, one).length === 0;
  });
  if (emptied.length === 0) return parts;
  return Object.fromEntries(Object.entries(parts).filter(([name]) => !emptied.some((one) => one === name)));
}

/** `load(&context.group, id)`: a member of which nothing is known yet holds from now on what the call puts there. */
function filledMember(machine: Interpreter, rule: BookedRule, target: Value, site: CallSite): Value | undefined {
  if (rule.refines?.of === undefined) return begun(machine, target, site);
  const at = /^\$(\d+)$/.exec(String(rule.refines?.of))?.[1];
  const place = at === undefined ? undefined : site.node.args?.[Number(at)]?.value;
  const empty = target.t === 'const' && target.v === null;
  const nothing = target.t === 'unknown' || empty;
  const named = place?.k === 'name' && (empty || site.frame.cls?.fields.has(place.name));
  const written = place?.k === 'member' || place?.k === 'index' || named;
  if (!nothing || !written) return undefined;
  const made: Value = { t: 'object', id: machine.nextId(), type: target.t === 'unknown' ? target.type : undefined };
  machine.give(site, Number(at), [made]);
  return made;
}

/** `var signer oqs.Signature; signer.Init(name, nil)`: a variable that is declared alone begins with what the call sets. */
function begun(machine: Interpreter, target: Value, { node: { callee }, frame }: CallSite): Value | undefined {
  if (target.t !== 'unknown' || !target.type || callee?.k !== 'member' || callee.object.k !== 'name') return undefined;
  const made: Value = { t: 'object', id: machine.nextId(), type: target.type };
  machine.put(callee.object, [made], frame);
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
  const files = what.file ? filesOf(machine) : [undefined];
  const values = keys.flatMap((one): Values => {
    const key = one.t === 'const' ? String(one.v) : one.t === 'config' ? one.key : undefined;
    return key === undefined ? [unknown('read at run time')] : files.map((file) => ({ t: 'config', key, file }));
  });
  const fallback = otherwise.map((one): Value => (one.t === 'const' ? { ...one, from: 'configuration' } : one));
  return union(
    fallback.filter((one) => !(one.t === 'const' && one.v === null)),
    values,
  );
}

/** The settings files that are named; without one, what is filled may be filled from any. */
function filesOf(machine: Interpreter): readonly string[] {
  const named = machine.text.settingsFiles();
  return named.length > 0 ? named : [ANY_FILE];
}

/** `${key:default}` of Spring and others. */
function placeholder(value: Value): { key: string; otherwise: Values } | undefined {
  const match = value.t === 'const' ? /^\$\{([^:}]{1,200})(?::([^}]{0,200}))?\}$/.exec(String(value.v)) : null;
  return match?.[1] ? { key: match[1], otherwise: match[2] === undefined ? NONE : [constant(match[2])] } : undefined;
}

/** What a `like` names: an object at hand, or an algorithm by its name. */
function modelFor(machine: Interpreter, source: Source, site: CallSite): Values {
  if (typeof source !== 'string' || source.startsWith('$')) return sourceValues(machine, source, site);
  const model: ObjectValue = { t: 'object', id: machine.nextId() };
  machine.store.set(partKey(model.id, 'algorithm'), [constant(source)]);
  return [model];
}
