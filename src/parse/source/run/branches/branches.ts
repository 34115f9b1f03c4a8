import { askedForNothing } from '../../tree/filling.js';
import { NOTHING, type Node } from '../../tree/ir.js';
import { goesBack, leaves } from '../../tree/sequence.js';
import type { Interpreter } from '../interpreter.js';
import { constantNames, enumName } from '../objects/classes.js';
import type { Frame, Store } from '../scope.js';
import { inArm } from '../values/arms.js';
import { constant, keyOf, placedAt, union, unknown, type Value, type Values } from '../values/values.js';
import { reportLabels } from './compared.js';
import { bearsName, isOther, isTold, type Label, type Told, toldBy } from './comparison.js';
import { inKind } from './kinds-asked.js';
import { saidBy, withMeanings } from './labels.js';
import { leaveArm } from './left-arms.js';
import { putBack, putFor } from './narrowing.js';

type Branch = Node & { k: 'branch' };

/** A conditional expression of which the test tells something is a branch that has a value. */
export function asBranch(node: Node & { k: 'choice' }): Branch | undefined {
  const { test, arms, when } = node;
  if (!test || !when?.some((one) => one && toldBy(one))) return undefined;
  return { k: 'branch', test, arms, when, exhaustive: arms.length > 1 };
}

/**
 * Runs each arm on its own state; afterwards both leave their alternatives. A test for equality tells what the tested
 * name stands for in its arm, and what it does not stand for in the others.
 * @param given what an arm gives, as it counts for the whole
 */
export function runBranch(
  machine: Interpreter,
  node: Branch,
  frame: Frame,
  given: (values: Values) => Values = (values) => values,
): Values {
  if (node.test) machine.eval(node.test, frame);
  if (node.when?.[0]?.is !== node.test) reportLabels(machine, node.when ?? [], frame);
  const empty = node.test && askedForNothing(node.test);
  const tests = (node.when ?? []).map((one) => {
    const told = one && toldBy(one);
    return told && withMeanings(machine, told, frame);
  });
  // Where tests tell something, to pass them all tells something as well.
  const otherwise = !node.exhaustive && tests.some(Boolean) ? [NOTHING] : [];
  const bodies = [...node.arms, ...otherwise];
  const known = bodies.map((_, at) => knownIn(tests, at));
  const branch = machine.nextId();
  const goesOn = bodies.filter((body) => !leaves(body)).length;
  // Where every arm that goes on knows the argument, it is one of their labels.
  if (bodies.every((body, at) => known[at]?.equal || leaves(body))) rememberLabels(machine, known, branch, frame);
  const outer = machine.store;
  const arms: { store: Store; stopped: boolean }[] = [];
  let taken = 0;
  const results: Values[] = [];
  try {
    for (const [at, body] of bodies.entries()) {
      // What is asked is asked before any arm was run.
      machine.store = outer;
      if (neverTaken(machine, known, at, frame)) {
        arms.push({ store: outer.fork(), stopped: true });
        continue;
      }
      taken++;
      if (at === 0 && empty) machine.filling.push(empty);
      const store = outer.fork();
      arms.push({ store, stopped: leaves(body) });
      machine.store = store;
      const way = { frame, alone: goesOn === 1 && !leaves(body) };
      const result = inKind(machine, node, at, () => runArm(machine, body, known[at], way));
      if (at < node.arms.length) results.push(result);
      if (frame.leftFields && goesBack(body))
        frame.leftFields.push(...store.ownFields().map(([key, now]) => [key, inArm(now, branch, at)] as const));
      if (at === 0 && empty) machine.filling.pop();
    }
  } finally {
    // Also where a limit is reached: what the arms found until then stands.
    machine.store = outer;
    outer.join(arms, node.exhaustive || otherwise.length > 0, branch);
    if (arms.some((one) => !one.stopped) || !(node.exhaustive || otherwise.length > 0))
      for (const [at, body] of bodies.entries()) if (goesBack(body)) leaveArm(machine, branch, at);
  }
  // What the caller gives leaves in each arm that it takes.
  if (taken > 0 && taken < arms.length && arms.every((one) => one.stopped)) frame.over = true;
  return union(...results.map(given));
}

/**
 * `curveOf("P-384")` runs no arm for another name. Only where a caller gives the argument: a look at the function on its
 * own has met every arm.
 */
function neverTaken(machine: Interpreter, all: readonly (Known | undefined)[], at: number, frame: Frame): boolean {
  const { target, labels, equal } = all[at] ?? {};
  const constants = target && constantsIn(machine, target, frame);
  if (constants && labels) return constants.every((one) => labels.some((label) => bearsName(one, label)) !== equal);
  const asked = target?.k === 'name' ? target.name : undefined;
  const running = machine.active.at(-1)?.node;
  if (!labels || !asked || !running?.name || !running.params.some(({ name }) => name === asked)) return false;
  // What it gives back is not the same for every caller.
  machine.ownReads++;
  const given = machine.eval({ k: 'name', name: asked }, frame);
  const named = all.flatMap((one) => one?.labels ?? []);
  // Of a constant of which it is not known what it stands for only the one that bears the name of the value tells.
  const known = (one: Value) =>
    isKnown(one) && (labels.every((label) => isOther(one, label)) || named.some((label) => isTold(one, label)));
  if (given.length === 0 || !given.every(known)) return false;
  return given.every((one) => labels.some((label) => isTold(one, label)) !== equal);
}

