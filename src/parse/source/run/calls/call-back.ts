import type { CallNode } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { applyCalls } from '../ruled/apply-rule.js';
import type { Frame } from '../scope.js';
import { NONE, union, unknown, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';
import { withGiven } from './partial.js';

type Named = Value & { t: 'symbol' };

/** The name of a static member: the rules may speak of it with the type itself, or with one that this type extends. */
export function member({ book }: Interpreter, object: Named, name: string): string {
  const own = book.canonical(`${object.name}.${name}`);
  if (book.calls(own).length > 0) return own;
  const base = book.lineage(object.name).find((one) => book.calls(`${one}.${name}`).length > 0);
  return base ? `${base}.${name}` : own;
}

/** Functions handed to a call that is not known run perhaps, with what the call was made on. */
export function callBack(
  machine: Interpreter,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
  given: Values = NONE,
  /** Arguments before it: `forEachIndexed { index, one -> }`. */
  before = 0,
): Values {
  const results: Values[] = [];
  const others = Array.from({ length: before }, () => ({ values: NONE }));
  for (const [index, { values }] of args.entries()) {
    // Bytes that are handed over one by one are no functions: what follows each is not asked for.
    if (!values.some(({ t }) => t === 'function' || t === 'symbol')) continue;
    const following = argumentsBehind(args.slice(index + 1));
    for (const value of values) {
      if (value.t === 'function') {
        const handed = takesFollowing(node) && following.length > 0 ? following : [...others, { values: given }];
        results.push(
          invoke(machine, value.closure, withGiven(machine, value, value.given ? following : handed), value.self),
        );
      }
      if (value.t !== 'symbol' || !isFunction(machine, value, following)) continue;
      const owner = ownerOf(value);
      const args = withGiven(machine, value, handedTo(machine, following, value.given ? NONE : given));
      const site = { args, receiver: [value.self ?? owner], frame };
      const name = value.self ? value.name : member(machine, owner, lastSegment(value.name));
      const found = applyCalls(machine, { ...site, name, node: { at: { ...node.at, ...value.at } } });
      if (found) results.push(found);
    }
  }
  return results.length > 0 ? union(...results) : [unknown('result of a call')];
}

/**
 * What a function is called with that is handed on by its name: what follows it (`submit(f, 65537, 2048)`), else what the call is made on,
 * where that is a value and not what runs the function.
 */
function handedTo(
  { language }: Interpreter,
  following: readonly CallArgument[],
  given: Values,
): readonly CallArgument[] {
  if (language.handsFunctions === 'named') return given.length > 0 ? [{ values: given }] : [];
  const values = given.filter((one) => one.t === 'const');
  return following.length > 0 || values.length === 0 ? following : [{ values }];
}

/** What a name stands in: a type, or a module. */
function ownerOf(value: Named): Named {
  return { ...value, name: value.name.slice(0, value.name.lastIndexOf('.')) };
}

/**
 * A function with some of its arguments is run where those are given, but where a call says more of what is used. What such a run binds
 * anew is run once at each place: `load().then(this.pack.bind(this, data))` inside of `pack` would bind it for ever.
 */
export function runWaiting(machine: Interpreter): void {
  const first = machine.waiting.length;
  const later = new Set<CallNode>();
  for (const [index, { given, value, node, frame }] of machine.waiting.entries()) {
    if (machine.called.has(given) || later.has(node)) continue;
    if (index >= first) later.add(node);
    const before = machine.uses.length;
    callBack(machine, [{ values: [value] }], node, frame);
    const again = machine.uses.length > before ? (machine.ofGiven.get(given) ?? []) : [];
    for (const use of again) {
      const at = machine.uses.indexOf(use);
      if (at >= 0) machine.uses.splice(at, 1);
    }
  }
}

/** Functions that run another one with the arguments that follow it. */
const RUNS =
  /^(?:to_thread|run_in_executor|run_sync|run_in_threadpool|submit|apply|apply_async|call_soon|call_soon_threadsafe|call_later|deferToThread|callInThread|start_new_thread|Thread|Process|Timer)$/;

function takesFollowing({ callee }: CallNode): boolean {
  return 'name' in callee && RUNS.test(callee.name);
}

/** What follows a function that is handed on; `args=(key, data)` holds several. */
function argumentsBehind(args: readonly CallArgument[]): readonly CallArgument[] {
  return args.flatMap((one) => {
    const [list] = one.values;
    if (one.name !== 'args' || list?.t !== 'list') return [one];
    return list.items.map((values) => ({ values }));
  });
}

/** A name that is a function, not a type or a constant: where types are handed on as well, one that stands in a type or is written small. */
function isFunction({ language, book }: Interpreter, value: Named, following: readonly CallArgument[]): boolean {
  if (value.given) return true;
  if (!language.handsFunctions || !value.name.includes('.')) return false;
  if (language.handsFunctions === 'followed' && following.length === 0) return false;
  if (value.self) return true;
  if (language.handsFunctions === 'named') return true;
  return /^[a-z]/.test(lastSegment(value.name)) || book.isType(ownerOf(value).name);
}
