import type { Dormant } from '../dormant/dormant.js';
import type { Language } from '../language.js';
import type { RuleBook } from '../rules/rule-book.js';
import type { FileTree, FunctionNode, Node, Span } from '../tree/ir.js';
import type { Exports } from '../uses/use.js';
import { members, object } from './access.js';
import { assign, assignTo } from './assign.js';
import { bindImport } from './bind-import.js';
import { asBranch, runBranch } from './branches/branches.js';
import { reportCompared } from './branches/compared.js';
import { isComparison, onlyNamed } from './branches/comparison.js';
import { inKind } from './branches/kinds-asked.js';
import { runNarrowed } from './branches/narrowing.js';
import { invoke } from './calls/activate.js';
import { type Extensions, remember } from './calls/extensions.js';
import { handedOn } from './calls/handed-on.js';
import { type CallSite, call } from './calls/invoke.js';
import type { OutsideRecord } from './calls/outside.js';
import type { Waiting } from './calls/partial.js';
import { Repeats } from './calls/repeats.js';
import { CommandsRun } from './commands/commands-run.js';
import { index, walkedThrough } from './elements.js';
import { Imports } from './imports.js';
import { lookUp } from './lookup.js';
import { type CallArgument, defineClass, staticOf } from './objects/classes.js';
import { ofClass, typesMade, withType } from './objects/declared-type.js';
import { withArguments } from './objects/type-arguments.js';
import type { OpenUse } from './open-use.js';
import { applyRead } from './ruled/apply-rule.js';
import { type KeptSetting, keep } from './ruled/kept.js';
import { ListsSet } from './ruled/lists-set.js';
import { Uptake } from './ruled/uptake.js';
import { runFile } from './run-file.js';
import { beginNames, type ClassInfo, type Closure, type Frame, Store, variableKey } from './scope.js';
import { SpokenText } from './spoken-text.js';
import { runStatements } from './statements.js';
import { arithmetic } from './values/arithmetic.js';
import type { KeyReader } from './values/key-text.js';
import { operatorOf } from './values/operators.js';
import { isTable } from './values/tables.js';
import {
  constant,
  type GivenArgument,
  NONE,
  placedAt,
  union,
  unknown,
  type Value,
  type Values,
} from './values/values.js';

/** Thrown when the time or step limit is met; what was found so far stands. */
export class LimitReached extends Error {}

/**
 * Reads a lowered file as a program over sets of possible values. Functions are looked at once on their own, with
 * their parameters as symbols, and again where they are called.
 */
export class Interpreter {
  store = new Store();
  readonly uses: OpenUse[] = [];
  readonly uptake = new Uptake();
  readonly lists = new ListsSet();
  /** Type → the settings that fill its objects. */
  readonly filled = new Map<string, Values>();
  /** Object → others on which what is set on it is set as well. */
  readonly shared = new Map<number, readonly number[]>();
  /** Fields of types of the program that have a value by default, by type and field. */
  readonly defaults = new Map<string, Values>();
  readonly outside: OutsideRecord[] = [];
  readonly kept: KeptSetting[] = [];
  /** Functions with some of their arguments, and those of which a call says more. */
  readonly waiting: Waiting[] = [];
  readonly called = new Set<readonly GivenArgument[]>();
  /** What such calls showed that say nothing of what is used. */
  readonly ofGiven = new Map<readonly GivenArgument[], readonly OpenUse[]>();
  readonly closures: Closure[] = [];
  readonly extensions: Extensions = new Map();
  readonly exercised = new Set<FunctionNode>();
  /** Functions in which a use was seen. */
  readonly reporting = new Set<FunctionNode>();
  /** Functions whose name says what they do and that are called in the file, or were reported as they are written. */
  readonly callsByName = new Set<FunctionNode>();
  /** Names of methods that several classes of the file declare. */
  readonly overridden = new Set<string>();
  readonly active: Closure[] = [];
  /** What has a higher number was made since the function was entered that is being looked at on its own. */
  began = 0;
  /** Closures that were seen to do nothing of interest: not looked at again per call. */
  readonly inert = new Map<FunctionNode, Values>();
  readonly repeats = new Repeats(this);
  readonly wildcards: string[] = [];
  /** The last words of the namespaces that this file opens to put something into them. */
  readonly namespaces = new Set<string>();
  /** Libraries of which the file names types, without an import. */
  readonly libraries = new Set<string>();
  readonly classes: ClassInfo[] = [];
  /** Names bound at the top of the file. */
  readonly globals = new Set<string>();
  readonly file: Frame;
  readonly imports: Imports;
  readonly text: SpokenText;
  readonly commands = new CommandsRun(this);
  /** What functions of the file give back when they are looked at on their own. */
  readonly results = new Map<Closure, Values>();
  /** Argument → the texts that it is tested for, where the function goes on with no other. */
  readonly askedFor = new Map<string, Values>();
  /** What the tests of the arms that are being run ask for. */
  readonly asked: (readonly string[])[] = [];
  /** Names of other files that would decide a part of a use. */
  readonly lacking = new Set<string>();
  /** Counts every effect that a caller could notice: uses, refinements, writes to fields. */
  effects = 0;
  /** Counts reads of fields of an object that stands for any of its class. */
  ownReads = 0;
  /** Counts those of the effects that are of rules. */
  ruled = 0;
  /** Names that are being given a value because they had none: `if bits == 0 { bits = 2048 }`. */
  readonly filling: string[] = [];
  #ids = 0;
  #steps = 0;
  #ended = false;
  #naming = 0;
  readonly #targets: string[] = [];

