import type { CallNode, Node, Point, Span } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import { ofNamespace } from '../access.js';
import { assignTo } from '../assign.js';
import { methodOfCommand } from '../commands/command-text.js';
import { entry } from '../elements.js';
import type { Interpreter } from '../interpreter.js';
import {
  type CallArgument,
  fieldOf,
  instanceOf,
  instantiate,
  isStandIn,
  methodsOf,
  singletonOf,
  staticOf,
} from '../objects/classes.js';
import { constructAgain } from '../objects/construct-again.js';
import { entryOf } from '../objects/filled-members.js';
import { ofItself } from '../objects/layouts.js';
import { setMembers } from '../objects/made.js';
import { constantsOf } from '../objects/static-constants.js';
import { applyCalls } from '../ruled/apply-rule.js';
import { keepArguments } from '../ruled/kept.js';
import type { ClassInfo, Closure, Frame } from '../scope.js';
import { appendedTo, isText } from '../values/appended-text.js';
import { configured } from '../values/configured.js';
import { addItems } from '../values/filled-lists.js';
import { namedFamily } from '../values/half-known-text.js';
import { decoded } from '../values/key-text.js';
import { itemsOf, keepsItems, methodOfList } from '../values/lists.js';
import { mapMethod, orGiven } from '../values/maps.js';
import { keepsText, methodOfText } from '../values/text-methods.js';
import { asNumber, isGiven, NONE, ofText, typeOf, union, unknown, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';
import { handedElements } from './block-elements.js';
import { handsItselfOver } from './builders.js';
import { atHandingOver, chosen, handedOut, meeting, namedThere, withTypes } from './call-arguments.js';
import { callBack, member } from './call-back.js';
import { callExtension } from './extensions.js';
import { mapped, partsOfMap } from './iteration.js';
import { applyNamedOwn } from './named-calls.js';
import { otherwise } from './otherwise.js';
import { outside } from './outside.js';
import { fitting, invokeBest, rememberMaker } from './overloads.js';
import { boundBy, calling, withGiven } from './partial.js';
import { scoped } from './scope-functions.js';
import { tellTypes } from './typed-arguments.js';
import { implicitMethod, inheritedCall, methodNamed } from './unnamed-receiver.js';
import { isNameOf, ofUnruledFunction, ofUnruledMethod } from './unruled.js';

/** A call with its values: what rules look at. */
export interface CallSite {
  readonly name: string;
  readonly args: readonly CallArgument[];
  readonly receiver: Values;
  /** The name that is called, where a variable or a table holds it: what is used is decided where that is written. */
  readonly chosen?: Value & { t: 'symbol' };
  readonly node: { readonly at: Span; readonly to?: Point; readonly args?: CallNode['args']; readonly callee?: Node };
  readonly frame: Frame;
}

export function call(machine: Interpreter, node: CallNode, frame: Frame): Values {
  const args = node.args.map((one) => ({
    name: one.name,
    values: orNotKnown(machine.eval(one.value, frame)),
    sets: one.sets ? one.at : undefined,
  }));
  return machine.commands.during(node, args, frame, () => called(machine, node, handedOut(machine, node, args), frame));
}

/** What is given is given, also where nothing is known of it: no default stands for it. */
function orNotKnown(values: Values): Values {
  return values.length > 0 ? values : [unknown('not known here')];
}

function called(machine: Interpreter, node: CallNode, args: readonly CallArgument[], frame: Frame): Values {
  const { callee } = node;
  if (callee.k === 'member') {
    const objects = assigned(machine.having(callee.object, callee.name, frame));
    keepArguments(machine, node, args, objects, frame, callee.name);
    const result = union(...objects.map((one) => callMember(machine, one, callee.name, args, node, frame)));
    const longer = appendedTo(callee);
    if (longer && objects.length > 0 && objects.every(isText)) assignTo(machine, longer, result, frame, false);
    return result;
  }
  if (callee.k === 'name') {
    const method = implicitMethod(machine, callee.name, frame);
    if (method) {
      const result = invokeBest(machine, method.closures, namedThere(node, args), frame, method.self);
      applyNamedOwn(machine, method.closures[0] as Closure, { name: '', args, receiver: NONE, node, frame });
      return result;
    }
    const inherited = inheritedCall(machine, callee.name, args, node, frame);
    if (inherited) return inherited;
  }
  if (callee.k === 'name' && callee.name === 'with' && args[1]?.values[0]?.t === 'function')
    return union(...(args[0]?.values ?? NONE).map((one) => scoped(machine, one, 'with', args.slice(1)) ?? NONE));
  // What is called is not read: a function that stands for a value when it is handed on is a call here.
  const meant = callee.k === 'name' ? machine.lookup(callee.name, frame) : machine.eval(callee, frame);
  keepArguments(machine, node, args, meant, frame);
  return union(...fitting(meant, args).map((one) => callValue(machine, one, args, node, frame)));
}

/** A field that is seen to be null only, and of which something is called: what fills it is not seen. */
function assigned(objects: Values): Values {
  const empty = objects.length > 0 && objects.every((one) => one.t === 'const' && one.v === null);
  return empty ? [unknown('set elsewhere')] : objects;
}

function callValue(
  machine: Interpreter,
  value: Value,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  switch (value.t) {
    case 'function': {
      const result = invoke(
        machine,
        value.closure,
        withGiven(machine, value, namedThere(node, args)),
        value.self,
        givenBack(machine, node, frame),
      );
      tellTypes(machine, value.closure, node, frame);
      applyNamedOwn(machine, value.closure, { name: '', args, receiver: NONE, node, frame });
      rememberMaker(machine, value.closure, result, args, frame);
      return result;
    }
    case 'class': {
      const made = instantiate(machine, value.cls, args);
      if (value.cls.name === '') madeOf(machine, made, args, node, frame);
      setMembers(machine, made, args, frame);
      // Its methods may be called elsewhere: what it was made with counts there.
      outside(machine, value.cls.qualified, args, frame);
      return [made];
    }
    case 'symbol':
      return calling(machine, value, args, () =>
        callSymbol(
          machine,
          value.name,
          value.self ? [value.self] : NONE,
          withTypes(withGiven(machine, value, args), value),
          atHandingOver(machine, value, node, frame),
          frame,
          value.self || value.given ? undefined : chosen(node.callee, value),
        ),
      );
    case 'param':
      // What a function does that calls what it is given is for each caller to say.
      machine.ownReads++;
      return callMember(machine, value, 'call', args, node, frame);
    case 'object':
    case 'unknown':
      return callMember(machine, value, 'call', args, node, frame);
    default:
      return [unknown('result of a call')];
  }
}

/** Stores into a variable of the caller that the call was handed. */
function givenBack(machine: Interpreter, node: CallNode, frame: Frame) {
  return (argument: number, values: Values) => {
    const target = node.args[argument]?.value;
    if (target?.k === 'name' || target?.k === 'member') assignTo(machine, target, values, frame, false);
  };
}

/** A class without a name is made together with an object of it: what it extends may be a type of a library. */
function madeOf(machine: Interpreter, made: Value, args: readonly CallArgument[], node: CallNode, frame: Frame): void {
  const type = typeOf(made);
  if (type && machine.book.knows(type)) applyCalls(machine, { name: type, args, receiver: [made], node, frame });
}

function callSymbol(
  machine: Interpreter,
  name: string,
  receiver: Values,
  given: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
  by?: Value & { t: 'symbol' },
): Values {
  const args = meeting(given, by?.arms);
  const site: CallSite = { name, args, receiver, ...(by && { chosen: by }), node, frame };
  const found =
    applyCalls(machine, site) ??
    (receiver.length > 0 ? applyCalls(machine, { ...site, name: `*.${lastSegment(name)}` }) : undefined);
  if (found) return found;
  const named = machine.language.traitCalls ? methodNamed(machine, name, args, node, frame) : undefined;
  if (named) return named;
  return ofUnruledFunction(machine, site, node);
}

function callMember(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  if (name === 'dup' && args.length === 0)
    return [object.t === 'list' ? { ...object, items: [...object.items] } : object];
  const values = args.map((one) => one.values);
  if (handsItselfOver(machine, object, name, args.length)) return [object];
  const inScope =
    scoped(machine, object, name, args) ?? otherwise(machine, object, name, args) ?? decoded(name, values);
  if (inScope) return inScope;
  if (namedFamily(object) && methodOfText('', name, values)) return [object];
  switch (object.t) {
    case 'symbol': {
      if (name === 'bind' && machine.language.handsFunctions === 'followed')
        return [boundBy(machine, object, args, node, frame)];
      const number = args.length === 0 ? asNumber(object, name) : undefined;
      if (number) return [number];
      if (args.length === 0 && isNameOf(name) && /^[A-Z][A-Z0-9_]+$/.test(lastSegment(object.name))) return [object];
      const full = member(machine, object, name);
      const known = machine.book.calls(full).length > 0;
      const imported = machine.imports.values(full) ?? (known ? undefined : ofNamespace(machine, object, name));
      // A field that is read as a method is read: records of Java.
      const read = (one: Value) => one.t === 'const' && args.length === 0;
      if (imported)
        return union(...imported.map((one) => (read(one) ? [one] : callValue(machine, one, args, node, frame))));
      // The text of a constant of a library is what the constant says.
      if (!known && keepsText(name, values) && object.name.includes('.')) return [object];
      const owner = node.callee.k === 'member' ? node.callee.object : node.callee;
      const found = callSymbol(machine, full, [object], withTypes(args, object), node, frame, chosen(owner, object));
      return union(found, known ? NONE : orGiven(object, name, args));
    }
    case 'class':
      return callStatic(machine, object, name, args, node, frame);
    case 'const': {
      const made = object.v === null ? undefined : methodOfText(object.v, name, values);
      return (
        made?.map((one) => ofText(one, object)) ??
        callExtension(machine, object, name, args) ??
        (object.v === null
          ? undefined
          : applyCalls(machine, { name: `*.${name}`, args, receiver: [object], node, frame })) ??
        callBack(machine, args, node, frame, [object])
      );
    }
    case 'param':
    case 'unknown':
      if (keepsText(name, values) && !machine.book.knows(object.type ?? '')) return [object];
      return callTyped(machine, object, name, args, node, frame);
    case 'config':
      if (keepsText(name, values)) return [object];
      if (machine.language.readsAreCalls && args.length === 0) return entryOf([object], name);
      return (
        configured(object, name, values) ??
        (args.length === 0 ? partsOfMap(machine, object, name) : undefined) ??
        callTyped(machine, object, name, args, node, frame)
      );
    case 'list':
      if (['push', 'add', 'append', 'Add', 'push_back', 'addAll', 'AddRange', 'extend'].includes(name)) {
        addItems(object.items, /all|extend|range/i.test(name) ? values.flatMap(itemsOf) : values);
        return [object];
      }
      if (keepsItems(name)) {
        callBack(machine, args, node, frame, union(...object.items));
        return [object];
      }
      return (
        handedElements(machine, object, name, args) ??
        methodOfList(object.items, name, values) ??
        mapped(machine, object.items, name, values) ??
        callExtension(machine, object, name, args) ??
        callBack(machine, args, node, frame, union(...object.items), /Indexed$/.test(name) ? 1 : 0)
      );
    case 'function': {
      if (name === 'bind') return [boundBy(machine, object, args, node, frame)];
      const named = machine.language.callNamesObject === true;
      return invoke(machine, object.closure, named && name === 'call' ? args.slice(1) : args, object.self);
    }
    default:
      return callTyped(machine, object, name, args, node, frame);
  }
}

function callStatic(
  machine: Interpreter,
  object: Value & { t: 'class' },
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  const closures = methodsOf(machine, object.cls, name);
  const heir = closures.some(({ cls }) => cls !== object.cls) ? instanceOf(machine, object.cls) : undefined;
  const self = object.cls.single ? singletonOf(machine, object.cls) : heir;
  if (closures.length > 0) {
    const result = invokeBest(machine, closures, namedThere(node, args), frame, self);
    applyNamedOwn(machine, closures[0] as Closure, { name, args, receiver: [object], node, frame });
    return result;
  }
  // A class of a library that the file opens again, as Ruby allows.
  const known = `${object.cls.qualified}.${name}`;
  if (machine.book.calls(known).length > 0) return callSymbol(machine, known, [object], args, node, frame);
  if (name === 'new') {
    const made = instantiate(machine, object.cls, args);
    outside(machine, `${object.cls.qualified}.new`, args, frame);
    return [made];
  }
  const constants = constantsOf(machine, object.cls, name, args);
  if (constants) return constants;
  const held = staticOf(machine, object.cls, name);
  if (held) return union(...held.map((one) => callValue(machine, one, args, node, frame)));
  if (machine.language.derived?.has(name)) return [instanceOf(machine, object.cls)];
  return callSymbol(machine, `${object.cls.qualified}.${name}`, [object], args, node, frame);
}

/** A method of an object or of something whose type is known. */
function callTyped(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  const ofCommand = methodOfCommand(object, name, args[0]?.values, args[1]?.values);
  if (ofCommand) return ofCommand;
  const collected = machine.commands.collected(object, name, args, node, frame);
  if (collected) return collected;
  if (object.t === 'object') {
    if (name === 'class' && args.length === 0 && object.cls) return [classOf(machine, object, object.cls)];
    if ((name === 'super' || name === 'this') && object.cls)
      return constructAgain(machine, object, name, args, node, frame);
    const own = fieldOf(machine, object, name);
    const held = own?.flatMap((one) => (one.t === 'function' ? [one.closure] : [])) ?? [];
    // A field may have the name of a method.
    const closures = held.length === 0 && own && object.cls ? methodsOf(machine, object.cls, name) : held;
    const named = own?.filter((one) => one.t === 'symbol' && machine.book.calls(one.name).length > 0) ?? [];
    const calls = named.map((one) => callValue(machine, one, args, node, frame));
    if (closures.length > 0)
      return union(invokeBest(machine, closures, ofItself(args, object), frame, object), ...calls);
    if (calls.length > 0) return union(...calls);
    // A field that is read as a method is read: Ruby, Scala, records of Java.
    if (own?.some(isGiven) && args.length === 0) return own;
  }
  // What the code itself has set is no setting from elsewhere.
  const set = object.t === 'object' && name === 'getProperty' ? entry(machine, object, args[0]?.values ?? NONE) : NONE;
  if (set.length > 0) return set;
  const type = typeOf(object);
  if (type) {
    for (const one of machine.book.lineage(type)) {
      const found = applyCalls(machine, { name: `${one}.${name}`, args, receiver: [object], node, frame });
      if (found) return found;
    }
  }
  const anywhere = applyCalls(machine, { name: `*.${name}`, args, receiver: [object], node, frame });
  if (anywhere) {
    // What a rule says of an entry of a table does not keep it out of the table.
    if (object.t === 'object') mapMethod(machine, object, name, args);
    return anywhere;
  }
  return ofUnruledMethod(machine, object, name, args, node, frame);
}

/** `self.class`: while no object is at hand, that of an heir may be meant. */
function classOf(machine: Interpreter, object: Value & { t: 'object' }, cls: ClassInfo): Value {
  if (isStandIn(object)) machine.ownReads++;
  return { t: 'class', cls };
}