function isKnown(value: Value): boolean {
  if (value.t === 'const') return !value.fallback && value.v !== null;
  return value.t === 'symbol' || value.t === 'object';
}

/** `match self { Strength::Low => 1024, .. }`, called on constants of an enum: their names, where they all are such. */
function constantsIn(machine: Interpreter, target: Node, frame: Frame): Values | undefined {
  const receiver = machine.active.at(-1)?.node.receiver?.name;
  if (target.k !== 'this' && (target.k !== 'name' || !receiver || target.name !== receiver)) return undefined;
  const values = machine.eval(target, frame);
  if (!values.some((one) => one.t === 'object' && one.cls && constantNames(one.cls).length > 0)) return undefined;
  machine.ownReads++;
  const names = values.map((one) => enumName(machine, one)?.[0]);
  return names.length > 0 && names.every((one) => one !== undefined) ? names : undefined;
}

/** @param way `alone`: every other arm ends the function, so that what this one knows holds behind it as well */
function runArm(
  machine: Interpreter,
  body: Node,
  known: Known | undefined,
  { frame, alone }: { readonly frame: Frame; readonly alone: boolean },
): Values {
  if (!known) return machine.eval(body, frame);
  const { target, labels } = known;
  const before = machine.eval(target, frame);
  const here = known.equal ? only(before, labels) : without(before, labels);
  if (here.now === before) return machine.eval(body, frame);
  putFor(machine, target, here.now, frame);
  const result = machine.eval(body, frame);
  if (!alone) putBack(machine, target, { during: here.now, after: here.after }, frame);
  return result;
}

/** What an argument can be, where no caller says it. */
function rememberLabels(
  machine: Interpreter,
  known: readonly (Known | undefined)[],
  branch: number,
  frame: Frame,
): void {
  for (const [at, one] of known.entries()) {
    if (!one?.equal) continue;
    const texts = one.labels.flatMap(({ value, at: point }) =>
      typeof value === 'string' ? [placedAt(constant(value, 'argument'), point)] : [],
    );
    for (const argument of machine.eval(one.target, frame)) {
      if (argument.t !== 'param') continue;
      const key = keyOf(argument);
      machine.askedFor.set(key, union(machine.askedFor.get(key) ?? [], inArm(texts, branch, at)));
    }
  }
}

/** What the tests say in an arm: that the name is one of the labels, or none of them. */
interface Known {
  readonly target: Node;
  readonly labels: readonly Label[];
  readonly equal: boolean;
}

/** @param at of the arm; behind those with a test comes the one for everything else */
function knownIn(tests: readonly (Told | undefined)[], at: number): Known | undefined {
  const test = tests[at];
  if (test) return { target: test.target, labels: test.labels, equal: !test.negated };
  const all = at < tests.length ? [] : tests.filter((one) => one !== undefined);
  const [first] = all;
  if (!first || all.some((one) => one.name !== first.name)) return undefined;
  if (first.negated)
    return tests.length === 1 ? { target: first.target, labels: first.labels, equal: true } : undefined;
  if (all.some((one) => one.negated)) return undefined;
  return { target: first.target, labels: all.flatMap((one) => one.labels), equal: false };
}

/** What stands for the name in the arm, and what is left of it behind. */
interface Here {
  readonly now: Values;
  readonly after: Values;
}

/**
 * One of the labels: what is not known is what the test says.
 */
function only(before: Values, labels: readonly Label[]): Here {
  const same = before.filter((one) => labels.some((label) => isTold(one, label)));
  const open = before.filter((one) => !same.includes(one) && labels.some((label) => mayBe(one, label)));
  const said = labels.flatMap((label) => {
    if (same.some((one) => isTold(one, label))) return [];
    return label.value === undefined ? saidBy(label) : [asArgument(label, label.value)];
  });
  if (open.length > 0) {
    if (said.length === 0) return unchanged(before);
    return { now: union(same, said), after: [...same, ...open] };
  }
  // With what is known here the arm is never taken.
  if (same.length === 0) return said.length > 0 ? { now: said, after: before } : unchanged(before);
  return { now: same.length === before.length ? before : same, after: same };
}

function unchanged(before: Values): Here {
  return { now: before, after: before };
}

function without(before: Values, labels: readonly Label[]): Here {
  const left = before.filter((one) => !labels.some((label) => isTold(one, label)));
  if (left.length === before.length) return unchanged(before);
  return { now: left.length > 0 ? left : [unknown('none of those that are tested for')], after: left };
}

function asArgument({ at }: Label, v: string | number): Value {
  return { t: 'const', v, from: 'argument', ...(at && { at }) };
}

/** Is what the value stands for not known well enough to say that it is not the label? */
function mayBe(one: Value, label: Label): boolean {
  if (isOther(one, label)) return false;
  return one.t === 'const' ? label.value === undefined : one.t !== 'symbol' || label.value !== undefined;
}