  constructor(
    readonly tree: FileTree,
    readonly language: Language,
    readonly book: RuleBook,
    readonly mostSteps: number,
    readonly deadline: number,
    /** Row of the file at which the text begins, where it is a part of it. */
    readonly firstRow = 0,
    /** Functions whose bodies were not read. */
    readonly dormant?: Dormant,
    /** Reads keys that are written out in texts. */
    readonly keyIn?: KeyReader,
    /** What other files export, on a second look at the file. */
    exports?: Exports,
  ) {
    beginNames();
    this.text = new SpokenText(tree.text);
    this.imports = new Imports(this, this.store, exports);
    this.file = this.frame('', undefined, {});
  }

  run(): void {
    try {
      runFile(this);
    } finally {
      // What was found is still settled, fields that are read late with it: within as much again, and without an end by an error.
      this.#ended = true;
      this.#steps = 0;
    }
  }

  /** Runs a function of the file. */
  invoke(closure: Closure, args: readonly CallArgument[], self?: Value): Values {
    return invoke(this, closure, args, self);
  }

  assign(node: Node & { k: 'assign' }, frame: Frame): Values {
    return assign(this, node, frame);
  }

  /** A variable among the arguments of a call receives what the call makes. */
  give(site: CallSite, argument: number, values: Values): void {
    const target = site.node.args?.[argument]?.value;
    if (target) this.put(target, values, site.frame);
  }

  put(target: Node, values: Values, frame: Frame): void {
    assignTo(this, target, values, frame, false);
  }

  members(objects: Values, name: string, frame: Frame, at?: Span): Values {
    return members(this, objects, name, frame, at);
  }

  staticValue(cls: ClassInfo, name: string): Values | undefined {
    return staticOf(this, cls, name);
  }

  nextId(): number {
    return ++this.#ids;
  }

  frame(name: string, parent: Frame | undefined, more: Partial<Frame>): Frame {
    return { id: this.nextId(), name, parent, depth: (parent?.depth ?? 0) + 1, returned: NONE, ...more };
  }

  /** What is evaluated to name an entry, `{jose.ES256: 256}`, is no use. */
  named<T>(evaluate: () => T): T {
    this.#naming++;
    try {
      return evaluate();
    } finally {
      this.#naming--;
    }
  }

  get steps(): number {
    return this.#steps;
  }

  get naming(): boolean {
    return this.#naming > 0;
  }

  /** A value is being computed that will go to this name. */
  aim(name: string): void {
    this.#targets.push(name);
  }

  hit(): void {
    this.#targets.pop();
  }

  /** The names to which the value being computed is going. */
  get targets(): readonly string[] {
    return this.#targets;
  }

