import { BodyNeeded } from '../../dormant/dormant.js';
import type { Language } from '../../language.js';
import type { Parameter } from '../../tree/ir.js';
import { members } from '../access.js';
import { assignTo } from '../assign.js';
import { inKept } from '../branches/kinds-asked.js';
import { forgettingLeft } from '../branches/left-arms.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { withType } from '../objects/declared-type.js';
import type { Closure, Frame } from '../scope.js';
import { COMPUTED, NONE, union, unknown, type Value, type Values } from '../values/values.js';
import { openReceiver } from './extensions.js';
import { byPosition, fromSettings, optionsOf, withEntries } from './given-options.js';

const DEEPEST = 5;

/** Takes what a function stores where an argument points to. */
type Give = (argument: number, values: Values) => void;

/** Runs a function of the file with these arguments, to a bounded depth. */
export function invoke(
  machine: Interpreter,
  closure: Closure,
  handed: readonly CallArgument[],
  self?: Value,
  give?: Give,
): Values {
  const args = withEntries(machine, handed);
  const typed = (values: Values) =>
    closure.node.returns ? withType(machine, values, closure.node.returns, closure.frame) : values;
  const held = self && fieldReadBy(closure, machine.language);
  if (held) return typed(members(machine, [self], held, closure.frame));
  if (machine.active.some((one) => one.node === closure.node)) return typed([unknown('result of a call')]);
  if (machine.active.length >= DEEPEST) return typed(givenAlone(machine, closure));
  if (machine.dormant?.holds(closure.node)) throw new BodyNeeded();
  if (closure.node.name && !closure.node.constructs && !closure.node.open) {
    // What a constructor keeps is what a method finds, whichever of them is met first.
    if (self?.t === 'object') for (const one of closure.cls?.constructors ?? []) exercise(machine, one);
    exercise(machine, closure);
  }
  const idle = machine.inert.get(closure.node);
  if (idle && !args.some((arg) => arg.values.some((one) => one.t === 'function' || computesWith(idle, one))))
    return idle;
  const result =
    machine.repeats.known(closure) ??
    machine.repeats.following(closure, () => runWith(machine, closure, args, self, give));
  return typed(result.length > 0 ? result : [unknown('result of a call')]);
}

/** `kib(3)`, `SIZES[level]`: with what is known a function that only computes or chooses gives more than on its own. */
function computesWith(idle: Values, given: Value): boolean {
  return given.t === 'const' && (idle.length > 1 || idle.some((one) => one.t === 'unknown' && one.why === COMPUTED));
}

/** The field that a method does nothing but hand out: such a one is no step deeper. */
export function fieldReadBy({ node, cls }: Closure, { membersAreNamed }: Language): string | undefined {
  const { params, body } = node;
  if (params.length > 0 || body.k !== 'return') return undefined;
  const { value } = body;
  if (value?.k === 'member') return value.object.k === 'this' ? value.name : undefined;
  const isField = value?.k === 'name' && !membersAreNamed && cls?.fields.has(value.name);
  return isField ? value.name : undefined;
}

/** What a function gives back that is called too deep: what it gave back when it was looked at on its own. */
function givenAlone(machine: Interpreter, closure: Closure): Values {
  const given = machine.results.get(closure)?.filter((one) => one.t !== 'param') ?? NONE;
  return given.length > 0 ? given : [unknown('result of a call')];
}

function runWith(
  machine: Interpreter,
  closure: Closure,
  args: readonly CallArgument[],
  self: Value | undefined,
  give: Give | undefined,
): Values {
  const positional = byPosition(machine, closure, args);
  const argument = (param: Parameter, index: number, frame: Frame): Values => {
    const named = args.find((one) => one.name === param.name);
    if (param.rest === 'named') return [optionsOf(machine, closure, args)];
    if (param.rest) return [{ t: 'list', items: positional.slice(index).map((one) => one.values) }];
    const read = fromSettings(args, param.name);
    // A record takes what is handed over by the names of its fields, and no map of it.
    const stated = named?.values ?? (read.length > 0 && closure.node.constructs ? read : positional[index]?.values);
    const given = stated ?? read;
    if (given && given.length > 0 && !(param.default && isNotGiven(machine, given)))
      return param.type ? withType(machine, given, param.type, frame) : given;
    return param.default ? machine.eval(param.default, frame) : typedParameter(machine, param, frame);
  };
  return activate(machine, closure, self, argument, give);
}

function isNotGiven({ language }: Interpreter, given: Values): boolean {
  return language.nothingIsNotGiven === true && given.every((one) => one.t === 'const' && one.v === null);
}

function typedParameter(machine: Interpreter, param: Parameter, frame: Frame): Values {
  return param.type
    ? withType(machine, [unknown('argument not given')], param.type, frame)
    : [unknown('argument not given')];
}

/** Looks at a function once on its own: its parameters stand for themselves. */
export function exercise(machine: Interpreter, closure: Closure): void {
  if (machine.exercised.has(closure.node)) return;
  machine.exercised.add(closure.node);
  const before = machine.effects + machine.ownReads;
  const outsideBefore = machine.outside.length;
  const usesBefore = machine.uses.length;
  const returned = lookAt(machine, closure, closure.cls && !closure.node.extends ? closure.frame.self : undefined);
  if (returned.length > 0)
    machine.results.set(
      closure,
      closure.node.returns ? withType(machine, returned, closure.node.returns, closure.frame) : returned,
    );
  if (machine.uses.length > usesBefore) machine.reporting.add(closure.node);
  const quiet = machine.effects + machine.ownReads === before && machine.outside.length === outsideBefore;
  if (quiet && returned.every((one) => one.t === 'const' || one.t === 'unknown' || one.t === 'symbol')) {
    const { returns } = closure.node;
    const values = returned.length > 0 ? returned : [unknown('result of a call')];
    machine.inert.set(closure.node, returns ? withType(machine, values, returns, closure.frame) : values);
  }
}

/** Runs a function with its parameters standing for themselves. */
export function lookAt(machine: Interpreter, closure: Closure, self: Value | undefined): Values {
  const before = machine.began;
  machine.began = machine.nextId();
  const returned = activate(machine, closure, self, (param, index, frame) => {
    const open: Value = { t: 'param', fn: closure.qualified, index, name: param.name, path: [] };
    const standing = param.type ? withType(machine, [open], param.type, frame) : [open];
    return param.default ? union(machine.eval(param.default, frame), standing) : standing;
  });
  machine.began = before;
  return returned;
}

/** A method that the file adds to a type of a library. */
function receiverOf(machine: Interpreter, { node, frame }: Closure): Value | undefined {
  return node.receiver && withType(machine, [unknown('receiver')], node.receiver.type, frame)[0];
}

function activate(
  machine: Interpreter,
  closure: Closure,
  self: Value | undefined,
  argument: (param: Parameter, index: number, frame: Frame) => Values,
  give?: Give,
): Values {
  const { node } = closure;
  const name = node.constructs ? 'constructor' : node.name || closure.frame.name;
  const around = self ?? openReceiver(machine, node, closure) ?? closure.frame.self ?? receiverOf(machine, closure);
  const cls = node.extends ? (around?.t === 'object' ? around.cls : undefined) : closure.cls;
  const frame = machine.frame(name, closure.frame, { cls, self: around });
  // What an extension says depends on the object it is called on, what a macro says on the types and names it is given.
  if (node.extends || node.open) machine.ownReads++;
  machine.active.push(closure);
  if (node.receiver) machine.bind(node.receiver.name, around ? [around] : [unknown('receiver')], frame);
  for (const [index, param] of node.params.entries()) {
    const values = argument(param, index, frame);
    if (!param.pattern || param.name) machine.bind(param.name, values, frame);
    if (param.pattern) assignTo(machine, param.pattern, values, frame, true);
  }
  // An object has its fields on whichever way its constructor ends.
  if (node.constructs) frame.leftFields = [];
  forgettingLeft(machine, () => inKept(machine, node, () => machine.eval(node.body, frame)));
  machine.active.pop();
  for (const [key, left] of frame.leftFields ?? []) machine.store.set(key, union(machine.store.get(key) ?? NONE, left));
  for (const [name, values] of give && frame.outputs ? frame.outputs : []) {
    const at = node.params.findIndex((one) => one.name === name);
    if (at >= 0) give?.(at, values);
  }
  return frame.returned;
}