  eval(node: Node, frame: Frame): Values {
    const limit = this.#limit();
    if (limit && this.#ended) return NONE;
    if (limit) throw new LimitReached(limit);
    switch (node.k) {
      case 'lit':
        return [placedAt(constant(node.value), node.at)];
      case 'name':
        return this.got(this.read(this.lookup(node.name, frame), frame, node.at));
      case 'symbol':
        this.imports.named(node.name);
        return this.imports.values(node.name) ?? [this.symbol(node.name)];
      case 'this':
        return selfOf(frame);
      case 'member':
        return this.got(members(this, this.#owner(node, frame), node.name, frame, node.at));
      case 'index':
        return index(this, this.eval(node.object, frame), this.eval(node.index, frame));
      case 'round':
        return walkedThrough(this, this.eval(node.object, frame), node.of);
      case 'call':
        return call(this, node, frame);
      case 'object':
        return object(this, node, frame);
      case 'list': {
        const items = () => node.items.map((item) => this.eval(item, frame));
        const made = isTable(node) ? this.named(items) : items();
        if (node.command) this.commands.written(node, made, frame);
        return [{ t: 'list', items: made, ...(node.names && { names: node.names }) }];
      }
      case 'concat':
        return node.parts
          .map((one) => this.eval(one, frame))
          .reduce((left, right) => arithmetic('+', left, right, true), [constant('')]);
      case 'op': {
        const [left, right] = [this.#operand(node.left, node.op, frame), this.#operand(node.right, node.op, frame)];
        return operatorOf(this, node, left, right, frame) ?? arithmetic(node.op, left, right);
      }
      case 'choice': {
        const branch = asBranch(node);
        if (branch) return runBranch(this, branch, frame, dropNull);
        if (node.test) this.eval(node.test, frame);
        return union(...node.arms.map((arm, at) => inKind(this, node, at, () => this.eval(arm, frame))).map(dropNull));
      }
      case 'function':
        return [{ t: 'function', closure: this.closure(node, frame), self: selfOf(frame)[0] }];
      case 'assign':
        return assign(this, node, frame);
      case 'block':
        return runStatements(this, node.items, frame);
      case 'branch':
        return runBranch(this, node, frame);
      case 'return': {
        const values = node.value ? this.eval(node.value, frame) : NONE;
        frame.returned = union(frame.returned, values);
        // `getSignatureAlgorithm() { return "SHA256withRSA"; }`: who asks for it stands elsewhere.
        if (frame.name !== '') keep(this, frame.name, values, undefined, frame);
        return NONE;
      }
      case 'stop':
        return NONE;
      case 'class':
        return [{ t: 'class', cls: defineClass(this, node, frame) }];
      case 'import':
        bindImport(this, node, frame);
        return NONE;
      case 'typed': {
        const value = node.value ? this.eval(node.value, frame) : NONE;
        if (node.value) this.eval(node.type, frame);
        return (node.only ? ofClass : withType)(this, value, node.type, frame);
      }
      case 'narrowed':
        return runNarrowed(this, node, frame);
      case 'generic':
        return this.#withTypes(node, typesMade(this, node, frame), frame);
    }
  }

  #owner({ object, name }: Node & { k: 'member' }, frame: Frame): Values {
    const values = this.having(object, name, frame, object.k === 'name' ? object.at : undefined);
    return object.k === 'name' ? this.got(values) : values;
  }

  /** What a member is asked of: of several types of one name the one that has it. */
  having(object: Node, member: string, frame: Frame, at?: Span): Values {
    if (object.k === 'generic' && object.type.k === 'name')
      return this.#withTypes(object, this.lookup(object.type.name, frame, member), frame);
    if (object.k !== 'name') return this.eval(object, frame);
    return this.read(this.lookup(object.name, frame, member), frame, at);
  }

  #withTypes(node: Node & { k: 'generic' }, types: Values, frame: Frame): Values {
    const of = node.of.map((one) => this.eval(one, frame));
    return types.map((one) => (one.t === 'symbol' ? withArguments(this, one, of) : one));
  }

  /** Which limit this step reaches, if any. */
  #limit(): 'time' | 'steps' | undefined {
    if (++this.#steps > this.mostSteps) return 'steps';
    return this.#steps % 4096 === 0 && performance.now() > this.deadline ? 'time' : undefined;
  }

  #operand(node: Node, op: string, frame: Frame): Values {
    const named = onlyNamed(node, op);
    if (named || (node.k === 'name' && isComparison(op))) reportCompared(this, node, frame);
    if (!named) return this.eval(node, frame);
    return NONE;
  }

  bind(name: string, values: Values, frame: Frame): void {
    if (frame === this.file) {
      this.globals.add(name);
      this.imports.declared(name);
    }
    this.store.set(variableKey(frame, name), values);
  }

  /** A constructor is called by the name of its class, or by a method of that. */
  #constructedBy(cls: string): string {
    return this.language.constructsBy ? `${cls}.${this.language.constructsBy}` : cls;
  }

  closure(node: FunctionNode, frame: Frame): Closure {
    const around = frame.cls?.qualified ?? this.tree.module;
    const name = `${around ? `${around}.` : ''}${node.name || `at${node.at.start}`}`;
    const made = {
      id: this.nextId(),
      node,
      frame,
      qualified: node.constructs && around ? this.#constructedBy(around) : name,
      cls: frame.cls,
    };
    if (!this.exercised.has(node)) this.closures.push(made);
    if (node.extends) remember(this.extensions, made);
    return made;
  }

  symbol(name: string): Value {
    if (name.endsWith('.json')) return { t: 'config', key: '', file: name };
    const canonical = this.book.canonical(handedOn(this, name));
    const known = this.book.constant(canonical);
    return known === undefined ? { t: 'symbol', name: canonical } : constant(known);
  }

  /** An imported constant that rules speak of stands for what they say, and has its place where it is named. */
  read(values: Values, frame: Frame, at?: Span): Values {
    const only = values.length === 1 ? values[0] : undefined;
    if (only?.t === 'const' && !only.at) return [placedAt(only, at)];
    if (only?.t !== 'symbol') return values;
    return applyRead(this, only.name, NONE, frame, at) ?? [placedAt(only, at)];
  }

  /** A getter that is read is called. */
  got(values: Values): Values {
    if (!values.some((one) => one.t === 'function' && one.closure.node.getter)) return values;
    return union(
      ...values.map((one) =>
        one.t === 'function' && one.closure.node.getter ? invoke(this, one.closure, [], one.self) : [one],
      ),
    );
  }

  /** @param member what is read or called of it: tells types of one name apart */
  lookup(name: string, frame: Frame, member?: string): Values {
    return lookUp(this, name, frame, member);
  }
}

function selfOf(frame: Frame): Values {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.self) return [at.self];
  return [unknown('this')];
}

function dropNull(values: Values): Values {
  return values.length > 0 && values.every((one) => one.t === 'const' && one.v === null) ? NONE : values;
}
